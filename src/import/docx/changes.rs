//! Changes that nobody accepted yet: taken as accepted, and told, above all where a number changed.
//!
//! Entry point: [`Changes`].

use crate::fullwidth::is_digit;
use crate::import::report::Note;
use crate::locale::Message;
use crate::quantity;

/// What is known of the changes of a document.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Whether there are any.
    pub(super) any: bool,
    /// What was deleted last, and what was inserted last, as long as nothing stands between.
    deleted: String,
    inserted: String,
    /// Numbers that changed: before and after.
    numbers: Vec<String>,
}

impl Changes {
    pub(super) fn delete(&mut self, text: &str) {
        self.any = true;
        self.deleted.push_str(text);
    }

    pub(super) fn insert(&mut self, text: &str) {
        self.any = true;
        self.inserted.push_str(text);
    }

    /// Text that did not change, or the end of a paragraph.
    pub(super) fn settle(&mut self) {
        let (before, after) =
            (std::mem::take(&mut self.deleted), std::mem::take(&mut self.inserted));
        let has_number =
            |text: &str| text.contains(is_digit) || quantity::scan(text).next().is_some();
        // What was moved or rewritten at length is no change of a number.
        let is_short = before.chars().count() <= 20 && after.chars().count() <= 20;
        if is_short
            && before != after
            && !before.is_empty()
            && (has_number(&before) || has_number(&after))
        {
            let after = if after.is_empty() { "∅" } else { &after };
            self.numbers.push(format!("{before} → {after}"));
        }
    }

    /// What the editor is told.
    pub(super) fn note(&self) -> Option<Note> {
        if !self.any {
            return None;
        }
        let numbers = self.numbers.join("；");
        Some(Note::new(if numbers.is_empty() {
            Message::new("import-changes")
        } else {
            Message::new("import-changed-numbers").text("numbers", numbers)
        }))
    }
}
