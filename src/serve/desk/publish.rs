//! Publishing from the desk: what it would change, and the build itself.
//!
//! Entry points: [`plan`], [`publish`]. The build is the very one of `liuhao build`, drafts left out. The plan renders
//! stories and free pages as it would, and holds them against what the manifest says is published.

use std::collections::BTreeMap;

use blake3::Hash;
use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use crate::build::{self, Built};
use crate::diagnostic::{Diagnostic, Severity, shown_name};
use crate::error::Error;
use crate::locale::shown;
use crate::parse::Document;
use crate::serve::desk::published as texts;
use crate::serve::model::{Content, Entry, Snapshot};
use crate::serve::preview::Preview;
use crate::site::{self, KeptBack, permalink};
use crate::write::Target;

/// Warnings that are told at most; of errors all are.
const MAX_TOLD: usize = 200;

/// What a publishing would do.
#[derive(Serialize)]
pub(super) struct Plan {
    errors: usize,
    warnings: usize,
    /// Whether it may go on.
    may: bool,
    faults: Vec<Told>,
    #[serde(flatten)]
    changes: Changes,
}

/// What came of a publishing.
#[derive(Serialize)]
pub(super) struct Outcome {
    published: bool,
    pages: usize,
    files_written: usize,
    files_removed: usize,
    /// The folder of the published site, as the editor sees it.
    output: String,
    faults: Vec<Told>,
    #[serde(flatten)]
    changes: Changes,
}

/// Stories and free pages that readers will find otherwise than before.
#[derive(Default, Serialize)]
struct Changes {
    new: Vec<Page>,
    changed: Vec<Page>,
    withdrawn: Vec<Page>,
}

#[derive(Serialize)]
struct Page {
    title: String,
    href: String,
    file: Option<String>,
    /// Why it is withdrawn.
    why: Option<&'static str>,
}

/// A fault, and the file to mend it in.
#[derive(Serialize)]
struct Told {
    severity: &'static str,
    label: String,
    rule: &'static str,
    message: String,
    help: Option<String>,
    /// The file, where it is one that the form opens.
    file: Option<String>,
    name: String,
}

/// What a publishing would do now.
///
/// # Errors
/// [`Error::BadState`] and [`Error::File`] where what is published cannot be learnt.
pub(super) fn plan(preview: &Preview, snapshot: &Snapshot) -> Result<Plan, Error> {
    let count = snapshot.count();
    Ok(Plan {
        errors: count.errors,
        warnings: count.warnings,
        may: count.errors == 0,
        faults: told(preview, snapshot, &snapshot.all_faults().cloned().collect::<Vec<_>>()),
        changes: changes(preview, snapshot)?,
    })
}

/// Publishes the site as the files are now.
///
/// # Errors
/// Those of [`build::build`]: a foreign file in the output, a full disk.
pub(super) fn publish(preview: &Preview, snapshot: &Snapshot) -> Result<Outcome, Error> {
    let changes = changes(preview, snapshot)?;
    let options = build::Options { drafts: false, ..preview.options.clone() };
    let Built { report, published } = build::build(&options, &|_, _| ())?;
    let faults = told(preview, snapshot, &report.diagnostics);
    let output = shown(&preview.options.output);
    let Some(published) = published else {
        let (pages, changes) = (0, Changes::default());
        let none = Outcome {
            published: false,
            pages,
            files_written: 0,
            files_removed: 0,
            output,
            faults,
            changes,
        };
        return Ok(none);
    };
    texts::keep(preview)?;
    Ok(Outcome {
        published: true,
        pages: published.pages,
        files_written: published.summary.written,
        files_removed: published.summary.removed,
        output,
        faults,
        changes,
    })
}

/// Holds what would be published against what is.
fn changes(preview: &Preview, snapshot: &Snapshot) -> Result<Changes, Error> {
    let published = Target::new(&preview.options.output).published()?;
    let day = preview.selection.today;
    let entries: Vec<&Entry> = snapshot.entries.values().map(|entry| &**entry).collect();
    let compared: Vec<_> =
        entries.par_iter().map(|entry| compare(snapshot, entry, &published, day)).collect();
    let mut changes = Changes::default();
    for (fate, page) in compared.into_iter().flatten() {
        match fate {
            Fate::New => changes.new.push(page),
            Fate::Changed => changes.changed.push(page),
            Fate::Withdrawn => changes.withdrawn.push(page),
        }
    }
    changes.withdrawn.extend(gone(snapshot, &entries, &published));
    Ok(changes)
}

/// What becomes of a page.
enum Fate {
    New,
    Changed,
    Withdrawn,
}

fn compare(
    snapshot: &Snapshot,
    entry: &Entry,
    published: &BTreeMap<String, Hash>,
    day: Option<Date>,
) -> Option<(Fate, Page)> {
    let document = entry.document.as_ref()?;
    let options = site::Options { drafts: false, today: day };
    let (title, why) = match document {
        Document::Story(story) => (story.title(), why(KeptBack::of(story, options))),
        Document::Page(page) => (page.title.as_str(), page.is_draft.then_some("draft")),
        Document::Article(article) => {
            (article.page.title.as_str(), why(KeptBack::of_article(article, options)))
        }
        // A list of stories, which changes with them.
        Document::Series(_) => return None,
    };
    let address = entry.address();
    let page = Page {
        title: title.to_owned(),
        href: format!("/{}", permalink::href(&address)),
        file: Some(entry.text.file.to_string()),
        why,
    };
    let known = published.get(&address);
    if why.is_some() {
        return known.map(|_| (Fate::Withdrawn, page));
    }
    let Content::Bytes(bytes) = snapshot.render(snapshot.route(&address)?).0 else { return None };
    match known {
        None => Some((Fate::New, page)),
        Some(hash) if *hash != blake3::hash(&bytes) => Some((Fate::Changed, page)),
        Some(_) => None,
    }
}

fn why(kept: Option<KeptBack>) -> Option<&'static str> {
    Some(match kept? {
        KeptBack::Draft => "draft",
        KeptBack::Future(_) => "future",
        KeptBack::Expired(_) => "expired",
    })
}

/// Published stories whose files are no more.
fn gone(snapshot: &Snapshot, entries: &[&Entry], published: &BTreeMap<String, Hash>) -> Vec<Page> {
    let own: Vec<String> = entries.iter().map(|entry| entry.address()).collect();
    let is_story = |address: &&String| {
        address.starts_with("branches/") && address.strip_suffix(".html").is_some()
    };
    let is_gone = |address: &&String| snapshot.route(address).is_none() && !own.contains(address);
    let addresses = published.keys().filter(is_story).filter(is_gone);
    let page = |address: &String| Page {
        title: address.clone(),
        href: format!("/{}", permalink::href(address)),
        file: None,
        why: Some("gone"),
    };
    addresses.map(page).collect()
}

fn told(preview: &Preview, snapshot: &Snapshot, faults: &[Diagnostic]) -> Vec<Told> {
    let is_error = |one: &&Diagnostic| one.severity == Severity::Error;
    let others = faults.iter().filter(|one| !is_error(one)).take(MAX_TOLD);
    faults.iter().filter(is_error).chain(others).map(|one| tell(preview, snapshot, one)).collect()
}

fn tell(preview: &Preview, snapshot: &Snapshot, one: &Diagnostic) -> Told {
    let locale = &preview.locale;
    let (severity, label) = match one.severity {
        Severity::Error => ("error", "label-error"),
        Severity::Warning => ("warning", "label-warning"),
        Severity::Information => ("information", "label-information"),
    };
    Told {
        severity,
        label: locale.find(label).unwrap_or_default(),
        rule: one.rule,
        message: locale.text(&one.message),
        help: one.help.as_ref().map(|help| locale.text(help)),
        file: snapshot.entries.contains_key(&one.place.file).then(|| one.place.file.to_string()),
        name: shown_name(&one.place.file),
    }
}
