//! `parts-total`: the parts of the members do not exceed their total.
//!
//! Why: 离休2名 and 退休45名 among 45 members stood in print. 离休, 退休 and 在职 are apart from
//! one another, so they are added; where all three are stated they make up the total. 女 is a part
//! of its own.

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::count::ends;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::parse::profile::Counted;
use crate::quantity::{Number, Quantity, UnitKind};

pub(super) const RULE: Rule = Rule::story("parts-total", Severity::Error, check);

type Part<'a> = (&'static str, &'a Quantity);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let members = &case.story.profile.members;
    let Some(total) = members.total.as_deref() else { return Vec::new() };
    let stated = |counted: Counted| -> Vec<Part<'_>> {
        let counts = members.counts().into_iter().filter(|one| one.counted == counted);
        // A share is told as one where it stands.
        let stated = counts.filter_map(|one| Some((one.path, one.value?)));
        stated.filter(|(_, value)| value.kind() != UnitKind::Share).collect()
    };
    let parts = [stated(Counted::Part), stated(Counted::Across)];
    parts.iter().filter_map(|parts| fault(case, parts, total)).collect()
}

fn fault(case: &Case<'_>, parts: &[Part<'_>], total: &Quantity) -> Option<Diagnostic> {
    let (first, _) = parts.first()?;
    let mut least = Number::ZERO;
    for (_, part) in parts {
        least = least.checked_add(ends(part).0)?;
    }
    let (low, high) = ends(total);
    let is_exact = parts.iter().all(|(_, part)| part.exact_whole().is_some());
    let id = if high.is_some_and(|high| least > high) {
        "parts-total"
    } else if parts.len() == 3 && is_exact && least < low {
        "parts-total-short"
    } else {
        return None;
    };
    let terms: Vec<_> = parts.iter().map(|(_, part)| part.text()).collect();
    let message = Message::new(id).text("terms", terms.join(" + ")).text("total", total.text());
    let fault = RULE
        .found(case.fact((first, None)), message)
        .with_related(
            case.fact(("members.total", None)),
            Message::new("age-bands-total-stated").text("total", total.text()),
        )
        .with_help(Message::new("parts-total-help"));
    Some(fault)
}
