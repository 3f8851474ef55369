//! Line breaks inside a paragraph: a space between words, nothing between wide characters.
//!
//! Entry points: [`Flow::pass`] and [`Flow::joins`]. Markup between the two lines does not count,
//! and marks that Chinese shares with English go with their neighbours.

use crate::parse::body::width::{is_shared, is_wide};

/// How many shared marks in a row are looked through; a limit keeps the time linear.
const REACH: usize = 8;

/// What a line has come to.
#[derive(Default)]
pub(super) struct Flow {
    last: Width,
    /// Where in the HTML a line break waits for the next character.
    pub(super) break_at: Option<usize>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Width {
    #[default]
    Narrow,
    /// A shared mark without a wide character before it.
    Shared,
    Wide,
}

impl Flow {
    /// Whether a line break here depends on what follows.
    pub(super) fn is_open(&self) -> bool {
        self.last != Width::Narrow
    }

    /// Takes note of text that has been written.
    pub(super) fn pass(&mut self, text: &str) {
        if !text.is_empty() {
            self.last = last_width(text, self.last);
        }
    }

    /// Whether `text` follows the line before it without a space.
    pub(super) fn joins(&self, text: &str) -> bool {
        are_joined(self.last, first_width(text))
    }
}

/// Whether nothing stands between two lines that end and begin like this.
pub(super) fn is_joined(before: &str, after: &str) -> bool {
    are_joined(last_width(before, Width::Narrow), first_width(after))
}

fn are_joined(before: Width, after: Width) -> bool {
    use Width::{Narrow, Wide};
    before != Narrow && after != Narrow && (before == Wide || after == Wide)
}

fn last_width(text: &str, before: Width) -> Width {
    match text.chars().rev().take(REACH).find(|c| !is_shared(*c)) {
        Some(c) if is_wide(c) => Width::Wide,
        Some(_) if text.ends_with(is_shared) => Width::Shared,
        Some(_) => Width::Narrow,
        None if before == Width::Wide => Width::Wide,
        None => Width::Shared,
    }
}

fn first_width(text: &str) -> Width {
    match text.chars().take(REACH).find(|c| !is_shared(*c)) {
        Some(c) if is_wide(c) => Width::Wide,
        _ if text.starts_with(is_shared) => Width::Shared,
        _ => Width::Narrow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_tell() {
        for (before, after) in
            [("中", "文"), ("好。”", "“他"), ("说“x”", "中"), ("（", "甲"), ("中", "😀")]
        {
            assert!(is_joined(before, after), "{before} {after}");
        }
        for (before, after) in
            [("a", "中"), ("中", "a"), ("“a”", "“b”"), ("한국", "어"), ("3", "名")]
        {
            assert!(!is_joined(before, after), "{before} {after}");
        }
    }
}
