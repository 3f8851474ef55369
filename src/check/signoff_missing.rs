//! `signoff-missing`: a story says who made it, and as what.
//!
//! Why: who is asked when a reader doubts a number? A draft and a note of a few lines need none.

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("signoff-missing", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let profile = &case.story.profile;
    if profile.signoff.is_empty() && !profile.is_draft && !case.is_stub() {
        let place = Place::file(&case.story.file);
        let fault = RULE.found(place, Message::new("signoff-missing"));
        return vec![fault.with_help(Message::new("signoff-missing-help"))];
    }
    let lines = profile.signoff.iter().enumerate();
    let without_role = lines.filter(|(_, line)| line.role.trim().is_empty());
    without_role
        .map(|(nth, line)| {
            let by = line.by.join("、");
            let place = case.fact(("signoff", Some(nth)));
            let message = Message::new("signoff-without-role").text("by", by);
            RULE.found(place, message).with_help(Message::new("signoff-missing-help"))
        })
        .collect()
}
