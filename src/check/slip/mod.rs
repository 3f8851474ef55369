//! Marks of Markdown that were typed as Word, a Chinese input method or another system writes them.
//!
//! Entry point: [`slips`], one answer for the rules `leftover-markup` and `plain-structure` and for `check --fix`: what
//! the one tells the other mends. Lines are looked at as they stand ([`line`], [`table`]); marks between words
//! ([`pair`], [`link`]) count only where Markdown reads them as words, so that code and escaped marks stay.

mod facts;
mod foreign;
mod glued;
mod hand;
mod host;
mod line;
mod link;
mod number;
mod pair;
mod pasted;
mod picture;
mod table;
mod title;
mod written;

pub(super) use facts::pasted_facts;
pub(super) use foreign::shortcode;
pub(super) use host::scheme;
pub(super) use pasted::INDENT;
pub(super) use picture::{attached, spoken, spoken_table};

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::apart::{apart, shortest_first};
use crate::parse::body::component::Fence;
use crate::parse::body::forms::is_blank;
use crate::parse::body::node::Component;
use crate::parse::body::{Verbatim, each_event};
use crate::prefilter::{self, Alphabet};

/// What was typed, or how it was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `##抓`, `##　抓`, `＃＃ 抓`: a heading whose mark does nothing.
    Heading,
    /// `一、抓学习` in a line of its own: a heading without a mark.
    PlainHeading,
    /// `1、`, `1.抓`, `-抓`, `·`: items of a list without its mark.
    List,
    /// Cells divided by Tabs, by several blanks, by ｜, or by | without the row that makes a table of them.
    Table,
    /// A line that is joined with the next one, as of a verse or a form.
    Line,
    /// A number of a list that does not follow the one before: the page counts on.
    Number,
    /// `＊＊好＊＊`, `__好__`, `｀好｀`, `～～好～～`, `＞ 好`.
    Mark,
    /// `![图]（a.jpg）`, `！[图](a.jpg)`, `[文字] (b.md)`: brackets of a link.
    Bracket,
    /// A file name with blanks, which ends the address.
    Address,
    /// `[县局](www.example.com)`: an address without `https://`.
    Scheme,
    /// `http：//`, `www。example。com`: an address with marks of another keyboard.
    Written,
    /// `[甲][1]` without a line that says where `[1]` leads.
    Target,
    /// Marks of other systems: `{{< >}}`, `:::`, `{#id}`, `[toc]`, `==好==`, `[[甲]]`, `:smile:`, `$$x$$`.
    Foreign,
    /// A paragraph that begins behind another on its line: `…完成。　　二、…`.
    Paragraph,
    /// A fence of code round sentences.
    Code,
    /// A fence of code that is never ended.
    Fence,
    /// `>70岁`: a mark of quotation that was meant to compare.
    Comparison,
    /// `图片1.jpg`, `【图片】` in a line of its own: a picture that is not shown.
    Picture,
    /// `[微笑]`: what a chat writes for a face.
    Face,
    /// `[^1]：注文`, `［^1］`, `[^1]注文`: the sign of a note that does nothing.
    Note,
}

/// A slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Its bytes in the body.
    pub range: Range<usize>,
    /// What should stand there; `None` where a person has to say.
    pub put: Option<String>,
    /// Which it is.
    pub kind: Kind,
}

impl Slip {
    fn new(range: Range<usize>, put: impl Into<String>, kind: Kind) -> Self {
        Self { range, put: Some(put.into()), kind }
    }
}

/// What must be so in the text as read for a slip to be one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    /// It is read as words.
    AsWords,
    /// It is read as anything but code.
    NotAsCode,
}

/// A slip among words, and how its first byte must be read.
struct Candidate {
    slips: Vec<Slip>,
    at: usize,
    read: Read,
}

/// The slips of a body, in order and apart. Linear in its length.
pub fn slips(body: &str) -> Vec<Slip> {
    slips_of(body, &Alphabet::of(body))
}

/// The same of a body whose characters are known: they are all of an alphabet.
pub(super) fn slips_of(body: &str, alphabet: &Alphabet) -> Vec<Slip> {
    let lines = lines(body);
    let mut found = line::slips(&lines);
    found.extend(table::slips((body, alphabet), &lines));
    found.sort_by_key(|slip| slip.range.start);
    let glued = glued::slips(body, &lines, &found);
    found.extend(glued);
    found.extend(number::slips(&lines));
    found.extend(foreign::drawn(body));
    found.extend(foreign::unclosed(body));
    found.extend(pasted::fenced(body));
    found.extend(pasted::paragraphs(body, &lines));
    found.extend(foreign::comparisons(body));
    found.extend(hand::slips(body, &lines));
    let mut candidates = pair::candidates((body, alphabet), &lines);
    candidates.extend(link::candidates(body, alphabet));
    candidates.extend(written::candidates(body, alphabet));
    candidates.extend(foreign::books((body, alphabet), &lines));
    candidates.extend(foreign::candidates(&lines));
    candidates.extend(picture::candidates((body, alphabet), &lines));
    if prefilter::passes(!candidates.is_empty()) {
        let reading = Reading::of(body);
        let is_so = |one: &Candidate| reading.is(one.at, one.read);
        found.extend(candidates.into_iter().filter(is_so).flat_map(|one| one.slips));
    }
    if !found.is_empty()
        && let Some(facts) = pasted_facts(body, alphabet)
    {
        found.retain(|slip| slip.range.end < facts.start || slip.range.start > facts.end);
    }
    apart(&mut found, |slip| &slip.range, |slip| shortest_first(&slip.range));
    found
}

/// The cells of a body that stand beyond the head of their table: no page shows them.
pub(super) fn extra_cells(body: &str) -> Vec<Range<usize>> {
    let has_table = memchr::memmem::find(body.as_bytes(), b"--").is_some() && body.contains('|');
    if prefilter::passes(has_table) {
        table::extra_cells(&lines_of(body.split_inclusive('\n').flat_map(parted)))
    } else {
        Vec::new()
    }
}

/// A line that is no code and no HTML, without its end and without blanks before it.
#[derive(Debug, Clone, Copy)]
struct Line<'b> {
    /// Where it begins, blanks counted.
    start: usize,
    /// Where its words begin.
    at: usize,
    text: &'b str,
    /// Whether it stands in quotation marks of Markdown.
    is_quoted: bool,
    /// Whether it is code, HTML or of a component: without words here, and nothing that may be mended away.
    is_other: bool,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Whether nothing at all stands in it.
    fn is_blank(&self) -> bool {
        self.text.is_empty() && !self.is_other
    }
}

/// The lines of a body; code, HTML and the fences of components as blank ones, figures with their fences.
fn lines(body: &str) -> Vec<Line<'_>> {
    lines_of(body.split_inclusive('\n'))
}

fn lines_of<'b>(whole: impl Iterator<Item = &'b str>) -> Vec<Line<'b>> {
    let mut found = Vec::new();
    let (mut start, mut verbatim) = (0, Verbatim::default());
    let mut open = Vec::new();
    for whole in whole {
        let line = whole.trim_end_matches(|c| c == '\n' || is_odd_end(c));
        let quoted = line.trim_start_matches([' ', '>']);
        let is_quoted = line[..line.len() - quoted.len()].contains('>');
        let behind = if is_quoted { quoted } else { line };
        let words = behind.trim_start_matches(is_blank);
        let text = words.trim_end_matches(|c| c != '\t' && is_blank(c));
        // A Tab at the end is an empty cell.
        let text = if text.trim().is_empty() { "" } else { text };
        let at = start + line.len() - words.len();
        let is_verbatim = verbatim.takes(text, true);
        let is_other = is_verbatim || is_of_component(text, &mut open);
        let text = if is_other { "" } else { text };
        let begin = start + line.len() - behind.len();
        found.push(Line { start: begin, at, text, is_quoted, is_other });
        start += whole.len();
    }
    found
}

/// A line as a page has it: a character that stands for a line end is one there.
fn parted(line: &str) -> impl Iterator<Item = &str> {
    let bare = line.trim_end_matches(['\r', '\n']);
    let last = bare
        .rfind(is_odd_end)
        .map_or(0, |at| at + bare[at..].chars().next().map_or(0, char::len_utf8));
    let (odd, rest) = line.split_at(last);
    odd.split_inclusive(is_odd_end).chain((!rest.is_empty()).then_some(rest))
}

/// Whether a character becomes a line end, as one of Word or of old systems.
fn is_odd_end(c: char) -> bool {
    matches!(c, '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a line is a fence of a component, or one of its figures; `open` are those that have begun, none for one that
/// is not ours.
fn is_of_component(line: &str, open: &mut Vec<Option<Component>>) -> bool {
    match Fence::of(line) {
        Some(Fence::Begin(component, _)) => {
            open.push(Some(component));
            true
        }
        Some(Fence::Unknown(_)) => {
            open.push(None);
            false
        }
        Some(Fence::End) => open.pop().flatten().is_some(),
        None => open.contains(&Some(Component::Figures)),
    }
}

/// How the bytes of a body are read.
struct Reading {
    words: Vec<Range<usize>>,
    code: Vec<Range<usize>>,
}

impl Reading {
    fn of(body: &str) -> Self {
        let (mut words, mut code) = (Vec::new(), Vec::new());
        let mut depth = 0_usize;
        each_event(body, &mut |event, range| match event {
            Event::Start(Tag::CodeBlock(_)) => {
                depth += 1;
                code.push(range);
            }
            Event::End(TagEnd::CodeBlock) => depth = depth.saturating_sub(1),
            Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => code.push(range),
            Event::Text(text) if depth == 0 && body.get(range.clone()) == Some(&*text) => {
                words.push(range);
            }
            _ => {}
        });
        words.sort_by_key(|range| range.start);
        code.sort_by_key(|range| range.start);
        Self { words, code }
    }

    fn is(&self, at: usize, read: Read) -> bool {
        match read {
            Read::AsWords => holds(&self.words, at),
            Read::NotAsCode => !holds(&self.code, at),
        }
    }
}

fn holds(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start <= at)
}

#[cfg(test)]
mod tests;
