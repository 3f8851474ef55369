//! Colour and size of words as a page shows them, and what is behind them: which of them nobody can see.
//!
//! Entry points: [`Shade::inside`], [`Shade::hides`]. What lies over a picture, or is pushed over what stands before it, counts
//! as seen.

use crate::import::ink::{Colour, Ground, Ink, is_lost};
use crate::import::page::hidden::Hidden;
use crate::import::page::tree::{Kind, Tree};
use crate::import::page::values::property;

/// Words of fewer pixels are dots.
const DOTS: f32 = 3.0;
/// The most elements that are looked at of what stands before words.
const MOST: usize = 200;
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

    /// Whether nobody sees the words of the text `node`, below the element `top`.
    pub(super) fn hides(self, tree: &Tree, node: usize, top: usize) -> bool {
        self.is_tiny || is_lost(self.ink, self.ground) && !lies_over(tree, node, top)
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

/// Whether something around a text, up to `top`, says that it lies over something else: it is placed, pushed or turned, or
/// what stands before it is.
fn lies_over(tree: &Tree, text: usize, top: usize) -> bool {
    let mut node = text;
    while let Some(parent) = tree.parent(node).filter(|_| node != top) {
        if node != text && is_moved(tree, node) {
            return true;
        }
        let before = tree.children(parent).iter().take_while(|child| **child != node);
        let before = before.filter(|child| matches!(tree.kind(**child), Kind::Element(..)));
        let is_any_moved = |one: usize| tree.below(one).take(MOST).any(|one| is_moved(tree, one));
        if before.last().is_some_and(|one| is_any_moved(*one)) {
            return true;
        }
        node = parent;
    }
    false
}

/// Whether a style takes an element out of its place.
fn is_moved(tree: &Tree, node: usize) -> bool {
    let Some(style) = tree.attribute(node, "style") else { return false };
    let style = style.to_ascii_lowercase();
    // Many boxes are `relative` and stay where they are.
    let is_placed = match property(&style, "position") {
        Some("absolute" | "fixed" | "sticky") => true,
        Some("relative") => ["top", "left", "right", "bottom"].iter().any(|side| {
            property(&style, side).is_some_and(|to| !to.starts_with('0') && to != "auto")
        }),
        Some(_) | None => false,
    };
    let is_turned = property(&style, "transform").is_some_and(|value| value != "none");
    let is_laid = property(&style, "display").is_some_and(|value| value.contains("grid"));
    let is_pushed = style.split(';').filter_map(|one| one.split_once(':')).any(|(key, value)| {
        key.trim().starts_with("margin") && value.split_whitespace().any(|one| one.starts_with('-'))
    });
    let is_flat = property(&style, "height").is_some_and(|value| value.starts_with('0'));
    is_placed || is_turned || is_laid || is_pushed || is_flat
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
