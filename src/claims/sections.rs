//! Slogans that say how many sections there are: “五个聚焦”.
//!
//! Entry point: [`slogans`]. Whether there are as many is for the rule `section-count`.

use std::ops::Range;

const NUMERALS: &str = "二三四五六七八九十";

/// A slogan: its number, its word, and where it stands in the prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slogan<'t> {
    /// 5.
    pub number: usize,
    /// 聚焦.
    pub word: &'t str,
    /// The bytes between the quotation marks.
    pub range: Range<usize>,
}

/// Every “N个XX” in quotation marks, XX two characters, in order.
pub fn slogans(prose: &str) -> Vec<Slogan<'_>> {
    let quotes = memchr::memmem::find_iter(prose.as_bytes(), "“");
    let found = quotes.filter_map(|at| {
        let start = at + "“".len();
        let inside = &prose[start..];
        let mut chars = inside.chars();
        let numeral = chars.next()?;
        let number = NUMERALS.chars().position(|one| one == numeral)? + 2;
        let label = &inside[..inside.find('”')?];
        let word = label[numeral.len_utf8()..].strip_prefix('个')?;
        (word.chars().count() == 2).then_some(Slogan {
            number,
            word,
            range: start..start + label.len(),
        })
    });
    found.collect()
}
