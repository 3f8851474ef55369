//! A fact of one story as JSON. Absent is `null` or an empty list, never 0.
//!
//! Entry points: [`Datum`]; [`number`] for what a program may count with.

use std::ops::Bound;

use serde::{Serialize, Serializer};

use crate::config::{Config, FieldKind};
use crate::date::PartialDate;
use crate::parse::Story;
use crate::parse::profile::{Activity, Honour, OwnValue};
use crate::quantity::{self, Quantity, Value};
use crate::render::data::facts::{Fact, Read};

/// Facts of one story by their keys.
pub(super) struct Data<'s> {
    pub facts: &'s [Fact],
    pub config: &'s Config,
    pub story: &'s Story,
}

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { facts, config, story } = self;
        serializer.collect_map(
            facts.iter().map(|fact| (fact.key, Datum { read: &fact.read, config, story })),
        )
    }
}

/// A fact, and the story that it is of.
pub(super) struct Datum<'s> {
    pub read: &'s Read,
    pub config: &'s Config,
    pub story: &'s Story,
}

impl Serialize for Datum<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (config, story) = (self.config, self.story);
        match self.read {
            Read::Text(read) => serializer.serialize_str(&read(config, story)),
            Read::MaybeText(read) => read(config, story).serialize(serializer),
            Read::Day(read) => read(story).map(|day| day.to_string()).serialize(serializer),
            Read::Date(read) => read(story).map(PartialDate::to_iso).serialize(serializer),
            Read::Whole(read) => read(story).serialize(serializer),
            Read::Flag(read) => serializer.serialize_bool(read(story)),
            Read::Number(read) => read(story).map(NumberRow::of).serialize(serializer),
            Read::Texts(read) => serializer.collect_seq(read(config, story)),
            Read::Bands(read) => serializer.collect_seq(
                read(story).iter().map(|band| BandRow { label: &band.label, count: band.count }),
            ),
            Read::Honours(read) => {
                serializer.collect_seq(read(story).iter().map(|one| HonourRow::of(config, one)))
            }
            Read::Activities(read) => {
                serializer.collect_seq(read(story).iter().map(ActivityRow::of))
            }
            Read::FormerNames(read) => {
                serializer.collect_seq(read(story).iter().map(|former| FormerNameRow {
                    name: former.name.trim(),
                    until: former.until.map(PartialDate::to_iso),
                    reason: former.reason.as_deref(),
                }))
            }
            Read::Sections(read) => serializer.collect_seq(
                read(story).iter().map(|one| SectionRow { title: &one.title, goods: &one.goods }),
            ),
            Read::Signoff(read) => serializer.collect_seq(read(story).iter().map(|one| {
                SignoffRow { role: &one.role, by: &one.by, date: one.date.map(PartialDate::to_iso) }
            })),
            Read::Own(field) => match story.profile.own(&field.name) {
                None if field.kind == FieldKind::Texts => serializer.collect_seq([(); 0]),
                None => serializer.serialize_none(),
                Some(OwnValue::Text(text)) => serializer.serialize_str(text),
                Some(OwnValue::Quantity(quantity)) => NumberRow::of(quantity).serialize(serializer),
                Some(OwnValue::Date(date)) => serializer.serialize_str(&date.to_iso()),
                Some(OwnValue::Texts(texts)) => texts.serialize(serializer),
            },
        }
    }
}

/// A number for programs: whole where it is whole, else the nearest to it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Number {
    Whole(u64),
    Near(f64),
}

pub(super) fn number(exact: quantity::Number) -> Number {
    exact.whole().map_or_else(|| Number::Near(exact.approximate()), Number::Whole)
}

#[derive(Serialize)]
struct NumberRow<'s> {
    text: &'s str,
    value: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
    qualifier: &'static str,
    unit: &'s str,
}

impl<'s> NumberRow<'s> {
    fn of(quantity: &'s Quantity) -> Self {
        let interval = quantity.interval();
        Self {
            text: quantity.text(),
            value: match quantity.value() {
                Value::One(one) => Some(number(one)),
                Value::Range { .. } => None,
            },
            low: end(interval.low),
            high: end(interval.high),
            qualifier: quantity.qualifier().name(),
            unit: quantity.unit(),
        }
    }
}

fn end(bound: Bound<quantity::Number>) -> Option<Number> {
    match bound {
        Bound::Included(end) | Bound::Excluded(end) => Some(number(end)),
        Bound::Unbounded => None,
    }
}

#[derive(Serialize)]
struct BandRow<'s> {
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

impl<'s> HonourRow<'s> {
    fn of(config: &'s Config, honour: &'s Honour) -> Self {
        Self {
            title: &honour.title,
            level: level(config, honour),
            first_year: honour.years.map(|(first, _)| first),
            last_year: honour.years.map(|(_, last)| last),
            batch: honour.batch.as_deref(),
            by: honour.by.as_deref(),
        }
    }
}

/// The level of an honour as the site calls it.
pub(super) fn level<'s>(config: &'s Config, honour: &'s Honour) -> Option<&'s str> {
    honour.level.as_deref().map(|name| Config::canonical(&config.levels, name.trim()))
}

#[derive(Serialize)]
struct ActivityRow<'s> {
    name: &'s str,
    #[serde(flatten)]
    count: NumberRow<'s>,
    since: Option<&'s str>,
    note: Option<&'s str>,
}

impl<'s> ActivityRow<'s> {
    fn of(activity: &'s Activity) -> Self {
        Self {
            name: &activity.name,
            count: NumberRow::of(&activity.count),
            since: activity.since.as_deref(),
            note: activity.note.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct FormerNameRow<'s> {
    name: &'s str,
    until: Option<String>,
    reason: Option<&'s str>,
}

#[derive(Serialize)]
struct SectionRow<'s> {
    title: &'s str,
    goods: &'s [String],
}

#[derive(Serialize)]
struct SignoffRow<'s> {
    role: &'s str,
    by: &'s [String],
    date: Option<String>,
}
