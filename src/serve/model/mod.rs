//! The model in memory: every file parsed once, and again only when it has changed.
//!
//! Entry points: [`Model::load`], [`Model::rescan`], [`Model::touch`] and [`Model::snapshot`]. What
//! was parsed is shared between states; collecting it into a site is done anew each time, so there is
//! no part of a site that could be forgotten. While a file has an error, the last state of it without
//! one is shown.

mod entry;
mod scan;
mod searched;
mod snapshot;

pub(crate) use entry::Entry;
pub(crate) use scan::{Stamp, folders};
pub(crate) use snapshot::{Content, DRAFT, Snapshot};

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use rayon::prelude::*;

use crate::build::{self, Options, Parts, Reading, Surveyed, Texts};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Severity};
use crate::discover::{Asset, TextFile};
use crate::error::Error;
use crate::fs::Root;
use crate::schema::free::Named;
use crate::serve::model::entry::Outcome;
use crate::serve::model::scan::{Scan, Settings};
use crate::serve::model::snapshot::Drafts;
use crate::site::Site;
use crate::theme::{self, Theme};

/// Above this number of files edited at once, none of them is the one being written.
const MANY: usize = 8;

/// What has changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Change {
    /// Addresses of files, other than pages, that have other bytes now.
    pub(crate) assets: BTreeSet<String>,
    /// Whether any file may have other bytes.
    pub(crate) all: bool,
    /// Markdown files that were written.
    pub(crate) edited: Vec<Arc<str>>,
    /// Files that have changed, come or gone.
    pub(crate) files: usize,
}

impl Change {
    fn is_any(&self) -> bool {
        self.all || self.files > 0 || !self.assets.is_empty()
    }
}

/// What became of a hint.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Touch {
    /// All of it was looked at; this has changed.
    Seen(Change),
    /// The whole site has to be looked at.
    Unclear,
}

/// The theme in use, and what is wrong with the newest one.
struct Themes {
    name: String,
    params: Vec<Named>,
    loaded: Arc<Theme>,
    /// The last one with which every kind of page could be made.
    good: Option<Arc<Theme>>,
    fault: Option<Arc<Error>>,
    /// What is wrong with its settings.
    faults: Vec<Diagnostic>,
    /// What may be names of files in it.
    names: Vec<Box<str>>,
    files: Vec<(PathBuf, Stamp)>,
}

/// A file that is no text, and what was found out about it.
struct KnownAsset {
    asset: Asset,
    stamp: Stamp,
    surveyed: Surveyed,
}

/// The files of a site, parsed.
pub(crate) struct Model {
    options: Options,
    /// The folder of the site, held open once for all files that are known.
    site: Root,
    config: Config,
    config_faults: Vec<Diagnostic>,
    reading: Arc<Reading>,
    /// What is wrong with the word list.
    term_faults: Vec<Diagnostic>,
    settings: Settings,
    entries: BTreeMap<Arc<str>, Arc<Entry>>,
    assets: Vec<KnownAsset>,
    name_faults: Vec<Diagnostic>,
    themes: Themes,
    /// What keeps the site from being looked at.
    trouble: Option<Diagnostic>,
}

impl Model {
    /// Reads a site.
    ///
    /// # Errors
    /// [`Error::NoSite`] and [`Error::File`] for a folder that holds no site or cannot be read.
    pub(crate) fn load(options: Options) -> Result<Self, Error> {
        let site = Root::open(&options.root)?;
        let settings = scan::settings(&options.root)?;
        let (config, config_faults) = config::load(&options.root)?;
        let (reading, term_faults) = Reading::load(&options.root, &config, false)?;
        let reading = reading.on(options.today);
        let (scan, known) =
            rayon::join(|| scan::scan(&site, &config), || build::recalled(&options, &reading));
        let scan = scan?;
        let faults = theme_faults(&options.root, &config);
        let (loaded, fault) = match theme::load(&options.root, &config.theme, &config.theme_params)
        {
            Ok(loaded) => (loaded, None),
            Err(fault) => (theme::embedded()?, Some(Arc::new(fault))),
        };
        let names = theme::names(&options.root, &config.theme);
        let (name, files) = (config.theme.clone(), scan.theme.clone());
        let loaded = Arc::new(loaded);
        let params = config.theme_params.clone();
        let themes = Themes { name, params, loaded, good: None, fault, faults, names, files };
        let mut model = Self {
            options,
            site,
            config,
            config_faults,
            reading: Arc::new(reading),
            term_faults,
            settings,
            entries: BTreeMap::new(),
            assets: Vec::new(),
            name_faults: Vec::new(),
            themes,
            trouble: None,
        };
        model.recall(&scan, &known);
        // What was read of all files takes room.
        drop(known);
        model.take(scan, &mut Change::default());
        Ok(model)
    }

    /// Takes what a build has read of files that nobody has changed since.
    fn recall(&mut self, scan: &Scan, known: &Texts) {
        let (reading, choice) = (&self.reading, &self.options.rules);
        let texts = scan.texts.par_iter();
        let entries = texts.filter_map(|text| entry::recall(text, known, reading, choice));
        let entries: Vec<_> =
            entries.map(|one| (Arc::clone(&one.text.file), Arc::new(one))).collect();
        self.entries = entries.into_iter().collect();
    }

    /// What was asked of it.
    pub(crate) fn options(&self) -> &Options {
        &self.options
    }

    /// Looks at every file, and tells what has changed.
    pub(crate) fn rescan(&mut self) -> Option<Change> {
        let before = self.trouble.take();
        let mut change = Change::default();
        match self.scan(&mut change) {
            Ok(scan) => self.take(scan, &mut change),
            Err(fault) => self.stumble(&fault),
        }
        change.files += usize::from(self.trouble != before);
        change.is_any().then_some(change)
    }

    fn scan(&mut self, change: &mut Change) -> Result<Scan, Error> {
        let now = Root::open(&self.options.root)?;
        // Another folder may have taken its place.
        if !now.is_same(&self.site)? {
            self.site = now;
        }
        self.take_settings(scan::settings(&self.options.root)?, change);
        scan::scan(&self.site, &self.config)
    }

    /// Settings that are gone or cannot be read leave the ones before in force.
    fn take_settings(&mut self, settings: Settings, change: &mut Change) {
        if settings == self.settings {
            return;
        }
        match self.reload_settings() {
            Ok(is_changed) => {
                self.settings = settings;
                change.files += usize::from(is_changed);
            }
            Err(fault) => self.stumble(&fault),
        }
    }

    /// A fault of the machine: the site is shown as it was, with a word about it.
    fn stumble(&mut self, fault: &Error) {
        self.trouble = Some(entry::unreadable(&config::FILE.into(), fault));
    }

    /// Looks at these paths alone, where they are known Markdown files.
    pub(crate) fn touch(&mut self, paths: &BTreeSet<PathBuf>) -> Touch {
        let mut texts = Vec::new();
        for path in paths {
            let Ok(inside) = path.strip_prefix(&self.options.root) else { continue };
            let name = inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            let stamp = scan::stamp(path);
            match (self.entries.get(name.as_str()), stamp) {
                (Some(entry), Ok(Some(stamp))) => texts.push((entry.text.clone(), stamp)),
                // Here and gone: a file that an editor writes beside its own.
                (None, Ok(None)) if !path.exists() && !self.is_folder_of_files(&name) => {}
                _ => return Touch::Unclear,
            }
        }
        let edited = self.read_all(&texts);
        let change = Change { files: edited.len(), edited, ..Change::default() };
        Touch::Seen(change)
    }

    fn is_folder_of_files(&self, name: &str) -> bool {
        let folder = format!("{name}/");
        let is_inside = |file: &str| file.starts_with(&folder);
        let from = (Bound::Included(folder.as_str()), Bound::Unbounded);
        let after = self.entries.range::<str, _>(from).next();
        after.is_some_and(|(file, _)| is_inside(file))
            || self
                .assets
                .iter()
                .any(|KnownAsset { asset, .. }| is_inside(&asset.file) || *asset.file == *name)
            || self
                .themes
                .files
                .iter()
                .any(|(path, _)| path.starts_with(self.options.root.join(name)))
            || [config::FILE, crate::check::TERMS].contains(&name)
    }

    fn take(&mut self, scan: Scan, change: &mut Change) {
        self.take_theme(scan.theme, change);
        if scan.faults != self.name_faults {
            self.name_faults = scan.faults;
            change.files += 1;
        }
        self.take_assets(scan.assets, change);
        let count = self.entries.len();
        // Both are sorted.
        if !self.entries.keys().eq(scan.texts.iter().map(|(text, _)| &text.file)) {
            let present: BTreeSet<&str> = scan.texts.iter().map(|(text, _)| &*text.file).collect();
            self.entries.retain(|file, _| present.contains(&**file));
            change.files += count - self.entries.len();
        }
        let due = scan.texts.par_iter().filter(|(text, stamp)| {
            let is_current = |entry: &Arc<Entry>| {
                entry.is_current(stamp) && entry.text.path.is_below(&self.site)
            };
            !self.entries.get(&text.file).is_some_and(is_current)
        });
        let due: Vec<(TextFile, Stamp)> = due.cloned().collect();
        change.edited = self.read_all(&due);
        change.files += change.edited.len();
    }

    /// Reads files again on all cores; gives those that have changed.
    fn read_all(&mut self, texts: &[(TextFile, Stamp)]) -> Vec<Arc<str>> {
        let (reading, choice, entries) = (&self.reading, &self.options.rules, &self.entries);
        let read: Vec<_> = texts
            .par_iter()
            .map(|(text, stamp)| {
                entry::read(text, *stamp, entries.get(&text.file), reading, choice)
            })
            .collect();
        let mut changed = Vec::new();
        for ((text, _), outcome) in texts.iter().zip(read) {
            match outcome {
                Outcome::New(entry) => {
                    self.entries.insert(Arc::clone(&text.file), Arc::new(*entry));
                    changed.push(Arc::clone(&text.file));
                }
                Outcome::Same { stamp, is_settled } => {
                    if let Some(entry) = self.entries.get_mut(&text.file) {
                        let entry = Arc::make_mut(entry);
                        entry.text = text.clone();
                        (entry.stamp, entry.is_settled) = (stamp, is_settled);
                    }
                }
            }
        }
        changed
    }

    fn take_assets(&mut self, assets: Vec<(Asset, Stamp)>, change: &mut Change) {
        let mut known: BTreeMap<String, KnownAsset> = std::mem::take(&mut self.assets)
            .into_iter()
            .map(|one| (one.asset.address.clone(), one))
            .collect();
        let mut is_new = BTreeSet::new();
        let due: Vec<_> = assets
            .into_iter()
            .map(|(asset, stamp)| {
                let earlier = known.remove(&asset.address).filter(|one| one.stamp == stamp);
                if earlier.is_none() {
                    is_new.insert(asset.address.clone());
                }
                (asset, stamp, earlier.map(|one| one.surveyed))
            })
            .collect();
        // What is left has gone.
        is_new.extend(known.into_keys());
        change.files += is_new.len();
        change.assets.extend(is_new);
        let survey = |(asset, stamp, known): (Asset, Stamp, Option<_>)| {
            let surveyed = known.unwrap_or_else(|| entry::survey(&asset));
            KnownAsset { asset, stamp, surveyed }
        };
        self.assets = due.into_par_iter().map(survey).collect();
    }

    /// Reads `site.yaml` and the word list again; tells whether they say something else.
    fn reload_settings(&mut self) -> Result<bool, Error> {
        let root = &self.options.root;
        let (config, faults) = config::load(root)?;
        let is_good = faults.iter().all(|one| one.severity != Severity::Error);
        let mut is_changed = faults != self.config_faults;
        self.config_faults = faults;
        if is_good && config != self.config {
            self.config = config;
            is_changed = true;
        }
        let (reading, faults) = Reading::load(root, &self.config, false)?;
        let reading = reading.on(self.options.today);
        is_changed |= faults != self.term_faults;
        self.term_faults = faults;
        if reading != *self.reading {
            self.reading = Arc::new(reading);
            is_changed = true;
            for entry in self.entries.values_mut() {
                // Every file is read as if for the first time.
                let entry = Arc::make_mut(entry);
                (entry.hash, entry.is_settled) = (None, false);
            }
        }
        Ok(is_changed)
    }

    fn take_theme(&mut self, files: Vec<(PathBuf, Stamp)>, change: &mut Change) {
        let chosen = (&self.config.theme, &self.config.theme_params);
        if files == self.themes.files && chosen == (&self.themes.name, &self.themes.params) {
            return;
        }
        self.themes.files = files;
        self.themes.params.clone_from(&self.config.theme_params);
        self.themes.name.clone_from(&self.config.theme);
        self.themes.faults = theme_faults(&self.options.root, &self.config);
        self.themes.names = theme::names(&self.options.root, &self.config.theme);
        change.files += 1;
        match theme::load(&self.options.root, &self.config.theme, &self.config.theme_params) {
            Ok(loaded) => {
                change.assets.extend(differing_files(&self.themes.loaded, &loaded));
                self.themes.loaded = Arc::new(loaded);
                self.themes.fault = None;
            }
            Err(fault) => self.themes.fault = Some(Arc::new(fault)),
        }
    }

    /// The site as it is now, and what of the state before is to be looked at again.
    pub(crate) fn snapshot(&mut self, before: Option<&Snapshot>) -> Snapshot {
        let (site, faults) = self.assemble(|entry| entry.document.as_ref());
        self.mark(&faults);
        let needs_last = self.entries.values().any(|entry| entry.is_faulty && entry.good.is_some());
        let site = if needs_last { self.assemble(Entry::shown).0 } else { site };
        let drafts = (!self.options.drafts).then(|| self.drafts());
        let (theme, good) = (Arc::clone(&self.themes.loaded), self.themes.good.clone());
        let snapshot = Snapshot {
            entries: self.entries.clone(),
            faults,
            theme_fault: self.themes.fault.clone(),
            broken: Mutex::new(
                before.map(|before| before.endless(&self.themes.loaded)).unwrap_or_default(),
            ),
            drafts,
            ..Snapshot::of(site, Arc::clone(&self.reading), theme, good)
        };
        snapshot.probe(&before.map(Snapshot::broken).unwrap_or_default());
        if snapshot.broken().is_empty() {
            self.themes.good = Some(Arc::clone(&self.themes.loaded));
        }
        snapshot
    }

    /// The site with its drafts, collected only when it is looked at.
    fn drafts(&self) -> Drafts {
        let options = Options { drafts: true, ..self.options.clone() };
        let parts = self.parts(Entry::shown);
        let (theme, good) = (Arc::clone(&self.themes.loaded), self.themes.good.clone());
        let reading = Arc::clone(&self.reading);
        LazyLock::new(Box::new(move || {
            let (site, _) = build::assemble(&options, parts, None);
            Box::new(Snapshot::of(site, reading, theme, good))
        }))
    }

    fn assemble(
        &self,
        document: impl Fn(&Entry) -> Option<&crate::parse::Document>,
    ) -> (Site, Vec<Diagnostic>) {
        build::assemble(&self.options, self.parts(document), None)
    }

    fn parts(&self, document: impl Fn(&Entry) -> Option<&crate::parse::Document>) -> Parts {
        let own = [&self.config_faults, &self.term_faults, &self.themes.faults, &self.name_faults];
        Parts {
            config: self.config.clone(),
            documents: self.entries.values().filter_map(|entry| document(entry).cloned()).collect(),
            assets: self
                .assets
                .iter()
                .map(|one| (one.asset.clone(), one.surveyed.clone()))
                .collect(),
            theme_names: self.themes.names.clone(),
            diagnostics: own.into_iter().flatten().chain(&self.trouble).cloned().collect(),
        }
    }

    /// Notes which files have errors, and which documents are good.
    fn mark(&mut self, faults: &[Diagnostic]) {
        let errors = faults.iter().filter(|one| one.severity == Severity::Error);
        let named: BTreeSet<&str> = errors.map(|one| &*one.place.file).collect();
        for (file, entry) in &mut self.entries {
            let is_faulty = entry.count.errors > 0 || named.contains(&**file);
            if entry.is_faulty != is_faulty || !is_faulty && entry.good.is_some() {
                let entry = Arc::make_mut(entry);
                entry.is_faulty = is_faulty;
                if !is_faulty {
                    entry.good = None;
                }
            }
        }
    }

    /// The page that shows the file being written.
    pub(crate) fn page_of(&self, change: &Change) -> Option<String> {
        let file = change.edited.first().filter(|_| change.edited.len() <= MANY)?;
        self.entries.get(file).map(|entry| entry.address())
    }
}

/// What is wrong with the settings of the theme `name`; that they cannot be read, where that is so.
fn theme_faults(root: &Path, config: &Config) -> Vec<Diagnostic> {
    let name = &config.theme;
    theme::check(root, name, &config.theme_params).unwrap_or_else(|fault| {
        let file = format!("{}/{}", theme::shown(name), theme::SETTINGS).into();
        vec![entry::unreadable(&file, &fault)]
    })
}

/// Addresses of the theme's files that differ.
fn differing_files(old: &Theme, new: &Theme) -> BTreeSet<String> {
    let bytes = |theme: &Theme, address: &str| {
        let file = theme.files.iter().find(|file| file.address == address);
        file.map(|file| file.bytes.clone())
    };
    let all = old.files.iter().chain(&new.files).map(|file| file.address.clone());
    all.filter(|address| bytes(old, address) != bytes(new, address)).collect()
}
