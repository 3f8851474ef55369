//! Which keys a YAML file of ours may have: one table per kind of file.
//!
//! Entry points: [`Field`] and [`find`]. From a table come the parser's dispatch ([`Reader`]), the
//! Chinese aliases, the template that `liuhao new` writes and "did you mean". The tables
//! themselves stand beside what they describe: `config/keys.rs`, `parse/profile/keys.rs`.

mod place;
mod reader;
mod suggest;
mod syntax;

pub use place::place_of;
pub use reader::{Reader, Trail};
pub use suggest::{nearest, suggest};
pub use syntax::{encoding, full_width_colon, read_map};

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
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
    Group(&'static [Field]),
    /// A list of groups.
    Groups(&'static [Field]),
    /// A map with free keys, each entry a group or a bare text for its second key.
    Entries(&'static [Field]),
}

/// One key.
#[derive(Debug, PartialEq)]
pub struct Field {
    /// The key with its groups: `members.total`.
    pub path: &'static str,
    /// Chinese names inside its group: `总数`.
    pub aliases: &'static [&'static str],
    /// Chinese names that may stand at the top of the file: `党员总数`.
    pub flat: &'static [&'static str],
    /// What its value looks like.
    pub shape: Shape,
    /// What it means, in Chinese: the comment in the template of `liuhao new`.
    pub doc: &'static str,
    /// What an editor might write, as YAML on one line; empty for groups.
    pub example: &'static str,
}

impl Field {
    /// The key itself: `total` of `members.total`.
    pub fn key(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }

    /// Whether `name` is its key or one of its Chinese names in the group.
    fn answers_to(&self, name: &str) -> bool {
        // Few fields end like the name: the others need not be searched for their last dot.
        (self.path.ends_with(name) && self.key() == name) || self.aliases.contains(&name)
    }

    /// The keys inside it.
    pub fn fields(&self) -> &'static [Field] {
        match self.shape {
            Shape::Group(fields) | Shape::Groups(fields) | Shape::Entries(fields) => fields,
            _ => &[],
        }
    }
}

/// Whether the text of a group begins with one of its keys and a full-width colon: `total：22` below
/// `members:`, which is a text for YAML.
pub fn has_full_width_colon(group: &Field, text: &str) -> bool {
    let key = text.split_once('：').map(|(key, _)| key.trim());
    key.is_some_and(|key| group.fields().iter().any(|field| field.answers_to(key)))
}

/// The field that `name` means at the top of `table` (`is_top`) or inside a group.
pub fn find(table: &'static [Field], name: &str, is_top: bool) -> Option<&'static Field> {
    let direct = table.iter().find(|field| field.answers_to(name));
    if direct.is_some() || !is_top {
        return direct;
    }
    table.iter().find_map(|field| {
        let inside = || field.fields().iter().find(|inner| inner.flat.contains(&name));
        if field.flat.contains(&name) { Some(field) } else { inside() }
    })
}
