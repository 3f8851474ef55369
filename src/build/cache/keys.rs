//! What each page was made of, so that one that is made of the same is not made again.
//!
//! Entry points: [`Keys::known`], [`Keys::note`], [`Keys::to_bytes`]. A key is the hash of all that a template sees
//! (`Renderer::key`); the shelf knows of which program it is.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use blake3::Hash;

/// Keys by address: of the last build, and of this one.
#[derive(Default)]
pub(in crate::build) struct Keys {
    known: HashMap<String, [u8; 32]>,
    noted: Mutex<Vec<(String, [u8; 32])>>,
}

impl Keys {
    /// Those that the last build kept.
    pub(in crate::build) fn of(kept: Option<Vec<u8>>) -> Self {
        let known: Option<Vec<(String, [u8; 32])>> =
            kept.and_then(|kept| postcard::from_bytes(&kept).ok());
        let known = known.unwrap_or_default().into_iter().collect();
        Self { known, noted: Mutex::default() }
    }

    /// Whether the page at an address was made of the same.
    pub(in crate::build) fn has(&self, address: &str, key: Hash) -> bool {
        self.known.get(address) == Some(key.as_bytes())
    }

    /// Takes down what a page of this build is made of.
    pub(in crate::build) fn note(&self, address: &str, key: Hash) {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        noted.push((address.to_owned(), *key.as_bytes()));
    }

    /// What is kept for the next build.
    pub(in crate::build) fn into_bytes(self) -> Option<Vec<u8>> {
        let mut noted = self.noted.into_inner().unwrap_or_else(PoisonError::into_inner);
        noted.sort_unstable();
        postcard::to_allocvec(&noted).ok()
    }
}
