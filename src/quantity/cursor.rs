//! A place in a text, moved forward character by character, and what a single numeral character is worth.
//!
//! Entry point: [`Cursor`]. It knows characters only: no numbers, no units, no grammar.

use crate::fullwidth;

/// A byte offset into a text. Cheap to copy, so that a reader tries something and goes back by keeping the old one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// A cursor at byte `at`, which must lie on a character boundary of `text`.
    pub(crate) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    pub(crate) fn at(self) -> usize {
        self.at
    }

    pub(crate) fn rest(self) -> &'a str {
        &self.text[self.at..]
    }

    /// The text up to here.
    pub(crate) fn before(self) -> &'a str {
        &self.text[..self.at]
    }

    pub(crate) fn is_end(self) -> bool {
        self.at == self.text.len()
    }

    pub(crate) fn peek(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Whether the next character is a figure, of which no word begins.
    pub(crate) fn is_at_figure(self) -> bool {
        self.text.as_bytes().get(self.at).is_some_and(u8::is_ascii_digit)
    }

    /// The character after the next one.
    pub(crate) fn peek_second(self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// Moves behind the next character.
    pub(crate) fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    pub(crate) fn skip_bytes(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Moves behind `word` if it stands here.
    pub(crate) fn eat(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Moves behind the blanks that typesetters put between numerals and Han characters; line ends stay.
    pub(crate) fn skip_blanks(&mut self) {
        while self.peek().is_some_and(is_blank) {
            self.bump();
        }
    }
}

/// Space, no-break space, thin space and the ideographic space.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{3000}')
}

/// The worth of an Arabic digit, half-width or full-width.
pub(crate) fn arabic_digit(c: char) -> Option<u8> {
    fullwidth::digit(c).map(|digit| digit as u8 - b'0')
}

/// The worth of a Han digit. The circles stand for 〇 in many typed documents.
pub(crate) fn han_digit(c: char) -> Option<u8> {
    Some(match c {
        '零' | '〇' | '○' | '◯' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The worth of a digit of either script.
pub(crate) fn any_digit(c: char) -> Option<u8> {
    arabic_digit(c).or_else(|| han_digit(c))
}
