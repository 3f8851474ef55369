//! `relative-window`: where the text says 去年以来 or 近年来, `as_of` says from when it speaks.
//!
//! Why: the story is read for years, and then 去年 is another year. Told once in a file.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("relative-window", Severity::Information, check);

const WINDOWS: [&str; 7] =
    ["去年以来", "今年以来", "近年来", "近几年", "近两年", "近三年", "近五年"];

/// Finds them all in one pass. Leftmost first, because only then vector instructions are used.
static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostFirst);
    builder.build(WINDOWS).expect("seven words make a small automaton")
});

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    if case.story.profile.as_of.is_some() {
        return Vec::new();
    }
    let prose = case.prose();
    let fault = WORDS.find(prose).map(|hit| {
        let window = WINDOWS[hit.pattern().as_usize()];
        let message = Message::new("relative-window").text("window", window);
        RULE.found(case.text.place(hit.range()), message)
            .with_help(Message::new("relative-window-help"))
    });
    fault.into_iter().collect()
}
