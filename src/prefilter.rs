//! Cheap looks that tell whether a text can concern a reading at all: most texts have no work for most readings.
//!
//! Entry point: [`passes`], which every such look goes through. A look must never say no where the reading would find
//! something. That is proven by leaving all looks out: a test reads random texts with them and [`without`], and both must
//! give the same (`src/check/prefilters.rs`). What begins with a mark by its meaning, as a note with `[^`, is no look.
//! Many readings of one text share its [`Alphabet`], by which a word that cannot stand there is known in a few steps.

use std::ops::RangeInclusive;

use memchr::memmem;

/// Whether a reading is to be done, where `look` says whether a text can concern it.
#[inline]
pub(crate) fn passes(look: bool) -> bool {
    look || is_off()
}

/// Whether the readings are done whatever the looks say.
#[cfg(not(test))]
#[inline]
pub(crate) const fn is_off() -> bool {
    false
}

/// Which characters a text is made of: a few hundred of all that there are, so that most words and marks that a reading looks for
/// are known not to stand there.
pub(crate) struct Alphabet {
    /// One bit for each character below U+10000.
    bits: Box<[u64; 1024]>,
    /// Whether there is another one.
    has_beyond: bool,
}

impl Alphabet {
    /// That of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut alphabet = Self { bits: Box::new([0; 1024]), has_beyond: false };
        alphabet.add(text);
        alphabet
    }

    /// Takes the characters of another text in.
    pub(crate) fn add(&mut self, text: &str) {
        let mut rest = text.as_bytes();
        loop {
            // Nearly all characters have three bytes: six bits in each of the last two.
            let (low, high, length) = match rest {
                [first @ 0..=0x7F, ..] => (*first, usize::from(first / 64), 1),
                [first @ 0xE0..=0xEF, second, third, ..] => {
                    (*third, usize::from(first & 0xF) * 64 + usize::from(second & 0x3F), 3)
                }
                [first @ 0xC0..=0xDF, second, ..] => (*second, usize::from(first & 0x1F), 2),
                [_, ..] => {
                    self.has_beyond |= rest[0] >= 0xF0;
                    rest = &rest[1..];
                    continue;
                }
                [] => return,
            };
            self.bits[high & 0x3FF] |= 1 << (low & 0x3F);
            rest = &rest[length..];
        }
    }

    /// Whether the text has a character.
    pub(crate) fn has(&self, c: char) -> bool {
        let code = c as usize;
        passes(
            self.bits.get(code / 64).map_or(self.has_beyond, |bits| bits >> (code % 64) & 1 == 1),
        )
    }

    /// Whether it has one of these.
    pub(crate) fn has_any(&self, characters: impl IntoIterator<Item = char>) -> bool {
        characters.into_iter().any(|c| self.has(c))
    }

    /// Whether it has one of a stretch of characters below U+10000.
    pub(crate) fn has_between(&self, stretch: RangeInclusive<char>) -> bool {
        let (first, last) = (*stretch.start() as usize, *stretch.end() as usize);
        let mut inner = (first / 64..=last / 64).map(|at| {
            let low = if at == first / 64 { u64::MAX << (first % 64) } else { u64::MAX };
            let high = if at == last / 64 { u64::MAX >> (63 - last % 64) } else { u64::MAX };
            self.bits[at] & low & high
        });
        passes(inner.any(|bits| bits != 0))
    }

    /// Whether it has one of the characters of another below U+10000.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        passes(self.bits.iter().zip(&*other.bits).any(|(one, two)| one & two != 0))
    }

    /// Whether a word can stand in the text, as all its characters do.
    pub(crate) fn spells(&self, word: &str) -> bool {
        word.chars().all(|c| self.has(c))
    }

    /// Whether a character stands in `text`, a part of the text that this is the alphabet of.
    pub(crate) fn finds(&self, text: &str, c: char) -> bool {
        let sign = &mut [0; 4];
        self.finds_any(text, [&*c.encode_utf8(sign)])
    }

    /// Whether one of some words stands in `text`, a part of the text that this is the alphabet of.
    pub(crate) fn finds_any<'w>(
        &self,
        text: &str,
        words: impl IntoIterator<Item = &'w str>,
    ) -> bool {
        let stands = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
        passes(words.into_iter().any(|word| self.spells(word) && stands(word)))
    }
}

#[cfg(test)]
pub(crate) use off::{is_off, without};

#[cfg(test)]
mod off {
    use std::cell::Cell;

    thread_local! {
        static IS_OFF: Cell<bool> = const { Cell::new(false) };
    }

    pub(crate) fn is_off() -> bool {
        IS_OFF.get()
    }

    /// What `work` gives where no look spares a reading. For this thread alone.
    pub(crate) fn without<T>(work: impl FnOnce() -> T) -> T {
        IS_OFF.set(true);
        let result = work();
        IS_OFF.set(false);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::Alphabet;

    #[test]
    fn an_alphabet_has_the_characters_of_its_text_and_no_other() {
        let stretches =
            ['\0'..='\u{FFFF}', '\u{2E80}'..='\u{2FD5}', '甲'..='甲', '\u{AD}'..='\u{AD}'];
        let ends = stretches.iter().flat_map(|stretch| [*stretch.start(), *stretch.end()]);
        let borders = ['\u{7F}', '\u{80}', '\u{7FF}', '\u{800}', '\u{10000}', char::MAX];
        for c in ('\0'..=char::MAX).step_by(251).chain(ends).chain(borders) {
            let alphabet = Alphabet::of(c.encode_utf8(&mut [0; 4]));
            assert!(alphabet.has(c) && alphabet.spells(c.encode_utf8(&mut [0; 4])), "{c:?}");
            assert!(!alphabet.has('乙'), "{c:?}");
            for stretch in &stretches {
                let is_inside = stretch.contains(&c);
                assert_eq!(alphabet.has_between(stretch.clone()), is_inside, "{c:?} {stretch:?}");
            }
        }
    }

    #[test]
    fn words_that_stand_in_a_text_are_found() {
        let text = "支部学习。党员";
        let alphabet = Alphabet::of(text);
        assert!(alphabet.spells("党部") && !alphabet.finds_any(text, ["党部", "读书"]));
        assert!(alphabet.finds_any(text, ["读书", "学习"]));
    }
}
