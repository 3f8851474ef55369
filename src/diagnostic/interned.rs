//! Names that are part of the program, read back from a file.
//!
//! Entry point: [`interned`]. Each lives as long as the program, once.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// The name as the rest of the program holds it.
pub fn interned(name: &str) -> &'static str {
    static ALL: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(name) {
        return known;
    }
    let name: &'static str = Box::leak(name.into());
    all.insert(name);
    name
}
