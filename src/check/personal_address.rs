//! `personal-address`: nobody's home is told more finely than its 乡镇 or 街道.
//!
//! Why: an old person's door is nobody's business. Told where 家住, 住址, 居住在 … is followed in the
//! same clause by a number with 号, 号楼, 单元, 室, 栋 or 幢; the address of an office has no such word.

use std::ops::Range;

use crate::check::Rule;
use crate::check::case::Text;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::text("personal-address", Severity::Warning, check);

const HOMES: [&str; 7] = ["家住", "家庭住址", "住址", "居住在", "居住于", "现住", "住在"];
const FINE: [&str; 10] = ["号楼", "号院", "单元", "号", "室", "栋", "幢", "弄", "户室", "组"];
/// How far behind the word an address may begin, in characters.
const REACH: usize = 40;

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let source = &text.source.text;
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut from = 0;
    for at in memchr::memmem::find_iter(source.as_bytes(), "住") {
        let Some(range) = address(source, at).filter(|range| range.start >= from) else { continue };
        from = range.end;
        let place = Place::span(&text.source.file, range);
        found.push(
            RULE.found(place, Message::new("personal-address"))
                .with_help(Message::new("personal-address-help")),
        );
    }
    found
}

/// Somebody's home in a text, if it is told so finely: from the word to its last fine part.
pub fn home(text: &str) -> Option<Range<usize>> {
    memchr::memmem::find_iter(text.as_bytes(), "住").find_map(|at| address(text, at))
}

/// The address behind the 住 at `at`, if it is a fine one: from the word to its last fine part.
fn address(text: &str, at: usize) -> Option<Range<usize>> {
    let home = HOMES.iter().find(|home| {
        let shift = home.find('住').unwrap_or_default();
        at.checked_sub(shift)
            .and_then(|start| text.get(start..))
            .is_some_and(|rest| rest.starts_with(**home))
    })?;
    let behind = at - home.find('住').unwrap_or_default() + home.len();
    let rest = &text[behind..];
    let clause = rest.find(|c| "，,。；;！？!?\n“”".contains(c)).unwrap_or(rest.len());
    let reach = rest.char_indices().nth(REACH).map_or(rest.len(), |(end, _)| end);
    let clause = &rest[..clause.min(reach)];
    let mut end = None;
    let mut marks = 0;
    for fine in FINE {
        for (mark, _) in clause.match_indices(fine) {
            if clause[..mark]
                .ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
            {
                marks += 1;
                end = end.max(Some(mark + fine.len()));
            }
        }
    }
    // 3组 alone is a hamlet, and so is 一号 without a road: two parts, or a door number of a road.
    let has_door = clause.contains(['路', '街', '巷', '弄', '楼', '室']);
    let end = end.filter(|_| marks > 1 || has_door)?;
    Some(behind - home.len()..behind + end)
}
