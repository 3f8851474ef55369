//! Splits a file, reads the keys of its kind and the body below them.

use std::sync::Arc;

use crate::config::{Section, Term};
use crate::diagnostic::{Diagnostic, Place, Source, Split};
use crate::locale::Message;
use crate::parse::body::{self, Settings};
use crate::parse::profile::keys::{ARTICLE, PAGE, PROFILE, SERIES};
use crate::parse::profile::{self, Profile};
use crate::parse::{Article, Document, Kind, Office, Page, Parsed, Series, Story};
use crate::schema::typed::{self, Typed};
use crate::schema::{self, Fields, Map, Reader, Worded};
use crate::yaml::Entry;

pub(super) fn parse(
    kind: Kind,
    slug: Box<str>,
    source: &Source,
    settings: Settings,
    office: Office<'_>,
) -> Parsed {
    let mut diagnostics: Vec<_> = schema::encoding(source).into_iter().collect();
    let (yaml, at) = match source.split() {
        Split::Found { yaml, body } => (yaml, body),
        other => {
            diagnostics.push(no_front_matter(source, &other, table(kind, office.table)));
            return Parsed { diagnostics, ..Parsed::default() };
        }
    };
    let typed = Typed::of(source, yaml, table(kind, office.table));
    let map = schema::read_map(typed.source(), typed.yaml());
    let parsed = body::parse(&source.file, &source.text[at..], at, settings);
    diagnostics.extend(parsed.diagnostics);
    let (body, prose) = (parsed.body, parsed.prose);
    let levels = words(office.levels);
    let mut reader = Reader::new(typed.source()).with_openings(&levels);
    let file = source.file.clone();
    let document = match kind {
        Kind::Story => {
            let profile = profile::read(&mut reader, office.table, &map.entries);
            require(&mut reader, &profile, &map);
            let summary = profile.summary.clone().unwrap_or_else(|| {
                let branch = &profile.branch;
                let former = branch.former_names.iter().map(|former| &*former.name);
                let names: Vec<&str> = branch.name.as_deref().into_iter().chain(former).collect();
                body.summary_of(&names, settings.summary_length).into()
            });
            Document::Story(Arc::new(Story { file, slug, profile, body, summary }))
        }
        Kind::Series => {
            let mut series = Series { file, slug, body, ..Series::default() };
            reader.top(&SERIES, map.entries.iter(), &mut series);
            require_title(&mut reader, &series.title, &SERIES, &map);
            Document::Series(Box::new(series))
        }
        Kind::Page => {
            let mut page = Page { file, slug, body, ..Page::default() };
            reader.top(&PAGE, map.entries.iter(), &mut page);
            require_title(&mut reader, &page.title, &PAGE, &map);
            Document::Page(Box::new(page))
        }
        Kind::Article(section) => {
            let page = Page { file, slug, body, ..Page::default() };
            Document::Article(Arc::new(article(&mut reader, (section, page), &map, settings)))
        }
    };
    let prose = prose.with_worded(worded_in(&typed, &map, table(kind, office.table)));
    // What is missing from half a document says nothing.
    let document = map.is_whole().then_some(document);
    diagnostics.extend(typed::told_fences(source));
    diagnostics.extend(typed.told());
    diagnostics.extend(typed.all_back(map.diagnostics));
    diagnostics.extend(typed.all_back(reader.into_diagnostics()));
    Parsed { document, prose, diagnostics }
}

/// The worded values of a text, as bytes of its file.
fn worded_in(typed: &Typed<'_>, map: &Map<'_>, table: Fields) -> Vec<Worded> {
    let mut all = schema::worded(table, &map.entries);
    for one in &mut all {
        one.range = typed.range_back(&one.range);
    }
    all
}

/// The same of a file, by the keys of `table`.
pub(super) fn worded(source: &Source, table: Fields) -> Vec<Worded> {
    let Split::Found { yaml, .. } = source.split() else { return Vec::new() };
    let typed = Typed::of(source, yaml, table);
    let map = schema::read_map(typed.source(), typed.yaml());
    worded_in(&typed, &map, table)
}

fn article(
    reader: &mut Reader<'_>,
    (section, page): (&'static Section, Page),
    map: &Map<'_>,
    settings: Settings,
) -> Article {
    let mut article = Article { section, page, expires: None, summary: "".into() };
    reader.top(&ARTICLE, map.entries.iter(), &mut article);
    require_title(reader, &article.page.title, &ARTICLE, map);
    if !article.page.is_draft {
        require_date(reader, &ARTICLE, map);
    }
    article.summary = match article.page.summary.take() {
        Some(own) => own.into(),
        None => article.page.body.summary_of(&[], settings.summary_length).into(),
    };
    article
}

pub(super) fn table(kind: Kind, profile: profile::Table) -> Fields {
    match kind {
        Kind::Story => profile.fields(),
        Kind::Series => &SERIES,
        Kind::Page => &PAGE,
        Kind::Article(_) => &ARTICLE,
    }
}

/// Lines of dashes that may begin the facts of a text.
const MARKS: usize = 20;

/// Keys of a story by which a text that lies elsewhere is known as one.
const TELLING: usize = 2;

pub(super) fn is_misplaced_story(source: &Source, place: Option<Kind>) -> bool {
    let Split::Found { yaml, .. } = source.split() else { return false };
    let typed = Typed::of(source, yaml, &PROFILE);
    let map = schema::read_map(typed.source(), typed.yaml());
    let here = place.map_or(&schema::NONE as Fields, |kind| table(kind, profile::Table::default()));
    let is_telling = |entry: &&Entry<'_>| {
        let has = |table| schema::find(table, &entry.key.text, true).is_some();
        has(&PROFILE) && !has(here)
    };
    // The branch alone says it, too.
    let is_branch = |entry: &&Entry<'_>| ["支部名称", "支部", "branch"].contains(&&*entry.key.text);
    let telling = map.entries.iter().filter(is_telling);
    telling.map(|entry| if is_branch(&entry) { TELLING } else { 1 }).sum::<usize>() >= TELLING
}

/// How the office writes its levels in front of an honour, the longest first. Of its short forms only
/// those that end like a level: 市 is the beginning of 市场.
fn words(levels: &[Term]) -> Vec<&str> {
    let aliases = levels.iter().flat_map(|level| &level.aliases).filter(|one| one.ends_with('级'));
    let names = levels.iter().map(|level| &level.name).filter(|one| one.chars().count() > 1);
    let mut words: Vec<&str> = names.chain(aliases).map(String::as_str).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

fn no_front_matter(source: &Source, split: &Split, table: Fields) -> Diagnostic {
    let (line, rule, message, help) = match split {
        Split::Unclosed { start } => {
            let (line, help) = unclosed(&source.text, *start);
            (line, "front-matter-unclosed", "front-matter-unclosed", help)
        }
        Split::Absent | Split::Found { .. } if source.text.trim().is_empty() => {
            (0, "front-matter-missing", "file-empty", "front-matter-missing-help")
        }
        // What a stick that was pulled out or a program of sync leaves: the length of the text without the text.
        Split::Absent | Split::Found { .. }
            if source.text.trim_matches(|c: char| c == '\0' || c.is_whitespace()).is_empty() =>
        {
            (0, "front-matter-missing", "file-zero", "file-zero-help")
        }
        Split::Absent | Split::Found { .. } => {
            let (line, message, help) = instead(&source.text, table);
            (line, "front-matter-missing", message, help)
        }
    };
    let end = source.text[line..].lines().next().unwrap_or_default().trim_end().len();
    let place = Place::span(&source.file, line..line + end);
    Diagnostic::error(rule, place, Message::new(message)).with_help(Message::new(help))
}

/// Where the facts of a text end that no line of dashes ends, as far as that is seen, and how it is mended: at dashes with
/// words beside them, else at the first line without a key.
fn unclosed(text: &str, start: usize) -> (usize, &'static str) {
    let lines = || {
        let begin = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
        text[start..].lines().map(move |line| (begin(line), line))
    };
    let is_glued = |line: &str| {
        let bare = line.trim();
        ["---", "———", "－－－"]
            .iter()
            .any(|dashes| bare.starts_with(dashes) || bare.ends_with(dashes))
    };
    if let Some((at, _)) = lines().find(|(_, line)| is_glued(line)) {
        return (at, "front-matter-glued-help");
    }
    let is_prose = |line: &str| {
        line.contains('。') && !line.starts_with([' ', '-']) && !line.contains([':', '：'])
    };
    let at = lines().find(|(_, line)| is_prose(line)).map_or(0, |(at, _)| at);
    (at, if at > 0 { "front-matter-unclosed-here-help" } else { "front-matter-unclosed-help" })
}

/// What stands where the facts should: where it begins, what is told of it and how it is mended.
fn instead(text: &str, table: Fields) -> (usize, &'static str, &'static str) {
    let begin = text.len() - text.trim_start().len();
    let words = &text[begin..];
    let is_known = |line: &str| {
        let key = line.split([':', '：', '=']).next().unwrap_or_default();
        key.len() < line.len() && schema::find(table, key.trim(), true).is_some()
    };
    let opening: String = words.chars().take(9).collect::<String>().to_ascii_lowercase();
    if opening.starts_with("<!doctype") || opening.starts_with("<html") {
        return (begin, "front-matter-html", "front-matter-html-help");
    }
    if words.starts_with("+++") {
        return (begin, "front-matter-toml", "front-matter-foreign-help");
    }
    if words.starts_with('{') {
        return (begin, "front-matter-json", "front-matter-foreign-help");
    }
    let has_fence = words.contains("\n---");
    if words.starts_with("```") && has_fence {
        return (begin, "front-matter-in-code", "front-matter-in-code-help");
    }
    if words.starts_with("```") || words.starts_with("~~~") {
        return (begin, "front-matter-code-fences", "front-matter-code-fences-help");
    }
    if words.lines().take(TELLING).filter(|line| is_known(line)).count() == TELLING {
        return (begin, "front-matter-bare", "front-matter-bare-help");
    }
    let fences = text.match_indices("\n---").map(|(at, _)| at + 1);
    let late = fences.take(MARKS).find(|at| text[*at..].lines().nth(1).is_some_and(is_known));
    late.map_or((begin, "front-matter-missing", "front-matter-missing-help"), |at| {
        (at, "front-matter-late", "front-matter-late-help")
    })
}

/// What no profile can be without. A value that is stated but wrong has its own fault.
fn require(reader: &mut Reader<'_>, profile: &Profile, map: &Map<'_>) {
    let may_hold = |keys: &[&str]| keys.iter().any(|key| may_hold(map, &PROFILE, key));
    let has_title = profile.title.is_some() || profile.branch.name.is_some();
    if !has_title && !may_hold(&["title", "branch", "支部名称"]) {
        let message = Message::new("missing-title")
            .text("title", reader.spoken("标题", "title"))
            .text("name", reader.spoken("支部名称", "branch.name"));
        reader.fault_of("missing-key", map.first_line(), message);
    }
    if !profile.is_draft {
        require_date(reader, &PROFILE, map);
    }
}

/// What is published has its day.
fn require_date(reader: &mut Reader<'_>, table: Fields, map: &Map<'_>) {
    let is_date = |entry: &Entry<'_>| {
        let field = schema::find(table, &entry.key.text, true);
        field.is_some_and(|field| field.path == "date") && !entry.value.is_null()
    };
    let may_state = ["date", "draft"].into_iter().any(|key| may_hold(map, table, key));
    if !may_state && !map.entries.iter().any(is_date) {
        let message = Message::new("missing-date")
            .text("date", reader.spoken("日期: 2024-03-18", "date: 2024-03-18"))
            .text("draft", reader.spoken("草稿: 是", "draft: true"));
        reader.fault_of("missing-key", map.first_line(), message);
    }
}

fn may_hold(map: &Map<'_>, table: Fields, key: &str) -> bool {
    schema::find(table, key, true).is_some_and(|field| map.may_hold(field))
}

fn require_title(reader: &mut Reader<'_>, title: &str, table: Fields, map: &Map<'_>) {
    if title.trim().is_empty() && !may_hold(map, table, "title") {
        let key = reader.spoken("标题", "title");
        let message = Message::new("missing-page-title").text("title", key);
        reader.fault_of("missing-key", map.first_line(), message);
    }
}
