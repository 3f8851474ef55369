//! `unfinished`: a story has a text, and nothing of the template that `liuhao new` wrote.
//!
//! Why: “（在这里写正文）” on an official page is worse than no page. A front matter that was pasted twice is shown as
//! text, where everybody reads it. A draft may be unfinished.

use memchr::memmem;

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::parse::profile::keys::PROFILE;
use crate::schema;

pub(super) const RULE: Rule = Rule::story("unfinished", Severity::Error, check);

/// What stands in the template (`src/scaffold/`).
const PLACEHOLDERS: [&str; 2] = ["（在这里写正文）", "小标题\n……"];

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let Some(body) = case.text.body().filter(|_| !case.story.profile.is_draft) else {
        return Vec::new();
    };
    let source = case.text.source;
    let (prose, markdown) = (case.prose(), &source.text[body..]);
    let mut found = Vec::new();
    for words in PLACEHOLDERS {
        if let Some(at) = memmem::find(prose.as_bytes(), words.as_bytes()) {
            let place = case.text.place(at..at + words.len());
            let shown = words.lines().next().unwrap_or_default();
            let message = Message::new("placeholder").text("text", shown);
            found.push(RULE.found(place, message).with_help(Message::new("placeholder-help")));
            break;
        }
    }
    if let Some(place) = second_front_matter(markdown) {
        let place = Place::span(&source.file, body + place.start..body + place.end);
        let message = Message::new("front-matter-twice");
        found.push(RULE.found(place, message).with_help(Message::new("front-matter-twice-help")));
    }
    if markdown.trim().is_empty() {
        let end = source.text.trim_end().len();
        let place = Place::span(&source.file, end.saturating_sub(3)..end);
        let message = Message::new("empty-body");
        let told = Diagnostic::warning(RULE.id, place, message);
        found.push(told.with_help(Message::new("empty-body-help")));
    }
    found
}

/// The first of two lines of front matter that begin a body, blank lines and `---` passed.
fn second_front_matter(markdown: &str) -> Option<std::ops::Range<usize>> {
    let offset = |line: &str| line.as_ptr() as usize - markdown.as_ptr() as usize;
    let mut lines = markdown.lines().filter(|line| !matches!(line.trim(), "" | "---")).take(2);
    let (first, second) = (lines.next()?, lines.next()?);
    let is_fact = |line: &str| {
        let key = line.split([':', '：']).next().unwrap_or_default();
        key.len() < line.len() && key.trim() == key && schema::find(&PROFILE, key, true).is_some()
    };
    (is_fact(first) && is_fact(second)).then(|| offset(first)..offset(second) + second.len())
}
