//! What the branch did, with its number: 开展主题党日12次, 藏书1200余册, 为4名老党员送学.
//!
//! Entry point: [`claims`]. Every number that no other fact holds is one: its name are the words between
//! the last verb and the number, else those behind the unit. Rates (每月1次), ranks and ages of persons are none.

use super::clause::{clause_before, clause_behind, is_han, paragraph_before, sentence_before};
use super::{Claim, Doubt, What};
use crate::quantity::{Found, UnitKind};

/// Verbs behind which a name begins, longer ones first where one holds another.
const VERBS: [&str; 59] = [
    "组建",
    "累计开展",
    "开展了",
    "开展",
    "举办了",
    "举办",
    "召开",
    "组织",
    "送去",
    "送出",
    "解决",
    "收集",
    "发放",
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
    "服务",
    "宣讲",
    "讲授",
    "上报",
    "采写",
    "撰写",
    "培训",
    "化解",
    "登记",
    "帮助",
    "展出",
    "实现",
    "带动",
    "覆盖",
    "协助",
    "认领",
    "代办",
    "获得",
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
/// Words that say how often anew, or of each: no amount of its own.
const RATES: [&str; 5] = ["每", "人均", "户均", "平均", "均"];
/// What opens a window of time, up to 以来 or 来.
const WINDOWS: [&str; 8] = ["以来", "年来", "年多来", "今年", "去年", "上半年", "下半年", "期间"];
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
        let name = name(prose, one);
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
pub(super) fn name(prose: &str, one: &Found) -> String {
    let clause = clause_before(prose, one.range.start);
    // A number before this one ends what belongs to it.
    let start = clause.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let own = &clause[start..];
    let own = match own.rfind('、').filter(|_| start > 0) {
        Some(at) => &own[at + '、'.len_utf8()..],
        None => own,
    };
    let cut = VERBS
        .iter()
        .filter_map(|verb| own.rfind(verb).map(|at| at + verb.len()))
        .filter(|at| own[*at..].trim().chars().count() >= 2)
        .max();
    let before = trimmed(&own[cut.unwrap_or(0)..]);
    let behind = clause_behind(prose, one.range.end);
    let words: String =
        behind.chars().take_while(|c| is_han(*c) || "“”".contains(*c)).take(LONGEST).collect();
    // 组建4支志愿服务队, 帮助12个村核对账目: what is done stands before the number, to what behind it.
    let is_object_behind = words.chars().count() >= 2
        && VERBS.iter().any(|verb| verb.chars().count() >= 2 && before.ends_with(verb));
    if before.chars().count() >= 2 && !is_object_behind {
        return last(before);
    }
    if words.chars().count() >= 2 { trimmed(&words).to_owned() } else { trimmed(own).to_owned() }
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

/// 2023年以来 of the sentence, else of the paragraph.
fn window(prose: &str, at: usize) -> Option<String> {
    let sentence = sentence_before(prose, at);
    in_text(sentence).or_else(|| in_text(paragraph_before(prose, at - sentence.len())))
}

fn in_text(text: &str) -> Option<String> {
    let (at, word) = WINDOWS.iter().filter_map(|word| Some((text.rfind(word)?, *word))).max()?;
    let end = at + word.len();
    let clause = clause_before(text, end);
    let clause = clause.trim();
    (clause.chars().count() <= 10 && !clause.is_empty()).then(|| clause.to_owned())
}
