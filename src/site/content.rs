//! What was collected of a site, before anything has an address.
//!
//! Entry point: [`Content`], which `collect.rs` makes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{Config, Section};
use crate::diagnostic::Place;
use crate::discover::Asset;
use crate::parse::body::Body;
use crate::parse::{Article, Page, Series, Story};
use crate::picture::Picture;
use crate::site::county_map::CountyMap;
use crate::site::id::{AliasId, ArticleId, AssetId, FreePageId, SectionId, SeriesId, StoryId};
use crate::site::kept_back::KeptBack;
use crate::site::pictures::Pictures;
use crate::site::statistics::Statistics;
use crate::site::taxonomy::Taxonomies;

/// What was collected: everything of a site but its addresses.
#[derive(Debug)]
pub struct Content {
    /// What the office decided.
    pub config: Config,
    /// Published stories, newest first.
    pub stories: Vec<Arc<Story>>,
    /// Series in their order, with their stories.
    pub series: Vec<SeriesList>,
    /// Free pages by address.
    pub pages: Vec<Page>,
    /// Declared sections in their order, with their articles.
    pub sections: Vec<SectionList>,
    /// All that a search finds, the oldest first.
    pub searched: Vec<Searched>,
    /// County, honour level, year, tag.
    pub taxonomies: Taxonomies,
    /// Sums over all stories.
    pub statistics: Statistics,
    /// Files that are no texts.
    pub assets: Vec<Asset>,
    /// Which of them are pictures.
    pub pictures: Pictures,
    /// What the texts among them name.
    pub(super) names: BTreeMap<AssetId, Vec<Box<str>>>,
    /// What the site's own theme names.
    pub(super) theme_names: Vec<Box<str>>,
    /// The map of the counties, where the office has one.
    pub map: Option<CountyMap>,
    /// What is not published yet, or no longer.
    pub kept: Kept,
    /// Former addresses and where they lead now.
    pub aliases: Vec<Alias>,
    /// Former addresses that only the host can answer.
    pub redirects: Vec<Redirect>,
    /// The series and the place in it, by story.
    pub(super) places: Vec<Option<(SeriesId, u32)>>,
}

/// What is not published, though it was read.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// Stories, and why.
    pub stories: Vec<(Arc<Story>, KeptBack)>,
    /// Free pages that are drafts.
    pub pages: Vec<Page>,
    /// Articles, and why.
    pub articles: Vec<(Arc<Article>, KeptBack)>,
}

/// A section and its articles.
#[derive(Debug, Clone)]
pub struct SectionList {
    /// What the office declares.
    pub section: &'static Section,
    /// Its articles, newest first.
    pub articles: Vec<Arc<Article>>,
}

/// What a search finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Searched {
    /// A story.
    Story(StoryId),
    /// An article.
    Article(ArticleId),
}

/// What was found out about a file that is no text.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// What it is as a picture.
    pub picture: Option<Picture>,
    /// What may be names of files in it.
    pub names: Vec<Box<str>>,
    /// The map that it is.
    pub map: Option<CountyMap>,
}

/// All files that are no texts.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// Each with what was found out about it.
    pub files: Vec<(Asset, Seen)>,
    /// What may be names of files in the site's own theme.
    pub theme_names: Vec<Box<str>>,
}

/// A series and its stories.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesList {
    /// Title and preface.
    pub series: Series,
    /// Its stories in reading order.
    pub stories: Vec<StoryId>,
}

impl SeriesList {
    /// Whether it is published as one page too. Nobody prints more stories than these at once, and
    /// the page is held in memory as a whole.
    pub fn has_booklet(&self) -> bool {
        (1..=200).contains(&self.stories.len())
    }
}

/// A former address.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// The former address.
    pub address: String,
    /// Where the page is now.
    pub target: String,
    /// Its title.
    pub title: String,
    /// Where the alias stands.
    pub place: Place,
}

/// A former address that no page can answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Redirect {
    /// The path and query, encoded as a browser asks for them, without the leading `/`.
    pub asked: String,
    /// Where the page is now.
    pub target: String,
    /// Where the former address stands.
    pub place: Place,
}

/// The neighbours of a story: in its series, or in the feed where it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Neighbours {
    /// The story before.
    pub previous: Option<StoryId>,
    /// The story after.
    pub next: Option<StoryId>,
}

impl Content {
    /// A story.
    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id.index()]
    }

    /// A series with its stories.
    pub fn list(&self, id: SeriesId) -> &SeriesList {
        &self.series[id.index()]
    }

    /// A free page.
    pub fn page(&self, id: FreePageId) -> &Page {
        &self.pages[id.index()]
    }

    /// A section with its articles.
    pub fn section(&self, id: SectionId) -> &SectionList {
        &self.sections[id.index()]
    }

    /// An article.
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.section(id.section).articles[id.index()]
    }

    /// All published articles, section by section.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.sections.iter().flat_map(|list| list.articles.iter().map(|article| &**article))
    }

    /// A former address.
    pub fn alias(&self, id: AliasId) -> &Alias {
        &self.aliases[id.index()]
    }

    /// A file that is no text.
    pub fn asset(&self, id: AssetId) -> &Asset {
        &self.assets[id.index()]
    }

    /// The series of a story and the story's place in it, from 0.
    pub fn place_in_series(&self, id: StoryId) -> Option<(&SeriesList, usize)> {
        let (series, place) = self.places[id.index()]?;
        Some((self.list(series), place as usize))
    }

    /// The stories before and after.
    pub fn neighbours(&self, id: StoryId) -> Neighbours {
        if let Some((list, place)) = self.place_in_series(id) {
            let at =
                |place: Option<usize>| place.and_then(|place| list.stories.get(place)).copied();
            return Neighbours {
                previous: at(place.checked_sub(1)),
                next: at(place.checked_add(1)),
            };
        }
        // In the feed the newest stands first: the story before it in time comes after it there.
        Neighbours { previous: id.older(self.stories.len()), next: id.newer() }
    }

    /// What may be names of files in the site's own theme and in files that are no texts.
    pub fn names_in_files(&self) -> impl Iterator<Item = &str> {
        self.theme_names.iter().chain(self.names.values().flatten()).map(|name| &**name)
    }

    /// Every text of the site with the file that it comes from.
    pub fn texts(&self) -> impl Iterator<Item = (&Arc<str>, &Body)> {
        let stories = self.stories.iter().map(|story| (&story.file, &story.body));
        let series = self.series.iter().map(|list| (&list.series.file, &list.series.body));
        let pages = self.pages.iter().map(|page| (&page.file, &page.body));
        let articles = self.articles().map(|article| (&article.page.file, &article.page.body));
        stories.chain(series).chain(pages).chain(articles)
    }
}
