//! Whether a number is how it was at another time: 成立之初有党员8名.
//!
//! Entry points: [`is_then`], [`doubt_founding`].

use super::clause::sentence_before;
use super::text::Text;
use super::{Claim, Doubt, What};

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
    // 十一年过去，支部已有党员53名 as well.
    let sentence = &sentence.replace("成立时间", "　").replace("年过去", "　");
    let last = |words: &[&str]| words.iter().filter_map(|word| sentence.rfind(word)).max();
    last(&THEN).is_some_and(|then| last(&NOW).is_none_or(|now| now < then))
}

/// 1998年10月，支部成立，党员9名, where a later line counts them otherwise: how many there were at first.
pub(super) fn doubt_founding(text: &Text<'_>, claims: &mut [Claim]) {
    let count =
        |one: &Claim| if let What::Total(count) = &one.what { count.exact_whole() } else { None };
    let sure: Vec<Option<u64>> =
        claims.iter().filter(|one| one.doubt.is_none()).map(count).collect();
    if sure.windows(2).all(|pair| pair[0] == pair[1]) {
        return;
    }
    for one in claims.iter_mut().filter(|one| one.doubt.is_none()) {
        if is_at_founding(text, one.range.start) {
            one.doubt = Some(Doubt::Then);
        }
    }
}

/// Whether the clause right before a number ends with the founding, in a sentence that begins with its date.
fn is_at_founding(text: &Text<'_>, at: usize) -> bool {
    let sentence = sentence_before(text.prose, at);
    let mut clauses = sentence.rsplit(['，', ',']);
    let before = clauses.nth(1).unwrap_or_default();
    let begins = sentence.trim_start().starts_with(|c: char| c.is_ascii_digit());
    begins && ["成立", "组建", "建立", "设立"].iter().any(|verb| before.ends_with(verb))
}
