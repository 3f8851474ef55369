//! `branch-name-in-text`: the text tells of the branch that the facts name.
//!
//! Why: a profile is begun as a copy of another one, and the text of one branch stands under the name of
//! another. Told only where the text names a branch as its own and nowhere the one of the facts, not even
//! shortened (人社局 for 人力资源和社会保障局) or by a former name.

use crate::check::Rule;
use crate::check::case::Case;
use crate::claims::{Topic, What};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("branch-name-in-text", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let branch = &case.story.profile.branch;
    let Some(own) = branch.name.as_deref() else { return Vec::new() };
    let former = branch.former_names.iter().map(|former| &*former.name);
    let names: Vec<&str> = std::iter::once(own).chain(former).collect();
    let mut told = Vec::new();
    for claim in case.claims(Topic::Name) {
        let What::Name(name) = &claim.what else { continue };
        if names.iter().any(|own| can_be(own, name)) {
            return Vec::new();
        }
        if claim.doubt.is_none() {
            told.push((claim.range.clone(), name));
        }
    }
    let is_named = |name: &&str| case.prose().contains(*name);
    let Some((range, name)) = told.into_iter().next().filter(|_| !names.iter().any(is_named))
    else {
        return Vec::new();
    };
    let message = Message::new("branch-name-in-text").text("told", name.as_str()).text("name", own);
    let fault = RULE
        .found(case.text.place(range), message)
        .with_related(case.fact(("branch.name", None)), Message::new("branch-name-stated"))
        .with_help(Message::new("branch-name-in-text-help"));
    vec![fault]
}

/// Whether two names may be of one branch: the characters of the shorter one stand in the longer one in
/// that order.
fn can_be(one: &str, two: &str) -> bool {
    let (one, two) = (core(one), core(two));
    let (short, long) =
        if one.chars().count() <= two.chars().count() { (one, two) } else { (two, one) };
    let mut rest = long.chars();
    !short.is_empty() && short.chars().all(|c| rest.any(|other| other == c))
}

/// A name without the words that are left out or put in freely.
fn core(name: &str) -> String {
    let mut core: String = name.chars().filter(|c| !c.is_whitespace() && *c != '第').collect();
    for word in ["离退休", "退休", "离休", "干部", "职工", "老", "党", "支部", "部门", "委员会"]
    {
        core = core.replace(word, "");
    }
    core
}
