//! `founded-in-text`: the founding in the text is the founding in the facts.
//!
//! Why: 成立于2008年6月 in the text and 2009年8月 in the facts, and nobody remembers which. Compared as
//! finely as both are written. The day on which a branch was renamed is no founding.

use std::cmp::Ordering;

use crate::check::Rule;
use crate::check::case::Case;
use crate::claims::{Topic, What};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("founded-in-text", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let Some(founded) = case.story.profile.branch.founded else { return Vec::new() };
    let mut found = Vec::new();
    for claim in case.claims(Topic::Founding).iter().filter(|claim| claim.doubt.is_none()) {
        let What::Founded(date) = claim.what else { continue };
        if date.cmp_coarse(&founded) == Ordering::Equal {
            continue;
        }
        let message = Message::new("founded-in-text")
            .text("phrase", &case.prose()[claim.range.clone()])
            .text("founded", founded.to_chinese());
        found.push(
            RULE.found(case.text.place(claim.range.clone()), message)
                .with_related(
                    case.fact(("branch.founded", None)),
                    Message::new("founded-stated").text("founded", founded.to_chinese()),
                )
                .with_help(Message::new("members-total-in-text-help")),
        );
    }
    found
}
