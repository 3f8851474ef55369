//! Notes that were numbered by hand, as Word prints them: `支部开展活动①。` and below, in a line of its own,
//! `①数据截至6月。` or `注1：数据截至6月。`
//!
//! Entry point: [`slips`]. Only where sign and text find each other, from the first number on: ① may also count the
//! points of a sentence, and 〔1〕 be the number of a document.

use crate::check::slip::{Kind, Line, Slip};
use crate::fullwidth;
use crate::parse::body::forms::{is_blank, is_han};

/// Brackets round the number of a note.
const BRACKETS: [(char, char); 4] = [('[', ']'), ('［', '］'), ('〔', '〕'), ('【', '】')];
/// What stands before the number of a note whose sign is `（注1）`.
const NOTE: &str = "注";
/// The most notes of a text.
const MOST: u32 = 50;

/// A sign of a note at the begin of a text: its number and its bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Sign {
    number: u32,
    length: usize,
    /// Whether it is that of Markdown already: one of several slips may be mended before the others.
    is_done: bool,
}

/// The notes of a body that are signs and lines of text alone.
pub(super) fn slips(body: &str, lines: &[Line<'_>]) -> Vec<Slip> {
    let Some(first) =
        lines.iter().rposition(|line| !line.text.is_empty() && sign(line.text).is_none())
    else {
        return Vec::new();
    };
    let below = || lines[first + 1..].iter().filter(|line| !line.text.is_empty());
    let texts: Vec<(&Line<'_>, Sign)> =
        below().filter_map(|line| Some((line, sign(line.text)?))).collect();
    let is_counted = |(nth, (line, sign)): (usize, &(&Line<'_>, Sign))| {
        let has_text = line.text[sign.length..].contains(is_han);
        u32::try_from(nth + 1).is_ok_and(|nth| nth == sign.number) && has_text
    };
    if texts.is_empty() || !texts.iter().enumerate().all(is_counted) {
        return Vec::new();
    }
    let above = &body[..lines[first].end()];
    let mut found = Vec::new();
    for (nth, (line, sign)) in texts.iter().enumerate().filter(|(_, (_, sign))| !sign.is_done) {
        let word = &line.text[..sign.length];
        let signs = [("（", "）"), ("(", ")"), ("[", "]")].into_iter();
        let mut signs = signs.map(|(open, close)| format!("{open}{word}{close}"));
        let bracketed =
            if word.starts_with(NOTE) { signs.find(|sign| above.contains(&**sign)) } else { None };
        let word = bracketed.as_deref().unwrap_or(word);
        let calls = calls(above, word);
        let put = format!("[^{}]", sign.number);
        if calls.is_empty() && !above.contains(&put) {
            return Vec::new();
        }
        found.extend(
            calls.into_iter().map(|at| Slip::new(at..at + word.len(), put.as_str(), Kind::Note)),
        );
        let behind =
            line.text[sign.length..].trim_start_matches(|c| is_blank(c) || "：:、.．".contains(c));
        let is_glued = nth == 0
            && lines.iter().any(|other| {
                !other.text.is_empty()
                    && other.end() < line.start
                    && body[other.end()..line.start].trim_matches([' ', '\r']) == "\n"
            });
        let gap = if is_glued { "\n" } else { "" };
        let put = format!("{gap}{put}: ");
        found.push(Slip::new(line.start..line.end() - behind.len(), put, Kind::Note));
    }
    found.sort_by_key(|slip| slip.range.start);
    found
}

/// The sign that a line begins with.
fn sign(text: &str) -> Option<Sign> {
    if let Some((number, rest)) = text.strip_prefix("[^").and_then(|inner| inner.split_once("]:")) {
        let number = number.parse().ok()?;
        return Some(Sign { number, length: text.len() - rest.len(), is_done: true });
    }
    let first = text.chars().next()?;
    let code = u32::from(first);
    let circled = (u32::from('①')..=u32::from('⑳')).contains(&code);
    if circled {
        return Some(Sign {
            number: code - u32::from('①') + 1,
            length: first.len_utf8(),
            is_done: false,
        });
    }
    if let Some(rest) = text.strip_prefix(NOTE) {
        let digits = rest.len() - rest.trim_start_matches(fullwidth::is_digit).len();
        let has_colon = rest[digits..].trim_start().starts_with(['：', ':']);
        let number: String = rest[..digits].chars().filter_map(fullwidth::digit).collect();
        let number: u32 = number.parse().ok().filter(|number| (1..=MOST).contains(number))?;
        let length = NOTE.len() + digits;
        return has_colon.then_some(Sign { number, length, is_done: false });
    }
    let raised = "¹²³⁴⁵⁶⁷⁸⁹".chars().position(|sign| sign == first);
    if let Some(nth) = raised {
        return Some(Sign {
            number: u32::try_from(nth).ok()? + 1,
            length: first.len_utf8(),
            is_done: false,
        });
    }
    let (open, close) = BRACKETS.iter().find(|(open, _)| *open == first)?;
    let inner = &text[open.len_utf8()..];
    let end = inner.find(*close).filter(|end| *end <= 6)?;
    let digits: String = inner[..end].chars().map(|c| fullwidth::digit(c).unwrap_or('x')).collect();
    let number: u32 = digits.parse().ok().filter(|number| (1..=MOST).contains(number))?;
    Some(Sign { number, length: open.len_utf8() + end + close.len_utf8(), is_done: false })
}

/// Where the sign stands behind a word, and not before the point that it would count.
fn calls(above: &str, sign: &str) -> Vec<usize> {
    let places = above.match_indices(sign).map(|(at, _)| at);
    let is_circled =
        !sign.starts_with(|c| BRACKETS.iter().any(|(open, _)| *open == c)) && !sign.contains(NOTE);
    let is_call = |at: &usize| {
        let before = above[..*at].chars().next_back().unwrap_or('\n');
        let behind = above[at + sign.len()..].chars().next().unwrap_or('\n');
        let is_behind_word =
            is_han(before) || before.is_ascii_alphanumeric() || "”’》）)%。！？".contains(before);
        let ends = behind.is_whitespace() || "，。；、：！？”’》）,.;:".contains(behind);
        let is_link = "(（[".contains(behind);
        is_behind_word && !is_link && (ends || !is_circled)
    };
    let all: Vec<usize> = places.clone().collect();
    let calls: Vec<usize> = places.filter(is_call).collect();
    // One that stands otherwise makes the others doubtful.
    if calls.len() == all.len() { calls } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::check::slip::slips;

    #[test]
    fn notes_that_are_called_notes_are_notes() {
        let typed = "支部建立“三学”（注1），又建立“四访”（注2）。\n\n注1：三学：学理论。\n注２：四访：病必访。\n";
        let mut mended = typed.replace('２', "2");
        for slip in slips(&mended).into_iter().rev() {
            mended.replace_range(slip.range, &slip.put.unwrap_or_default());
        }
        let right = "支部建立“三学”[^1]，又建立“四访”[^2]。\n\n[^1]: 三学：学理论。\n[^2]: 四访：病必访。\n";
        assert_eq!(mended, right);
        for fine in ["支部学习。\n\n注1：数据截至6月。\n", "见注1。\n\n注：数据截至6月。\n"]
        {
            assert_eq!(slips(fine), [], "{fine}");
        }
    }
}
