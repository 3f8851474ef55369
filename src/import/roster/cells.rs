//! What a cell of a roster holds, whatever file it stands in.
//!
//! Entry points: [`Rows`], [`Value`], [`bare`].

use std::collections::BTreeMap;

/// The most cells that are read, and the columns in which a roster has any.
pub(super) const MOST_CELLS: usize = 500_000;
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

/// The text of a cell without blanks; empty where there is none.
pub(super) fn bare(value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(text)) => text.chars().filter(|c| !c.is_whitespace()).collect(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Date(year, month, day)) => format!("{year}-{month:02}-{day:02}"),
        None => String::new(),
    }
}
