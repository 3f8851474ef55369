//! Whether a number of people is said of all the members of the branch, and not of a team or of some of them.
//!
//! Entry points: [`is_ours`], [`speaks_of_team`], [`lists_parts`], [`OF_THEM`], [`ALL_BEHIND`].

use super::clause::sentence_before;
use super::team;
use super::text::{Subject, Text};

/// What a list of parts begins with.
pub(super) const OF_THEM: [&str; 4] = ["其中", "有的", "参加", "新增"];

/// What says, behind N名党员, that these are all.
pub(super) const ALL_BEHIND: [&str; 19] = [
    "全是",
    "全都",
    "都",
    "全部",
    "全体",
    "均",
    "人人",
    "个个",
    "皆",
    "平均",
    "齐",
    "中",
    "里",
    "没有一个",
    "没一个",
    "无一",
    "一个不",
    "一个没",
    "一个都",
];

/// Whether the sentence speaks of no other body.
pub(super) fn is_ours(text: &Text<'_>, at: usize) -> bool {
    text.subject(at) != Subject::Other
}

/// Whether the clause before is of a team: 组建宣讲队，有党员8名.
pub(super) fn speaks_of_team(text: &Text<'_>, at: usize) -> bool {
    let sentence = sentence_before(text.prose, at);
    let clauses: Vec<&str> = sentence.split(['，', ',', '；']).collect();
    let before = clauses.len().checked_sub(2).map_or("", |nth| clauses[nth]);
    // 支部组建宣讲团，现有成员15名
    let is_founded = team::is_made_at_end(before) || before.ends_with('”');
    let is_beside = (is_founded || !before.contains("支部"))
        && team::names_team(before)
        && !before.ends_with(['年', '月', '日']);
    is_beside || sentence.contains("其中") || team::is_told_of(text, at)
}

/// Whether the sentence is telling parts of the members already.
pub(super) fn lists_parts(text: &Text<'_>, at: usize) -> bool {
    let sentence = sentence_before(text.prose, at);
    ["其中", "包括", "包含"].iter().any(|word| sentence.contains(word))
}
