//! How many pixels are decoded at a time.
//!
//! Entry point: [`Gate::enter`]. Photos are decoded side by side, but a dozen of forty megapixels
//! at once would take gigabytes: whoever comes waits until there is room.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::picture::{MAX_PIXELS, Picture};

/// Pixels that may be decoded at a time. One takes up to eight bytes: as decoded, and turned.
const ROOM: u64 = MAX_PIXELS;

/// A place where only so many pixels may be at a time.
#[derive(Debug)]
pub(crate) struct Gate {
    free: Mutex<u64>,
    left: Condvar,
}

/// Room that is held until it is dropped.
pub(crate) struct Pass<'g> {
    gate: &'g Gate,
    pixels: u64,
}

impl Gate {
    /// Waits until there is room for the pixels of a picture; for more than fit, until nobody else
    /// is in.
    pub(crate) fn enter(&self, picture: &Picture) -> Pass<'_> {
        let pixels = (u64::from(picture.width) * u64::from(picture.height)).min(ROOM);
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self
            .left
            .wait_while(free, |free| *free < pixels)
            .unwrap_or_else(PoisonError::into_inner);
        *free -= pixels;
        Pass { gate: self, pixels }
    }
}

impl Default for Gate {
    fn default() -> Self {
        Self { free: Mutex::new(ROOM), left: Condvar::new() }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        *self.gate.free.lock().unwrap_or_else(PoisonError::into_inner) += self.pixels;
        self.gate.left.notify_all();
    }
}
