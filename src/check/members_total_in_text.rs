//! `members-total-in-text`: the total in the text is the total in the facts.
//!
//! Why: 现有党员22名 in the text and 23 in the table: one of them is last year's. Which phrases mean the
//! whole branch is known to `claims`. One that may mean some of them is told only where it counts more
//! than there are.

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::count::{can_agree, contradicts};
use crate::claims::{Claim, Topic, What};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::quantity::Quantity;

pub(super) const RULE: Rule = Rule::story("members-total-in-text", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let members = &case.story.profile.members;
    let Some(total) = members.total.as_deref() else { return Vec::new() };
    let mut found = Vec::new();
    for claim in case.claims(Topic::Members) {
        let What::Total(count) = &claim.what else { continue };
        let agrees = can_agree(count, total) || is_of_retired(case, claim, count);
        if contradicts(claim.doubt, (count, total), agrees) {
            found.push(fault(case, claim, (count, total)));
        }
    }
    found
}

/// 现有退休党员38名, where the facts count 38 retired members apart.
fn is_of_retired(case: &Case<'_>, claim: &Claim, count: &Quantity) -> bool {
    let members = &case.story.profile.members;
    let prose = case.prose();
    let is_retired = prose[..claim.range.start].ends_with("退休党员")
        || prose[claim.range.end..].starts_with("退休党员");
    is_retired && members.retired.as_deref().is_some_and(|retired| can_agree(count, retired))
}

fn fault(case: &Case<'_>, claim: &Claim, (count, total): (&Quantity, &Quantity)) -> Diagnostic {
    let message = Message::new("members-total-in-text")
        .text("phrase", count.text())
        .text("total", total.text());
    let stated = Message::new("age-bands-total-stated").text("total", total.text());
    RULE.found(case.text.place(claim.range.clone()), message)
        .with_related(case.fact(("members.total", None)), stated)
        .with_help(Message::new("members-total-in-text-help"))
}
