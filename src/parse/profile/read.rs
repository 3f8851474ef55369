//! From the YAML tree of a profile to its facts.

use crate::diagnostic::Diagnostic;
use crate::locale::Message;
use crate::parse::profile::keys::{PROFILE, SIGNOFF_ROLES};
use crate::parse::profile::{
    Activity, AgeBand, FormerName, Honour, Profile, Section, Signoff, Waiver,
};
use crate::picture::Focus;
use crate::quantity::{AgeRange, Quantity};
use crate::schema::{Field, Reader, Trail};
use crate::yaml::Node;

type Map = Vec<(String, Node)>;

/// Reads the facts of a profile from its entries; every fault goes to `reader`.
pub fn read(reader: &mut Reader<'_>, map: Map) -> Profile {
    let mut profile = Profile::default();
    let (roles, map): (Map, Map) =
        map.into_iter().partition(|(key, _)| SIGNOFF_ROLES.contains(&key.as_str()));
    reader.entries(PROFILE, map, &Trail::TOP, &mut |reader, field, node, at| {
        set_any(&mut profile, reader, field, node, at);
    });
    reader.free_entries(roles, &Trail::TOP, &mut |reader, role, node, at| {
        let by = reader.texts(node, at);
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

/// A field by its group: a group's own value, or one of its keys that stands at the top.
fn set_any(
    profile: &mut Profile,
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) {
    match field.path.split('.').next() {
        Some("branch" | "members") if field.path.contains('.') => {
            set_inner(profile, reader, field, node, at);
        }
        Some("branch" | "members") => {
            let Some(map) = reader.group(field, node, at) else { return };
            reader.entries(field.fields(), map, at, &mut |reader, field, node, at| {
                set_inner(profile, reader, field, node, at);
            });
        }
        _ => set_story(profile, reader, field, node, at),
    }
}

fn set_inner(
    profile: &mut Profile,
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) {
    if field.path.starts_with("branch.") {
        set_branch(profile, reader, field, node, at);
    } else {
        set_members(profile, reader, field, node, at);
    }
}

fn set_story(
    profile: &mut Profile,
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) {
    match field.path {
        "title" => profile.title = filled(reader.text(node, at)),
        "date" => profile.date = reader.day(node, at),
        "draft" => profile.is_draft = reader.flag(node, at).unwrap_or(false),
        "expires" => profile.expires = reader.day(node, at),
        "series" => profile.series = filled(reader.text(node, at)),
        "order" => profile.order = reader.count(node, at),
        "as_of" => profile.as_of = reader.date(node, at),
        "cover" => profile.cover = filled(reader.text(node, at)),
        "cover_alt" => profile.cover_alt = filled(reader.text(node, at)),
        "cover_focus" => profile.cover_focus = focus(reader, node, at),
        "summary" => profile.summary = filled(reader.text(node, at)),
        "tags" => profile.tags = reader.texts(node, at),
        "aliases" => profile.aliases = reader.texts(node, at),
        "mechanisms" => profile.mechanisms = reader.texts(node, at),
        "activities" => profile.activities = activities(reader, field, node, at),
        "honours" => profile.honours = honours(reader, field, node, at),
        "sections" => profile.sections = sections(reader, field, node, at),
        "signoff" => profile.signoff = signoff(reader, field, node, at),
        "waive" => profile.waivers = waivers(reader, field, node, at),
        other => unreachable!("the table has a key that nothing reads: {other}"),
    }
}

fn set_branch(
    profile: &mut Profile,
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) {
    let branch = &mut profile.branch;
    match field.path {
        "branch.name" => branch.name = filled(reader.text(node, at)),
        "branch.unit" => branch.unit = filled(reader.text(node, at)),
        "branch.county" => branch.county = filled(reader.text(node, at)),
        "branch.founded" => branch.founded = reader.date(node, at),
        "branch.former_names" => branch.former_names = former_names(reader, field, node, at),
        other => unreachable!("the table has a key that nothing reads: {other}"),
    }
}

fn set_members(
    profile: &mut Profile,
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) {
    let members = &mut profile.members;
    match field.path {
        "members.age_bands" => {
            (members.age_bands, members.bands_are_partial) = age_bands(reader, field, node, at);
        }
        "members.total" => members.total = reader.quantity(node, at).map(Box::new),
        "members.average_age" => members.average_age = reader.quantity(node, at).map(Box::new),
        "members.committee" => members.committee = reader.quantity(node, at).map(Box::new),
        "members.veteran" => members.veteran = reader.quantity(node, at).map(Box::new),
        "members.retired" => members.retired = reader.quantity(node, at).map(Box::new),
        "members.serving" => members.serving = reader.quantity(node, at).map(Box::new),
        "members.women" => members.women = reader.quantity(node, at).map(Box::new),
        other => unreachable!("the table has a key that nothing reads: {other}"),
    }
}

fn filled(text: Option<String>) -> Option<Box<str>> {
    let text = text?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

fn focus(reader: &mut Reader<'_>, node: Node, at: &Trail<'_>) -> Focus {
    let Some(text) = reader.text(node, at).filter(|text| !text.trim().is_empty()) else {
        return Focus::default();
    };
    Focus::parse(&text).unwrap_or_else(|| {
        let message = Message::new("not-a-focus").text("value", &*text);
        reader.keep(Diagnostic::error("wrong-type", reader.place(at), message));
        Focus::default()
    })
}

fn former_names(
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) -> Vec<FormerName> {
    let mut names = Vec::new();
    reader.groups(field, node, at, &mut |reader, map, at| {
        let mut one = FormerName::default();
        reader.entries(field.fields(), map, at, &mut |reader, field, node, at| match field.path {
            "former_name.name" => one.name = reader.text(node, at).unwrap_or_default().into(),
            "former_name.until" => one.until = reader.date(node, at),
            _ => one.reason = filled(reader.text(node, at)),
        });
        names.push(one);
    });
    names
}

/// The bands, and whether the editor calls them partial. `partial: true` stands among the labels.
fn age_bands(
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) -> (Vec<AgeBand>, bool) {
    let mut bands = Vec::new();
    let mut is_partial = false;
    let mut add = |reader: &mut Reader<'_>, label: &str, node: Node, at: &Trail<'_>| {
        if matches!(label, "partial" | "未列全") {
            is_partial = reader.flag(node, at).unwrap_or(false);
        } else if let Some(count) = reader.count(node, at) {
            bands.extend(age_band(reader, label, count, at));
        }
    };
    match node {
        Node::Map(map) => reader.free_entries(map, at, &mut add),
        other => {
            reader.groups(field, other, at, &mut |reader, map, at| {
                let (mut label, mut count) = (String::new(), None);
                reader.entries(field.fields(), map, at, &mut |reader, field, node, at| match field
                    .path
                {
                    "age_band.label" => label = reader.text(node, at).unwrap_or_default(),
                    _ => count = reader.count(node, at),
                });
                if let Some(count) = count {
                    add(reader, &label, Node::Scalar(count.to_string()), at);
                }
            });
        }
    }
    (bands, is_partial)
}

fn age_band(reader: &mut Reader<'_>, label: &str, count: u32, at: &Trail<'_>) -> Option<AgeBand> {
    let range = AgeRange::parse(label).ok();
    if range.is_none() {
        let message = Message::new("not-an-age-band").text("label", label);
        reader.fault("wrong-type", &at.name(), message);
    }
    Some(AgeBand { label: label.into(), range: range?, count })
}

fn honours(
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) -> Vec<Honour> {
    let mut honours = Vec::new();
    reader.groups(field, node, at, &mut |reader, map, at| {
        let mut honour = Honour::default();
        reader.entries(field.fields(), map, at, &mut |reader, field, node, at| {
            set_honour(&mut honour, reader, field, node, at);
        });
        honours.push(read_phrase(honour));
    });
    honours
}

fn set_honour(
    honour: &mut Honour,
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) {
    match field.path {
        "honour.title" => honour.title = reader.text(node, at).unwrap_or_default().into(),
        "honour.level" => honour.level = filled(reader.text(node, at)),
        "honour.batch" => honour.batch = filled(reader.text(node, at)),
        "honour.by" => honour.by = filled(reader.text(node, at)),
        // A key without value, as in the template of `liuhao new`, takes nothing away.
        "honour.year" => {
            let year = reader.date(node, at).map(|date| (date.year(), date.year()));
            honour.years = year.or(honour.years);
        }
        _ => honour.years = years(reader, node, at).or(honour.years),
    }
}

/// `2019-2020`, `2019—2020年`, `2019至2020年度`.
fn years(reader: &mut Reader<'_>, node: Node, at: &Trail<'_>) -> Option<(i16, i16)> {
    let text = reader.text(node, at)?;
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
fn read_phrase(mut honour: Honour) -> Honour {
    let title = honour.title.trim().to_owned();
    let mut rest = title.as_str();
    if honour.years.is_none()
        && let Some((year, tail)) = year_in_front(rest)
    {
        honour.years = Some((year, year));
        rest = tail;
    }
    if honour.level.is_none()
        && let Some((level, tail)) = level_in_front(rest)
    {
        honour.level = Some(level.into());
        rest = tail;
    }
    honour.title = if rest.is_empty() { title.into() } else { rest.into() };
    honour
}

fn year_in_front(text: &str) -> Option<(i16, &str)> {
    let year: i16 = text.get(..4)?.parse().ok()?;
    let rest = text[4..].strip_prefix("年度").or_else(|| text[4..].strip_prefix('年'))?;
    (1900..2200).contains(&year).then_some((year, rest))
}

/// 县级, 市级, 省级, 国家级 …: at most three characters that end with 级.
fn level_in_front(text: &str) -> Option<(&str, &str)> {
    let (end, level) = text.char_indices().take(3).find(|(_, c)| *c == '级')?;
    let split = end + level.len_utf8();
    (end > 0).then(|| (&text[..split], &text[split..]))
}

fn activities(
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) -> Vec<Activity> {
    let mut activities = Vec::new();
    match node {
        Node::Map(map) => reader.free_entries(map, at, &mut |reader, name, node, at| {
            let map = match node {
                Node::Map(map) => map,
                phrase => vec![("count".to_owned(), phrase)],
            };
            activities.extend(activity(reader, field, name, (map, at)));
        }),
        other => reader.groups(field, other, at, &mut |reader, map, at| {
            activities.extend(activity(reader, field, "", (map, at)));
        }),
    }
    activities
}

fn activity(
    reader: &mut Reader<'_>,
    field: &'static Field,
    name: &str,
    (map, at): (Map, &Trail<'_>),
) -> Option<Activity> {
    let mut name = name.to_owned();
    let (mut count, mut since, mut note): (Option<Quantity>, _, _) = (None, None, None);
    let mut has_count = false;
    reader.entries(field.fields(), map, at, &mut |reader, field, node, at| match field.path {
        "activity.name" => name = reader.text(node, at).unwrap_or_default(),
        "activity.since" => since = filled(reader.text(node, at)),
        "activity.note" => note = filled(reader.text(node, at)),
        _ => {
            has_count = node != Node::Null;
            count = reader.quantity(node, at);
        }
    });
    if !has_count {
        reader.fault(
            "missing-key",
            at,
            Message::new("activity-without-count").text("name", &*name),
        );
    }
    Some(Activity { name: name.into(), count: count?, since, note })
}

fn sections(
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) -> Vec<Section> {
    let mut sections = Vec::new();
    reader.groups(field, node, at, &mut |reader, map, at| {
        let mut section = Section::default();
        reader.entries(field.fields(), map, at, &mut |reader, field, node, at| match field.path {
            "section.title" => section.title = reader.text(node, at).unwrap_or_default().into(),
            _ => section.goods = reader.texts(node, at),
        });
        sections.push(section);
    });
    sections
}

/// A list of `{role, by}`, a map `整理: 党建工作科`, or `整理：党建工作科` as one text.
fn signoff(
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) -> Vec<Signoff> {
    let mut lines = Vec::new();
    let is_role_map = |map: &Map| !map.iter().any(|(key, _)| is_signoff_key(field, key));
    match node {
        Node::Map(map) if is_role_map(&map) => {
            reader.free_entries(map, at, &mut |reader, role, node, at| {
                lines.push(Signoff { role: role.into(), by: reader.texts(node, at) });
            });
        }
        other => reader.groups(field, other, at, &mut |reader, map, at| {
            lines.push(signoff_line(reader, field, map, at));
        }),
    }
    lines
}

fn is_signoff_key(field: &'static Field, key: &str) -> bool {
    crate::schema::find(field.fields(), key, false).is_some()
}

fn signoff_line(
    reader: &mut Reader<'_>,
    field: &'static Field,
    map: Map,
    at: &Trail<'_>,
) -> Signoff {
    let mut line = Signoff::default();
    reader.entries(field.fields(), map, at, &mut |reader, field, node, at| match field.path {
        "signoff.role" => line.role = reader.text(node, at).unwrap_or_default().into(),
        _ => line.by = reader.texts(node, at),
    });
    if line.by.is_empty()
        && let Some((role, by)) = line.role.split_once(['：', ':'])
    {
        line = Signoff { role: role.trim().into(), by: vec![by.trim().to_owned()] };
    }
    line
}

fn waivers(
    reader: &mut Reader<'_>,
    field: &'static Field,
    node: Node,
    at: &Trail<'_>,
) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    reader.groups(field, node, at, &mut |reader, map, at| {
        let mut waiver = Waiver::default();
        reader.entries(field.fields(), map, at, &mut |reader, field, node, at| match field.path {
            "waive.rule" => waiver.rule = reader.text(node, at).unwrap_or_default().into(),
            _ => waiver.reason = reader.text(node, at).unwrap_or_default().into(),
        });
        if waiver.reason.trim().is_empty() {
            let message = Message::new("waiver-without-reason").text("rule", &*waiver.rule);
            reader.fault("missing-key", at, message);
        }
        waivers.push(waiver);
    });
    waivers
}
