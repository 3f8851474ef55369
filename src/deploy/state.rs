//! What this machine remembers of a target: a lock while it sends, and what an interrupted run has sent.
//!
//! Entry points: [`lock()`], [`Journal`]. Both lie in `.liuhao/deploy/<name>/`. A run that ends well leaves no journal.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use blake3::Hash;

use crate::deploy::fault::{Fault, Refusal};
use crate::error::Error;
use crate::fs::Root;
use crate::write::{self, STATE};

const LOCK: &str = "lock";
const SENT: &str = "sent";
const BESIDE: &str = "sent.new";
/// The largest journal that is read, in bytes.
const MAX: u64 = 1024 * 1024 * 1024;

fn folder(name: &str) -> PathBuf {
    Path::new(STATE).join("deploy").join(name)
}

/// The right to send to a target, as long as it is kept.
#[derive(Debug)]
pub(crate) struct Lock {
    /// `.liuhao/deploy/<name>/`.
    pub(super) state: Root,
    _file: File,
}

/// Takes the lock of a target.
///
/// # Errors
/// [`Refusal::Busy`] where another run has it.
pub(crate) fn lock(root: &Path, name: &str) -> Result<Lock, Fault> {
    let state = Root::open(root)?.make_folder(folder(name))?;
    let file = state.lock_file(LOCK)?;
    match file.try_lock() {
        Ok(()) if state.is_named(LOCK, &file)? => Ok(Lock { state, _file: file }),
        Ok(()) | Err(_) => Err(Refusal::Busy.into()),
    }
}

/// Removes what is remembered of targets, but for what an interrupted run has sent: nobody else knows that it is ours.
///
/// # Errors
/// A disk that refuses.
pub(crate) fn forget(root: &Path) -> Result<(), Error> {
    let root = Root::open(root)?;
    let deploy = Path::new(STATE).join("deploy");
    let Some(targets) = root.folder(&deploy)? else { return Ok(()) };
    for name in targets.names()? {
        let Some(state) = targets.folder(&name)? else { continue };
        let lock = state.lock_file(LOCK)?;
        if state.found(SENT)?.is_none() && lock.try_lock().is_ok() {
            drop((state, lock));
            targets.remove_tree(&name)?;
        }
    }
    // An interrupted run may have left something.
    let _ = root.remove_folder_if_empty(&deploy);
    let _ = root.remove_folder_if_empty(STATE);
    Ok(())
}

/// What an interrupted run has sent: ours, though no manifest at the target says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Journal {
    /// By path; the hash where the file was sent whole.
    files: BTreeMap<String, Option<Hash>>,
}

impl Journal {
    /// Reads it; an empty one where there is none.
    pub(super) fn load(root: &Path, name: &str) -> Result<Self, Fault> {
        let Some(state) = Root::open(root)?.folder(folder(name))? else {
            return Ok(Self::default());
        };
        let read = state.read(SENT, MAX)?.and_then(Result::ok);
        let text = read.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        Ok(Self::parse(&text))
    }

    /// Lines of a hash, or `-` for a file that was only begun, and a path.
    fn parse(text: &str) -> Self {
        let line = |line: &str| {
            let (hash, path) = line.split_once(' ')?;
            write::is_legal(path).then(|| (path.to_owned(), Hash::from_hex(hash).ok()))
        };
        Self { files: text.lines().filter_map(line).collect() }
    }

    fn render(&self) -> String {
        let line = |(path, hash): (&String, &Option<Hash>)| {
            let hash = hash.map_or_else(|| "-".to_owned(), |hash| hash.to_hex().to_string());
            format!("{hash} {path}\n")
        };
        self.files.iter().map(line).collect()
    }

    /// Whether a file is ours by it.
    pub(super) fn is_ours(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// What was sent whole under a path.
    pub(super) fn sent(&self, path: &str) -> Option<&Hash> {
        self.files.get(path)?.as_ref()
    }

    /// All paths.
    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }

    /// Notes that files are about to be sent.
    pub(super) fn begin<'p>(&mut self, paths: impl Iterator<Item = &'p String>) {
        self.files.extend(paths.map(|path| (path.clone(), None)));
    }

    /// Notes that a file was sent whole.
    pub(super) fn note(&mut self, path: &str, hash: Hash) {
        self.files.insert(path.to_owned(), Some(hash));
    }

    /// Puts it on disk.
    pub(super) fn store(&self, lock: &Lock) -> Result<(), Fault> {
        let state = &lock.state;
        let (beside, mut file) = state.create_temporary(BESIDE)?;
        state.write(&mut file, &beside, self.render().as_bytes())?;
        state.sync_file(&file, &beside)?;
        drop(file);
        Ok(state.rename(beside, state, SENT)?)
    }

    /// Takes it away: the manifest at the target says all.
    pub(super) fn remove(lock: &Lock) -> Result<(), Fault> {
        Ok(lock.state.remove_file(SENT)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_reads_back_and_a_torn_line_is_nothing() {
        let mut journal = Journal::default();
        journal.begin(["六/a.html".to_owned(), "b.css".to_owned()].iter());
        journal.note("b.css", blake3::hash(b"b"));
        let text = journal.render();
        assert_eq!(Journal::parse(&text), journal);
        assert!(journal.sent("六/a.html").is_none() && journal.is_ours("六/a.html"));
        assert_eq!(Journal::parse("abc\n- ../x\n"), Journal::default());
    }
}
