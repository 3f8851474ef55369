//! `members-total-in-text`: the total in the text is the total in the facts.
//!
//! Why: 现有党员22名 in the text and 23 in the table: one of them is last year's. Only phrases that
//! can mean nothing but the whole branch are compared: 现有党员N名, 共有N名党员, 对N名退休党员 … 全面.
//! A sentence that speaks of another body (党委, 总支, 全县) or another time is left alone.

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::count::can_agree;
use crate::check::prose::{clause_before, sentence_before, sentence_behind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::quantity::{Found, UnitKind};

pub(super) const RULE: Rule = Rule::story("members-total-in-text", Severity::Warning, check);

/// What opens a statement of the total.
const ANCHORS: [&str; 4] = ["现共有", "目前有", "现有", "共有"];
/// What may stand between the anchor and 党员 without meaning a part of the members.
const WHOLE: [&str; 6] = ["离退休干部", "离退休", "正式", "中共", "在册", ""];
/// Who else may be counted, or when, in a sentence.
const OTHERS: [&str; 20] = [
    "总支",
    "党委",
    "党组",
    "下设",
    "下辖",
    "所辖",
    "全市",
    "全县",
    "全省",
    "全区",
    "全国",
    "全局",
    "全系统",
    "社区",
    "之初",
    "当时",
    "最初",
    "起初",
    "分别",
    "各支部",
];
/// What says that nobody is left out.
const ALL: [&str; 5] = ["全面", "全体", "全部", "逐一", "普遍"];

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let Some(total) = case.story.profile.members.total.as_deref() else { return Vec::new() };
    let people = case.quantities().iter().filter(|one| one.quantity.kind() == UnitKind::People);
    let others = people
        .filter(|one| !can_agree(&one.quantity, total))
        .filter(|one| is_total(case.prose(), one));
    others
        .map(|one| {
            let message = Message::new("members-total-in-text")
                .text("phrase", one.quantity.text())
                .text("total", total.text());
            let stated = Message::new("age-bands-total-stated").text("total", total.text());
            RULE.found(case.text.place(one.range.clone()), message)
                .with_related(case.fact(("members.total", None)), stated)
                .with_help(Message::new("members-total-in-text-help"))
        })
        .collect()
}

/// Whether the people counted there can only be all members of the branch.
pub(super) fn is_total(prose: &str, found: &Found) -> bool {
    let before = clause_before(prose, found.range.start).trim_end();
    let behind = &prose[found.range.end..];
    let follows = strip_whole(behind).is_some_and(|rest| rest.starts_with("党员"));
    let leads = before.strip_suffix("党员").or_else(|| before.strip_suffix("党员总数"));
    let anchor = match leads {
        Some(leads) => WHOLE.iter().find_map(|word| strip_anchor(leads.strip_suffix(word)?)),
        None if follows => strip_anchor(before),
        None => None,
    };
    if anchor.is_none() && !before.ends_with('对') {
        return false;
    }
    let sentence =
        (sentence_before(prose, found.range.start), sentence_behind(prose, found.range.end));
    if OTHERS.iter().any(|word| sentence.0.contains(word)) {
        return false;
    }
    if let Some(subject) = anchor {
        return subject.trim().is_empty() || subject.trim_end().ends_with("支部");
    }
    let is_retired = behind.starts_with("退休党员") || follows;
    before.ends_with('对') && is_retired && ALL.iter().any(|word| sentence.1.contains(word))
}

fn strip_anchor(text: &str) -> Option<&str> {
    ANCHORS.iter().find_map(|anchor| text.trim_end().strip_suffix(anchor))
}

fn strip_whole(text: &str) -> Option<&str> {
    WHOLE.iter().find_map(|word| text.strip_prefix(word).filter(|rest| rest.starts_with("党员")))
}
