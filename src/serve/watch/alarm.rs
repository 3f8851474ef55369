//! The alarm bell: which paths may have changed, once it is quiet again.
//!
//! Entry points: [`Alarm::ring`], [`Alarm::wait`]. An event is a hint and never the truth: systems lose
//! some, invent some and order them as they like.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind};

use crate::discover::is_leftover;

/// More paths than these are a flood: it is quicker to look at everything.
const FLOOD: usize = 16;
/// More folders than these are all watched anew.
const MAX_MOVED: usize = 4096;
/// How long it has to be quiet after a file was closed or renamed into place, …
const QUIET_AFTER_END: Duration = Duration::from_millis(10);
/// … while one may still be being written, …
const QUIET: Duration = Duration::from_millis(30);
/// … and in a flood, so that it is one change.
const QUIET_IN_FLOOD: Duration = Duration::from_millis(100);
/// The longest wait for quiet, and that in a flood.
const CEILING: [Duration; 2] = [Duration::from_millis(300), Duration::from_secs(2)];

/// What was heard.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Heard {
    /// Paths that may have changed.
    pub(super) paths: BTreeSet<PathBuf>,
    /// Whether anything may have changed.
    pub(super) is_flood: bool,
    /// Paths that came or went: a folder there has to be watched anew.
    pub(super) moved: BTreeSet<PathBuf>,
    /// Whether so many came or went that they were not counted.
    pub(super) is_torn: bool,
    /// Why the system does not tell changes any more.
    pub(super) failure: Option<String>,
}

/// The alarm bell.
#[derive(Default)]
pub(crate) struct Alarm {
    state: Mutex<State>,
    bell: Condvar,
}

#[derive(Default)]
struct State {
    heard: Heard,
    /// The first and the last event since it was quiet.
    times: Option<(Instant, Instant)>,
    /// Whether the last event says that a file is finished.
    is_end: bool,
}

impl Alarm {
    /// Takes what the system says.
    pub(super) fn ring(&self, event: Result<Event, notify::Error>) {
        let mut state = self.state();
        match event {
            Ok(event) if !event.need_rescan() => {
                if !state.take(event) {
                    return;
                }
            }
            // The system's queue was full.
            Ok(_) => state.heard.is_flood = true,
            Err(fault) => {
                state.heard.failure = Some(fault.to_string());
                state.heard.is_flood = true;
            }
        }
        let now = Instant::now();
        let first = state.times.map_or(now, |(first, _)| first);
        state.times = Some((first, now));
        drop(state);
        self.bell.notify_one();
    }

    /// Takes that this program itself has written a file, whatever the system says of it.
    pub(crate) fn wrote(&self, path: PathBuf) {
        let mut state = self.state();
        state.heard.paths.insert(path);
        state.is_end = true;
        let now = Instant::now();
        let first = state.times.map_or(now, |(first, _)| first);
        state.times = Some((first, now));
        drop(state);
        self.bell.notify_one();
    }

    /// Waits until it has rung and is quiet again; `None` where nothing happens before `deadline`.
    pub(super) fn wait(&self, deadline: Instant) -> Option<Heard> {
        let mut state = self.state();
        loop {
            let now = Instant::now();
            let until = match state.due() {
                Some(due) if due <= now => {
                    state.times = None;
                    return Some(std::mem::take(&mut state.heard));
                }
                Some(due) => due,
                None if deadline <= now => return None,
                None => deadline,
            };
            let waited = self.bell.wait_timeout(state, until - now);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// When it is quiet enough to look.
    fn due(&self) -> Option<Instant> {
        let (first, last) = self.times?;
        let (quiet, ceiling) = match (self.heard.is_flood, self.is_end) {
            (true, _) => (QUIET_IN_FLOOD, CEILING[1]),
            (false, true) => (QUIET_AFTER_END, CEILING[0]),
            (false, false) => (QUIET, CEILING[0]),
        };
        Some((last + quiet).min(first + ceiling))
    }

    /// `false` for what is no change: our own reading raises events too.
    fn take(&mut self, event: Event) -> bool {
        let is_end = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
            | EventKind::Remove(_) => true,
            EventKind::Access(_) => return false,
            _ => false,
        };
        let paths: Vec<_> = event.paths.into_iter().filter(|path| !is_passing(path)).collect();
        if paths.is_empty() {
            return false;
        }
        self.is_end = is_end;
        let is_move = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        if is_move {
            self.heard.moved.extend(paths.iter().cloned());
        }
        if self.heard.moved.len() > MAX_MOVED {
            self.heard.moved.clear();
            self.heard.is_torn = true;
        }
        self.heard.paths.extend(paths);
        if self.heard.paths.len() > FLOOD {
            self.heard.is_flood = true;
            self.heard.paths.clear();
        }
        true
    }
}

/// What is no part of a site, and what editors and browsers put beside a file for a moment: if that stays,
/// the next look at everything finds it.
fn is_passing(path: &std::path::Path) -> bool {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { return false };
    is_leftover(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, DataChange};

    fn ring(alarm: &Alarm, kind: EventKind, path: &str) {
        alarm.ring(Ok(Event::new(kind).add_path(path.into())));
    }

    fn soon() -> Instant {
        Instant::now() + Duration::from_millis(20)
    }

    #[test]
    fn reading_and_passing_files_are_no_change() {
        let alarm = Alarm::default();
        let opened = EventKind::Access(AccessKind::Open(AccessMode::Any));
        ring(&alarm, opened, "/s/a.md");
        for name in ["~$a.docx", ".a.md.swp", "4913", "a.md~", "a.tmp"] {
            ring(&alarm, EventKind::Create(CreateKind::File), name);
        }
        assert_eq!(alarm.wait(soon()), None);
    }

    #[test]
    fn events_of_one_save_are_heard_together() {
        let alarm = Alarm::default();
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        ring(&alarm, written, "/s/a.md");
        ring(&alarm, closed, "/s/a.md");
        let heard = alarm.wait(soon()).unwrap();
        assert_eq!(heard.paths, [PathBuf::from("/s/a.md")].into());
        assert!(!heard.is_flood);
        assert_eq!(alarm.wait(soon()), None);
    }

    #[test]
    fn many_files_and_lost_events_are_a_flood() {
        let alarm = Alarm::default();
        for number in 0..1000 {
            let created = EventKind::Create(CreateKind::File);
            ring(&alarm, created, &format!("/s/{number}.md"));
        }
        let heard = alarm.wait(soon()).unwrap();
        assert!(heard.is_flood && heard.paths.len() <= FLOOD);
        let lost = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        alarm.ring(Ok(lost));
        assert!(alarm.wait(soon()).unwrap().is_flood);
        alarm.ring(Err(notify::Error::generic("gone")));
        assert_eq!(alarm.wait(soon()).unwrap().failure.as_deref(), Some("gone"));
    }
}
