//! What would be understood of a change, while it is typed: nothing is written.
//!
//! Entry point: [`answer`]. The file is read with the change as if it had been saved, so that what is shown while typing is
//! what is shown afterwards.

use serde::{Deserialize, Serialize};

use crate::edit::{self, Change};
use crate::serve::desk::field::Field;
use crate::serve::desk::json::json;
use crate::serve::desk::refused::Refused;
use crate::serve::desk::save;
use crate::serve::desk::{form, tables};
use crate::serve::http::Answer;
use crate::serve::preview::Preview;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    file: String,
    changes: Vec<Change>,
}

#[derive(Serialize)]
struct Read {
    /// The field that the first change is of.
    field: Option<Field>,
}

/// The field as it would be; none where the edit would be refused.
///
/// # Errors
/// No such file.
pub(super) fn answer(preview: &Preview, asked: &Asked) -> Result<Answer, Refused> {
    let (entry, bytes) = save::look(preview, &asked.file)?;
    let table = tables::of(preview, entry.text.kind);
    // A row that is half typed is no edit yet, and there is nothing to be understood of it.
    let Ok(after) = edit::edit_bytes(&bytes, table, &asked.changes) else {
        return Ok(json(200, &Read { field: None }));
    };
    let path = asked.changes.first().and_then(Change::path);
    let fields = form::draw(preview, &entry, &after).fields;
    let field = fields.into_iter().find(|field| Some(field.path) == path);
    Ok(json(200, &Read { field }))
}
