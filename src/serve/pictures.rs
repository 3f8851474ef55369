//! The pictures of a preview: made when a browser asks for them, and kept for a while.
//!
//! Entry point: [`Pictures::get`]. Nothing is written to the disk: a preview leaves no trace.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use crate::fs::Inside;
use crate::picture::{self, Gate, MAX_BYTES, Picture, Request};

/// Bytes of pictures that are kept.
const ROOM: usize = 64 * 1024 * 1024;

/// A derived picture, and the file that it is made from.
pub(crate) struct Wanted<'w> {
    pub(crate) path: &'w Inside,
    pub(crate) picture: &'w Picture,
    pub(crate) request: Request,
}

/// Derived pictures, those made last.
#[derive(Default)]
pub(crate) struct Pictures {
    made: Mutex<VecDeque<(String, Arc<[u8]>)>>,
    gate: Gate,
}

impl Pictures {
    /// A picture, whose address is `address`; `None` where its file is no longer the one that was
    /// looked at.
    pub(crate) fn get(&self, address: &str, wanted: &Wanted<'_>) -> Option<Arc<[u8]>> {
        let Wanted { path, picture, request } = *wanted;
        // The address alone may be that of an older picture: it does not always have the hash.
        let key = format!("{} {address}", picture.hash);
        if let Some(known) = self.known(&key) {
            return Some(known);
        }
        // Held while the bytes are: whoever waits takes no memory.
        let _pass = self.gate.enter(picture);
        // Somebody else may have made it meanwhile.
        if let Some(known) = self.known(&key) {
            return Some(known);
        }
        let bytes = path.read(MAX_BYTES).ok()?.ok()?;
        if !picture.is_of(&bytes) {
            return None;
        }
        let derived = picture::derive(&bytes, picture, &[request]).ok()?.pop()?;
        let derived: Arc<[u8]> = derived.into();
        self.keep(key, &derived);
        Some(derived)
    }

    fn known(&self, key: &str) -> Option<Arc<[u8]>> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.iter().find(|(known, _)| known == key).map(|(_, bytes)| Arc::clone(bytes))
    }

    fn keep(&self, key: String, bytes: &Arc<[u8]>) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.push_back((key, Arc::clone(bytes)));
        let mut taken: usize = made.iter().map(|(_, bytes)| bytes.len()).sum();
        while taken > ROOM
            && let Some((_, oldest)) = made.pop_front()
        {
            taken -= oldest.len();
        }
    }
}
