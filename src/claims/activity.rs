//! What the branch did, with its number: 开展主题党日12次, 藏书1200余册, 为4名老党员送学.
//!
//! Entry point: [`claims`]. Every number that no other fact holds is one: its name are the words between
//! the last verb and the number, else those behind the unit. Rates (每月1次), ranks and ages of persons are none.

use std::ops::Range;

use super::clause::{clause_before, clause_behind, is_han, sentence_before};
use super::{Claim, Doubt, What};
use crate::quantity::{Found, UnitKind};
use crate::slug;

/// Verbs behind which a name begins. 培训, 宣讲, 服务 and their like are none: they are what was done.
const VERBS: [&str; 63] = [
    "组建",
    "累计开展",
    "开展了",
    "开展",
    "开办",
    "办起",
    "举办了",
    "举办",
    "召开",
    "组织",
    "送去",
    "送出",
    "解决",
    "收集",
    "发放",
    "添置",
    "捐赠",
    "捐出",
    "募集",
    "争取",
    "推动",
    "完成",
    "提出",
    "发现",
    "建立",
    "建成",
    "打造",
    "编印",
    "编写",
    "编成",
    "创作",
    "参与",
    "参加",
    "接待",
    "讲授",
    "上报",
    "采写",
    "撰写",
    "整理",
    "化解",
    "登记",
    "动员",
    "走遍",
    "帮助",
    "展出",
    "实现",
    "带动",
    "覆盖",
    "协助",
    "认领",
    "代办",
    "获得",
    "讲",
    "为",
    "达",
    "共",
    "计",
    "了",
    "有",
    "到",
    "出",
    "给",
    "约",
];
/// Who takes part: a name of its own only with what they did (参与党员1500人次).
const MEMBERS: [&str; 3] = ["党员", "群众", "老党员"];
/// What says where, and that the noun stands behind the number: 走遍全县11个乡镇.
const WHERE: [&str; 10] = ["全县", "全市", "全区", "全镇", "全乡", "全省", "在", "内", "中", "等"];
/// Places of one character: 帮助12个村核对账目.
const PLACES: [&str; 5] = ["村", "镇", "乡", "校", "县"];
/// Words that say how often anew, or of each: no amount of its own.
const RATES: [&str; 5] = ["每", "人均", "户均", "平均", "均"];
/// What opens a window of time, up to 以来 or 来.
const WINDOWS: [&str; 9] =
    ["以来", "年来", "年多来", "年起", "今年", "去年", "上半年", "下半年", "期间"];
/// The longest name, in characters.
const LONGEST: usize = 20;

pub(super) fn claims(prose: &str, found: &[Found], known: &[Claim]) -> Vec<Claim> {
    let is_held = |one: &Found| {
        known.iter().any(|claim| {
            // 支部班子成员3名 is a fact of the members, even where it is not sure which.
            let is_fact = match claim.what {
                What::Total(_) | What::Part(..) | What::Committee(_) | What::Band { .. } => true,
                What::Average(_) | What::Groups(_) | What::Founded(_) | What::Renamed { .. } => {
                    claim.doubt.is_none()
                }
                What::Name(_) | What::Honour(_) | What::Activity { .. } => false,
            };
            is_fact && claim.range.start < one.range.end && one.range.start < claim.range.end
        })
    };
    let rest = found.iter().filter(|one| {
        counts(prose, one) && !is_held(one) && !is_rate(prose, one) && !is_of_others(prose, one)
    });
    let claims = rest.map(|one| {
        let name = name(prose, found, one);
        let doubt = (name.chars().count() < 2).then_some(Doubt::Other);
        let since = window(prose, one.range.start);
        let what = What::Activity { name, count: one.quantity.clone(), since };
        Claim { what, range: one.range.clone(), doubt }
    });
    claims.collect()
}

fn counts(prose: &str, one: &Found) -> bool {
    match one.quantity.kind() {
        UnitKind::People
        | UnitKind::Visits
        | UnitKind::Money
        | UnitKind::Count
        | UnitKind::Measure => true,
        UnitKind::Share => one.quantity.unit() == "%",
        // 累计服务时长逾8000小时.
        UnitKind::Time => {
            let clause = clause_before(prose, one.range.start).trim_end();
            ["时长", "学时", "工时", "课时"].iter().any(|word| clause.ends_with(word))
        }
        UnitKind::Age | UnitKind::Bare => false,
    }
}

fn is_rate(prose: &str, one: &Found) -> bool {
    let clause = clause_before(prose, one.range.start);
    let item = clause.rsplit('、').next().unwrap_or(clause);
    RATES.iter().any(|word| item.contains(word))
}

/// 表彰大会表彰了20个先进集体, 由辖区12家单位的党员组成: what others did, and where members come from.
fn is_of_others(prose: &str, one: &Found) -> bool {
    let clause = clause_before(prose, one.range.start).trim_start();
    let behind = clause_behind(prose, one.range.end);
    clause.contains("表彰大会") || clause.contains('由') && behind.ends_with("组成")
}

/// What is counted; may be empty.
fn name(prose: &str, found: &[Found], one: &Found) -> String {
    let own = own_words(prose, found, one);
    let cut = verb(own).map_or(0, |verb| verb.end);
    let before = trimmed(&own[cut..]);
    let behind = object(prose, one);
    // 组建4支志愿服务队, 走遍全县11个乡镇: what is done stands before the number, to what behind it.
    let is_open = VERBS.iter().any(|verb| verb.chars().count() >= 2 && before.ends_with(verb))
        || WHERE.iter().any(|word| before.ends_with(word));
    let is_object_behind = behind.chars().count() >= 2 && is_open;
    if before.chars().count() >= 2 && !is_object_behind {
        return last(before);
    }
    if behind.chars().count() >= 2 { behind.to_owned() } else { trimmed(own).to_owned() }
}

/// The words of the clause before a number that are not of a number before it.
fn own_words<'t>(prose: &'t str, found: &[Found], one: &Found) -> &'t str {
    let clause = clause_before(prose, one.range.start);
    let start = one.range.start - clause.len();
    let nth = found.partition_point(|other| other.range.start < one.range.start);
    let last = nth.checked_sub(1).map(|nth| found[nth].range.end);
    let after_digit = clause.rfind(|c: char| c.is_ascii_digit()).map(|at| start + at + 1);
    let from = last.max(after_digit).filter(|from| *from > start);
    let own = &prose[from.unwrap_or(start)..one.range.start];
    match own.rfind('、').filter(|_| from.is_some()) {
        Some(at) => &own[at + '、'.len_utf8()..],
        None => own,
    }
}

/// The last verb with a name behind it, as a word of its own: not the 为 of 行为, nor the 到 of 到会率.
fn verb(own: &str) -> Option<Range<usize>> {
    let mut ends = slug::word_ends(own);
    ends.insert(0, 0);
    let is_end = |at: &usize| ends.binary_search(at).is_ok();
    let places = VERBS.iter().flat_map(|verb| own.match_indices(verb));
    let words = places.map(|(at, verb)| at..at + verb.len());
    let words = words.filter(|word| is_end(&word.start) && is_end(&word.end));
    let has_name = |word: &Range<usize>| {
        let name = own[word.end..].trim();
        let is_bare = word.len() > '了'.len_utf8() && MEMBERS.contains(&name);
        name.chars().count() >= 2 && !is_bare
    };
    words.filter(has_name).max_by_key(|word| (word.end, word.start))
}

/// What stands right behind a number, up to what is done with it.
fn object<'t>(prose: &'t str, one: &Found) -> &'t str {
    let behind = clause_behind(prose, one.range.end);
    let end = behind.find(|c: char| !is_han(c) && !"“”".contains(c)).unwrap_or(behind.len());
    let words = behind[..end].trim_start_matches('的');
    let ends = slug::word_ends(words);
    let first = ends.first().map_or("", |end| &words[..*end]);
    let words =
        if PLACES.contains(&first) && ends.len() > 1 { &words[first.len()..] } else { words };
    let end = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
    trimmed(&words[..end])
}

fn trimmed(text: &str) -> &str {
    let text = text.trim().trim_start_matches(['了', '的', '、', '等', '和', '：']);
    text.trim_end_matches(['共', '计', '达', '近', '约', '了', '为', '有', '的', '：']).trim()
}

/// The last characters of a name that is too long.
fn last(name: &str) -> String {
    let skip = name.chars().count().saturating_sub(LONGEST);
    name.chars().skip(skip).collect()
}

/// 2023年以来 of the sentence. What the sentence before it says is not sure to go on.
fn window(prose: &str, at: usize) -> Option<String> {
    let text = sentence_before(prose, at);
    let word = WINDOWS.iter().filter_map(|word| Some((text.rfind(word)?, *word))).max();
    let Some((at, word)) = word else { return span(text) };
    let end = at + word.len();
    // 去年一年: the rest of its clause belongs to it.
    let rest = clause_behind(text, end);
    let end = if rest.chars().count() <= 2 { end + rest.len() } else { end };
    let clause = clause_before(text, end).trim();
    (clause.chars().count() <= 10 && !clause.is_empty()).then(|| clause.to_owned())
}

/// 2022年至2024年, a clause of its own.
fn span(text: &str) -> Option<String> {
    let mut clauses = text.split(['，', ',']).map(str::trim);
    let clause = clauses.rfind(|clause| {
        let years = clause.strip_suffix('年').unwrap_or_default();
        let ends = years.split_once(['至', '到', '-', '—', '～']);
        ends.is_some_and(|(first, last)| {
            let is_year = |year: &str| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
            is_year(first.trim_end_matches('年')) && is_year(last)
        })
    });
    clause.map(str::to_owned)
}
