//! The ways to a target: one file each.
//!
//! Entry point: [`of`]. A way lists, fetches, sends and removes; what, in which order and whether at all is not its
//! matter.

mod bucket;
mod folder;
mod git;
mod rsync;
mod sftp;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::config::{self, Target};
use crate::deploy::fault::Fault;
use crate::deploy::listing::{Kind, Listing};
use crate::deploy::plan::Plan;
use crate::deploy::tools::{Answer, Call, Tools};
use crate::deploy::trouble::{Trouble, mask};
use crate::fs::Root;

/// How deep a listing goes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Depth<'d> {
    /// What lies in the target itself.
    Top,
    /// At least what lies in these folders too.
    Within(&'d BTreeSet<String>),
}

/// Files of a folder here that go to the same paths there.
#[derive(Debug)]
pub(crate) struct Batch<'b> {
    pub(super) folder: &'b Root,
    pub(super) paths: &'b [&'b str],
}

/// A way to a target.
pub(crate) trait Way {
    /// What lies there. Links are listed and not followed.
    ///
    /// # Errors
    /// The target cannot be reached, or is not there.
    fn list(&mut self, depth: Depth<'_>) -> Result<Listing, Fault>;

    /// A folder in which files of the target lie under their paths; each of them was listed.
    ///
    /// # Errors
    /// They cannot be read.
    fn fetch(&mut self, paths: &[&str]) -> Result<Root, Fault>;

    /// Puts files there, each whole or not at all, and the folders that they need.
    ///
    /// # Errors
    /// What stopped it; some may be there.
    fn send(&mut self, batch: &Batch<'_>) -> Result<(), Fault>;

    /// Takes files away.
    ///
    /// # Errors
    /// What stopped it; some may be gone.
    fn remove(&mut self, paths: &[&str]) -> Result<(), Fault>;

    /// Makes public what was sent, where that is a step of its own.
    ///
    /// # Errors
    /// What stopped it.
    fn finish(&mut self, _plan: &Plan) -> Result<(), Fault> {
        Ok(())
    }
}

/// What all ways of a run share.
pub(crate) struct Session<'s> {
    /// The folder of the site, for paths of targets on this machine.
    pub root: &'s Path,
    /// Whether somebody can answer a question of a tool.
    pub is_interactive: bool,
    /// Nothing may be written below `.liuhao/`.
    pub is_dry: bool,
    /// Starts programs.
    pub tools: &'s dyn Tools,
}

/// The way to a target.
///
/// # Errors
/// The target is a folder that cannot be opened.
pub(crate) fn of<'s>(
    session: &'s Session<'s>,
    target: &'s Target,
) -> Result<Box<dyn Way + 's>, Fault> {
    Ok(match target.way {
        config::Way::Folder => Box::new(folder::Folder::open(session.root, &target.to)?),
        config::Way::Rsync => Box::new(rsync::Rsync::new(session, target)),
        config::Way::Sftp => Box::new(sftp::Sftp::new(session, target)),
        config::Way::Bucket => Box::new(bucket::Bucket::new(session, target)),
        config::Way::Git => Box::new(git::Git::new(session, target)),
    })
}

impl Session<'_> {
    /// Runs a tool; a fault where it ends with one.
    fn run(&self, call: &Call) -> Result<Answer, Fault> {
        let answer = self.ask(call)?;
        if answer.code == Some(0) { Ok(answer) } else { Err(failed(call, &answer)) }
    }

    /// Runs a tool, however it ends.
    fn ask(&self, call: &Call) -> Result<Answer, Fault> {
        self.tools.run(call).map_err(|source| {
            if source.kind() == std::io::ErrorKind::NotFound {
                return Fault::Missing(call.program);
            }
            let text = source.to_string();
            Fault::Tool { program: call.program, trouble: Trouble::of(&text), text }
        })
    }
}

/// What a tool that ended with a fault said, without secrets.
fn failed(call: &Call, answer: &Answer) -> Fault {
    let text = if answer.err.trim().is_empty() {
        String::from_utf8_lossy(&answer.out).into_owned()
    } else {
        answer.err.clone()
    };
    let text = mask(text.trim_end());
    Fault::Tool { program: call.program, trouble: Trouble::of(&text), text }
}

/// A listing of files, with the folders above them.
fn with_folders(files: impl Iterator<Item = (String, Kind)>) -> Listing {
    let mut entries = BTreeMap::new();
    for (path, kind) in files {
        for folder in super::above(&path) {
            entries.entry(folder.to_owned()).or_insert(Kind::Folder);
        }
        entries.insert(path, kind);
    }
    Listing { entries }
}
