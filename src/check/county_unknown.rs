//! `county-unknown`: the county of a branch is one that `site.yaml` lists.
//!
//! Why: 示列县 for 示例县 gets a page of its own, and the branch is missing on the right one. A site that
//! lists no counties takes any.

use crate::check::Rule;
use crate::check::case::Case;
use crate::config::Term;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::schema;

pub(super) const RULE: Rule = Rule::story("county-unknown", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let counties = &case.text.office.counties;
    let Some(county) = case.story.profile.branch.county.as_deref() else { return Vec::new() };
    let is_it = |term: &Term| term.name == county || term.aliases.iter().any(|one| one == county);
    if counties.is_empty() || counties.iter().any(is_it) {
        return Vec::new();
    }
    let names: Vec<_> = counties.iter().map(|term| term.name.as_str()).collect();
    let message = Message::new("county-unknown").text("county", county);
    let fault = RULE.found(case.fact(("branch.county", None)), message);
    vec![fault.with_help(match schema::nearest(county, names.iter().copied()) {
        Some(name) => Message::new("did-you-mean").text("name", name),
        None => Message::new("county-unknown-help").text("counties", names.join(" ")),
    })]
}
