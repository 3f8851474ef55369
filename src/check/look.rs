//! A line of a body while its slips of punctuation are looked for.
//!
//! Entry point: [`Look`]. What stands beside a mark is seen as it will be: what was mended before counts as mended.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::shown::Shown;

/// What kind of slip it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A half-width mark: 党员22名,平均.
    Half,
    /// A straight quote: "半亩田".
    Straight,
    /// A bracket whose partner is of the other width: （甲).
    Bracket,
    /// A blank beside a quote or before a mark: “半亩田” 到, 学习 ，.
    Blank,
    /// One dash where two belong: —示范支部巡礼.
    Dash,
    /// A mark that stands twice: ，，.
    Doubled,
    /// The mark of a range that stands twice: 60~~69岁.
    Range,
    /// Figures and letters in full width: ２０２３年.
    Wide,
    /// Curled quotes the other way round: ”六好“.
    Reversed,
}

/// A slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Where it stands, in bytes of the body.
    pub range: Range<usize>,
    /// What should stand there; nothing in the place of a blank.
    pub right: &'static str,
    /// What it is.
    pub kind: Kind,
}

/// A line with what is found so far: a mended mark stands beside what comes next.
pub(super) struct Look<'l> {
    pub(super) line: &'l str,
    /// Where it begins in the body.
    pub(super) start: usize,
    pub(super) shown: &'l Shown,
    pub(super) mended: BTreeMap<usize, Slip>,
}

/// What Markdown writes round a word; a mark beside it stands beside the word.
pub(super) const MARKUP: [char; 3] = ['*', '_', '~'];

impl Look<'_> {
    pub(super) fn add(&mut self, range: Range<usize>, right: &'static str, kind: Kind) {
        self.mended.insert(range.start, Slip { range, right, kind });
    }

    /// Whether the byte of the line is read as text: it is no code, no address and no markup.
    pub(super) fn is_text(&self, at: usize) -> bool {
        self.shown.is_text(self.start + at)
    }

    /// The character before byte `at`, as it will be.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        let shown = |(at, c): &(usize, char)| self.is_shown(*at, *c);
        let (found, c) = self.line[..at].char_indices().rev().find(shown)?;
        Some(self.as_mended(found, c))
    }

    /// The character behind the mark of one byte at `at`, as it will be if it is looked at before.
    pub(super) fn after(&self, at: usize) -> Option<char> {
        let mut behind = self.line[at + 1..].char_indices().map(|(offset, c)| (at + 1 + offset, c));
        behind.find(|(at, c)| self.is_shown(*at, *c)).map(|(at, c)| self.as_mended(at, c))
    }

    /// Whether a reader sees it: a star that makes a word bold is markup.
    pub(super) fn is_shown(&self, at: usize, c: char) -> bool {
        !MARKUP.contains(&c) || self.is_text(at)
    }

    pub(super) fn as_mended(&self, at: usize, c: char) -> char {
        self.mended.get(&at).and_then(|slip| slip.right.chars().next()).unwrap_or(c)
    }
}
