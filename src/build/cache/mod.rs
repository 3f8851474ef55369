//! What a run keeps so that the next one works out only what has changed.
//!
//! Entry points: [`Inputs::of`] says what a run is made of; [`resume`] answers for a run that is made of the same as the last
//! build, [`remember`] keeps what that takes. Everything kept is checked for being whole and of here (`src/write/shelf.rs`), and is
//! used only as far as what it was made of is proven to be the same: with a cache and without one the same bytes are published, and
//! the same is said.

mod days;
mod inputs;
mod interned;
mod told;

pub(super) use inputs::Inputs;

use serde::{Deserialize, Serialize};

use crate::build::cache::days::Days;
use crate::build::cache::told::Told;
use crate::build::report::{self, KeptCount};
use crate::build::{Built, Options, Published, Report};
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
    let standing = Target::new(&options.output).standing().ok()??;
    let bytes = standing.get(Kept::Report)?;
    let last = Last::of(&bytes, options, inputs)?;
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
