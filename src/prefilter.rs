//! Cheap looks that tell whether a text can concern a reading at all: most texts have no work for most readings.
//!
//! Entry point: [`passes`], which every such look goes through. A look must never say no where the reading would find
//! something. That is proven by leaving all looks out: a test reads random texts with them and [`without`], and both must
//! give the same (`src/check/prefilters.rs`). What begins with a mark by its meaning, as a note with `[^`, is no look.

/// Whether a reading is to be done, where `look` says whether a text can concern it.
#[inline]
pub(crate) fn passes(look: bool) -> bool {
    look || is_off()
}

/// Whether the readings are done whatever the looks say.
#[cfg(not(test))]
#[inline]
pub(crate) const fn is_off() -> bool {
    false
}

#[cfg(test)]
pub(crate) use off::{is_off, without};

#[cfg(test)]
mod off {
    use std::cell::Cell;

    thread_local! {
        static IS_OFF: Cell<bool> = const { Cell::new(false) };
    }

    pub(crate) fn is_off() -> bool {
        IS_OFF.get()
    }

    /// What `work` gives where no look spares a reading. For this thread alone.
    pub(crate) fn without<T>(work: impl FnOnce() -> T) -> T {
        IS_OFF.set(true);
        let result = work();
        IS_OFF.set(false);
        result
    }
}
