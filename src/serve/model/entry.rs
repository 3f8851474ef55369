//! One Markdown file as it was last read.
//!
//! Entry points: [`read`], [`recall`], [`Entry`]. A file is read again when its stamp differs, or when it was
//! written so shortly before it was read that another change might show the same stamp.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::build::{self, Reading, Surveyed, Texts};
use crate::check::{Choice, Selection};
use crate::diagnostic::{Count, Diagnostic, Place};
use crate::discover::{Asset, TextFile};
use crate::error::Error;
use crate::parse::{self, Document, Kind};
use crate::serve::model::scan::Stamp;
use crate::site::permalink;

/// Times on a disk are as coarse as this: FAT counts in steps of two seconds.
const COARSE: Duration = Duration::from_millis(2500);

/// One Markdown file as it was last read.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// What and where it is.
    pub(crate) text: TextFile,
    /// Its document, unless it could not be parsed.
    pub(crate) document: Option<Document>,
    /// The last document in which no error was found, where that is another one.
    pub(crate) good: Option<Document>,
    /// What is wrong with it by itself, at the weight that it has here.
    pub(crate) faults: Vec<Diagnostic>,
    /// How many faults of each weight.
    pub(crate) count: Count,
    /// Whether an error stands in it, found alone or together with other files.
    pub(crate) is_faulty: bool,
    pub(super) stamp: Stamp,
    pub(super) hash: Option<blake3::Hash>,
    /// Whether an equal stamp means equal bytes.
    pub(super) is_settled: bool,
}

impl Entry {
    /// The document that is shown: the last one without an error, while there is an error.
    pub(super) fn shown(&self) -> Option<&Document> {
        if self.is_faulty {
            self.good.as_ref().or(self.document.as_ref())
        } else {
            self.document.as_ref()
        }
    }

    /// The address of its page.
    pub(crate) fn address(&self) -> String {
        self.address_as(&self.text.slug)
    }

    /// The address that its page would have under another name.
    pub(crate) fn address_as(&self, slug: &str) -> String {
        match self.text.kind {
            Kind::Story => permalink::story(slug),
            Kind::Series => permalink::series(slug),
            Kind::Page => permalink::page(slug),
            Kind::Article(section) => permalink::article_at(section, slug),
        }
    }

    /// The validator of its bytes, as the desk knows it.
    pub(crate) fn etag(&self) -> Option<String> {
        self.hash.map(|hash| hash.to_hex().to_string())
    }

    /// Whether it was read from these bytes.
    pub(crate) fn is_of(&self, bytes: &[u8]) -> bool {
        self.hash == Some(blake3::hash(bytes))
    }

    /// Whether its bytes are surely those of `stamp`.
    pub(super) fn is_current(&self, stamp: &Stamp) -> bool {
        self.is_settled && self.stamp == *stamp
    }
}

/// A file that was looked at again.
pub(super) enum Outcome {
    /// It has the bytes it had.
    Same { stamp: Stamp, is_settled: bool },
    /// It has other bytes.
    New(Box<Entry>),
}

/// What a build has read of a file that nobody has changed since.
pub(super) fn recall(
    (text, stamp): &(TextFile, Stamp),
    known: &Texts,
    reading: &Reading,
    choice: &Choice,
) -> Option<Entry> {
    let ((document, faults), hash) = known.lying(text)?;
    let faults = Selection::new(&reading.rules, choice).apply(faults);
    Some(Entry {
        text: text.clone(),
        document,
        good: None,
        count: Count::of(&faults),
        is_faulty: false,
        faults,
        stamp: *stamp,
        hash: Some(hash),
        is_settled: is_settled(stamp),
    })
}

/// Whether a file was written so long ago that a change since would show.
fn is_settled(stamp: &Stamp) -> bool {
    let now = SystemTime::now();
    stamp.modified().is_some_and(|time| now.duration_since(time).is_ok_and(|age| age > COARSE))
}

/// Reads and parses a file, unless its bytes are those of `before`.
pub(super) fn read(
    text: &TextFile,
    stamp: Stamp,
    before: Option<&Arc<Entry>>,
    reading: &Reading,
    choice: &Choice,
) -> Outcome {
    let is_settled = is_settled(&stamp);
    let found = text.path.read(parse::MAX_TEXT);
    let hash =
        found.as_ref().ok().and_then(|read| read.as_ref().ok()).map(|bytes| blake3::hash(bytes));
    if let Some(before) = before.filter(|before| hash.is_some() && before.hash == hash)
        && before.text == *text
    {
        return Outcome::Same { stamp, is_settled };
    }
    let (document, faults) = match found {
        Ok(Ok(bytes)) => build::parse_bytes(text, &bytes, reading),
        Ok(Err(size)) => (None, vec![build::too_large(&text.file, size)]),
        Err(fault) => (None, vec![unreadable(&text.file, &fault)]),
    };
    let faults = Selection::new(&reading.rules, choice).apply(faults);
    Outcome::New(Box::new(Entry {
        text: text.clone(),
        good: before.and_then(|before| before.shown().cloned()).filter(|_| {
            // A document with an error in it is no better than the one that has taken its place.
            before.is_some_and(|before| !before.is_faulty || before.good.is_some())
        }),
        document,
        count: Count::of(&faults),
        is_faulty: false,
        faults,
        stamp,
        hash,
        is_settled,
    }))
}

/// What is found out about a file that is no text.
pub(super) fn survey(asset: &Asset) -> Surveyed {
    build::survey_one(asset).unwrap_or_else(|fault| Surveyed {
        faults: vec![unreadable(&asset.file, &fault)],
        ..Surveyed::default()
    })
}

/// A fault of the machine, told at a file.
pub(super) fn unreadable(file: &Arc<str>, fault: &Error) -> Diagnostic {
    Diagnostic::error("unreadable-file", Place::file(file), fault.message())
}
