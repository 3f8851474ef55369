//! What is read of a profile in more than one form, or with a word of its own about what is wrong.
//!
//! Entry point: [`read`]. Which value goes where stands in the tables of `keys.rs`.

use crate::locale::Message;
use crate::parse::body::is_joined;
use crate::parse::profile::keys::{
    ACTIVITY, AGE_BAND, AGE_BANDS, HONOUR, PROFILE, SIGNOFF, SIGNOFF_ROLES, WAIVE,
};
use crate::parse::profile::{Activity, AgeBand, Honour, Members, Profile, Signoff, Waiver};
use crate::picture::Focus;
use crate::quantity::{AgeRange, Quantity};
use crate::schema::{self, At, Group, Reader};
use crate::yaml::{Entry, Style, Value};

/// Reads the facts of a profile from its entries; every fault goes to `reader`.
pub fn read(reader: &mut Reader<'_>, entries: &[Entry<'_>]) -> Profile {
    let mut profile = Profile::default();
    let is_role = |entry: &&Entry<'_>| SIGNOFF_ROLES.contains(&&*entry.key.text);
    reader.top(&PROFILE, entries.iter().filter(|entry| !is_role(entry)), &mut profile);
    reader.free_entries(entries.iter().filter(is_role), &mut |reader, role, at| {
        let by = reader.texts(at);
        if !by.is_empty() {
            profile.signoff.push(Signoff { role: role.into(), by });
        }
    });
    shrink(&mut profile);
    profile
}

/// All stories stay in memory until the site is written: their lists keep no room to grow.
fn shrink(profile: &mut Profile) {
    profile.members.age_bands.shrink_to_fit();
    profile.honours.shrink_to_fit();
    profile.activities.shrink_to_fit();
    profile.sections.shrink_to_fit();
    profile.signoff.shrink_to_fit();
}

pub(super) fn filled(text: Option<String>) -> Option<Box<str>> {
    let text = text?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

/// A text that may go over several lines. Between Han the end of a line is no blank.
pub(super) fn prose(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    let text = filled(reader.text(at))?;
    let raw = at.node.raw.trim().trim_matches(['"', '\'']);
    let lines = raw.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.skip_while(|line| line.starts_with('>')).collect();
    if at.node.style == Style::Literal || lines.join(" ") != *text {
        return Some(text);
    }
    let mut joined = String::with_capacity(text.len());
    for line in lines {
        if !joined.is_empty() && !is_joined(&joined, line) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    Some(joined.into())
}

pub(super) fn focus(reader: &mut Reader<'_>, at: At<'_>) -> Focus {
    let Some(text) = reader.text(at).filter(|text| !text.trim().is_empty()) else {
        return Focus::default();
    };
    Focus::parse(&text).unwrap_or_else(|| {
        reader.fault("wrong-type", at, Message::new("not-a-focus").text("value", &*text));
        Focus::default()
    })
}

/// An age band before its label is understood.
#[derive(Default)]
pub(super) struct Band {
    pub label: String,
    pub count: Option<u32>,
}

/// A map from labels to counts, among them what is said of all bands; or a list of bands.
pub(super) fn age_bands(reader: &mut Reader<'_>, at: At<'_>, members: &mut Members) {
    let mut bands = Vec::new();
    match &at.node.value {
        Value::Map(map) => reader.free_entries(map, &mut |reader, label, at| {
            if let Some(row) = AGE_BANDS.find(label) {
                (row.read)(reader, at, members);
            } else if let Some(count) = reader.count(at) {
                bands.extend(band(reader, label, count, at));
            }
        }),
        Value::Null | Value::Scalar(_) | Value::List(_) => {
            reader.each_with(&AGE_BAND, at, &mut |reader, one, at| {
                if let Some(count) = one.count {
                    bands.extend(band(reader, &one.label, count, at));
                }
            });
        }
    }
    members.age_bands = bands;
}

fn band(reader: &mut Reader<'_>, label: &str, count: u32, at: At<'_>) -> Option<AgeBand> {
    let range = AgeRange::parse(label).ok();
    if range.is_none() {
        let message = Message::new("not-an-age-band").text("label", label);
        reader.fault_of("wrong-type", at.name(), message);
    }
    Some(AgeBand { label: label.into(), range: range?, count })
}

/// A title that is given as such stays whole; one phrase is taken apart.
pub(super) fn honours(reader: &mut Reader<'_>, at: At<'_>) -> Vec<Honour> {
    let mut honours = Vec::new();
    reader.each_with(&HONOUR, at, &mut |reader, honour, at| {
        honours.push(match &at.node.value {
            Value::Map(_) => honour,
            Value::Null | Value::Scalar(_) | Value::List(_) => read_phrase(reader, honour),
        });
    });
    honours
}

/// `2019-2020`, `2019—2020年`, `2019至2020年度`.
pub(super) fn years(reader: &mut Reader<'_>, at: At<'_>) -> Option<(i16, i16)> {
    let text = reader.text(at)?;
    let parts: Vec<i16> = text
        .trim_end_matches("年度")
        .trim_end_matches('年')
        .split(['-', '—', '–', '~', '～', '至'])
        .filter(|part| !part.is_empty())
        .map_while(|part| part.trim().trim_end_matches('年').parse().ok())
        .collect();
    match parts[..] {
        [first, last] if (1900..=last).contains(&first) && last < 2200 => Some((first, last)),
        _ => {
            reader.fault("wrong-type", at, Message::new("not-a-year-range").text("value", text));
            None
        }
    }
}

/// `2023年度市级“六好”示范党支部` written as one phrase: the year and the level stand in front.
fn read_phrase(reader: &Reader<'_>, mut honour: Honour) -> Honour {
    let title = honour.title.trim().to_owned();
    let mut rest = title.as_str();
    if let Some((year, tail)) = year_in_front(rest) {
        honour.years = Some((year, year));
        rest = tail.trim_start();
    }
    if let Some((level, tail)) = reader.opening(rest).or_else(|| tier_in_front(rest)) {
        honour.level = Some(level.into());
        rest = tail.trim_start();
    }
    honour.title = if rest.is_empty() { title.into() } else { rest.into() };
    honour
}

fn year_in_front(text: &str) -> Option<(i16, &str)> {
    let year: i16 = text.get(..4)?.parse().ok()?;
    let rest = text[4..].strip_prefix("年度").or_else(|| text[4..].strip_prefix('年'))?;
    (1900..2200).contains(&year).then_some((year, rest))
}

/// Tiers of administration, which are levels whether `site.yaml` lists them or not: that it does not is
/// told by `honour-level`. 五星级, 特级 and 三级 are none.
const TIERS: [&str; 14] = [
    "国家级",
    "自治区级",
    "省部级",
    "省级",
    "部级",
    "厅级",
    "市级",
    "地级",
    "州级",
    "县级",
    "区级",
    "乡镇级",
    "镇级",
    "乡级",
];

fn tier_in_front(text: &str) -> Option<(&str, &str)> {
    let tier = TIERS.iter().find(|tier| text.starts_with(**tier))?;
    Some(text.split_at(tier.len()))
}

/// An activity before it is known whether it has a count.
#[derive(Default)]
pub(super) struct Draft {
    pub name: String,
    pub count: Option<Quantity>,
    pub has_count: bool,
    pub since: Option<Box<str>>,
    pub note: Option<Box<str>>,
}

/// A map from names to counts or to groups; or a list of groups.
pub(super) fn activities(reader: &mut Reader<'_>, at: At<'_>) -> Vec<Activity> {
    let mut activities = Vec::new();
    match &at.node.value {
        Value::Map(map) => reader.free_entries(map, &mut |reader, name, at| {
            let mut draft = Draft { name: name.to_owned(), ..Draft::default() };
            match &at.node.value {
                Value::Map(map) => reader.rows(&ACTIVITY, Group::Entries(map), &mut draft),
                Value::Null | Value::Scalar(_) | Value::List(_) => {
                    draft.has_count = !at.node.is_null();
                    draft.count = reader.quantity(at);
                }
            }
            activities.extend(activity(reader, draft, at));
        }),
        Value::Null | Value::Scalar(_) | Value::List(_) => {
            reader.each_with(&ACTIVITY, at, &mut |reader, draft, at| {
                activities.extend(activity(reader, draft, at));
            });
        }
    }
    activities
}

fn activity(reader: &mut Reader<'_>, draft: Draft, at: At<'_>) -> Option<Activity> {
    let Draft { name, count, has_count, since, note } = draft;
    if !has_count {
        let message = Message::new("activity-without-count").text("name", &*name);
        reader.fault("missing-key", at, message);
    }
    Some(Activity { name: name.into(), count: count?, since, note })
}

/// A list of `{role, by}`, a map `整理: 党建工作科`, or `整理：党建工作科` as one text.
pub(super) fn signoff(reader: &mut Reader<'_>, at: At<'_>) -> Vec<Signoff> {
    let mut lines = Vec::new();
    let is_key = |entry: &Entry<'_>| schema::find(&SIGNOFF, &entry.key.text, false).is_some();
    match &at.node.value {
        Value::Map(map) if !map.iter().any(is_key) => {
            reader.free_entries(map, &mut |reader, role, at| {
                lines.push(Signoff { role: role.into(), by: reader.texts(at) });
            });
        }
        Value::Null | Value::Scalar(_) | Value::List(_) | Value::Map(_) => {
            reader.each_with(&SIGNOFF, at, &mut |_, line, _| lines.push(split_role(line)));
        }
    }
    lines
}

fn split_role(line: Signoff) -> Signoff {
    match line.role.split_once(['：', ':']) {
        Some((role, by)) if line.by.is_empty() => {
            Signoff { role: role.trim().into(), by: vec![by.trim().to_owned()] }
        }
        _ => line,
    }
}

pub(super) fn waivers(reader: &mut Reader<'_>, at: At<'_>) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    reader.each_with(&WAIVE, at, &mut |reader, waiver: Waiver, at| {
        if waiver.reason.trim().is_empty() {
            let message = Message::new("waiver-without-reason").text("rule", &*waiver.rule);
            reader.fault("missing-key", at, message);
        }
        waivers.push(waiver);
    });
    waivers
}
