//! Colour and size of words as a page shows them, and what is behind them: which of them nobody can see.
//!
//! Entry points: [`Shade::inside`], [`Shade::is_tiny`], [`Shade::is_lost`]. What lies over something else is `path`'s matter.

use crate::import::ink::{Colour, Ground, Ink, is_lost};
use crate::import::page::hidden::Hidden;
use crate::import::page::tree::Tree;
use crate::import::page::values::property;

/// Words of fewer pixels are dots.
const DOTS: f32 = 3.0;
/// Pixels of a point.
const POINT: f32 = 4.0 / 3.0;

/// How words look, as far as it is inherited.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shade {
    ink: Ink,
    ground: Ground,
    /// Whether they are too small to be read.
    is_tiny: bool,
}

impl Default for Shade {
    fn default() -> Self {
        Self { ink: Ink::Any, ground: Ground::Of(Colour::WHITE), is_tiny: false }
    }
}

impl Shade {
    /// Words on a page of no colour that is known.
    pub(super) fn on_anything() -> Self {
        Self { ground: Ground::Any, ..Self::default() }
    }

    /// The look of words in an element inside one of this look.
    pub(super) fn inside(self, tree: &Tree, node: usize, hidden: &Hidden) -> Self {
        let style = hidden.style(tree, node);
        let mut shade = self;
        let attribute = |name: &str| tree.attribute(node, name).map(str::to_ascii_lowercase);
        let ink = property(&style, "color").map(str::to_owned);
        let ink = ink.or_else(|| attribute("color").filter(|_| tree.name(node) == "font"));
        if let Some(ink) = ink.filter(|ink| *ink != "inherit") {
            shade.ink = Ink::of_style(&ink);
        }
        // Words cut out of a picture, and words with a shadow or an edge, are seen.
        let is_cut = ["background-clip", "-webkit-background-clip"]
            .iter()
            .any(|name| property(&style, name) == Some("text"));
        let is_shadowed = ["text-shadow", "-webkit-text-stroke"]
            .iter()
            .any(|name| property(&style, name).is_some_and(|value| value != "none"));
        if is_cut || is_shadowed {
            shade.ink = Ink::Any;
        }
        shade.ground = ground(&style, attribute("bgcolor")).unwrap_or(shade.ground);
        if let Some(size) = property(&style, "font-size") {
            shade.is_tiny = is_tiny(size).unwrap_or(shade.is_tiny);
        }
        shade
    }

    /// Whether nobody can read them, whatever is behind them.
    pub(super) fn is_tiny(self) -> bool {
        self.is_tiny
    }

    /// Whether they have the colour of what is behind them.
    pub(super) fn is_lost(self) -> bool {
        is_lost(self.ink, self.ground)
    }
}

/// What a style puts behind words.
fn ground(style: &str, attribute: Option<String>) -> Option<Ground> {
    let of = |name: &str| property(style, name).and_then(Ground::of_style);
    match of("background-image") {
        Some(_) => Some(Ground::Any),
        None => of("background-color")
            .or_else(|| of("background"))
            .or_else(|| Ground::of_style(&attribute?)),
    }
}

/// Whether words of a size are dots; `None` where that depends on what is around.
fn is_tiny(size: &str) -> Option<bool> {
    let end = size.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(size.len());
    let (number, unit) = size.split_at(end);
    let number: f32 = number.trim().parse().ok()?;
    match unit {
        _ if number <= 0.0 => Some(true),
        "px" => Some(number < DOTS),
        "pt" => Some(number * POINT < DOTS),
        "rem" | "vw" | "vh" | "cm" | "mm" | "in" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_that_nobody_can_read() {
        for size in ["0", "0px", "1px", "0.1pt", "0em"] {
            assert_eq!(is_tiny(size), Some(true), "{size}");
        }
        for size in ["16px", "12pt", "1rem"] {
            assert_eq!(is_tiny(size), Some(false), "{size}");
        }
        for size in ["1em", "80%", "small", "inherit"] {
            assert_eq!(is_tiny(size), None, "{size}");
        }
    }
}
