//! Fonts whose letters are drawn as signs: a letter l in Wingdings is a disc.
//!
//! Entry points: [`Glyphs::of`], [`Glyphs::sign`], [`Glyphs::signs`], [`plain`] for a sign whose font nobody names.

/// A kind of font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyphs {
    /// One whose letters are letters.
    Letters,
    Wingdings,
    Wingdings2,
    Symbol,
    /// One whose signs nothing here knows.
    Unknown,
}

impl Glyphs {
    /// The kind of the font of this name.
    pub(super) fn of(font: &str) -> Self {
        let font = font.trim().to_ascii_lowercase();
        match font.as_str() {
            "wingdings" => Self::Wingdings,
            "wingdings 2" => Self::Wingdings2,
            "symbol" => Self::Symbol,
            "wingdings 3" | "webdings" | "mt extra" | "marlett" => Self::Unknown,
            _ => Self::Letters,
        }
    }

    /// The character that a sign looks like, by its place in the font.
    pub(super) fn sign(self, code: u32) -> Option<char> {
        match self {
            Self::Wingdings => dingbat(code),
            Self::Wingdings2 => second_dingbat(code),
            Self::Symbol => greek(code),
            Self::Letters => char::from_u32(code),
            Self::Unknown => None,
        }
    }

    /// A text as it is drawn, and how many of its signs are not known. Han characters are drawn in another font.
    pub(super) fn signs(self, text: &str) -> (String, usize) {
        if self == Self::Letters {
            return (text.to_owned(), 0);
        }
        let mut unknown = 0;
        let sign = |c: char| {
            let code = u32::from(c);
            let is_of_font = (0xF000..=0xF0FF).contains(&code) || c.is_ascii_graphic();
            if !is_of_font {
                return Some(c);
            }
            let sign = self.sign(code & 0xFF);
            unknown += usize::from(sign.is_none());
            sign
        };
        let drawn = text.chars().filter_map(sign).collect();
        (drawn, unknown)
    }
}

/// A sign of Wingdings that was pasted without its font, as the character that it looks like.
pub(super) fn plain(c: char) -> char {
    let code = u32::from(c);
    // 1️⃣ is a number of a list: the key round the figure becomes its mark.
    if c == '\u{20E3}' {
        return '.';
    }
    if (0xF020..=0xF0FF).contains(&code) { dingbat(code & 0xFF).unwrap_or(c) } else { c }
}

/// Whether a character is of somebody's own font, and of no other.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// A character of the font Wingdings.
fn dingbat(code: u32) -> Option<char> {
    Some(match code {
        0xFC => '✓',
        0xFE => '☑',
        0xFB => '✗',
        0xFD => '☒',
        0xA8 | 0x6F | 0x71 => '□',
        0x6C | 0x9F => '●',
        0x6D | 0xA1 => '○',
        0x6E => '■',
        0x74..=0x77 => '◆',
        0xD8 => '➢',
        0xA7 => '▪',
        0xB7 => '·',
        0xE0 | 0xE8 | 0xF0 => '→',
        0xAB | 0xB6 => '★',
        0x46 => '☞',
        0x28 => '☎',
        0x2A => '✉',
        0x81..=0x8A => char::from_u32(0x2460 + code - 0x81)?,
        0x8C..=0x95 => char::from_u32(0x2776 + code - 0x8C)?,
        _ => return None,
    })
}

/// A character of the font Wingdings 2.
fn second_dingbat(code: u32) -> Option<char> {
    Some(match code {
        0x50 => '✓',
        0x4F => '✗',
        0x52 => '☑',
        0x53 | 0x54 => '☒',
        0xA3 | 0x2A | 0x30 => '□',
        0x97 => '●',
        0x6A..=0x73 => char::from_u32(0x2460 + code - 0x6A)?,
        _ => return None,
    })
}

/// A character of the font Symbol.
fn greek(code: u32) -> Option<char> {
    Some(match code {
        0xB0 => '°',
        0xB1 => '±',
        0xB4 => '×',
        0xB8 => '÷',
        0xB7 => '·',
        0xA3 => '≤',
        0xB3 => '≥',
        0xB9 => '≠',
        0xBB => '≈',
        0xAE => '→',
        0xD0 => '∠',
        0x44 => 'Δ',
        0x57 => 'Ω',
        0x53 => 'Σ',
        0x61 => 'α',
        0x62 => 'β',
        0x67 => 'γ',
        0x6D => 'μ',
        0x70 => 'π',
        0x71 => 'θ',
        0x66 => 'φ',
        0x21..=0x3F => char::from_u32(code)?,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Glyphs;

    #[test]
    fn letters_are_drawn_as_signs_and_han_characters_are_not() {
        assert_eq!(Glyphs::of("Wingdings "), Glyphs::Wingdings);
        assert_eq!(Glyphs::of("仿宋"), Glyphs::Letters);
        assert_eq!(Glyphs::Wingdings.signs("l 学习\u{F0FC}J"), ("● 学习✓".to_owned(), 1));
        assert_eq!(Glyphs::Symbol.signs("b12"), ("β12".to_owned(), 0));
        assert_eq!("1\u{20E3}".chars().map(super::plain).collect::<String>(), "1.");
    }
}
