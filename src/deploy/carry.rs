//! Doing what was planned: files in the order of a build, then what is gone, then the manifest.
//!
//! Entry point: [`carry_out`]. Stopped anywhere, pages that readers see are whole, and the next run goes on: until the
//! last step the old manifest and the journal of this machine say together what is ours.

use std::path::Path;

use crate::deploy::fault::{Fault, Refusal};
use crate::deploy::listing::{Kind, Listing};
use crate::deploy::manifest::Manifest;
use crate::deploy::output::MANIFEST;
use crate::deploy::output::Output;
use crate::deploy::plan::Plan;
use crate::deploy::scratch::Scratch;
use crate::deploy::state::{Journal, Lock};
use crate::deploy::way::{Batch, Depth, Way};
use crate::write::{Phase, Target};

/// Files that go in one call at least: a call costs a greeting.
const BATCH: usize = 500;
/// The most calls for one phase.
const CALLS: usize = 20;

/// Hears how far a run is: files done, files in all.
pub(crate) type Progress<'p> = &'p dyn Fn(usize, usize);

/// Sends, removes, and looks whether it has arrived.
///
/// # Errors
/// What stopped it. What was sent is noted, and the next run goes on from there.
pub(crate) fn carry_out(
    way: &mut dyn Way,
    output: &Output,
    plan: &Plan,
    (site, lock, name): (&Path, &Lock, &str),
    progress: Progress<'_>,
) -> Result<(), Fault> {
    let _held = Target::new(output.root.as_path()).hold()?;
    if !output.is_current()? {
        return Err(Refusal::Rebuilt.into());
    }
    let mut journal = Journal::load(site, name)?;
    journal.begin(plan.sent());
    journal.store(lock)?;
    // What stands where a folder is to be, or the other way round, makes room first.
    let (first, later): (Vec<_>, Vec<_>) =
        plan.gone.iter().partition(|path| is_in_the_way(path, plan));
    remove(way, &first)?;
    let mut done = 0;
    for phases in [&[Phase::Asset][..], &[Phase::Page], &[Phase::List, Phase::Feed], &[Phase::Home]]
    {
        let is_now = |path: &&String| {
            output.files.get(*path).is_some_and(|file| phases.contains(&file.phase))
        };
        let paths: Vec<&str> = plan.sent().filter(is_now).map(String::as_str).collect();
        for part in paths.chunks(BATCH.max(paths.len() / CALLS)) {
            way.send(&Batch { folder: &output.root, paths: part })?;
            for path in part {
                journal.note(path, output.files[*path].hash);
            }
            journal.store(lock)?;
            done += part.len();
            progress(done, plan.new.len() + plan.changed.len());
        }
    }
    remove(way, &later)?;
    send_manifest(way, output)?;
    way.finish(plan)?;
    arrived(way, output)?;
    Journal::remove(lock)
}

/// Whether a file that goes has the name of a folder that comes, or lies in one that a file is named after.
fn is_in_the_way(path: &str, plan: &Plan) -> bool {
    let below = |outer: &str, inner: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'))
    };
    plan.new.iter().any(|new| below(path, new) || below(new, path))
}

fn remove(way: &mut dyn Way, paths: &[&String]) -> Result<(), Fault> {
    if paths.is_empty() {
        return Ok(());
    }
    let paths: Vec<&str> = paths.iter().map(|path| path.as_str()).collect();
    way.remove(&paths)
}

fn send_manifest(way: &mut dyn Way, output: &Output) -> Result<(), Fault> {
    let scratch = Scratch::default();
    let folder = scratch.fresh()?;
    let mut file = folder.create_file(MANIFEST)?;
    folder.write(&mut file, MANIFEST, &Manifest::of(output).render())?;
    drop(file);
    way.send(&Batch { folder: &folder, paths: &[MANIFEST] })
}

/// Looks again: the manifest there is the one that was sent.
fn arrived(way: &mut dyn Way, output: &Output) -> Result<(), Fault> {
    let top: Listing = way.list(Depth::Top)?;
    let is_there = matches!(top.entries.get(MANIFEST), Some(Kind::File(_)));
    let bytes = if is_there { super::read(way, MANIFEST)? } else { None };
    match bytes.and_then(|bytes| Manifest::parse(&bytes)) {
        Some(manifest) if manifest == Manifest::of(output) => Ok(()),
        Some(_) | None => Err(Refusal::NotArrived.into()),
    }
}
