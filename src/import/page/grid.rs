//! The cells of a table as they stand below and beside each other.
//!
//! Entry point: [`of`]. The rows of a table inside a cell are that cell's. A cell over several rows or columns stands in the first.

use crate::import::manuscript::Merged;
use crate::import::page::tree::Tree;

/// The most columns that a cell goes over.
const WIDEST: usize = 64;
/// The most rows that a cell goes over.
const HIGHEST: usize = 1000;

/// A place of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// A cell of its own.
    Cell(usize),
    /// The one to its left or above it goes on here.
    Goes(Merged),
}

/// A table.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// What stands above it and is no row.
    pub(super) captions: Vec<usize>,
    /// Its rows: the element of each, and its places.
    pub(super) rows: Vec<(usize, Vec<Slot>)>,
}

/// The grid of the table `node`.
pub(super) fn of(tree: &Tree, node: usize) -> Grid {
    let mut grid = Grid::default();
    let mut rows = Vec::new();
    let mut stack: Vec<usize> = tree.children(node).iter().rev().copied().collect();
    while let Some(child) = stack.pop() {
        match tree.name(child) {
            "tr" => rows.push(child),
            "caption" => grid.captions.push(child),
            "thead" | "tbody" | "tfoot" => stack.extend(tree.children(child).iter().rev()),
            _ => {}
        }
    }
    // How many more rows the cell above each column goes on for, and whether it began there.
    let mut open: Vec<usize> = Vec::new();
    for row in rows {
        let mut slots = Vec::new();
        let is_cell = |cell: &&usize| matches!(tree.name(**cell), "td" | "th");
        for cell in tree.children(row).iter().filter(is_cell) {
            go_on(&mut open, &mut slots);
            let number = |name: &str, most: usize| {
                let text = tree.attribute(*cell, name).and_then(|text| text.trim().parse().ok());
                text.unwrap_or(1).clamp(1, most)
            };
            let (columns, below) = (number("colspan", WIDEST), number("rowspan", HIGHEST) - 1);
            for nth in 0..columns {
                let column = slots.len();
                slots.push(if nth == 0 { Slot::Cell(*cell) } else { Slot::Goes(Merged::Left) });
                if open.len() <= column {
                    open.resize(column + 1, 0);
                }
                open[column] = below;
            }
        }
        go_on(&mut open, &mut slots);
        if !slots.is_empty() {
            grid.rows.push((row, slots));
        }
    }
    grid
}

/// Fills the places that cells above go on in.
fn go_on(open: &mut [usize], slots: &mut Vec<Slot>) {
    while let Some(rows) = open.get_mut(slots.len()).filter(|rows| **rows > 0) {
        *rows -= 1;
        slots.push(Slot::Goes(Merged::Above));
    }
}
