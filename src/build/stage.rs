//! From the routes of a site to files that wait to be published.
//!
//! Entry point: [`stage`]. Every route is rendered on whatever core is free and handed over as soon
//! as it is there, so that no page waits in memory for another.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::build::cache::Keys;
use crate::build::{AT_A_TIME, Progress};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, FileAction};
use crate::fs::{self, Inside};
use crate::picture::{self, Cache, Format, Refusal};
use crate::render::{Rendered, Renderer, Searching, Updates};
use crate::search::{self, Manifest, Plan, Runs, Segment};
use crate::site::{MachineFile, Planned, Route, SearchFile, Site};
use crate::theme::Theme;
use crate::write::{Kept, Output, Phase, Publication};

/// Bytes of a file that are held in memory.
const PART: u64 = 16 * 1024 * 1024;

/// What the last build has made.
#[derive(Default)]
pub(super) struct Last {
    /// And what this one makes.
    pub(super) keys: Keys,
    pub(super) runs: Runs,
}

/// Renders every route and stages it. Gives what nobody could know before pictures were decoded: if
/// there is anything, the site is not to be published.
pub(super) fn stage(
    site: &Site,
    theme: &Theme,
    cache: &Cache,
    publication: &Publication,
    (updates, last, progress): (&Updates, &Last, Progress<'_>),
) -> Result<Vec<Diagnostic>, Error> {
    let done = AtomicUsize::new(0);
    let total = site.routes.all().len() + theme.files.len();
    let step: &(dyn Fn() + Sync) = &|| progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
    theme.files.par_iter().try_for_each(|file| {
        step();
        let path = (&*file.address).into();
        publication.stage(&Output { path, phase: Phase::Asset, bytes: (&*file.bytes).into() })
    })?;
    let plan = Plan::of(site);
    let indexed = stage_index(site, &plan, publication, (last, step))?;
    let manifest = Arc::new(indexed.manifest);
    let search = Searching { plan: &plan, manifest: &|| Arc::clone(&manifest) };
    let renderer = Renderer::new(site, theme, search).with_updates(updates);
    let (keys, texts, faults) = (&last.keys, indexed.texts, Mutex::default());
    let stager = Stager { site, renderer, cache, publication, keys, texts, faults };
    let is_of_one_file =
        |a: &Planned, b: &Planned| a.route.asset().is_some() && a.route.asset() == b.route.asset();
    let groups: Vec<_> = site.routes.all().chunk_by(is_of_one_file).collect();
    groups.par_iter().with_max_len(AT_A_TIME).try_for_each(|group| stager.stage(group, step))?;
    Ok(stager.faults.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// What of the search is staged.
struct Indexed {
    manifest: Manifest,
    /// Files of texts, by number.
    texts: BTreeSet<usize>,
}

/// Stages the search index, and files of texts when all texts of one are at hand: a segment is made, its parts are staged unless
/// they are as they were, its runs are kept for the next build, and it is let go before the next. What is left of all of them is
/// the manifest.
fn stage_index(
    site: &Site,
    plan: &Plan,
    publication: &Publication,
    (last, step): (&Last, &(dyn Fn() + Sync)),
) -> Result<Indexed, Error> {
    let texts = Mutex::new(BTreeSet::new());
    let stage_texts = |number: usize, bytes: &mut dyn FnMut() -> Vec<u8>| {
        step();
        let file = SearchFile::Text(number);
        let (path, phase) = (file.address(), Route::File(MachineFile::Search(file)).phase());
        let key = search::key(site, plan, plan.texts_of(number));
        let is_as_it_was = key.is_some_and(|key| last.keys.has(&path, key));
        texts.lock().unwrap_or_else(PoisonError::into_inner).insert(number);
        if is_as_it_was && publication.leave(&path, phase)? {
            return Ok(());
        }
        publication.stage(&Output { path, phase, bytes: bytes().into() })
    };
    let mut outlines = Vec::new();
    let segments = if site.config.search { plan.segments() } else { 0 };
    let is_kept = segments == 0 || Segment::are_of(site, plan, &last.runs);
    let mut kept = if is_kept { None } else { publication.fill(Kept::Runs) };
    for number in 0..segments {
        let segment = Segment::with(site, plan, number, &last.runs, &stage_texts)?;
        segment.parts().try_for_each(|(file, part)| {
            step();
            let (path, phase) = (file.address(), Route::File(MachineFile::Search(file)).phase());
            let is_as_it_was = last.keys.has(&path, segment.key(part));
            if is_as_it_was && publication.leave(&path, phase)? {
                return Ok(());
            }
            publication.stage(&Output { path, phase, bytes: segment.part(part).into() })
        })?;
        outlines.push(segment.outline());
        // A disk without room is no fault: then nothing is kept.
        if let Some(filling) = &mut kept
            && segment.keep(&mut |bytes| filling.write(bytes)).is_err()
        {
            kept = None;
        }
    }
    if let Some(kept) = kept {
        kept.finish();
    }
    let texts = texts.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Indexed { manifest: Manifest::new(plan, &outlines), texts })
}

struct Stager<'s> {
    site: &'s Site,
    renderer: Renderer<'s>,
    cache: &'s Cache,
    publication: &'s Publication,
    keys: &'s Keys,
    /// Files of texts that are staged already.
    texts: BTreeSet<usize>,
    faults: Mutex<Vec<Diagnostic>>,
}

impl Stager<'_> {
    /// Stages routes, all of one file or only one. Pictures of one file are derived together: it is
    /// read and decoded once at most.
    fn stage(&self, group: &[Planned], step: &(dyn Fn() + Sync)) -> Result<(), Error> {
        let mut pictures = Vec::new();
        for planned in group.iter().filter(|planned| !self.has_staged(planned)) {
            // What is made of what it was made of is left alone, if it is there.
            let leave = || self.publication.leave(&planned.address, planned.route.phase());
            let Some(made) = self.keys.unless_same(&self.renderer, planned, &leave)? else {
                step();
                continue;
            };
            match made {
                // Staged and counted with its segment.
                Rendered::Index { .. } => continue,
                Rendered::Bytes(bytes) => self.put(planned, &bytes)?,
                Rendered::Parts(mut parts) => {
                    let phase = planned.route.phase();
                    self.publication.stage_parts(&planned.address, phase, &mut parts)?;
                }
                Rendered::File(path) => {
                    self.file(planned, path)?;
                }
                Rendered::Picture(path, picture, request) => {
                    pictures.push((planned, path, picture, request));
                }
            }
            step();
        }
        let Some((planned, path, picture, _)) = pictures.first() else { return Ok(()) };
        let requests: Vec<_> = pictures.iter().map(|(.., request)| *request).collect();
        match self.cache.derived(path, picture, &requests)? {
            Ok(derived) => {
                let mut both = pictures.iter().zip(derived);
                both.try_for_each(|((planned, ..), bytes)| self.put(planned, &bytes))
            }
            Err(Refusal::Changed) => Err(changed(path)),
            Err(Refusal::Damaged | Refusal::TooManyPixels(..)) => {
                let file = planned.route.asset().map(|id| &self.site.asset(id).file);
                let faults = self.faults.lock();
                faults.unwrap_or_else(PoisonError::into_inner).extend(file.map(picture::damaged));
                Ok(())
            }
        }
    }

    /// Whether a file was staged, and counted, when its texts were at hand.
    fn has_staged(&self, planned: &Planned) -> bool {
        matches!(planned.route, Route::File(MachineFile::Search(SearchFile::Text(number))) if self.texts.contains(&number))
    }

    /// Stages a file as it is; a long one is not held in memory.
    fn file(&self, planned: &Planned, path: &Inside) -> Result<(), Error> {
        // No picture when it was looked at: a photo that came since would go out with all that a
        // telephone wrote into it.
        let check = |bytes: &[u8]| match Format::of(bytes) {
            Some(_) => Err(changed(path)),
            None => Ok(()),
        };
        if let Ok(bytes) = path.read(PART)? {
            check(&bytes)?;
            return self.put(planned, &bytes);
        }
        check(&path.head(32)?)?;
        let mut parts = path.parts_of(PART)?;
        let phase = planned.route.phase();
        self.publication.stage_parts(&planned.address, phase, &mut parts)?;
        parts.finish()
    }

    fn put(&self, planned: &Planned, bytes: &[u8]) -> Result<(), Error> {
        let phase = planned.route.phase();
        let path = (&*planned.address).into();
        self.publication.stage(&Output { path, phase, bytes: bytes.into() })
    }
}

/// A file that is being written while the site is built.
fn changed(path: &Path) -> Error {
    fs::error(FileAction::Read, path)(ErrorKind::ResourceBusy.into())
}
