//! Splits a file, reads the keys of its kind and the body below them.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Source, Split};
use crate::locale::Message;
use crate::parse::body::{self, Body, Settings};
use crate::parse::profile::keys::{PAGE, PROFILE, SERIES};
use crate::parse::profile::{self, Profile};
use crate::parse::{Document, Kind, Page, Parsed, Series, Story};
use crate::schema::{self, Reader, Trail};
use crate::yaml::Node;

type Map = Vec<(String, Node)>;

pub(super) fn parse(kind: Kind, slug: Box<str>, source: &Source, settings: Settings) -> Parsed {
    let mut diagnostics: Vec<_> = schema::encoding(source).into_iter().collect();
    let (yaml, at) = match source.split() {
        Split::Found { yaml, body } => (yaml, body),
        other => {
            diagnostics.push(no_front_matter(source, &other));
            return Parsed { diagnostics, ..Parsed::default() };
        }
    };
    let (map, faults) = schema::read_map(source, yaml.clone());
    diagnostics.extend(faults);
    let parsed = body::parse(&source.file, &source.text[at..], at, settings);
    diagnostics.extend(parsed.diagnostics);
    let (body, opening, prose) = (parsed.body, parsed.opening, parsed.prose);
    let Some(map) = map else { return Parsed { document: None, prose, diagnostics } };
    let mut reader = Reader::new(source, yaml);
    let document = match kind {
        Kind::Story => {
            let states_date = map.iter().any(|(key, node)| is_date(key) && *node != Node::Null);
            let profile = profile::read(&mut reader, map);
            require(&mut reader, &profile, states_date);
            let summary = match &profile.summary {
                Some(summary) => summary.clone(),
                None => body::shorten(&opening, settings.summary_length).into(),
            };
            let file = source.file.clone();
            Document::Story(Arc::new(Story { file, slug, profile, body, summary }))
        }
        Kind::Series => Document::Series(Box::new(series(&mut reader, source, slug, map, body))),
        Kind::Page => Document::Page(Box::new(page(&mut reader, source, slug, map, body))),
    };
    diagnostics.extend(reader.into_diagnostics());
    Parsed { document: Some(document), prose, diagnostics }
}

fn no_front_matter(source: &Source, split: &Split) -> Diagnostic {
    let first = source.text.lines().next().unwrap_or_default().trim_end().len();
    let place = Place::span(&source.file, 0..first);
    let (rule, message, help) = match split {
        Split::Unclosed { .. } => {
            ("front-matter-unclosed", "front-matter-unclosed", "front-matter-unclosed-help")
        }
        _ if source.text.trim().is_empty() => {
            ("front-matter-missing", "file-empty", "front-matter-missing-help")
        }
        _ => ("front-matter-missing", "front-matter-missing", "front-matter-missing-help"),
    };
    Diagnostic::error(rule, place, Message::new(message)).with_help(Message::new(help))
}

fn is_date(key: &str) -> bool {
    schema::find(PROFILE, key, true).is_some_and(|field| field.path == "date")
}

/// What no profile can be without. A date that is stated but wrong has its own fault.
fn require(reader: &mut Reader<'_>, profile: &Profile, states_date: bool) {
    if profile.title.is_none() && profile.branch.name.is_none() {
        reader.fault("missing-key", &Trail::TOP, Message::new("missing-title"));
    }
    if !states_date && !profile.is_draft {
        reader.fault("missing-key", &Trail::TOP, Message::new("missing-date"));
    }
}

fn series(
    reader: &mut Reader<'_>,
    source: &Source,
    slug: Box<str>,
    map: Map,
    body: Body,
) -> Series {
    let mut series = Series { file: source.file.clone(), slug, body, ..Series::default() };
    reader.entries(SERIES, map, &Trail::TOP, &mut |reader, field, node, at| match field.path {
        "title" => series.title = reader.text(node, at).unwrap_or_default(),
        "date" => series.date = reader.day(node, at),
        "order" => series.order = reader.count(node, at),
        _ => series.summary = reader.text(node, at),
    });
    require_title(reader, &series.title);
    series
}

fn page(reader: &mut Reader<'_>, source: &Source, slug: Box<str>, map: Map, body: Body) -> Page {
    let mut page = Page { file: source.file.clone(), slug, body, ..Page::default() };
    reader.entries(PAGE, map, &Trail::TOP, &mut |reader, field, node, at| match field.path {
        "title" => page.title = reader.text(node, at).unwrap_or_default(),
        "date" => page.date = reader.day(node, at),
        "draft" => page.is_draft = reader.flag(node, at).unwrap_or(false),
        "summary" => page.summary = reader.text(node, at),
        _ => page.aliases = reader.texts(node, at),
    });
    require_title(reader, &page.title);
    page
}

fn require_title(reader: &mut Reader<'_>, title: &str) {
    if title.trim().is_empty() {
        reader.fault("missing-key", &Trail::TOP, Message::new("missing-page-title"));
    }
}
