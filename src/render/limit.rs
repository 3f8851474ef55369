//! The end of what a template may write: a loop without end would fill the memory.
//!
//! Entry point: `Limited`. How long a template may take is held by `theme/pulse.rs`.

use std::io::{self, Write};

/// The longest page, in bytes.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// The bytes of a page, up to a limit.
pub(super) struct Limited {
    pub(super) bytes: Vec<u8>,
    /// Whether the limit was reached.
    pub(super) is_full: bool,
}

impl Limited {
    pub(super) fn new() -> Self {
        Self { bytes: Vec::with_capacity(16 * 1024), is_full: false }
    }
}

impl Write for Limited {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + piece.len() > MAX_BYTES {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_an_end() {
        let (mut page, piece) = (Limited::new(), vec![b' '; 1024 * 1024]);
        for _ in 0..64 {
            page.write_all(&piece).unwrap();
        }
        assert!(!page.is_full);
        page.write_all(b"x").unwrap_err();
        assert!(page.is_full && page.bytes.len() == MAX_BYTES);
    }
}
