//! A table while it is read.
//!
//! Entry points: [`Table`], [`Table::finish`].

use crate::import::ink::Ground;
use crate::import::manuscript::{Cell, Merged, Part};

/// The most columns that a merged cell may cover; Word has 63.
const MOST_COLUMNS: usize = 64;

/// A table being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    /// What stands in the only cell so far, a table inside it too.
    only: Option<Vec<Part>>,
    /// Columns of the cell being read, and which one it continues.
    pub(super) span: usize,
    pub(super) merged: Merged,
    /// Whether the cell being read was deleted.
    pub(super) is_gone: bool,
    /// Whether the row was deleted, and whether it is hidden.
    pub(super) is_deleted: bool,
    pub(super) is_hidden: bool,
    /// What its style puts behind its words, and what the cell being read does.
    pub(super) ground: Option<Ground>,
    pub(super) cell_ground: Option<Ground>,
}

impl Table {
    pub(super) fn start_cell(&mut self) {
        (self.span, self.merged, self.is_gone) = (1, Merged::No, false);
        self.cell_ground = None;
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
        let is_only = self.rows.is_empty() && self.row.is_empty();
        self.only = is_only.then(|| parts.clone());
        self.row.push(Cell { merged, ..Cell::of(parts) });
        let more = self.span.clamp(1, MOST_COLUMNS) - 1;
        self.row.extend((0..more).map(|_| Cell { merged: Merged::Left, ..Cell::default() }));
    }

    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let is_out = std::mem::take(&mut self.is_deleted) | std::mem::take(&mut self.is_hidden);
        if !is_out && !row.is_empty() {
            self.rows.push(row);
        }
    }

    /// The table; of one that is a frame round a text and a table, the parts.
    pub(super) fn finish(self) -> Vec<Part> {
        let has_table = |parts: &Vec<Part>| parts.iter().any(|part| matches!(part, Part::Table(_)));
        match self.only.filter(has_table) {
            Some(parts) if self.rows.len() == 1 => parts,
            _ if self.rows.is_empty() => Vec::new(),
            _ => vec![Part::Table(self.rows)],
        }
    }
}
