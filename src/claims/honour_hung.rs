//! Honours that hang on a wall, each with who gave it and without a year: 奖状挂了半面墙：县委“先进基层党组织”、市委“示范党支部”.
//!
//! Entry point: [`claims`]. Every item of the list must be an authority and a quotation; another list is none of honours.

use memchr::memmem;

use super::clause::{clause_before, is_han};
use super::level::is_authority;
use super::text::{Subject, Text};
use super::title::Title;
use super::{Claim, honour};
use crate::prefilter;

/// What is hung up or told of.
const THINGS: [&str; 6] = ["奖状", "奖牌", "奖杯", "牌匾", "荣誉", "牌子"];
/// What makes it a gift to others.
const GIFTS: [&str; 4] = ["奖给", "颁给", "送给", "发给"];
/// The longest name of who gives, in characters.
const LONGEST: usize = 14;

pub(super) fn claims(text: &Text<'_>, known: &[Claim]) -> Vec<Claim> {
    let has = |word: &str| memmem::find(text.prose.as_bytes(), word.as_bytes()).is_some();
    if !prefilter::passes(["奖", "牌", "荣誉"].into_iter().any(has)) {
        return Vec::new();
    }
    let colons = memmem::find_iter(text.prose.as_bytes(), "：");
    colons.flat_map(|at| list(text, at, known)).collect()
}

/// The honours behind the colon at byte `at`.
fn list(text: &Text<'_>, at: usize, known: &[Claim]) -> Vec<Claim> {
    let head = clause_before(text.prose, at);
    let names_things = THINGS.iter().any(|thing| head.contains(thing));
    if !names_things
        || head.chars().count() < 5
        || GIFTS.iter().any(|gift| head.contains(gift))
        || text.subject(at) == Subject::Other
    {
        return Vec::new();
    }
    let start = at + "：".len();
    let words = &text.prose[start..];
    let words = &words[..words.find(['。', '！', '？', '；', '\n', '…']).unwrap_or(words.len())];
    let mut titles = Vec::new();
    let mut end = 0;
    for item in words.split(['、', '，']) {
        let Some(title) = title(item) else { return Vec::new() };
        titles.push((start + end, title));
        end += item.len() + '、'.len_utf8();
    }
    let is_known = |at: usize, title: &Title| {
        let (from, to) = (at + title.range.start, at + title.range.end);
        known.iter().any(|claim| claim.range.start < to && from < claim.range.end)
    };
    if titles.len() < 2 || titles.iter().any(|(at, title)| is_known(*at, title)) {
        return Vec::new();
    }
    titles.iter().flat_map(|(at, title)| honour::listed(text, *at, title)).collect()
}

/// 县委“先进基层党组织”, and 等 behind the last of them.
fn title(item: &str) -> Option<Title> {
    let open = item.find('“')?;
    let close = open + item[open..].find('”')? + '”'.len_utf8();
    let giver = &item[..open];
    let is_giver =
        giver.chars().count() <= LONGEST && giver.chars().all(is_han) && is_authority(giver);
    let is_end = ["", "等", "等等", "等荣誉", "称号", "等称号"].contains(&item[close..].trim());
    (is_giver && is_end).then_some(Title { lead: 0..open, range: open..close, aside: close..close })
}
