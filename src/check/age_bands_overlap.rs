//! `age-bands-overlap`: age bands follow one another without a shared age and without a gap.
//!
//! Why: with 70-80岁 beside 80岁以上 nobody knows where the eighty-year-olds were counted. It is
//! common usage, so it is no error. A gap is told only where the bands are open at both ends and
//! sum up to the total: whoever lists some bands of many may leave gaps.

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::parse::profile::{AgeBand, Members};
use crate::quantity::{self, Number, Seam, SeamKind};

pub(super) const RULE: Rule = Rule::story("age-bands-overlap", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let members = &case.story.profile.members;
    let bands = &members.age_bands;
    let ranges: Vec<_> = bands.iter().map(|band| band.range).collect();
    let tiling = quantity::tiles(&ranges);
    let is_open = tiling.is_open_below && tiling.is_open_above;
    let counts_all = is_open && !members.bands_are_partial && sums_up(members);
    let seams =
        tiling.seams.iter().filter(|seam| !matches!(seam.kind, SeamKind::Gap { .. }) || counts_all);
    seams.map(|seam| fault(case, bands, seam)).collect()
}

fn sums_up(members: &Members) -> bool {
    let sum: u64 = members.age_bands.iter().map(|band| u64::from(band.count)).sum();
    let total = members.total.as_ref();
    total.is_some_and(|total| total.interval().contains(Number::from(sum)))
}

fn fault(case: &Case<'_>, bands: &[AgeBand], seam: &Seam) -> Diagnostic {
    let (younger, older) = (&bands[seam.younger].label, &bands[seam.older].label);
    let message = match seam.kind {
        SeamKind::Gap { from, to } if from == to => {
            Message::new("age-bands-gap-one").text("age", from.to_string())
        }
        SeamKind::Gap { from, to } => {
            Message::new("age-bands-gap").text("from", from.to_string()).text("to", to.to_string())
        }
        SeamKind::SharedEnd { age } => {
            Message::new("age-bands-shared-end").text("age", age.to_string())
        }
        SeamKind::Overlap { .. } => Message::new("age-bands-overlap"),
    };
    let message = message.text("younger", &**younger).text("older", &**older);
    let later = seam.younger.max(seam.older);
    RULE.found(case.fact(("members.age_bands", Some(later))), message)
        .with_help(Message::new("age-bands-overlap-help"))
}
