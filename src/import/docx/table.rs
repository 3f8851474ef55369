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
    /// Columns of the cell being read, and which one it continues.
    pub(super) span: usize,
    pub(super) merged: Merged,
    /// Whether the cell being read was deleted.
    pub(super) is_gone: bool,
    /// Whether the row was deleted.
    pub(super) is_deleted: bool,
}

impl Table {
    pub(super) fn start_cell(&mut self) {
        (self.span, self.merged, self.is_gone) = (1, Merged::No, false);
    }

    /// Begins a row with `columns` that it leaves out.
    pub(super) fn start_row(&mut self, columns: usize) {
        self.row.extend((0..columns.min(MOST_COLUMNS)).map(|_| Cell::default()));
    }

    /// Ends a cell with what was read in it.
    pub(super) fn end_cell(&mut self, parts: Vec<Part>) {
        if std::mem::take(&mut self.is_gone) {
            return;
        }
        // Nothing stands to the left of the first.
        let is_first = self.merged == Merged::Left && self.row.is_empty();
        let merged = if is_first { Merged::No } else { self.merged };
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
