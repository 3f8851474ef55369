//! Which of the members are whom: 其中离休2名、退休55名、女党员21名.
//!
//! Entry point: [`claims`]. A part stands in the sentence of a total or in the next one. Parts may overlap.

use super::clause::{is_han, item_before, item_behind, sentence_before, sentence_behind};
use super::text::{Text, strip_any};
use super::{Claim, Doubt, Part, What};
use crate::quantity::Found;

const NAMES: [(&str, Part); 6] = [
    ("离休", Part::Veteran),
    ("退休", Part::Retired),
    ("在职", Part::Serving),
    ("女性", Part::Women),
    ("女同志", Part::Women),
    ("女", Part::Women),
];
/// What may stand between the name and its number.
const NOUNS: [&str; 11] = [
    "干部党员",
    "老干部",
    "老党员",
    "党员",
    "干部",
    "教师",
    "职工",
    "民警",
    "同志",
    "老同志",
    "人员",
];
const FILL: [&str; 4] = ["共有", "共", "有", "为"];

pub(super) fn claims(text: &Text<'_>, known: &[Claim]) -> Vec<Claim> {
    let totals: Vec<_> = known
        .iter()
        .filter(|claim| matches!(claim.what, What::Total(_)) && claim.doubt.is_none())
        .collect();
    let is_near = |found: &&Found| {
        totals.iter().any(|total| {
            let end = total.range.end;
            let is_total = total.range == found.range;
            let between = text.prose.get(end..found.range.start);
            let is_form = text.label(total.range.start).is_some()
                && text.label(found.range.start).is_some()
                && between.is_some_and(|between| between.matches('\n').count() <= 3);
            !is_total
                && (is_form
                    || between.is_some_and(|between| {
                        !between.contains('\n') && between.matches('。').count() <= 1
                    }))
        })
    };
    let parts = text.people().filter(is_near).filter_map(|found| {
        let part = leads(text, found).or_else(|| follows(text, found))?;
        if is_of_committee(text, found) {
            return None;
        }
        let what = What::Part(part, found.quantity.clone());
        let doubt = is_split(text, found, part).then_some(Doubt::Partial);
        Some(Claim { what, range: found.range.clone(), doubt })
    });
    let parts: Vec<Claim> = parts.collect();
    let mut parts = first_of_each(parts);
    let all = totals.iter().filter_map(|total| count_of(&total.what)).max();
    let sum: u64 = parts.iter().filter_map(|part| kind_of(&part.what)).sum();
    for part in parts.iter_mut().filter(|part| is_profession(text, part)) {
        // 退休教师14人 of 36 are those of one house.
        part.doubt = part.doubt.or((all != Some(sum)).then_some(Doubt::Partial));
    }
    parts
}

/// How many a total or a part is, where that is exact.
fn count_of(what: &What) -> Option<u64> {
    match what {
        What::Total(count) | What::Part(_, count) => count.exact_whole(),
        What::Average(_)
        | What::Band { .. }
        | What::Committee(_)
        | What::Groups(_)
        | What::Name(_)
        | What::Founded(_)
        | What::Renamed { .. }
        | What::Honour(_)
        | What::Activity { .. } => None,
    }
}

/// The count of a part that everybody is in one of.
fn kind_of(what: &What) -> Option<u64> {
    let is_women = matches!(what, What::Part(Part::Women, _));
    count_of(what).filter(|_| !is_women)
}

/// Whether a part is told by its profession: 退休教师, 退休民警.
fn is_profession(text: &Text<'_>, part: &Claim) -> bool {
    let near = |words: &str| ["教师", "民警", "职工"].iter().any(|noun| words.contains(noun));
    !matches!(part.what, What::Part(Part::Women, _))
        && (near(item_before(text.prose, part.range.start))
            || near(item_behind(text.prose, part.range.end)))
}

/// 支部委员7名，其中女性4名: some of the committee.
fn is_of_committee(text: &Text<'_>, found: &Found) -> bool {
    let sentence = sentence_before(text.prose, found.range.start);
    let Some(at) = sentence.rfind("其中") else { return false };
    let before = sentence[..at].trim_end_matches(['，', ',', '（', '：']);
    let last = before.rsplit(['，', ',', '；', '：']).next().unwrap_or(before);
    ["委员", "支委", "班子"].iter().any(|word| last.contains(word))
}

/// Whether the sentence counts the part in several numbers: 退休干部17人、退休职工2人 are 19 of them together.
fn is_split(text: &Text<'_>, found: &Found, part: Part) -> bool {
    let name = match part {
        Part::Veteran => "离休",
        Part::Retired => "退休",
        Part::Serving => "在职",
        Part::Women => return false,
    };
    let is_same = |other: &&Found| {
        let item = item_before(text.prose, other.range.start).trim().trim_start_matches("其中");
        other.range != found.range
            && item.starts_with(name)
            && text.prose[other.range.end..].starts_with(['、', '，', '。', '；'])
    };
    let start = found.range.start - sentence_before(text.prose, found.range.start).len();
    let end = found.range.end + sentence_behind(text.prose, found.range.end).len();
    let mut others = text.people_from(start).take_while(|other| other.range.start < end);
    others.any(|other| is_same(&other))
}

/// The first number of a part; a second one is of some of them.
fn first_of_each(parts: Vec<Claim>) -> Vec<Claim> {
    let mut kept: Vec<Claim> = Vec::new();
    for claim in parts {
        let is_same = |other: &Claim| match (&claim.what, &other.what) {
            (What::Part(one, _), What::Part(two, _)) => one == two,
            _ => false,
        };
        if !kept.iter().any(is_same) {
            kept.push(claim);
        }
    }
    kept
}

/// 女党员9名, up to the end of the item.
fn leads(text: &Text<'_>, found: &Found) -> Option<Part> {
    let item = item_before(text.prose, found.range.start).trim();
    // 女党员：5人, in a form that was typed out.
    let item = text.label(found.range.start).filter(|_| item.is_empty()).unwrap_or(item);
    // 22名党员中女党员19名
    let item = item.rsplit_once("党员中").map_or(item, |(_, rest)| rest);
    let item = item.strip_prefix('有').unwrap_or(item);
    let item = item.trim_start_matches("其中").trim_start_matches("包括").trim_start();
    let bare = strip_any(item, &FILL).unwrap_or(item);
    let bare = strip_any(bare, &NOUNS).unwrap_or(bare);
    let part = NAMES.iter().find(|(name, _)| *name == bare).map(|(_, part)| *part)?;
    let ends = !item_behind(text.prose, found.range.end).starts_with(is_han);
    ends.then_some(part)
}

/// 2名离休干部, up to the end of the item.
fn follows(text: &Text<'_>, found: &Found) -> Option<Part> {
    let item = item_before(text.prose, found.range.start).trim();
    if !["", "其中", "其中有", "有"].contains(&item) {
        return None;
    }
    let behind = item_behind(text.prose, found.range.end).trim();
    let bare = strip_any(behind, &NOUNS).unwrap_or(behind);
    NAMES.iter().find(|(name, _)| *name == bare).map(|(_, part)| *part)
}
