//! Runs of the index that were made by an earlier run of the program, for stretches of stories that have not changed.
//!
//! Entry points: [`Runs::of`], [`Made::head`] for what is kept of one. A run is known by all that it is made of: the files of its
//! texts, in their order, and the settings. Whoever gives the bytes answers for their being whole and of this program.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use blake3::{Hash, Hasher};
use serde::{Deserialize, Serialize};

use crate::parse::body::Body;
use crate::search::plan::Plan;
use crate::search::run::{Bytes, Run, Sample};
use crate::site::{Searched, Site};

/// What a run is made of, where that is known.
pub(super) type Key = Option<[u8; 32]>;

/// A run and the hash of all that is published of its stories.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) key: Key,
    pub(super) run: Run,
    pub(super) hash: [u8; 32],
}

/// What stands in front of the bytes of a run that is kept.
#[derive(Serialize, Deserialize)]
struct Head {
    key: [u8; 32],
    hash: [u8; 32],
    samples: Vec<Sample>,
    windows: Vec<u32>,
    bytes: usize,
}

/// Runs of the last build, by what they are made of. Each is asked for once.
#[derive(Default)]
pub struct Runs(Mutex<HashMap<[u8; 32], Made>>);

impl Runs {
    /// Those that were kept.
    pub fn of(kept: Option<Vec<u8>>) -> Self {
        let kept = Arc::new(kept.unwrap_or_default());
        let (mut known, mut rest) = (HashMap::new(), &kept[..]);
        while let Ok((head, bytes)) = postcard::take_from_bytes::<Head>(rest) {
            let Head { key, hash, samples, windows, bytes: length } = head;
            let from = kept.len() - bytes.len();
            let Some(own) = Bytes::of(&kept, from, length) else { break };
            let run = Run { bytes: own, samples: samples.into(), windows: windows.into() };
            known.insert(key, Made { key: Some(key), run, hash });
            rest = &bytes[length..];
        }
        Self(known.into())
    }

    /// A run that was made of the same.
    pub(super) fn take(&self, key: &[u8; 32]) -> Option<Made> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key)
    }

    /// Whether they are those of these keys and no others.
    pub(super) fn are(&self, keys: &[Key]) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let has = |key: &Key| key.is_some_and(|key| known.contains_key(&key));
        keys.len() == known.len() && keys.iter().all(has)
    }
}

impl Made {
    /// What is kept in front of the bytes of the run; `None` where it is not known what it is made of.
    pub(super) fn head(&self) -> Option<Vec<u8>> {
        let head = Head {
            key: self.key?,
            hash: self.hash,
            samples: self.run.samples.to_vec(),
            windows: self.run.windows.to_vec(),
            bytes: self.run.bytes.len(),
        };
        postcard::to_allocvec(&head).ok()
    }
}

/// What all that is published of some texts is made of; `None` where that is not known of one of them.
pub fn key(site: &Site, plan: &Plan, texts: Range<u32>) -> Option<Hash> {
    let mut hasher = Hasher::new();
    hasher.update(plan.settings.as_bytes());
    for number in texts {
        let (file, body): (_, &Body) = match plan.all[number as usize] {
            Searched::Story(id) => (&site.story(id).file, &site.story(id).body),
            Searched::Article(id) => (&site.article(id).page.file, &site.article(id).page.body),
        };
        hasher.update(&body.digest?.file).update(&(file.len() as u64).to_le_bytes());
        hasher.update(file.as_bytes());
    }
    Some(hasher.finalize())
}
