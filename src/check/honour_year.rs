//! `honour-year`: an honour says when it was awarded, by year or by batch, where the text says it.
//!
//! Why: 先进集体 without a year cannot be checked by anyone and stands in no list of its
//! year. Told once in a file, and only where the text gives a year for the title: what nobody knows, nobody
//! can add.

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::honour_in_text::is_alike;
use crate::claims::What;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("honour-year", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let honours = case.story.profile.honours.iter().enumerate();
    let undated = honours.filter(|(_, one)| one.years.is_none() && one.batch.is_none());
    let undated =
        undated.filter(|(_, one)| holds_year(&one.title) || has_year(case, &one.title)).take(1);
    undated
        .map(|(nth, honour)| {
            let place = case.part(("honours", Some(nth)), &honour.title);
            let message = Message::new("honour-year").text("title", &*honour.title);
            let key = |chinese, english| case.text.source.spoken(chinese, english);
            let help = Message::new("honour-year-help")
                .text("year", key("年度", "year"))
                .text("years", key("起止年度", "years"))
                .text("batch", key("批次", "batch"));
            RULE.found(place, message).with_help(help)
        })
        .collect()
}

/// Whether a title holds a year that was not read as that of the award: 2203年度…, 2019年以来….
fn holds_year(title: &str) -> bool {
    let figures = |text: &str| {
        text.chars().rev().take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).count()
    };
    title.match_indices('年').any(|(at, _)| figures(title[..at].trim_end()) == 4)
}

/// Whether the text gives this title with a year.
fn has_year(case: &Case<'_>, title: &str) -> bool {
    case.claims().iter().any(|claim| match &claim.what {
        What::Honour(told) => told.years.is_some() && is_alike(title, &told.title),
        _ => false,
    })
}
