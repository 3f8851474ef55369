//! `waive:` in a story silences one rule for its file, and says so in the report.
//!
//! Entry points: [`apply`], [`unknown`]. What cannot be switched off cannot be waived either.

use std::sync::Arc;

use crate::check::case::Case;
use crate::check::selection::{self, Refusal};
use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Message;
use crate::parse::Story;

/// Whether a story waives anything.
pub(super) fn has_any(story: &Story) -> bool {
    !story.profile.waivers.is_empty()
}

/// `found` without what the stories waive, with an information for each waiver that was used.
pub(super) fn apply<'s>(
    stories: impl Iterator<Item = &'s Arc<Story>>,
    mut found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for story in stories {
        for (nth, waiver) in story.profile.waivers.iter().enumerate() {
            if selection::refusal(&waiver.rule).is_some() {
                continue;
            }
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

/// Waivers of rules that there are not, and of faults that cannot be waived.
pub(super) fn unknown(case: &Case<'_>) -> Vec<Diagnostic> {
    let waivers = case.story.profile.waivers.iter().enumerate();
    let unknown = waivers.filter_map(|(nth, waiver)| {
        let refusal = selection::refusal(&waiver.rule)?;
        let (message, help) = match &refusal {
            Refusal::Fixed => (Message::new("fixed-waiver").text("rule", &*waiver.rule), None),
            Refusal::Unknown(_) => refusal.messages(&waiver.rule),
        };
        let place = case.part(("waive", Some(nth)), &waiver.rule);
        let warning = Diagnostic::warning("unknown-rule", place, message);
        Some(match help {
            Some(help) => warning.with_help(help),
            None => warning,
        })
    });
    unknown.collect()
}
