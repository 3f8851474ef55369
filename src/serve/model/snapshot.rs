//! The site as it is shown at one moment; it never changes.
//!
//! Entry point: [`Snapshot`]. Requests hold one while they are answered, so that no page is ever made
//! of two states.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::build::Reading;
use crate::diagnostic::{Count, Diagnostic, Severity};
use crate::error::Error;
use crate::fs::Inside;
use crate::picture::{Picture, Request};
use crate::render::{Rendered, Renderer, Searching, Updates};
use crate::serve::model::entry::Entry;
use crate::serve::model::searched::Searched;
use crate::site::{MachineFile, PageKind, PageRoute, Planned, Route, Site, permalink};
use crate::theme::Theme;

/// Pages whose faults are remembered, in a broken theme.
const MAX_BROKEN: usize = 16;
/// Stories up to which a site is indexed to learn whether the theme can make the search page.
const MAX_PROBED: usize = 200;
/// What asks for the page of a draft, which readers do not find.
pub(crate) const DRAFT: &str = "draft";

/// The site as it is shown at one moment.
pub(crate) struct Snapshot {
    /// What is shown: of files with errors the last good state.
    pub(crate) site: Site,
    /// Its search files, as far as somebody has searched.
    pub(super) search: Searched,
    /// The theme, if it loads.
    pub(crate) theme: Arc<Theme>,
    /// The last theme with which every kind of page could be made.
    pub(crate) good_theme: Option<Arc<Theme>>,
    /// Every Markdown file by its path relative to the site's root.
    pub(crate) entries: BTreeMap<Arc<str>, Arc<Entry>>,
    /// What is wrong with the site beyond single files.
    pub(crate) faults: Vec<Diagnostic>,
    /// What a file is read with.
    pub(crate) reading: Arc<Reading>,
    /// Why the theme does not load.
    pub(crate) theme_fault: Option<Arc<Error>>,
    /// Pages that the theme cannot make, and why, by address.
    pub(super) broken: Mutex<BTreeMap<String, Arc<Error>>>,
    /// Long files that were asked for, by address.
    pub(super) long: Mutex<BTreeMap<String, Arc<[u8]>>>,
    /// The site as it would be if drafts were published, collected when somebody first looks at one.
    pub(super) drafts: Option<Drafts>,
}

/// The site with its drafts.
pub(super) type Drafts = LazyLock<Box<Snapshot>, Box<dyn FnOnce() -> Box<Snapshot> + Send>>;

/// What is sent for a route.
pub(crate) enum Content {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// The bytes of this file.
    File(Inside),
    /// A picture derived from this file.
    Picture(Inside, Picture, Request),
    /// Nothing: the theme cannot make it, and no earlier one could.
    Nothing,
}

impl Snapshot {
    /// A site alone: without its files, and without faults.
    pub(super) fn of(
        site: Site,
        reading: Arc<Reading>,
        theme: Arc<Theme>,
        good_theme: Option<Arc<Theme>>,
    ) -> Self {
        Self {
            search: Searched::new(&site),
            site,
            theme,
            good_theme,
            entries: BTreeMap::new(),
            faults: Vec::new(),
            reading,
            theme_fault: None,
            broken: Mutex::default(),
            long: Mutex::default(),
            drafts: None,
        }
    }

    /// The route at an address.
    pub(crate) fn route(&self, address: &str) -> Option<&Planned> {
        self.site.routes.at(address)
    }

    /// The site as it would be if drafts were published; this one where they are.
    pub(crate) fn with_drafts(&self) -> &Self {
        self.drafts.as_ref().map_or(self, |drafts| drafts)
    }

    /// Where the desk finds the page of a file: as it is published, else as it would be if drafts were.
    pub(crate) fn href(&self, address: &str) -> Option<String> {
        let path = format!("/{}", permalink::href(address));
        if self.route(address).is_some() {
            return Some(path);
        }
        self.with_drafts().route(address).map(|_| format!("{path}?{DRAFT}=1"))
    }

    /// How many faults there are, those of the theme included.
    pub(crate) fn count(&self) -> Count {
        let mut count = Count::of(&self.faults);
        for entry in self.entries.values() {
            count.errors += entry.count.errors;
            count.warnings += entry.count.warnings;
            count.information += entry.count.information;
        }
        count.errors += self.template_faults().len();
        count
    }

    /// All errors of the content.
    pub(crate) fn errors(&self) -> Vec<Diagnostic> {
        self.all_faults().filter(|one| one.severity == Severity::Error).cloned().collect()
    }

    /// All that is wrong with the content.
    pub(crate) fn all_faults(&self) -> impl Iterator<Item = &Diagnostic> {
        self.entries.values().flat_map(|entry| &entry.faults).chain(&self.faults)
    }

    /// All that is wrong with one file.
    pub(crate) fn faults_of(&self, file: &str) -> Vec<Diagnostic> {
        let own = self.entries.get(file).map(|entry| entry.faults.as_slice()).unwrap_or_default();
        let others = self.faults.iter().filter(|one| &*one.place.file == file);
        own.iter().chain(others).cloned().collect()
    }

    /// What is wrong with the theme, each fault once.
    pub(crate) fn template_faults(&self) -> Vec<Arc<Error>> {
        let broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        let mut faults: Vec<Arc<Error>> = self.theme_fault.iter().cloned().collect();
        for fault in broken.values() {
            let text = fault.message();
            if !faults.iter().any(|known| known.message() == text) {
                faults.push(Arc::clone(fault));
            }
        }
        faults
    }

    /// The addresses of pages that could not be made.
    pub(crate) fn broken(&self) -> Vec<String> {
        self.broken.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// The bytes of a route, and whether a fault was found that nobody knew of.
    pub(crate) fn render(&self, planned: &Planned) -> (Content, bool) {
        let is_new = if self.is_endless(&planned.address) {
            // Another try would take as long again.
            false
        } else {
            match self.render_with(&self.theme, planned) {
                Ok(content) => return (content, false),
                Err(fault) => self.remember(planned, fault),
            }
        };
        let earlier = self.good_theme.as_ref();
        let last = earlier.and_then(|theme| self.render_with(theme, planned).ok());
        (last.unwrap_or(Content::Nothing), is_new)
    }

    fn render_with(&self, theme: &Theme, planned: &Planned) -> Result<Content, Error> {
        let manifest = || self.search.manifest(&self.site);
        let search = Searching { plan: &self.search.plan, manifest: &manifest };
        // A preview keeps no note of earlier builds: its feeds are those of a first one.
        let updates = match planned.route {
            Route::File(
                MachineFile::AtomFeed
                | MachineFile::JsonFeed
                | MachineFile::SectionAtom(_)
                | MachineFile::SectionJson(_),
            ) => Updates::default().next(&self.site, None),
            Route::Page(_) | Route::File(_) | Route::Asset(_) | Route::Picture(..) => {
                Updates::default()
            }
        };
        let renderer = Renderer::new(&self.site, theme, search).with_updates(&updates);
        Ok(match renderer.render(planned)? {
            Rendered::Bytes(bytes) => Content::Bytes(bytes.into()),
            Rendered::File(path) => Content::File(path.clone()),
            Rendered::Picture(path, picture, request) => {
                Content::Picture(path.clone(), picture.clone(), request)
            }
            Rendered::Index { segment, part } => {
                Content::Bytes(self.search.part(&self.site, segment, part).into())
            }
            Rendered::Parts(parts) => {
                // Kept, so that a hundred clients that ask for it hold it once.
                let mut long = self.long.lock().unwrap_or_else(PoisonError::into_inner);
                let made = || parts.flatten().collect::<Vec<u8>>().into();
                Content::Bytes(Arc::clone(long.entry(planned.address.clone()).or_insert_with(made)))
            }
        })
    }

    fn remember(&self, planned: &Planned, fault: Error) -> bool {
        let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        let message = fault.message();
        let is_new = !broken.values().any(|known| known.message() == message);
        if is_new && broken.len() < MAX_BROKEN {
            broken.insert(planned.address.clone(), Arc::new(fault));
        }
        is_new
    }

    fn is_endless(&self, address: &str) -> bool {
        let broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        broken.get(address).is_some_and(|fault| is_endless(fault))
    }

    /// Pages at which the theme runs on without end, for the next state with the same theme.
    pub(super) fn endless(&self, theme: &Arc<Theme>) -> BTreeMap<String, Arc<Error>> {
        if !Arc::ptr_eq(&self.theme, theme) {
            return BTreeMap::new();
        }
        let broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        let endless = broken.iter().filter(|(_, fault)| is_endless(fault));
        endless.map(|(address, fault)| (address.clone(), Arc::clone(fault))).collect()
    }

    /// Makes one page of each kind, and those named, to learn what the theme cannot do. After one that
    /// runs on without end the others wait until they are asked for.
    pub(super) fn probe(&self, also: &[String]) {
        // Indexing a large site takes far longer than an edit may.
        let is_small = self.site.stories.len() <= MAX_PROBED;
        let mut kinds = BTreeSet::new();
        for planned in self.site.routes.all() {
            let Some(page) = planned.route.page() else { continue };
            let is_due = is_small || page != PageRoute::Search;
            if kinds.insert(PageKind::from(page)) && is_due && !self.has_endless() {
                self.render(planned);
            }
        }
        for planned in also.iter().filter_map(|address| self.route(address)) {
            if !self.has_endless() {
                self.render(planned);
            }
        }
    }

    fn has_endless(&self) -> bool {
        let broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        broken.values().any(|fault| is_endless(fault))
    }
}

fn is_endless(fault: &Error) -> bool {
    matches!(fault, Error::EndlessTemplate { .. })
}
