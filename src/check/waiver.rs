//! `waive:` in a story silences one rule for its file, and says so in the report.
//!
//! Entry point: [`apply`]. Faults of the grammar cannot be waived: they never come here.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Message;
use crate::parse::Story;

/// Whether a story waives anything.
pub(super) fn has_any(story: &Story) -> bool {
    !story.profile.waivers.is_empty()
}

/// `found` without what the stories waive, with an information for each waiver that was used.
pub(super) fn apply(stories: &[&Arc<Story>], mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for story in stories {
        for (nth, waiver) in story.profile.waivers.iter().enumerate() {
            let before = found.len();
            found.retain(|one| one.rule != &*waiver.rule || one.place.file != story.file);
            if found.len() < before {
                let message = Message::new("waived")
                    .text("rule", &*waiver.rule)
                    .text("reason", waiver.reason.trim())
                    .count("count", before - found.len());
                let place = Place::fact(&story.file, "waive", Some(nth));
                told.push(Diagnostic::information("waived", place, message));
            }
        }
    }
    found.extend(told);
    found
}
