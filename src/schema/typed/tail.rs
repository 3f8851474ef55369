//! What stands behind a value and goes on with the sentence that it was copied from: `37，`.
//!
//! Entry points: [`without_tail`] for numbers and dates, [`text_tail`] for texts.

use crate::schema::typed::line::is_blank;

/// A number or a date without the mark of the sentence that it was copied from.
pub(super) fn without_tail(raw: &str) -> &str {
    let kept = raw.trim_end_matches(|c| "，。；、,;.！!…\\|｜".contains(c) || is_blank(c));
    // Marks alone are what stands for a value that is not known yet.
    if kept.is_empty() { raw } else { kept }
}

/// The marks behind a text that go on with a sentence: none of them ends a value.
pub(super) fn text_tail(raw: &str) -> Option<&str> {
    let kept = raw.trim_end_matches(|c| "，；、,;".contains(c) || is_blank(c));
    // Behind quotes round the whole value it is one, too.
    let quote = kept.chars().next().filter(|c| "\"'".contains(*c));
    let is_round = |quote: char| kept.len() > 1 && kept[1..].find(quote) == Some(kept.len() - 2);
    let is_text = !kept.is_empty() && quote.is_none_or(is_round);
    Some(&raw[kept.len()..]).filter(|tail| is_text && !tail.is_empty())
}
