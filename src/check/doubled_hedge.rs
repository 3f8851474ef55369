//! `doubled-hedge`: a number is hedged once.
//!
//! Why: 超6500余人次 says twice that there were more, and 近100余人 says both more and less. A window
//! such as 近五年来 is no hedge.

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::quantity::Quantity;

pub(super) const RULE: Rule = Rule::story("doubled-hedge", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let in_text = case.quantities().iter().filter(|one| one.quantity.is_hedged_twice());
    let mut found: Vec<_> = in_text
        .clone()
        .map(|one| fault(case.text.place(one.range.clone()), &one.quantity))
        .collect();
    let activities = case.story.profile.activities.iter().enumerate();
    for (nth, activity) in activities.filter(|(_, one)| one.count.is_hedged_twice()) {
        let phrase = activity.count.text();
        // The text says the same and is told already.
        if !in_text.clone().any(|one| one.quantity.text() == phrase) {
            found.push(fault(case.part(("activities", Some(nth)), phrase), &activity.count));
        }
    }
    found
}

fn fault(place: Place, phrase: &Quantity) -> Diagnostic {
    let message = Message::new("doubled-hedge").text("phrase", phrase.text());
    let help = match &phrase.hedged_once()[..] {
        [one, .., other] => {
            Message::new("doubled-hedge-help").text("one", &**one).text("other", &**other)
        }
        _ => Message::new("doubled-hedge-help-any"),
    };
    RULE.found(place, message).with_help(help)
}
