//! `data/branches.json` and `data/branches.csv`: the facts of all published stories, to count with.
//!
//! Entry points: [`json`] and [`csv`]. Quantities are given as written and as numbers. The CSV
//! opens right in Excel: UTF-8 with a byte order mark, and no cell that could be a formula.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use crate::date::PartialDate;

use crate::parse::Story;
use crate::parse::profile::{Activity, Honour};
use crate::quantity::Quantity;
use crate::site::{Site, permalink};

#[derive(Serialize)]
struct Row<'s> {
    address: String,
    title: &'s str,
    date: Option<String>,
    as_of: Option<String>,
    series: Option<&'s str>,
    name: &'s str,
    unit: Option<&'s str>,
    county: Option<&'s str>,
    founded: Option<String>,
    members: Option<Number<'s>>,
    average_age: Option<Number<'s>>,
    committee: Option<Number<'s>>,
    age_bands: Vec<Band<'s>>,
    honours: Vec<HonourRow<'s>>,
    activities: Vec<ActivityRow<'s>>,
    mechanisms: &'s [String],
    tags: &'s [String],
}

#[derive(Serialize)]
struct Number<'s> {
    text: &'s str,
    value: String,
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
        value: quantity.value().to_string(),
        qualifier: quantity.qualifier().name(),
        unit: quantity.unit(),
    }
}

fn row(story: &Story) -> Row<'_> {
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
        county: profile.branch.county.as_deref(),
        founded: profile.branch.founded.map(PartialDate::to_iso),
        members: members.total.as_deref().map(number),
        average_age: members.average_age.as_deref().map(number),
        committee: members.committee.as_deref().map(number),
        age_bands: bands.collect(),
        honours: profile.honours.iter().map(honour).collect(),
        activities: profile.activities.iter().map(activity).collect(),
        mechanisms: &profile.mechanisms,
        tags: &profile.tags,
    }
}

fn honour(honour: &Honour) -> HonourRow<'_> {
    HonourRow {
        title: &honour.title,
        level: honour.level.as_deref(),
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
            serde_json::to_writer(&mut bytes, &row(story)).expect("texts and numbers are JSON");
        }
        bytes
    });
    let end: &[u8] = if site.stories.is_empty() { b"[]\n" } else { b"\n]\n" };
    parts.chain(std::iter::once(end.to_vec()))
}

const HEADER: [&str; 16] = [
    "支部名称",
    "标题",
    "发布日期",
    "县区",
    "单位",
    "成立",
    "系列",
    "数据截至",
    "党员总数",
    "平均年龄",
    "班子成员",
    "年龄段",
    "荣誉",
    "活动",
    "标签",
    "地址",
];

/// A header and one story a line.
pub(super) fn csv(site: &Site) -> impl Iterator<Item = Vec<u8>> {
    let header = records(std::iter::once(HEADER.map(str::to_owned)), "\u{FEFF}");
    let rows = |stories: &[Arc<Story>]| records(stories.iter().map(|story| cells(&row(story))), "");
    std::iter::once(header).chain(site.stories.chunks(PART).map(rows))
}

fn records(rows: impl Iterator<Item = [String; 16]>, start: &str) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(start.as_bytes().to_vec());
    for row in rows {
        for cell in &row {
            writer.write_field(harmless(cell).as_bytes()).expect("a Vec takes every write");
        }
        writer.write_record(None::<&[u8]>).expect("a Vec takes every write");
    }
    writer.into_inner().expect("a Vec takes every write")
}

fn cells(row: &Row<'_>) -> [String; 16] {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let written = |number: &Option<Number<'_>>| text(number.as_ref().map(|number| number.text));
    let list = |texts: Vec<String>| texts.join("；");
    [
        row.name.to_owned(),
        row.title.to_owned(),
        row.date.clone().unwrap_or_default(),
        text(row.county),
        text(row.unit),
        row.founded.clone().unwrap_or_default(),
        text(row.series),
        row.as_of.clone().unwrap_or_default(),
        written(&row.members),
        written(&row.average_age),
        written(&row.committee),
        list(row.age_bands.iter().map(|band| format!("{}：{}", band.label, band.count)).collect()),
        list(row.honours.iter().map(honour_text).collect()),
        list(
            row.activities.iter().map(|one| format!("{}：{}", one.name, one.count.text)).collect(),
        ),
        row.tags.join("；"),
        row.address.clone(),
    ]
}

fn honour_text(honour: &HonourRow<'_>) -> String {
    let years = match (honour.first_year, honour.last_year) {
        (Some(first), Some(last)) if first == last => format!("{first}年度"),
        (Some(first), Some(last)) => format!("{first}—{last}年度"),
        _ => honour.batch.unwrap_or_default().to_owned(),
    };
    format!("{years}{}{}", honour.level.unwrap_or_default(), honour.title)
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front, which it reads
/// as "text" (OWASP, CSV injection).
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}
