//! What an editor asks for.
//!
//! Entry point: [`Change`]. Facts are named by the paths of the table (`members.total`), rows of a list by their number
//! in the order in which they are read, from 0, their cells by the paths of the inner table (`activity.count`).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::odd::is_forbidden;
use crate::edit::refusal::{Refusal, Why};

/// A change of one fact, row or comment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase", deny_unknown_fields)]
pub enum Change {
    /// A value, or the cell `field` of the `nth` row. An empty one takes the entry away; where nothing stands it
    /// changes nothing. Without `field` the `nth` row, which is a phrase.
    Set {
        /// Which fact.
        path: String,
        /// Which row.
        #[serde(default)]
        nth: Option<usize>,
        /// Which cell of it.
        #[serde(default)]
        field: Option<String>,
        /// What is to stand there.
        value: Given,
    },
    /// A row in front of the `nth`, or at the end.
    Insert {
        /// Which list.
        path: String,
        /// In front of which row.
        #[serde(default)]
        nth: Option<usize>,
        /// Its cells.
        values: BTreeMap<String, Given>,
    },
    /// A fact with its key, or the `nth` row.
    Remove {
        /// Which fact.
        path: String,
        /// Which row.
        #[serde(default)]
        nth: Option<usize>,
    },
    /// The `nth` row goes to the place `to`, counted as it is afterwards.
    Move {
        /// Which list.
        path: String,
        /// Which row.
        nth: usize,
        /// Where it is to stand.
        to: usize,
    },
    /// The comment goes, and the changes are made.
    Take {
        /// The line of the comment, from 1.
        line: usize,
        /// The comment as it stands, from its `#` on.
        comment: String,
        /// What it asks for.
        changes: Vec<Change>,
    },
    /// The comment goes.
    Dismiss {
        /// Its line, from 1.
        line: usize,
        /// The comment as it stands, from its `#` on.
        comment: String,
    },
}

impl Change {
    /// Which fact it is of; `None` for one of a comment alone.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Set { path, .. }
            | Self::Insert { path, .. }
            | Self::Remove { path, .. }
            | Self::Move { path, .. } => Some(path),
            Self::Take { changes, .. } => changes.first().and_then(Self::path),
            Self::Dismiss { .. } => None,
        }
    }
}

/// A value as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Given {
    /// One text.
    Text(String),
    /// Several.
    Texts(Vec<String>),
}

impl Given {
    /// Without blanks round it, and with line breaks of one kind.
    ///
    /// # Errors
    /// A character that no file may hold.
    pub(super) fn cleaned(&self) -> Result<Self, Refusal> {
        Ok(match self {
            Self::Text(text) => Self::Text(clean(text)?),
            Self::Texts(texts) => {
                let texts: Result<Vec<String>, Refusal> =
                    texts.iter().map(|text| clean(text)).collect();
                let mut texts = texts?;
                texts.retain(|text| !text.is_empty());
                Self::Texts(texts)
            }
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Texts(texts) => texts.is_empty(),
        }
    }

    /// As one text.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Texts(texts) => texts.join("、"),
        }
    }
}

/// Files hold lines, and no characters that control a machine.
fn clean(text: &str) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let text: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches([' ', '\t'])).collect();
    let text = text.join("\n").trim().trim_start_matches('\u{FEFF}').to_owned();
    if text.contains(is_forbidden) {
        return Err(Refusal::new(Why::Forbidden));
    }
    Ok(text)
}
