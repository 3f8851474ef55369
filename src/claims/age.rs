//! How old the members are: the average, and how many of which age.
//!
//! Entry point: [`claims`]. An average of a team, of readers or of the committee is none of the branch.

use super::clause::{clause_before, is_han, sentence_before};
use super::team::{self, Teams};
use super::text::{Subject, Text, strip_any};
use super::{Claim, Doubt, What};
use crate::quantity::{AgeRange, Found, UnitKind};

/// What may stand between 平均年龄 and the age.
const FILL: [&str; 20] = [
    "整整", "刚好", "正好", "恰好", "已是", "已经", "高达", "达到", "已达", "都已", "都有", "为",
    "是", "达", "已", "在", "有", "都", "也", "就",
];
/// What may stand between an age and how many are of it, longer words first.
const BETWEEN: [&str; 23] = [
    "高龄党员",
    "老党员",
    "党员",
    "离退休干部",
    "老干部",
    "干部",
    "就有",
    "占了",
    "只有",
    "仅有",
    "还有",
    "共有",
    "达到",
    "人数",
    "的",
    "有",
    "共",
    "占",
    "仅",
    "只",
    "达",
    "为",
    "：",
];
/// Who may be meant by it besides, where the sentence tells how many they are: 80岁以上老同志8位.
const ELDERS: [&str; 3] = ["老同志", "老人", "同志"];
/// What the members are called by themselves and by others.
const WE: [&str; 10] =
    ["大家", "他们", "她们", "我们", "咱们", "我们支部", "老同志们", "老伙计们", "大伙儿", "大伙"];
/// Who else may have an average age, in the same clause, beside those of a team.
const GROUPS: [&str; 10] =
    ["成员", "委员", "支委", "班子", "离休", "书记", "教师团", "队伍", "观众", "居民"];

pub(super) fn claims(text: &Text<'_>, known: &[Claim]) -> Vec<Claim> {
    let is_age = |one: &&Found| one.quantity.kind() == UnitKind::Age;
    let mut claims = Vec::new();
    let teams = Teams::new(text, known);
    for found in text.found.iter().filter(is_age) {
        // 平均年龄77岁，支委会班子5人，平均年龄68岁: the second is of the committee.
        let is_second = || !claims.is_empty() && is_of_group(text, found);
        if corrects(text, found) {
            // 平均七十岁出头，准确说是70.4岁
            let rough =
                claims.pop_if(|last: &mut Claim| text.is_one_sentence(&last.range, &found.range));
            claims.extend(rough.map(|rough| Claim {
                what: What::Average(found.quantity.clone()),
                range: found.range.clone(),
                ..rough
            }));
        } else if is_average(text, found, known) && !teams.has(found.range.start) && !is_second() {
            let what = What::Average(found.quantity.clone());
            claims.push(Claim { what, range: found.range.clone(), doubt: None });
        }
    }
    claims.extend(bands(text, known, &teams));
    claims
}

/// 准确说是70.4岁: what was told roughly, told once more.
fn corrects(text: &Text<'_>, found: &Found) -> bool {
    let clause = text.clause(found.range.start);
    let exactly =
        ["准确", "确切", "精确", "具体"].iter().find_map(|word| clause.strip_prefix(word));
    exactly.is_some_and(|rest| {
        ["说是", "地说是", "的说是", "说", "地说", "点说是", "一点说是", "数字是", "是", "到"]
            .contains(&rest)
    })
}

fn is_average(text: &Text<'_>, found: &Found, known: &[Claim]) -> bool {
    let clause = clause_before(text.prose, found.range.start).trim_end();
    // 年龄结构：平均71.8岁, （三）年龄情况：平均年龄70.6岁
    let is_row = ["平均", "平均年龄"].contains(&clause)
        && text
            .label(found.range.start - clause_before(text.prose, found.range.start).len())
            .is_some_and(|label| ["年龄结构", "年龄情况", "年龄", "党员年龄"].contains(&label));
    if is_row || text.label(found.range.start).is_some_and(is_label) {
        return true;
    }
    let bare = strip_any(clause, &FILL).unwrap_or(clause);
    // 有74名党员，平均73.8岁: nothing else has an age.
    let bare_age = || {
        let whose = strip_any(bare, &["平均下来", "平均", "人均"])?;
        let whose = strip_any(whose, &["年纪", "年龄", "岁数"]).unwrap_or(whose);
        let is_whose = |whose: &str| whose.is_empty() || whose.ends_with("党员");
        is_whose(whose.trim_end_matches('的')).then_some(whose)
    };
    // 46名党员的平均年龄，是71岁: a mark stands between.
    let bare = if bare.is_empty() { before_mark(text, found, clause) } else { bare };
    let Some(whose) =
        strip_any(bare, &["平均年龄", "人均年龄", "平均年纪", "平均岁数", "年龄平均", "年纪平均"])
            .or_else(bare_age)
    else {
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
    // 平均年龄71岁的46名党员
    if clause == "平均年龄" && counts_members_behind(text, found) {
        return text.subject(found.range.start) != Subject::Other;
    }
    let whose = strip_any(whose, &["目前", "现在", "如今"]).unwrap_or(whose);
    let whose = whose.trim_end_matches('的');
    // 支部成员 are its members.
    let whose = strip_any(whose, &["全体成员", "成员"])
        .filter(|head| head.ends_with("支部"))
        .unwrap_or(whose);
    if team::names_members(whose) || GROUPS.iter().any(|word| whose.contains(word)) {
        return false;
    }
    if whose.ends_with("党员") || whose.ends_with("支部") || WE.contains(&whose) {
        return text.subject(found.range.start) != Subject::Other;
    }
    let starts = clause.starts_with("平均年龄") || bare == "平均年龄";
    is_beside_members(text, found, starts, known)
        || text.subject(found.range.start) == Subject::Branch && !is_of_group(text, found)
}

/// Whether members are told in the sentence, or right before it where the number `starts` a sentence about the average.
fn is_beside_members(text: &Text<'_>, found: &Found, starts: bool, known: &[Claim]) -> bool {
    // 离休干部2名，退休干部53名，平均年龄73.1岁: the parts are told in the sentence, the total elsewhere.
    let is_members = |what: &What| matches!(what, What::Total(_) | What::Part(..));
    let is_ours = |claim: &&Claim| matches!(claim.doubt, None | Some(Doubt::Alone));
    let totals = known.iter().filter(|claim| is_members(&claim.what)).filter(is_ours);
    let mut totals = totals.filter(|total| total.range.end <= found.range.start);
    // 现有党员40名：离休2名，退休38名。平均年龄75.1岁.
    let is_next = |total: &Claim| {
        let between = text.prose.get(total.range.end..found.range.start).unwrap_or("\n");
        starts
            // 党员24人。其中女党员9人。平均年龄71.2岁.
            && between.matches('。').count() <= 1 + usize::from(between.starts_with("。其中"))
            && !between.contains('\n')
    };
    totals.any(|total| text.is_one_sentence(&total.range, &found.range) || is_next(total))
}

/// What a form calls it.
fn is_label(label: &str) -> bool {
    let label = strip_any(label, &["平均年龄"]);
    label.is_some_and(|whose| ["", "党员", "支部党员", "支部", "全体党员"].contains(&whose))
}

/// The clause before the one that a number stands in; where that has no word of its own, one that calls for a number: 平均年龄嘛，71岁.
fn before_mark<'t>(text: &Text<'t>, found: &Found, own: &str) -> &'t str {
    let start = found.range.start - clause_before(text.prose, found.range.start).len();
    let before = text.prose[..start].strip_suffix(['，', ',']).unwrap_or_default();
    let before = clause_before(before, before.len()).trim();
    if !own.is_empty() {
        return before;
    }
    // 平均下来，七十一岁半; 平均年龄？昨天我刚算过，69.9岁; 平均岁数，文书算过，72岁整
    let counted = ["算过", "算了算", "算了一下", "统计过", "算下来"];
    let is_counted = counted.iter().any(|word| before.ends_with(word));
    let asked_for = if is_counted { asked_before(text, start, before) } else { before };
    if asked_for == "平均下来" {
        return "平均年龄";
    }
    if is_counted {
        return ["平均年龄", "平均岁数"]
            .into_iter()
            .find(|one| *one == asked_for)
            .unwrap_or_default();
    }
    let called = before.trim_end_matches(['嘛', '呢', '么']);
    let asked =
        ["要说", "说到", "论", "至于", "说起"].iter().find_map(|word| called.strip_prefix(word));
    if called.len() < before.len() { called } else { asked.unwrap_or_default() }
}

/// What stands before the clause `counted`, which ends with a comma at byte `at`: the clause before, or the question.
fn asked_before<'t>(text: &Text<'t>, at: usize, counted: &str) -> &'t str {
    let end = text.prose[..at].rfind(counted).unwrap_or(at);
    let head = text.prose[..end].trim_end_matches(['，', ',', '？', '?']);
    if head.len() == end {
        return "";
    }
    clause_before(head, head.len()).trim().trim_end_matches(['呢', '嘛', '么'])
}

/// 的46名党员, behind an age.
fn counts_members_behind(text: &Text<'_>, found: &Found) -> bool {
    let Some(behind) = text.prose[found.range.end..].strip_prefix('的') else { return false };
    let at = text.prose.len() - behind.len();
    let next = text.people_from(at).next().filter(|next| next.range.start == at);
    next.is_some_and(|next| {
        let who = &text.prose[next.range.end..];
        ["党员", "老党员", "离退休党员", "退休党员"].iter().any(|noun| who.starts_with(noun))
    })
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
    // 支部现有46名成员
    let is_branch = last.contains("支部")
        && !team::names_team(last)
        && !["班子", "委"].iter().any(|word| last.contains(word));
    GROUPS.iter().any(|word| last.contains(word) && !(is_branch && *word == "成员")) && !is_count
}

/// 70-79岁5人, 80岁以上的有2人; 8名党员在80岁以上.
fn bands(text: &Text<'_>, known: &[Claim], teams: &Teams<'_>) -> Vec<Claim> {
    let pairs = text.found.windows(2).filter_map(|pair| {
        let (first, second) = (&pair[0], &pair[1]);
        let is = |one: &Found, kind: UnitKind| one.quantity.kind() == kind;
        let (age, count) = if is(first, UnitKind::Age) && is(second, UnitKind::People) {
            (first, second)
        } else if is(first, UnitKind::People) && is(second, UnitKind::Age) {
            (second, first)
        } else {
            return None;
        };
        let is_said = if age.range.start < count.range.start {
            counts_behind(text, (age, count), known)
        } else {
            counts_before(text, (count, age), known)
        };
        let start = first.range.start;
        if !is_said || text.subject(start) == Subject::Other || teams.has(start) {
            return None;
        }
        let label = age.quantity.text();
        let ages = AgeRange::parse(label).ok().filter(|ages| ages.min != ages.max)?;
        let (label, count_of) = (label.to_owned(), count.quantity.clone());
        let what = What::Band { label, ages, count: count_of };
        Some(Claim { what, range: first.range.start..second.range.end, doubt: None })
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

/// 80岁以上的就有8名; `70-8043人` is none.
fn counts_behind(text: &Text<'_>, (age, count): (&Found, &Found), known: &[Claim]) -> bool {
    let between = text.prose[age.range.end..count.range.start].trim();
    if text.prose[count.range.end..].starts_with(is_han) {
        return false;
    }
    let mut rest = between.trim_end_matches(':');
    let mut names_elders = false;
    while let Some(shorter) =
        BETWEEN.iter().find_map(|word| rest.strip_prefix(word)).or_else(|| {
            let shorter = ELDERS.iter().find_map(|word| rest.strip_prefix(word));
            names_elders |= shorter.is_some();
            shorter
        })
    {
        rest = shorter;
    }
    rest.is_empty() && (!names_elders || is_told_with_total(text, age, known))
}

/// 8名党员在80岁以上, 有8名80岁以上的高龄党员: behind a total, and no more is said of them.
fn counts_before(text: &Text<'_>, (count, age): (&Found, &Found), known: &[Claim]) -> bool {
    let item = clause_before(text.prose, count.range.start).trim();
    let between = text.prose[count.range.end..age.range.start].trim();
    let behind = text.prose[age.range.end..].trim_start_matches('的');
    let behind = ["高龄党员", "老党员", "党员", "老同志"]
        .iter()
        .find_map(|noun| behind.strip_prefix(noun))
        .unwrap_or(behind);
    ["", "有", "其中", "其中有", "还有"].contains(&item)
        && ["", "党员", "党员在", "党员都在", "党员年龄在", "老党员在", "在", "同志在"]
            .contains(&between)
        && !behind.starts_with(is_han)
        && is_told_with_total(text, count, known)
}

fn is_told_with_total(text: &Text<'_>, found: &Found, known: &[Claim]) -> bool {
    let mut totals =
        known.iter().filter(|claim| matches!(claim.what, What::Total(_)) && claim.doubt.is_none());
    totals.any(|total| text.is_one_sentence(&total.range, &found.range))
}
