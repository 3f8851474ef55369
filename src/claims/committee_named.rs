//! A committee whose offices are told one by one, without a figure: 书记一名、副书记一名、委员三名; 书记甲，委员乙、丙.
//!
//! Entry point: [`claims`]. One where the committee is counted is read in `committee`.

use std::ops::Range;

use memchr::memmem;

use super::clause::{clause_before, is_han, sentence_before, sentence_behind};
use super::text::{Subject, Text};
use super::{Claim, What, committee_persons};
use crate::quantity;

/// Offices, longer words before those they end with.
const OFFICES: [&str; 9] =
    ["副书记", "书记", "组织委员", "宣传委员", "纪检委员", "青年委员", "生活委员", "委员", "支委"];
/// What stands between two of them.
const MARKS: [char; 7] = ['、', '，', ',', '；', '和', '及', ' '];

pub(super) fn claims(text: &Text<'_>, known: &[Claim]) -> Vec<Claim> {
    let is_told = known.iter().any(|claim| claim.doubt.is_none());
    let found = if is_told {
        None
    } else {
        memmem::find_iter(text.prose.as_bytes(), "书记").find_map(|at| {
            in_words(text, at).or_else(|| by_name(text, at)).or_else(|| persons(text, at))
        })
    };
    found.into_iter().collect()
}

/// 书记一名，副书记一名，委员三名.
fn in_words(text: &Text<'_>, at: usize) -> Option<Claim> {
    let (mut rest, mut sum, mut offices, mut end) = (&text.prose[at..], 0, 0, at);
    while let Some(office) = OFFICES.iter().find(|office| rest.starts_with(**office)) {
        let behind = &rest[office.len()..];
        let unit = behind.find(['名', '人', '位']).filter(|unit| *unit > 0 && *unit <= 6)?;
        let length = unit + '名'.len_utf8();
        sum += quantity::parse_quantity(&behind[..length]).ok()?.exact_whole()?;
        end += office.len() + length;
        offices += 1;
        let next = text.prose[end..].trim_start_matches(MARKS);
        let next = next.strip_prefix("支部").unwrap_or(next);
        if !OFFICES.iter().any(|office| next.starts_with(office)) {
            break;
        }
        end = text.prose.len() - next.len();
        rest = next;
    }
    (offices > 1).then(|| claim(text, at..end, sum))?
}

/// 书记示例甲，委员示例乙、示例丙; 由书记示例甲和委员示例乙、示例丙组成: people, who are counted and not named.
fn by_name(text: &Text<'_>, at: usize) -> Option<Claim> {
    let sentence = sentence_behind(text.prose, at);
    let end = sentence.find(['；', ';', '（']).unwrap_or(sentence.len());
    let list = &sentence[..end];
    let list = list.split("组成").next().unwrap_or(list);
    let parts: Vec<&str> = list.split(MARKS).filter(|part| !part.is_empty()).collect();
    let mut offices = 0;
    let is_list = parts.iter().all(|part| {
        let part = &part.strip_prefix("支部").unwrap_or(part);
        let office = OFFICES.iter().find(|office| part.starts_with(**office));
        offices += usize::from(office.is_some());
        let name = office.map_or(*part, |office| &part[office.len()..]);
        (2..=4).contains(&name.chars().count()) && name.chars().all(is_han)
    });
    let length = list.len();
    (is_list && offices > 1 && parts.len() > 2)
        .then(|| claim(text, at..at + length, u64::try_from(parts.len()).ok()?))?
}

/// 由示例甲任书记，示例乙、示例丙任委员.
fn persons(text: &Text<'_>, at: usize) -> Option<Claim> {
    let (range, people) = committee_persons::claims(text, at)?;
    let head = clause_before(&text.prose[..at], at).trim_end_matches('副');
    // 局党委书记, 原村支部书记
    let is_others = head.ends_with(['委', '组', '村', '镇', '乡', '区', '原']);
    claim(text, range, u64::try_from(people).ok()?).filter(|_| !is_others)
}

fn claim(text: &Text<'_>, range: Range<usize>, sum: u64) -> Option<Claim> {
    let is_others = ["党委", "总支", "居委", "村委", "不设"]
        .iter()
        .any(|word| sentence_before(text.prose, range.start).contains(word));
    let is_ours = text.subject(range.start) != Subject::Other && !is_others;
    let what = What::Committee(quantity::parse_quantity(&format!("{sum}名")).ok()?);
    is_ours.then_some(Claim { what, range, doubt: None })
}
