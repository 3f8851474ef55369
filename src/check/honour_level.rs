//! `honour-level`: an honour has one of the levels that `site.yaml` lists.
//!
//! Why: an honour of a level that nobody listed gets a page of its own and is missing on the right
//! one. No level at all is allowed: not every honour has one. But one that stands in the title alone is told.

use crate::check::Rule;
use crate::check::case::Case;
use crate::config::Term;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::schema;

pub(super) const RULE: Rule = Rule::story("honour-level", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let levels = &case.text.office.levels;
    let is_known = |level: &str| {
        let is_it = |term: &Term| term.name == level || term.aliases.iter().any(|one| one == level);
        levels.iter().any(is_it)
    };
    let honours = case.story.profile.honours.iter().enumerate();
    let unknown = honours.filter_map(|(nth, honour)| {
        let level = honour.level.as_deref().filter(|level| !is_known(level))?;
        let names: Vec<_> = levels.iter().map(|term| term.name.as_str()).collect();
        let message = Message::new("honour-level").text("level", level);
        let fault = RULE.found(case.part(("honours", Some(nth)), level), message);
        Some(fault.with_help(match only_nearest(level, &names) {
            Some(name) => Message::new("did-you-mean").text("name", name),
            None => Message::new("honour-level-help").text("levels", names.join(" ")),
        }))
    });
    unknown.chain(unread(case)).collect()
}

/// The first honour without a level whose title holds one, as where the phrase was not understood.
fn unread(case: &Case<'_>) -> Option<Diagnostic> {
    let levels = &case.text.office.levels;
    let mut honours = case.story.profile.honours.iter().enumerate();
    honours.find_map(|(nth, honour)| {
        let is_held = |term: &&Term| honour.title.contains(&*term.name);
        let level = levels.iter().find(is_held).filter(|_| honour.level.is_none())?;
        let place = case.part(("honours", Some(nth)), &honour.title);
        let message = Message::new("honour-level-unread")
            .text("title", &*honour.title)
            .text("level", &*level.name);
        let key = case.text.source.spoken("级别", "level");
        let help =
            Message::new("honour-level-unread-help").text("key", key).text("level", &*level.name);
        Some(RULE.found(place, message).with_help(help))
    })
}

/// The level that alone is near: of 镇级 each of 县级, 市级, 省级 is one character away, and none is
/// meant.
fn only_nearest<'n>(level: &str, names: &[&'n str]) -> Option<&'n str> {
    let first = schema::nearest(level, names.iter().copied())?;
    let last = schema::nearest(level, names.iter().rev().copied())?;
    (first == last).then_some(first)
}
