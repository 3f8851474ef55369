//! Headings that are the first sentence of their paragraph.
//!
//! Entry point: [`find`]. Several paragraphs must begin so, in one shape; then each of them is split.

use crate::import::manuscript::Line;
use crate::import::shape::marks::{length, mark};

/// The longest heading of this kind, in characters.
const LONGEST: usize = 24;

/// No story has more headings; each is compared with every other.
const MOST: usize = 200;

/// The first sentence of a paragraph.
struct Opening {
    /// Which paragraph.
    at: usize,
    /// Bytes of the sentence without its full stop, and with it.
    end: usize,
    behind: usize,
    /// Its text without a mark.
    text: String,
    is_bold: bool,
    has_mark: bool,
}

/// The paragraphs that begin with a heading: which, the bytes of the heading, and the bytes with its full stop.
/// With other headings at hand (`has_others`), only bold or marked ones count.
pub(super) fn find(lines: &[&Line], has_others: bool) -> Vec<(usize, usize, usize)> {
    let openings: Vec<Opening> =
        lines.iter().enumerate().filter_map(|(at, line)| opening(at, line)).collect();
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    if openings.len() > MOST {
        return found;
    }
    for (at, one) in openings.iter().enumerate() {
        let is_strong = |one: &Opening| one.is_bold || one.has_mark;
        let same =
            openings.iter().enumerate().filter(|(other, two)| *other != at && is_alike(one, two));
        let same: Vec<&Opening> = same.map(|(_, two)| two).collect();
        let is_meant = if has_others {
            is_strong(one) && same.iter().any(|two| is_strong(two))
        } else {
            !same.is_empty()
        };
        if is_meant {
            found.push((one.at, one.end, one.behind));
        }
    }
    // Headings are what most paragraphs between the first and the last of them have.
    if let (Some(first), Some(last)) = (found.first(), found.last())
        && found.len() * 3 < last.0 - first.0
    {
        return Vec::new();
    }
    found
}

fn opening(at: usize, line: &Line) -> Option<Opening> {
    bold_opening(at, line).or_else(|| plain_opening(at, line))
}

/// **强班子。** or **强班子**： and what follows in plain letters.
fn bold_opening(at: usize, line: &Line) -> Option<Opening> {
    const STOPS: [char; 5] = ['。', '！', '：', ':', '；'];
    let first = line.runs.first().filter(|run| run.is_bold && !line.is_bold())?;
    let text = line.text();
    let bare = first.text.trim_end().trim_end_matches(STOPS);
    let rest = text[first.text.len()..].trim_start();
    let is_ended = bare.len() < first.text.trim_end().len() || rest.starts_with(STOPS);
    let rest = rest.trim_start_matches(STOPS).trim_start();
    let (end, behind) = (bare.len(), text.len() - rest.len());
    let start = mark(bare).map_or(0, |(_, end)| end);
    let label = bare[start..].trim();
    let is_short = (2..=LONGEST).contains(&length(label));
    let is_plain =
        !label.contains(['。', '，', '\n']) || !label.contains('。') && label.contains('，');
    if !is_ended || !is_short || !is_plain || rest.is_empty() {
        return None;
    }
    Some(Opening { at, end, behind, text: label.to_owned(), is_bold: true, has_mark: start > 0 })
}

fn plain_opening(at: usize, line: &Line) -> Option<Opening> {
    let text = line.text();
    let end = text.find(['。', '！', '\n'])?;
    let stop = text[end..].chars().next()?.len_utf8();
    let behind = end + stop;
    let sentence = &text[..end];
    if length(sentence) > LONGEST || length(sentence) < 4 || text[behind..].trim().is_empty() {
        return None;
    }
    let start = mark(sentence).map_or(0, |(_, end)| end);
    let bare = sentence[start..].trim();
    // 现有党员22名。 tells a number, 他说：“…” tells what somebody said.
    if bare.contains(|c: char| c.is_ascii_digit())
        || bare.contains(['：', '“', '？']) && !is_quoted_label(bare)
    {
        return None;
    }
    let is_bold =
        line.runs.first().is_some_and(|run| {
            run.is_bold && run.text.len() >= end && run.text.len() <= behind + 6
        }) && !line.is_bold();
    Some(Opening { at, end, behind, text: bare.to_owned(), is_bold, has_mark: start > 0 })
}

/// “红色驿站”聚党心: a quoted name, not speech.
fn is_quoted_label(text: &str) -> bool {
    !text.contains(['：', '？']) && text.contains('”')
}

/// Whether two sentences are of one shape: the same first word in as many clauses, or as many clauses of about the
/// same length.
fn is_alike(one: &Opening, two: &Opening) -> bool {
    let clauses = |text: &str| text.split(['，', ',', '、', ' ']).map(length).collect::<Vec<_>>();
    let (a, b) = (clauses(&one.text), clauses(&two.text));
    let word = |text: &str| text.chars().take(2).collect::<String>();
    let has_word =
        word(&one.text) == word(&two.text) && !STARTS.contains(&word(&one.text).as_str());
    let is_near = length(&one.text).abs_diff(length(&two.text)) <= 2;
    let is_pair =
        a.len() == b.len() && a.len() >= 2 && a.iter().zip(&b).all(|(x, y)| x.abs_diff(*y) <= 2);
    let is_strong = one.is_bold && two.is_bold || one.has_mark && two.has_mark;
    (has_word && a.len() == b.len()) || is_pair && is_near || is_strong
}

/// Words that any sentence of a story may begin with.
const STARTS: [&str; 14] = [
    "支部", "党支", "老党", "近年", "同时", "他们", "大家", "目前", "该支", "今年", "去年", "为了",
    "此外", "党员",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn split(texts: &[&str]) -> Vec<String> {
        let lines: Vec<Line> = texts.iter().map(|text| Line::plain(*text)).collect();
        let lines: Vec<&Line> = lines.iter().collect();
        find(&lines, false).into_iter().map(|(at, end, _)| texts[at][..end].to_owned()).collect()
    }

    #[test]
    fn sentences_of_one_shape_are_headings_and_one_alone_is_none() {
        assert_eq!(
            split(&[
                "聚焦学习，凝心铸魂。坚持学习。",
                "聚焦服务，解难帮困。组织活动。",
                "路还很长。继续努力。"
            ]),
            ["聚焦学习，凝心铸魂", "聚焦服务，解难帮困"]
        );
        assert_eq!(split(&["聚焦学习，凝心铸魂。坚持学习。", "路还很长。继续努力。"]), [""; 0]);
        assert_eq!(split(&["支部有书屋。天天开门。", "支部有队伍。天天出门。"]), [""; 0]);
    }
}
