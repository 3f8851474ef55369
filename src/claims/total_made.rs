//! A branch that is told by whom it is made of: 由41名60岁以上的老党员组成.
//!
//! Entry points: [`is_made_of`], [`are_the_branch`], [`is_grouped`], [`is_beside_veterans`].

use super::clause::{clause_behind, sentence_before, sentence_behind};
use super::team;
use super::text::{Subject, Text};
use super::total_subject::{is_ours, lists_parts};
use crate::quantity::Found;

/// 由41名60岁以上的老党员组成, 48位平均年龄66岁的老党员组成了一支队伍: the branch was just named, and these are all of it.
pub(super) fn are_the_branch(text: &Text<'_>, found: &Found, item: &str) -> bool {
    let at = found.range.start;
    if !item.is_empty() && !["由", "主要由", "支部由"].contains(&item) {
        return false;
    }
    let clause = clause_behind(text.prose, found.range.end);
    let Some((who, _)) = clause.split_once("党员组成") else { return false };
    who.chars().count() <= 16
        && !team::names_team(who)
        && !who.contains(['名', '位'])
        // 11名老党员组成“和事佬”工作室 of another sentence are some.
        && sentence_before(text.prose, at).contains("支部")
        && text.subject(at) == Subject::Branch
        && !lists_parts(text, at)
}

/// 支部是由21名退休供销人组成的集体: whoever they are, the branch is made of them. A team that is made of some is none.
pub(super) fn is_made_of(text: &Text<'_>, found: &Found, item: &str) -> bool {
    if !item.ends_with("是由") {
        return false;
    }
    let clause = clause_behind(text.prose, found.range.end);
    let Some((who, what)) = clause.split_once("组成") else { return false };
    ["", "的集体", "的支部", "的党支部"].contains(&what)
        && who.chars().count() <= 10
        && is_ours(text, found.range.start)
}

/// 按居住地编成9个党小组, behind the members.
pub(super) fn is_grouped(behind: &str) -> bool {
    let clause = behind.split(['，', '。', '；', '\n']).next().unwrap_or_default();
    ["编成", "分成", "划分为", "划分成", "编入", "分为", "编为"]
        .iter()
        .any(|verb| clause.contains(verb))
        && ["党小组", "小组", "片区", "网格"].iter().any(|group| clause.ends_with(group))
}

/// 退休党员33名、离休党员1名: whether the other part follows a number.
pub(super) fn is_beside_veterans(text: &Text<'_>, found: &Found) -> bool {
    let behind = sentence_behind(text.prose, found.range.end);
    behind.trim_start_matches(['、', '，', ',', '和']).starts_with("离休")
}
