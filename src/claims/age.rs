//! How old the members are: the average, and how many of which age.
//!
//! Entry point: [`claims`]. An average of a team, of readers or of the committee is none of the branch.

use super::clause::{clause_before, is_han, sentence_before};
use super::text::{Subject, Text, strip_any};
use super::{Claim, What};
use crate::quantity::{AgeRange, Found, UnitKind};

/// What may stand between 平均年龄 and the age.
const FILL: [&str; 14] = ["平均下来有", "平均下来", "超过了", "正好", "约", "已经", "高达", "达到", "已达", "为", "是", "达", "已", "在"];
/// What may stand between an age and how many are of it.
const BETWEEN: [&str; 20] = [
    "",
    "的",
    "的有",
    "的党员",
    "的党员有",
    "党员",
    "党员有",
    "的老党员",
    "老党员",
    "有",
    "的共",
    "仅有",
    "的仅有",
    "：",
    ":",
    "的老党员有",
    "高龄党员",
    "的高龄党员",
    "高龄党员有",
    "的高龄党员有",
];
/// Who else may have an average age, in the same clause.
const GROUPS: [&str; 17] = [
    "队员",
    "团员",
    "学员",
    "会员",
    "成员",
    "志愿者",
    "委员",
    "支委",
    "班子",
    "离休",
    "书记",
    "宣讲员",
    "教师团",
    "队伍",
    "观众",
    "居民",
    "小组",
];

pub(super) fn claims(text: &Text<'_>, known: &[Claim]) -> Vec<Claim> {
    let is_age = |one: &&Found| one.quantity.kind() == UnitKind::Age;
    let mut claims = Vec::new();
    for found in text.found.iter().filter(is_age) {
        // 平均年龄77岁，支委会班子5人，平均年龄68岁: the second is of the committee.
        let is_second = || !claims.is_empty() && is_of_group(text, found);
        if is_average(text, found, known) && !is_second() {
            let what = What::Average(found.quantity.clone());
            claims.push(Claim { what, range: found.range.clone(), doubt: None });
        }
    }
    claims.extend(bands(text));
    claims
}

fn is_average(text: &Text<'_>, found: &Found, known: &[Claim]) -> bool {
    let clause = clause_before(text.prose, found.range.start).trim_end();
    // 年龄结构：平均71.8岁
    let is_row = clause == "平均"
        && text
            .label(found.range.start - clause_before(text.prose, found.range.start).len())
            .is_some_and(|label| ["年龄结构", "年龄情况", "年龄", "党员年龄"].contains(&label));
    if is_row || text.label(found.range.start) == Some("平均年龄") {
        return true;
    }
    let bare = strip_any(clause, &FILL).unwrap_or(clause);
    // 有74名党员，平均73.8岁: nothing else has an age.
    let bare_age = || {
        bare.strip_suffix("平均").filter(|whose| {
            whose.is_empty() || whose.ends_with("党员") || ["年纪", "年龄"].contains(whose)
        })
    };
    let Some(whose) = strip_any(bare, &["平均年龄", "人均年龄", "平均年纪", "平均岁数", "年龄平均", "年纪平均"]).or_else(bare_age) else {
        return false;
    };
    // 党员13人，平均年龄75岁: nobody else is named.
    let sentence = sentence_before(text.prose, found.range.start);
    let is_untold = clause == "平均年龄"
        && sentence.split(['，', ',']).any(|part| part.starts_with("党员"))
        && text.subject(found.range.start) == Subject::Unsaid;
    if is_untold && !is_of_group(text, found) {
        return true;
    }
    let whose = strip_any(whose, &["目前", "现在", "如今"]).unwrap_or(whose);
    let whose = whose.trim_end_matches('的');
    if GROUPS.iter().any(|word| whose.contains(word)) {
        return false;
    }
    let is_all = ["大家", "他们", "她们", "老同志们", "老伙计们"].contains(&whose);
    if whose.ends_with("党员") || whose.ends_with("支部") || is_all {
        return text.subject(found.range.start) != Subject::Other;
    }
    let totals =
        known.iter().filter(|claim| matches!(claim.what, What::Total(_)) && claim.doubt.is_none());
    let mut totals = totals.filter(|total| total.range.end <= found.range.start);
    // 现有党员40名：离休2名，退休38名。平均年龄75.1岁.
    let is_next = |total: &Claim| {
        let between = text.prose.get(total.range.end..found.range.start).unwrap_or("\n");
        clause.starts_with("平均年龄")
            // 党员24人。其中女党员9人。平均年龄71.2岁.
            && between.matches('。').count() <= 1 + usize::from(between.starts_with("。其中"))
            && !between.contains('\n')
    };
    let is_told =
        totals.any(|total| text.is_one_sentence(&total.range, &found.range) || is_next(total));
    is_told || text.subject(found.range.start) == Subject::Branch && !is_of_group(text, found)
}

/// Whether the sentence counts others right before: 学员35名，平均年龄64岁.
fn is_of_group(text: &Text<'_>, found: &Found) -> bool {
    let clause = clause_before(text.prose, found.range.start);
    let before = &text.prose[..found.range.start - clause.len()];
    let before = before.trim_end_matches(|c| "，,；;：:".contains(c));
    let last = clause_before(before, before.len());
    // 10名党员，3名支委，平均年龄68岁: the committee is told in passing.
    let is_count = ["支委", "委员"].iter().any(|word| last.trim().ends_with(word))
        && last.trim().starts_with(|c: char| c.is_ascii_digit());
    // 离休老大姐1名，平均年龄69岁: a part of the members is told in passing as well.
    let last = last.trim_start_matches("其中").trim();
    let is_part = ["离休", "女", "退休"].iter().any(|word| last.starts_with(word))
        && last.ends_with(['名', '人', '位'])
        && text.subject(found.range.start) == Subject::Branch;
    if is_part {
        return false;
    }
    let is_group = GROUPS.iter().any(|word| last.contains(word)) && !is_count;
    // 从部队退休的军官
    is_group || last.replace("部队", "").replace("军队", "").contains('队') || last.contains('会')
}

/// 70-79岁5人, 80岁以上的有2人; `70-8043人` is none.
fn bands(text: &Text<'_>) -> Vec<Claim> {
    let pairs = text.found.windows(2).filter_map(|pair| {
        let (age, count) = (&pair[0], &pair[1]);
        let is_pair =
            age.quantity.kind() == UnitKind::Age && count.quantity.kind() == UnitKind::People;
        if !is_pair {
            return None;
        }
        let between = text.prose[age.range.end..count.range.start].trim();
        let ends = !text.prose[count.range.end..].starts_with(is_han);
        if !ends || !BETWEEN.contains(&between) || text.subject(age.range.start) == Subject::Other {
            return None;
        }
        let label = age.quantity.text();
        let ages = AgeRange::parse(label).ok().filter(|ages| ages.min != ages.max)?;
        let (label, count_of) = (label.to_owned(), count.quantity.clone());
        let what = What::Band { label, ages, count: count_of };
        Some(Claim { what, range: age.range.start..count.range.end, doubt: None })
    });
    let mut bands: Vec<Claim> = pairs.collect();
    let ages =
        |band: &Claim| if let What::Band { ages, .. } = band.what { Some(ages) } else { None };
    let stated: Vec<AgeRange> = bands.iter().filter_map(ages).collect();
    for band in &mut bands {
        if let What::Band { label, ages, .. } = &mut band.what {
            *ages = ages.beside(label, &stated);
        }
    }
    bands
}
