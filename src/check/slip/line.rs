//! Lines that stand for headings, items of lists and quotations.
//!
//! Entry point: [`slips`]. One line alone is no list, but for `-抓`, whose sign means nothing else; entries without text
//! between them are no headings. Those are left as they are, a paragraph each.

use crate::check::slip::title::Titles;
use crate::check::slip::{Kind, Line, Slip};
use crate::fullwidth::{digit, is_digit};
use crate::parse::body::forms::{Form, form, is_blank};
use crate::parse::body::titles::{self, loose};

/// The most characters of a heading that its number tells.
const LONGEST: usize = 40;

pub(super) fn slips(lines: &[Line<'_>]) -> Vec<Slip> {
    let mut found = Vec::new();
    let mut outline = Outline { outer: 1, has_chinese: false };
    let mut titles = Titles::of(lines);
    let mut next = 0;
    for (at, line) in lines.iter().enumerate() {
        if line.text.is_empty() || at < next {
            continue;
        }
        if let Some(slip) = marked_heading(line).or_else(|| quote(line)) {
            let words =
                line.text.trim_start_matches(['#', '＃', '＞']).trim_start_matches(is_blank);
            outline.take(words, hashes(line.text));
            found.push(slip);
        } else if line.text.starts_with("# ") || line.text.starts_with("##") {
            let words = line.text.trim_start_matches(['#', '＃']).trim_start();
            outline.take(words, hashes(line.text));
        } else if let Some(title) = titles.slip(at, outline.inner()) {
            next = at + title.lines;
            titles.take(next - 1);
            found.push(title.slip);
        } else if let Some((of, end)) = form(line.text) {
            let heading = heading(lines, at, of, &mut outline);
            if heading.is_some() {
                titles.take(at);
            }
            found.extend(heading.or_else(|| item(lines, at, of, end)));
        } else if let Some((of, _)) = loose(line.text).filter(|_| titles.begins(at)) {
            found.extend(heading(lines, at, of, &mut outline));
        }
    }
    found
}

/// How many signs of a heading a line begins with.
fn hashes(text: &str) -> usize {
    text.chars().take_while(|c| matches!(c, '#' | '＃')).count()
}

/// The levels of the headings so far.
struct Outline {
    /// Of the last heading that is no entry; 1 is the page's title.
    outer: usize,
    /// Whether 一、 stands below it.
    has_chinese: bool,
}

impl Outline {
    /// Takes note of a heading.
    fn take(&mut self, text: &str, level: usize) {
        match entry(text) {
            Some(Form::Chinese) => self.has_chinese = true,
            Some(Form::ChineseInBrackets) => {}
            _ => (self.outer, self.has_chinese) = (level.clamp(2, 5), false),
        }
    }

    /// The level of a title among the text below them.
    fn inner(&self) -> usize {
        self.outer + 1 + usize::from(self.has_chinese)
    }
}

/// What a line begins with, where it is an entry.
fn entry(text: &str) -> Option<Form> {
    form(text).or_else(|| loose(text)).map(|(form, _)| form)
}

/// `##抓`, `##　抓`, `＃＃ 抓`.
fn marked_heading(line: &Line<'_>) -> Option<Slip> {
    let level = hashes(line.text);
    // Seven signs and more are no heading, and nothing else.
    if !(1..=12).contains(&level) {
        return None;
    }
    let words = line.text.trim_start_matches(['#', '＃']).trim_start_matches(is_blank);
    let marks = &line.text[..line.text.len() - words.len()];
    // #六好# #支部#
    let is_tag = level == 1 && words.contains(['#', '＃']);
    let is_heading =
        words.chars().next().is_some_and(|c| !c.is_ascii_punctuation() && !c.is_ascii_digit());
    let is_right = marks.starts_with('#')
        && marks.trim_end_matches([' ', '\t']).len() == level
        && marks.len() > level
        && level <= 6;
    if is_right || is_tag || !is_heading || words.chars().count() > LONGEST * 2 {
        return None;
    }
    let start = if line.is_quoted { line.at } else { line.start };
    // The page's title is of the first level.
    let signs = "#".repeat(level.clamp(2, 6));
    // ##抓学习##
    let bare = words.trim_end_matches(|c| matches!(c, '#' | '＃') || is_blank(c));
    if bare.len() < words.len() {
        return Some(Slip::new(start..line.end(), format!("{signs} {bare}"), Kind::Heading));
    }
    Some(Slip::new(start..line.at + marks.len(), format!("{signs} "), Kind::Heading))
}

/// ＞ before the words of a quotation; each of several is one inside the last.
fn quote(line: &Line<'_>) -> Option<Slip> {
    let words = line.text.trim_start_matches(|c| c == '＞' || is_blank(c));
    let signs = &line.text[..line.text.len() - words.len()];
    let is_number = words.starts_with(is_digit);
    let is_quote = signs.starts_with('＞') && !is_number && !words.is_empty();
    let put = "> ".repeat(signs.matches('＞').count());
    is_quote.then(|| Slip::new(line.start..line.end() - words.len(), put, Kind::Mark))
}

/// `一、抓学习` in a line of its own, with text below.
fn heading(lines: &[Line<'_>], at: usize, of: Form, outline: &mut Outline) -> Option<Slip> {
    let level = match of {
        Form::Chinese => outline.outer + 1,
        Form::ChineseInBrackets => outline.outer + 1 + usize::from(outline.has_chinese),
        Form::Number | Form::Enclosed | Form::Bullet | Form::Dash => return None,
    };
    let line = &lines[at];
    let length = line.text.chars().count();
    let is_title = !line.text.contains(['。', '；', '！', '？', '|', '｜', '\t'])
        && !line.text.ends_with(['，', '、', '：', ',', ':']);
    let below = lines.get(at + 1).filter(|next| !next.text.is_empty());
    let glued = below.is_some_and(|next| next.start == next.at && form(next.text).is_none());
    let longest = if glued { titles::LONGEST } else { LONGEST };
    let next = lines[at + 1..].iter().find(|next| !next.text.is_empty())?;
    let before = lines[..at].iter().rev().find(|one| !one.text.is_empty());
    let is_same = |other: &Line<'_>| entry(other.text) == Some(of) && is_short(other);
    let is_list = is_same(next) || before.is_some_and(is_same);
    if line.is_quoted || !is_title || length > longest || is_list {
        return None;
    }
    outline.has_chinese |= of == Form::Chinese;
    let marks = format!("{} ", "#".repeat(level.min(6)));
    Some(Slip::new(line.start..line.at, marks, Kind::PlainHeading))
}

fn is_short(line: &Line<'_>) -> bool {
    line.text.chars().count() <= LONGEST && !line.text.contains('。')
}

/// An item of a list: the line above or below, blank ones passed, is another.
fn item(lines: &[Line<'_>], at: usize, of: Form, end: usize) -> Option<Slip> {
    let line = &lines[at];
    let mark = match of {
        Form::Number => {
            let digits: String = line.text[..end].chars().filter_map(digit).collect();
            let is_mark =
                line.text.strip_prefix(&*digits).is_some_and(|rest| rest.starts_with(['.', ')']));
            if is_mark && line.text[end..].starts_with(' ') {
                return None;
            }
            format!("{}{digits}. ", if is_inner(lines, at) { "   " } else { "" })
        }
        Form::Bullet | Form::Dash => "- ".to_owned(),
        Form::Chinese | Form::ChineseInBrackets | Form::Enclosed => return None,
    };
    let is_other = |other: &Line<'_>| {
        let is_same = form(other.text).is_some_and(|(form, _)| form == of);
        is_same && (is_bracketed(other) || !is_bracketed(line))
    };
    let next = lines[at + 1..].iter().find(|one| !one.text.is_empty());
    let before = lines[..at].iter().rev().find(|one| !one.text.is_empty());
    let is_alone = !next.is_some_and(is_other) && !before.is_some_and(is_other);
    // — before a name is the author's.
    if is_alone && !line.text.starts_with(['-', '－']) {
        return None;
    }
    let words = line.text[end..].trim_start_matches(is_blank);
    let start = if line.is_quoted { line.at } else { line.start };
    Some(Slip::new(start..line.end() - words.len(), mark, Kind::List))
}

/// Whether a number stands in brackets, `（1）`.
fn is_bracketed(line: &Line<'_>) -> bool {
    line.text.starts_with(['（', '('])
}

/// Whether an entry `（1）` stands below one without brackets, `1、`.
fn is_inner(lines: &[Line<'_>], at: usize) -> bool {
    // A limit keeps the time linear.
    let mut above = lines[..at].iter().rev().filter(|one| !one.text.is_empty()).take(20);
    let outer = above.find(|one| !is_bracketed(one));
    is_bracketed(&lines[at])
        && outer.is_some_and(|one| form(one.text).is_some_and(|(form, _)| form == Form::Number))
}

#[cfg(test)]
mod tests {
    use crate::check::slip::slips;

    #[test]
    fn an_entry_that_is_a_heading_already_leaves_the_level_of_the_next_as_it_is() {
        let body =
            "## 做法\n\n### （一）抓学习\n\n支部每月学习。\n\n（二）抓服务\n\n支部每月服务。\n";
        let put: Vec<_> = slips(body).into_iter().filter_map(|slip| slip.put).collect();
        assert_eq!(put, ["### "]);
    }

    #[test]
    fn signs_of_a_heading_in_both_widths_are_counted_in_characters() {
        for body in ["###＃** ** **", "##＃甲", "## ＃甲\n##＃\n＃#＃乙"] {
            let ends = |range: std::ops::Range<usize>| body.get(range).is_some();
            assert!(slips(body).into_iter().all(|slip| ends(slip.range)), "{body}");
        }
    }
}
