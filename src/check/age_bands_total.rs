//! `age-bands-total`: exhaustive age bands sum to the number of members.
//!
//! Why: the numbers come from two tables of the same office, and a slip in one of them is printed
//! and quoted for years. Bands count as exhaustive where they cover all ages; an editor who lists
//! only some adds `partial: true`. A total with a qualifier (`20余名`) is compared as what it may
//! stand for.

use crate::check::{Check, Rule};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::locale::Message;
use crate::parse::Story;
use crate::parse::profile::{AgeBand, place_of};
use crate::quantity::{self, Number};

pub(super) const RULE: Rule =
    Rule { id: "age-bands-total", severity: Severity::Error, check: Check::Story(check) };

fn check(story: &Story, source: &Source) -> Vec<Diagnostic> {
    let members = &story.profile.members;
    let Some(total) = &members.total else { return Vec::new() };
    if members.age_bands.is_empty() || members.bands_are_partial || !cover_all(&members.age_bands) {
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
    let fault =
        Diagnostic::error(RULE.id, place_of(source, ("members.age_bands", Some(0))), message)
            .with_label(Message::new("age-bands-total-label").text("terms", terms))
            .with_related(
                place_of(source, ("members.total", None)),
                Message::new("age-bands-total-stated").text("total", total.text()),
            )
            .with_help(Message::new("age-bands-total-help"));
    vec![fault]
}

fn cover_all(bands: &[AgeBand]) -> bool {
    let ranges: Vec<_> = bands.iter().map(|band| band.range).collect();
    let tiling = quantity::tiles(&ranges);
    // Where bands share an age (70-80 beside 80以上) each still counts its members once.
    tiling.is_exhaustive() && !tiling.has_gap()
}
