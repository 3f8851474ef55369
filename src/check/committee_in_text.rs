//! `committee-in-text`: the committee in the text is the committee in the facts.
//!
//! Why: 5名班子成员 cannot help anyone where there are three. A smaller number may be some of them
//! (2名支委参加培训): it is told only where `claims` knows that these are all, a larger one always.

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::count::{can_agree, contradicts};
use crate::claims::{Topic, What};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("committee-in-text", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let Some(committee) = case.story.profile.members.committee.as_deref() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for claim in case.claims(Topic::Committee) {
        let What::Committee(count) = &claim.what else { continue };
        if !contradicts(claim.doubt, (count, committee), can_agree(count, committee)) {
            continue;
        }
        let message = Message::new("committee-in-text")
            .text("phrase", &case.prose()[claim.range.clone()])
            .text("committee", committee.text());
        found.push(
            RULE.found(case.text.place(claim.range.clone()), message)
                .with_related(
                    case.fact(("members.committee", None)),
                    Message::new("committee-stated").text("committee", committee.text()),
                )
                .with_help(Message::new("members-total-in-text-help")),
        );
    }
    found
}
