//! Letters that count as one in a search: `Ａ`, `A` and `a`; `，` and `,`; `“` and `"`.
//!
//! Entry points: [`clean`] readies a text for being shown and searched, [`fold`] maps one of its
//! characters. `search.js` folds with the same rules: it must be changed with this file. A text
//! keeps its length when it is folded, so that a place in the folded text is the place to mark.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::fullwidth::half_width;
use crate::prefilter;

/// Appends `text` in NFC, with every run of blanks as one space, none at the start of a line, and
/// without characters that nobody sees.
pub(super) fn clean(text: &str, into: &mut String) {
    let (mut done, mut at) = (0, 0);
    if prefilter::is_off() {
        return clean_rare(text, into);
    }
    loop {
        at += plain_bytes(&text.as_bytes()[at..]);
        let Some(c) = text[at..].chars().next() else { break };
        if c == ' ' {
            into.push_str(&text[done..at]);
            push_blank(into);
            done = at + 1;
        } else if !is_plain(c) {
            // An accent joins the letter before it.
            let letter = text[done..at].char_indices().next_back();
            let rare = letter.map_or(at, |(place, _)| done + place);
            into.push_str(&text[done..rare]);
            return clean_rare(&text[rare..], into);
        }
        at += c.len_utf8();
    }
    into.push_str(&text[done..]);
}

/// How many bytes in front are visible ASCII and Han, of which nearly all text is made.
fn plain_bytes(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'!'..=b'~' => at += 1,
            // U+4000 to U+9FFF.
            0xE4..=0xE9 => at += 3,
            _ => break,
        }
    }
    at
}

/// Text with characters that may have to be put in another form, or left out.
fn clean_rare(text: &str, into: &mut String) {
    if prefilter::passes(is_nfc_quick(text.chars()) != IsNormalized::Yes) {
        push(text.nfc(), into);
    } else {
        push(text.chars(), into);
    }
}

fn push(characters: impl Iterator<Item = char>, into: &mut String) {
    for c in characters {
        if c.is_whitespace() {
            push_blank(into);
        } else if is_plain(c) || !is_invisible(c) {
            into.push(c);
        }
    }
}

fn push_blank(into: &mut String) {
    if !into.ends_with([' ', '\n']) && !into.is_empty() {
        into.push(' ');
    }
}

/// Han, ASCII and Chinese punctuation: visible, and NFC as they are.
fn is_plain(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | ' '..='~' | '\u{3001}'..='\u{3029}' | '\u{FF01}'..='\u{FF5E}'
        | '\u{2010}'..='\u{2026}')
}

/// Joiners, direction marks, variation selectors and soft hyphens, which pasted text is full of.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

/// The character that stands for `c` in the index: the half-width form of a full-width one, the
/// small form of a capital, the straight quote for a curly one.
#[inline]
pub(super) fn fold(c: char) -> char {
    // Nearly all of a text.
    if matches!(c, '\u{4E00}'..='\u{9FFF}') {
        return c;
    }
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{FF01}'..='\u{FF5E}' => half_width(c).to_ascii_lowercase(),
        '\u{201C}'..='\u{201F}' => '"',
        '\u{2018}'..='\u{201B}' => '\'',
        // Latin, Greek, Cyrillic, Armenian. No letter of theirs is ever given another small form.
        '\u{C0}'..='\u{58F}' | '\u{1E00}'..='\u{1EFF}' => small(c),
        _ => c,
    }
}

/// The small form, where that is one character too.
fn small(c: char) -> char {
    let mut forms = c.to_lowercase();
    match (forms.next(), forms.next()) {
        (Some(form), None) => form,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        let mut into = String::new();
        clean(text, &mut into);
        into
    }

    #[test]
    fn a_text_is_put_in_one_form() {
        assert_eq!(cleaned("e\u{301}é\u{F900}"), "éé豈");
        assert_eq!(cleaned(" 甲\u{3000}\n 乙\u{A0}"), "甲 乙 ");
        assert_eq!(cleaned("甲\u{200B}乙\u{FEFF}\u{AD}丙\u{FE0F}"), "甲乙丙");
    }

    proptest::proptest! {
        #[test]
        fn the_fast_step_over_plain_text_changes_nothing(
            text in "[甲乙a“”，＂ \n　e\u{301}\u{200b}\u{f900}\u{e0100}é한𠮷㐀…\u{a0}]{0,24}",
        ) {
            let with = cleaned(&text);
            proptest::prop_assert_eq!(with, prefilter::without(|| cleaned(&text)));
        }
    }

    #[test]
    fn forms_of_one_letter_are_one() {
        let folded: String = "ＡAaÀΣЯ，！～İß\u{1E9E}甲𠮷“”‘’".chars().map(fold).collect();
        assert_eq!(folded, "aaaàσя,!~İßß甲𠮷\"\"''");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in ('\0'..=char::MAX).filter(|c| *c < '\u{30000}') {
            assert_eq!(fold(fold(c)), fold(c), "{c}");
            assert_eq!(fold(c).len_utf16(), c.len_utf16(), "{c}");
        }
    }
}
