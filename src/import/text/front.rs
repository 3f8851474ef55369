//! The head of a Markdown file: a profile of ours is taken over fact by fact, of another file title, day and writer.
//!
//! Entry points: [`split`], [`take`].

use crate::date::{self, PartialDate};
use crate::diagnostic::{Source, Split};
use crate::import::manuscript::{Cell, Line, Manuscript, Part};
use crate::import::report::Note;
use crate::import::shape::blanks::tidy_text;
use crate::locale::Message;
use crate::parse::profile::keys::{self, PROFILE};
use crate::parse::profile::{Honour, Profile};
use crate::parse::{self, Document, Kind, body};
use crate::render::facts::{AGES, REST};
use crate::schema::{self, typed::Typed};
use crate::yaml::{self, Value};
use std::ops::Range;

/// Keys of a profile that are taken over; a draft is made anew.
const TAKEN: [&str; 12] = [
    "title",
    "date",
    "draft",
    "summary",
    "tags",
    "as_of",
    "branch",
    "members",
    "honours",
    "mechanisms",
    "activities",
    "signoff",
];
/// A longer key is a sentence, in characters.
const LONGEST_KEY: usize = 20;

/// The head of a text.
pub(super) struct Head {
    source: Source,
    yaml: Range<usize>,
}

/// The head of a text and the text below; `None` where it has none. Lines of dashes part paragraphs, too: what stands between
/// them is a head where all of it is keys.
pub(super) fn split(text: &str) -> Option<(Head, &str)> {
    let text = text.trim_start_matches('\u{feff}');
    let source = Source::decode("".into(), text.as_bytes());
    let Split::Found { yaml, body } = source.split() else { return None };
    let is_opened = !text[..yaml.start].trim().is_empty();
    let head = Head { source, yaml };
    let is_key = |key: &str| key.chars().count() <= LONGEST_KEY && !key.contains(['。', '，']);
    let is_head = head.read(|read| {
        let keys = || read.entries.iter().map(|entry| &*entry.key.text);
        read.broken.is_empty() && keys().next().is_some() && keys().all(is_key)
    });
    (is_opened && is_head).then(|| (head, &text[body..]))
}

impl Head {
    /// The entries as they were meant: a profile may be typed in full width.
    fn read<T>(&self, of: impl FnOnce(&yaml::Document<'_>) -> T) -> T {
        let typed = Typed::of(&self.source, self.yaml.clone(), &PROFILE);
        of(&yaml::read(&typed.source().text, typed.yaml(), yaml::Limits::default()))
    }
}

/// Takes over what a head says.
pub(super) fn take(head: &Head, manuscript: &mut Manuscript) {
    let mut rest = head.read(|document| take_entries(head, document, manuscript));
    // Questions and remarks stand behind a hash.
    let lines = head.source.text[head.yaml.clone()].lines();
    let remarks = lines.filter_map(|line| line.trim().strip_prefix('#')).map(str::trim);
    rest.extend(remarks.filter(|line| !line.starts_with("由 liuhao import")).map(str::to_owned));
    if !rest.is_empty() {
        let message = Message::new("import-head-keys").text("text", rest.join("；"));
        manuscript.notes.push(Note::new(message));
    }
}

/// Gives what is told in words alone.
fn take_entries(
    head: &Head,
    document: &yaml::Document<'_>,
    manuscript: &mut Manuscript,
) -> Vec<String> {
    // `党员总数` and `total` of `members` are both of the group `members`.
    let group = |key: &str| {
        let field = schema::find(&PROFILE, key, true)?;
        field.path.split('.').next()
    };
    let groups = || document.entries.iter().filter_map(|entry| group(&entry.key.text));
    let is_profile = groups().any(|group| ["branch", "members"].contains(&group));
    let known = profile(&head.source).filter(|_| is_profile);
    if let Some(profile) = &known {
        take_profile(profile, manuscript);
    }
    let mut rest = Vec::new();
    for entry in &document.entries {
        let value = words(&entry.value.value);
        let key = entry.key.text.to_ascii_lowercase();
        let meta = &mut manuscript.meta;
        match (group(&key), key.as_str()) {
            _ if value.is_empty() => {}
            (Some(group), _) if known.is_some() && TAKEN.contains(&group) => {}
            _ if known.is_some() => rest.push(format!("{key}: {value}")),
            (Some("title"), _) => meta.title = Some(value),
            (_, "author" | "作者") => meta.author = Some(value),
            (Some("date"), _) if day(&value).is_some() => meta.date = day(&value),
            _ => rest.push(format!("{key}: {value}")),
        }
    }
    rest
}

/// A day, as people and other programs write it: 2024-03-18T08:30:00.
fn day(text: &str) -> Option<jiff::civil::Date> {
    date::parse_typed(text).ok().and_then(PartialDate::full)
}

/// All words of a value, on one line.
fn words(value: &Value<'_>) -> String {
    let all = |parts: Vec<String>| parts.join("、");
    match value {
        Value::Null => String::new(),
        Value::Scalar(text) => tidy_text(text),
        Value::List(nodes) => all(nodes.iter().map(|node| words(&node.value)).collect()),
        Value::Map(entries) => {
            let entry =
                |one: &yaml::Entry<'_>| format!("{} {}", one.key.text, words(&one.value.value));
            all(entries.iter().map(entry).collect())
        }
    }
}

fn profile(source: &Source) -> Option<Profile> {
    let parsed = parse::parse(Kind::Story, "".into(), source, body::Settings::default());
    match parsed.document {
        Some(Document::Story(story)) => Some(story.profile.clone()),
        Some(_) | None => None,
    }
}

/// The facts of a profile as the rows of a card, which are read like those of an article of ours.
fn take_profile(profile: &Profile, manuscript: &mut Manuscript) {
    manuscript.meta.title = profile.title.as_deref().map(str::to_owned);
    manuscript.meta.date = profile.date;
    manuscript.meta.summary = profile.summary.as_deref().map(str::to_owned);
    manuscript.meta.tags.clone_from(&profile.tags);
    let bare = profile.honours.iter().filter(|one| is_bare(one));
    manuscript.meta.honours = bare.map(|one| one.title.to_string()).collect();
    let cell = |text: &str| Cell { lines: vec![Line::plain(text)], ..Cell::default() };
    let rows = rows(profile);
    if !rows.is_empty() {
        let rows = rows.iter().map(|(label, value)| vec![cell(label), cell(value)]);
        manuscript.parts.insert(0, Part::Table(rows.collect()));
    }
    for line in &profile.signoff {
        let day = line.date.map(|date| format!(" {}", date.to_chinese())).unwrap_or_default();
        let by = format!("{}{day}", line.by.join("、"));
        let text = if line.role.is_empty() {
            format!("（{by}）")
        } else {
            format!("{}：{by}", line.role)
        };
        manuscript.parts.push(Part::Line(Line::plain(text)));
    }
}

/// Labels and values of a card.
fn rows(profile: &Profile) -> Vec<(&'static str, String)> {
    let Profile { branch, members, .. } = profile;
    let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
    let mut rows = vec![
        ("支部名称", text(&branch.name)),
        ("所属单位", text(&branch.unit)),
        ("县区", text(&branch.county)),
        ("成立时间", branch.founded.map(PartialDate::to_chinese).unwrap_or_default()),
    ];
    rows.extend(branch.former_names.iter().map(|one| {
        let until = one.until.map(|until| format!("至{}", until.to_chinese()));
        let parts = [until, one.reason.as_deref().map(str::to_owned)];
        ("曾用名", format!("{}{}", one.name, aside(parts)))
    }));
    for count in members.counts() {
        let label = keys::chinese_name(count.path).unwrap_or(count.path);
        rows.push((label, count.value.map(|value| value.text().to_owned()).unwrap_or_default()));
    }
    rows.extend(
        members.age_bands.iter().map(|band| (AGES, format!("{} {}名", band.label, band.count))),
    );
    if members.bands_are_partial && !members.age_bands.is_empty() {
        rows.push((AGES, REST.to_owned()));
    }
    rows.extend(profile.honours.iter().filter(|one| !is_bare(one)).map(|one| {
        let years = one.years.map(|(first, last)| {
            if first == last { format!("{first}年度") } else { format!("{first}—{last}年度") }
        });
        let level = one.level.as_deref().map(str::to_owned);
        let (batch, by) =
            (one.batch.as_deref().map(str::to_owned), one.by.as_deref().map(str::to_owned));
        ("所获荣誉", format!("{}{}", one.title, aside([level, years, batch, by])))
    }));
    rows.extend(profile.activities.iter().map(|one| {
        let parts =
            [one.since.as_deref().map(str::to_owned), one.note.as_deref().map(str::to_owned)];
        ("主要活动", format!("{} {}{}", one.name, one.count.text(), aside(parts)))
    }));
    rows.extend(profile.mechanisms.iter().map(|name| ("工作机制", name.clone())));
    rows.push(("数据截至", profile.as_of.map(PartialDate::to_chinese).unwrap_or_default()));
    rows.retain(|(_, value)| !value.is_empty());
    rows
}

/// Whether an honour has a title and nothing else: a row of a form with as little may be any sentence.
fn is_bare(one: &Honour) -> bool {
    one.level.is_none() && one.years.is_none() && one.batch.is_none() && one.by.is_none()
}

/// What stands behind a value in brackets, or nothing.
fn aside<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("（{}）", parts.join("，")) }
}
