//! A branch that is told by its size: 一个27人的离退休党支部; 支部不大，46个人; 党员以退休职工为主，现有46人; 花名册上是46人.
//!
//! Entry point: [`tells_size`]. Only what is said of the branch itself counts: a team of 46 is none.

use super::clause::{clause_before, is_han, item_before, item_behind, sentence_before};
use super::team;
use super::text::{Subject, Text, strip_any};
use super::total_subject::{is_ours, speaks_of_team};
use crate::quantity::Found;

/// What stands before the size of a branch: 有一个27人的党支部.
const ONE: [&str; 8] = ["一个", "这个", "那个", "有个", "是个", "一支", "这支", "个"];
/// What joins a branch that is not this one.
const BESIDE: [&str; 9] = ["与", "和", "同", "跟", "帮", "结对", "最", "另", "原"];
/// What may stand behind a register, before its number.
const WRITTEN: [&str; 8] =
    ["上写着", "上记着", "上登记着", "上登记的有", "上登记的是", "上一共是", "上是", "里有"];
/// What is said of how large a branch is, before its members are counted.
const LARGE: [&str; 10] = [
    "不大",
    "不算大",
    "很小",
    "不小",
    "规模不大",
    "规模不小",
    "人不多",
    "人数不多",
    "人不少",
    "虽小",
];
/// What a register and a list of other people belongs to.
const OTHERS: [&str; 4] = ["社区", "成员", "委员", "志愿"];

pub(super) fn tells_size(text: &Text<'_>, found: &Found, item: &str) -> bool {
    is_size_of_branch(text, found, item)
        || is_register(text, found, item)
        || is_behind_kind(text, found, item)
        || is_behind_size(text, found, item)
        || is_counted_at_founding(text, found, item)
        || is_everybody(text, found)
        || is_behind_many(text, found, item)
}

/// 群员47名，正好是支部全部党员: whoever is counted, all of the branch are.
fn is_everybody(text: &Text<'_>, found: &Found) -> bool {
    let behind = text.prose[found.range.end..].trim_start_matches(['，', ',']);
    let all = ["正好是", "恰好是", "刚好是", "正是", "就是", "也就是"]
        .iter()
        .find_map(|is| behind.strip_prefix(is));
    all.is_some_and(|all| {
        [
            "支部全部党员",
            "支部全体党员",
            "支部的全部党员",
            "支部的全体党员",
            "全支部党员",
            "全支部的党员",
        ]
        .iter()
        .any(|all_of| all.strip_prefix(all_of).is_some_and(|rest| !rest.starts_with(is_han)))
    })
}

/// 支部成立于2015年，一共才24个人: how many there are, right behind when it was founded.
fn is_counted_at_founding(text: &Text<'_>, found: &Found, item: &str) -> bool {
    let behind = text.item_behind(found);
    if !["一共", "一共才", "总共", "总共才", "一共就", "总共就", "拢共", "统共"].contains(&item)
        || !behind.is_empty()
    {
        return false;
    }
    let clause = clause_above(text, found);
    // 俺们都归乡机关离退休党支部，2011年立的，拢共34个人
    let is_told =
        clause.contains("支部") || sentence_before(text.prose, found.range.start).contains("支部");
    is_told
        && ["成立", "组建", "建于", "始建", "建立", "立的", "建的"]
            .iter()
            .any(|verb| clause.contains(verb))
        && !names_others(&clause.replace("社区", ""))
        && text.subject(found.range.start) == Subject::Branch
}

/// 一个27人的离退休党支部, 这是一个46人的支部: the number says how large a branch is.
fn is_size_of_branch(text: &Text<'_>, found: &Found, item: &str) -> bool {
    let behind = item_behind(text.prose, found.range.end);
    let Some(whose) = behind.strip_prefix('的') else { return false };
    // 这个46人的支部，平均年龄71岁
    let end = whose.find("支部").map(|at| at + "支部".len());
    let is_branch = end.is_some_and(|end| {
        whose[..end].chars().count() <= 14
            && !whose[..end].contains(['的', '和', '与'])
            && !team::names_team(&whose[..end])
            && !whose[end..].starts_with(is_han)
    });
    is_branch
        && strip_any(item, &ONE).is_some_and(|head| !BESIDE.iter().any(|word| head.contains(word)))
}

/// 花名册上是46人, 名册上写着46人.
fn is_register(text: &Text<'_>, found: &Found, item: &str) -> bool {
    let Some(head) = strip_any(item, &WRITTEN) else { return false };
    let Some(whose) = strip_any(head, &["党员花名册", "党员名册", "花名册", "名册"])
    else {
        return false;
    };
    !item_behind(text.prose, found.range.end).trim_start_matches("党员").starts_with(is_han)
        && !names_others(whose)
        && text.subject(found.range.start) == Subject::Branch
        && !speaks_of_team(text, found.range.start)
}

/// Whether words name a team or others who are counted.
fn names_others(words: &str) -> bool {
    team::names_team(words) || OTHERS.iter().any(|other| words.contains(other))
}

/// The clause before the one that a number stands in.
fn clause_above<'t>(text: &Text<'t>, found: &Found) -> &'t str {
    let start = found.range.start - item_before(text.prose, found.range.start).len();
    let before = text.prose[..start].trim_end_matches(['，', ',']);
    clause_before(before, before.len()).trim()
}

/// 党员以退休职工为主，现有46人: the clause before says who they are.
fn is_behind_kind(text: &Text<'_>, found: &Found, item: &str) -> bool {
    if !["现有", "共有", "共", "一共", "目前有", "现在有", "有"].contains(&item)
        || item_behind(text.prose, found.range.end).starts_with(is_han)
    {
        return false;
    }
    let clause = clause_above(text, found);
    let is_mostly = clause.contains('以')
        && ["为主", "为主体", "居多"].iter().any(|end| clause.ends_with(end))
        || ["党员多为", "党员大多是", "党员多是", "党员主要是", "党员大多为", "党员主要为"]
            .iter()
            .any(|word| clause.contains(word));
    let is_of_members = clause.starts_with("党员") || clause.contains("支部");
    is_mostly
        && is_of_members
        && !names_others(clause)
        && text.subject(found.range.start) == Subject::Branch
}

/// 支部不大，46个人，平均年龄71岁.
fn is_behind_size(text: &Text<'_>, found: &Found, item: &str) -> bool {
    let behind = text.item_behind(found);
    if !["", "只有", "就", "也就", "总共", "才"].contains(&item) || !["", "党员"].contains(&behind)
    {
        return false;
    }
    let clause = clause_above(text, found);
    named_large(clause) && is_ours(text, found.range.start)
}

/// 党员多，有118名，离休的2名: the clause before says whether they are many.
fn is_behind_many(text: &Text<'_>, found: &Found, item: &str) -> bool {
    let clause = clause_above(text, found);
    ["有", "共有", "一共有", "就", "只有"].contains(&item)
        && text.item_behind(found).is_empty()
        && ["党员多", "党员不多", "党员不少", "党员很多", "党员少"].contains(&clause)
        && text.subject(found.range.start) == Subject::Branch
}

/// 支部不大, 我们支部虽小.
fn named_large(clause: &str) -> bool {
    let named = strip_any(clause, &LARGE).map(|head| head.trim_end_matches(['并', '虽', '也']));
    named.is_some_and(|head| head.ends_with("支部"))
}
