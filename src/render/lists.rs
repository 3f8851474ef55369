//! Pages that list stories: feed, series, terms.

use crate::render::body::content;
use crate::render::card::{card, chinese_date, term_link};
use crate::render::html::Position;
use crate::render::view::{
    DayView, FeedView, PagerView, SearchView, SeriesIndexView, SeriesLink, SeriesView, TermView,
    TermsView,
};
use crate::site::taxonomy::{Kind, TermId};
use crate::site::{SearchFile, SeriesId, Site, StoryId, pagination, permalink};

pub(super) fn feed(site: &Site, number: usize) -> FeedView<'_> {
    let range = pagination::range(site.stories.len(), number, site.config.page_size);
    let ids: Vec<_> = StoryId::in_range(range).collect();
    let day_of = |id: &StoryId| site.story(*id).profile.date;
    let days = ids
        .chunk_by(|a, b| day_of(a) == day_of(b))
        .map(|ids| {
            let date = ids.first().and_then(day_of);
            DayView {
                date: date.map(|date| date.to_string()).unwrap_or_default(),
                date_text: date.map(chinese_date).unwrap_or_default(),
                stories: ids.iter().map(|id| card(site, *id)).collect(),
            }
        })
        .collect();
    FeedView { days, pager: pager(site, site.stories.len(), number, &permalink::feed) }
}

fn pager(
    site: &Site,
    stories: usize,
    number: usize,
    address: &dyn Fn(usize) -> String,
) -> PagerView {
    let pages = pagination::pages(stories, site.config.page_size);
    let href = |number: usize| permalink::href(&address(number));
    PagerView {
        number,
        pages,
        stories,
        previous: (number > 1).then(|| href(number - 1)),
        next: (number < pages).then(|| href(number + 1)),
        first: href(1),
        last: href(pages),
    }
}

pub(super) fn series_index(site: &Site) -> SeriesIndexView<'_> {
    let series = site.series.iter().map(|list| SeriesLink {
        title: &list.series.title,
        href: permalink::href(&permalink::series(&list.series.slug)),
        summary: list.series.summary.as_deref().unwrap_or_default(),
        count: list.stories.len(),
    });
    SeriesIndexView { series: series.collect() }
}

pub(super) fn series<'s>(site: &'s Site, id: SeriesId, root: &str) -> SeriesView<'s> {
    let list = site.list(id);
    SeriesView {
        title: &list.series.title,
        summary: list.series.summary.as_deref().unwrap_or_default(),
        preface: content(site, (&list.series.file, &list.series.body), root, Position::First),
        stories: list.stories.iter().map(|id| card(site, *id)).collect(),
        booklet: list
            .has_booklet()
            .then(|| permalink::href(&permalink::booklet(&list.series.slug))),
    }
}

pub(super) fn terms(site: &Site, kind: Kind) -> TermsView<'_> {
    let terms = site.taxonomies.of(kind).terms.iter().map(|term| term_link(kind, term));
    TermsView { kind: kind.folder(), terms: terms.collect() }
}

pub(super) fn term(site: &Site, id: TermId, number: usize) -> TermView<'_> {
    let (kind, term) = (id.kind, site.taxonomies.term(id));
    let ids = pagination::slice(&term.stories, number, site.config.page_size);
    let address = |number| permalink::term(kind.folder(), &term.slug, number);
    TermView {
        kind: kind.folder(),
        name: &term.name,
        index: permalink::href(&permalink::index(kind.folder())),
        stories: ids.iter().map(|id| card(site, *id)).collect(),
        pager: pager(site, term.stories.len(), number, &address),
    }
}

/// The page that searches, with the index of this version.
pub(super) fn search<'s>(site: &'s Site, version: &str) -> SearchView<'s> {
    let filters = [Kind::County, Kind::Honour, Kind::Year].map(|kind| terms(site, kind));
    SearchView {
        manifest: format!("{}?v={version}", SearchFile::Manifest.address()),
        filters: filters.into_iter().filter(|one| !one.terms.is_empty()).collect(),
    }
}
