//! Runs of the index that were made by an earlier run of the program, for stretches of stories that have not changed.
//!
//! Entry points: [`Runs::of`], [`Runs::into_bytes`]. A run is known by all that it is made of: the files of its texts, in their
//! order, and the settings. Whoever gives the bytes answers for their being whole and of this program.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use blake3::{Hash, Hasher};
use serde::{Deserialize, Serialize};

use crate::parse::body::Body;
use crate::search::plan::Plan;
use crate::search::run::Run;
use crate::site::{Searched, Site};

/// A run and the hash of all that is published of its stories.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Made {
    pub(super) run: Run,
    pub(super) hash: [u8; 32],
}

/// Runs by what they are made of.
#[derive(Default)]
pub struct Runs {
    /// Those of the last build. Each is asked for once.
    known: Mutex<HashMap<[u8; 32], Made>>,
    /// Those of this one, as they are kept.
    made: Mutex<Vec<u8>>,
}

impl Runs {
    /// Those that were kept; none where the bytes are not what [`Runs::into_bytes`] gave.
    pub fn of(kept: Option<&[u8]>) -> Self {
        let mut known = HashMap::new();
        let mut rest = kept.unwrap_or_default();
        while let Ok((entry, behind)) = postcard::take_from_bytes::<([u8; 32], Made)>(rest) {
            known.insert(entry.0, entry.1);
            rest = behind;
        }
        Self { known: known.into(), made: Mutex::default() }
    }

    /// A run that was made of the same.
    pub(super) fn take(&self, key: &[u8; 32]) -> Option<Made> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(key)
    }

    /// Keeps runs for the next build.
    pub(super) fn keep<'m>(&self, all: impl Iterator<Item = (&'m [u8; 32], &'m Made)>) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in all {
            if let Ok(bytes) = postcard::to_allocvec(&entry) {
                made.extend(bytes);
            }
        }
    }

    /// What is kept for the next build.
    pub fn into_bytes(self) -> Vec<u8> {
        self.made.into_inner().unwrap_or_else(PoisonError::into_inner)
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
        hasher.update(&body.digest?).update(&(file.len() as u64).to_le_bytes());
        hasher.update(file.as_bytes());
    }
    Some(hasher.finalize())
}
