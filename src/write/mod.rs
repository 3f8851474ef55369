//! Publishing: puts rendered bytes into the output folder, all or nothing.
//!
//! Entry point: [`Target::begin`], then [`Publication::stage`] for each output and
//! [`Publication::commit`]. Until the commit the output is not touched; a commit that fails goes back, one
//! that is killed is finished or undone by the next [`Target::begin`]. This module does not know what it writes: names were
//! checked and collisions found before (they are refused here all the same).
//!
//! # What lies where
//! `.liuhao/<name of the output>/` beside the output holds `lock`, `manifest` (what is published),
//! `note` (what the next build is to know of the feeds),
//! `journal` (only while a commit runs), `stage/` (only while a build runs) and `cache/` (`shelf.rs`: what only spares time). The name and place
//! are those of the output as given, even if it is a link. Where the output lies on another mount
//! than `.liuhao/`, a rename between them is impossible and the stage is `.liuhao-stage/` inside
//! the output, for the time of the build.
//!
//! # A build, step by step
//! 1. Lock; finish or discard an interrupted run; load the manifest.
//! 2. `stage`: bytes equal to the published file are left alone, others go to a numbered file.
//! 3. `commit` plans (see `plan.rs`): every refusal that can be foreseen comes here, before anything has
//!    changed; what may refuse to move is tried (`trial.rs`).
//! 4. Staged files are forced to disk; one whose times do not tell that it is as it was written is compared with its hash;
//!    then the journal is entered.
//! 5. By [`Phase`] new and old files change places (`transaction.rs`); what no longer exists moves
//!    into the stage; new manifest; journal removed; old files let go. If a step fails, all go back.
//!
//! # What is believed
//! Nothing below the state folder or the output is reached through a link. A journal may put a file only
//! where nothing stands or something of the manifest does, and remove only what the manifest lists.
//!
//! # Whose file is it?
//! - *Ours to overwrite*: any path in the manifest. A hand edit of a published page does not last.
//! - *Ours to remove*: a path in the manifest whose bytes are still those we wrote. Otherwise it
//!   stays, is reported as kept and is nobody's from then on.
//! - *Foreign*: everything else. Equal bytes are adopted. Other bytes where a file of ours is to go
//!   stop the build ([`crate::error::Error::ForeignFiles`]): without a manifest nobody can tell a
//!   site made by hand from one that we made, so only the user may say
//!   [`CommitOptions::allow_overwrite`].
//! - *Held*: a file that can be neither replaced nor removed stops the build. Where a page is taken back the
//!   build goes on without it and says so ([`crate::error::Error::HeldBack`]): that must not wait.
//! - A manifest that cannot be read stops the build too: with an empty one in its place, stories
//!   withdrawn since would stay published and nobody would hear of it.

mod apply;
pub(crate) mod beside;
mod clean;
mod entry;
mod fault;
mod folders;
mod journal;
mod laid;
mod manifest;
mod path;
mod place;
mod plan;
mod publication;
mod remove;
mod seal;
mod shelf;
mod stage;
mod stage_place;
mod stale;
mod transaction;
mod trial;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::fs;

pub use laid::Standing;
use manifest::Manifest;
pub use path::is_legal;
use place::Place;
pub use place::STATE;
pub use publication::Publication;
pub use shelf::{Filling, Kept};

/// The file of what the next build is to know.
const NOTE: &str = "note";
/// The files of the state folder that are replaced as a whole.
const NAMES: [&str; 3] = [manifest::NAME, journal::NAME, NOTE];

/// What kind of file an output is: the order in which files are renamed into place, so that a page
/// is never there before what it shows, nor a list before what it lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Styles, scripts, fonts, images.
    Asset,
    /// One page of one thing.
    Page,
    /// A page that lists pages.
    List,
    /// Feeds, sitemap, data and search files.
    Feed,
    /// `index.html`.
    Home,
}

/// One file of the site.
#[derive(Debug, Clone)]
pub struct Output<'a> {
    /// Where it goes: relative to the output folder, separated by `/`.
    pub path: Cow<'a, str>,
    /// When it goes there.
    pub phase: Phase,
    /// What it holds.
    pub bytes: Cow<'a, [u8]>,
}

/// What the user explicitly allows a commit to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CommitOptions {
    /// Remove more than 20 files even if that is more than half of what is published.
    pub allow_mass_delete: bool,
    /// Overwrite files that no build wrote.
    pub allow_overwrite: bool,
}

/// What a commit did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files that were left alone, because their bytes are the same.
    pub unchanged: usize,
    /// Files of an earlier build that no longer exist in the site.
    pub removed: usize,
    /// Files of an earlier build that no longer exist in the site, but that someone has changed
    /// since: they stay, and are not ours any more.
    pub kept: Vec<String>,
}

/// What [`Target::clean`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// How many files were removed.
    pub removed: usize,
    /// What is left in the output, because it is not ours or not as we wrote it. A folder in which
    /// nothing was ever ours is one entry with `/` at its end.
    pub kept: Vec<String>,
}

/// An output that no build changes.
#[derive(Debug)]
pub struct Hold {
    _locked: place::Locked,
}

/// An output folder and the state folder beside it.
#[derive(Debug, Clone)]
pub struct Target {
    output: PathBuf,
}

impl Target {
    /// The target that publishes into `output`. Touches nothing.
    pub fn new(output: &Path) -> Self {
        Self { output: output.to_path_buf() }
    }

    /// Takes the lock, finishes or discards an interrupted run and loads the manifest. The output
    /// is not created before the commit.
    pub fn begin(&self) -> Result<Publication, Error> {
        Publication::begin(&self.output)
    }

    /// What is published, by path, with the hash of what was written; nothing where nothing ever was. Takes no lock.
    ///
    /// # Errors
    /// [`Error::BadState`] for a manifest that cannot be read.
    pub fn published(&self) -> Result<BTreeMap<String, blake3::Hash>, Error> {
        let Some(state) = Place::resolve(&self.output)?.state()? else {
            return Ok(BTreeMap::new());
        };
        Ok(Manifest::load(&state)?.unwrap_or_default().files)
    }

    /// The file that says so, written whenever that changes; `None` where nothing ever was published.
    ///
    /// # Errors
    /// [`Error::File`] where the state cannot be read.
    pub fn manifest(&self) -> Result<Option<PathBuf>, Error> {
        let state = Place::resolve(&self.output)?.state()?;
        Ok(state.map(|state| state.path(manifest::NAME)))
    }

    /// What a finished build has published, by path; `None` where there is none, or a commit was interrupted. Takes no
    /// lock.
    ///
    /// # Errors
    /// [`Error::BadState`] for a manifest that cannot be read.
    pub fn finished(&self) -> Result<Option<BTreeMap<String, blake3::Hash>>, Error> {
        // A folder whose parent is not there either was never built.
        if fs::metadata_if_exists(&self.output)?.is_none() {
            return Ok(None);
        }
        let Some(state) = Place::resolve(&self.output)?.state()? else { return Ok(None) };
        if state.found(journal::NAME)?.is_some() {
            return Ok(None);
        }
        Ok(Manifest::load(&state)?.map(|manifest| manifest.files))
    }

    /// The output, if it is as the last build left it and nothing has been begun since. Takes the lock.
    ///
    /// # Errors
    /// As [`Target::begin`].
    pub fn standing(&self) -> Result<Option<Standing>, Error> {
        laid::standing(&self.output)
    }

    /// What runs keep for each other whatever becomes of a build; nothing where none was ever published. Takes no lock.
    pub fn recall(&self, kept: Kept) -> Option<Vec<u8>> {
        laid::shelf(&self.output)?.get(kept)
    }

    /// Keeps it.
    pub fn keep<'b>(&self, kept: Kept, parts: impl IntoIterator<Item = &'b [u8]>) {
        if let Some(shelf) = laid::shelf(&self.output) {
            shelf.put(kept, parts);
        }
    }

    /// What the last build kept, whatever lies in the output by now. Takes no lock.
    pub fn kept(&self, kept: Kept) -> Option<Vec<u8>> {
        laid::kept(&self.output, kept)
    }

    /// Keeps builds out of the output as long as what it gives is kept.
    ///
    /// # Errors
    /// [`Error::Locked`] where a build runs.
    pub fn hold(&self) -> Result<Hold, Error> {
        Ok(Hold { _locked: Place::resolve(&self.output)?.lock()? })
    }

    /// Removes what the manifest lists and nobody has changed, the folders left empty and the state.
    pub fn clean(&self) -> Result<Cleaned, Error> {
        clean::clean(&self.output)
    }
}
