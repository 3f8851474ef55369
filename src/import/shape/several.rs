//! Where stories begin in a file that holds several.
//!
//! Entry point: [`split`].

use crate::import::manuscript::{Part, Side};
use crate::import::shape::marks::{LONGEST, ends_sentence, length, mark};
use crate::import::shape::signoff::is_role_line;

/// The parts of each story: a file holds several where a title begins a page, again and again.
pub(super) fn split(parts: Vec<Part>) -> Vec<Vec<Part>> {
    let starts = starts(&parts);
    if starts.len() < 2 {
        return vec![parts];
    }
    let mut stories: Vec<Vec<Part>> = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        if stories.is_empty() || starts[1..].contains(&at) {
            stories.push(Vec::new());
        }
        if let Some(last) = stories.last_mut() {
            last.push(part);
        }
    }
    stories
}

/// Where titles stand that have a text below them and a page break, or the beginning, above them.
fn starts(parts: &[Part]) -> Vec<usize> {
    let by_level = starts_by_level(parts);
    if by_level.len() > 1 {
        return by_level;
    }
    let mut starts = Vec::new();
    let (mut is_new, mut has_text) = (true, true);
    let mut is_signed = false;
    let largest = largest(parts);
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::PageBreak => is_new = true,
            Part::Line(line) => {
                let text = line.text();
                let is_large = line.side == Side::Centre
                    && line.size >= largest
                    && (line.size > 32 || mark(&text).is_none() && line.is_bold());
                // Of a title that looks like any line the text below tells, or a sign-off above.
                let is_plain = || {
                    mark(&text).is_none()
                        && !text.trim_start().starts_with('附')
                        && (line.side == Side::Centre || is_signed || starts.is_empty())
                        && introduces(&parts[at + 1..])
                };
                let is_title = length(&text) <= LONGEST
                    && !ends_sentence(&text)
                    && (line.is_title || is_large || is_new && is_plain());
                if is_title && has_text && (is_new || line.is_title) {
                    starts.push(at);
                    has_text = false;
                }
                has_text |= length(&text) > LONGEST || text.ends_with('。');
                is_signed = is_role_line(&text);
                is_new = false;
            }
            Part::Table(_) | Part::Photo(_) => is_new = false,
        }
    }
    starts
}

/// Whether a text begins with a branch: when it was founded, how many its members are.
fn introduces(parts: &[Part]) -> bool {
    const WORDS: [&str; 7] = ["成立", "组建", "始建", "现有", "共有", "目前有", "名党员"];
    let page = parts.iter().take_while(|part| !matches!(part, Part::PageBreak));
    let mut lines = page.filter_map(|part| match part {
        Part::Line(line) => Some(line.text()),
        Part::Table(_) | Part::Photo(_) | Part::PageBreak => None,
    });
    let first = lines.find(|text| length(text) > LONGEST || text.trim_end().ends_with('。'));
    first.is_some_and(|text| text.contains("支部") && WORDS.iter().any(|word| text.contains(word)))
}

/// Where headings of the first level begin a page, each with deeper ones below it.
fn starts_by_level(parts: &[Part]) -> Vec<usize> {
    let levels: Vec<(usize, Option<u8>, bool)> = parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| match part {
            Part::Line(line) => {
                let is_new = at == 0 || matches!(parts[at - 1], Part::PageBreak);
                Some((at, line.level.map(|(level, _)| level), is_new))
            }
            Part::Table(_) | Part::Photo(_) | Part::PageBreak => None,
        })
        .collect();
    let first = levels.iter().filter_map(|(_, level, _)| *level).min();
    let tops: Vec<usize> =
        (0..levels.len()).filter(|nth| first.is_some() && levels[*nth].1 == first).collect();
    let is_story = |nth: usize, end: usize| {
        levels[nth].2 && levels[nth + 1..end].iter().any(|(_, level, _)| *level > first)
    };
    let ends = tops.iter().skip(1).copied().chain([levels.len()]);
    let is_all = tops.iter().zip(ends).all(|(nth, end)| is_story(*nth, end));
    if is_all && tops.first() == Some(&0) {
        tops.into_iter().map(|nth| levels[nth].0).collect()
    } else {
        Vec::new()
    }
}

fn largest(parts: &[Part]) -> u16 {
    let sizes = parts.iter().filter_map(|part| match part {
        Part::Line(line) if line.side == Side::Centre => Some(line.size),
        Part::Line(_) | Part::Table(_) | Part::Photo(_) | Part::PageBreak => None,
    });
    sizes.max().unwrap_or_default()
}
