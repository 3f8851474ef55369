//! Where in a text a sentence or a clause begins and ends, and which characters are Han.
//!
//! Entry points: [`clause_before`], [`sentence_before`], [`sentence_behind`], [`is_han`].

/// Whether `c` is a Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// What stands before byte `at` in the same clause.
pub(super) fn clause_before(text: &str, at: usize) -> &str {
    after_last(&text[..at], |c| "，,。；;！？!?：:\n".contains(c))
}

/// What stands before byte `at` in the same sentence.
pub(super) fn sentence_before(text: &str, at: usize) -> &str {
    after_last(&text[..at], |c| "。！？!?\n".contains(c))
}

/// What stands behind byte `at` in the same sentence.
pub(super) fn sentence_behind(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.find(|c| "。！？!?\n".contains(c)).unwrap_or(rest.len())]
}

fn after_last(text: &str, is_end: impl Fn(char) -> bool) -> &str {
    match text.char_indices().rev().find(|(_, c)| is_end(*c)) {
        Some((at, c)) => &text[at + c.len_utf8()..],
        None => text,
    }
}
