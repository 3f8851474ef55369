//! Numbers that became others: 参学率由65%提高到93%, 党员从开始的18名增加到57名. What it was before is no activity.
//!
//! Entry points: [`became`], [`is_before_change`].

use super::clause::item_before;
use crate::quantity::Found;

/// What a number became: whose it is stands before 由.
const BECAME: [&str; 10] = [
    "提高到",
    "上升到",
    "增加到",
    "增至",
    "增长到",
    "提升到",
    "提高至",
    "提升至",
    "达到",
    "始终在",
];

/// 由80万人次增加到310万人次: what it was before.
pub(super) fn is_before_change(prose: &str, one: &Found) -> bool {
    let behind = &prose[one.range.end..];
    let is_changed = BECAME.iter().any(|word| behind.starts_with(word))
        || ["下降到", "减少到", "扩大到", "发展到", "降至"]
            .iter()
            .any(|word| behind.starts_with(word));
    let before = &prose[..one.range.start];
    // 党员从开始的18名，增加到现在的57名
    let item = item_before(prose, one.range.start);
    let from = item.rfind(['由', '从']).map(|at| item[at..].chars().skip(1).collect::<String>());
    let is_first = from.is_some_and(|from| {
        [
            "",
            "过去的",
            "最初的",
            "起初的",
            "当初的",
            "开始的",
            "刚开始的",
            "成立时的",
            "当年的",
            "原来的",
            "原先的",
            "建支时的",
        ]
        .contains(&&*from)
    });
    let later = behind.trim_start_matches(['，', ',']);
    let is_later = later.len() < behind.len()
        && ["增加到", "发展到", "壮大到", "增长到", "减少到", "扩大到"]
            .iter()
            .any(|word| later.starts_with(word));
    // 刚开始只有27人，如今已有69人
    let is_then =
        ["刚开始", "起初", "最初", "刚成立", "成立时"].iter().any(|word| item.contains(word))
            && later.len() < behind.len()
            && ["如今", "现在", "目前", "眼下"].iter().any(|word| later.starts_with(word));
    is_then
        || is_changed && before.trim_end_matches("过去的").ends_with(['由', '从'])
        || is_first && (is_changed || is_later)
}

/// 党员参学率由过去的65%提高到93%, 到会率始终在90%以上: what the number is of.
pub(super) fn became(own: &str) -> Option<&str> {
    let bare = own.trim_end().trim_end_matches('了');
    let words = BECAME.iter().find_map(|word| bare.strip_suffix(word))?;
    let words = words.trim_end_matches("始终").trim_end_matches("保持");
    let end = words.find(['由', '从']).unwrap_or(words.len());
    Some(&words[..end])
}
