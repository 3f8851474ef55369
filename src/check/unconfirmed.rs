//! `unconfirmed`: no question of an import is left in a published file.
//!
//! Why: `liuhao import` asks in comments (待确认) where it is not sure. Nobody has answered one that still stands
//! there when the draft is published. Told once in a file, with a count; a draft is left alone.

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Place, Severity, Split};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("unconfirmed", Severity::Warning, check);

/// What a question begins with, behind `#`.
const MARK: &str = "待确认";

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let Split::Found { yaml, .. } = &case.text.split else { return Vec::new() };
    if case.story.profile.is_draft {
        return Vec::new();
    }
    let text = &case.text.source.text[yaml.clone()];
    let is_question = |at: &usize| {
        let line = text[..*at].rsplit('\n').next().unwrap_or_default();
        line.trim_end().ends_with('#')
    };
    let marks: Vec<usize> =
        text.match_indices(MARK).map(|(at, _)| at).filter(is_question).collect();
    let Some(first) = marks.first() else { return Vec::new() };
    let start = yaml.start + first;
    let end = start + text[*first..].find('\n').unwrap_or(text.len() - first);
    let message = Message::new("unconfirmed").text("mark", MARK).count("count", marks.len());
    let place = Place::span(&case.text.source.file, start..end);
    vec![RULE.found(place, message).with_help(Message::new("unconfirmed-help").text("mark", MARK))]
}
