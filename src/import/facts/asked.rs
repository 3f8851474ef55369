//! What a question to the editor says of a phrase: the clause that it stands in, and what is doubtful.
//!
//! Entry points: [`around`], [`why`].

use std::ops::Range;

use crate::claims::Doubt;
use crate::claims::clause::{near_before, near_behind};
use crate::import::facts::Prose;

/// What is doubtful.
pub(super) fn why(doubt: Option<Doubt>) -> &'static str {
    match doubt {
        Some(Doubt::Partial) => "也可能是其中一部分",
        Some(Doubt::Then) => "也可能是当时的情况",
        Some(Doubt::Other) => "也可能说的不是本支部",
        Some(Doubt::Alone) => "没有说是全部",
        Some(Doubt::Planned) => "也可能是打算",
        Some(Doubt::Unclear) => "没有读准",
        Some(Doubt::Level) => "级别没有读出来",
        None => "",
    }
}

/// The clause in which a phrase stands.
pub(super) fn around(prose: &Prose, range: &Range<usize>) -> String {
    const MOST: usize = 24;
    const STOPS: [char; 5] = ['，', '。', '；', '\n', ','];
    let before = near_before(&prose.text, range.start).rsplit(STOPS).next().unwrap_or_default();
    let behind = near_behind(&prose.text, range.end).split(STOPS).next().unwrap_or_default();
    let clause = &prose.text[range.start - before.len()..range.end + behind.len()];
    let clause: Vec<char> = clause.trim().chars().collect();
    let mut short: String = clause.iter().take(MOST).collect();
    if clause.len() > MOST {
        short.push('…');
    }
    short
}
