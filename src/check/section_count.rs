//! `section-count`: “五个聚焦” has five headings that begin with 聚焦.
//!
//! Why: a section was added or dropped and the slogan kept its number. Only headings with the very
//! word count, and only where there are at least two: 六好 does not demand six headings.

use std::ops::Range;

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("section-count", Severity::Error, check);

const NUMERALS: &str = "二三四五六七八九十";

/// A slogan: its number, its word, and where it stands in the prose.
struct Slogan<'t> {
    number: usize,
    word: &'t str,
    range: Range<usize>,
}

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let slogans = slogans(case);
    let mut told: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for slogan in &slogans {
        let headings: Vec<_> = case
            .text
            .prose
            .headings()
            .filter(|(_, text)| bare(text).starts_with(slogan.word))
            .collect();
        // A province's “四个聚焦” may be quoted beside the branch's own five.
        let fits = |one: &Slogan<'_>| one.word == slogan.word && one.number == headings.len();
        if headings.len() < 2 || told.contains(&slogan.word) || slogans.iter().any(fits) {
            continue;
        }
        told.push(slogan.word);
        let message = Message::new("section-count")
            .text("slogan", &case.prose()[slogan.range.clone()])
            .text("word", slogan.word)
            .count("count", headings.len());
        let last = headings[headings.len() - 1].0.clone();
        let last_heading = Message::new("section-count-last");
        found.push(
            RULE.found(case.text.place(slogan.range.clone()), message)
                .with_related(case.text.place(last), last_heading)
                .with_help(Message::new("section-count-help")),
        );
    }
    found
}

/// A heading without its mark: 一、 (一) 1.
fn bare(heading: &str) -> &str {
    let is_mark = |c: char| {
        c.is_ascii_digit() || c.is_whitespace() || "一二三四五六七八九十、.．（）()".contains(c)
    };
    heading.trim_start_matches(is_mark)
}

/// Every “N个XX” in quotation marks, XX two characters.
fn slogans<'a>(case: &Case<'a>) -> Vec<Slogan<'a>> {
    let prose = case.prose();
    let quotes = case.text.marks().iter().filter(|one| one.mark == '“');
    let found = quotes.filter_map(|quote| {
        let inside = &prose[quote.end()..];
        let label = &inside[..inside.find('”')?];
        let mut chars = label.chars();
        let numeral = chars.next()?;
        let number = NUMERALS.chars().position(|one| one == numeral)? + 2;
        let word = chars.as_str().strip_prefix('个')?;
        let start = quote.end();
        (word.chars().count() == 2).then_some(Slogan {
            number,
            word,
            range: start..start + label.len(),
        })
    });
    found.collect()
}
