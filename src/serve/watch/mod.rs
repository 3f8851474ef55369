//! The loop: hear or look, parse what changed, show it.
//!
//! Entry point: [`run`]. An event makes it look at once; a look at everything every two seconds, and
//! shortly after each change, finds what no event told. On slow disks it looks less often.

mod alarm;
mod ears;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::serve::model::{Change, Model, Touch};
use crate::serve::stage::{Notice, Stage};
use crate::serve::watch::alarm::{Alarm, Heard};
use crate::serve::watch::ears::{Deafness, Ears};

/// How often everything is looked at.
const REGULARLY: Duration = Duration::from_secs(2);
/// How soon after a change, in case that events were lost with it.
const SOON: Duration = Duration::from_millis(400);
/// Looking takes at most one part of so many of the time.
const SHARE: u32 = 8;

/// Watches the site for ever and shows every change on `stage`.
pub(crate) fn run(model: Model, stage: &Arc<Stage>) {
    let alarm = Arc::new(Alarm::default());
    let ears = Ears::new(&alarm);
    let mut watch = Watch { model, stage, ears, deafness: None };
    watch.arm(&BTreeSet::new());
    let mut next = Instant::now();
    loop {
        let heard = alarm.wait(next);
        let start = Instant::now();
        next = if let Some(heard) = heard {
            watch.react(heard, next)
        } else {
            watch.look(start);
            watch.arm(&BTreeSet::new());
            Instant::now() + REGULARLY.max(start.elapsed() * SHARE)
        };
    }
}

struct Watch<'s> {
    model: Model,
    stage: &'s Stage,
    ears: Ears,
    deafness: Option<Deafness>,
}

impl Watch<'_> {
    /// Acts on what was heard; gives the time of the next look at everything.
    fn react(&mut self, heard: Heard, next: Instant) -> Instant {
        let start = Instant::now();
        let has_failed = heard.failure.is_some();
        if let Some(failure) = heard.failure {
            self.tell(Deafness::Failure(failure));
        }
        if has_failed || heard.is_torn {
            self.ears.drop_watcher();
        }
        if !heard.is_flood {
            match self.model.touch(&heard.paths) {
                Touch::Seen(change) if change.files == 0 => return next,
                Touch::Seen(change) => {
                    self.show(&change, start);
                    return next.min(Instant::now() + SOON);
                }
                Touch::Unclear => {}
            }
        }
        self.look(start);
        self.arm(&heard.moved);
        Instant::now() + SOON.max(start.elapsed() * SHARE)
    }

    fn look(&mut self, start: Instant) {
        if let Some(change) = self.model.rescan() {
            self.show(&change, start);
        }
    }

    fn show(&mut self, change: &Change, start: Instant) {
        let snapshot = self.model.snapshot(&self.stage.snapshot().broken());
        let follow = self.model.page_of(change);
        self.stage.show(snapshot, change, follow);
        self.stage.tell(&Notice::Changed {
            file: change.edited.first().map(ToString::to_string),
            files: change.files,
            count: self.stage.snapshot().count(),
            elapsed: start.elapsed(),
        });
    }

    fn arm(&mut self, moved: &BTreeSet<std::path::PathBuf>) {
        let root = self.model.root().to_path_buf();
        match self.ears.arm(&root, moved) {
            Ok(()) => self.deafness = None,
            Err(deafness) => self.tell(deafness),
        }
    }

    /// Says once that changes will be seen later than usual.
    fn tell(&mut self, deafness: Deafness) {
        if self.deafness.is_none() {
            self.stage.tell(&match &deafness {
                Deafness::Limit => Notice::WatchLimit,
                Deafness::Failure(detail) => Notice::WatchFailure(detail.clone()),
            });
        }
        self.deafness = Some(deafness);
    }
}
