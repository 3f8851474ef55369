//! The number of members where no sentence says of one that it is all of them: 支部的24名党员，大半辈子和水打交道.
//!
//! Entry point: [`only_number`].

use super::clause::{item_before, item_behind, sentence_before};
use super::team;
use super::text::{Subject, Text};
use super::then::is_then;
use super::total_subject::{OF_THEM, lists_parts, speaks_of_team};
use crate::quantity::Found;

/// The first number of members, where no sentence says of a number that it is all of them: 支部的24名党员，大半辈子和水打交道. It is
/// the branch's where the branch is spoken of and no larger number of members stands in the text.
pub(super) fn only_number<'t>(text: &Text<'t>) -> Option<&'t Found> {
    let counts: Vec<&Found> = text.heads().filter(|found| counts_members(text, found)).collect();
    let first = *counts.first()?;
    let largest = counts.iter().filter_map(|found| found.quantity.exact_whole()).max()?;
    let is_largest = first.quantity.exact_whole() == Some(largest) && largest >= 3;
    let at = first.range.start;
    let item = item_before(text.prose, at).trim();
    let behind = item_behind(text.prose, first.range.end);
    // 12名党员参加, 有5名党员获得: some of them.
    let is_some = OF_THEM.iter().any(|word| item.contains(word))
        || SOME.iter().any(|word| behind.contains(word) || item.contains(word));
    // 成立之初有党员8名; the numbers of a branch beside which this one works
    let is_other = is_then(text, at)
        || ["该支部", "结对", "帮扶"]
            .iter()
            .any(|word| sentence_before(text.prose, at).contains(word))
        || team::counts(item)
        || ["走访", "慰问", "看望", "为", "给", "岁以上", "岁及以上"]
            .iter()
            .any(|word| item.contains(word));
    // 成立于2007年5月，党员13人: of whom the title speaks.
    let is_untold = item == "党员" && text.subject(at) == Subject::Unsaid;
    let is_ours = (text.subject(at) == Subject::Branch || is_untold) && !lists_parts(text, at);
    (is_largest && !is_some && !is_other && is_ours && !speaks_of_team(text, at)).then_some(first)
}

/// What is said of some of the members.
const SOME: [&str; 25] = [
    "女", "男", "离休", "参加", "参与", "获得", "获", "被评", "担任", "报名", "结对", "退役",
    "困难", "高龄", "卧床", "志愿", "带头", "捐", "入党", "党龄", "发展", "新入", "新增", "新转",
    "新吸",
];

/// 24名党员, 党员18名, 28名退休科技工作者组成.
fn counts_members(text: &Text<'_>, found: &Found) -> bool {
    let behind = item_behind(text.prose, found.range.end);
    let near: String = behind.chars().take(10).collect();
    let item = item_before(text.prose, found.range.start);
    near.contains("党员") && !near.contains("党员家")
        || item.ends_with("党员")
        // 由退休干部29名、退休职工12名组成: one of several.
        || behind.ends_with("组成") && !text.prose[..found.range.start - item.len()].ends_with('、')
}
