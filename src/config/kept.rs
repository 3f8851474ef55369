//! Declarations that live as long as the program, each once: tables of keys and routes are made of them.
//!
//! Entry point: [`Kept::keep`]. A preview that sees a hundred states of `site.yaml` keeps a hundred handfuls, and no more.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// All declarations of one kind.
pub(super) struct Kept<T: 'static>(Mutex<BTreeSet<&'static T>>);

impl<T: Ord> Kept<T> {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(BTreeSet::new()))
    }

    /// The declaration that is kept; of equal ones the first.
    pub(super) fn keep(&self, one: T) -> &'static T {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(&one) {
            return known;
        }
        let one: &'static T = Box::leak(Box::new(one));
        all.insert(one);
        one
    }
}
