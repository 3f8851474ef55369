//! Half-width punctuation between Han characters, in the text of a story.
//!
//! Entry point: [`edits`]. Only what Markdown reads as text is looked at: no code, no address, no
//! markup. A mark is mended where a Han character (or its quote or bracket) stands on both sides,
//! or before it at the end of a line; so Latin words, times (12:30), decimals and ratios stay.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::fix::{Edit, Slip};
use crate::parse::body::each_event;

const NUMERALS: &str = "〇零一二三四五六七八九十百千";

pub(super) fn edits(body: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let texts = texts(body);
    let is_text = |at: usize| {
        let after = texts.partition_point(|range| range.end <= at);
        texts.get(after).is_some_and(|range| range.start <= at)
    };
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        for (at, replacement) in slips(line.trim_end(), &|at| is_text(start + at)) {
            edits.push((start + at..start + at + 1, replacement, Slip::Punctuation));
        }
        start += line.len();
    }
    edits
}

/// The marks of a line to mend, by byte. A mended mark may make its neighbour a slip (`甲(乙),丙`),
/// so the line is looked at until nothing is left.
fn slips(line: &str, is_text: &dyn Fn(usize) -> bool) -> Vec<(usize, &'static str)> {
    let mut mended: Vec<(usize, char)> = line.char_indices().collect();
    let mut found = Vec::new();
    loop {
        let text: String = mended.iter().map(|(_, c)| *c).collect();
        let places: HashMap<usize, usize> =
            text.char_indices().enumerate().map(|(nth, (at, _))| (at, nth)).collect();
        let is_text_now = |at: usize| is_text(mended[places[&at]].0);
        let round: Vec<_> = marks(&text)
            .into_iter()
            .filter(|(at, _)| is_text_now(*at))
            .chain(brackets(&text, &is_text_now))
            .map(|(at, replacement)| (places[&at], replacement))
            .collect();
        if round.is_empty() {
            found.sort_by_key(|(at, _)| *at);
            return found;
        }
        for (nth, replacement) in round {
            found.push((mended[nth].0, replacement));
            mended[nth].1 = replacement.chars().next().unwrap_or_default();
        }
    }
}

/// The byte ranges that are shown as they stand.
fn texts(body: &str) -> Vec<Range<usize>> {
    let mut texts = Vec::new();
    let mut hidden = 0_usize;
    each_event(body, &mut |event, range| match event {
        Event::Start(
            Tag::CodeBlock(_) | Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. },
        ) => hidden += 1,
        Event::End(TagEnd::CodeBlock) => hidden = hidden.saturating_sub(1),
        // Only an autolink is hidden, and no link stands inside another.
        Event::End(TagEnd::Link) => hidden = 0,
        Event::Text(text) if hidden == 0 && body.get(range.clone()) == Some(&*text) => {
            texts.push(range);
        }
        _ => {}
    });
    texts.sort_by_key(|range| range.start);
    texts
}

/// `, . : ; ? !` with Han on both sides.
fn marks(line: &str) -> Vec<(usize, &'static str)> {
    let addresses = addresses(line);
    let mark = |(at, c): (usize, char)| {
        let replacement = match c {
            ',' => "，",
            '.' => "。",
            ':' => "：",
            ';' => "；",
            '?' => "？",
            '!' => "！",
            _ => return None,
        };
        let before = line[..at].chars().next_back()?;
        let after = line[at + 1..].chars().next();
        let is_between = closes(before) && after.is_none_or(opens);
        // 三:二 is a ratio.
        let is_number = c == ':'
            && NUMERALS.contains(before)
            && after.is_some_and(|after| NUMERALS.contains(after));
        // Inside a line a person has to look: 买买提.阿不都 is a name, 三.五 a number.
        let is_inner_stop = c == '.' && after.is_some_and(is_han);
        let is_address = addresses.iter().any(|range| range.contains(&at));
        let is_mended =
            is_between && !is_number && !is_inner_stop && !is_address && !is_list_mark(&line[..at]);
        is_mended.then_some((at, replacement))
    };
    line.char_indices().filter_map(mark).collect()
}

/// `(` and `)` round Han, next to Han.
fn brackets(line: &str, is_text: &dyn Fn(usize) -> bool) -> Vec<(usize, &'static str)> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    let addresses = addresses(line);
    for (at, c) in line.char_indices() {
        match c {
            '(' => open.push(at),
            ')' => {
                let Some(start) = open.pop() else { continue };
                let is_address = addresses.iter().any(|range| range.contains(&start));
                if !is_address && is_text(start) && is_text(at) && is_aside(line, start, at) {
                    found.extend([(start, "（"), (at, "）")]);
                }
            }
            _ => {}
        }
    }
    found
}

fn is_aside(line: &str, start: usize, end: usize) -> bool {
    let inside = &line[start + 1..end];
    let before = line[..start].chars().next_back();
    let after = line[end + 1..].chars().next();
    let is_mark = inside.chars().all(|c| NUMERALS.contains(c) || c.is_ascii_digit());
    let touches_han = before.is_some_and(closes) || (before.is_none() && after.is_some_and(opens));
    let begins = inside.chars().next().is_some_and(|c| opens(c) || c.is_ascii_digit());
    let ends = inside.chars().next_back().is_some_and(closes);
    let follows = after.is_none_or(|c| opens(c) || ",.:;?!，。：；？！、".contains(c));
    touches_han && begins && ends && follows && !is_mark
}

/// `一.` and `(一)` at the head of a line number what follows.
fn is_list_mark(before: &str) -> bool {
    let head = before.trim_start_matches([' ', '#', '>', '-', '*', '第', '(', '（']);
    head.chars().count() <= 3 && head.chars().all(|c| NUMERALS.contains(c))
}

/// Addresses written out: from the scheme to a blank, a bracket or a Chinese mark.
fn addresses(line: &str) -> Vec<Range<usize>> {
    let scheme = |c: char| c.is_ascii_alphanumeric();
    let ends = |c: char| c.is_whitespace() || "<>，。；！？、（）“”《》".contains(c);
    let address = |(at, _): (usize, &str)| {
        let start = line[..at].trim_end_matches(scheme).len();
        let end = line[at..].find(ends).map_or(line.len(), |length| at + length);
        start..end
    };
    line.match_indices("://").chain(line.match_indices("www.")).map(address).collect()
}

/// Whether a half-width mark behind `c` is a slip.
fn closes(c: char) -> bool {
    is_han(c) || "”’》）】」』".contains(c)
}

/// Whether a half-width mark before `c` is a slip.
fn opens(c: char) -> bool {
    is_han(c) || "“‘《（【「『".contains(c)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::apply;

    fn mended(body: &str) -> String {
        let mended = apply(body, &edits(body));
        assert!(edits(&mended).is_empty(), "a second run changes nothing: {mended}");
        mended
    }

    #[test]
    fn between_han() {
        assert_eq!(
            mended("聚焦组织设置,提升凝聚力;真好!对吗?是:好.\n"),
            "聚焦组织设置，提升凝聚力；真好！对吗？是：好。\n"
        );
        assert_eq!(
            mended("“六好”,“红色驿站”(以下简称驿站)建成"),
            "“六好”，“红色驿站”（以下简称驿站）建成"
        );
        assert_eq!(mended("支部(2005年成立),现有"), "支部（2005年成立），现有");
        assert_eq!(mended("𠮷祥,如意"), "𠮷祥，如意");
        assert_eq!(
            mended("[甲,乙](a,b.md)与![丙,丁](甲,乙.png)"),
            "[甲，乙](a,b.md)与![丙，丁](甲,乙.png)"
        );
        assert_eq!(
            mended("| 甲,乙 | 丙 |\n|--|--|\n| 丁:戊 | 己 |"),
            "| 甲，乙 | 丙 |\n|--|--|\n| 丁：戊 | 己 |"
        );
    }

    #[test]
    fn never_in_code_addresses_latin_numbers_and_list_marks() {
        for body in [
            "`甲,乙`与\n\n    甲,乙\n\n```\n甲,乙\n```\n",
            "12:30开会,3.5%,1:2,1,000元",
            "见 http://例子.中国/甲,乙 和 <http://例.中/甲,乙>",
            "学习MySQL,提升GDP;1. 甲\n2) 乙\n",
            "一.组织设置\n\n(一)班子\n\n## 二.三个\n",
            "比分三:二 三.五",
            "买买提.阿不都",
            "<b title=\"甲,乙\">",
            "甲\\,乙 甲&#44;乙",
            "[甲]:乙",
        ] {
            assert_eq!(mended(body), body);
        }
    }
}
