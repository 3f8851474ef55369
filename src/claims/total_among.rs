//! A number of members that stands among others or behind what says of whom it is: 军休干部130人，其中党员125人; 其中离退休党支部46名;
//! 由三个单位的退休党员组成，共33人; 党员不多，一共22名; 党员（含流动党员3名）46名.
//!
//! Entry point: [`is_among`].

use super::clause::{clause_before, is_han, item_before, item_behind, sentence_before};
use super::team::names_team;
use super::text::{Subject, Text, strip_any};
use super::total_subject::is_ours;
use crate::quantity::Found;

/// Those who need not be members: 离退休干部61人，其中党员48人.
const PEOPLE: [&str; 16] = [
    "军休干部",
    "军休人员",
    "老干部",
    "退休干部",
    "离休干部",
    "退休职工",
    "退休人员",
    "退休教师",
    "退休教职工",
    "退休民警",
    "退休干部职工",
    "退休老同志",
    "老同志",
    "退休工人",
    "退役军人",
    "退休医护人员",
];
/// What makes them those who came or were helped: 组织老同志120人，其中党员60人.
const GUESTS: [&str; 13] = [
    "参加", "组织", "慰问", "走访", "看望", "培训", "帮", "邀请", "选派", "发动", "吸引", "带领",
    "志愿",
];
/// What stands before a number that counts who was just named, longer words first.
const COUNTED: [&str; 22] = [
    "目前共有",
    "现在共有",
    "目前一共",
    "目前共",
    "目前有",
    "现在有",
    "如今有",
    "一共才",
    "一共有",
    "总共有",
    "现共有",
    "合计",
    "总计",
    "共计",
    "总共",
    "一共",
    "共有",
    "现有",
    "只有",
    "就有",
    "有",
    "共",
];
/// What is said of how many they are, before they are counted.
const MANY: [&str; 12] = [
    "不多",
    "不少",
    "不算多",
    "不算少",
    "最多",
    "最少",
    "较多",
    "众多",
    "虽少",
    "虽多",
    "虽然不多",
    "虽不多",
];

/// Whether the number is of all the members, by what stands before it in its sentence.
pub(super) fn is_among(text: &Text<'_>, found: &Found, item: &str) -> bool {
    let is_told = members_of_people(text, found, item)
        || branch_of_body(text, found, item)
        || counted_behind(text, found, item)
        || behind_today(text, found, item)
        || in_brackets(text, found)
        || behind_bracket(text, found);
    is_told && !is_past(item)
}

fn is_past(item: &str) -> bool {
    ["原", "曾", "当时"].iter().any(|word| item.contains(word))
}

/// What ends before the item that ends at `at`, without the mark between.
fn before_item<'t>(text: &Text<'t>, at: usize) -> &'t str {
    let end = at - item_before(text.prose, at).len();
    text.prose[..end].trim_end_matches(['，', ',', '（', '(', ' ', '；', '、'])
}

/// 所内军休干部130人，其中党员125人: whoever else they are, these are the members.
fn members_of_people(text: &Text<'_>, found: &Found, item: &str) -> bool {
    let is_item = ["其中党员", "其中有党员", "其中中共党员", "其中共有党员", "党员", "有党员"]
        .contains(&item)
        && !item_behind(text.prose, found.range.end).starts_with(is_han);
    if !is_item || !is_ours(text, found.range.start) {
        return false;
    }
    let before = before_item(text, found.range.start);
    let near = text.people_from(before.len().saturating_sub(64));
    let Some(whole) = near.take_while(|one| one.range.end <= before.len()).last() else {
        return false;
    };
    let noun = &before[whole.range.end..];
    let clause = clause_before(text.prose, whole.range.start);
    let lead = strip_any(clause, &["有", "共", "为", "计"]).unwrap_or(clause);
    let who = if noun.is_empty() {
        strip_any(lead, &PEOPLE)
    } else {
        PEOPLE.iter().find(|one| noun.ends_with(**one)).map(|_| clause)
    };
    let is_more = whole.quantity.exact_whole() > found.quantity.exact_whole();
    is_more
        && who.is_some_and(|who| !names_team(who) && !GUESTS.iter().any(|word| who.contains(word)))
}

/// 全局党员210名，其中离退休干部党支部46名; 其中离退休党支部的党员最多，有96名: a body is counted, and of it this branch.
fn branch_of_body(text: &Text<'_>, found: &Found, item: &str) -> bool {
    if !item.starts_with("其中") {
        return false;
    }
    let ends = !item_behind(text.prose, found.range.end).starts_with(is_han);
    let of_retired = |name: &str| {
        name.starts_with("其中")
            && name.ends_with("支部")
            && ["退休", "离休", "老干部", "军休", "老党员"].iter().any(|word| name.contains(word))
    };
    if let Some((name, rest)) = item.rsplit_once("支部") {
        let name = &item[..name.len() + "支部".len()];
        let rest = strip_any(rest, &COUNTED).unwrap_or(rest).trim_start_matches('的');
        let rest = strip_any(rest, &["党员"]).unwrap_or(rest);
        let rest = strip_any(rest, &COUNTED).unwrap_or(rest);
        return ends && rest.is_empty() && of_retired(name);
    }
    false
}

/// 由三个单位的退休党员组成，共33人; 支部的党员不多，一共22名: the clause before says who they are.
fn counted_behind(text: &Text<'_>, found: &Found, item: &str) -> bool {
    if !COUNTED.contains(&item) {
        return false;
    }
    let at = found.range.start;
    let behind = text.item_behind(found);
    let behind = ["党员", "老党员", "同志", "老同志", "成员"]
        .iter()
        .find_map(|noun| behind.strip_prefix(noun))
        .unwrap_or(behind);
    if behind.starts_with(is_han) || text.subject(at) != Subject::Branch {
        return false;
    }
    let before = before_item(text, at);
    let clause = clause_before(before, before.len());
    // What a bracket says between: 由机关、乡镇的退休党员组成（含企业2名），共33人.
    let is_made = clause.contains('由')
        && ["组成", "构成", "组建而成", "合并而成", "组建"].iter().any(|end| clause.ends_with(end))
        && !["委员", "班子", "支委", "书记"].iter().any(|word| clause.contains(word))
        // 由地质队的退休党员组成: where they come from.
        && clause.split_once('由').is_some_and(|(whose, _)| !names_team(whose));
    let is_many = strip_any(clause, &MANY)
        .and_then(|who| strip_any(who.trim_end_matches(['人', '数', '也', '并', '虽']), &["党员"]))
        .is_some_and(|who| {
            let who =
                strip_any(who.trim_end_matches('的'), &["离退休", "退休", "老"]).unwrap_or(who);
            let who = who.trim_end_matches('的');
            who.is_empty() || who.ends_with("支部")
        });
    // 支部的党员，全是老矿工，一共102人
    let is_kind = ["全是", "都是", "清一色是", "全部是"].iter().any(|all| clause.starts_with(all))
        && {
            let head = before[..before.len() - clause.len()].trim_end_matches(['，', ',']);
            clause_before(head, head.len()).trim().ends_with("支部的党员")
        };
    is_made || is_many || is_kind
}

/// 支部党员（58人）：男41人，…: the number stands in brackets of its own.
fn in_brackets(text: &Text<'_>, found: &Found) -> bool {
    let Some(before) = text.prose[..found.range.start].strip_suffix(['（', '(']) else {
        return false;
    };
    let behind = text.prose[found.range.end..].strip_prefix(['）', ')']);
    let whom = item_before(before, before.len()).trim();
    ["支部党员", "全体党员", "支部现有党员"].contains(&whom)
        && behind.is_some_and(|behind| !behind.starts_with(is_han))
        && is_ours(text, found.range.start)
}

/// 现在呢，43名党员，有了120平方米的活动室: a clause that says nothing but that it is of today.
fn behind_today(text: &Text<'_>, found: &Found, item: &str) -> bool {
    if !item.is_empty() || !text.prose[found.range.end..].starts_with(['党', '老']) {
        return false;
    }
    let behind = item_behind(text.prose, found.range.end);
    let before = before_item(text, found.range.start);
    let clause = clause_before(before, before.len()).trim();
    ["党员", "老党员"].contains(&behind)
        && ["现在呢", "现在", "如今", "如今呢", "眼下", "目前", "今天"].contains(&clause)
        && is_ours(text, found.range.start)
}

/// 现有党员（含流动党员3名）46名: what stands in brackets is among them.
fn behind_bracket(text: &Text<'_>, found: &Found) -> bool {
    let Some(before) = text.prose[..found.range.start].strip_suffix(['）', ')']) else {
        return false;
    };
    let Some(open) = sentence_before(before, before.len()).rfind(['（', '(']) else {
        return false;
    };
    let open = before.len() - sentence_before(before, before.len()).len() + open;
    let inner = &before[open..];
    let item = item_before(text.prose, open).trim();
    let noun = ["党员", "党员人数", "党员总数"].iter().find_map(|noun| item.strip_suffix(noun));
    let noun =
        noun.map(|rest| strip_any(rest, &["离退休干部", "离退休", "退休", "老"]).unwrap_or(rest));
    let is_led = noun.is_some_and(|rest| {
        rest.is_empty() || rest.ends_with("支部") || strip_any(rest, &COUNTED).is_some()
    });
    ["含", "包括", "其中", "不含"].iter().any(|word| inner.contains(word))
        && is_led
        && is_ours(text, open)
}
