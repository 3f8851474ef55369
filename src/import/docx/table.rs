//! A table while it is read.
//!
//! Entry points: [`Table`], [`Table::finish`].

use crate::import::manuscript::{Cell, Merged, Part};

/// The most columns that a merged cell may cover; Word has 63.
const MOST_COLUMNS: usize = 64;

/// A table being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    /// Columns of the cell being read, and whether it continues the one above.
    pub(super) span: usize,
    pub(super) is_continued: bool,
    /// Whether it continues the one to its left.
    pub(super) is_of_left: bool,
    /// Whether the row was deleted.
    pub(super) is_deleted: bool,
}

impl Table {
    pub(super) fn start_cell(&mut self) {
        (self.span, self.is_continued, self.is_of_left) = (1, false, false);
    }

    /// Begins a row with `columns` that it leaves out.
    pub(super) fn start_row(&mut self, columns: usize) {
        self.row.extend((0..columns.min(MOST_COLUMNS)).map(|_| Cell::default()));
    }

    /// Ends a cell with what was read in it.
    pub(super) fn end_cell(&mut self, parts: Vec<Part>) {
        let merged = match (self.is_continued, self.is_of_left && !self.row.is_empty()) {
            (true, _) => Merged::Above,
            (false, true) => Merged::Left,
            (false, false) => Merged::No,
        };
        self.row.push(Cell { merged, ..Cell::of(parts) });
        let more = self.span.clamp(1, MOST_COLUMNS) - 1;
        self.row.extend((0..more).map(|_| Cell { merged: Merged::Left, ..Cell::default() }));
    }

    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !std::mem::take(&mut self.is_deleted) && !row.is_empty() {
            self.rows.push(row);
        }
    }

    pub(super) fn finish(self) -> Option<Part> {
        (!self.rows.is_empty()).then_some(Part::Table(self.rows))
    }
}
