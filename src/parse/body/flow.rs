//! Line breaks inside a paragraph: a space between words, nothing between wide characters.
//!
//! Entry points: [`Flow::pass`], [`Flow::pass_break`]. Markup between the two lines does not count,
//! and marks that Chinese shares with English go with their neighbours.

use crate::parse::body::width::{is_shared, is_wide};

/// How many shared marks in a row are looked through; a limit keeps the time linear.
const REACH: usize = 8;

/// What a line has come to.
#[derive(Default)]
pub(super) struct Flow {
    last: Width,
    /// The node of a line break that waits for the next character.
    break_at: Option<usize>,
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
    /// Takes note of a line break, which is the node `at`. Behind a wide character, what follows tells
    /// whether it is a blank. Says whether it is none at all, because another waits without a word since.
    pub(super) fn pass_break(&mut self, at: usize) -> bool {
        let waits = self.break_at.is_some();
        if self.last != Width::Narrow && !waits {
            self.break_at = Some(at);
        }
        waits
    }

    /// What follows is no text: the line break that waits is a blank.
    pub(super) fn keep_break(&mut self) {
        self.break_at = None;
    }

    /// Takes note of text. Gives the line break before it, where it is none after all.
    pub(super) fn pass(&mut self, text: &str) -> Option<usize> {
        let (last, first) = (self.last, first_width(text));
        if !text.is_empty() {
            self.last = last_width(text, last);
        }
        self.break_at.take().filter(|_| are_joined(last, first))
    }
}

/// Whether nothing stands between two lines that end and begin like this.
pub(crate) fn is_joined(before: &str, after: &str) -> bool {
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
