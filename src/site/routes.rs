//! Every address of the site.
//!
//! Entry points: [`plan`] lists what is published, [`Routes`] finds it by address. `build` renders
//! all of them, a preview the one that a browser asks for.

use rayon::prelude::*;

use crate::picture::Request;
use crate::site::content::{Content, SectionList};
use crate::site::id::{AliasId, ArticleId, AssetId, FreePageId, SectionId, SeriesId, StoryId};
use crate::site::machine_file::{MAX_ADDRESSES, MachineFile, SearchFile};
use crate::site::page_route::PageRoute;
use crate::site::pagination;
use crate::site::taxonomy::{Kind, TermId};
use crate::site::years::years;
use crate::write::Phase;

/// Something that is published under an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// A page that the theme makes.
    Page(PageRoute),
    /// A file for programs.
    File(MachineFile),
    /// A file, published as it is; a picture without what must not be published.
    Asset(AssetId),
    /// A picture derived from a file.
    Picture(AssetId, Request),
}

impl Route {
    /// When the file is put into place, so that no page is ever there before what it shows.
    pub fn phase(self) -> Phase {
        match self {
            Self::Page(page) => page.phase(),
            Self::File(_) => Phase::Feed,
            Self::Asset(_) | Self::Picture(..) => Phase::Asset,
        }
    }

    /// The page, if the theme makes it.
    pub fn page(self) -> Option<PageRoute> {
        match self {
            Self::Page(page) => Some(page),
            Self::File(_) | Self::Asset(_) | Self::Picture(..) => None,
        }
    }

    /// The file that it comes from.
    pub fn asset(self) -> Option<AssetId> {
        match self {
            Self::Asset(id) | Self::Picture(id, _) => Some(id),
            Self::Page(_) | Self::File(_) => None,
        }
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

/// All that is published, in a fixed order and by address.
#[derive(Debug)]
pub struct Routes {
    planned: Vec<Planned>,
    /// Places in `planned`, in the order of the addresses.
    sorted: Vec<u32>,
}

impl Routes {
    pub(super) fn new(planned: Vec<Planned>) -> Self {
        Self { planned, sorted: Vec::new() }.indexed(0)
    }

    /// The same with more behind them.
    pub(super) fn and(mut self, more: Vec<Planned>) -> Self {
        let known = self.planned.len();
        self.planned.extend(more);
        self.indexed(known)
    }

    /// With what stands from place `known` on put in order. Of equal addresses the first stays first.
    fn indexed(mut self, known: usize) -> Self {
        let planned = &self.planned;
        self.sorted.extend((0..).take(planned.len()).skip(known));
        let address = |at: &u32| &*planned[*at as usize].address;
        self.sorted.par_sort_by(|a, b| address(a).cmp(address(b)));
        self
    }

    /// What is published at an address.
    pub fn at(&self, address: &str) -> Option<&Planned> {
        let planned = |at: &u32| &self.planned[*at as usize];
        let at = self.sorted.partition_point(|at| &*planned(at).address < address);
        self.sorted.get(at).map(planned).filter(|planned| planned.address == address)
    }

    /// All of it, in the fixed order.
    pub fn all(&self) -> &[Planned] {
        &self.planned
    }

    /// The pages among it, with their addresses.
    pub fn pages(&self) -> impl Iterator<Item = (PageRoute, &str)> {
        self.planned.iter().filter_map(|one| Some((one.route.page()?, &*one.address)))
    }
}

/// All routes but those of files that are no texts, in a fixed order.
pub(super) fn plan(content: &Content, search: &[SearchFile]) -> Vec<Planned> {
    let mut routes = Vec::with_capacity(content.stories.len() * 2 + 64);
    // The data files take longest, so they are begun first.
    let search = search.iter().copied().map(MachineFile::Search);
    let pages: Vec<PageRoute> = pages(content).collect();
    routes.extend(
        machine_files(content)
            .chain(sitemap_parts(content, &pages))
            .chain(search)
            .map(|file| Planned { route: Route::File(file), address: file.address().into_owned() }),
    );
    routes.extend(
        pages
            .into_iter()
            .map(|page| Planned { route: Route::Page(page), address: page.address(content) }),
    );
    routes
}

fn machine_files(content: &Content) -> impl Iterator<Item = MachineFile> {
    let sitemap = content.config.base_url.is_some().then_some(MachineFile::Sitemap);
    let always = [
        MachineFile::BranchesJson,
        MachineFile::BranchesCsv,
        MachineFile::DataSchema,
        MachineFile::DataPackage,
        MachineFile::AtomFeed,
        MachineFile::JsonFeed,
        MachineFile::WebManifest,
        MachineFile::Robots,
    ];
    let redirects = [MachineFile::RedirectMap, MachineFile::Redirects].into_iter();
    let redirects = redirects.filter(|_| !content.redirects.is_empty());
    let feeds = content.config.sections.iter().filter(|section| section.has_feed);
    let feeds = feeds
        .flat_map(|section| [MachineFile::SectionAtom(section), MachineFile::SectionJson(section)]);
    always.into_iter().chain(feeds).chain(sitemap).chain(redirects)
}

/// The parts of a sitemap that one file may not hold.
fn sitemap_parts(content: &Content, pages: &[PageRoute]) -> impl Iterator<Item = MachineFile> {
    let listed = pages.iter().filter(|page| page.is_listed()).count();
    let parts = if content.config.base_url.is_some() && listed > MAX_ADDRESSES {
        listed.div_ceil(MAX_ADDRESSES)
    } else {
        0
    };
    (1..=parts).map(MachineFile::SitemapPart)
}

fn pages(content: &Content) -> impl Iterator<Item = PageRoute> {
    let feed = numbers(content, content.stories.len()).map(PageRoute::Feed);
    let stories = StoryId::all(&content.stories).map(|(id, _)| PageRoute::Story(id));
    let has_series = !content.series.is_empty();
    let series = SeriesId::each(&content.series).flat_map(|(id, list)| {
        let booklet = list.has_booklet().then_some(PageRoute::Booklet(id));
        [PageRoute::Series(id)].into_iter().chain(booklet)
    });
    let free = FreePageId::each(&content.pages).map(|(id, _)| PageRoute::Free(id));
    let aliases = AliasId::each(&content.aliases).map(|(id, _)| PageRoute::Alias(id));
    let reviews = years(&content.stories).into_iter().map(|(year, _)| PageRoute::Review(year));
    [PageRoute::Statistics, PageRoute::NotFound]
        .into_iter()
        .chain(reviews)
        .chain(feed)
        .chain(stories)
        .chain(has_series.then_some(PageRoute::SeriesIndex))
        .chain(series)
        .chain(Kind::listed(&content.config).flat_map(|kind| terms(content, kind)))
        .chain(content.config.search.then_some(PageRoute::Search))
        .chain(free)
        .chain(SectionId::all(&content.sections).flat_map(|(id, list)| section(content, id, list)))
        .chain(aliases)
}

/// The list of a section, which is there when nothing is in it yet, and its articles.
fn section(
    content: &Content,
    id: SectionId,
    list: &SectionList,
) -> impl Iterator<Item = PageRoute> + use<> {
    let lists = numbers(content, list.articles.len());
    let articles = ArticleId::in_range(id, 0..list.articles.len());
    lists.map(move |number| PageRoute::Section(id, number)).chain(articles.map(PageRoute::Article))
}

fn terms(content: &Content, kind: Kind) -> impl Iterator<Item = PageRoute> {
    let terms = &content.taxonomies.of(kind).terms;
    let index = (!terms.is_empty()).then_some(PageRoute::Terms(kind));
    let lists = TermId::each(kind, terms).flat_map(|(id, term)| {
        numbers(content, term.stories.len()).map(move |number| PageRoute::Term(id, number))
    });
    index.into_iter().chain(lists)
}

/// The numbers of the pages that so many stories fill.
fn numbers(content: &Content, stories: usize) -> impl Iterator<Item = usize> + use<> {
    1..=pagination::pages(stories, content.config.page_size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_and_of_two_alike_the_first() {
        let route = |number| Route::Page(PageRoute::Feed(number));
        let planned = |(number, address): (usize, &str)| Planned {
            route: route(number),
            address: address.to_owned(),
        };
        let routes = Routes::new([(1, "b"), (2, "a")].map(planned).to_vec())
            .and([(3, "c"), (4, "a"), (5, "甲")].map(planned).to_vec());
        let at = |address: &str| routes.at(address).map(|planned| planned.route);
        for (number, address) in [(1, "b"), (2, "a"), (3, "c"), (5, "甲")] {
            assert_eq!(at(address), Some(route(number)), "{address}");
        }
        for address in ["", "A", "aa", "乙"] {
            assert_eq!(at(address), None, "{address}");
        }
        assert_eq!(routes.all().len(), 5);
    }
}
