//! `honour-year`: an honour says when it was awarded, by year or by batch, where the text says it.
//!
//! Why: 先进集体 without a year cannot be checked by anyone and stands in no list of its
//! year. Told once in a file, and only where the text gives a year for the title: what nobody knows, nobody
//! can add.

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::honour_in_text::is_alike;
use crate::claims::{Topic, What};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("honour-year", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let honours = case.story.profile.honours.iter().enumerate();
    let undated = honours.filter(|(_, one)| one.years.is_none() && one.batch.is_none());
    let undated = undated.filter_map(|(nth, one)| Some((nth, one, why(case, &one.title)?))).take(1);
    undated
        .map(|(nth, honour, message)| {
            let place = case.part(("honours", Some(nth)), &honour.title);
            let message = Message::new(message).text("title", &*honour.title);
            let key = |chinese, english| case.text.source.spoken(chinese, english);
            let help = Message::new("honour-year-help")
                .text("year", key("年度", "year"))
                .text("years", key("起止年度", "years"))
                .text("batch", key("批次", "batch"));
            RULE.found(place, message).with_help(help)
        })
        .collect()
}

/// What is said of an honour without a year: nothing where nobody knows more. The title may hold a year that was not
/// read as that of the award (2203年度…, 2019年以来…) or a number of years (连续三年…), or the text may say it.
fn why(case: &Case<'_>, title: &str) -> Option<&'static str> {
    let before = |at: usize, figures: &str| {
        let before = title[..at].trim_end();
        let bare = before.trim_end_matches(|c| figures.contains(c));
        (bare, before[bare.len()..].chars().count())
    };
    let years = || title.match_indices('年').map(|(at, _)| at);
    if years().any(|at| before(at, "0123456789０１２３４５６７８９").1 == 4) {
        return Some("honour-year-unread");
    }
    let is_counted = |at: usize| {
        let (bare, count) = before(at, "0123456789一二两三四五六七八九十");
        count > 0 && bare.ends_with("连续")
    };
    if years().any(is_counted) {
        return Some("honour-year-counted");
    }
    has_year(case, title).then_some("honour-year")
}

/// Whether the text gives this title with a year.
fn has_year(case: &Case<'_>, title: &str) -> bool {
    case.claims(Topic::Honours).iter().any(|claim| match &claim.what {
        What::Honour(told) => told.years.is_some() && is_alike(title, &told.title),
        _ => false,
    })
}
