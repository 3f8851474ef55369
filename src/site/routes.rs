//! Every address of the site.
//!
//! Entry point: [`plan`]. `build` renders all of them, a preview the one that a browser asks for.

use crate::picture::Request;
use crate::site::{Site, StoryId, pagination, permalink, shards, taxonomy};
use crate::write::Phase;

/// Something that is published under an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// Page `number` (from 1) of the feed.
    Feed(usize),
    /// A branch's story.
    Story(StoryId),
    /// The list of series.
    SeriesIndex,
    /// The n-th series.
    Series(usize),
    /// The n-th series as one page, to be printed.
    Booklet(usize),
    /// The list of a taxonomy's terms: index into [`Site::taxonomies`].
    TermIndex(usize),
    /// A term's stories: taxonomy, term, page number (from 1).
    Term(usize, usize, usize),
    /// Sums over all stories.
    Statistics,
    /// The n-th free page.
    Page(usize),
    /// What a host shows where nothing is.
    NotFound,
    /// The n-th former address.
    Alias(usize),
    /// `feed.xml`.
    AtomFeed,
    /// `feed.json`.
    JsonFeed,
    /// `sitemap.xml`; only with a `base_url`.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// `data/branches.json`.
    BranchesJson,
    /// `data/branches.csv`.
    BranchesCsv,
    /// The page that searches.
    Search,
    /// What a search loads first.
    SearchManifest,
    /// Which stories have which county, level and year.
    SearchTerms,
    /// A part of the search index: segment, part.
    SearchIndex(usize, usize),
    /// The n-th file of texts to show matches from, with the stories of these numbers, counted
    /// from the oldest.
    SearchText(usize, u32, u32),
    /// The n-th file, published as it is; a picture without what must not be published.
    Asset(usize),
    /// A picture derived from the n-th file.
    Picture(usize, Request),
}

impl Route {
    /// When the file is put into place, so that no page is ever there before what it shows.
    pub fn phase(self) -> Phase {
        match self {
            Self::Asset(_) | Self::Picture(..) => Phase::Asset,
            Self::Story(_) | Self::Page(_) | Self::NotFound | Self::Alias(_) => Phase::Page,
            Self::Feed(1) => Phase::Home,
            Self::AtomFeed
            | Self::JsonFeed
            | Self::Sitemap
            | Self::Robots
            | Self::BranchesJson
            | Self::BranchesCsv
            | Self::SearchManifest
            | Self::SearchTerms
            | Self::SearchIndex(..)
            | Self::SearchText(..) => Phase::Feed,
            _ => Phase::List,
        }
    }

    /// Whether it is a page that a reader opens and a search engine lists.
    pub fn is_page(self) -> bool {
        matches!(
            self,
            Self::Feed(_)
                | Self::Story(_)
                | Self::SeriesIndex
                | Self::Series(_)
                | Self::Booklet(_)
                | Self::TermIndex(_)
                | Self::Term(..)
                | Self::Statistics
                | Self::Search
                | Self::Page(_)
        )
    }

    /// The number of the file that it comes from.
    pub fn file(self) -> Option<usize> {
        match self {
            Self::Asset(at) | Self::Picture(at, _) => Some(at),
            _ => None,
        }
    }

    /// Whether it comes from the search index.
    pub fn needs_index(self) -> bool {
        matches!(self, Self::Search | Self::SearchManifest | Self::SearchIndex(..))
    }
}

/// A route and its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What is published.
    pub route: Route,
    /// Where, relative to the site.
    pub address: String,
}

/// All routes but those of files, in a fixed order.
pub(super) fn plan(site: &Site) -> Vec<Planned> {
    let mut routes = Vec::with_capacity(site.stories.len() * 2 + 64);
    let mut add = |route, address| routes.push(Planned { route, address });
    // The data files take longest, so they are begun first.
    fixed(site, &mut add);
    for number in 1..=pagination::pages(site.stories.len(), site.config.page_size) {
        add(Route::Feed(number), permalink::feed(number));
    }
    for (id, story) in StoryId::all(&site.stories) {
        add(Route::Story(id), permalink::story(&story.slug));
    }
    if !site.series.is_empty() {
        add(Route::SeriesIndex, permalink::index("series"));
    }
    for (at, list) in site.series.iter().enumerate() {
        add(Route::Series(at), permalink::series(&list.series.slug));
        if list.has_booklet() {
            add(Route::Booklet(at), permalink::booklet(&list.series.slug));
        }
    }
    terms(site, &mut add);
    if site.config.search {
        search(site, &mut add);
    }
    for (at, page) in site.pages.iter().enumerate() {
        add(Route::Page(at), permalink::page(&page.slug));
    }
    for (at, alias) in site.aliases.iter().enumerate() {
        add(Route::Alias(at), alias.address.clone());
    }
    routes
}

fn terms(site: &Site, add: &mut impl FnMut(Route, String)) {
    for (at, taxonomy) in site.taxonomies.iter().enumerate() {
        let folder = taxonomy.kind.folder();
        if !taxonomy.terms.is_empty() {
            add(Route::TermIndex(at), permalink::index(folder));
        }
        for (term_at, term) in taxonomy.terms.iter().enumerate() {
            for number in 1..=pagination::pages(term.stories.len(), site.config.page_size) {
                add(Route::Term(at, term_at, number), permalink::term(folder, &term.slug, number));
            }
        }
    }
}

fn search(site: &Site, add: &mut impl FnMut(Route, String)) {
    add(Route::Search, "search.html".to_owned());
    add(Route::SearchManifest, "search/manifest.js".to_owned());
    add(Route::SearchTerms, "search/terms.js".to_owned());
    for (number, segment) in site.segments.iter().enumerate() {
        for part in 0..segment.parts {
            add(Route::SearchIndex(number, part), format!("search/index/{number}/{part}.js"));
        }
    }
    for (number, stories) in shards::texts(&site.stories).into_iter().enumerate() {
        let route = Route::SearchText(number, stories.start, stories.end);
        add(route, format!("search/text/{number}.js"));
    }
}

fn fixed(site: &Site, add: &mut impl FnMut(Route, String)) {
    let mut fixed = vec![
        (Route::BranchesJson, "data/branches.json"),
        (Route::BranchesCsv, "data/branches.csv"),
        (Route::AtomFeed, "feed.xml"),
        (Route::JsonFeed, "feed.json"),
        (Route::Robots, "robots.txt"),
        (Route::Statistics, "stats.html"),
        (Route::NotFound, "404.html"),
    ];
    if site.config.base_url.is_some() {
        fixed.push((Route::Sitemap, "sitemap.xml"));
    }
    for (route, address) in fixed {
        add(route, address.to_owned());
    }
}

impl taxonomy::Taxonomy {
    /// Its place in [`Site::taxonomies`].
    pub fn position(&self) -> usize {
        taxonomy::Kind::ALL.iter().position(|kind| *kind == self.kind).unwrap_or_default()
    }
}
