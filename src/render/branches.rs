//! `data/branches.json` and `data/branches.csv`: the facts of all published stories, to count with.
//!
//! Entry points: [`json`] and [`csv`]. Quantities are given as written and as numbers. Counties, levels and tags have
//! the names under which the site lists them. The CSV
//! opens right in Excel: UTF-8 with a byte order mark, and no cell that could be a formula.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::sync::Arc;

use serde::{Serialize, Serializer};
use unicode_normalization::UnicodeNormalization as _;

use crate::config::Config;
use crate::date::PartialDate;
use crate::parse::Story;
use crate::parse::profile::{Activity, Honour};
use crate::quantity::{Quantity, Value};
use crate::site::taxonomy::Kind;
use crate::site::{Site, permalink};
use crate::slug::is_invisible;

#[derive(Serialize)]
struct Row<'s> {
    address: String,
    title: &'s str,
    date: Option<String>,
    as_of: Option<String>,
    series: Option<&'s str>,
    name: &'s str,
    unit: Option<&'s str>,
    county: Option<String>,
    founded: Option<String>,
    members: Option<Number<'s>>,
    average_age: Option<Number<'s>>,
    committee: Option<Number<'s>>,
    age_bands: Vec<Band<'s>>,
    honours: Vec<HonourRow<'s>>,
    activities: Vec<ActivityRow<'s>>,
    mechanisms: &'s [String],
    tags: Vec<String>,
    former_names: Vec<&'s str>,
}

#[derive(Serialize)]
struct Number<'s> {
    text: &'s str,
    #[serde(serialize_with = "as_text")]
    value: Value,
    qualifier: &'static str,
    unit: &'s str,
}

#[derive(Serialize)]
struct Band<'s> {
    label: &'s str,
    count: u32,
}

#[derive(Serialize)]
struct HonourRow<'s> {
    title: &'s str,
    level: Option<&'s str>,
    first_year: Option<i16>,
    last_year: Option<i16>,
    batch: Option<&'s str>,
    by: Option<&'s str>,
}

#[derive(Serialize)]
struct ActivityRow<'s> {
    name: &'s str,
    #[serde(flatten)]
    count: Number<'s>,
    since: Option<&'s str>,
    note: Option<&'s str>,
}

fn number(quantity: &Quantity) -> Number<'_> {
    Number {
        text: quantity.text(),
        value: quantity.value(),
        qualifier: quantity.qualifier().name(),
        unit: quantity.unit(),
    }
}

fn as_text<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

fn row<'s>(config: &'s Config, story: &'s Story) -> Row<'s> {
    let profile = &story.profile;
    let members = &profile.members;
    let bands = members.age_bands.iter().map(|band| Band { label: &band.label, count: band.count });
    Row {
        address: permalink::story(&story.slug),
        title: story.title(),
        date: profile.date.map(|date| date.to_string()),
        as_of: profile.as_of.map(PartialDate::to_iso),
        series: profile.series.as_deref(),
        name: story.branch_name(),
        unit: profile.branch.unit.as_deref(),
        county: county(config, story),
        founded: profile.branch.founded.map(PartialDate::to_iso),
        members: members.total.as_deref().map(number),
        average_age: members.average_age.as_deref().map(number),
        committee: members.committee.as_deref().map(number),
        age_bands: bands.collect(),
        honours: profile.honours.iter().map(|one| honour(config, one)).collect(),
        activities: profile.activities.iter().map(activity).collect(),
        mechanisms: &profile.mechanisms,
        tags: Kind::Tag.terms(story, config),
        former_names: former_names(story).collect(),
    }
}

/// As the site calls it.
fn county(config: &Config, story: &Story) -> Option<String> {
    Kind::County.terms(story, config).pop()
}

/// As the site calls it.
fn level<'s>(config: &'s Config, honour: &'s Honour) -> Option<&'s str> {
    honour.level.as_deref().map(|name| Config::canonical(&config.levels, name.trim()))
}

fn former_names(story: &Story) -> impl Iterator<Item = &str> {
    story.profile.branch.former_names.iter().map(|former| former.name.trim())
}

fn honour<'s>(config: &'s Config, honour: &'s Honour) -> HonourRow<'s> {
    HonourRow {
        title: &honour.title,
        level: level(config, honour),
        first_year: honour.years.map(|(first, _)| first),
        last_year: honour.years.map(|(_, last)| last),
        batch: honour.batch.as_deref(),
        by: honour.by.as_deref(),
    }
}

fn activity(activity: &Activity) -> ActivityRow<'_> {
    ActivityRow {
        name: &activity.name,
        count: number(&activity.count),
        since: activity.since.as_deref(),
        note: activity.note.as_deref(),
    }
}

/// Stories in one part of a file.
const PART: usize = 256;

/// One story a line, so that a change of one story changes one line.
pub(super) fn json(site: &Site) -> impl Iterator<Item = Vec<u8>> {
    let parts = site.stories.chunks(PART).enumerate().map(|(part, stories)| {
        let mut bytes = Vec::new();
        for (at, story) in stories.iter().enumerate() {
            bytes.extend_from_slice(if part + at == 0 { b"[\n" } else { b",\n" });
            serde_json::to_writer(&mut bytes, &row(&site.config, story))
                .expect("texts and numbers are JSON");
        }
        bytes
    });
    let end: &[u8] = if site.stories.is_empty() { b"[]\n" } else { b"\n]\n" };
    parts.chain(std::iter::once(end.to_vec()))
}

/// A column of the table: its name, and what stands in it.
struct Column {
    name: &'static str,
    write: fn(&mut Table, &Config, &Story),
}

const fn column(name: &'static str, write: fn(&mut Table, &Config, &Story)) -> Column {
    Column { name, write }
}

static COLUMNS: [Column; 17] = [
    column("支部名称", |table, _, story| table.text(story.branch_name())),
    column("标题", |table, _, story| table.text(story.title())),
    column("发布日期", |table, _, story| {
        table.list(story.profile.date.iter(), |cell, date| write!(cell, "{date}"));
    }),
    column("县区", |table, config, story| {
        table.text(&county(config, story).unwrap_or_default());
    }),
    column("单位", |table, _, story| table.maybe(story.profile.branch.unit.as_deref())),
    column("成立", |table, _, story| table.date(story.profile.branch.founded)),
    column("系列", |table, _, story| table.maybe(story.profile.series.as_deref())),
    column("数据截至", |table, _, story| table.date(story.profile.as_of)),
    column("党员总数", |table, _, story| {
        table.quantity(story.profile.members.total.as_deref());
    }),
    column("平均年龄", |table, _, story| {
        table.quantity(story.profile.members.average_age.as_deref());
    }),
    column("班子成员", |table, _, story| {
        table.quantity(story.profile.members.committee.as_deref());
    }),
    column("年龄段", |table, _, story| {
        table.list(story.profile.members.age_bands.iter(), |cell, band| {
            write!(cell, "{}：{}", band.label, band.count)
        });
    }),
    column("荣誉", |table, config, story| {
        let honours = story.profile.honours.iter();
        table.list(honours, |cell, honour| honour_text(cell, config, honour));
    }),
    column("活动", |table, _, story| {
        table.list(story.profile.activities.iter(), |cell, one| {
            write!(cell, "{}：{}", one.name, one.count.text())
        });
    }),
    column("标签", |table, config, story| {
        table.list(Kind::Tag.terms(story, config).iter(), |cell, tag| cell.write_str(tag));
    }),
    column("地址", |table, _, story| table.text(&permalink::story(&story.slug))),
    column("曾用名", |table, _, story| table.list(former_names(story), Write::write_str)),
];

/// A header and one story a line.
pub(super) fn csv(site: &Site) -> impl Iterator<Item = Vec<u8>> {
    let mut header = Table::new("\u{FEFF}");
    for column in &COLUMNS {
        header.text(column.name);
    }
    header.end_record();
    let rows = |stories: &[Arc<Story>]| {
        let mut table = Table::new("");
        for story in stories {
            for column in &COLUMNS {
                (column.write)(&mut table, &site.config, story);
            }
            table.end_record();
        }
        table.into_bytes()
    };
    std::iter::once(header.into_bytes()).chain(site.stories.chunks(PART).map(rows))
}

fn honour_text(cell: &mut String, config: &Config, honour: &Honour) -> fmt::Result {
    match honour.years {
        Some((first, last)) if first == last => write!(cell, "{first}年度")?,
        Some((first, last)) => write!(cell, "{first}—{last}年度")?,
        None => cell.write_str(honour.batch.as_deref().unwrap_or_default())?,
    }
    cell.write_str(level(config, honour).unwrap_or_default())?;
    cell.write_str(&honour.title)
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

    fn text(&mut self, cell: &str) {
        self.writer.write_field(harmless(cell).as_bytes()).expect("a Vec takes every write");
    }

    fn maybe(&mut self, cell: Option<&str>) {
        self.text(cell.unwrap_or_default());
    }

    fn date(&mut self, date: Option<PartialDate>) {
        self.maybe(date.map(PartialDate::to_iso).as_deref());
    }

    fn quantity(&mut self, quantity: Option<&Quantity>) {
        self.maybe(quantity.map(Quantity::text));
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
