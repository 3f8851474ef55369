//! The table of the desk: every story with its state, a page at a time.
//!
//! Entry point: [`desk`]. Looking at all stories is cheap; what is costly, such as the coverage of
//! numbers, is found for the rows that are shown.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use crate::check::Account;
use crate::diagnostic::{Count, Diagnostic, shown_name};
use crate::parse::{Document, Kind};
use crate::serve::desk::label::fact_label;
use crate::serve::desk::words::{DESK, words};
use crate::serve::desk::{Asked, coverage};
use crate::serve::model::{Entry, Snapshot};
use crate::serve::preview::Preview;
use crate::site::{self, KeptBack};

/// Rows on a page of the table.
const PAGE: usize = 100;

/// What the desk shows.
#[derive(Serialize)]
pub(super) struct Desk {
    name: String,
    words: Vec<(&'static str, String)>,
    /// Faults of the program itself, in words.
    troubles: Vec<String>,
    totals: Totals,
    /// Rows that fit the question, on all pages.
    found: usize,
    page: usize,
    pages: usize,
    rows: Vec<Row>,
    /// Sections in which articles may be begun.
    sections: Vec<Named>,
}

/// A section: its folder and its name.
#[derive(Serialize)]
struct Named {
    folder: &'static str,
    name: &'static str,
}

#[derive(Default, Serialize)]
struct Totals {
    all: usize,
    errors: usize,
    warnings: usize,
    /// Files with places to be confirmed.
    asked: usize,
    kept_back: usize,
    missing: usize,
}

#[derive(Serialize)]
struct Row {
    file: String,
    /// The validator of the bytes that the row tells of.
    etag: Option<String>,
    name: String,
    title: String,
    state: &'static str,
    /// The section that an article belongs to.
    section: Option<&'static str>,
    date: Option<String>,
    /// The address of its page, where it has one.
    href: Option<String>,
    /// The address at which an editor sees its page; that of a draft too.
    page: Option<String>,
    errors: usize,
    warnings: usize,
    information: usize,
    /// Whether an import left places to be confirmed.
    asked: bool,
    missing: Vec<String>,
    /// Numbers of the text, and how many of them are in no field.
    numbers: Option<(usize, usize)>,
}

/// A file with what is known of it at once.
struct Line<'s> {
    entry: &'s Entry,
    state: &'static str,
    count: Count,
    missing: Vec<&'static str>,
}

/// The table for a question: `state`, `q` and `page`.
pub(super) fn desk(preview: &Preview, snapshot: &Snapshot, asked: &Asked<'_>) -> Desk {
    let Asked { target, is_here, .. } = *asked;
    let lines = lines(preview, snapshot);
    let totals = totals(&lines);
    let wanted = target.value("state").unwrap_or_default();
    let text = target.value("q").unwrap_or_default().trim().to_lowercase();
    let mut lines: Vec<_> =
        lines.into_iter().filter(|line| line.fits(wanted) && line.has(&text)).collect();
    lines.sort_by(|a, b| a.order().cmp(&b.order()));
    let pages = lines.len().div_ceil(PAGE).max(1);
    let asked = target.value("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let page = usize::clamp(asked, 1, pages);
    let found = lines.len();
    let shown: Vec<_> = lines.into_iter().skip((page - 1) * PAGE).take(PAGE).collect();
    let mut rows: Vec<_> = shown.par_iter().map(|line| line.row(preview, snapshot)).collect();
    if is_here {
        // Not on the threads that collect a site with drafts: they would wait for themselves.
        for (row, line) in rows.iter_mut().zip(&shown) {
            row.page = snapshot.href(&line.entry.address());
        }
    }
    let name = snapshot.site.config.name.clone();
    let words = words(DESK, &preview.locale);
    let stumbles = preview.stage.stumbles();
    let troubles = stumbles.iter().map(|one| preview.locale.text(&one.message())).collect();
    let sections = snapshot.site.config.sections.iter();
    let sections = sections.map(|one| Named { folder: &one.folder, name: &one.name }).collect();
    Desk { name, words, troubles, totals, found, page, pages, rows, sections }
}

fn lines<'s>(preview: &Preview, snapshot: &'s Snapshot) -> Vec<Line<'s>> {
    let mut of_site: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for fault in &snapshot.faults {
        of_site.entry(&fault.place.file).or_default().push(fault);
    }
    let line = |(file, entry): (&'s Arc<str>, &'s Arc<Entry>)| {
        let others = of_site.get(&**file).into_iter().flatten();
        let mut count = entry.count;
        for one in others {
            let one = Count::of(std::slice::from_ref(*one));
            count.errors += one.errors;
            count.warnings += one.warnings;
            count.information += one.information;
        }
        Line {
            entry,
            state: state(entry.document.as_ref(), preview.selection),
            count,
            missing: missing(entry),
        }
    };
    snapshot.entries.iter().map(line).collect()
}

pub(super) fn state(document: Option<&Document>, selection: site::Options) -> &'static str {
    match document {
        None => "desk-broken",
        Some(Document::Story(story)) => match KeptBack::of(story, selection) {
            Some(KeptBack::Draft) => "desk-draft",
            Some(KeptBack::Future(_)) => "desk-future",
            Some(KeptBack::Expired(_)) => "desk-expired",
            None if story.profile.is_draft => "desk-draft",
            None => "desk-published",
        },
        Some(Document::Series(_)) => "desk-series",
        Some(Document::Page(page)) if page.is_draft => "desk-draft",
        Some(Document::Page(_)) => "desk-page",
        Some(Document::Article(article)) => match KeptBack::of_article(article, selection) {
            Some(KeptBack::Draft) => "desk-draft",
            Some(KeptBack::Future(_)) => "desk-future",
            Some(KeptBack::Expired(_)) => "desk-expired",
            None if article.page.is_draft => "desk-draft",
            None => "desk-published",
        },
    }
}

/// What a file is called in lists: by its title, else by its name.
pub(super) fn title<'d>(document: Option<&'d Document>, slug: &'d str) -> &'d str {
    match document {
        Some(Document::Story(story)) => story.title(),
        Some(Document::Series(series)) => &series.title,
        Some(Document::Page(page)) => &page.title,
        Some(Document::Article(article)) => &article.page.title,
        None => slug,
    }
}

/// The name of the section that an article belongs to.
pub(super) fn section(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Article(section) => Some(&section.name),
        Kind::Story | Kind::Series | Kind::Page => None,
    }
}

fn missing(entry: &Entry) -> Vec<&'static str> {
    match &entry.document {
        Some(Document::Story(story)) => site::missing_facts(story),
        _ => Vec::new(),
    }
}

fn totals(lines: &[Line<'_>]) -> Totals {
    let count = |state: &str| lines.iter().filter(|line| line.fits(state)).count();
    Totals {
        all: lines.len(),
        errors: count("errors"),
        warnings: count("warnings"),
        asked: count("asked"),
        kept_back: count("kept-back"),
        missing: count("missing"),
    }
}

impl Line<'_> {
    fn fits(&self, wanted: &str) -> bool {
        match wanted {
            "errors" => self.count.errors > 0,
            "warnings" => self.count.warnings > 0,
            "asked" => self.is_asked(),
            "kept-back" => ["desk-draft", "desk-future", "desk-expired"].contains(&self.state),
            "missing" => !self.missing.is_empty(),
            _ => true,
        }
    }

    fn is_asked(&self) -> bool {
        self.entry.faults.iter().any(|fault| fault.rule == "unconfirmed")
    }

    fn has(&self, text: &str) -> bool {
        text.is_empty()
            || self.title().to_lowercase().contains(text)
            || self.entry.text.file.to_lowercase().contains(text)
    }

    fn title(&self) -> &str {
        title(self.entry.document.as_ref(), &self.entry.text.slug)
    }

    fn date(&self) -> Option<Date> {
        match &self.entry.document {
            Some(Document::Story(story)) => story.profile.date,
            Some(Document::Series(series)) => series.date,
            Some(Document::Page(page)) => page.date,
            Some(Document::Article(article)) => article.page.date,
            None => None,
        }
    }

    /// What needs a hand first, then the newest.
    fn order(&self) -> impl Ord + '_ {
        let is_other = self.entry.text.kind != Kind::Story;
        (
            self.count.errors == 0,
            self.count.warnings == 0,
            is_other,
            Reverse(self.date()),
            &self.entry.text.file,
        )
    }

    fn row(&self, preview: &Preview, snapshot: &Snapshot) -> Row {
        let address = self.entry.address();
        let numbers = match &self.entry.document {
            Some(Document::Story(story)) => coverage(&self.entry.text.path, story)
                .map(|all| (all.numerals.len(), all.count(|one| one == Account::Unaccounted))),
            _ => None,
        };
        let label = |key: &&'static str| fact_label(key, &preview.locale);
        Row {
            name: shown_name(&self.entry.text.file),
            file: self.entry.text.file.to_string(),
            etag: self.entry.etag(),
            title: self.title().to_owned(),
            state: self.state,
            section: section(self.entry.text.kind),
            date: self.date().map(|date| date.to_string()),
            href: snapshot
                .route(&address)
                .map(|planned| format!("/{}", site::permalink::href(&planned.address))),
            page: None,
            errors: self.count.errors,
            warnings: self.count.warnings,
            information: self.count.information,
            asked: self.is_asked(),
            missing: self.missing.iter().map(label).collect(),
            numbers,
        }
    }
}
