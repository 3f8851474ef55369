//! `age-bands-total`: exhaustive age bands sum to the number of members.
//!
//! Why: the numbers come from two tables of the same office, and a slip in one of them is printed
//! and quoted for years. Bands count as exhaustive where they cover all ages; an editor who lists
//! only some adds `partial: true`. A total with a qualifier (`20余名`) is compared as what it may
//! stand for.

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::quantity::Number;

pub(super) const RULE: Rule = Rule::story("age-bands-total", Severity::Error, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let members = &case.story.profile.members;
    let Some(total) = &members.total else { return Vec::new() };
    if !members.bands_are_whole() {
        return Vec::new();
    }
    let sum: u64 = members.age_bands.iter().map(|band| u64::from(band.count)).sum();
    if total.interval().contains(Number::from(sum)) {
        return Vec::new();
    }
    let message =
        Message::new("age-bands-total").text("sum", sum.to_string()).text("total", total.text());
    let counts: Vec<_> = members.age_bands.iter().map(|band| band.count.to_string()).collect();
    let terms = format!("{} = {sum}", counts.join(" + "));
    let line = case.text.source.spoken("未列全: 是", "partial: true");
    let fault = RULE
        .found(case.fact(("members.age_bands", Some(0))), message)
        .with_label(Message::new("age-bands-total-label").text("terms", terms))
        .with_related(
            case.fact(("members.total", None)),
            Message::new("age-bands-total-stated").text("total", total.text()),
        )
        .with_help(Message::new("age-bands-total-help").text("line", line));
    vec![fault]
}
