//! What is written beside an example, and what an import made.

use liuhao::diagnostic::Source;
use liuhao::parse::profile::Profile;
use liuhao::parse::{self, Document, Kind};
use liuhao::yaml::{self, Limits, Value};

use crate::support::{Site, repository};

/// A value of an expectation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expected {
    Nothing,
    Text(String),
    List(Vec<Expected>),
    Map(Vec<(String, Expected)>),
}

impl From<Value<'_>> for Expected {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Scalar(text) => Self::Text(text.into_owned()),
            Value::List(list) => {
                Self::List(list.into_iter().map(|node| node.value.into()).collect())
            }
            Value::Map(map) => Self::Map(
                map.into_iter()
                    .map(|one| (one.key.text.into_owned(), one.value.value.into()))
                    .collect(),
            ),
        }
    }
}

impl Expected {
    pub(crate) fn load(path: &str) -> Self {
        let path = repository().join("tests/import").join(path);
        let text = std::fs::read_to_string(path).unwrap();
        let document = yaml::read(&text, 0..text.len(), Limits::default());
        assert!(document.broken.is_empty(), "{:?}", document.broken);
        Value::Map(document.entries).into()
    }

    pub(crate) fn get(&self, key: &str) -> Self {
        match self {
            Self::Map(map) => {
                let found = map.iter().find(|(own, _)| own == key);
                found.map_or(Self::Nothing, |(_, value)| value.clone())
            }
            _ => Self::Nothing,
        }
    }

    pub(crate) fn is_there(&self) -> bool {
        *self != Self::Nothing
    }

    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            _ => String::new(),
        }
    }

    pub(crate) fn list(&self) -> Vec<Self> {
        match self {
            Self::List(list) => list.clone(),
            _ => Vec::new(),
        }
    }

    pub(crate) fn texts(&self) -> Vec<String> {
        self.list().iter().map(Self::text).collect()
    }

    pub(crate) fn entries(&self) -> Vec<(String, String)> {
        match self {
            Self::Map(map) => map.iter().map(|(key, value)| (key.clone(), value.text())).collect(),
            _ => Vec::new(),
        }
    }
}

/// What an import wrote and said.
pub(crate) struct Made {
    pub(crate) markdown: String,
    pub(crate) report: String,
    pub(crate) photos: usize,
    pub(crate) profile: Profile,
}

impl Made {
    /// Imports a file of `tests/import` into a new site.
    pub(crate) fn of(file: &str, more: &[&str]) -> Self {
        let site = Site::new();
        let folder = repository().join("tests/import");
        let path = folder.join(file);
        let call = ["import", path.to_str().unwrap(), "--to", "content/branches/a"];
        let run = site.run(&[&call, more].concat());
        run.exits(0);
        let report = format!("{}{}", run.out, run.err);
        let single = site.path("content/branches/a.md");
        let inside = site.path("content/branches/a");
        let (text, photos) = if single.exists() {
            (std::fs::read_to_string(single).unwrap(), 0)
        } else {
            let count = std::fs::read_dir(&inside).unwrap().count();
            (std::fs::read_to_string(inside.join("index.md")).unwrap(), count - 1)
        };
        site.run(&["check", "--drafts", "--today", "2026-01-01"]).exits(0);
        let profile = profile(&text);
        Self { markdown: text, report, photos, profile }
    }

    /// The Markdown below the front matter.
    pub(crate) fn body(&self) -> &str {
        self.markdown.splitn(3, "---\n").nth(2).unwrap()
    }

    /// Headings with their levels.
    pub(crate) fn headings(&self) -> Vec<(usize, String)> {
        let lines = self.body().lines().filter(|line| line.starts_with('#'));
        lines
            .map(|line| {
                let text = line.trim_start_matches('#');
                (line.len() - text.len(), plain(text.trim()))
            })
            .collect()
    }

    /// Paragraphs without markup.
    pub(crate) fn paragraphs(&self) -> Vec<String> {
        let is_text = |block: &&str| {
            !block.starts_with(['#', '!', '|', '-'])
                && !block.starts_with("[^")
                && !block.starts_with("1.")
        };
        let blocks = self.body().split("\n\n").map(str::trim).filter(|block| !block.is_empty());
        blocks.filter(is_text).map(plain).collect()
    }
}

/// The facts of a profile.
pub(crate) fn profile(text: &str) -> Profile {
    let source = Source::decode("content/branches/a.md".into(), text.as_bytes());
    let parsed = parse::parse(Kind::Story, "a".into(), &source, parse::body::Settings::default());
    let Some(Document::Story(story)) = parsed.document else { panic!("no story in {text}") };
    story.profile.clone()
}

/// Markdown without bold, links, marks of notes and escapes.
pub(crate) fn plain(markdown: &str) -> String {
    let mut text = markdown.replace("**", "");
    while let Some(at) = text.find("[^") {
        let end = text[at..].find(']').unwrap() + at + 1;
        text.replace_range(at..end, "");
    }
    while let Some(at) = text.find("](<") {
        let end = text[at..].find(">)").unwrap() + at + 2;
        text.replace_range(at..end, "");
        let open = text[..at].rfind('[').unwrap();
        text.remove(open);
    }
    text.replace('\\', "")
}

/// A text with some words and without others.
#[track_caller]
pub(crate) fn holds(text: &str, wanted: &[&str], absent: &[&str]) {
    for one in wanted {
        assert!(text.contains(one), "no {one} in {text}");
    }
    for one in absent {
        assert!(!text.contains(one), "{one} in {text}");
    }
}
