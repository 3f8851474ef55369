//! A colour of the theme, and how well one can be read on another.
//!
//! Entry points: [`Colour::parse`] and [`Colour::contrast_on`]. Only the `#` form is a colour
//! here: whatever else CSS allows could reach beyond the declaration that it is put into.

use std::fmt;

/// Steps between a colour and black or white.
const STEPS: u32 = 40;

/// Red, green, blue and opacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 4]);

impl Colour {
    /// `#000000`.
    pub const BLACK: Self = Self([0, 0, 0, 255]);
    /// `#ffffff`.
    pub const WHITE: Self = Self([255, 255, 255, 255]);

    /// `#018942`, `#fff`, or with two more digits of opacity `#00000099`; `None` for all else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let long = match digits.len() {
            3 => digits.chars().flat_map(|c| [c, c]).collect(),
            6 | 8 => digits.to_owned(),
            _ => return None,
        };
        let channel = |at: usize| u8::from_str_radix(long.get(at..at + 2).unwrap_or("ff"), 16);
        Some(Self([channel(0).ok()?, channel(2).ok()?, channel(4).ok()?, channel(6).ok()?]))
    }

    /// Opaque, of red, green and blue.
    pub const fn rgb([red, green, blue]: [u8; 3]) -> Self {
        Self([red, green, blue, 255])
    }

    /// Red, green and blue.
    pub const fn channels(self) -> [u8; 3] {
        let [red, green, blue, _] = self.0;
        [red, green, blue]
    }

    /// From this colour to `end` in forty steps, both included; opaque.
    pub fn shades(self, end: Self) -> impl Iterator<Item = Self> {
        (0..=STEPS).map(move |step| {
            let mix = |at: usize| {
                let (from, to) = (u32::from(self.0[at]), u32::from(end.0[at]));
                u8::try_from((from * (STEPS - step) + to * step) / STEPS).unwrap_or(end.0[at])
            };
            Self([mix(0), mix(1), mix(2), 255])
        })
    }

    /// The contrast of this as text on an opaque ground, 1 to 21 (WCAG 2.2, 1.4.3).
    pub fn contrast_on(self, ground: Self) -> f64 {
        let (one, other) = (self.over(ground).luminance(), ground.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// This colour, darkened as little as makes text of it readable on `ground` with at least `contrast`, or
    /// lightened where the ground is dark.
    #[must_use]
    pub fn readable_on(self, ground: Self, contrast: f64) -> Self {
        let own = self.over(ground);
        own.shades(Self::end_on(ground))
            .find(|one| one.contrast_on(ground) >= contrast)
            .unwrap_or(own)
    }

    /// This colour as a ground, lightened as little as lets all of `texts`, readable on white, be read on it.
    #[must_use]
    pub fn as_ground_of(self, texts: &[Self], contrast: f64) -> Self {
        let is_readable =
            |ground: &Self| texts.iter().all(|text| text.contrast_on(*ground) >= contrast);
        self.shades(Self::WHITE).find(is_readable).unwrap_or(Self::WHITE)
    }

    /// Black or white, whichever is read better on `ground`.
    #[must_use]
    pub fn end_on(ground: Self) -> Self {
        let [black, white] = [Self::BLACK, Self::WHITE].map(|end| end.contrast_on(ground));
        if black >= white { Self::BLACK } else { Self::WHITE }
    }

    /// This colour as it is seen on an opaque ground.
    #[must_use]
    pub fn over(self, ground: Self) -> Self {
        let opacity = u32::from(self.0[3]);
        let mix = |at: usize| {
            let sum = u32::from(self.0[at]) * opacity + u32::from(ground.0[at]) * (255 - opacity);
            u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
        };
        Self([mix(0), mix(1), mix(2), 255])
    }

    /// Relative luminance (WCAG 2.2), 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |at: usize| {
            let value = f64::from(self.0[at]) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(0) + 0.7152 * linear(1) + 0.0722 * linear(2)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue, opacity] = self.0;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")?;
        if opacity == 255 { Ok(()) } else { write!(out, "{opacity:02x}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_behind_a_hash_are_a_colour() {
        let shown = |text: &str| Colour::parse(text).map(|colour| colour.to_string());
        assert_eq!(shown("#FFF").as_deref(), Some("#ffffff"));
        assert_eq!(shown("#00000099").as_deref(), Some("#00000099"));
        for text in ["red", "#ff", "#12345", "#ggg", "#fff;}", "url(x)", "#１２３", ""] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let contrast = |text: &str, ground: &str| {
            let (text, ground) = (Colour::parse(text), Colour::parse(ground));
            text.zip(ground).map(|(text, ground)| (text.contrast_on(ground) * 100.0).round())
        };
        assert_eq!(contrast("#000", "#fff"), Some(2100.0));
        assert_eq!(contrast("#777777", "#fff"), Some(448.0));
        assert_eq!(contrast("#00000000", "#fff"), Some(100.0));
    }
}
