//! `implausible-fact`: an average age is an age, and a year is one in which there was a branch.
//!
//! Why: 700岁 and an honour of 2042 are typing slips that nobody sees in a table. Ages of members lie
//! between 18 and 120; honours and foundings between 1921 and the year after the day of publishing.

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::count::ends;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::quantity::{Number, UnitKind};

pub(super) const RULE: Rule = Rule::story("implausible-fact", Severity::Error, check);

const YOUNGEST: u32 = 18;
const OLDEST: u32 = 120;
const FIRST_YEAR: i16 = 1921;

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = average(case).into_iter().collect();
    let last = case.story.profile.date.map_or(i16::MAX, |date| date.year() + 1);
    let years = FIRST_YEAR..=last;
    for (nth, honour) in case.story.profile.honours.iter().enumerate() {
        let Some((first, last)) = honour.years else { continue };
        let Some(year) = [first, last].into_iter().find(|year| !years.contains(year)) else {
            continue;
        };
        let place = case.part(("honours", Some(nth)), &year.to_string());
        let message = Message::new("implausible-honour")
            .text("title", &*honour.title)
            .text("year", year.to_string());
        found.push(warning(RULE.found(place, message)));
    }
    let founded = case.story.profile.branch.founded;
    if let Some(founded) = founded.filter(|founded| !years.contains(&founded.year())) {
        let message = Message::new("implausible-founding").text("founded", founded.to_chinese());
        found.push(warning(RULE.found(case.fact(("branch.founded", None)), message)));
    }
    found
}

/// A year may be meant after all.
fn warning(mut fault: Diagnostic) -> Diagnostic {
    fault.severity = Severity::Warning;
    fault.with_help(Message::new("implausible-help"))
}

fn average(case: &Case<'_>) -> Option<Diagnostic> {
    let average = case.story.profile.members.average_age.as_deref()?;
    let (low, high) = ends(average);
    let is_age = matches!(average.kind(), UnitKind::Age | UnitKind::Bare);
    let is_possible =
        high.is_none_or(|high| high >= Number::from(YOUNGEST)) && low <= Number::from(OLDEST);
    if is_age && is_possible {
        return None;
    }
    let message = Message::new("implausible-age").text("average", average.text());
    let fault = RULE.found(case.fact(("members.average_age", None)), message);
    Some(fault.with_help(Message::new("implausible-help")))
}
