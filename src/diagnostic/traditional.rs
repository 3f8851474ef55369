//! Characters of Traditional Chinese in a text of Simplified ones, and what is written for each: 黨員, 離退休.
//!
//! Entry points: [`found`]; [`simple`] for a key or a unit. The pairs in `traditional.txt` are those of OpenCC (`TSCharacters.txt` as opencc-python-reimplemented 0.1.7
//! has it, Apache-2.0) whose first character no Simplified text has (it is in Big5 and not in GB 2312) and whose second is the only
//! one there is: 著 and 乾 are not among them, nor 昇 and 陞, which names have. It does not look at words.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::prefilter::Alphabet;

/// The pairs in order of the first, and which characters those are.
struct Table {
    pairs: Vec<(char, char)>,
    alphabet: Alphabet,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut chars = include_str!("traditional.txt").chars().filter(|c| *c != '\n' && *c != '\r');
    let mut pairs = Vec::new();
    while let (Some(first), Some(second)) = (chars.next(), chars.next()) {
        pairs.push((first, second));
    }
    let alphabet = Alphabet::of(&pairs.iter().map(|(first, _)| *first).collect::<String>());
    Table { pairs, alphabet }
});

/// A text has as many different ones at least: one alone may be of a name.
const FEWEST: usize = 2;
/// How many pairs are named.
const NAMED: usize = 6;

/// What a text has of Traditional Chinese.
pub(crate) struct Traditional {
    /// The byte of the first one.
    pub(crate) at: usize,
    /// How many there are.
    pub(crate) count: usize,
    /// The first different ones, each with what is written for it.
    pub(crate) pairs: Vec<(char, char)>,
}

/// The characters of Traditional Chinese in `text`, whose characters are those of `alphabet`.
pub(crate) fn found(text: &str, alphabet: &Alphabet) -> Option<Traditional> {
    if !alphabet.meets(&TABLE.alphabet) {
        return None;
    }
    let mut all = Traditional { at: 0, count: 0, pairs: Vec::new() };
    for (at, c) in text.char_indices().filter(|(_, c)| *c >= '\u{4E00}') {
        let Some(right) = simplified(c) else { continue };
        if all.count == 0 {
            all.at = at;
        }
        all.count += 1;
        if all.pairs.len() < NAMED && all.pairs.iter().all(|(other, _)| *other != c) {
            all.pairs.push((c, right));
        }
    }
    (all.pairs.len() >= FEWEST).then_some(all)
}

/// A text in Simplified characters.
pub(crate) fn simple(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| simplified(c).is_some()) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| simplified(c).unwrap_or(c)).collect()
}

/// The Simplified character for a Traditional one.
pub(crate) fn simplified(c: char) -> Option<char> {
    if c < '\u{4E00}' {
        return None;
    }
    let pairs = &TABLE.pairs;
    let at = pairs.binary_search_by_key(&c, |(first, _)| *first).ok()?;
    Some(pairs[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(char, char)> {
        found(text, &Alphabet::of(text)).map_or_else(Vec::new, |found| found.pairs)
    }

    #[test]
    fn each_pair_is_in_order_and_of_two_characters() {
        assert!(TABLE.pairs.len() > 2000);
        assert!(TABLE.pairs.windows(2).all(|two| two[0].0 < two[1].0));
        let is_first = |c: char| TABLE.pairs.iter().any(|(first, _)| *first == c);
        assert!(TABLE.pairs.iter().all(|(_, second)| !is_first(*second)));
    }

    #[test]
    fn traditional_characters_are_told_from_simplified_ones() {
        assert_eq!(pairs("支部有黨員26名"), [('黨', '党'), ('員', '员')]);
        let told = found("離退休幹部，離休", &Alphabet::of("離退休幹部，離休")).unwrap();
        assert_eq!((told.at, told.count), (0, 3));
        for text in
            ["离退休干部党支部", "著名的乾隆年间", "毕昇、朱镕、喆堃", "只有黨字一个", "ABC"]
        {
            assert_eq!(pairs(text), [], "{text}");
        }
    }
}
