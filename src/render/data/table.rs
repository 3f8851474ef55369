//! `data/branches.csv`: the facts as a table. It opens right in Excel: UTF-8 with a byte order mark, and no cell that could be a
//! formula.
//!
//! Entry points: [`csv`]; [`columns`] for whoever describes it. A quantity is three columns: the phrase as written, the number, and
//! what kind of number it is.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use crate::config::{self, Config, FieldKind, OwnField};
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Message;
use crate::parse::Story;
use crate::parse::profile::{Activity, FormerName, Honour, OwnValue};
use crate::quantity::{Quantity, Value};
use crate::render::data::facts::{self, FACTS, Fact, Read, in_table};
use crate::render::data::parts;
use crate::render::data::value::{Number, level, number};
use crate::render::facts::LABELS;
use crate::site::Site;
use crate::slug::is_invisible;

/// What stands in a column, for those who read it by program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Day,
    Date,
    Number,
    Whole,
    Flag,
    Qualifier,
}

/// The columns of a fact: their names, and what stands in them.
pub(super) fn columns(fact: &Fact) -> Vec<(String, Kind)> {
    let one = |kind| vec![(fact.label.to_owned(), kind)];
    match fact.read {
        Read::Number(_) => number_columns(fact.label),
        Read::Own(field) => match field.kind {
            FieldKind::Quantity => number_columns(fact.label),
            FieldKind::Date => one(Kind::Date),
            FieldKind::Text | FieldKind::Texts => one(Kind::Text),
        },
        Read::Day(_) => one(Kind::Day),
        Read::Date(_) => one(Kind::Date),
        Read::Whole(_) => one(Kind::Whole),
        Read::Flag(_) => one(Kind::Flag),
        Read::Text(_)
        | Read::MaybeText(_)
        | Read::Texts(_)
        | Read::Bands(_)
        | Read::Honours(_)
        | Read::Activities(_)
        | Read::FormerNames(_)
        | Read::Sections(_)
        | Read::Signoff(_) => one(Kind::Text),
    }
}

/// Declared fields whose label names a column that the table has already, or a row of the facts elsewhere.
pub(in crate::render) fn taken_labels(config: &Config) -> Vec<Diagnostic> {
    let mut known: Vec<String> = FACTS.iter().flat_map(columns).map(|(name, _)| name).collect();
    known.extend(LABELS.map(str::to_owned));
    let mut faults = Vec::new();
    for (nth, field) in config.fields.iter().enumerate() {
        let own = columns(&facts::of(field)).into_iter().map(|(name, _)| name);
        let own: Vec<String> = own.collect();
        if own.iter().any(|name| known.contains(name)) {
            let place = Place::fact(&config::FILE.into(), "fields", Some(nth));
            let message = Message::new("field-column-taken");
            let message = message.text("name", &*field.name).text("label", &*field.label);
            let fault = Diagnostic::error("duplicate-key", place, message);
            faults.push(fault.with_help(Message::new("field-column-taken-help")));
        }
        known.extend(own);
    }
    faults
}

fn number_columns(label: &str) -> Vec<(String, Kind)> {
    vec![
        (label.to_owned(), Kind::Text),
        (format!("{label}（数）"), Kind::Number),
        (format!("{label}（性质）"), Kind::Qualifier),
    ]
}

/// A header and one story a line.
pub(in crate::render) fn csv(site: &Site) -> impl Iterator<Item = Vec<u8>> {
    let mut header = Table::new("\u{FEFF}");
    let facts: Vec<Fact> = in_table(&site.config).collect();
    for (name, _) in facts.iter().flat_map(columns) {
        header.text(&name);
    }
    header.end_record();
    let rows = move |_, stories: &[Arc<Story>]| {
        let mut table = Table::new("");
        for story in stories {
            for fact in &facts {
                table.fact(&fact.read, &site.config, story);
            }
            table.end_record();
        }
        table.into_bytes()
    };
    std::iter::once(header.into_bytes()).chain(parts(site, rows))
}

fn honour_text(cell: &mut String, config: &Config, honour: &Honour) -> fmt::Result {
    match honour.years {
        Some((first, last)) if first == last => write!(cell, "{first}年度")?,
        Some((first, last)) => write!(cell, "{first}—{last}年度")?,
        None => cell.write_str(honour.batch.as_deref().unwrap_or_default())?,
    }
    cell.write_str(level(config, honour).unwrap_or_default())?;
    cell.write_str(&honour.title)?;
    remarks(
        cell,
        [honour.by.as_deref(), honour.batch.as_deref().filter(|_| honour.years.is_some())],
    )
}

fn activity_text(cell: &mut String, activity: &Activity) -> fmt::Result {
    write!(cell, "{}：{}", activity.name, activity.count.text())?;
    remarks(cell, [activity.since.as_deref(), activity.note.as_deref()])
}

fn former_name_text(cell: &mut String, former: &FormerName) -> fmt::Result {
    cell.write_str(former.name.trim())?;
    let until = former.until.map(|date| format!("至{}", date.to_iso()));
    remarks(cell, [until.as_deref(), former.reason.as_deref()])
}

/// What is said beside, in brackets.
fn remarks(cell: &mut String, remarks: [Option<&str>; 2]) -> fmt::Result {
    let mut remarks = remarks.into_iter().flatten().peekable();
    if remarks.peek().is_none() {
        return Ok(());
    }
    for (at, remark) in remarks.enumerate() {
        write!(cell, "{}{remark}", if at == 0 { "（" } else { "，" })?;
    }
    cell.write_str("）")
}

/// Writes cells one by one.
struct Table {
    writer: csv::Writer<Vec<u8>>,
    /// The cell being put together; kept, so that a table needs one allocation for all of them.
    cell: String,
}

impl Table {
    fn new(start: &str) -> Self {
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(start.as_bytes().to_vec());
        Self { writer, cell: String::new() }
    }

    /// The cells of one fact: as many as it has columns.
    fn fact(&mut self, read: &Read, config: &Config, story: &Story) {
        match read {
            Read::Text(read) => self.text(&read(config, story)),
            Read::MaybeText(read) => self.maybe(read(config, story).as_deref()),
            Read::Day(read) => self.shown(read(story)),
            Read::Date(read) => self.shown(read(story).map(PartialDate::to_iso)),
            Read::Whole(read) => self.shown(read(story)),
            Read::Flag(read) => self.text(if read(story) { "是" } else { "否" }),
            Read::Number(read) => self.quantity(read(story)),
            Read::Texts(read) => {
                self.list(read(config, story).iter(), |cell, text| cell.write_str(text));
            }
            Read::Bands(read) => self.list(read(story).iter(), |cell, band| {
                write!(cell, "{}：{}", band.label, band.count)
            }),
            Read::Honours(read) => {
                self.list(read(story).iter(), |cell, honour| honour_text(cell, config, honour));
            }
            Read::Activities(read) => self.list(read(story).iter(), activity_text),
            Read::FormerNames(read) => self.list(read(story).iter(), former_name_text),
            Read::Sections(read) => self.list(read(story).iter(), |cell, section| {
                write!(cell, "{}：{}", section.title, section.goods.join("、"))
            }),
            Read::Signoff(read) => self.list(read(story).iter(), |cell, one| {
                let colon = if one.role.is_empty() { "" } else { "：" };
                write!(cell, "{}{colon}{}", one.role, one.by.join("、"))?;
                one.date.map_or(Ok(()), |date| write!(cell, "（{}）", date.to_chinese()))
            }),
            Read::Own(field) => self.own(field, story.profile.own(&field.name)),
        }
    }

    /// The cells of a declared field.
    fn own(&mut self, field: &OwnField, value: Option<&OwnValue>) {
        match value {
            Some(OwnValue::Quantity(quantity)) => self.quantity(Some(quantity)),
            None if field.kind == FieldKind::Quantity => self.quantity(None),
            None => self.text(""),
            Some(OwnValue::Text(text)) => self.text(text),
            Some(OwnValue::Date(date)) => self.text(&date.to_iso()),
            Some(OwnValue::Texts(texts)) => {
                self.list(texts.iter(), |cell, text| cell.write_str(text));
            }
        }
    }

    fn text(&mut self, cell: &str) {
        self.writer.write_field(harmless(cell).as_bytes()).expect("a Vec takes every write");
    }

    fn maybe(&mut self, cell: Option<&str>) {
        self.text(cell.unwrap_or_default());
    }

    fn shown(&mut self, value: Option<impl fmt::Display>) {
        self.list(value.into_iter(), |cell, value| write!(cell, "{value}"));
    }

    /// The phrase, its number where it names one alone, and what kind of number it is.
    fn quantity(&mut self, quantity: Option<&Quantity>) {
        self.maybe(quantity.map(Quantity::text));
        let one = quantity.and_then(|quantity| match quantity.value() {
            Value::One(one) => Some(number(one)),
            Value::Range { .. } => None,
        });
        self.shown(one);
        self.maybe(quantity.map(|quantity| quantity.qualifier().name()));
    }

    /// One cell with all `items`, `；` between them.
    fn list<T>(
        &mut self,
        items: impl Iterator<Item = T>,
        write: impl Fn(&mut String, T) -> fmt::Result,
    ) {
        let mut cell = std::mem::take(&mut self.cell);
        cell.clear();
        for (at, item) in items.enumerate() {
            if at > 0 {
                cell.push('；');
            }
            write(&mut cell, item).expect("a String takes every write");
        }
        self.text(&cell);
        self.cell = cell;
    }

    fn end_record(&mut self) {
        self.writer.write_record(None::<&[u8]>).expect("a Vec takes every write");
    }

    fn into_bytes(self) -> Vec<u8> {
        self.writer.into_inner().expect("a Vec takes every write")
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(whole) => write!(f, "{whole}"),
            Self::Near(near) => write!(f, "{near}"),
        }
    }
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front, which it reads
/// as "text" (OWASP, CSV injection).
fn harmless(cell: &str) -> Cow<'_, str> {
    let is_control = cell.starts_with(char::is_control);
    // What nobody sees may stand before it, and other signs stand for the same.
    let unseen = |c: char| c.is_whitespace() || c.is_control() || is_invisible(c);
    let first = cell.chars().find(|c| !unseen(*c)).and_then(|c| c.nfkc().next());
    if is_control || first.is_some_and(|first| "=+-@−‐‑‒–﹣➕➖".contains(first)) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}
