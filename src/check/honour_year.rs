//! `honour-year`: an honour says when it was awarded, by year or by batch.
//!
//! Why: 先进集体 without a year cannot be checked by anyone and stands in no list of its year.

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("honour-year", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let honours = case.story.profile.honours.iter().enumerate();
    let undated = honours.filter(|(_, one)| one.years.is_none() && one.batch.is_none());
    undated
        .map(|(nth, honour)| {
            let place = case.part(("honours", Some(nth)), &honour.title);
            let message = Message::new("honour-year").text("title", &*honour.title);
            RULE.found(place, message).with_help(Message::new("honour-year-help"))
        })
        .collect()
}
