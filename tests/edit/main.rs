//! Edits of facts in the text of a file: exactly that change, and every other byte as it was.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

mod cases;
mod own;
mod profile;
mod random;
mod written;

use liuhao::edit::{self, Change, Refusal};
use liuhao::parse::profile::keys::PROFILE;

/// The file with the changes, which are written as the form sends them.
fn edited(before: &str, changes: &str) -> Result<String, Refusal> {
    let changes: Vec<Change> = serde_json::from_str(changes).unwrap();
    let bytes = edit::edit_bytes(before.as_bytes(), &PROFILE, &changes)?;
    Ok(String::from_utf8(bytes).unwrap())
}
