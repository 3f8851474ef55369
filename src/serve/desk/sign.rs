//! Signs that a story was read.
//!
//! Entry point: [`sign`]. A signature is a line of the sign-off with its day: `{role: 初审, by: 示例甲, date: 2026-01-01}`.

use jiff::civil::Date;
use serde::Deserialize;

use crate::date::{self, PartialDate};
use crate::edit::{self, Cell, Change, Given, Kind, Row};
use crate::locale::Message;
use crate::parse::profile::keys::PROFILE;
use crate::serve::desk::refused::Refused;
use crate::serve::desk::review::STATES;
use crate::serve::desk::save;
use crate::serve::http::Answer;
use crate::serve::preview::Preview;

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
        Some(text) => date::parse(text).ok().and_then(PartialDate::full),
        None => preview.options.today,
    };
    let Some(day) = day else { return bad("desk-no-such-day") };
    let (entry, bytes) = save::look(preview, &signed.file)?;
    let source = edit::decode(&bytes).map_err(|refusal| Refused::edit(&refusal))?;
    let form = edit::form(&source, &PROFILE).map_err(|refusal| Refused::edit(&refusal))?;
    let rows = form.facts.iter().find(|fact| fact.field.path == "signoff").map(|fact| &*fact.rows);
    let changes = changes(rows.unwrap_or_default(), state, (signed.by.trim(), day))?;
    save::facts(preview, (&entry.text.file, &signed.etag), &changes)
}

/// What puts a signature in place of the one of its state, else behind all others.
fn changes(rows: &[Row], state: &str, (by, day): (&str, Date)) -> Result<Vec<Change>, Refused> {
    let path = "signoff".to_owned();
    let text = |text: &str| Given::Text(text.to_owned());
    let place = rows.iter().enumerate().find_map(|(nth, row)| Some((nth, Place::of(row, state)?)));
    let values = [
        ("signoff.by", Given::Texts(vec![by.to_owned()])),
        ("signoff.date", text(&day.to_string())),
    ];
    let values = values.map(|(key, given)| (key.to_owned(), given));
    Ok(match place {
        Some((nth, Place::Cells)) => {
            let set = |(key, value)| Change::Set {
                path: path.clone(),
                nth: Some(nth),
                field: Some(key),
                value,
            };
            values.map(set).into()
        }
        Some((nth, Place::Name)) => {
            let (field, value) =
                ("signoff.by".to_owned(), Given::Texts(vec![format!("{by} {day}")]));
            vec![Change::Set { path, nth: Some(nth), field: Some(field), value }]
        }
        Some((nth, Place::Phrase)) => {
            let value = text(&format!("{state}：{by} {day}"));
            vec![Change::Set { path, nth: Some(nth), field: None, value }]
        }
        Some((nth, Place::Among)) => {
            let line = rows.get(nth).map(|row| row.line);
            return Err(Refused {
                line,
                ..Refused::new(422, "edit-shape", Message::new("edit-shape"))
            });
        }
        None => {
            let role = ("signoff.role".to_owned(), text(state));
            let values = std::iter::once(role).chain(values).collect();
            vec![Change::Insert { path, nth: None, values }]
        }
    })
}

/// How a row says who signed a state.
enum Place {
    /// In its cells.
    Cells,
    /// Behind the state: `初审: 示例甲`.
    Name,
    /// As a phrase of its own: 初审：示例甲.
    Phrase,
    /// In one phrase with others.
    Among,
}

impl Place {
    fn of(row: &Row, state: &str) -> Option<Self> {
        let has_role = |(path, cell): &(&str, Cell)| {
            *path == "signoff.role" && *cell == Cell::Text(state.to_owned())
        };
        if row.cells.iter().any(has_role) {
            let has_day = row
                .cells
                .iter()
                .any(|(path, cell)| *path == "signoff.date" && *cell != Cell::Empty);
            let is_name = row.kind == Kind::Named && !has_day;
            return Some(if is_name { Self::Name } else { Self::Cells });
        }
        let phrase = row.phrase.as_deref()?;
        phrase.contains(state).then(|| {
            let is_alone = phrase.trim_start().starts_with(state)
                && !phrase.contains(['，', ',', '；', ';', '、', '\n']);
            if is_alone { Self::Phrase } else { Self::Among }
        })
    }
}
