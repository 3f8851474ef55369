//! What a cell of a roster holds, whatever file it stands in.
//!
//! Entry points: [`Rows`], [`Value`], [`Layout`], [`Room`], [`bare`].

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

/// What a sheet says of its rows beside their cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Rows that are not shown, by number from 1: hidden by hand or by a filter.
    pub(super) hidden_rows: Vec<u32>,
    /// Cells that are merged below each other; of one column none meet.
    pub(super) merged: Vec<Span>,
}

/// Cells of one column that are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// From 0.
    pub(super) column: u32,
    /// The first and the last row, from 1.
    pub(super) rows: (u32, u32),
}

/// Spans that do not meet: where a file says that some do, the first holds, so that no row is looked at twice.
pub(super) fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|one| (one.column, one.rows));
    let mut last: Option<Span> = None;
    spans.retain(|one| {
        let meets = last.is_some_and(|last| last.column == one.column && one.rows.0 <= last.rows.1);
        if !meets {
            last = Some(*one);
        }
        !meets
    });
    spans
}

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
