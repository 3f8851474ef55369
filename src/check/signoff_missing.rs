//! `signoff-missing`: a story says who made it, and as what.
//!
//! Why: who is asked when a reader doubts a number? A draft and a note of a few lines need none.

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::parse::body::forms::is_blank;
use crate::parse::profile::SIGNOFF_ROLES;

pub(super) const RULE: Rule = Rule::story("signoff-missing", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let profile = &case.story.profile;
    if profile.signoff.is_empty() && !profile.is_draft && !case.is_stub() {
        return vec![in_text(case).unwrap_or_else(|| {
            let place = Place::file(&case.story.file);
            let fault = RULE.found(place, Message::new("signoff-missing"));
            fault.with_help(Message::new("signoff-missing-help"))
        })];
    }
    let lines = profile.signoff.iter().enumerate();
    let without_role = lines.filter(|(_, line)| line.role.trim().is_empty());
    without_role
        .map(|(nth, line)| {
            let by = line.by.join("、");
            let place = case.fact(("signoff", Some(nth)));
            let message = Message::new("signoff-without-role").text("by", by);
            RULE.found(place, message).with_help(Message::new("signoff-missing-help"))
        })
        .collect()
}

/// The last lines of a text that may be a sign-off.
const LAST: usize = 12;
/// What stands between a role and a name: as in a sentence, and as accounts write it.
const MARKS: [char; 8] = ['：', ':', '|', '｜', '丨', '│', '/', '／'];

/// A sign-off that stands in the text, `供稿：示例县委老干部局`: no list of makers and no feed has it there.
fn in_text(case: &Case<'_>) -> Option<Diagnostic> {
    let source = case.text.source;
    let text = &source.text[case.text.body()?..];
    let lines = text.lines().rev().filter(|line| !line.trim().is_empty()).take(LAST);
    // Of several lines the first one is shown.
    let signed = lines.filter_map(|line| {
        let bare = line.trim_matches(|c| is_blank(c) || "（）()【】*\\".contains(c));
        let (role, by) = bare.split_once(MARKS)?;
        let (role, by) = (role.trim_matches(is_blank), by.trim_matches(is_blank));
        let is_name = !by.is_empty() && by.chars().count() <= 30 && !by.contains(['。', '，']);
        (SIGNOFF_ROLES.contains(&role) && is_name).then_some((bare, role, by))
    });
    let (line, role, by) = signed.last()?;
    let start = line.as_ptr() as usize - source.text.as_ptr() as usize;
    let place = Place::span(&source.file, start..start + line.len());
    let fault = RULE.found(place, Message::new("signoff-in-text").text("text", line));
    let help = Message::new("signoff-in-text-help").text("role", role).text("by", by);
    Some(fault.with_help(help))
}
