//! The fields of a form: names, values as typed, what was understood, rows, sums, questions of an import.
//!
//! Entry points: [`all`], [`Card::of`].

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{Source, Split};
use crate::edit::{self, Asked, Cell, Comment, Standing};
use crate::locale::{Locale, Message};
use crate::parse::profile::{self, OwnValue, Profile, Table};
use crate::parse::{Document, Kind, Story};
use crate::quantity;
use crate::schema::{self, Reader, Shape, read_map, understood};
use crate::serve::desk::fault::{Faults, FormFault};
use crate::serve::desk::label::label;
use crate::serve::model::Snapshot;
use crate::yaml;

/// Tags that are offered.
const MAX_TAGS: usize = 300;

/// Facts that most stories state, beside those that none can be without.
const FREQUENT: &[&str] = &[
    "title",
    "date",
    "draft",
    "series",
    "as_of",
    "cover",
    "cover_alt",
    "summary",
    "tags",
    "branch.name",
    "branch.unit",
    "branch.county",
    "branch.founded",
    "members.total",
    "members.average_age",
    "members.age_bands",
    "members.committee",
    "honours",
    "mechanisms",
    "activities",
    "signoff",
];
const REQUIRED: &[&str] = &["title", "date"];

/// What fields are filled from beside the file.
pub(super) struct Known<'k> {
    pub(super) locale: &'k Locale,
    pub(super) snapshot: &'k Snapshot,
    pub(super) story: Option<&'k Arc<Story>>,
}

#[derive(Serialize)]
pub(super) struct Field {
    pub(super) path: &'static str,
    label: String,
    help: &'static str,
    shape: &'static str,
    example: &'static str,
    group: Option<&'static str>,
    group_label: Option<String>,
    required: bool,
    more: bool,
    present: bool,
    line: Option<usize>,
    value: Typed,
    understood: Option<String>,
    faults: Vec<FormFault>,
    locked: Option<String>,
    options: Vec<String>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    sum: Option<Sum>,
}

/// A value as typed.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Typed {
    Nothing(()),
    Text(String),
    Texts(Vec<String>),
}

#[derive(Serialize)]
struct Column {
    path: &'static str,
    label: String,
    help: &'static str,
    shape: &'static str,
    example: &'static str,
    options: Vec<String>,
}

#[derive(Serialize)]
struct Row {
    nth: usize,
    line: usize,
    phrase: Option<String>,
    values: serde_json::Map<String, serde_json::Value>,
    understood: Option<String>,
    faults: Vec<FormFault>,
    locked: Option<String>,
}

#[derive(Serialize)]
struct Sum {
    text: String,
    is_equal: bool,
    #[serde(rename = "sum")]
    members: u32,
    total: Option<String>,
    is_partial: bool,
}

/// A question of an import.
#[derive(Serialize)]
pub(super) struct Card {
    line: usize,
    text: String,
    path: Option<&'static str>,
    proposal: Option<String>,
    /// As it stands, for whoever takes it away.
    comment: String,
}

/// All fields, those behind 更多 last.
pub(super) fn all(known: &Known<'_>, facts: &[Standing], faults: &mut Faults) -> Vec<Field> {
    let mut fields: Vec<Field> = facts.iter().map(|fact| field(known, fact, faults)).collect();
    fields.sort_by_key(|field| field.more);
    fields
}

fn field(known: &Known<'_>, fact: &Standing, faults: &mut Faults) -> Field {
    let (field, language) = (fact.field, known.locale.language());
    let is_required = REQUIRED.contains(&field.path);
    let has_value = fact.cell != Cell::Empty || !fact.rows.is_empty();
    let of_rows = |nth: usize, faults: &mut Faults| faults.take_row(field.path, nth);
    let rows = fact.rows.iter().enumerate().map(|(nth, one)| {
        let faults = of_rows(nth, faults);
        row(known, fact, (nth, one), faults)
    });
    let rows = rows.collect();
    let columns = match field.shape {
        Shape::Groups(table) | Shape::Entries { each: table, .. } => {
            schema::fields(table).map(|field| column(known, field)).collect()
        }
        Shape::Text
        | Shape::Flag
        | Shape::Date
        | Shape::Quantity
        | Shape::Texts
        | Shape::Group(_) => Vec::new(),
    };
    let locked = fact.locked.as_ref().map(edit::Refusal::message);
    let locked = locked.or((fact.cell == Cell::Other).then(|| Message::new("edit-shape")));
    Field {
        path: field.path,
        label: label(field, true, language),
        help: schema::meaning(field, language),
        shape: shape(field),
        example: field.example,
        group: fact.group.map(|group| group.path),
        group_label: fact.group.map(|group| label(group, false, language)),
        required: is_required,
        more: !is_required && !has_value && !FREQUENT.contains(&field.path),
        present: fact.is_present,
        line: fact.line,
        understood: match &fact.cell {
            Cell::Text(text) => understood(field.shape, text, known.locale),
            Cell::Empty | Cell::Texts(_) | Cell::Other => None,
        },
        value: typed(&fact.cell),
        faults: faults.take_field(field.path),
        locked: locked.map(|message| known.locale.text(&message)),
        options: options(known, field.path),
        columns,
        rows,
        sum: known
            .story
            .filter(|_| field.path == "members.age_bands")
            .and_then(|story| sum(story, known.locale)),
    }
}

fn typed(cell: &Cell) -> Typed {
    match cell {
        Cell::Empty | Cell::Other => Typed::Nothing(()),
        Cell::Text(text) => Typed::Text(text.clone()),
        Cell::Texts(texts) => Typed::Texts(texts.clone()),
    }
}

fn shape(field: &schema::Field) -> &'static str {
    match field.shape {
        Shape::Text if field.path == "summary" => "long",
        Shape::Text | Shape::Group(_) => "text",
        Shape::Flag => "flag",
        Shape::Date => "date",
        Shape::Quantity => "quantity",
        Shape::Texts => "texts",
        Shape::Groups(_) => "groups",
        Shape::Entries { .. } => "entries",
    }
}

fn column(known: &Known<'_>, field: &'static schema::Field) -> Column {
    Column {
        path: field.path,
        label: label(field, false, known.locale.language()),
        help: schema::meaning(field, known.locale.language()),
        shape: shape(field),
        example: field.example,
        options: options(known, field.path),
    }
}

/// Values that a fact may have, of those that the site knows.
fn options(known: &Known<'_>, path: &str) -> Vec<String> {
    let config = &known.snapshot.site.config;
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    match path {
        "branch.county" => config.counties.iter().map(|term| term.name.clone()).collect(),
        "honour.level" => config.levels.iter().map(|term| term.name.clone()).collect(),
        "signoff.role" => texts(profile::SIGNOFF_ROLES),
        "series" => {
            let entries = known.snapshot.entries.values();
            let series = entries.filter(|entry| entry.text.kind == Kind::Series);
            series.map(|entry| entry.text.slug.to_string()).collect()
        }
        "tags" => {
            let entries = known.snapshot.entries.values();
            let tags = entries.filter_map(|entry| match &entry.document {
                Some(Document::Story(story)) => Some(story.profile.tags.iter()),
                Some(Document::Series(_) | Document::Page(_) | Document::Article(_)) | None => None,
            });
            let tags: BTreeSet<&String> = tags.flatten().collect();
            tags.into_iter().take(MAX_TAGS).cloned().collect()
        }
        path if config.fields.iter().any(|own| own.name == path && own.has_terms()) => {
            let values = known.snapshot.site.stories.iter();
            let values = values.filter_map(|story| story.profile.own(path));
            let values = values.flat_map(|value| match value {
                OwnValue::Text(_) | OwnValue::Texts(_) => value.terms(),
                OwnValue::Quantity(_) | OwnValue::Date(_) => Vec::new(),
            });
            let values: BTreeSet<String> = values.collect();
            values.into_iter().take(MAX_TAGS).collect()
        }
        _ => Vec::new(),
    }
}

fn row(
    known: &Known<'_>,
    fact: &Standing,
    (nth, row): (usize, &edit::Row),
    faults: Vec<FormFault>,
) -> Row {
    let mut values = serde_json::Map::new();
    let mut meanings = Vec::new();
    for (path, cell) in &row.cells {
        let value = match cell {
            Cell::Empty | Cell::Other => serde_json::Value::Null,
            Cell::Text(text) => text.clone().into(),
            Cell::Texts(texts) => texts.clone().into(),
        };
        if let Cell::Text(text) = cell
            && let Some(field) = fact.field.fields().find(|field| field.path == *path)
        {
            meanings.extend(understood(field.shape, text, known.locale));
        }
        values.insert((*path).to_owned(), value);
    }
    let has_other = row.cells.iter().any(|(_, cell)| *cell == Cell::Other);
    let is_locked = has_other || row.kind == edit::Kind::Other && row.phrase.is_none();
    let meaning = match &row.phrase {
        Some(phrase) => of_phrase(fact.field.path, phrase),
        None => (!meanings.is_empty()).then(|| meanings.join("，")),
    };
    Row {
        nth,
        line: row.line,
        phrase: row.phrase.clone(),
        values,
        understood: meaning,
        faults,
        locked: is_locked.then(|| known.locale.text(&Message::new("edit-shape"))),
    }
}

/// What is read of a row that is one text.
fn of_phrase(path: &str, phrase: &str) -> Option<String> {
    let key = path.rsplit('.').next().unwrap_or(path);
    let group = path.split_once('.').map(|(group, _)| group);
    let entry = format!("{key}: [{}]", yaml::scalar(phrase));
    let text = match group {
        Some(group) => format!("---\n{group}:\n  {entry}\n---\n"),
        None => format!("---\n{entry}\n---\n"),
    };
    let source = Source::decode("".into(), text.as_bytes());
    let Split::Found { yaml, .. } = source.split() else { return None };
    let map = read_map(&source, yaml);
    let mut reader = Reader::new(&source);
    let read = profile::read(&mut reader, Table::default(), &map.entries);
    let words = words_of(path, &read);
    (!words.is_empty()).then(|| words.join("；"))
}

fn words_of(path: &str, read: &Profile) -> Vec<String> {
    match path {
        "honours" => {
            let honours = read.honours.iter().map(|honour| {
                let level = honour.level.as_deref().unwrap_or_default();
                let years = honour.years.map(|(first, last)| {
                    let last = if first == last { String::new() } else { format!("—{last}") };
                    format!("{first}{last}年度")
                });
                let parts = [years.as_deref().unwrap_or_default(), level, &honour.title];
                parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
            });
            honours.collect()
        }
        "activities" => {
            let activities = read.activities.iter();
            activities.map(|one| format!("{} {}", one.name, one.count.text())).collect()
        }
        "members.age_bands" => {
            let bands = read.members.age_bands.iter();
            bands.map(|band| format!("{} {}", band.label, band.count)).collect()
        }
        "signoff" => {
            let lines = read.signoff.iter();
            lines.map(|line| format!("{} {}", line.role, line.by.join("、"))).collect()
        }
        _ => Vec::new(),
    }
}

/// The members of all bands beside their total.
fn sum(story: &Story, locale: &Locale) -> Option<Sum> {
    let members = &story.profile.members;
    if members.age_bands.is_empty() {
        return None;
    }
    let sum: u32 = members.age_bands.iter().map(|band| band.count).fold(0, u32::saturating_add);
    let number = quantity::Number::from(u64::from(sum));
    let total = members.total.as_deref();
    let is_equal = total.is_none_or(|total| total.interval().contains(number));
    let message = match total {
        Some(total) => Message::new("desk-sum-and-total").text("total", total.text()),
        None => Message::new("desk-sum"),
    };
    Some(Sum {
        text: locale.text(&message.text("sum", sum.to_string())),
        is_equal: is_equal || members.bands_are_partial,
        members: sum,
        total: total.map(|total| total.text().to_owned()),
        is_partial: members.bands_are_partial,
    })
}

impl Card {
    /// A question as it is shown.
    pub(super) fn of(comment: &Comment, locale: &Locale) -> Self {
        let Asked { text, path, proposal } = Asked::of(comment, locale);
        Self { line: comment.line, text, path, proposal, comment: comment.text.clone() }
    }
}
