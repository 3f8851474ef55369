//! Among which entries a line stands: which words may be keys there, and what they mean.

use crate::schema::{self, Field, Fields, Shape, heading, synonym};

/// What the entries are among which a line stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Inside {
    /// Keys at the top of the file.
    Top(Fields),
    /// Keys of a group.
    Keys(Fields),
    /// Free keys with numbers: of age bands or of activities.
    Free {
        /// Keys among them that mean something else.
        own: Fields,
        /// The keys of each.
        each: Fields,
    },
    /// Texts alone.
    Texts,
}

impl Inside {
    /// Whether a line here is a heading: 【基本情况】 would become a list, which stands nowhere. It is told where it is read.
    pub(super) fn is_heading(self, line: &str) -> bool {
        match self {
            Self::Top(_) => heading::is_bracketed(line.trim()),
            Self::Keys(_) | Self::Free { .. } | Self::Texts => false,
        }
    }

    /// The lines below a key of this shape.
    pub(super) fn below(shape: Shape) -> Self {
        match shape {
            Shape::Group(table) | Shape::Groups(table) => Self::Keys(table),
            Shape::Entries { each, own } => Self::Free { own, each },
            Shape::Text | Shape::Flag | Shape::Date | Shape::Quantity | Shape::Texts => Self::Texts,
        }
    }

    /// The field that a name means here.
    pub(super) fn field(self, name: &str) -> Option<&'static Field> {
        match self {
            Self::Top(table) => schema::find(table, name, true),
            Self::Keys(table) => schema::find(table, name, false)
                .or_else(|| schema::fields(table).find(|field| field.flat.contains(&name))),
            Self::Free { own, each } => {
                schema::find(own, name, false).or_else(|| schema::find(each, name, false))
            }
            Self::Texts => None,
        }
    }

    /// The field that a name means that is another word for its key.
    pub(super) fn synonym(self, name: &str) -> Option<&'static Field> {
        match self {
            Self::Top(table) => synonym::field(table, name),
            Self::Keys(_) | Self::Free { .. } | Self::Texts => None,
        }
    }

    /// The field and the key that a name plainly means that is another word for it.
    pub(super) fn plain_word(self, name: &str) -> Option<(&'static Field, &'static str)> {
        match self {
            Self::Top(table) => synonym::plain(table, name),
            Self::Keys(_) | Self::Free { .. } | Self::Texts => None,
        }
    }

    /// Whether its free keys are ages.
    pub(super) fn has_ages(self) -> bool {
        matches!(self, Self::Free { own, .. } if own.field(0).is_some())
    }
}
