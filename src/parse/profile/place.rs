//! Where a fact stands in its file, for a fault that is found after parsing.
//!
//! Entry point: [`place_of`].

use crate::diagnostic::{Fact, Place, Source, Split};
use crate::parse::profile::Table;
use crate::schema;

/// The place of a fact (`members.age_bands`) in a profile; with a number, of its n-th entry. The
/// file as a whole where the fact is not there. Pages have no key that a profile has not.
pub fn place_of(source: &Source, table: Table, fact: Fact) -> Place {
    match source.split() {
        Split::Found { yaml, .. } => schema::place_of(source, yaml, table.fields(), fact),
        _ => Place::file(&source.file),
    }
}
