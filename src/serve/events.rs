//! What open pages hear: that the site has changed.
//!
//! Entry points: [`Hub::publish`], [`Hub::subscribe`]. An event holds what a page needs to bring
//! itself up to date; one that was away hears all that it missed as one event.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;

/// Events that are remembered for those who were away.
const MEMORY: usize = 256;
/// Changed files that one event names; of more it says "all".
const MAX_ASSETS: usize = 64;

/// A change of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Event {
    /// Counts events, from 1; given by the hub.
    pub(crate) version: u64,
    /// Addresses of files, other than pages, that have other bytes now.
    pub(crate) assets: BTreeSet<String>,
    /// Whether any file may have other bytes.
    pub(crate) all: bool,
    /// The page that shows what was edited last, and that the browser should go to.
    pub(crate) follow: Option<String>,
    /// Faults that keep the site from being published.
    pub(crate) errors: usize,
    /// Faults to look at.
    pub(crate) warnings: usize,
}

/// Where changes are told and heard.
pub(crate) struct Hub {
    /// Another one for every run of the program.
    instance: String,
    state: Mutex<VecDeque<Event>>,
    bell: Condvar,
}

#[derive(Serialize)]
struct Told<'e> {
    instance: &'e str,
    #[serde(flatten)]
    event: &'e Event,
}

impl Hub {
    /// A hub that has told nothing yet.
    pub(crate) fn new(instance: String) -> Self {
        Self { instance, state: Mutex::default(), bell: Condvar::new() }
    }

    /// Tells all listeners; gives the event its number.
    pub(crate) fn publish(&self, event: Event) {
        let mut recent = self.state();
        let version = recent.back().map_or(1, |last| last.version + 1);
        recent.push_back(Event { version, ..event });
        if recent.len() > MEMORY {
            recent.pop_front();
        }
        drop(recent);
        self.bell.notify_all();
    }

    /// Listens; `last` is the id of the last event that was heard. The first event comes at once.
    pub(crate) fn subscribe(
        self: &Arc<Self>,
        last: Option<&str>,
    ) -> impl FnMut(Duration) -> Option<String> + Send + use<> {
        let hub = Arc::clone(self);
        let number = last.and_then(|id| id.strip_prefix(&hub.instance)?.strip_prefix('-'));
        let mut seen: Option<u64> = number.and_then(|number| number.parse().ok());
        let mut is_first = true;
        move |patience| {
            let event = hub.next(seen, is_first, patience)?;
            is_first = false;
            seen = Some(event.version);
            Some(hub.word(&event))
        }
    }

    /// All that happened since `seen` as one event; the state of things where nothing did and
    /// `is_first`.
    fn next(&self, seen: Option<u64>, is_first: bool, patience: Duration) -> Option<Event> {
        let has_news = |recent: &VecDeque<Event>| {
            let newest = recent.back().map_or(0, |event| event.version);
            is_first || newest > seen.unwrap_or(0)
        };
        let recent = self.state();
        let (recent, _) = self
            .bell
            .wait_timeout_while(recent, patience, |recent| !has_news(recent))
            .unwrap_or_else(PoisonError::into_inner);
        if !has_news(&recent) {
            return None;
        }
        Some(joined(&recent, seen))
    }

    fn word(&self, event: &Event) -> String {
        let told = Told { instance: &self.instance, event };
        let json = serde_json::to_string(&told).expect("texts and numbers alone");
        format!("retry: 500\nid: {}-{}\ndata: {json}\n\n", self.instance, event.version)
    }

    fn state(&self) -> MutexGuard<'_, VecDeque<Event>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Everything after `seen` as one event; all files are in doubt where that is not known any more.
fn joined(recent: &VecDeque<Event>, seen: Option<u64>) -> Event {
    let mut event = recent.back().cloned().unwrap_or_default();
    let missed = recent.iter().filter(|one| seen.is_none_or(|seen| one.version > seen));
    let oldest = recent.front().map_or(0, |event| event.version);
    event.all |= seen.is_some_and(|seen| seen + 1 < oldest);
    if seen.is_none() {
        // A page that was just loaded has missed nothing.
        event.assets.clear();
        event.follow = None;
        event.all = false;
        return event;
    }
    event.follow = None;
    for one in missed {
        event.all |= one.all;
        event.assets.extend(one.assets.iter().cloned());
        event.follow = one.follow.clone().or(event.follow);
    }
    if event.assets.len() > MAX_ASSETS {
        event.all = true;
    }
    if event.all {
        event.assets.clear();
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::ZERO;

    fn event(asset: &str) -> Event {
        Event { assets: [asset.to_owned()].into(), ..Event::default() }
    }

    #[test]
    fn a_listener_hears_the_state_and_then_each_change() {
        let hub = Arc::new(Hub::new("x".into()));
        hub.publish(event("a.png"));
        let mut listen = hub.subscribe(None);
        let first = listen(NOW).unwrap();
        assert!(first.contains("id: x-1\n") && first.contains(r#""assets":[]"#), "{first}");
        assert_eq!(listen(NOW), None);
        hub.publish(event("b.png"));
        hub.publish(event("c.png"));
        let both = listen(NOW).unwrap();
        assert!(both.contains("id: x-3\n") && both.contains(r#"["b.png","c.png"]"#), "{both}");
        assert!(both.ends_with("\n\n"));
    }

    #[test]
    fn one_that_was_away_hears_what_it_missed() {
        let hub = Arc::new(Hub::new("x".into()));
        for version in 1..=3 {
            hub.publish(event(&format!("{version}.png")));
        }
        let missed = hub.subscribe(Some("x-1"))(NOW).unwrap();
        assert!(missed.contains(r#"["2.png","3.png"]"#) && missed.contains(r#""all":false"#));
        // Of another run nothing is known.
        let other = hub.subscribe(Some("y-1"))(NOW).unwrap();
        assert!(other.contains(r#""instance":"x""#) && other.contains(r#""assets":[]"#));
        for _ in 4..=400 {
            hub.publish(event("a.png"));
        }
        assert!(hub.subscribe(Some("x-1"))(NOW).unwrap().contains(r#""all":true"#));
    }
}
