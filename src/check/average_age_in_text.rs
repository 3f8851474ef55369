//! `average-age-in-text`: the average age in the text is the one in the facts.
//!
//! Why: the two are typed from two tables, and the one of last year is a year too low. Which age is the
//! average of the branch is known to `claims`; 70 in the text and 70.3 in the facts are one age.

use crate::check::Rule;
use crate::check::average_age_range;
use crate::check::case::Case;
use crate::check::count::can_agree;
use crate::claims::{Topic, What};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::quantity::{Qualifier, Quantity, Value};

pub(super) const RULE: Rule = Rule::story("average-age-in-text", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let Some(average) = case.story.profile.members.average_age.as_deref() else {
        return Vec::new();
    };
    // One slip is told once.
    if average_age_range::is_outside(case) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for claim in case.claims(Topic::Members).iter().filter(|claim| claim.doubt.is_none()) {
        let What::Average(age) = &claim.what else { continue };
        if agrees(age, average) {
            continue;
        }
        let message = Message::new("average-age-in-text")
            .text("phrase", age.text())
            .text("average", average.text());
        let stated = Message::new("average-age-stated").text("average", average.text());
        found.push(
            RULE.found(case.text.place(claim.range.clone()), message)
                .with_related(case.fact(("members.average_age", None)), stated)
                .with_help(Message::new("members-total-in-text-help")),
        );
    }
    found
}

/// 70岁左右 is a year and a half more or less, not a tenth.
fn agrees(one: &Quantity, two: &Quantity) -> bool {
    let is_about = [one, two].iter().any(|age| age.qualifier() == Qualifier::About);
    if is_about {
        let (one, two) = (one.value().low().approximate(), two.value().low().approximate());
        return (one - two).abs() <= 1.5;
    }
    can_agree(one, two) || is_rounded(one, two)
}

/// Whether one is the other in whole years, rounded or cut off.
fn is_rounded(one: &Quantity, two: &Quantity) -> bool {
    let (Value::One(one), Value::One(two)) = (one.value(), two.value()) else { return false };
    let is_near = (one.approximate() - two.approximate()).abs() < 1.0;
    is_near && (one.whole().is_some() != two.whole().is_some())
}
