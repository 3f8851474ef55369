//! 初审, 复审, 终审: who has read a story, and when. They stand in its sign-off, as the office writes them.
//!
//! Entry point: [`Review::of`].

use serde::Serialize;

use crate::date::PartialDate;
use crate::parse::Story;

/// The states, in order.
pub(super) const STATES: [&str; 3] = ["初审", "复审", "终审"];

/// Who has read a story.
#[derive(Default, Serialize)]
pub(super) struct Review {
    states: Vec<Signature>,
    /// The state that comes next; none behind the last.
    next: Option<&'static str>,
}

#[derive(Serialize)]
struct Signature {
    state: &'static str,
    by: Vec<String>,
    date: Option<String>,
    nth: usize,
}

impl Review {
    /// What the sign-off of a story says.
    pub(super) fn of(story: &Story) -> Self {
        let lines = story.profile.signoff.iter().enumerate();
        let states = lines.filter_map(|(nth, line)| {
            let state = STATES.into_iter().find(|state| **state == *line.role)?;
            let date = line.date.map(PartialDate::to_iso);
            Some(Signature { state, by: line.by.clone(), date, nth })
        });
        let states: Vec<Signature> = states.collect();
        let is_done = |state: &&str| states.iter().any(|one| one.state == *state);
        let next = STATES.into_iter().find(|state| !is_done(state));
        Self { states, next }
    }
}
