//! Requests and answers of the desk in JSON.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::serve::desk::refused::Refused;
use crate::serve::http::Answer;

/// A file as the form knows it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    pub(super) file: String,
    pub(super) etag: String,
}

/// A request in JSON.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(body).map_err(|fault| Refused::malformed(&fault))
}

/// An answer in JSON that nobody keeps.
pub(crate) fn json(status: u16, value: &impl Serialize) -> Answer {
    let bytes = serde_json::to_vec(value).expect("texts and numbers alone");
    Answer::bytes("application/json; charset=utf-8", bytes).with_status(status)
}
