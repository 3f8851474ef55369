//! Titles that signs or numbers set off: ★抓学习★, ▎抓学习, PART 01 above 抓学习.
//!
//! Entry points: [`join`] puts a number and the title below it into one line, [`Titles::depth`] tells which lines are
//! titles. Several lines with the same sign are a list; a title has its text below it.

use std::collections::HashSet;

use crate::import::manuscript::{Line, Run};
use crate::import::shape::Piece;
use crate::import::shape::marks::{LONGEST, ends_sentence, length, mark};
use crate::parse::body::titles::{counted, is_title, ordinal, same_sign, set_off};

/// How deep such titles lie: below 一、 and above （一）.
pub(super) const RANK: u32 = 1;

/// Puts a number that stands in a line of its own, 01, into the line of the title below it.
pub(super) fn join(pieces: &mut Vec<Piece>) {
    let texts: Vec<String> =
        pieces.iter().map(|piece| piece.line().map(Line::text).unwrap_or_default()).collect();
    let title = |at: usize| {
        let words = texts.get(at + 1)?.trim();
        let number = ordinal(texts[at].trim()).filter(|_| is_title(words))?;
        let is_own = mark(words).is_none() && set_off(words).is_none() && ordinal(words).is_none();
        (is_own && texts.get(at + 2).is_some_and(|text| is_text(text))).then_some(number)
    };
    let numbers: Vec<_> = (0..texts.len()).map(title).collect();
    let has = |number: u32| numbers.iter().flatten().any(|one| one.number == number);
    let is_sequence = has(1) && has(2);
    for at in (0..numbers.len()).rev() {
        if !numbers[at].is_some_and(|one| one.is_sure || is_sequence) {
            continue;
        }
        if let Some(Piece::Line(line)) = pieces.get_mut(at + 1) {
            let text = format!("{} ", texts[at].trim());
            line.runs.insert(0, Run { text, ..Run::default() });
            pieces.remove(at);
        }
    }
}

/// The lines of a story that may be titles.
pub(super) struct Titles<'p> {
    pieces: &'p [Piece],
    /// Whether bare numbers before titles count: there is a first one and a second.
    is_numbered: bool,
}

impl<'p> Titles<'p> {
    pub(super) fn of(pieces: &'p [Piece]) -> Self {
        let number = |piece: &Piece| {
            let text = piece.line()?.text();
            counted(text.trim()).map(|(ordinal, _)| ordinal.number)
        };
        let numbers: HashSet<u32> = pieces.iter().filter_map(number).collect();
        Self { pieces, is_numbered: numbers.contains(&1) && numbers.contains(&2) }
    }

    /// How deep the title `at` lies among such titles; `None` where it is none.
    pub(super) fn depth(&self, at: usize) -> Option<u32> {
        let line = self.pieces[at].line().filter(|line| line.number.is_none() && !line.is_item)?;
        let text = line.text();
        let text = text.trim();
        let other =
            |at: Option<usize>| at.and_then(|at| self.pieces.get(at)?.line()).map(Line::text);
        let (above, below) = (other(at.checked_sub(1)), other(Some(at + 1))?);
        let is_item = |other: &str| same_sign(text, other.trim());
        if set_off(text).is_some() {
            let is_one = !is_item(&below) && !above.as_deref().is_some_and(is_item);
            let has_text = is_text(&below) || set_off(below.trim()).is_some();
            return (is_one && has_text).then_some(0);
        }
        let (ordinal, _) = counted(text).filter(|_| is_text(&below))?;
        let depth = u32::try_from(ordinal.depth).ok()?;
        (ordinal.is_sure || self.is_numbered).then_some(depth)
    }
}

/// Whether a line is a paragraph of text.
fn is_text(text: &str) -> bool {
    length(text) > LONGEST || ends_sentence(text) || text.contains('。')
}
