//! A value that states several quantities, where its key is for one: `党员总数: 26名（女7名）`.
//!
//! Entry point: [`help`], which gives the lines to write instead.

use crate::locale::Message;
use crate::quantity;
use crate::schema::stated::stated;
use crate::schema::{self, Fields, synonym};

/// What stands between the quantities.
const MARKS: [char; 12] = ['（', '(', '）', ')', '，', ',', '、', '；', ';', '。', '/', '／'];
const NUMERALS: &str = "一二三四五六七八九十两百";

/// How `text` behind `key` is written: a line for each quantity whose key is in the table of the file. `None` where it does
/// not begin with a quantity.
pub(super) fn help(top: Fields, key: &str, text: &str) -> Option<Message> {
    let all = || text.split(MARKS).map(str::trim).filter(|part| !part.is_empty());
    // 在职5名，退休21名 says nothing of all.
    let own: Option<Vec<String>> =
        all().flat_map(str::split_whitespace).map(|part| line(top, part)).collect();
    if let Some(own) = own.filter(|own| own.len() > 1) {
        return Some(Message::new("not-a-quantity-lines").text("lines", own.join("\n")));
    }
    let is_gap = |c: char| MARKS.contains(&c) || c.is_whitespace();
    let end = text.find(is_gap)?;
    let count = text[..end].trim();
    let count = stated(count).map_or(count, |(_, count)| count);
    quantity::parse_typed(count).ok()?;
    let parts = text[end..].split(is_gap).filter(|part| !part.is_empty());
    let (mut lines, mut is_whole) = (vec![format!("{key}: {count}")], true);
    for part in parts {
        let line = line(top, part);
        is_whole &= line.is_some();
        lines.extend(line);
    }
    let id = if is_whole { "not-a-quantity-lines" } else { "not-a-quantity-rest" };
    Some(Message::new(id).text("lines", lines.join("\n")))
}

/// `其中女7名` as a line with the key that it is for.
fn line(top: Fields, part: &str) -> Option<String> {
    let part = part.trim_start_matches("其中").trim_start_matches(['：', ':']);
    let begin = part.find(|c: char| c.is_numeric() || NUMERALS.contains(c))?;
    let (name, count) = part.split_at(begin);
    quantity::parse_typed(count).ok()?;
    let name = name.trim_end_matches(['：', ':', '有']).trim();
    let name = name.strip_suffix("性").unwrap_or(name);
    let is_key = name.chars().count() > 1 && schema::find(top, name, true).is_some();
    // 女 is short for 女党员; 委员 is another word than 党员.
    let is_short = |key: &String| {
        let mut rest = key.chars();
        name.chars().all(|c| rest.any(|other| other == c))
    };
    let other = || synonym::synonym(top, name).map(str::to_owned);
    let near = || schema::suggest(top, top, name).filter(is_short).or_else(other);
    let key = if is_key { Some(name.to_owned()) } else { near() };
    key.map(|key| format!("{key}: {count}"))
}
