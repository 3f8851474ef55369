//! YAML: read once, as written, with places; written so that it reads back the same.
//!
//! Entry points: [`read`] gives the entries at the top of a text as one tree, and beside it what could
//! not be read; [`scalar`] and [`document`] write. `granit-parser` scans, in this folder alone;
//! `serde_yaml` only writes, and is the oracle of the tests.
//!
//! Scalars keep their text as written (`1.10`, `0x1F`, `True`, forty digits): what they mean is the
//! schema's matter. Anchors cannot explode memory: nodes and depth are counted.

mod build;
mod fault;
mod read;
#[cfg(test)]
mod tests;
mod tree;
mod write;

pub use fault::Fault;
pub use read::{Broken, Document, begins_entry, read};
pub use tree::{Entry, Key, Node, Style, Value};
pub use write::{document, scalar};

/// How much one text may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Values, those behind an alias counted each time it is used.
    pub nodes: usize,
    /// Lists and maps inside one another.
    pub depth: usize,
}

impl Default for Limits {
    /// Many times what the longest profile seen needs.
    fn default() -> Self {
        Self { nodes: 5_000, depth: 32 }
    }
}
