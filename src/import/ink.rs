//! Colours of words and of what is behind them: which words nobody can see.
//!
//! Entry points: [`Ink`], [`Ground`], [`is_lost`]. What is not known for sure counts as seen.

/// A colour, without how much shows through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

/// What words are written with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Ink {
    /// Nobody says, or the program chooses one that can be read.
    #[default]
    Any,
    /// A colour.
    Of(Colour),
    /// Nothing: what is behind shows through.
    Clear,
}

/// What is behind words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// A colour.
    Of(Colour),
    /// A picture, a pattern, a shape: no colour that is known.
    Any,
}

/// Channels that differ by this much or less look the same.
const SAME: u8 = 16;
/// Below this share of a colour nothing of it is seen, and above the other nothing shows through.
const FAINT: f32 = 0.1;
const FULL: f32 = 0.9;

/// Names of colours that are plain enough to be hidden with, and those of highlights in Word.
const NAMES: [(&str, [u8; 3]); 24] = [
    ("white", [255, 255, 255]),
    ("snow", [255, 250, 250]),
    ("ivory", [255, 255, 240]),
    ("ghostwhite", [248, 248, 255]),
    ("floralwhite", [255, 250, 240]),
    ("whitesmoke", [245, 245, 245]),
    ("black", [0, 0, 0]),
    ("red", [255, 0, 0]),
    ("yellow", [255, 255, 0]),
    ("green", [0, 128, 0]),
    ("lime", [0, 255, 0]),
    ("blue", [0, 0, 255]),
    ("cyan", [0, 255, 255]),
    ("aqua", [0, 255, 255]),
    ("magenta", [255, 0, 255]),
    ("fuchsia", [255, 0, 255]),
    ("darkblue", [0, 0, 139]),
    ("darkcyan", [0, 139, 139]),
    ("darkgreen", [0, 100, 0]),
    ("darkmagenta", [139, 0, 139]),
    ("darkred", [139, 0, 0]),
    ("gray", [128, 128, 128]),
    ("grey", [128, 128, 128]),
    ("silver", [192, 192, 192]),
];

impl Colour {
    pub(super) const WHITE: Self = Self([255; 3]);

    /// `FFFFFF` or `FFF`.
    pub(super) fn of_hex(text: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> =
            text.chars().map(|c| u8::try_from(c.to_digit(16)?).ok()).collect();
        let digits = digits?;
        let channels: Vec<u8> = match digits.len() {
            3 => digits.iter().map(|digit| digit * 17).collect(),
            6 => digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect(),
            _ => return None,
        };
        channels.try_into().ok().map(Self)
    }

    /// `white`, as a page or a highlight names it, in any case.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let found = NAMES.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, channels)| Self(*channels))
    }

    fn looks_like(self, other: Self) -> bool {
        self.0.iter().zip(other.0).all(|(one, two)| one.abs_diff(two) <= SAME)
    }
}

impl Ink {
    /// A colour as a style sheet writes it, in small letters.
    pub(super) fn of_style(value: &str) -> Self {
        let value = value.trim();
        let (colour, share) = match value.strip_prefix('#') {
            Some(hex) => of_css_hex(hex),
            None if value == "transparent" => (None, 0.0),
            None if value.starts_with("rgb") => of_channels(value),
            None => (Colour::of_name(value), 1.0),
        };
        match colour {
            _ if share < FAINT => Self::Clear,
            Some(colour) => Self::Of(colour),
            None => Self::Any,
        }
    }
}

impl Ground {
    /// The ground that a style sheet gives, in small letters; `None` where what is behind shows through.
    pub(super) fn of_style(value: &str) -> Option<Self> {
        const NONE: [&str; 5] = ["none", "transparent", "initial", "inherit", "unset"];
        let value = value.trim();
        if value.is_empty() || NONE.contains(&value) {
            return None;
        }
        if value.contains("url(") || value.contains("gradient") {
            return Some(Self::Any);
        }
        // Of the shorthand only the part that is a colour.
        let part = value.split_whitespace().find(|part| part.starts_with('#'));
        let part = part.or_else(|| value.find("rgb").map(|at| &value[at..]));
        let named = || value.split_whitespace().find_map(Colour::of_name);
        let (colour, share) = match part {
            Some(part) => match part.strip_prefix('#') {
                Some(hex) => of_css_hex(hex),
                None => of_channels(part),
            },
            None => (named(), 1.0),
        };
        match colour {
            _ if share < FAINT => None,
            Some(colour) if share > FULL => Some(Self::Of(colour)),
            Some(_) | None => Some(Self::Any),
        }
    }
}

/// `fff`, `ffffff`, `ffffff00`: the colour and how much of it there is.
fn of_css_hex(hex: &str) -> (Option<Colour>, f32) {
    let is_long = matches!(hex.len(), 4 | 8) && hex.is_ascii();
    let (colour, share) = hex.split_at(if is_long { hex.len() / 4 * 3 } else { hex.len() });
    let most = if share.len() == 1 { 15.0 } else { 255.0 };
    let share = u8::from_str_radix(share, 16).map_or(1.0, |share| f32::from(share) / most);
    (Colour::of_hex(colour), share)
}

/// `rgb(255, 255, 255)`, `rgba(0 0 0 / 50%)`: the colour and how much of it there is.
fn of_channels(value: &str) -> (Option<Colour>, f32) {
    let inner = value.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    let inner = inner.map(|(inner, _)| inner).unwrap_or_default();
    let number = |text: &str| match text.strip_suffix('%') {
        Some(share) => share.parse::<f32>().ok().map(|share| share / 100.0),
        None => text.parse().ok(),
    };
    let parts: Vec<&str> =
        inner.split([',', '/', ' ']).filter(|part| !part.trim().is_empty()).collect();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 255"
    )]
    let channel = |text: &&str| {
        let most = if text.ends_with('%') { 255.0 } else { 1.0 };
        number(text).map(|value: f32| (value * most).round().clamp(0.0, 255.0) as u8)
    };
    let colour = match &parts[..] {
        [r, g, b, ..] => {
            [channel(r), channel(g), channel(b)].into_iter().collect::<Option<Vec<u8>>>()
        }
        _ => None,
    };
    let share = parts.get(3).and_then(|text| number(text)).unwrap_or(1.0);
    (colour.and_then(|channels| channels.try_into().ok()).map(Colour), share)
}

/// Whether words of this ink cannot be seen on this ground.
pub(super) fn is_lost(ink: Ink, ground: Ground) -> bool {
    match (ink, ground) {
        (Ink::Clear, _) => true,
        (Ink::Of(ink), Ground::Of(ground)) => ink.looks_like(ground),
        (Ink::Of(_), Ground::Any) | (Ink::Any, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_pages_write_them() {
        let white = Ink::Of(Colour::WHITE);
        for value in ["#fff", "#ffffff", "white", "rgb(255, 255, 255)", "rgb(100% 100% 100%)"] {
            assert_eq!(Ink::of_style(value), white, "{value}");
        }
        for value in ["transparent", "rgba(0,0,0,0)", "#ffffff00", "#0000", "rgb(0 0 0 / 5%)"] {
            assert_eq!(Ink::of_style(value), Ink::Clear, "{value}");
        }
        assert_eq!(Ink::of_style("var(--x)"), Ink::Any);
        assert_eq!(Ink::of_style("rgba(255,255,255,.5)"), white);
    }

    #[test]
    fn grounds_are_read_from_shorthands() {
        let of = Ground::of_style;
        assert_eq!(of("#fff url(a.png) no-repeat"), Some(Ground::Any));
        assert_eq!(of("no-repeat #ffffff"), Some(Ground::Of(Colour::WHITE)));
        assert_eq!(of("linear-gradient(#fff, #fff)"), Some(Ground::Any));
        assert_eq!(of("rgba(0, 0, 0, 0)"), None);
        assert_eq!(of("rgba(0, 0, 0, 0.4)"), Some(Ground::Any));
        assert_eq!(of("transparent"), None);
    }

    #[test]
    fn words_are_lost_on_their_own_colour_alone() {
        let hex = |text| Colour::of_hex(text).unwrap();
        assert!(is_lost(Ink::Of(hex("FEFEFE")), Ground::Of(Colour::WHITE)));
        assert!(is_lost(Ink::Of(hex("FFFF00")), Ground::Of(Colour::of_name("Yellow").unwrap())));
        assert!(!is_lost(Ink::Of(hex("FFFF00")), Ground::Of(Colour::WHITE)));
        assert!(!is_lost(Ink::Of(Colour::WHITE), Ground::Any));
        assert!(!is_lost(Ink::Any, Ground::Of(hex("000000"))));
    }
}
