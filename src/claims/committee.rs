//! How many the committee are: 支部班子成员3名, 支委会由5人组成, 书记1名、委员4名.
//!
//! Entry point: [`claims`]. A smaller number may be some of them (2名支委参加培训): told with a doubt.

use memchr::memmem;

use super::clause::{
    clause_before, clause_behind, item_before, paragraph_before, sentence_before, sentence_behind,
};
use super::committee_offices::{OFFICES, offices, sum};
use super::committee_persons::{is_counted_by_name, others_and};
use super::committee_size::{is_counted_in, is_size_of_body, takes_office};
use super::text::{Subject, Text, strip_any};
use super::{Claim, Doubt, What, committee_named};
use crate::prefilter;
use crate::quantity::{self, Found};

/// What the committee is called, longer names before those they end with.
const BODIES: [&str; 15] = [
    "支部一班人",
    "支部委员会",
    "支委会班子",
    "支委会",
    "支委班子",
    "支部领导班子",
    "支部班子",
    "领导班子",
    "委员会班子",
    "委员会",
    "班子",
    "支委",
    "支委一班人",
    "班子一班人",
    "一班人",
];
/// Who is of it.
const NOUNS: [&str; 4] = ["组成人员", "成员", "委员", "人员"];
/// What says that these are all.
const ALL: [&str; 25] = [
    "选配",
    "配强",
    "选优",
    "选齐",
    "现共有",
    "现设有",
    "现设",
    "现任",
    "目前有",
    "现有",
    "共有",
    "设立",
    "设有",
    "下设",
    "设",
    "配备",
    "配齐",
    "选举产生",
    "选出",
    "选",
    "产生",
    "推选出",
    "推选",
    "由",
    "共",
];
/// What a form calls it.
const LABELS: [&str; 17] = [
    "班子成员数",
    "班子成员人数",
    "支委会人数",
    "支部委员数",
    "班子成员",
    "支部班子成员",
    "支委人数",
    "支委会成员",
    "班子人数",
    "支部委员",
    "支委",
    "支委会",
    "支部班子",
    "委员人数",
    "支委数",
    "支委成员",
    "支部委员会",
];
const FILL: [&str; 20] = [
    "总共",
    "现由",
    "目前由",
    "现在由",
    "现为",
    "现有",
    "一共有",
    "一共",
    "只设",
    "仅设",
    "只有",
    "共有",
    "共计",
    "共",
    "由",
    "为",
    "是",
    "有",
    "达",
    "设",
];
/// Committees of others.
const OTHERS: [&str; 13] = [
    "帮助",
    "指导",
    "协助",
    "其他",
    "其它",
    "各",
    "业主",
    "居委",
    "村委",
    "关工委",
    "党委",
    "总支",
    "家长",
];

pub(super) fn claims(text: &Text<'_>, known: &[Claim]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for found in text.heads() {
        let is_past = claims.last().is_some_and(|last| found.range.start < last.range.end);
        if is_past || known.iter().any(|claim| claim.range == found.range && claim.doubt.is_none())
        {
            continue;
        }
        // 一班人有7个：书记示例甲，5名委员分管…: some of those who were just counted.
        let counted = claims.last().filter(|last| last.doubt.is_none());
        if counted.is_some_and(|all| is_some_of(text, all, found)) {
            claims.extend(
                stated(text, found).map(|one| Claim { doubt: Some(Doubt::Partial), ..one }),
            );
            continue;
        }
        let others =
            || others_and(text, found).and_then(|all| sum(found.range.clone(), all, found));
        claims.extend(offices(text, found).or_else(others).or_else(|| stated(text, found)));
    }
    claims.extend(one_each(text));
    claims.extend(committee_named::claims(text, &claims));
    doubt_others(text, &mut claims);
    claims
}

/// 支部班子成员5人。书记某某退休前任主任，四名委员都是科室负责人: with the secretary they are those who were counted before.
fn doubt_others(text: &Text<'_>, claims: &mut [Claim]) {
    let count = |one: &Claim| {
        if let What::Committee(count) = &one.what { count.exact_whole() } else { None }
    };
    let sure = claims.iter().filter(|one| one.doubt.is_none());
    let Some(all) = sure.filter_map(count).max() else { return };
    for one in claims.iter_mut().filter(|one| one.doubt.is_none()) {
        let is_rest = count(one).is_some_and(|rest| rest + 1 == all)
            && text.prose[one.range.end..].starts_with("委员")
            && sentence_before(text.prose, one.range.start).contains("书记");
        if is_rest {
            one.doubt = Some(Doubt::Partial);
        }
    }
}

/// Whether a smaller number stands in the sentence in which all of the committee were counted.
fn is_some_of(text: &Text<'_>, all: &Claim, found: &Found) -> bool {
    let What::Committee(count) = &all.what else { return false };
    text.is_one_sentence(&all.range, &found.range)
        && found.quantity.exact_whole() < count.exact_whole()
}

/// 书记、组织委员、宣传委员各一名: 一名 is no number elsewhere.
fn one_each(text: &Text<'_>) -> Vec<Claim> {
    let has_any = memmem::find(text.prose.as_bytes(), "各一".as_bytes()).is_some();
    if !prefilter::passes(has_any) {
        return Vec::new();
    }
    let each = ["各一名", "各一人"].iter().flat_map(|word| text.prose.match_indices(word));
    let claims = each.filter_map(|(at, word)| {
        // 支部不设委员会，设书记、副书记各一名
        if sentence_before(text.prose, at).contains("不设") {
            return None;
        }
        let list = clause_before(text.prose, at);
        let items: Vec<&str> = list.split('、').collect();
        let first = items.first()?.trim_start_matches('设').trim_start_matches("有");
        let is_list = items.len() > 1
            && first.ends_with("书记")
            && items.iter().all(|item| OFFICES.iter().any(|office| item.ends_with(office)));
        let unit = &word["各一".len()..];
        let what = quantity::parse_quantity(&format!("{}{unit}", items.len())).ok()?;
        let range = at - list.len()..at + word.len();
        is_list.then_some(Claim { what: What::Committee(what), range, doubt: None })
    });
    claims.collect()
}

fn stated(text: &Text<'_>, found: &Found) -> Option<Claim> {
    let doubt = (!is_whole(text, found)?).then_some(Doubt::Partial);
    let at = found.range.start;
    // 先后有5任书记、23名委员: of all the years.
    let behind = &text.prose[found.range.end..];
    let is_past = ["先后", "历任", "历届"].iter().any(|word| text.clause(at).contains(word))
        // 支委由3名增加到5名
        || GROWN.iter().any(|word| behind.starts_with(word))
        // 补选支委1名
        || ADDED.iter().any(|word| text.clause(at).contains(word));
    let is_others = is_past || OTHERS.iter().any(|word| text.clause(at).contains(word));
    if is_others || text.subject(at) == Subject::Other {
        return None;
    }
    let what = What::Committee(found.quantity.clone());
    Some(Claim { what, range: found.range.clone(), doubt })
}

/// `None` where no committee is counted; whether these are all of it.
fn is_whole(text: &Text<'_>, found: &Found) -> Option<bool> {
    let at = found.range.start;
    let clause = text.clause(at);
    if text.label(at).is_some_and(|label| LABELS.contains(&label)) {
        return Some(true);
    }
    if is_made_of(text, found, clause)
        || is_counted_in(clause)
        || takes_office(text, found, clause)
        || lists_offices(clause)
        || holds(text, found, clause)
        || is_counted_by_name(text, found)
        || is_size_of_body(text, found, clause)
    {
        return Some(true);
    }
    let bare = strip_any(clause, &FILL).unwrap_or(clause);
    if bare == "委员" && follows_body(text, at) || has_grown(clause) {
        return Some(true);
    }
    if let Some(rest) = without_name(bare) {
        return is_behind_name(text, found, (clause, bare), rest);
    }
    let behind = text.prose[found.range.end..].trim_start_matches(' ');
    // 支委会7名成员全部由学员担任
    let is_of_body = BODIES.iter().any(|body| clause.ends_with(body));
    if is_of_body && NOUNS.iter().any(|noun| behind.starts_with(noun)) {
        return Some(true);
    }
    if let Some(name) = name_before(behind) {
        return Some(is_before_name(text, found, name));
    }
    is_elected(text, found, clause)
}

/// 支委3名, 本届支委会有委员5人: whether these are all of it, where its name stands before them and `rest` before that.
fn is_behind_name(
    text: &Text<'_>,
    found: &Found,
    (clause, bare): (&str, &str),
    rest: &str,
) -> Option<bool> {
    let at = found.range.start;
    // 本届支委会有委员5人: the committee and then its members.
    let named = rest.strip_suffix(['有', '设']).filter(|_| bare.ends_with("委员"));
    let rest = named
        .and_then(without_name)
        .unwrap_or(rest)
        .trim_end_matches("本届")
        .trim_end_matches("现任")
        // 支部的班子是五个人
        .trim_end_matches('的');
    let rest = item_before(rest, rest.len()).trim_start_matches('“').trim_end();
    // 如今支委会有5人
    let rest = strip_any(rest, &["如今", "现在", "目前", "眼下"]).unwrap_or(rest);
    // 支委是5个人
    let ends = text.item_behind(found);
    let is_complete = ends.is_empty() || ends.contains("组成") || ends.starts_with("分");
    let is_named =
        rest.is_empty() || rest.ends_with("支部") || rest.ends_with("党") || rest.ends_with("一届");
    // 32名党员平均年龄74.5岁，有支委3人
    let is_named = is_named || rest == "有";
    let newly = strip_any(rest, &["新一届", "首届"]).unwrap_or(rest);
    let is_anchored = strip_any(newly, &ALL).is_some();
    // 支部委员会现有成员5名
    let is_had =
        ["现有成员", "现任成员", "共有成员", "现有委员"].iter().any(|end| bare.ends_with(end));
    let is_body = is_had || ["会", "班子", "一班人"].iter().any(|end| bare.ends_with(end));
    // 支部支委三名，: a sentence begins with it.
    let opens = ["支委", "支部班子成员", "支委会成员", "支部委员", "支部委员会成员", "支部委员会委员"]
        .iter()
        .any(|name| bare.ends_with(name) || bare.replacen("现任", "", 1).ends_with(name))
        && (bare == clause.trim()
            || strip_any(clause.trim(), &["一共有", "一共", "总共", "是", "为", "共", "有", "就"])
                == Some(bare))
        // 支部班子成员3名，党员12名参加: some of them.
        && !["参加", "参与", "走访", "慰问", "带队", "赴", "前往", "出席"]
            .iter()
            .any(|verb| sentence_behind(text.prose, found.range.end).contains(verb));
    let is_listed = is_named && is_complete && (is_body || opens || tells_members(text, at));
    // 他当选为书记。…委员4名: the secretary may be one more.
    let is_rest = (rest.is_empty() || is_anchored)
        && bare.trim_start_matches('设') == "委员"
        && paragraph_before(text.prose, at).contains("书记")
        || rest.contains('另');
    (is_anchored || is_listed || is_body && is_named).then_some(!is_rest)
}

/// 3名支委都是退休干部: whether these are all of it, where its name stands behind them.
fn is_before_name(text: &Text<'_>, found: &Found, name: &str) -> bool {
    let (at, clause) = (found.range.start, text.clause(found.range.start));
    let behind = &text.prose[found.range.end..].trim_start_matches(' ')[name.len()..];
    let is_all = [
        "都",
        "均",
        "全部",
        "各管",
        "各包",
        "各负",
        "各有",
        "分管",
        "，平均年龄",
        "分工",
        "分片",
        "分头负责",
        "平均年龄",
    ]
    .iter()
    .any(|word| behind.starts_with(word));
    // 5位支委轮流值班: two would be some of them.
    let is_shared = found.quantity.exact_whole() >= Some(3)
        && [
            "中，",
            "里，",
            "中有",
            "分头",
            "轮流",
            "每人",
            "人人",
            "个个",
            "，一个",
            "，每人",
            "，分别",
            "，各",
        ]
        .iter()
        .any(|word| behind.starts_with(word));
    let is_all = is_all || is_shared;
    let is_anchored = strip_any(clause.trim_end_matches('了'), &ALL).is_some();
    // 10名党员，3名支委，平均年龄68岁: between commas, beside the members.
    let is_listed =
        name != "委员" && behind.starts_with(['，', ',', '；', '。']) && tells_members(text, at);
    let is_had = name != "委员" && ["支部有", "支部现有", "支部现在有"].contains(&clause);
    let is_theirs = ["", "支部", "支部的", "我们支部的", "党支部的"].contains(&clause);
    is_anchored || is_had || (is_all || is_listed) && is_theirs
}

/// 推选出3名…担任书记、委员: whether these are all of it.
fn is_elected(text: &Text<'_>, found: &Found, clause: &str) -> Option<bool> {
    strip_any(clause, &["推选出", "推选", "选出", "选举产生", "选举"])?;
    let clause = sentence_behind(text.prose, found.range.end);
    let office = clause
        .split(['。', '；'])
        .next()
        .filter(|rest| rest.contains("担任") || rest.contains("为"))?;
    let names_members = office.contains("委员");
    (names_members || office.contains("书记")).then_some(names_members)
}

/// 选举产生新一届支委会，委员7名: the clause before ends with the committee.
fn follows_body(text: &Text<'_>, at: usize) -> bool {
    let before = &text.prose[..at - clause_before(text.prose, at).len()];
    let body = before.strip_suffix(['，', ',']).map(|before| clause_before(before, before.len()));
    body.is_some_and(|body| strip_any(body.trim(), &BODIES).is_some())
}

/// What a committee has become: 支委由3名增加到5名.
const GROWN: [&str; 6] = ["增加到", "增加至", "增至", "扩大到", "调整为", "增加为"];

/// What adds to a committee: how many it adds says nothing of how many there are.
const ADDED: [&str; 4] = ["补选", "增补", "增选", "递补"];

fn has_grown(clause: &str) -> bool {
    let grown = strip_any(clause, &GROWN);
    let body = grown.and_then(|before| before.split_once(['由', '从']));
    body.is_some_and(|(body, _)| without_name(body.trim()).is_some())
}

/// 由3人组成支部委员会, 支委会由书记、组织委员、宣传委员3人组成.
fn is_made_of(text: &Text<'_>, found: &Found, clause: &str) -> bool {
    let behind = text.prose[found.range.end..].trim_start_matches(' ');
    // 由甲、乙、丙3位同志组成
    let of_persons = behind
        .strip_prefix("同志")
        .filter(|rest| clause.contains('由') || rest.starts_with("组成") && clause.contains('选'));
    let Some(rest) = of_persons.unwrap_or(behind).strip_prefix("组成") else { return false };
    // 组成的支委会, 组成新一届支委会
    let named = rest.trim_start_matches('的').trim_start_matches("新一届");
    let makes_body = BODIES.iter().any(|body| named.starts_with(body));
    // 3人组成支委会, 选出了5名同志组成新一届支委会
    let is_chosen = ["选出", "选出了", "选举产生", "推选出", "推选", "选举"]
        .iter()
        .any(|verb| clause.ends_with(verb));
    if makes_body && (clause.is_empty() || is_chosen) {
        return true;
    }
    if clause.ends_with('由') {
        // 本届支委会2022年选举产生，由5人组成: the clause before names it.
        let before = &text.prose[..found.range.start - clause.len()];
        let mut before_mark = before.chars();
        before_mark.next_back();
        let last = clause_before(before_mark.as_str(), before_mark.as_str().len());
        let is_last = clause == "由" && BODIES.iter().any(|body| last.contains(body));
        return makes_body || is_last;
    }
    let body = clause.split_once('由').map(|(body, _)| body);
    let is_listed =
        of_persons.is_some() || ["委员", "书记", "等"].iter().any(|end| clause.ends_with(end));
    is_listed && (makes_body || body.is_some_and(|body| without_name(body).is_some()))
}

/// 支委会设书记、副书记和组织、宣传、纪检委员共5名.
fn lists_offices(clause: &str) -> bool {
    let list = strip_any(clause, &["共计", "共", "等"]).unwrap_or_default();
    list.ends_with("委员") && list.contains("书记") && !list.contains(|c: char| c.is_ascii_digit())
}

/// 支部委员由5名退休的同志担任, 班子成员由5名老校长组成.
fn holds(text: &Text<'_>, found: &Found, clause: &str) -> bool {
    let behind = clause_behind(text.prose, found.range.end);
    let body = clause.strip_suffix('由').and_then(without_name);
    body.is_some() && ["担任", "组成"].iter().any(|verb| behind.contains(verb))
}

/// A clause without what the committee is called at its end: 支部委员会成员, 支委, 委员.
fn without_name(clause: &str) -> Option<&str> {
    let bare = strip_any(clause, &NOUNS);
    // 支部委员会现有成员5名
    let inner = bare.and_then(|bare| strip_any(bare, &["现有", "共有", "现任", "有", "设有"]));
    let body = strip_any(bare.unwrap_or(clause), &BODIES).or_else(|| strip_any(inner?, &BODIES));
    // 支部成员 are all of the branch.
    body.or_else(|| clause.strip_suffix("委员"))
        .map(|rest| rest.strip_suffix("支部").filter(|_| body.is_none()).unwrap_or(rest))
}

/// What the committee or those of it are called at the start of `behind`: 支委会成员, 支部委员.
fn name_before(behind: &str) -> Option<&str> {
    let of_body = BODIES.iter().find_map(|body| {
        let rest = behind.strip_prefix(body)?;
        let noun = NOUNS.iter().find(|noun| rest.starts_with(**noun)).map_or(0, |noun| noun.len());
        Some(body.len() + noun)
    });
    let alone = || ["支部委员", "委员"].iter().find(|name| behind.starts_with(**name));
    Some(&behind[..of_body.or_else(|| alone().map(|name| name.len()))?])
}

/// Whether the sentence tells how many members the branch has, or when it was founded.
fn tells_members(text: &Text<'_>, at: usize) -> bool {
    let own = sentence_before(text.prose, at);
    // 现有党员19名，平均年龄68岁。支部班子成员3名。
    let start = at - own.len();
    let before = text.prose[..start].trim_end_matches(['。', '！']);
    let is_short = !own.contains(['，', '；']);
    let before = if is_short { sentence_before(before, before.len()) } else { "" };
    let sentence = format!("{before}{own}");
    [
        "党员",
        "党小组",
        "平均年龄",
        "书记由",
        "支部于",
        "支部建于",
        "成立",
        "组建",
        "建立",
        "始建",
        "设立",
        "建支",
    ]
    .iter()
    .any(|word| sentence.contains(word))
}
