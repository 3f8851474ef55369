//! `implausible-fact`: members are people, an average age is an age, what is counted is whole, and a year
//! is one in which there was a branch.
//!
//! Why: 党员总数: 22场, 700岁 and an honour of 2042 are typing slips that nobody sees in a table. Ages of
//! members lie between 18 and 120; honours and foundings between 1921 and the year after the day of publishing.

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::count::ends;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::parse::profile::Counted;
use crate::quantity::{Number, Quantity, UnitKind};

pub(super) const RULE: Rule = Rule::story("implausible-fact", Severity::Error, check);

const YOUNGEST: u32 = 18;
const OLDEST: u32 = 120;
const FIRST_YEAR: i16 = 1921;

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = people(case);
    found.extend(average(case));
    found.extend(activities(case));
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

/// Members that are no people, or no whole ones.
fn people(case: &Case<'_>) -> Vec<Diagnostic> {
    let counts = case.story.profile.members.counts();
    let told = counts.into_iter().filter_map(|count| {
        let number = match count.counted {
            Counted::Age => return None,
            Counted::All | Counted::Committee | Counted::Part | Counted::Across => count.value?,
        };
        let is_people = matches!(number.kind(), UnitKind::People | UnitKind::Bare);
        let is_right = is_people && is_whole(number) && !number.is_ordinal();
        let message = Message::new("implausible-people").text("value", number.text());
        let help = Message::new("implausible-people-help");
        (!is_right).then(|| RULE.found(case.fact((count.path, None)), message).with_help(help))
    });
    told.collect()
}

/// Half a session is a typing slip: 12.5场.
fn activities(case: &Case<'_>) -> Vec<Diagnostic> {
    let all = case.story.profile.activities.iter().enumerate();
    let broken = all.filter(|(_, activity)| match activity.count.kind() {
        UnitKind::People | UnitKind::Visits | UnitKind::Count => !is_whole(&activity.count),
        // 1.65万元, 3.5亩, 半年, 12.5% are as good as whole ones.
        UnitKind::Money
        | UnitKind::Measure
        | UnitKind::Time
        | UnitKind::Age
        | UnitKind::Share
        | UnitKind::Bare => false,
    });
    let told = broken.map(|(nth, activity)| {
        let place = case.part(("activities", Some(nth)), activity.count.text());
        let message = Message::new("implausible-count").text("count", activity.count.text());
        warning(RULE.found(place, message))
    });
    told.collect()
}

fn is_whole(quantity: &Quantity) -> bool {
    let value = quantity.value();
    value.low().whole().is_some() && value.high().whole().is_some()
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
