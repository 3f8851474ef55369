//! Which keys a YAML file of ours may have: one table per kind of file.
//!
//! Entry points: [`Rows`], a table whose rows hold what is said of a key ([`Field`]) and how its value is
//! read; [`Fields`], the same table for whoever does not read: suggestions, the template that `liuhao new`
//! writes, the place of a value. [`Reader`] reads by a table. The tables themselves stand beside what
//! they describe: `config/keys.rs`, `parse/profile/keys.rs`.

mod beside;
mod english;
pub(crate) mod free;
mod heading;
mod hint;
mod json;
mod parted;
mod place;
mod reader;
mod stated;
mod suggest;
mod synonym;
mod syntax;
pub mod typed;
mod understood;
mod unknown;
mod worded;

use std::fmt;

pub use english::meaning;
pub(crate) use hint::is_nothing;
pub use json::json_schema;
pub use place::place_of;
pub use reader::{At, Group, Reader};
use suggest::suggest_in;
pub use suggest::{nearest, suggest};
pub use syntax::{Map, encoding, full_width_colon, read_map};
pub use understood::understood;
pub use worded::{Worded, worded};

/// What a value looks like.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// One text.
    Text,
    /// 是 or 否, true or false.
    Flag,
    /// A date, whole or by month or year.
    Date,
    /// A number with or without a unit: `22`, `22名`.
    Quantity,
    /// One text or a list of texts.
    Texts,
    /// Keys of its own; a bare text stands for the first of them.
    Group(Fields),
    /// A list of groups.
    Groups(Fields),
    /// A map with free keys.
    Entries {
        /// The keys of each entry; a bare text stands for the second of them, the free key for the first.
        each: Fields,
        /// Keys among the free ones that mean something else.
        own: Fields,
    },
}

/// What is said of a key, whatever its value is read into: enough for a form or a JSON Schema.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key with its groups: `members.total`.
    pub path: &'static str,
    /// Chinese names inside its group: `总数`. The first is its label.
    pub aliases: &'static [&'static str],
    /// Chinese names that may stand at the top of the file: `党员总数`.
    pub flat: &'static [&'static str],
    /// What its value looks like.
    pub shape: Shape,
    /// What it means, in Chinese: the comment in the template of `liuhao new`.
    pub doc: &'static str,
    /// What an editor might write, as YAML on one line; empty for groups.
    pub example: &'static str,
    /// Whether a map may stand for a list of groups, each under the value of its first key: `示范党支部: 2023年度县级`.
    pub is_named: bool,
}

impl Field {
    /// A key with its Chinese names, what its value looks like and what it means.
    pub const fn new(
        path: &'static str,
        aliases: &'static [&'static str],
        shape: Shape,
        doc: &'static str,
    ) -> Self {
        Self { path, aliases, flat: &[], shape, doc, example: "", is_named: false }
    }

    /// With what an editor might write.
    #[must_use]
    pub const fn like(mut self, example: &'static str) -> Self {
        self.example = example;
        self
    }

    /// Of groups: a map may stand for the list.
    #[must_use]
    pub const fn named(mut self) -> Self {
        self.is_named = true;
        self
    }

    /// With names that may stand at the top of the file.
    #[must_use]
    pub const fn flat(mut self, names: &'static [&'static str]) -> Self {
        self.flat = names;
        self
    }

    /// The row of a table: the key, and how its value is read.
    pub const fn read<T>(self, read: fn(&mut Reader<'_>, At<'_>, &mut T)) -> Row<T> {
        Row { field: self, read }
    }

    /// The key itself: `total` of `members.total`.
    pub fn key(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }

    /// What an editor who writes Chinese calls it at the top of the file.
    pub fn top_name(&self) -> &'static str {
        self.flat.first().copied().unwrap_or(self.chinese_name())
    }

    /// Its Chinese name in its group; the key itself where that is Chinese, as keys of an office may be, or where there is none.
    pub fn chinese_name(&self) -> &'static str {
        let key = self.key();
        self.aliases.first().copied().filter(|_| key.is_ascii()).unwrap_or(key)
    }

    /// Whether `name` is its key or one of its Chinese names in the group.
    fn answers_to(&self, name: &str) -> bool {
        // Few fields end like the name: the others need not be searched for their last dot.
        (self.path.ends_with(name) && self.key() == name) || self.aliases.contains(&name)
    }

    /// Whether `name` is its key or one of its Chinese names, in the group or at the top.
    fn is_called(&self, name: &str) -> bool {
        self.answers_to(name) || self.flat.contains(&name)
    }

    /// The keys inside it, in the order of their table.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        fields(self.table())
    }

    /// The table of the keys inside it; an empty one where it has none.
    pub fn table(&self) -> Fields {
        match self.shape {
            Shape::Group(table) | Shape::Groups(table) | Shape::Entries { each: table, .. } => {
                table
            }
            Shape::Text | Shape::Flag | Shape::Date | Shape::Quantity | Shape::Texts => &NONE,
        }
    }
}

/// One key of a table, and how its value is read into a `T`.
pub struct Row<T: 'static> {
    /// What is said of the key.
    pub field: Field,
    /// Puts the value into the target; every fault goes to the reader.
    pub read: fn(&mut Reader<'_>, At<'_>, &mut T),
}

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Row<T> {}

/// A table of keys that are read into a `T`, in the order in which an editor meets them.
pub struct Rows<T: 'static>(pub &'static [Row<T>]);

/// A table whatever it is read into.
pub trait Table: Sync {
    /// The n-th field (from 0).
    fn field(&self, n: usize) -> Option<&'static Field>;
}

impl<T> Rows<T> {
    /// The row that `name` means.
    pub fn find(&self, name: &str) -> Option<&'static Row<T>> {
        self.0.iter().find(|row| row.field.answers_to(name))
    }
}

impl<T> Table for Rows<T> {
    fn field(&self, n: usize) -> Option<&'static Field> {
        self.0.get(n).map(|row| &row.field)
    }
}

impl fmt::Debug for dyn Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = (0..).map_while(|n| self.field(n)).map(Field::key);
        f.debug_list().entries(keys).finish()
    }
}

/// The fields of a table.
pub type Fields = &'static dyn Table;

/// The table without a key.
pub static NONE: Rows<()> = Rows(&[]);

/// The fields of a table, in order.
pub fn fields(table: Fields) -> impl Iterator<Item = &'static Field> {
    (0..).map_while(|n| table.field(n))
}

/// Whether the text of a group begins with one of its keys and a full-width colon: `total：22` below
/// `members:`, which is a text for YAML.
pub fn has_full_width_colon(table: Fields, text: &str) -> bool {
    let key = text.split_once('：').map(|(key, _)| key.trim());
    key.is_some_and(|key| fields(table).any(|field| field.answers_to(key)))
}

/// The field that `name` means at the top of `table` (`is_top`) or inside a group.
pub fn find(table: Fields, name: &str, is_top: bool) -> Option<&'static Field> {
    match position(table, name, is_top)? {
        Found::Row(n) => table.field(n),
        Found::Inside(_, field) => Some(field),
    }
}

/// Where a table has a name.
enum Found {
    /// In its n-th row.
    Row(usize),
    /// In the group of its n-th row, under a name for the top of the file.
    Inside(usize, &'static Field),
}

fn position(table: Fields, name: &str, is_top: bool) -> Option<Found> {
    let direct = fields(table).position(|field| field.answers_to(name));
    if direct.is_some() || !is_top {
        return direct.map(Found::Row);
    }
    fields(table).enumerate().find_map(|(n, field)| {
        if field.flat.contains(&name) {
            return Some(Found::Row(n));
        }
        let inner = field.fields().find(|inner| inner.flat.contains(&name))?;
        Some(Found::Inside(n, inner))
    })
}
