//! Letters, digits and marks of ASCII in full width, as an input method of Chinese types them.
//!
//! Entry points: [`half_width`], [`full_width`]; [`digit`] and [`is_digit`] for figures in either width. Source: Unicode, Halfwidth and
//! Fullwidth Forms, U+FF01 to U+FF5E. A blank in full width stands elsewhere in Unicode and is none of these.

/// The character of ASCII that one in full width stands for; any other is given back.
#[inline]
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The full-width form of a character of ASCII that is seen; any other is given back.
#[inline]
pub(crate) fn full_width(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// A digit of either width as ASCII.
#[inline]
pub(crate) fn digit(c: char) -> Option<char> {
    Some(half_width(c)).filter(char::is_ascii_digit)
}

/// Whether a character is a digit of either width.
#[inline]
pub(crate) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn each_form_is_what_unicode_says_and_no_other_character_changes() {
        for c in '\0'..='\u{FFFF}' {
            let is_form = ('\u{FF01}'..='\u{FF5E}').contains(&c);
            let wanted = if is_form { std::iter::once(c).nfkc().next() } else { Some(c) };
            assert_eq!(Some(half_width(c)), wanted);
            assert!(!c.is_ascii_graphic() || half_width(full_width(c)) == c, "{c}");
            assert_eq!(digit(c).is_some(), is_digit(c), "{c}");
            assert_eq!(digit(c).is_some(), half_width(c).is_ascii_digit(), "{c}");
        }
    }
}
