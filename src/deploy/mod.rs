//! Bringing a finished build to where it is read: what will change is shown before anything moves.
//!
//! Entry points: [`Output::of`] is what there is to send, [`survey`] finds out what lies at the target and plans,
//! [`carry_out`] does what was planned. How files travel is a [`Way`]; a way calls a program that the office has already
//! (`rsync`, `sftp`, `rclone`, `git`), by way of [`Tools`], which `cli` implements. Keys, proxies and passwords are that
//! program's: nothing here knows one or reaches a network.
//!
//! # Whose file is it?
//! Ours is what the manifest at the target lists (`manifest.rs`), and what an interrupted run of this machine has sent
//! (`state.rs`). Only that is ever replaced or removed; anything else stays as it is, and where it stands in the way the
//! run is refused. Nothing is reached through a link.

mod carry;
mod fault;
mod listing;
mod manifest;
mod output;
mod plan;
mod scratch;
mod state;
mod stories;
mod tools;
mod trouble;
mod way;

pub(crate) use carry::carry_out;
pub(crate) use fault::{Fault, Refusal};
pub(crate) use output::MANIFEST;
pub(crate) use output::Output;
pub(crate) use plan::{Allowed, Plan};
pub(crate) use state::{forget, lock};
pub(crate) use stories::{FactChange, Row, Stories, differences};
pub(crate) use tools::{Answer, Call, Tools};
pub(crate) use trouble::mask;
pub(crate) use way::{Session, Way, of as way};

use std::collections::BTreeSet;
use std::path::Path;

use crate::config::Target;
use crate::site::Site;

use listing::{Kind, Listing};
use manifest::Manifest;
use plan::Known;
use state::Journal;
use way::Depth;

/// The story data among the published files.
const DATA: &str = "data/branches.json";

/// What was found out about a target, and what is to happen there.
#[derive(Debug)]
pub(crate) struct Survey {
    /// Which files.
    pub plan: Plan,
    /// What that means for stories.
    pub stories: Stories,
}

/// Looks at the target and plans; changes nothing there or here.
///
/// # Errors
/// What the way's tool says, or why nothing may be done.
pub(crate) fn survey(
    way: &mut dyn Way,
    (site, output): (&Site, &Output),
    (root, target): (&Path, &Target),
    allowed: &Allowed,
) -> Result<Survey, Fault> {
    let journal = Journal::load(root, &target.name)?;
    let top = way.list(Depth::Top)?;
    let manifest = match top.file(MANIFEST) {
        Some(_) => read(way, MANIFEST)?.and_then(|bytes| Manifest::parse(&bytes)),
        None => None,
    };
    if manifest.is_none() && !allowed.adopt {
        plan::refuse_strangers(&top, &journal)?;
    }
    let folders = folders(output, manifest.as_ref(), &journal);
    let listing = way.list(Depth::Within(&folders))?;
    let known = Known { manifest: manifest.as_ref(), journal: &journal, listing: &listing };
    let mut plan = plan::plan(output, &known, allowed)?;
    if allowed.full {
        plan.compare(&differing(way, output, &plan)?);
    }
    plan::refuse_mass_delete(&plan, &known, allowed)?;
    let theirs = match listing.file(DATA) {
        Some(_) if manifest.is_some() => read(way, DATA)?,
        Some(_) | None => None,
    };
    let ours = output.read(DATA)?;
    let stories = Stories::of(site, &plan, ours.as_deref(), theirs.as_deref());
    Ok(Survey { plan, stories })
}

/// The bytes of a small file at the target.
fn read(way: &mut dyn Way, path: &str) -> Result<Option<Vec<u8>>, Fault> {
    let folder = way.fetch(&[path])?;
    let read = folder.read(path, output::MAX).map_err(Fault::Machine)?;
    Ok(read.and_then(Result::ok))
}

/// Which of the files that are taken for equal are not, byte by byte.
fn differing(way: &mut dyn Way, output: &Output, plan: &Plan) -> Result<BTreeSet<String>, Fault> {
    let paths: Vec<&str> = plan.equal.iter().map(String::as_str).collect();
    if paths.is_empty() {
        return Ok(BTreeSet::new());
    }
    let folder = way.fetch(&paths)?;
    let mut differing = BTreeSet::new();
    for path in paths {
        if output::hash(&folder, path)?.as_ref() != output.files.get(path).map(|file| &file.hash) {
            differing.insert(path.to_owned());
        }
    }
    Ok(differing)
}

/// Every folder that a file of ours lies in, there or here.
fn folders(output: &Output, manifest: Option<&Manifest>, journal: &Journal) -> BTreeSet<String> {
    let theirs = manifest.into_iter().flat_map(|manifest| manifest.files.keys());
    let paths = output.files.keys().chain(theirs).chain(journal.paths());
    paths.flat_map(|path| above(path)).map(str::to_owned).collect()
}

/// The folders above a path, the outermost first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

impl Listing {
    /// The size of a regular file.
    fn file(&self, path: &str) -> Option<u64> {
        match self.entries.get(path) {
            Some(Kind::File(size)) => Some(*size),
            Some(Kind::Folder | Kind::Other) | None => None,
        }
    }
}
