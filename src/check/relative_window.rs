//! `relative-window`: where the text says 去年以来 or 近年来, `as_of` says from when it speaks.
//!
//! Why: the story is read for years, and then 去年 is another year. Told once in a file.

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("relative-window", Severity::Information, check);

const WINDOWS: [&str; 7] =
    ["去年以来", "今年以来", "近年来", "近几年", "近两年", "近三年", "近五年"];

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    if case.story.profile.as_of.is_some() {
        return Vec::new();
    }
    let prose = case.prose();
    let window_at = |at: usize| WINDOWS.iter().find(|window| prose[at..].starts_with(**window));
    let first = ['去', '今', '近'].iter().filter_map(|begin| {
        prose.match_indices(*begin).find_map(|(at, _)| Some((at, *window_at(at)?)))
    });
    let first = first.min();
    let fault = first.map(|(at, window)| {
        let message = Message::new("relative-window").text("window", window);
        RULE.found(case.text.place(at..at + window.len()), message)
            .with_help(Message::new("relative-window-help"))
    });
    fault.into_iter().collect()
}
