//! `parts-in-text`: the parts of the members that the text tells fit its total, and the facts.
//!
//! Why: 党员45名，其中离休2名、退休45名 stands in print, and no table says so. Inside the text 离休, 退休 and
//! 在职 together are no more than the total, and neither are the women; age bands that cover all ages sum
//! to it; a share in words (女的占了一半) is near the part that it is of. A part or a band that the facts state too is the same there.

use std::ops::Range;

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::count::{can_agree, ends};
use crate::claims::{self, Claim, Denied, Part, Topic, What};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::parse::profile::Members;
use crate::quantity::{self, AgeRange, Number, Quantity};

pub(super) const RULE: Rule = Rule::story("parts-in-text", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let claims: Vec<&Claim> =
        case.claims(Topic::Members).iter().filter(|claim| claim.doubt.is_none()).collect();
    let mut found = against_facts(case, &claims);
    let total = claims.iter().find_map(|claim| match &claim.what {
        What::Total(count) => Some((*claim, count)),
        _ => None,
    });
    if let Some(total) = total {
        found.extend(against_total(case, &claims, total));
        found.extend(bands_against_total(case, &claims, total));
        found.extend(shares_against_parts(case));
    }
    found
}

/// 女的占了一半 beside 女党员23名 of 37.
fn shares_against_parts(case: &Case<'_>) -> Vec<Diagnostic> {
    let told = |denied: Denied| {
        let words = |range: &Range<usize>| case.prose()[range.clone()].to_owned();
        let message = Message::new("shares-in-text")
            .text("share", words(&denied.share))
            .text("count", words(&denied.part))
            .text("total", words(&denied.total))
            .text("right", denied.right.to_string());
        RULE.found(case.text.place(denied.share.clone()), message)
            .with_related(case.text.place(denied.part.clone()), Message::new("part-in-text"))
            .with_related(case.text.place(denied.total), Message::new("total-in-text"))
            .with_help(Message::new("parts-in-text-help"))
    };
    let denied = claims::denied(case.prose(), case.quantities(), case.claims(Topic::Members));
    denied.into_iter().map(told).collect()
}

fn against_facts(case: &Case<'_>, claims: &[&Claim]) -> Vec<Diagnostic> {
    let members = &case.story.profile.members;
    let mut found = Vec::new();
    for claim in claims {
        let (path, stated) = match &claim.what {
            What::Part(part, count) => match stated(members, *part) {
                Some(stated) if !can_agree(count, stated) => {
                    (part.field(), stated.text().to_owned())
                }
                _ => continue,
            },
            What::Band { ages, count, .. } => match band(members, *ages) {
                Some(stated) if !count.interval().contains(Number::from(stated)) => {
                    ("members.age_bands", stated.to_string())
                }
                _ => continue,
            },
            _ => continue,
        };
        let message = Message::new("parts-in-text-facts")
            .text("phrase", phrase(case, claim))
            .text("stated", stated);
        found.push(
            RULE.found(case.text.place(claim.range.clone()), message)
                .with_related(case.fact((path, Some(0))), Message::new("parts-stated"))
                .with_help(Message::new("members-total-in-text-help")),
        );
    }
    found
}

/// 女党员9名: the phrase with the words before its number.
fn phrase<'c>(case: &Case<'c>, claim: &Claim) -> &'c str {
    let item = crate::claims::clause::item_before(case.prose(), claim.range.start);
    case.prose()[claim.range.start - item.len()..claim.range.end].trim().trim_start_matches("其中")
}

fn stated(members: &Members, part: Part) -> Option<&Quantity> {
    match part {
        Part::Veteran => members.veteran.as_deref(),
        Part::Retired => members.retired.as_deref(),
        Part::Serving => members.serving.as_deref(),
        Part::Women => members.women.as_deref(),
    }
}

/// `None` also where `age-bands-total` has told of the bands already: one slip is told once.
fn band(members: &Members, ages: AgeRange) -> Option<u32> {
    let sum: u64 = members.age_bands.iter().map(|band| u64::from(band.count)).sum();
    let total = members.total.as_ref().filter(|_| members.bands_are_whole());
    if total.is_some_and(|total| !total.interval().contains(Number::from(sum))) {
        return None;
    }
    members.age_bands.iter().find(|band| band.range == ages).map(|band| band.count)
}

fn against_total(
    case: &Case<'_>,
    claims: &[&Claim],
    total: (&Claim, &Quantity),
) -> Vec<Diagnostic> {
    let parts = |wanted: fn(Part) -> bool| {
        let parts = claims.iter().filter_map(move |claim| match &claim.what {
            What::Part(part, count) if wanted(*part) => Some((*claim, count)),
            _ => None,
        });
        parts.collect::<Vec<_>>()
    };
    let apart = parts(|part| part != Part::Women);
    let women = parts(|part| part == Part::Women);
    let faults = [apart, women].into_iter().filter_map(|parts| {
        let (last, _) = parts.last()?;
        let mut sum = Number::ZERO;
        for (_, part) in &parts {
            sum = sum.checked_add(ends(part).0)?;
        }
        ends(total.1).1.filter(|most| sum > *most)?;
        let terms: Vec<_> = parts.iter().map(|(_, part)| part.text()).collect();
        Some(fault(
            case,
            last,
            total,
            Message::new("parts-in-text").text("terms", terms.join(" + ")),
        ))
    });
    faults.collect()
}

fn bands_against_total(
    case: &Case<'_>,
    claims: &[&Claim],
    total: (&Claim, &Quantity),
) -> Option<Diagnostic> {
    let bands = claims.iter().filter_map(|claim| match &claim.what {
        What::Band { ages, count, .. } => Some((*claim, *ages, count)),
        _ => None,
    });
    let bands: Vec<_> = bands.collect();
    let ranges: Vec<_> = bands.iter().map(|(_, ages, _)| *ages).collect();
    let counts: Option<Vec<u64>> = bands.iter().map(|(_, _, count)| count.exact_whole()).collect();
    let counts = counts.filter(|_| quantity::tiles(&ranges).is_exhaustive())?;
    let sum: u64 = counts.iter().sum();
    if total.1.interval().contains(Number::from(sum)) {
        return None;
    }
    let terms: Vec<_> = counts.iter().map(u64::to_string).collect();
    let message =
        Message::new("bands-in-text").text("terms", format!("{} = {sum}", terms.join(" + ")));
    Some(fault(case, bands.last()?.0, total, message))
}

fn fault(
    case: &Case<'_>,
    last: &Claim,
    total: (&Claim, &Quantity),
    message: Message,
) -> Diagnostic {
    RULE.found(case.text.place(last.range.clone()), message.text("total", total.1.text()))
        .with_related(case.text.place(total.0.range.clone()), Message::new("total-in-text"))
        .with_help(Message::new("parts-in-text-help"))
}
