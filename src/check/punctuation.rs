//! `punctuation`: Chinese text has Chinese punctuation.
//!
//! Why: half-width commas between Han characters look cramped and break lines wrongly; an open
//! quotation swallows the rest of the paragraph. Half-width marks are told once in a file with a
//! count, as `check --fix` mends them all. Code, addresses, numbers (12:30, 3.5) and Latin text
//! are left alone: a mark counts only between Han characters or Chinese punctuation.

use std::ops::Range;

use crate::check::Rule;
use crate::check::case::Text;
use crate::check::half_width::{is_half, slips};
use crate::check::marks::Mark;
use crate::claims::clause::is_han;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::text("punctuation", Severity::Warning, check);

/// Marks that never stand twice.
const SINGLE: &str = "，、；：。";
const PAIRS: [(char, char); 2] = [('“', '”'), ('《', '》')];

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let prose = text.prose.text();
    let mut found: Vec<Diagnostic> = half_width(text).into_iter().collect();
    let marks = text.marks();
    let odd = doubled(prose, marks).into_iter().chain(unbalanced(prose, marks));
    for (range, message) in odd.chain(ends_twice(prose, marks)) {
        found.push(RULE.found(text.place(range), message));
    }
    found
}

/// A Han character or what stands between them.
fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '“' | '”' | '‘' | '’' | '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}')
}

fn half_width(text: &Text<'_>) -> Option<Diagnostic> {
    let prose = text.prose.text();
    let (mut first, mut count) = (None, 0);
    // The end of the line that was looked at last.
    let mut end = 0;
    for one in text.marks().iter().filter(|one| is_half(one.mark)) {
        let before = || prose[..one.at].chars().next_back();
        let after = || prose[one.end()..].chars().next();
        // Nearly all are in dates and numbers: only a line with Han beside one is worth a look.
        if one.at < end || !(before().is_some_and(is_wide) || after().is_some_and(is_wide)) {
            continue;
        }
        let start = memchr::memrchr(b'\n', &prose.as_bytes()[..one.at]).map_or(0, |at| at + 1);
        end = memchr::memchr(b'\n', &prose.as_bytes()[one.at..])
            .map_or(prose.len(), |at| one.at + at);
        let slips = slips(prose[start..end].trim_end(), &|_| true);
        count += slips.len();
        first = first.or(slips.first().map(|(at, _)| start + at));
    }
    let at = first?;
    let message = Message::new("punctuation-half-width")
        .text("mark", prose[at..=at].to_owned())
        .count("count", count);
    let fault = RULE.found(text.place(at..at + 1), message);
    Some(fault.with_help(Message::new("punctuation-half-width-help")))
}

/// ，， and 。。。 and ... beside Han.
fn doubled(prose: &str, marks: &[Mark]) -> Vec<(Range<usize>, Message)> {
    let runs = marks.chunk_by(|one, next| one.mark == next.mark && one.end() == next.at);
    let runs = runs.filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        let is_ellipsis = run.len() >= 3
            && (first.mark == '。' || first.mark == '.' && prose[..first.at].ends_with(is_wide));
        let id = if is_ellipsis {
            "punctuation-ellipsis"
        } else if run.len() >= 2 && SINGLE.contains(first.mark) {
            "punctuation-doubled"
        } else {
            return None;
        };
        let range = first.at..last.end();
        let message = Message::new(id).text("marks", &prose[range.clone()]);
        Some((range, message))
    });
    runs.collect()
}

/// ！”。: the quotation has its end, and the sentence is over.
fn ends_twice(prose: &str, marks: &[Mark]) -> Vec<(Range<usize>, Message)> {
    let triples = marks.windows(3).filter(|three| {
        let is_one = three[0].end() == three[1].at && three[1].end() == three[2].at;
        is_one && "。！？".contains(three[0].mark) && three[1].mark == '”' && three[2].mark == '。'
    });
    let told = triples.map(|three| {
        let range = three[0].at..three[2].end();
        let message = Message::new("punctuation-ends-twice").text("marks", &prose[range.clone()]);
        (range, message)
    });
    told.collect()
}

/// The first mark of each paragraph that has no partner. A quotation that runs on over several
/// paragraphs is opened anew in each and closed in the last.
fn unbalanced(prose: &str, marks: &[Mark]) -> Vec<(Range<usize>, Message)> {
    let paragraphs = marks.split_inclusive(|one| one.mark == '\n');
    let lone = paragraphs.flat_map(|paragraph| {
        let next = paragraph.last().map_or("", |last| &prose[last.end()..]);
        PAIRS.into_iter().filter_map(move |(open, close)| {
            let lone = lone_mark(paragraph, open, close)?;
            let runs_on = lone.mark == open && next.starts_with(open);
            let message = Message::new("punctuation-unbalanced")
                .text("mark", lone.mark.to_string())
                .text("pair", format!("{open}{close}"));
            (!runs_on).then_some((lone.at..lone.end(), message))
        })
    });
    lone.collect()
}

fn lone_mark(paragraph: &[Mark], open: char, close: char) -> Option<Mark> {
    let mut opened = None;
    for one in paragraph {
        if one.mark == open {
            if opened.is_some() {
                // “我们走。“甲某说: the second one should have closed the first.
                return Some(*one);
            }
            opened = Some(*one);
        } else if one.mark == close && opened.take().is_none() {
            return Some(*one);
        }
    }
    opened
}
