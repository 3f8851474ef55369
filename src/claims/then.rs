//! Whether a number is how it was at another time: 成立之初有党员8名.
//!
//! Entry point: [`is_then`].

use super::clause::sentence_before;
use super::text::Text;

/// Words for another time.
const THEN: [&str; 19] = [
    "年时，",
    "年的时候，",
    "那时",
    "那会儿",
    "刚成立",
    "过去",
    "以前",
    "当初",
    "之初",
    "当时",
    "最初",
    "起初",
    "初期",
    "成立时",
    "最多时",
    "建立时",
    "建支时",
    "原有",
    "曾有",
];
/// Words for today; they take back the other time.
const NOW: [&str; 14] = [
    "壮大为",
    "壮大到",
    "增长为",
    "增加为",
    "扩大为",
    "发展到",
    "现有",
    "目前",
    "如今",
    "现在",
    "至今",
    "眼下",
    "增至",
    "增加到",
];
/// Whether the number is how it was at another time.
pub(super) fn is_then(text: &Text<'_>, at: usize) -> bool {
    let sentence = sentence_before(text.prose, at);
    // 成立时间不长 is of today.
    let sentence = &sentence.replace("成立时间", "　");
    let last = |words: &[&str]| words.iter().filter_map(|word| sentence.rfind(word)).max();
    last(&THEN).is_some_and(|then| last(&NOW).is_none_or(|now| now < then))
}
