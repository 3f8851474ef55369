//! The end of what a template may write: a loop without end would fill the memory.
//!
//! Entry point: [`Limited`]. A template that runs on without writing anything is not noticed here.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// The longest page, in bytes.
const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The longest time that a page is written for.
const MAX_TIME: Duration = Duration::from_secs(10);
/// The clock is looked at every so many pieces.
const LOOK: u32 = 256;

/// The bytes of a page, up to a limit.
pub(super) struct Limited {
    pub(super) bytes: Vec<u8>,
    began: Instant,
    pieces: u32,
    /// Whether the limit was reached.
    pub(super) is_full: bool,
}

impl Limited {
    pub(super) fn new() -> Self {
        let bytes = Vec::with_capacity(16 * 1024);
        Self { bytes, began: Instant::now(), pieces: 0, is_full: false }
    }
}

impl Write for Limited {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.pieces = self.pieces.wrapping_add(1);
        let is_late = self.pieces.is_multiple_of(LOOK) && self.began.elapsed() > MAX_TIME;
        if is_late || self.bytes.len() + piece.len() > MAX_BYTES {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
