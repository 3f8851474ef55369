//! What a cell of a roster holds, whatever file it stands in.
//!
//! Entry points: [`Rows`], [`Value`], [`Room`], [`bare`].

use std::collections::BTreeMap;

use crate::import::refusal::{MAX_XML, Refusal};

/// The most cells that are read, and the columns in which a roster has any.
const MOST_CELLS: usize = 500_000;
pub(super) const MOST_COLUMNS: u32 = 256;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Text, trimmed.
    Text(String),
    /// A number as stored.
    Number(f64),
    /// A date: year, month, day.
    Date(i16, i8, i8),
}

/// Rows by number from 1, each with its cells by column from 0.
pub(super) type Rows = BTreeMap<u32, BTreeMap<u32, Value>>;

/// What is still to be taken of a file: one text may stand in every cell.
#[derive(Debug)]
pub(super) struct Room {
    cells: usize,
    bytes: u64,
}

impl Default for Room {
    fn default() -> Self {
        Self { cells: MOST_CELLS, bytes: MAX_XML }
    }
}

impl Room {
    /// Takes the room of a cell, be there a value in it or not.
    ///
    /// # Errors
    /// There is none left.
    pub(super) fn take(&mut self, value: Option<&Value>) -> Result<(), Refusal> {
        let bytes = match value {
            Some(Value::Text(text)) => text.len() as u64,
            Some(Value::Number(_) | Value::Date(..)) | None => 0,
        };
        let left = self.cells.checked_sub(1).zip(self.bytes.checked_sub(bytes));
        (self.cells, self.bytes) = left.ok_or(Refusal::TextTooLarge)?;
        Ok(())
    }
}

/// The text of a cell without blanks; empty where there is none.
pub(super) fn bare(value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(text)) => text.chars().filter(|c| !c.is_whitespace()).collect(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Date(year, month, day)) => format!("{year}-{month:02}-{day:02}"),
        None => String::new(),
    }
}
