//! What a question to the editor says of a phrase: the clause that it stands in, and what is doubtful.
//!
//! Entry points: [`around`], [`why`].

use std::ops::Range;

use crate::claims::Doubt;
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
    let start = prose.text[..range.start].rfind(STOPS);
    let start =
        start.map_or(0, |at| at + prose.text[at..].chars().next().map_or(1, char::len_utf8));
    let rest = &prose.text[range.end..];
    let end = range.end + rest.find(STOPS).unwrap_or(rest.len());
    let clause: Vec<char> = prose.text[start..end].trim().chars().collect();
    let mut short: String = clause.iter().take(MOST).collect();
    if clause.len() > MOST {
        short.push('…');
    }
    short
}
