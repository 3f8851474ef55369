//! The end of what a template may do: a loop without end would fill the memory, or never come back.
//!
//! Entry points: `Limited` for what it writes, [`look`] for one that runs on without writing anything. The
//! engine cannot be interrupted in such a loop, so whoever looks has to end the program (`cli/watchdog.rs`).

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::error::Error;

/// The longest page, in bytes.
const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The longest time that a page is written for.
const MAX_TIME: Duration = Duration::from_secs(10);
/// The clock is looked at every so many pieces.
const LOOK: u32 = 256;

/// Pages that are being made in this process, by number.
static MAKING: Making = Making(Mutex::new((0, BTreeMap::new())));

/// Looks at the pages that are being made; an error names one that has been seen `most` times. Counting looks
/// instead of time forgives a computer that sleeps.
pub fn look(most: u32) -> Option<Error> {
    MAKING.look(most)
}

/// That a page is being made, until this is dropped.
pub(super) fn begin(template: &'static str, page: &str) -> Begun<'static> {
    MAKING.begin(template, page)
}

struct Making(Mutex<(u64, BTreeMap<u64, Page>)>);

struct Page {
    template: &'static str,
    address: String,
    looks: u32,
}

/// A page that is being made.
pub(super) struct Begun<'m> {
    making: &'m Making,
    number: u64,
}

impl Making {
    fn begin(&self, template: &'static str, page: &str) -> Begun<'_> {
        let mut pages = self.pages();
        pages.0 += 1;
        let number = pages.0;
        pages.1.insert(number, Page { template, address: page.to_owned(), looks: 0 });
        Begun { making: self, number }
    }

    fn look(&self, most: u32) -> Option<Error> {
        let mut pages = self.pages();
        for page in pages.1.values_mut() {
            page.looks += 1;
        }
        let late = pages.1.values().find(|page| page.looks >= most)?;
        Some(Error::EndlessTemplate {
            template: late.template.to_owned(),
            page: late.address.clone(),
        })
    }

    fn pages(&self) -> MutexGuard<'_, (u64, BTreeMap<u64, Page>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        self.making.pages().1.remove(&self.number);
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_has_been_seen_often_enough_is_named_and_no_other() {
        let making = Making(Mutex::default());
        let told = || making.look(3).map(|fault| format!("{:?}", fault.message()));
        let first = making.begin("feed.html", "index.html");
        assert_eq!(told(), None);
        let second = making.begin("story.html", "branches/a.html");
        assert_eq!(told(), None);
        let named = told().unwrap();
        assert!(named.contains("feed.html") && named.contains("index.html"), "{named}");
        drop(first);
        let named = told().unwrap();
        assert!(named.contains("branches/a.html"), "{named}");
        drop(second);
        assert_eq!(told(), None);
    }
}
