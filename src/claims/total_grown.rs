//! A number of members that became of a smaller one: 由当年的18名增加到现在的44名, 如今还有58人.
//!
//! Entry point: [`has_grown`].

use super::clause::{is_han, item_behind, sentence_before};
use super::text::Text;
use super::total_subject::is_ours;
use crate::quantity::Found;

/// What says that the number is what became of a smaller one.
const GROWN: [&str; 16] = [
    "变成了",
    "变成",
    "变为",
    "涨到",
    "发展到",
    "发展至",
    "增加到",
    "增加至",
    "增至",
    "增长到",
    "壮大到",
    "壮大至",
    "扩大到",
    "扩大至",
    "减少到",
    "发展为",
];
/// 由当年的18名增加到现在的44名, 如今还有58人: no noun of its own.
pub(super) fn has_grown(text: &Text<'_>, found: &Found, item: &str) -> bool {
    let until_now = [
        "眼下",
        "眼下有",
        "眼下还有",
        "现在的",
        "目前的",
        "如今的",
        "现在还有",
        "如今还有",
        "目前还有",
        "现在有",
        "如今有",
        "现在是",
        "如今是",
        "目前是",
        "已经是",
        "已经有",
    ];
    let sentence = sentence_before(text.prose, found.range.start);
    // 支部2009年成立，起初11个人，现在29个人
    let then = ["起初", "最初", "刚成立", "成立时", "当初", "那时"];
    let is_then_and_now = ["现在", "如今", "目前", "眼下"].contains(&item)
        && sentence.contains("支部")
        && then.iter().any(|word| sentence.contains(word));
    if !is_then_and_now && !until_now.iter().chain(&GROWN).any(|word| item.ends_with(word)) {
        return false;
    }
    let behind = item_behind(text.prose, found.range.end);
    let ends = !behind.starts_with(is_han) || ["党员", "了", "人"].contains(&behind);
    let is_of_members = is_then_and_now
        || sentence.contains("支部党员")
        || sentence.contains("党员人数")
        || last_noun_is_members(sentence) && is_ours(text, found.range.start)
        || behind == "党员" && is_ours(text, found.range.start);
    ends && is_of_members
}

/// 最初只有党员7名，如今已发展到29名: what was counted before are members.
fn last_noun_is_members(sentence: &str) -> bool {
    let Some(at) = sentence.rfind("党员") else { return false };
    let between = &sentence[at + "党员".len()..].replace("建支", "");
    !between.contains(['队', '团', '社', '支', '户', '家']) || between.contains("支部")
}
