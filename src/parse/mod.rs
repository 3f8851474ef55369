//! From one file to one typed document.
//!
//! Entry point: [`parse`]. A document keeps facts and a tree of its body, not the file's text: a site of 100,000
//! stories must fit into memory once, not twice. Whoever needs the text again for a report reads
//! the file again. No document knows another; that is `site/`'s matter.

pub mod body;
mod front_matter;
pub mod profile;

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::config::{Section, Term};
use crate::diagnostic::{Diagnostic, Source, Split};
use crate::parse::body::{Body, Prose, Settings};
use crate::parse::profile::Profile;
use crate::schema::{Fields, Worded};

/// Markdown files longer than this, in bytes, are refused: no story has a million characters.
pub const MAX_TEXT: u64 = 4 * 1024 * 1024;

/// What a file in `content/` is, told by where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `content/branches/**`: the profile and story of a branch.
    Story,
    /// `content/series/*`: the preface of a series.
    Series,
    /// `content/*.md`, `content/pages/*`: a free page.
    Page,
    /// An article of the declared section with this folder: `content/notices/**`.
    Article(&'static Section),
}

/// A parsed file.
#[derive(Debug, Clone)]
pub enum Document {
    /// A branch. Shared, because two sites that differ in one story share all others.
    Story(Arc<Story>),
    /// A series.
    Series(Box<Series>),
    /// A free page.
    Page(Box<Page>),
    /// An article of a section.
    Article(Arc<Article>),
}

impl Document {
    /// Path relative to the site's root.
    pub fn file(&self) -> &Arc<str> {
        match self {
            Self::Story(story) => &story.file,
            Self::Series(series) => &series.file,
            Self::Page(page) => &page.file,
            Self::Article(article) => &article.page.file,
        }
    }

    /// Its text.
    pub fn body(&self) -> &Body {
        match self {
            Self::Story(story) => &story.body,
            Self::Series(series) => &series.body,
            Self::Page(page) => &page.body,
            Self::Article(article) => &article.page.body,
        }
    }

    /// Its text, while nobody else holds the document.
    pub fn body_mut(&mut self) -> Option<&mut Body> {
        match self {
            Self::Story(story) => Arc::get_mut(story).map(|story| &mut story.body),
            Self::Series(series) => Some(&mut series.body),
            Self::Page(page) => Some(&mut page.body),
            Self::Article(article) => Arc::get_mut(article).map(|one| &mut one.page.body),
        }
    }
}

/// The profile and story of one branch.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Path relative to the site's root.
    pub file: Arc<str>,
    /// File stem, NFC: what the address is made of.
    pub slug: Box<str>,
    /// Its facts.
    pub profile: Profile,
    /// Its text.
    pub body: Body,
    /// Its summary: the editor's own, or the first sentences.
    pub summary: Box<str>,
}

impl Story {
    /// The title, or the name of the branch where there is none.
    pub fn title(&self) -> &str {
        let title = self.profile.title.as_deref();
        title.or(self.profile.branch.name.as_deref()).unwrap_or_default()
    }

    /// The name of the branch, or the title where there is none.
    pub fn branch_name(&self) -> &str {
        self.profile.branch.name.as_deref().unwrap_or_else(|| self.title())
    }
}

/// The preface of a series.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Path relative to the site's root.
    #[serde(skip)]
    pub file: Arc<str>,
    /// File stem, NFC.
    #[serde(skip)]
    pub slug: Box<str>,
    /// Its title.
    pub title: String,
    /// When it was published.
    pub date: Option<Date>,
    /// Its place among the series.
    pub order: Option<u32>,
    /// One sentence about it.
    pub summary: Option<String>,
    /// The preface.
    #[serde(skip)]
    pub body: Body,
}

/// A free page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Path relative to the site's root.
    #[serde(skip)]
    pub file: Arc<str>,
    /// File stem, NFC.
    #[serde(skip)]
    pub slug: Box<str>,
    /// Its title.
    pub title: String,
    /// When it was written.
    pub date: Option<Date>,
    /// Kept back until the editor is done.
    pub is_draft: bool,
    /// One sentence about it.
    pub summary: Option<String>,
    /// Former addresses, as written.
    pub aliases: Vec<String>,
    /// Its text.
    #[serde(skip)]
    pub body: Body,
}

/// An article of a section: a page of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Where it belongs.
    pub section: &'static Section,
    /// Its title, day, summary and text.
    pub page: Page,
    /// The first day on which it is no longer published.
    pub expires: Option<Date>,
    /// Its summary: the editor's own, or the first sentences.
    pub summary: Box<str>,
}

/// What came of one file.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The document; with errors among the faults there may be none.
    pub document: Option<Document>,
    /// Its text as the rules read it; not kept.
    pub prose: Prose,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether a text is a story that lies where files of another kind belong: where `place` says, or none at all. It
/// states several facts that such a file has no keys for.
pub fn is_misplaced_story(source: &Source, place: Option<Kind>) -> bool {
    front_matter::is_misplaced_story(source, place)
}

/// The body of a text that was read before, without all else that is in it.
pub fn body_of(source: &Source, settings: Settings) -> Body {
    match source.split() {
        Split::Found { body, .. } => {
            body::parse(&source.file, &source.text[body..], body, settings).body
        }
        Split::Absent | Split::Unclosed { .. } => Body::default(),
    }
}

/// What reading a file depends on of its office.
#[derive(Debug, Clone, Copy, Default)]
pub struct Office<'o> {
    /// How it calls its levels of honour.
    pub levels: &'o [Term],
    /// The keys of its profiles.
    pub table: profile::Table,
}

/// The keys that a file of a kind may have.
pub fn table(kind: Kind, profile: profile::Table) -> Fields {
    front_matter::table(kind, profile)
}

/// The values of a file that are read as sentences or names, by the keys of `table`.
pub fn worded(source: &Source, table: Fields) -> Vec<Worded> {
    front_matter::worded(source, table)
}

/// Parses one file of an office that decided nothing of its own. `slug` is its name in addresses.
pub fn parse(kind: Kind, slug: Box<str>, source: &Source, settings: Settings) -> Parsed {
    parse_for(Office::default(), kind, slug, source, settings)
}

/// Parses one file of `office`.
pub fn parse_for(
    office: Office<'_>,
    kind: Kind,
    slug: Box<str>,
    source: &Source,
    settings: Settings,
) -> Parsed {
    front_matter::parse(kind, slug, source, settings, office)
}
