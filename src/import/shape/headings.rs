//! Which lines are headings, by what they are told, and how deep they lie.
//!
//! Entry point: [`read`]. The rules stand in order of trust: a style, a number of the word processor, a look of its
//! own, a mark in the text, a first sentence, a short line between paragraphs.

use std::collections::HashSet;

use crate::import::draft::How;
use crate::import::manuscript::{By, Line, Side};
use crate::import::shape::Piece;
use crate::import::shape::marks::{LONGEST, Mark, ends_sentence, length, mark};
use crate::import::shape::titles::{self, Titles};
use crate::import::shape::{run_in, tables};

/// What a form has before a line that is ticked or not.
const BOXES: [char; 8] = ['☐', '☑', '☒', '□', '■', '✓', '✔', '√'];
/// A bare line is shorter.
const LONGEST_LINE: usize = 32;

/// What most of a text looks like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Body {
    /// Its face; empty where none is named.
    pub(super) face: String,
    /// Its size in half points.
    pub(super) size: u16,
}

/// A line that is a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Which of the pieces.
    pub(super) at: usize,
    /// What told so.
    pub(super) how: How,
    /// 2 and deeper.
    pub(super) level: u8,
    /// Of a first sentence, its bytes without and with the full stop.
    pub(super) split: Option<(usize, usize)>,
}

/// The look that most of the text has.
pub(super) fn body(pieces: &[Piece]) -> Body {
    let mut seen: Vec<(Body, usize)> = Vec::new();
    for line in pieces.iter().filter_map(Piece::line) {
        let text = line.text();
        let look = Body { face: line.face.clone().unwrap_or_default(), size: line.size };
        let weight = length(&text) + 40 * usize::from(text.ends_with('。'));
        match seen.iter_mut().find(|(one, _)| *one == look) {
            Some((_, count)) => *count += weight,
            None => seen.push((look, weight)),
        }
    }
    // Of two that are as frequent, the first.
    let most = seen.iter().map(|(_, count)| *count).max();
    seen.into_iter()
        .find(|(_, count)| Some(*count) == most)
        .map(|(look, _)| look)
        .unwrap_or_default()
}

/// The headings among the pieces, in order.
pub(super) fn read(pieces: &[Piece], body: &Body) -> Vec<Found> {
    let mut found: Vec<(usize, How, u32)> = Vec::new();
    let titles = Titles::of(pieces);
    let mut looks: Vec<(String, u16, bool)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        // A line of a mark of a footnote alone is no heading, whatever its level.
        let Some(line) = piece.line().filter(|line| !line.text().trim().is_empty()) else {
            continue;
        };
        if let Some((how, rank)) = told(line, body, &mut looks)
            && (matches!(how, How::Style | How::Outline)
                || has_text_behind(pieces, at, line)
                    && !ends_list(pieces, at, line, &found)
                    && !is_enclosure(pieces, at))
        {
            found.push((at, how, rank));
        } else if let Some(depth) = titles.depth(at) {
            found.push((at, How::Mark, titles::RANK + depth));
        }
    }
    let mut found = levels(found);
    found.extend(first_sentences(pieces, &found));
    if found.is_empty() {
        found = bare_lines(pieces);
    }
    found.sort_by_key(|one| one.at);
    nest(&mut found);
    found
}

/// Makes each level the one below that of the heading above it: no level is left out.
fn nest(found: &mut [Found]) {
    let mut above: Vec<u8> = Vec::new();
    for one in found {
        while above.pop_if(|level| *level >= one.level).is_some() {}
        above.push(one.level);
        one.level = u8::try_from(above.len() + 1).unwrap_or(6).min(6);
    }
}

/// What tells that a line is a heading, and how deep, as a rank among all.
fn told(line: &Line, body: &Body, looks: &mut Vec<(String, u16, bool)>) -> Option<(How, u32)> {
    let text = line.text();
    if let Some((level, by)) = line.level {
        let how = match by {
            By::Style => How::Style,
            By::Outline => How::Outline,
        };
        return Some((how, u32::from(level) * 10));
    }
    let is_short = length(&text) <= LONGEST && !text.contains('\n');
    if line.is_item {
        return None;
    }
    if let Some(number) = line.number.as_ref().filter(|number| !number.text.is_empty()) {
        let rank = mark(&number.text).map_or(0, |(mark, _)| mark as u32 * 10);
        return (is_short && !ends_sentence(&text)).then_some((How::Numbered, rank));
    }
    if line.number.is_some() || !is_short || line.side == Side::Right || text.is_empty() {
        return None;
    }
    let marked = mark(&text);
    if marked.is_none() && tables::is_row(&text) {
        return None;
    }
    let is_sentence = ends_sentence(&text);
    let face = line.face.clone().unwrap_or_default();
    let is_other = (face != body.face && !face.is_empty() && !body.face.is_empty())
        || line.is_bold()
        || (line.size > body.size && body.size > 0)
        || line.side == Side::Centre;
    if is_other && !is_sentence {
        let rank = marked.map_or_else(
            || {
                let look = (face, line.size, line.is_bold());
                let at = looks.iter().position(|one| *one == look).unwrap_or_else(|| {
                    looks.push(look);
                    looks.len() - 1
                });
                u32::try_from(at).unwrap_or_default() * 10
            },
            |(mark, _)| mark as u32 * 10,
        );
        return Some((How::Look, rank));
    }
    let (mark, end) = marked?;
    let bare = &text[end..];
    let is_whole = bare.ends_with('。') && bare.matches('。').count() == 1 && length(bare) <= 24;
    (!bare.is_empty() && (!is_sentence || is_whole) && !bare.contains(['；', '：']))
        .then_some((How::Mark, mark as u32 * 10))
}

/// Whether something stands below a line before the next of its own kind: else it is an item of a list, or the end.
fn has_text_behind(pieces: &[Piece], at: usize, line: &Line) -> bool {
    let Some(next) = pieces.get(at + 1) else { return false };
    let Some(next) = next.line() else { return true };
    kind(line) == (None, None) || kind(next) != kind(line)
}

/// Whether a line is the last item of a list: the one right before it is of its kind, and no heading.
fn ends_list(pieces: &[Piece], at: usize, line: &Line, found: &[(usize, How, u32)]) -> bool {
    let before = at.checked_sub(1).filter(|before| !found.iter().any(|(at, ..)| at == before));
    let before = before.and_then(|before| pieces[before].line());
    kind(line) != (None, None) && before.is_some_and(|before| kind(before) == kind(line))
}

/// Whether a line is one of what is enclosed with a letter: 附件：1.党员名册, and 2.活动照片 below it.
fn is_enclosure(pieces: &[Piece], at: usize) -> bool {
    let lines = pieces[..at].iter().rev().map_while(Piece::line).map(Line::text);
    let mut above =
        lines.skip_while(|text| mark(text).is_some_and(|(mark, _)| mark == Mark::Digit));
    above.next().is_some_and(|text| text.trim_start().starts_with("附件"))
}

/// In which list of the word processor a line is counted, and by which mark: 一、 and （一） of one list are two kinds.
fn kind(line: &Line) -> (Option<u32>, Option<Mark>) {
    let number = line.number.as_ref();
    let literal = match number.filter(|number| !number.text.is_empty()) {
        Some(number) => mark(&number.text),
        None => mark(&line.text()),
    };
    (number.map(|number| number.list), literal.map(|(mark, _)| mark))
}

/// Ranks become levels without gaps.
fn levels(found: Vec<(usize, How, u32)>) -> Vec<Found> {
    let mut ranks: Vec<u32> = found.iter().map(|(_, _, rank)| *rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let level = |rank: u32| {
        let at = ranks.iter().position(|one| *one == rank).unwrap_or_default();
        u8::try_from(at + 2).unwrap_or(6).min(6)
    };
    found
        .into_iter()
        .map(|(at, how, rank)| Found { at, how, level: level(rank), split: None })
        .collect()
}

/// Headings that are the first sentence of their paragraph.
fn first_sentences(pieces: &[Piece], others: &[Found]) -> Vec<Found> {
    let taken: HashSet<usize> = others.iter().map(|one| one.at).collect();
    let is_free = |at: &usize| {
        !taken.contains(at)
            && pieces[*at].line().is_some_and(|line| line.number.is_none() && !line.is_item)
    };
    let free: Vec<usize> = (0..pieces.len()).filter(is_free).collect();
    let lines: Vec<&Line> = free.iter().filter_map(|at| pieces[*at].line()).collect();
    let level = others.iter().map(|one| one.level).max().map_or(2, |deepest| (deepest + 1).min(6));
    run_in::find(&lines, !others.is_empty())
        .into_iter()
        .map(|(nth, end, behind)| Found {
            at: free[nth],
            how: How::RunIn,
            level,
            split: Some((end, behind)),
        })
        .collect()
}

/// Short lines between paragraphs, where nothing else tells a heading: two of them and more.
fn bare_lines(pieces: &[Piece]) -> Vec<Found> {
    let is_paragraph = |line: &Line| {
        let text = line.text();
        length(&text) > LONGEST || text.ends_with(['。', '！', '？', '”', '：', '；'])
    };
    let is_bare = |at: &usize| {
        let Some(line) = pieces[*at].line() else { return false };
        let text = line.text();
        let next = pieces.get(at + 1).and_then(Piece::line);
        (4..=LONGEST_LINE).contains(&length(&text))
            && !is_paragraph(line)
            && !ends_sentence(&text)
            && !tables::is_row(&text)
            && !text.starts_with(BOXES)
            && line.number.is_none()
            && !line.is_item
            && line.side != Side::Right
            && next.is_some_and(is_paragraph)
    };
    let found: Vec<usize> = (0..pieces.len()).filter(is_bare).collect();
    if found.len() < 2 {
        return Vec::new();
    }
    found.into_iter().map(|at| Found { at, how: How::Line, level: 2, split: None }).collect()
}
