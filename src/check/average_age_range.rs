//! `average-age-range`: the average age lies within what the age bands allow.
//!
//! Why: an average below what the oldest members force it to be was taken from another year. The
//! bands must cover all ages; open ends are taken as 50 and 105, and as ages are whole years a
//! member of 69 may be nearly 70. A stated average may be rounded down.

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::count::ends;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::parse::profile::AgeBand;
use crate::quantity::Number;

pub(super) const RULE: Rule = Rule::story("average-age-range", Severity::Error, check);

/// Nobody in a branch of retired cadres is taken to be younger, or older.
const AGES: (u8, u8) = (50, 105);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let members = &case.story.profile.members;
    let Some(average) = &members.average_age else { return Vec::new() };
    if !members.bands_are_whole() {
        return Vec::new();
    }
    let Some((least, most)) = allowed(&members.age_bands) else { return Vec::new() };
    let (low, high) = ends(average);
    let rounded_down = high.and_then(|high| high.checked_add(Number::from(1_u64)));
    let is_too_low = rounded_down.is_some_and(|high| high <= least);
    if !is_too_low && low <= most {
        return Vec::new();
    }
    let message = Message::new("average-age-range")
        .text("average", average.text())
        .text("least", format!("{:.1}", least.approximate()))
        .text("most", format!("{:.1}", most.approximate()));
    let bands = Message::new("average-age-range-bands");
    let fault = RULE
        .found(case.fact(("members.average_age", None)), message)
        .with_related(case.fact(("members.age_bands", Some(0))), bands)
        .with_help(Message::new("average-age-range-help"));
    vec![fault]
}

/// Whether the stated average cannot be.
pub(super) fn is_outside(case: &Case<'_>) -> bool {
    !check(case).is_empty()
}

/// The least and the most that the average may be.
fn allowed(bands: &[AgeBand]) -> Option<(Number, Number)> {
    let people: u64 = bands.iter().map(|band| u64::from(band.count)).sum();
    let years = |age: &dyn Fn(&AgeBand) -> u8| -> u64 {
        bands.iter().map(|band| u64::from(band.count) * u64::from(age(band))).sum()
    };
    let youngest = |band: &AgeBand| {
        band.range.min.unwrap_or_else(|| AGES.0.min(band.range.max.unwrap_or(AGES.0)))
    };
    let oldest = |band: &AgeBand| {
        band.range.max.unwrap_or_else(|| AGES.1.max(band.range.min.unwrap_or(AGES.1)))
    };
    let least = Number::ratio(years(&youngest), people)?;
    // A member is older than the whole years say by less than one.
    let most = Number::ratio(years(&oldest) + people, people)?;
    Some((least, most))
}
