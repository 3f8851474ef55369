//! `activity-in-text`: what an activity counts stands in the story too.
//!
//! Why: the number in the table and the number in the text were typed twice. The phrase is looked
//! for as written; where the text writes the same amount otherwise (十二场 for 12场) that will do.

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::quantity::{Quantity, UnitKind};

pub(super) const RULE: Rule = Rule::story("activity-in-text", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    if case.is_stub() {
        return Vec::new();
    }
    let activities = case.story.profile.activities.iter().enumerate();
    let absent = activities.filter(|(_, activity)| !is_told(case, &activity.count));
    absent
        .map(|(nth, activity)| {
            let phrase = activity.count.text();
            let message = Message::new("activity-in-text")
                .text("name", &*activity.name)
                .text("phrase", phrase);
            RULE.found(case.part(("activities", Some(nth)), phrase), message)
                .with_help(Message::new("activity-in-text-help"))
        })
        .collect()
}

fn is_told(case: &Case<'_>, count: &Quantity) -> bool {
    let same = |other: &Quantity| {
        other.text() == count.text()
            || other.value() == count.value()
                && other.qualifier() == count.qualifier()
                && (other.unit() == count.unit()
                    || count.kind() == UnitKind::Bare
                    || other.kind() == UnitKind::People && count.kind() == UnitKind::People)
    };
    case.quantities().iter().any(|found| same(&found.quantity))
        || stands_in(case.prose(), count.text())
        || stands_in(case.story.title(), count.text())
}

/// Whether a phrase stands there, blanks on either side not counted.
fn stands_in(text: &str, phrase: &str) -> bool {
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    text.contains(phrase) || squeeze(text).contains(&squeeze(phrase))
}
