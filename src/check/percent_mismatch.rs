//! `percent-mismatch`: a share beside a count fits the count and the total, within rounding.
//!
//! Why: 45名,占54.2% of 82 members is 54.9%; the share was computed of 83. Told only where the
//! share follows the count with 占 and fits no other number of people in the paragraph either.

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::quantity::{Found, Qualifier, UnitKind};

pub(super) const RULE: Rule = Rule::story("percent-mismatch", Severity::Warning, check);

/// What may stand between count and share, with punctuation and 约 left out.
const OF_ALL: [&str; 11] = [
    "占",
    "占比",
    "占总数",
    "占总数的",
    "占党员总数",
    "占党员总数的",
    "占总人数的",
    "占全体党员的",
    "占支部党员的",
    "占支部党员总数的",
    "占支部党员总数",
];

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let Some(total) = &case.story.profile.members.total else { return Vec::new() };
    let Some(total_count) = total.exact_whole() else { return Vec::new() };
    let pairs =
        case.quantities().windows(2).filter(|pair| is_share(case.prose(), &pair[0], &pair[1]));
    let wrong = pairs.filter_map(|pair| {
        let (count, share) = (pair[0].quantity.exact_whole()?, &pair[1].quantity);
        let mut bases = bases(case, &pair[0]);
        bases.push(total_count);
        let percent = share.text().trim_end_matches(['%', '％']).trim();
        if bases.iter().any(|base| fits(count, *base, percent)) {
            return None;
        }
        let message = Message::new("percent-mismatch")
            .text("count", pair[0].quantity.text())
            .text("share", share.text())
            .text("total", total.text())
            .text("right", rounded(count, total_count, decimals(percent)));
        Some(
            RULE.found(case.text.place(pair[1].range.clone()), message)
                .with_help(Message::new("percent-mismatch-help")),
        )
    });
    wrong.collect()
}

fn is_share(prose: &str, count: &Found, share: &Found) -> bool {
    let is_pair = count.quantity.kind() == UnitKind::People
        && share.quantity.kind() == UnitKind::Share
        && share.quantity.qualifier() == Qualifier::Exact
        && share.quantity.text().ends_with(['%', '％']);
    let is_of_all = || {
        // 党员 may follow the count: 45名党员,占54.9%.
        let between = prose[count.range.end..share.range.start].trim_start_matches("党员");
        OF_ALL.contains(&between.trim_start_matches(['，', ',', '（', '(', '、', ' ']))
    };
    is_pair && is_of_all()
}

/// Other numbers of people in the paragraph: the share may be one of them.
fn bases(case: &Case<'_>, count: &Found) -> Vec<u64> {
    let prose = case.prose();
    let start = prose[..count.range.start].rfind('\n').unwrap_or(0);
    let near = case
        .quantities()
        .iter()
        .filter(|one| one.range.start >= start && one.range.start < count.range.start);
    let people = near.filter(|one| one.quantity.kind() == UnitKind::People);
    people.filter_map(|one| one.quantity.exact_whole()).collect()
}

fn decimals(percent: &str) -> usize {
    percent.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

#[expect(clippy::cast_precision_loss, reason = "members of a branch are few")]
fn exact(count: u64, base: u64) -> f64 {
    100.0 * count as f64 / base as f64
}

fn rounded(count: u64, base: u64, decimals: usize) -> String {
    format!("{:.decimals$}%", exact(count, base))
}

/// Whether `percent` is the share rounded, or cut off.
fn fits(count: u64, base: u64, percent: &str) -> bool {
    let Ok(stated) = percent.parse::<f64>() else { return true };
    if base == 0 || decimals(percent) > 4 {
        return true;
    }
    let unit = 0.1_f64.powi(i32::try_from(decimals(percent)).unwrap_or_default());
    let off = exact(count, base) - stated;
    (-0.5 * unit - 1e-9..unit).contains(&off)
}
