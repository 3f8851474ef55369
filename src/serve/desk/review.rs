//! 初审, 复审, 终审: who has read a story, and when. They stand in its sign-off, as the office writes them.
//!
//! Entry points: [`Review::of`], [`sign`]. The day stands behind the names: `{role: 初审, by: [示例甲, 2026年1月1日]}`.

use serde::{Deserialize, Serialize};

use crate::date;
use crate::edit::{self, Cell, Change, Given};
use crate::locale::Message;
use crate::parse::Story;
use crate::parse::profile::keys::PROFILE;
use crate::serve::desk::refused::Refused;
use crate::serve::desk::{post, save};
use crate::serve::http::Answer;
use crate::serve::page::Preview;

/// The states, in order.
const STATES: [&str; 3] = ["初审", "复审", "终审"];

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

/// A reading that is signed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signed {
    file: String,
    etag: String,
    state: String,
    by: String,
    #[serde(default)]
    date: Option<String>,
}

impl Review {
    /// What the sign-off of a story says.
    pub(super) fn of(story: &Story) -> Self {
        let lines = story.profile.signoff.iter().enumerate();
        let states = lines.filter_map(|(nth, line)| {
            let state = STATES.into_iter().find(|state| **state == *line.role)?;
            let (days, by) = line.by.iter().cloned().partition(|name| date::parse(name).is_ok());
            let days: Vec<String> = days;
            let day =
                days.last().and_then(|day| date::parse(day).ok()).and_then(date::PartialDate::full);
            Some(Signature { state, by, date: day.map(|day| day.to_string()), nth })
        });
        let states: Vec<Signature> = states.collect();
        let is_done = |state: &&str| states.iter().any(|one| one.state == *state);
        let next = STATES.into_iter().find(|state| !is_done(state));
        Self { states, next }
    }
}

/// Signs a reading; one of the same state is signed again.
pub(super) fn sign(preview: &Preview, signed: &Signed) -> Result<Answer, Refused> {
    let bad = |id| Err(Refused::new(422, id, Message::new(id)));
    let Some(state) = STATES.into_iter().find(|state| *state == signed.state) else {
        return bad("desk-no-such-state");
    };
    if signed.by.trim().is_empty() {
        return bad("desk-nobody-signs");
    }
    let day = match &signed.date {
        Some(text) => date::parse(text).ok().and_then(date::PartialDate::full),
        None => preview.options.today,
    };
    let Some(day) = day else { return bad("desk-no-such-day") };
    let day = format!("{}年{}月{}日", day.year(), day.month(), day.day());
    let by = Given::Texts(vec![signed.by.trim().to_owned(), day]);
    let (entry, bytes) = save::look(preview, &signed.file)?;
    let source = edit::decode(&bytes).map_err(|refusal| Refused::edit(&refusal))?;
    let form = edit::form(&source, &PROFILE).map_err(|refusal| Refused::edit(&refusal))?;
    let rows = form.facts.iter().find(|fact| fact.field.path == "signoff").map(|fact| &fact.rows);
    let role = Cell::Text(state.to_owned());
    let nth = rows.and_then(|rows| {
        rows.iter().position(|row| {
            row.cells.iter().any(|(path, cell)| *path == "signoff.role" && *cell == role)
        })
    });
    let path = "signoff".to_owned();
    let change = match nth {
        Some(nth) => {
            Change::Set { path, nth: Some(nth), field: Some("signoff.by".to_owned()), value: by }
        }
        None => Change::Insert {
            path,
            nth: None,
            values: [
                ("signoff.role".to_owned(), Given::Text(state.to_owned())),
                ("signoff.by".to_owned(), by),
            ]
            .into(),
        },
    };
    post::facts(preview, (&entry.text.file, &signed.etag), &[change])
}
