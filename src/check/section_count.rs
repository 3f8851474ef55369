//! `section-count`: “五个聚焦” has five headings that begin with 聚焦.
//!
//! Why: a section was added or dropped and the slogan kept its number. Only headings with the very
//! word count, and only where there are at least two: 六好 does not demand six headings.

use crate::check::Rule;
use crate::check::case::Case;
use crate::claims::{self, Slogan};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("section-count", Severity::Error, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let slogans = claims::slogans(case.prose());
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
