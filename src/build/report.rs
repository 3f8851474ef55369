//! What is wrong with a site, ready to be shown.
//!
//! Entry point: [`report`]. A fault may name a fact, not bytes: its file is read again here, and only
//! if there is something to show. Personal data appears in no report.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::build::Options;
use crate::check;
use crate::config;
use crate::diagnostic::{self, Count, Diagnostic, Place, Region, Source};
use crate::fs;
use crate::locale::Argument;
use crate::parse::profile::Table;
use crate::parse::{self, profile};
use crate::schema;
use crate::site::{Kept, KeptBack};
use crate::theme;

/// All that is wrong with a site, with the texts to show it in.
#[derive(Debug, Default)]
pub struct Report {
    /// The faults, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The files they are in; one that cannot be read is missing.
    pub sources: BTreeMap<Arc<str>, Source>,
    /// Stories that would be or were published.
    pub stories: usize,
    /// Why others are not.
    pub kept: KeptCount,
}

/// Stories and pages that are not published, by the reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct KeptCount {
    /// Drafts.
    pub drafts: usize,
    /// Stories whose day has not come.
    pub future: usize,
    /// Stories whose last day is over.
    pub expired: usize,
}

impl KeptCount {
    /// Counts what was kept back.
    pub fn of(kept: &Kept) -> Self {
        let mut count = Self { drafts: kept.pages.len(), ..Self::default() };
        let stories = kept.stories.iter().map(|(_, reason)| reason);
        for reason in stories.chain(kept.articles.iter().map(|(_, reason)| reason)) {
            match reason {
                KeptBack::Draft => count.drafts += 1,
                KeptBack::Future(_) => count.future += 1,
                KeptBack::Expired(_) => count.expired += 1,
            }
        }
        count
    }
}

impl Report {
    /// How many faults of each weight.
    pub fn count(&self) -> Count {
        Count::of(&self.diagnostics)
    }

    /// The same with every file below `folder`, which ends with `/`: the site as it is seen from elsewhere.
    #[must_use]
    pub fn below(mut self, folder: &str) -> Self {
        if folder.is_empty() {
            return self;
        }
        let moved = |file: &Arc<str>| -> Arc<str> {
            // What is built in lies nowhere.
            let is_embedded = theme::embedded_template(file).is_some();
            if is_embedded { Arc::clone(file) } else { format!("{folder}{file}").into() }
        };
        places(&mut self.diagnostics).for_each(|place| place.file = moved(&place.file));
        let sources = std::mem::take(&mut self.sources);
        self.sources = sources.into_iter().map(|(file, text)| (moved(&file), text)).collect();
        self
    }

    /// The line and columns of a place; `None` where the fault is of the file as a whole, or the
    /// text has changed and it is gone.
    pub fn region(&self, place: &Place) -> Option<Region> {
        Region::of(&self.sources.get(&place.file)?.text, place.span?)
    }
}

/// Makes faults ready to be shown: finds their places in the files below `root`, hides personal
/// data, sorts.
pub fn report(root: &Path, diagnostics: Vec<Diagnostic>, stories: usize) -> Report {
    report_over(&Options { root: root.to_path_buf(), ..Options::default() }, diagnostics, stories)
}

/// The same for a run whose texts may not all be saved.
pub(super) fn report_over(
    options: &Options,
    mut diagnostics: Vec<Diagnostic>,
    stories: usize,
) -> Report {
    let mut sources = sources(options, &diagnostics);
    let table = table(&options.root, &mut diagnostics);
    places(&mut diagnostics).for_each(|place| locate(place, table, &sources));
    conceal(&mut diagnostics, &mut sources);
    diagnostic::sort(&mut diagnostics);
    Report { diagnostics, sources, stories, kept: KeptCount::default() }
}

/// The texts that a report shows: only files with something to say are read again.
fn sources(options: &Options, diagnostics: &[Diagnostic]) -> BTreeMap<Arc<str>, Source> {
    let places = diagnostics.iter().flat_map(|one| {
        let related = one.related.iter().map(|(place, _)| place);
        std::iter::once(&one.place).chain(related)
    });
    let mut sources = BTreeMap::new();
    for place in places.filter(|place| place.span.is_some() || place.fact.is_some()) {
        if sources.contains_key(&place.file) {
            continue;
        }
        let source = |bytes: &[u8]| Source::decode(place.file.clone(), bytes);
        if let Some(bytes) = options.unsaved.get(&place.file) {
            sources.insert(place.file.clone(), source(bytes));
        } else if let Some(text) = theme::embedded_template(&place.file) {
            sources.insert(place.file.clone(), source(text.as_bytes()));
        } else if let Ok(Ok(bytes)) =
            fs::read_at_most(&options.root.join(&*place.file), parse::MAX_TEXT)
        {
            sources.insert(place.file.clone(), source(&bytes));
        }
    }
    sources
}

/// Personal data appears in no report, whichever fault the line or the value is shown for. Every
/// byte keeps its place.
fn conceal(diagnostics: &mut [Diagnostic], sources: &mut BTreeMap<Arc<str>, Source>) {
    for source in sources.values_mut() {
        if let Some(masked) = check::mask(&source.text) {
            source.text = masked;
        }
    }
    let messages = diagnostics.iter_mut().flat_map(|one| {
        let related = one.related.iter_mut().map(|(_, message)| message);
        [&mut one.message].into_iter().chain(&mut one.label).chain(&mut one.help).chain(related)
    });
    for (_, argument) in messages.flat_map(|message| &mut message.arguments) {
        if let Argument::Text(text) = argument
            && let Some(masked) = check::mask(text)
        {
            *text = masked;
        }
    }
}

fn places(diagnostics: &mut [Diagnostic]) -> impl Iterator<Item = &mut Place> {
    diagnostics.iter_mut().flat_map(|one| {
        let related = one.related.iter_mut().map(|(place, _)| place);
        std::iter::once(&mut one.place).chain(related)
    })
}

/// The keys of profiles; those that the office declares where a fault names one of them.
fn table(root: &Path, diagnostics: &mut [Diagnostic]) -> Table {
    let known = Table::default().fields();
    let is_known =
        |path: &str| path.contains('.') || schema::fields(known).any(|field| field.path == path);
    let mut facts = places(diagnostics).filter(|place| &*place.file != config::FILE);
    if facts.all(|place| place.fact.is_none_or(|(path, _)| is_known(path))) {
        return Table::default();
    }
    config::load(root).map_or_else(|_| Table::default(), |(config, _)| Table::of(&config.fields))
}

/// Finds the span of a fact in the text of its file.
fn locate(place: &mut Place, table: Table, sources: &BTreeMap<Arc<str>, Source>) {
    let (Some(fact), Some(source)) = (place.fact, sources.get(&place.file)) else { return };
    *place = if &*place.file == config::FILE {
        config::place_of(source, fact)
    } else {
        profile::place_of(source, table, fact)
    };
}
