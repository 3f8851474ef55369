//! What one component of an output path may be called, on every file system and web server at once.
//!
//! Entry point: [`check_component`]. It judges one component, never a path with `/`, and reports the
//! fault as data: the caller words it.

use std::borrow::Cow;

use crate::locale::Message;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Longest component, in bytes: 255 is the limit of file systems, the rest is for `.html`, a page
/// number and a temporary suffix.
pub const MAX_COMPONENT_BYTES: usize = 200;

/// Why a name may not be a component of an output path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameFault {
    /// There is no character at all.
    Empty,
    /// More bytes than a component may have.
    TooLong {
        /// Length of the name in bytes.
        bytes: usize,
        /// The most that is allowed.
        limit: usize,
    },
    /// A character that some file system, shell or reader cannot show or store.
    ForbiddenCharacter {
        /// The first such character.
        character: char,
        /// Where it starts, in bytes.
        offset: usize,
    },
    /// Not in Unicode normal form C, so one file system would rename it.
    NotNormalised {
        /// The same name in normal form C.
        normalised: String,
    },
    /// Begins with a dot: hidden, or `.` and `..`.
    LeadingDot,
    /// Ends with a dot, which Windows drops.
    TrailingDot,
    /// Ends with white space, which Windows drops or nobody sees.
    TrailingSpace,
    /// Windows keeps the part before the first dot for a device.
    Reserved {
        /// That part as written, such as `con` of `con.html`.
        stem: String,
    },
}

impl NameFault {
    /// The fault as a text that a locale can word, with the `name` it is about.
    #[must_use]
    pub fn message(&self, name: &str) -> Message {
        let message = match self {
            Self::Empty => Message::new("name-empty"),
            Self::TooLong { bytes, limit } => {
                Message::new("name-too-long").count("bytes", *bytes).count("limit", *limit)
            }
            Self::ForbiddenCharacter { character, .. } => Message::new("name-forbidden-character")
                .text("character", character.escape_debug().to_string()),
            Self::NotNormalised { .. } => Message::new("name-not-normalised"),
            Self::LeadingDot => Message::new("name-leading-dot"),
            Self::TrailingDot | Self::TrailingSpace => Message::new("name-trailing"),
            Self::Reserved { stem } => Message::new("name-reserved").text("stem", stem),
        };
        message.text("name", name)
    }
}

/// Checks one path component against the rules for names in the output.
///
/// # Errors
/// The first fault, in the order of the variants of [`NameFault`].
pub fn check_component(name: &str) -> Result<(), NameFault> {
    check_size(name)?;
    if let Some((offset, character)) = name.char_indices().find(|&(_, c)| is_unfit(c)) {
        return Err(NameFault::ForbiddenCharacter { character, offset });
    }
    let normalised = normalise(name);
    if normalised != name {
        let normalised = normalised.into_owned();
        return Err(NameFault::NotNormalised { normalised });
    }
    check_ends(name)?;
    if is_reserved(name) {
        return Err(NameFault::Reserved { stem: device_stem(name).to_owned() });
    }
    Ok(())
}

/// The text in Unicode normal form C; borrowed when it is so already, as nearly all names are.
#[must_use]
pub fn normalise(name: &str) -> Cow<'_, str> {
    match is_nfc_quick(name.chars()) {
        IsNormalized::Yes => Cow::Borrowed(name),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(name.nfc().collect()),
    }
}

/// Control characters and the marks that Windows, shells or addresses take for themselves.
pub(super) fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}')
}

/// Characters that nobody sees: those that Unicode lists as ignorable by default, those that are drawn
/// blank, and white space that is not the space of a keyboard. Variation selectors count: they change no
/// meaning and two names that differ by one look the same.
pub(crate) fn is_invisible(c: char) -> bool {
    is_ignorable(c) || is_blank(c)
}

/// `Default_Ignorable_Code_Point` of Unicode 16 (DerivedCoreProperties.txt).
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Signs without ink, and spaces that look like another one. The wide space of Chinese keyboards is seen.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{2800}' | '\u{1d159}' | '\u{16fe4}')
        || c.is_whitespace() && !c.is_control() && !matches!(c, ' ' | '\u{3000}')
}

/// True when Windows takes the name for a device, whatever its case and extension.
pub(super) fn is_reserved(name: &str) -> bool {
    let stem = device_stem(name).to_ascii_uppercase();
    let port = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    // Windows reads the superscripts of Latin-1 as port numbers too.
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || port.is_some_and(|number| {
            let mut digits = number.chars();
            let is_number = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³');
            digits.next().is_some_and(is_number) && digits.next().is_none()
        })
}

/// The longest start of `text` within `limit` bytes that ends between characters.
pub(super) fn cut_at(text: &str, limit: usize) -> &str {
    // `str::floor_char_boundary` needs Rust 1.91.
    let end = (0..=limit.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

fn is_unfit(c: char) -> bool {
    is_forbidden(c) || is_invisible(c)
}

fn check_size(name: &str) -> Result<(), NameFault> {
    match name.len() {
        0 => Err(NameFault::Empty),
        1..=MAX_COMPONENT_BYTES => Ok(()),
        bytes => Err(NameFault::TooLong { bytes, limit: MAX_COMPONENT_BYTES }),
    }
}

fn check_ends(name: &str) -> Result<(), NameFault> {
    let stem = name.split('.').next().unwrap_or(name);
    if !stem.is_empty() && stem.chars().all(char::is_whitespace) {
        Err(NameFault::TrailingSpace)
    } else if name.starts_with('.') {
        Err(NameFault::LeadingDot)
    } else if name.ends_with('.') {
        Err(NameFault::TrailingDot)
    } else if name.ends_with(char::is_whitespace) {
        Err(NameFault::TrailingSpace)
    } else {
        Ok(())
    }
}

/// The part that Windows compares with its device names; it ignores spaces before the dot.
fn device_stem(name: &str) -> &str {
    name.split('.').next().unwrap_or(name).trim_end_matches(' ')
}
