//! Names for files and addresses: pinyin slugs, legal path components, collision keys.
//!
//! Entry points: [`from_name`] for a new story or branch, [`from_term`] for a taxonomy term,
//! [`check_component`] for a name that an author wrote, [`collision_key`] for a whole output path.
//! It never looks at the disk, never makes a name unique and never writes a message.
//!
//! Words follow GB/T 16159 where it speaks: place name and kind apart (`jinta-xian`), together when
//! the place name has one character (`shanxian`); ordinals with a hyphen (`di-san`); offices as one
//! word (`caizhengju`, `dangzhibu`). ü is written `v`, as on a keyboard.

mod component;
mod dictionary;
mod words;

use std::borrow::Cow;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

pub(crate) use self::component::is_invisible;
pub use self::component::{MAX_COMPONENT_BYTES, NameFault, check_component, normalise};
use self::component::{cut_at, is_forbidden, is_reserved};

/// Longest result of [`from_name`], in bytes.
pub const MAX_SLUG_BYTES: usize = 80;

/// Longest result of [`from_term`], in bytes; leaves room for a page number or an extension.
pub const MAX_TERM_BYTES: usize = 180;

/// Where the words of a Chinese text end, in bytes, in order; the last is its length.
#[must_use]
pub fn word_ends(text: &str) -> Vec<usize> {
    words::ends(text)
}

/// Turns a name into a slug of the shape `[a-z0-9]+(-[a-z0-9]+)*`, at most [`MAX_SLUG_BYTES`] long.
///
/// Han becomes pinyin, one hyphen between words; ASCII letters and digits are kept in lower case
/// (accents and full width are folded first); everything else separates words. A blank name gives
/// `branch`, a name with nothing to read gives `branch-` and eight stable hexadecimal digits.
#[must_use]
pub fn from_name(name: &str) -> String {
    let slug = join_within(&words::split(name), MAX_SLUG_BYTES);
    match slug.as_str() {
        "" if name.trim().is_empty() => String::from("branch"),
        "" => format!("branch-{:08x}", fingerprint(&normalise(name))),
        reserved if is_reserved(reserved) => format!("branch-{reserved}"),
        _ => slug,
    }
}

/// Turns a taxonomy term into a legal path component of at most [`MAX_TERM_BYTES`].
///
/// Han and case are kept. White space and forbidden characters become `-`, runs of `-` become one,
/// invisible characters vanish (a pasted zero-width space must not make a second term). A term with
/// nothing left gives `term-` and eight stable hexadecimal digits. Two terms may give one component.
#[must_use]
pub fn from_term(term: &str) -> String {
    let mut kept = String::with_capacity(term.len());
    for c in term.chars().filter(|&c| !is_invisible(c)) {
        let c = if c.is_whitespace() || is_forbidden(c) { '-' } else { c };
        if c != '-' || !kept.ends_with('-') {
            kept.push(c);
        }
    }
    let mut legal = trim_term(&normalise(&kept)).to_owned();
    if legal.is_empty() {
        return format!("term-{:08x}", fingerprint(&normalise(term)));
    }
    if is_reserved(&legal) {
        legal.insert_str(0, "term-");
    }
    trim_term(cut_at(&legal, MAX_TERM_BYTES)).to_owned()
}

/// The key under which two output paths are the same file on some file system: full Unicode case
/// fold, then NFC. Borrows when the path is already its own key, as nearly all are.
#[must_use]
pub fn collision_key(path: &str) -> Cow<'_, str> {
    if path.chars().all(is_own_key) {
        return Cow::Borrowed(path);
    }
    if path.is_ascii() {
        return Cow::Owned(path.to_ascii_lowercase());
    }
    // Decomposed first: a case fold does not see through composed letters (Unicode 3.13, D145).
    Cow::Owned(path.chars().nfd().default_case_fold().nfc().collect())
}

/// True for what neither case fold nor NFC can change, alone or beside its like.
fn is_own_key(c: char) -> bool {
    matches!(c, '\0'..='@' | '['..='\x7f' | '\u{3001}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}')
}

fn trim_term(term: &str) -> &str {
    term.trim_matches(|c: char| matches!(c, '-' | '.') || c.is_whitespace())
}

/// Joins as many whole words as fit; a first word that is too long alone is cut inside.
fn join_within(words: &[String], limit: usize) -> String {
    let mut joined = String::new();
    for word in words {
        if joined.is_empty() {
            joined.push_str(cut_at(word, limit));
        } else if joined.len() + 1 + word.len() <= limit {
            joined.push('-');
            joined.push_str(word);
        } else {
            break;
        }
    }
    joined
}

/// A hash that no release of a compiler changes: the address of a page hangs on it.
fn fingerprint(text: &str) -> u32 {
    let [a, b, c, d, ..] = *blake3::hash(text.as_bytes()).as_bytes();
    u32::from_be_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined_as_long_as_the_last_one_fits_whole() {
        let words = ["shi", "fan", "dian"].map(str::to_owned);
        for (limit, expected) in [
            (2, "sh"),
            (3, "shi"),
            (6, "shi"),
            (7, "shi-fan"),
            (11, "shi-fan"),
            (12, "shi-fan-dian"),
        ] {
            assert_eq!(join_within(&words, limit), expected, "{limit}");
        }
    }
}
