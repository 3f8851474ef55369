//! Where in a text a sentence, a clause or an item of a list begins and ends, and which characters
//! are Han.
//!
//! Entry points: [`item_before`], [`clause_before`], [`sentence_before`], [`clause_behind`],
//! [`sentence_behind`]. All are given the text and a byte of it, and give a part of the text.

/// How far a part of a text is looked for, in bytes: no sentence that means one thing is longer, and a text without an end of
/// a sentence is read in time linear in it.
pub(super) const REACH: usize = 4096;

/// Whether `c` ends a sentence. These are functions, not lists: most of the time of a check is spent in them.
fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '\n')
}

fn ends_clause(c: char) -> bool {
    ends_sentence(c) || matches!(c, '，' | ',' | '；' | ';' | '：' | ':')
}

fn ends_item(c: char) -> bool {
    ends_clause(c) || matches!(c, '、' | '（' | '）' | '(' | ')')
}

fn ends_paragraph(c: char) -> bool {
    c == '\n'
}

/// Whether `c` is a Han character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// What stands before byte `at` in the same item of a list.
pub(crate) fn item_before(text: &str, at: usize) -> &str {
    before(text, at, ends_item)
}

/// What stands before byte `at` in the same clause.
pub(crate) fn clause_before(text: &str, at: usize) -> &str {
    before(text, at, ends_clause)
}

/// What stands before byte `at` in the same sentence.
pub(crate) fn sentence_before(text: &str, at: usize) -> &str {
    before(text, at, ends_sentence)
}

/// What stands before byte `at` in the same paragraph.
pub(crate) fn paragraph_before(text: &str, at: usize) -> &str {
    before(text, at, ends_paragraph)
}

/// What stands behind byte `at` in the same item of a list.
pub(crate) fn item_behind(text: &str, at: usize) -> &str {
    behind(text, at, ends_item)
}

/// What stands behind byte `at` in the same clause.
pub(crate) fn clause_behind(text: &str, at: usize) -> &str {
    behind(text, at, ends_clause)
}

/// What stands behind byte `at` in the same sentence.
pub(crate) fn sentence_behind(text: &str, at: usize) -> &str {
    behind(text, at, ends_sentence)
}

/// What stands before byte `at`, as far as one looks.
pub(crate) fn near_before(text: &str, at: usize) -> &str {
    within(text, at, REACH)
}

/// What stands behind byte `at`, as far as one looks.
pub(crate) fn near_behind(text: &str, at: usize) -> &str {
    &text[at..boundary(text, (at + REACH).min(text.len()))]
}

/// What stands before byte `at`, so many bytes at the most.
pub(super) fn within(text: &str, at: usize, reach: usize) -> &str {
    &text[boundary(text, at.saturating_sub(reach))..at]
}

fn before(text: &str, at: usize, ends: impl Fn(char) -> bool) -> &str {
    let text = near_before(text, at);
    match text.char_indices().rev().find(|(_, c)| ends(*c)) {
        Some((at, c)) => &text[at + c.len_utf8()..],
        None => text,
    }
}

fn behind(text: &str, at: usize, ends: impl Fn(char) -> bool) -> &str {
    let rest = near_behind(text, at);
    &rest[..rest.find(ends).unwrap_or(rest.len())]
}

/// The first character that begins at byte `at` or behind it.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}
