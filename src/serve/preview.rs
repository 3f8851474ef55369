//! What a running preview is: the state that is shown, and what the desk needs to write.
//!
//! It answers in `page.rs`; the desk is handed the same.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::build;
use crate::locale::Locale;
use crate::media;
use crate::serve::desk::{Session, Token};
use crate::serve::pictures::Pictures;
use crate::serve::stage::Stage;
use crate::serve::watch::Alarm;
use crate::site;

/// Answers requests.
pub(crate) struct Preview {
    pub(crate) stage: Arc<Stage>,
    /// Wakes the loop that watches the site.
    pub(crate) alarm: Arc<Alarm>,
    /// The folder of the site, every link resolved.
    pub(crate) root: PathBuf,
    pub(crate) locale: Locale,
    /// What decides whether a story is published.
    pub(crate) selection: site::Options,
    pub(crate) pictures: Pictures,
    /// What the site is read and published with.
    pub(crate) options: build::Options,
    pub(crate) control: Control,
}

/// What the desk needs to write.
pub(crate) struct Control {
    pub(crate) token: Token,
    /// Whether nobody may write.
    pub(crate) is_read_only: bool,
    /// What was written in this run. Whoever writes holds it.
    pub(crate) session: Mutex<Session>,
}

impl Preview {
    /// What the desk remembers, held while a file is written.
    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        self.control.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The type of a file by its name.
pub(crate) fn kind(address: &str) -> &'static str {
    match address.rsplit('/').next() {
        Some("feed.xml") => "application/atom+xml; charset=utf-8",
        Some("feed.json") => "application/feed+json; charset=utf-8",
        _ => media::kind(address),
    }
}
