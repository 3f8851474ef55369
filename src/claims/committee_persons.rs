//! A committee whose members are named: 由甲任书记，乙、丙任委员; 书记：甲, one office a line; 支委会成员：甲（书记）、乙（组织委员）; 他和另外4名委员.
//!
//! Entry points: [`claims`], [`others_and`], [`is_counted_by_name`]. People are counted and not named.

use std::ops::Range;

use memchr::memmem;

use super::clause::{
    clause_before, clause_behind, is_han, near_before, sentence_before, sentence_behind,
};
use super::text::{Text, strip_any};
use crate::quantity::Found;

/// Offices, longer words before those they begin with.
const OFFICES: [&str; 13] = [
    "副书记",
    "书记",
    "组织委员",
    "宣传委员",
    "纪检委员",
    "纪律检查委员",
    "青年委员",
    "生活委员",
    "学习委员",
    "文体委员",
    "统战委员",
    "委员",
    "支委",
];
/// What says that somebody holds an office, longer words first.
const HOLD: [&str; 10] =
    ["分别担任", "共同担任", "当选为", "担任", "兼任", "当选", "推选为", "任", "为", "是"];
/// What stands before those who hold one.
const CHOSEN: [&str; 12] = [
    "选举产生了由",
    "选举产生由",
    "选举产生了",
    "选举产生",
    "推选出",
    "推选",
    "选举",
    "选出",
    "由",
    "现由",
    "现",
    "一致",
];
/// What may stand behind the last office.
const ENDS: [&str; 6] = ["", "的支部委员会", "的支委会", "的支部班子", "的班子", "等职"];
/// How far a list of offices goes, in bytes.
const REACH: usize = 480;

/// Who holds which office, in one clause.
struct Held {
    people: usize,
    leads: bool,
    others: bool,
}

/// The committee that is named at the byte `at` of a 书记: where, and how many.
pub(super) fn claims(text: &Text<'_>, at: usize) -> Option<(Range<usize>, usize)> {
    by_clauses(text, at).or_else(|| by_brackets(text, at))
}

/// The clauses from the one that holds byte `at` on, of which each says who holds an office.
fn by_clauses(text: &Text<'_>, at: usize) -> Option<(Range<usize>, usize)> {
    let start = start_of_clause(text.prose, at);
    let mut end = (start + REACH).min(text.prose.len());
    while !text.prose.is_char_boundary(end) {
        end -= 1;
    }
    let region = text.prose[start..end].split('。').next().unwrap_or_default();
    let (mut people, mut clauses, mut length) = (0, 0, 0);
    let (mut leads, mut others) = (false, false);
    for clause in region.split_inclusive(['，', ',', '；', ';', '\n']) {
        let bare = clause.trim_end_matches(['，', ',', '；', ';', '\n']).trim();
        let Some(held) = held(bare) else {
            // 其他委员三名: not all of them were understood.
            if ["委员", "支委"].iter().any(|word| bare.contains(word))
                && bare.contains(['名', '位', '人'])
            {
                return None;
            }
            break;
        };
        if held.leads && leads {
            break;
        }
        people += held.people;
        clauses += 1;
        length += clause.len();
        leads |= held.leads;
        others |= held.others;
    }
    let is_whole = leads && others && (clauses > 1 || people > 2) && people > 1;
    let length =
        text.prose[start..start + length].trim_end_matches(['，', ',', '；', ';', '\n']).len();
    is_whole.then_some((start..start + length, people))
}

fn start_of_clause(prose: &str, at: usize) -> usize {
    let before = near_before(prose, at);
    let cut = before.char_indices().rev().find(|(_, c)| "。，；\n,;！？".contains(*c));
    at - cut.map_or(before.len(), |(place, c)| before.len() - place - c.len_utf8())
}

/// 示例甲任书记, 委员由示例乙、示例丙担任, 书记：示例甲, 副书记示例乙、委员示例丙.
fn held(clause: &str) -> Option<Held> {
    respectively(clause)
        .or_else(|| holds(clause))
        .or_else(|| is_held_by(clause))
        .or_else(|| offices_and_names(clause))
}

/// 书记、组织委员、宣传委员分别由示例甲、示例乙、示例丙担任.
fn respectively(clause: &str) -> Option<Held> {
    let (offices, who) = clause.split_once("分别由")?;
    let people = persons(strip_any(who, &["担任", "兼任"])?)?;
    let offices: Option<Vec<&str>> = offices.split(['、', '和']).map(office_alone).collect();
    let offices = offices.filter(|offices| offices.len() == people)?;
    Some(Held { people, leads: offices.contains(&"书记"), others: people > 1 })
}

/// 示例乙、示例丙同志任委员.
fn holds(clause: &str) -> Option<Held> {
    let (who, what) = HOLD.iter().find_map(|verb| clause.split_once(verb))?;
    let who = CHOSEN.iter().find_map(|word| who.rsplit_once(word)).map_or(who, |(_, who)| who);
    let people = persons(who)?;
    let what = ENDS.iter().rev().find_map(|end| what.strip_suffix(end)).unwrap_or(what);
    let offices: Option<Vec<&str>> = what.split(['、', '和', '及']).map(office_alone).collect();
    let offices = offices?;
    Some(Held {
        people,
        leads: offices.contains(&"书记"),
        others: offices.iter().any(|one| !one.ends_with("书记")),
    })
}

/// 书记由示例甲担任, 委员是示例乙、示例丙.
fn is_held_by(clause: &str) -> Option<Held> {
    let clause = own(clause);
    let office = OFFICES.iter().find(|office| clause.starts_with(**office))?;
    let rest = &clause[office.len()..];
    let rest = ["由", "为", "是", "：", ":"].iter().find_map(|mark| rest.strip_prefix(mark))?;
    let who =
        strip_any(rest.trim(), &["共同担任", "分别担任", "担任", "兼任"]).unwrap_or(rest.trim());
    Some(Held {
        people: persons(who)?,
        leads: *office == "书记",
        others: !office.ends_with("书记"),
    })
}

/// 副书记示例乙、委员示例丙、示例丁: names behind their office.
fn offices_and_names(clause: &str) -> Option<Held> {
    let mut told = Held { people: 0, leads: false, others: false };
    let mut has_office = false;
    for item in clause.split(['、', ' ', '　']).filter(|item| !item.is_empty()) {
        let item = own(item);
        // 支委：书记 示例甲
        let item = item
            .rsplit_once(['：', ':'])
            .filter(|(head, _)| head.starts_with("支委"))
            .map_or(item, |(_, item)| item);
        let office = OFFICES.iter().find(|office| item.starts_with(**office));
        let name = office.map_or(item, |office| &item[office.len()..]);
        has_office |= office.is_some();
        told.leads |= office == Some(&"书记");
        told.others |= office.is_some_and(|office| !office.ends_with("书记"));
        if name.is_empty() && office.is_some() {
            continue;
        }
        told.people += persons(name).filter(|people| *people == 1)?;
    }
    has_office.then_some(told)
}

/// 支部书记 without 支部, 我们支部的书记 without whose.
fn own(text: &str) -> &str {
    let words = ["我们支部的", "党支部的", "支部的", "我支部", "党支部", "支部", "党"];
    words.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text)
}

fn office_alone(text: &str) -> Option<&'static str> {
    let text = own(text.trim());
    OFFICES.iter().copied().find(|office| *office == text)
}

/// How many people a list names: 示例乙、示例丙同志.
fn persons(list: &str) -> Option<usize> {
    let list = strip_any(
        list.trim(),
        &["三位同志", "两位同志", "等同志", "同志", "二人", "两人", "三人", "四人"],
    )
    .unwrap_or(list);
    let names: Vec<&str> =
        list.split(['、', '和', '与']).map(|name| name.trim().trim_end_matches("同志")).collect();
    let is_name = |name: &&str| {
        (2..=4).contains(&name.chars().count())
            && name.chars().all(is_han)
            && !name.contains([
                '任', '党', '员', '委', '书', '的', '了', '在', '是', '为', '退', '由', '局', '名',
                '位', '另',
            ])
    };
    names.iter().all(is_name).then_some(names.len())
}

/// 支委会成员：示例甲（书记）、示例乙（组织委员）.
fn by_brackets(text: &Text<'_>, at: usize) -> Option<(Range<usize>, usize)> {
    let open = near_before(text.prose, at);
    if !open.trim_end_matches("支部").trim_end_matches('党').ends_with(['（', '(']) {
        return None;
    }
    let start = start_of_clause(text.prose, at);
    let list = sentence_behind(text.prose, start);
    let mut people = 0;
    let mut length = 0;
    for item in list.split_inclusive(['）', ')']) {
        let bare = item.trim_start_matches(['、', '，', ',', '；', '和', ' ']);
        let Some((name, office)) = bare.split_once(['（', '(']) else { break };
        let name = name.rsplit(['：', ':', '由']).next().unwrap_or(name);
        let name = ["成员", "支委", "组成", "委员"]
            .iter()
            .find_map(|word| name.rsplit_once(word))
            .map_or(name, |(_, name)| name);
        let office = own(office.trim_end_matches(['）', ')']));
        let is_office =
            OFFICES.iter().any(|one| office.split(['、', '兼', '，']).next() == Some(*one));
        if !is_office || persons(name) != Some(1) {
            break;
        }
        people += 1;
        length += item.len();
    }
    (people > 1).then_some((start..start + length, people))
}

/// 支部书记示例甲，另有4名委员; 由他和另外4名委员组成: how many with those who are named before, where a number counts the others.
pub(super) fn others_and(text: &Text<'_>, found: &Found) -> Option<u64> {
    let behind = &text.prose[found.range.end..];
    let is_member = ["委员", "支委", "支部委员", "同志任委员", "同志为委员", "同志担任委员"]
        .iter()
        .any(|noun| behind.starts_with(noun));
    let clause = text.clause(found.range.start);
    let others = ["另有", "另外还有", "另外有", "另外", "另设", "还有", "另"];
    // 另有支委4名
    let noun = strip_any(clause, &["支部委员", "支委", "委员"])
        .filter(|_| !behind.starts_with(is_han))
        .and_then(|clause| strip_any(clause, &others));
    // 某某兼任支部书记，支部委员由4名老党员担任
    let held = ["支部委员由", "支委由", "委员由"]
        .iter()
        .find_map(|head| clause.strip_suffix(head))
        .filter(|_| clause_behind(text.prose, found.range.end).contains("担任"));
    let lead = strip_any(clause, &others).filter(|_| is_member).or(noun).or(held)?;
    let lead = lead.trim_end_matches(['和', '与', '及', '、']);
    // 支委会由他和另外4名委员组成
    let is_whom = lead.ends_with(['他', '她', '我'])
        && clause_behind(text.prose, found.range.end).contains("组成");
    let sentence = sentence_before(text.prose, found.range.start);
    let before = &sentence[..sentence.len().saturating_sub(clause.len() - lead.len())];
    let named =
        memmem::find_iter(before.as_bytes(), "书记").filter(|at| is_named(before, *at)).count();
    let named = if is_whom { 1 } else { u64::try_from(named).ok()? };
    let is_ours =
        !["党委书记", "总支书记", "党组书记", "村支书"].iter().any(|word| before.contains(word));
    (named > 0 && named <= 2 && is_ours)
        .then(|| found.quantity.exact_whole().map(|others| others + named))?
}

/// Whether the 书记 at a byte is somebody, and not counted: 支部书记示例甲, 书记由某人兼任; 书记1名, 原村支部书记.
fn is_named(text: &str, at: usize) -> bool {
    let behind =
        text[at + "书记".len()..].split(['，', ',', '；', '、', '。']).next().unwrap_or_default();
    let before = clause_before(text, at);
    let before = before.strip_suffix('副').unwrap_or(before);
    let is_ours =
        before.is_empty() || before.ends_with("支部") || before.ends_with(['、', '任', '为']);
    let is_counted = behind.starts_with(|c: char| c.is_ascii_digit() || "一两各".contains(c));
    is_ours
        && !is_counted
        && (!behind.trim().is_empty()
            || before.trim_end_matches("支部").trim_end_matches('党').ends_with(['任', '为']))
}

/// 支委成员示例甲、示例乙、示例丙三人分片包干: as many names as the number says.
pub(super) fn is_counted_by_name(text: &Text<'_>, found: &Found) -> bool {
    let clause = text.clause(found.range.start).trim_end_matches(['等', '这']);
    let heads = ["支委会成员", "支部班子成员", "班子成员", "支委成员", "支部委员", "支委", "委员"];
    // 新一届支委会由我和示例乙、示例丙3人组成
    if let Some((me, names)) = made_of(text, found, clause) {
        let count = persons(names).and_then(|count| u64::try_from(count + me).ok());
        return count.is_some_and(|count| count > 1 && found.quantity.exact_whole() == Some(count));
    }
    let Some((_, names)) = heads.iter().find_map(|head| clause.split_once(head)) else {
        return false;
    };
    let names = names.trim_start_matches(['有', '由', '为', '是']);
    let count = persons(names).and_then(|count| u64::try_from(count).ok());
    count.is_some_and(|count| count > 1 && found.quantity.exact_whole() == Some(count))
}

/// The names of those whom a committee is made of, and how many stand before them without a name: 我和.
fn made_of<'t>(text: &Text<'t>, found: &Found, clause: &'t str) -> Option<(usize, &'t str)> {
    let (head, names) = clause.rsplit_once('由')?;
    let is_body = ["支委会", "支部委员会", "班子"].iter().any(|body| head.ends_with(body));
    let is_made = clause_behind(text.prose, found.range.end).ends_with("组成");
    let me = ["我和", "我与", "他和", "她和"].iter().find_map(|me| names.strip_prefix(me));
    (is_body && is_made).then(|| me.map_or((0, names), |rest| (1, rest)))
}
