//! Members of whom no number is said: everybody (全部为退休干部), or who is left (党员31名，其中离休干部2名，其余均为退休干部).
//!
//! Entry points: [`everybody`], [`the_rest`].

use super::clause::sentence_behind;
use super::parts_words::{NOUNS, name, stripped};
use super::text::{Text, strip_any};
use super::{Claim, Part, What};
use crate::quantity;

/// What says that everybody is of a part.
const ALL_OF: [&str; 15] = [
    "都已",
    "均已",
    "全部已",
    "全部为",
    "全部是",
    "全部系",
    "全都是",
    "全是",
    "均为",
    "均系",
    "都是",
    "皆为",
    "清一色的",
    "清一色是",
    "清一色",
];
/// What says that the others are all of one kind, longer words first.
const OTHERS: [&str; 6] = ["外，", "其余的", "其余", "其他的", "其他", "剩下的"];
const ALL: [&str; 12] = [
    "都是",
    "均为",
    "全部为",
    "全部是",
    "全都是",
    "全是",
    "皆为",
    "均系",
    "均是",
    "党员均为",
    "党员都是",
    "为",
];

/// The retired ones, behind the number of those who are not.
pub(super) fn the_rest(text: &Text<'_>, total: &Claim) -> Option<Claim> {
    let What::Total(all) = &total.what else { return None };
    let start = total.range.end;
    let sentence = sentence_behind(text.prose, start);
    let (at, word) = OTHERS.iter().find_map(|word| Some((sentence.find(word)?, *word)))?;
    let clause =
        sentence[at + word.len()..].split(['，', '；', '、', '（', ',']).next().unwrap_or_default();
    let whom = ALL.iter().find_map(|all| clause.strip_prefix(all))?;
    let whom = strip_any(whom, &["的"]).unwrap_or(whom);
    // 除1名离休干部外，都是退休干部
    if word == "外，" && !sentence[..at].contains('除') {
        return None;
    }
    let is_retired = [
        "退休干部",
        "退休党员",
        "退休职工",
        "退休教师",
        "退休",
        "退休老党员",
        "退休干部党员",
        "退休民警",
    ]
    .contains(&whom);
    let mut others = text.people_from(start).take_while(|one| one.range.end <= start + at);
    let (other, more) = (others.next()?, others.next());
    let before = &sentence[..at];
    // 男12名、离休2名，其余均为退休干部: of whom the others are is not plain.
    if !is_retired || more.is_some() || !before.contains("离休") {
        return None;
    }
    let left = all.exact_whole()?.checked_sub(other.quantity.exact_whole()?)?;
    let count = quantity::parse_quantity(&format!("{left}{}", all.unit())).ok()?;
    let range = start + at..start + at + word.len() + clause.len();
    (left > 0).then_some(Claim {
        what: What::Part(Part::Retired, count),
        range,
        doubt: total.doubt,
    })
}

/// 现有党员20名，全部为退休干部: everybody is of one part.
pub(super) fn everybody(text: &Text<'_>, total: &Claim) -> Option<Claim> {
    let What::Total(count) = &total.what else { return None };
    let sentence = sentence_behind(text.prose, total.range.end);
    // 支部58名党员全是退休干部
    let sentence = sentence.strip_prefix("党员").unwrap_or(sentence);
    let mut clauses = sentence.split(['，', ',', '、', '；', '（', '）']);
    let clause = clauses.find(|clause| ALL_OF.iter().any(|word| clause.starts_with(word)))?;
    let (part, rest) = name(stripped(clause, &ALL_OF))?;
    let is_kind = part == Part::Retired && stripped(rest, &NOUNS).chars().count() <= 4;
    let at = text.prose[total.range.end..].find(clause)? + total.range.end;
    // 40名（男27名，女13名），均为退休干部: what stands in brackets is of them.
    let bracket = text.prose[total.range.end..at].starts_with('（');
    let aside = text.prose[total.range.end..at].find('）').filter(|_| bracket).unwrap_or(0);
    let start = total.range.end + aside;
    // 党员25名，班子成员5名，全是退休的: of the committee.
    let is_of_others = text.people().any(|one| one.range.start >= start && one.range.end <= at);
    if is_of_others {
        return None;
    }
    let range = at..at + clause.len();
    let what = What::Part(part, count.clone());
    is_kind.then_some(Claim { what, range, doubt: total.doubt })
}
