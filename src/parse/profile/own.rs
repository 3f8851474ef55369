//! The keys of profiles that an office declares in `site.yaml`: a row each, made at run time, behind those of the program.
//!
//! Entry points: [`Table::of`]; [`clashes`] names what is declared but taken. Tables live as long as the program, as the
//! static ones do, and there is one for each list of declarations.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::config::{FieldKind, OwnField};
use crate::date::PartialDate;
use crate::diagnostic::interned;
use crate::parse::profile::keys::PROFILE;
use crate::parse::profile::signed::SIGNOFF_ROLES;
use crate::parse::profile::{Profile, list, value};
use crate::quantity::Quantity;
use crate::schema::{self, At, Field, Fields, Reader, Row, Rows, Shape};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The value of a declared key.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// The key.
    pub name: &'static str,
    /// What stands behind it.
    pub value: OwnValue,
}

impl Serialize for Own {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.name, &self.value).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Own {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (name, value): (&str, OwnValue) = Deserialize::deserialize(deserializer)?;
        Ok(Self { name: interned(name), value })
    }
}

/// What stands behind a declared key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum OwnValue {
    /// One text.
    Text(Box<str>),
    /// A number.
    Quantity(Box<Quantity>),
    /// A date.
    Date(PartialDate),
    /// Several texts, at least one.
    Texts(Vec<String>),
}

impl OwnValue {
    /// What stories can be sorted by, one for each of [`OwnValue::shown`]: texts as written, of a date its year.
    pub fn terms(&self) -> Vec<String> {
        match self {
            Self::Text(text) => vec![text.to_string()],
            Self::Quantity(_) => Vec::new(),
            Self::Date(date) => vec![date.year().to_string()],
            Self::Texts(texts) => texts.clone(),
        }
    }

    /// Its values as they are shown.
    pub fn shown(&self) -> Vec<String> {
        match self {
            Self::Text(text) => vec![text.to_string()],
            Self::Quantity(quantity) => vec![quantity.text().to_owned()],
            Self::Date(date) => vec![PartialDate::to_chinese(*date)],
            Self::Texts(texts) => texts.clone(),
        }
    }
}

/// All keys of a profile: those of the program, then those that an office declares.
#[derive(Clone, Copy)]
pub struct Table(&'static Rows<Profile>);

impl Table {
    /// The keys of a profile of an office that declares `fields`.
    pub fn of(fields: &[&'static OwnField]) -> Self {
        type Known = (Vec<&'static OwnField>, Table);
        static ALL: Mutex<Vec<Known>> = Mutex::new(Vec::new());
        if fields.is_empty() {
            return Self::default();
        }
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, table)) = all.iter().find(|(known, _)| known == fields) {
            return *table;
        }
        let taken: Vec<_> = clashes(fields).into_iter().map(|clash| clash.nth).collect();
        let free = fields.iter().enumerate().filter(|(nth, _)| !taken.contains(nth));
        let rows = PROFILE.0.iter().copied().chain(free.map(|(_, field)| row(field)));
        let table = Self(Box::leak(Box::new(Rows(rows.collect::<Vec<_>>().leak()))));
        all.push((fields.to_vec(), table));
        table
    }

    /// Its rows.
    pub fn rows(self) -> &'static Rows<Profile> {
        self.0
    }

    /// Its keys.
    pub fn fields(self) -> Fields {
        self.0
    }
}

impl Default for Table {
    fn default() -> Self {
        Self(&PROFILE)
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fields().fmt(f)
    }
}

fn row(field: &'static OwnField) -> Row<Profile> {
    let shape = match field.kind {
        FieldKind::Text => Shape::Text,
        FieldKind::Quantity => Shape::Quantity,
        FieldKind::Date => Shape::Date,
        FieldKind::Texts => Shape::Texts,
    };
    let doc = if field.note.is_empty() { &field.label } else { &field.note };
    let aliases: Vec<&'static str> = field.aliases.iter().map(String::as_str).collect();
    // A row is made once for each table, which lives as long as the program.
    Field::new(&field.name, aliases.leak(), shape, doc).read(read_own)
}

/// Reads any declared key: its row says what its value looks like.
fn read_own(reader: &mut Reader<'_>, at: At<'_>, profile: &mut Profile) {
    let Some(field) = at.field() else { return };
    let value = match field.shape {
        Shape::Quantity => reader.quantity(at).map(|one| OwnValue::Quantity(Box::new(one))),
        Shape::Date => reader.date(at).map(OwnValue::Date),
        Shape::Texts => {
            Some(list::terms(reader, at)).filter(|texts| !texts.is_empty()).map(OwnValue::Texts)
        }
        Shape::Text | Shape::Flag | Shape::Group(_) | Shape::Groups(_) | Shape::Entries { .. } => {
            value::plain(reader, at).map(OwnValue::Text)
        }
    };
    profile.own.extend(value.map(|value| Own { name: field.path, value }));
}

/// A declared key that is called as another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Its place among the declared ones, from 0.
    pub nth: usize,
    /// Its name that is taken.
    pub name: &'static str,
    /// The key that has this name.
    pub key: &'static str,
}

/// Declared keys with a name that a key of the program has, or one that is declared before them.
pub fn clashes(fields: &[&'static OwnField]) -> Vec<Clash> {
    let names = |field: &'static OwnField| {
        std::iter::once(&*field.name).chain(field.aliases.iter().map(String::as_str))
    };
    let owner = |nth: usize, name: &'static str| -> Option<&'static str> {
        let known = schema::find(&PROFILE, name, true).map(|field| field.path);
        let role = SIGNOFF_ROLES.iter().copied().find(|role| *role == name);
        let before = || {
            let mut before = fields[..nth].iter();
            before.find(|field| names(field).any(|other| other == name)).map(|field| &*field.name)
        };
        known.or(role).or_else(before)
    };
    let clash = |(nth, field): (usize, &&'static OwnField)| {
        names(field).find_map(|name| Some(Clash { nth, name, key: owner(nth, name)? }))
    };
    fields.iter().enumerate().filter_map(clash).collect()
}
