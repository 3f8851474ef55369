//! What a run keeps so that the next one works out only what has changed.
//!
//! Entry points: [`Inputs::of`] says what a run is made of; [`resume`] answers for a run that is made of the same as the last
//! build, [`remember`] keeps what that takes. Everything kept is checked for being whole and of here (`src/write/shelf.rs`), and is
//! used only as far as what it was made of is proven to be the same: with a cache and without one the same bytes are published, and
//! the same is said.

mod days;
mod inputs;
mod keys;
mod texts;
mod told;

pub(super) use inputs::Inputs;
pub(super) use keys::Keys;
pub(super) use texts::Entry;
pub(crate) use texts::Texts;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::build::cache::days::Days;
use crate::build::cache::told::Told;
use crate::build::reading::Reading;
use crate::build::report::{self, KeptCount};
use crate::build::{AT_A_TIME, Built, Options, Published, Report};
use crate::diagnostic::Diagnostic;
use crate::discover::TextFile;
use crate::error::Error;
use crate::parse::Document;
use crate::site::Site;
use crate::write::{Kept, Publication, Summary, Target};

/// A build that was published, and what it was made of.
#[derive(Serialize, Deserialize)]
struct Last<'l> {
    #[serde(borrow)]
    inputs: inputs::Seal<'l>,
    days: Days,
    stories: usize,
    /// Drafts, future, expired.
    kept: [usize; 3],
    pages: usize,
    seeks_root: bool,
    #[serde(borrow)]
    diagnostics: Vec<Told<'l>>,
}

/// What the last build published and said, where this run is made of the same and all lies as it was left. What cannot be found
/// out is met again by whoever builds.
pub(super) fn resume(options: &Options, inputs: &Inputs) -> Option<Built> {
    let target = Target::new(&options.output);
    // It costs little to see that something has changed, and much to look at all that is published.
    Last::of(&target.kept(Kept::Report)?, options, inputs)?;
    let standing = target.standing().ok()??;
    let bytes = standing.get(Kept::Report)?;
    let mut last = Last::of(&bytes, options, inputs)?;
    // What could not be told by its signature then can be told by it from now on.
    if inputs.settle(&last.inputs) {
        last.inputs = inputs.seal();
        standing.put(Kept::Report, &postcard::to_allocvec(&last).ok()?);
    }
    let files = standing.files;
    let summary = Summary { unchanged: files, ..Summary::default() };
    let published = Published { pages: last.pages, summary, seeks_root: last.seeks_root };
    Some(Built { report: last.report(options), published: Some(published) })
}

/// What the last build said, where this run is made of the same.
pub(super) fn recall(options: &Options, inputs: &Inputs) -> Option<Report> {
    let bytes = Target::new(&options.output).kept(Kept::Report)?;
    Last::of(&bytes, options, inputs).map(|last| last.report(options))
}

/// What earlier runs have read of the texts of this one, nothing where that is not to be believed; `None` where a text has no
/// file.
pub(super) fn texts(
    options: &Options,
    reading: &Reading,
    inputs: Option<&Inputs>,
) -> Option<Texts> {
    if !options.unsaved.is_empty() {
        return None;
    }
    let kept = if options.cache { Target::new(&options.output).recall(Kept::Texts) } else { None };
    Some(Texts::new(reading, options.today, inputs, kept))
}

/// What builds have read of the texts of a site, for whoever looks at its files himself and publishes nothing.
pub(crate) fn recalled(options: &Options, reading: &Reading) -> Texts {
    let kept = if options.cache { Target::new(&options.output).recall(Kept::Texts) } else { None };
    Texts::new(reading, options.today, None, kept)
}

/// Documents, what is wrong with them, and what the next run need not read.
type All = (Vec<Document>, Vec<Diagnostic>, Vec<Entry>);

/// Reads all texts, on all cores, as far as they are not known.
pub(super) fn read_all(
    texts: Vec<TextFile>,
    reading: &Reading,
    known: &Texts,
) -> Result<All, Error> {
    let read = texts.into_par_iter().with_max_len(AT_A_TIME).map(|text| known.read(&text, reading));
    let read: Vec<_> = read.collect::<Result<_, Error>>()?;
    let (mut documents, mut diagnostics) = (Vec::with_capacity(read.len()), Vec::new());
    let mut entries = Vec::with_capacity(read.len());
    for ((document, faults), entry) in read {
        documents.extend(document);
        diagnostics.extend(faults);
        entries.extend(entry);
    }
    Ok((documents, diagnostics, entries))
}

/// Keeps what the next build needs to know that it has nothing to do.
pub(super) fn remember(
    publication: &mut Publication,
    (options, inputs): (&Options, &Inputs),
    (site, report, pages): (&Site, &Report, usize),
) {
    let KeptCount { drafts, future, expired } = report.kept;
    let last = Last {
        inputs: inputs.seal(),
        days: Days::of(site, options.today),
        stories: report.stories,
        kept: [drafts, future, expired],
        pages,
        seeks_root: site.config.base_url.is_none(),
        diagnostics: report.diagnostics.iter().map(Told::of).collect(),
    };
    if let Ok(bytes) = postcard::to_allocvec(&last) {
        publication.remember(Kept::Report, bytes);
    }
}

impl<'l> Last<'l> {
    /// What was kept, if it is about a run that is made of the same.
    fn of(bytes: &'l [u8], options: &Options, inputs: &Inputs) -> Option<Self> {
        let last = postcard::from_bytes::<Self>(bytes).ok()?;
        (last.days.contain(options.today) && inputs.are(&last.inputs)).then_some(last)
    }

    fn report(self, options: &Options) -> Report {
        let [drafts, future, expired] = self.kept;
        let diagnostics = self.diagnostics.into_iter().map(Told::into_diagnostic).collect();
        let report = report::report_over(options, diagnostics, self.stories);
        Report { kept: KeptCount { drafts, future, expired }, ..report }
    }
}
