//! How a sentence begins that states one fact: 共有党员26名, 成立于2009年9月.
//!
//! Entry point: [`stated`], for what is read and mended and for what is only suggested.

/// Beginnings of sentences that state one fact, and its key.
const SENTENCES: [(&str, &str); 27] = [
    ("目前共有党员", "党员总数"),
    ("现共有党员", "党员总数"),
    ("支部共有党员", "党员总数"),
    ("支部现有党员", "党员总数"),
    ("共有党员", "党员总数"),
    ("现有党员", "党员总数"),
    ("目前有党员", "党员总数"),
    ("党员共有", "党员总数"),
    ("党员共", "党员总数"),
    ("党员有", "党员总数"),
    ("党员", "党员总数"),
    ("支委", "班子成员"),
    ("支部班子成员", "班子成员"),
    ("年龄平均", "平均年龄"),
    ("党员平均年龄", "平均年龄"),
    ("成立于", "成立时间"),
    ("组建于", "成立时间"),
    ("始建于", "成立时间"),
    ("支部成立于", "成立时间"),
    ("女性党员", "女党员"),
    ("成立", "成立时间"),
    ("女性", "女党员"),
    ("女同志", "女党员"),
    ("女", "女党员"),
    ("离休干部", "离休党员"),
    ("离休", "离休党员"),
    ("退休", "退休党员"),
];

/// The key of the fact that a text states, and what stands behind the words. 党员 begins 党员平均年龄 as well: the longest counts.
pub(super) fn stated(text: &str) -> Option<(&'static str, &str)> {
    let begun = SENTENCES.iter().filter(|(words, _)| text.starts_with(words));
    let (words, key) = begun.max_by_key(|(words, _)| words.len())?;
    Some((key, &text[words.len()..]))
}
