//! What is shown now, and the telling of it.
//!
//! Entry points: [`Stage::show`] puts a new state in place and tells open pages, [`Stage::snapshot`]
//! gives a request the state to answer from, [`Stage::tell`] has a word for the console.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::diagnostic::Count;
use crate::serve::events::{Event, Hub};
use crate::serve::model::{Change, Snapshot};
use crate::serve::stumble::Stumble;

/// Faults of the program that are remembered at a time.
const MAX_STUMBLES: usize = 16;

/// A word for the console.
#[derive(Debug)]
pub enum Notice {
    /// The site has changed and is shown anew.
    Changed {
        /// A file that has changed, if it was one with text.
        file: Option<String>,
        /// How many have changed.
        files: usize,
        /// What is wrong with the site now.
        count: Count,
        /// How long it took from hearing of it.
        elapsed: Duration,
    },
    /// The system watches no more folders; changes are seen by looking.
    WatchLimit,
    /// The system does not tell changes, and why; they are seen by looking.
    WatchFailure(String),
}

/// Has a word for the console.
pub type Tell = Arc<dyn Fn(&Notice) + Send + Sync>;

/// What is shown now.
pub(crate) struct Stage {
    current: Mutex<Arc<Snapshot>>,
    /// Rings when another one is shown.
    shown: Condvar,
    /// Faults of the program since the last rebuild that went well.
    stumbles: Mutex<Vec<Stumble>>,
    hub: Arc<Hub>,
    /// Whether browsers go to the page being written.
    follow: bool,
    tell: Tell,
}

impl Stage {
    /// Shows the first state.
    pub(crate) fn new(snapshot: Snapshot, hub: Arc<Hub>, follow: bool, tell: Tell) -> Self {
        let (current, stumbles) = (Mutex::new(Arc::new(snapshot)), Mutex::default());
        let stage = Self { current, shown: Condvar::new(), stumbles, hub, follow, tell };
        stage.announce(Event::default());
        stage
    }

    /// The state to answer from.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until the state shown is as wished, but no longer than `patience`; tells whether it is.
    pub(crate) fn await_state(
        &self,
        patience: Duration,
        is_wished: impl Fn(&Snapshot) -> bool,
    ) -> bool {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.shown.wait_timeout_while(current, patience, |now| !is_wished(now));
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Where events are heard.
    pub(crate) fn hub(&self) -> &Arc<Hub> {
        &self.hub
    }

    /// Puts a new state in place and tells open pages.
    pub(crate) fn show(&self, snapshot: Snapshot, change: &Change, follow: Option<String>) {
        let snapshot = Arc::new(snapshot);
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *current, snapshot);
        drop(current);
        self.shown.notify_all();
        self.stumbles.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.announce(Event {
            assets: change.assets.clone(),
            all: change.all,
            follow: follow.filter(|_| self.follow),
            ..Event::default()
        });
        // A large site takes a while to let go: only when everybody has been told.
        drop(before);
    }

    /// Tells open pages that something is wrong that was not known before.
    pub(crate) fn tell_fault(&self) {
        self.announce(Event::default());
    }

    /// Remembers a fault of the program, and tells open pages of one that was not known.
    pub(crate) fn stumble(&self, stumble: Stumble) {
        let mut stumbles = self.stumbles.lock().unwrap_or_else(PoisonError::into_inner);
        if stumbles.len() < MAX_STUMBLES && !stumbles.contains(&stumble) {
            stumbles.push(stumble);
            drop(stumbles);
            self.announce(Event::default());
        }
    }

    /// Faults of the program that have not been got over.
    pub(crate) fn stumbles(&self) -> Vec<Stumble> {
        self.stumbles.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Has a word for the console.
    pub(crate) fn tell(&self, notice: &Notice) {
        (self.tell)(notice);
    }

    fn announce(&self, event: Event) {
        let Count { errors, warnings, .. } = self.snapshot().count();
        let errors = errors + self.stumbles().len();
        self.hub.publish(Event { errors, warnings, ..event });
    }
}
