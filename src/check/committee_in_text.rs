//! `committee-in-text`: the committee in the text is the committee in the facts.
//!
//! Why: 5名班子成员 cannot help anyone where there are three. A smaller number may be some of them
//! (2名支委参加培训), so it is compared only where the text says that these are all: 设支委2名, or lists them
//! beside the members: 现有党员33名，支部班子成员4名.

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::count::{can_agree, ends};
use crate::check::prose::clause_before;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::quantity::{Found, Quantity, UnitKind};

pub(super) const RULE: Rule = Rule::story("committee-in-text", Severity::Warning, check);

const NAMES: [&str; 8] = [
    "支部班子成员",
    "党支部班子成员",
    "班子成员",
    "支部委员会委员",
    "支部委员",
    "支委会成员",
    "支委委员",
    "支委",
];
const ALL: [&str; 10] =
    ["现有", "共有", "共", "设", "设有", "配备", "选出", "选举产生", "推选", "由"];

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let Some(committee) = case.story.profile.members.committee.as_deref() else {
        return Vec::new();
    };
    let people = case.quantities().iter().filter(|one| one.quantity.kind() == UnitKind::People);
    let others = people
        .filter(|one| !can_agree(&one.quantity, committee))
        .filter(|one| is_committee(case.prose(), one, committee));
    others
        .map(|one| {
            let message = Message::new("committee-in-text")
                .text("phrase", one.quantity.text())
                .text("committee", committee.text());
            RULE.found(case.text.place(one.range.clone()), message)
                .with_related(
                    case.fact(("members.committee", None)),
                    Message::new("committee-stated").text("committee", committee.text()),
                )
                .with_help(Message::new("members-total-in-text-help"))
        })
        .collect()
}

/// Whether the sentence tells how many members the branch has, and then of whom they are:
/// 现有党员33名，其中女党员6名，支部班子成员4名.
fn lists_members(prose: &str, at: usize) -> bool {
    let sentence = prose[..at].rsplit(['。', '；', '\n']).next().unwrap_or_default();
    ["现有党员", "共有党员", "有党员"].iter().any(|words| sentence.contains(words))
}

/// Whether the people counted there are the whole committee, or more than there are.
fn is_committee(prose: &str, found: &Found, committee: &Quantity) -> bool {
    let before = clause_before(prose, found.range.start).trim_end();
    let behind = &prose[found.range.end..];
    let follows = NAMES.iter().any(|name| behind.starts_with(name));
    let leads = NAMES.iter().find_map(|name| before.strip_suffix(name));
    let is_more = ends(committee).1.is_some_and(|most| ends(&found.quantity).0 > most);
    match leads {
        Some("" | "支部" | "党支部") => lists_members(prose, found.range.start),
        Some(rest) => ALL.iter().any(|word| rest.ends_with(word)),
        // 与其他支部的5名支委: not ours.
        None if before.contains("其他") || before.contains("各") => false,
        None => follows && (is_more || ALL.iter().any(|word| before.ends_with(word))),
    }
}
