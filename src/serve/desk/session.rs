//! What the desk remembers while it runs: the texts that forms were filled from, and those before each write.
//!
//! Entry point: [`Session`]. Nothing of it is on the disk.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// Texts that are remembered as the beginning of an edit.
const VERSIONS: usize = 64;
/// Steps that can be undone in one file.
const STEPS: usize = 100;
/// Bytes of texts before a write that are remembered, in all.
const ROOM: usize = 64 * 1024 * 1024;

/// What the desk remembers.
#[derive(Default)]
pub(crate) struct Session {
    /// File, validator, bytes; the newest last.
    versions: VecDeque<(Arc<str>, String, Arc<[u8]>)>,
    steps: HashMap<Arc<str>, Vec<Step>>,
    taken: usize,
}

/// A write.
struct Step {
    before: Arc<[u8]>,
    /// The validator of what was written.
    after: String,
}

/// The validator of the bytes of a file.
pub(crate) fn etag(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

impl Session {
    /// Remembers what a form is filled from.
    pub(crate) fn keep(&mut self, file: &Arc<str>, etag: &str, bytes: &[u8]) {
        if self.version(file, etag).is_some() {
            return;
        }
        self.versions.push_back((Arc::clone(file), etag.to_owned(), bytes.into()));
        if self.versions.len() > VERSIONS {
            self.versions.pop_front();
        }
    }

    /// What a form was filled from.
    pub(crate) fn version(&self, file: &str, etag: &str) -> Option<Arc<[u8]>> {
        let mut known = self.versions.iter();
        let found = known.find(|(name, one, _)| &**name == file && one == etag);
        found.map(|(_, _, bytes)| Arc::clone(bytes))
    }

    /// Remembers a write.
    pub(crate) fn wrote(&mut self, file: &Arc<str>, before: &[u8], after: &[u8]) {
        self.taken += before.len();
        let steps = self.steps.entry(Arc::clone(file)).or_default();
        steps.push(Step { before: before.into(), after: etag(after) });
        if steps.len() > STEPS {
            self.taken -= steps.remove(0).before.len();
        }
        if self.taken > ROOM {
            self.steps.retain(|name, _| name == file);
            self.taken = self.steps.values().flatten().map(|step| step.before.len()).sum();
        }
    }

    /// How many writes of a file can be undone.
    pub(crate) fn steps(&self, file: &str) -> usize {
        self.steps.get(file).map_or(0, Vec::len)
    }

    /// The bytes before the last write, where the file has what was written then.
    pub(crate) fn before(&self, file: &str, etag: &str) -> Option<Arc<[u8]>> {
        let last = self.steps.get(file)?.last()?;
        (last.after == etag).then(|| Arc::clone(&last.before))
    }

    /// The last write of a file is undone.
    pub(crate) fn undone(&mut self, file: &str) {
        if let Some(step) = self.steps.get_mut(file).and_then(Vec::pop) {
            self.taken -= step.before.len();
        }
    }
}
