//! `date-order`: a branch is founded before it is renamed, renamed before the day of the data, and
//! honoured after it was founded; and it is founded before its story is published, and before today.
//!
//! Why: a year typed wrongly is hard to see and easy to compute. Dates of different precision are
//! compared at the coarser one: 2005 is not before 2005年8月.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::check::Rule;
use crate::check::case::Case;
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Fact, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("date-order", Severity::Error, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let profile = &case.story.profile;
    let founded = profile.branch.founded;
    let mut found = Vec::new();
    if let (Some(founded), Some(as_of)) = (founded, profile.as_of)
        && is_after(founded, as_of)
    {
        let message = words("founded-after-data", founded, as_of);
        found.push(fault(case, (("branch.founded", None), ("as_of", None)), message));
    }
    if found.is_empty() {
        found.extend(founded.and_then(|founded| founded_to_come(case, founded)));
    }
    for (nth, name) in profile.branch.former_names.iter().enumerate() {
        let Some(until) = name.until else { continue };
        let here = ("branch.former_names", Some(nth));
        if let Some(founded) = founded.filter(|founded| is_after(*founded, until)) {
            let message = words("renamed-before-founded", until, founded);
            found.push(fault(case, (here, ("branch.founded", None)), message));
        }
        if let Some(as_of) = profile.as_of.filter(|as_of| is_after(until, *as_of)) {
            let message = words("renamed-after-data", until, as_of);
            found.push(fault(case, (here, ("as_of", None)), message));
        }
    }
    found.extend(honours(case));
    found
}

/// A founding after the day of publishing, or after the day of the run.
fn founded_to_come(case: &Case<'_>, founded: PartialDate) -> Option<Diagnostic> {
    let here = ("branch.founded", None);
    if let Some(day) = case.story.profile.date.and_then(day)
        && is_after(founded, day)
    {
        let message = words("founded-after-publishing", founded, day);
        return Some(fault(case, (here, ("date", None)), message));
    }
    let today = case.text.office.to_come(founded)?;
    Some(RULE.found(case.fact(here), words("founded-to-come", founded, today)))
}

fn day(date: Date) -> Option<PartialDate> {
    PartialDate::new(date.year(), Some(date.month()), Some(date.day())).ok()
}

fn honours(case: &Case<'_>) -> Vec<Diagnostic> {
    let profile = &case.story.profile;
    let Some(founded) = profile.branch.founded else { return Vec::new() };
    let before = profile.honours.iter().enumerate().filter_map(|(nth, honour)| {
        let (_, last) = honour.years.filter(|(_, last)| *last < founded.year())?;
        let message = Message::new("honoured-before-founded")
            .text("title", &*honour.title)
            .text("year", last.to_string())
            .text("other", founded.to_chinese());
        let place = case.part(("honours", Some(nth)), &last.to_string());
        let related = case.fact(("branch.founded", None));
        Some(RULE.found(place, message).with_related(related, Message::new("date-order-other")))
    });
    before.collect()
}

fn is_after(one: PartialDate, other: PartialDate) -> bool {
    one.cmp_coarse(&other) == Ordering::Greater
}

fn words(id: &'static str, date: PartialDate, other: PartialDate) -> Message {
    Message::new(id).text("date", date.to_chinese()).text("other", other.to_chinese())
}

fn fault(case: &Case<'_>, (here, other): (Fact, Fact), message: Message) -> Diagnostic {
    RULE.found(case.fact(here), message)
        .with_related(case.fact(other), Message::new("date-order-other"))
}
