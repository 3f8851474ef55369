//! A number of members that became of a smaller one: 由当年的18名增加到现在的44名, 如今还有58人.
//!
//! Entry point: [`has_grown`].

use super::clause::{is_han, item_behind, sentence_before};
use super::team::names_team;
use super::text::{Subject, Text, strip_any};
use super::total_subject::is_ours;
use crate::quantity::Found;

/// What says that the number is what became of a smaller one.
const GROWN: [&str; 20] = [
    "壮大为",
    "增长为",
    "增加为",
    "扩大为",
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
    let sentence = sentence_before(text.prose, found.range.start);
    // 支部2009年成立，起初11个人，现在29个人
    let then = ["起初", "最初", "刚开始", "刚成立", "成立时", "当初", "那时"];
    let is_now = ["现在", "如今", "目前", "眼下"].contains(&item)
        || ["如今已有", "现在已有", "如今有", "现在有", "眼下有", "如今是"].contains(&item);
    let is_then_and_now = is_now
        && (sentence.contains("支部") || text.subject(found.range.start) == Subject::Branch)
        && !names_team(sentence)
        && then.iter().any(|word| sentence.contains(word));
    let item = item.trim_end_matches('了');
    let is_led = || GROWN.iter().any(|word| item.ends_with(word)) || is_of_today(item);
    if !is_then_and_now && !is_led() {
        return false;
    }
    let behind = item_behind(text.prose, found.range.end);
    let ends = !behind.starts_with(is_han) || ["党员", "了", "人"].contains(&behind);
    let is_of_members = is_then_and_now
        || sentence.contains("支部党员")
        || sentence.contains("党员人数")
        || sentence.contains("支部的人")
        || last_noun_is_members(sentence) && is_ours(text, found.range.start)
        || behind == "党员" && is_ours(text, found.range.start);
    ends && is_of_members
}

/// 最初只有党员7名，如今已发展到29名: what was counted before are members.
fn last_noun_is_members(sentence: &str) -> bool {
    let Some(at) = sentence.rfind("党员") else { return false };
    let between = &sentence[at + "党员".len()..].replace("建支", "");
    !names_team(between) && !between.contains(['支', '户', '家']) || between.contains("支部")
}

/// 如今还有, 现在的, 目前为: a word for today, and nothing more than that they are so many.
fn is_of_today(item: &str) -> bool {
    const ARE: [&str; 13] = [
        "还剩下",
        "只剩下",
        "还有",
        "还剩",
        "只有",
        "已有",
        "已是",
        "共有",
        "有",
        "是",
        "为",
        "达",
        "的",
    ];
    let bare = strip_any(item, &ARE);
    let today = ["现在", "目前", "如今", "眼下", "当前", "到现在", "至今"];
    bare.is_some_and(|rest| today.iter().any(|word| rest.ends_with(word)))
        || ["已经是", "已经有", "眼下"].iter().any(|word| item.ends_with(word))
}
