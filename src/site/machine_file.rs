//! Every file that is made for programs, and where it stands.
//!
//! Entry point: [`MachineFile`].

use std::borrow::Cow;

use crate::config::Section;

/// A file that is made for programs, not for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MachineFile {
    /// The newest stories as Atom.
    AtomFeed,
    /// The newest stories as JSON Feed.
    JsonFeed,
    /// The newest articles of a section as Atom.
    SectionAtom(&'static Section),
    /// The same as JSON Feed.
    SectionJson(&'static Section),
    /// Every page, for search engines; only with a `base_url`. Of a large site, its parts.
    Sitemap,
    /// What a telephone shows of the site on its home screen.
    WebManifest,
    /// The n-th part of the list of pages (from 1), where one file may not hold them.
    SitemapPart(usize),
    /// What search engines may read.
    Robots,
    /// The facts of all stories as JSON.
    BranchesJson,
    /// The facts of all stories as a table.
    BranchesCsv,
    /// The JSON Schema of the facts.
    DataSchema,
    /// What describes the facts to catalogues of data.
    DataPackage,
    /// Former addresses that no page answers, for nginx; only where there are some.
    RedirectMap,
    /// The same for hosts of static sites.
    Redirects,
    /// What `search.html` loads.
    Search(SearchFile),
}

/// A file that the search page loads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchFile {
    /// What a search loads first.
    Manifest,
    /// Which stories have which county, level and year.
    Terms,
    /// A part of the index of a segment.
    Index {
        /// The segment, the oldest is 0.
        segment: usize,
        /// The part of it, from 0.
        part: usize,
    },
    /// The n-th file of texts to show matches from, the oldest is 0.
    Text(usize),
}

/// The protocol's limit of addresses in one sitemap.
pub const MAX_ADDRESSES: usize = 50_000;

impl MachineFile {
    /// Where it is published.
    pub fn address(self) -> Cow<'static, str> {
        match self {
            Self::AtomFeed => "feed.xml".into(),
            Self::JsonFeed => "feed.json".into(),
            Self::SectionAtom(section) => format!("{}/feed.xml", section.folder).into(),
            Self::SectionJson(section) => format!("{}/feed.json", section.folder).into(),
            Self::Sitemap => "sitemap.xml".into(),
            Self::WebManifest => "site.webmanifest".into(),
            Self::SitemapPart(number) => format!("sitemap-{number}.xml").into(),
            Self::Robots => "robots.txt".into(),
            Self::BranchesJson => "data/branches.json".into(),
            Self::BranchesCsv => "data/branches.csv".into(),
            Self::DataSchema => "data/schema.json".into(),
            Self::DataPackage => "data/datapackage.json".into(),
            Self::RedirectMap => "redirects.map".into(),
            Self::Redirects => "_redirects".into(),
            Self::Search(file) => file.address(),
        }
    }
}

impl SearchFile {
    /// Where it is published.
    pub fn address(self) -> Cow<'static, str> {
        match self {
            Self::Manifest => "search/manifest.js".into(),
            Self::Terms => "search/terms.js".into(),
            Self::Index { segment, part } => format!("search/index/{segment}/{part}.js").into(),
            Self::Text(number) => format!("search/text/{number}.js").into(),
        }
    }
}
