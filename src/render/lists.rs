//! Pages that list stories: feed, series, terms.

use crate::parse::Story;
use crate::render::body::Text;
use crate::render::card::{card, chinese_date, term_link};
use crate::render::county_map;
use crate::render::motif::never_twice;
use crate::render::statistics;
use crate::render::view::{
    DayView, FeedView, PagerView, SearchView, SeriesIndexView, SeriesLink, SeriesView, TermView,
    TermsView, YearLink,
};
use crate::site::taxonomy::{Kind, TermId};
use crate::site::{SearchFile, SeriesId, Site, StoryId, pagination, permalink};

/// Words that the search page offers.
const WORDS: usize = 8;

pub(super) fn feed(site: &Site, number: usize) -> FeedView<'_> {
    let range = pagination::range(site.stories.len(), number, site.config.page_size);
    let ids: Vec<_> = StoryId::in_range(range).collect();
    let day_of = |id: &StoryId| site.story(*id).profile.date;
    let mut days: Vec<DayView<'_>> = Vec::new();
    let mut before = None;
    for ids in ids.chunk_by(|a, b| day_of(a) == day_of(b)) {
        let date = ids.first().and_then(day_of);
        let month = date.map(|date| format!("{}年{}月", date.year(), date.month()));
        days.push(DayView {
            date: date.map(|date| date.to_string()).unwrap_or_default(),
            date_text: date.map(chinese_date).unwrap_or_default(),
            month: month.clone().filter(|_| month != before),
            stories: ids.iter().map(|id| card(site, *id)).collect(),
        });
        before = month;
    }
    never_twice(days.iter_mut().filter_map(|day| day.stories.first_mut()));
    let all = Listed { stories: site.stories.len(), year: &|at| year(&site.stories[at]) };
    FeedView { days, pager: pager(site, &all, number, &permalink::feed) }
}

/// The year of a story; that of a draft without date is none.
fn year(story: &Story) -> Option<i16> {
    story.profile.date.map(jiff::civil::Date::year)
}

/// A long list, newest first.
pub(super) struct Listed<'l> {
    /// How many there are.
    pub stories: usize,
    /// The year of the story at a place.
    pub year: &'l dyn Fn(usize) -> Option<i16>,
}

impl Listed<'_> {
    /// The years with the place where each begins. Each is found by halving: a list may be very long, and each of its pages
    /// asks.
    fn years(&self) -> Vec<(i16, usize)> {
        let mut years = Vec::new();
        let mut at = 0;
        while at < self.stories {
            let here = (self.year)(at);
            if let Some(year) = here {
                years.push((year, at));
            }
            let (mut low, mut high) = (at + 1, self.stories);
            while low < high {
                let middle = usize::midpoint(low, high);
                if (self.year)(middle) == here {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            at = low;
        }
        years
    }
}

pub(super) fn pager(
    site: &Site,
    list: &Listed<'_>,
    number: usize,
    address: &dyn Fn(usize) -> String,
) -> PagerView {
    let (stories, per_page) = (list.stories, site.config.page_size);
    let pages = pagination::pages(stories, per_page);
    let years = if pages > 1 { list.years() } else { Vec::new() };
    let has_years = years.len() > 1;
    let href = |number: usize| permalink::href(&address(number));
    PagerView {
        number,
        pages,
        stories,
        previous: (number > 1).then(|| href(number - 1)),
        next: (number < pages).then(|| href(number + 1)),
        first: href(1),
        last: href(pages),
        years: years
            .into_iter()
            .filter(|_| has_years)
            .map(|(year, at)| YearLink { year, href: href(at / per_page + 1) })
            .collect(),
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

pub(super) fn series<'s>(site: &'s Site, id: SeriesId, root: &'s str) -> SeriesView<'s> {
    let list = site.list(id);
    SeriesView {
        title: &list.series.title,
        summary: list.series.summary.as_deref().unwrap_or_default(),
        preface: Text::first(site, (&list.series.file, &list.series.body), root),
        stories: list.stories.iter().map(|id| card(site, *id)).collect(),
        booklet: list
            .has_booklet()
            .then(|| permalink::href(&permalink::booklet(&list.series.slug))),
    }
}

pub(super) fn terms(site: &Site, kind: Kind) -> TermsView<'_> {
    let terms = site.taxonomies.of(kind).terms.iter().map(|term| term_link(kind, term));
    TermsView { kind: kind.folder(), label: kind.label(), terms: terms.collect(), map: None }
}

/// The list of a taxonomy's terms; that of the counties has the map, where the office has one.
pub(super) fn terms_page<'s>(site: &'s Site, kind: Kind, root: &str) -> TermsView<'s> {
    let map = (kind == Kind::County).then(|| county_map::svg(site, root)).flatten();
    TermsView { map, ..terms(site, kind) }
}

pub(super) fn term(site: &Site, id: TermId, number: usize) -> TermView<'_> {
    let (kind, term) = (id.kind, site.taxonomies.term(id));
    let ids = pagination::slice(&term.stories, number, site.config.page_size);
    let address = |number| permalink::term(kind.folder(), &term.slug, number);
    let year_at = |at: usize| year(site.story(term.stories[at]));
    let all = Listed { stories: term.stories.len(), year: &year_at };
    TermView {
        kind: kind.folder(),
        label: kind.label(),
        name: &term.name,
        index: permalink::href(&permalink::index(kind.folder())),
        sums: (kind == Kind::County && number == 1).then(|| statistics::sums(site, &term.stories)),
        stories: ids.iter().map(|id| card(site, *id)).collect(),
        pager: pager(site, &all, number, &address),
    }
}

/// The page that searches, with the index of this version.
pub(super) fn search<'s>(site: &'s Site, version: &str) -> SearchView<'s> {
    let filters = Kind::filters(&site.config).map(|kind| terms(site, kind));
    let mut tags: Vec<_> = site.taxonomies.of(Kind::Tag).terms.iter().collect();
    tags.sort_by_key(|tag| std::cmp::Reverse(tag.stories.len()));
    SearchView {
        words: tags.into_iter().take(WORDS).map(|tag| &*tag.name).collect(),
        manifest: format!("{}?v={version}", SearchFile::Manifest.address()),
        filters: filters.filter(|one| !one.terms.is_empty()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::site::{Assets, Options, collect};

    #[test]
    fn each_year_is_found_at_the_first_of_its_stories() {
        let years = |of: &[Option<i16>]| Listed { stories: of.len(), year: &|at| of[at] }.years();
        assert_eq!(years(&[]), []);
        assert_eq!(years(&[Some(2024)]), [(2024, 0)]);
        assert_eq!(years(&[None, None]), []);
        let all = [(None, 3), (Some(2024), 1), (Some(2023), 7), (Some(2020), 2), (Some(2019), 30)];
        let all: Vec<_> = all.iter().flat_map(|(year, times)| vec![*year; *times]).collect();
        assert_eq!(years(&all), [(2024, 3), (2023, 4), (2020, 11), (2019, 13)]);
    }

    #[test]
    fn a_pager_leads_to_the_page_where_each_year_begins() {
        let config = Config { page_size: 10, ..Config::default() };
        let content = collect(config, Vec::new(), Assets::default(), Options::default()).0;
        let site = Site::new(content, &[]);
        let address = |number: usize| format!("{number}.html");
        let of = |years: &[i16], number| {
            let list = Listed { stories: years.len(), year: &|at| Some(years[at]) };
            pager(&site, &list, number, &address)
        };
        let links = |pager: &PagerView| {
            let links = pager.years.iter().map(|link| format!("{} {}", link.year, link.href));
            links.collect::<Vec<_>>()
        };
        // The tenth story is the last of the first page.
        let years = [vec![2024; 10], vec![2023; 9], vec![2022; 12]].concat();
        let first = of(&years, 1);
        assert_eq!(links(&first), ["2024 1.html", "2023 2.html", "2022 2.html"]);
        assert_eq!((first.pages, first.stories), (4, 31));
        assert_eq!((&*first.first, &*first.last), ("1.html", "4.html"));
        assert_eq!((first.previous, first.next.as_deref()), (None, Some("2.html")));
        let second = of(&years, 2);
        assert_eq!(second.previous.as_deref(), Some("1.html"));
        assert_eq!(second.next.as_deref(), Some("3.html"));
        let last = of(&years, 4);
        assert_eq!((last.previous.as_deref(), last.next), (Some("3.html"), None));
        // One page, or one year, needs no links to years.
        assert_eq!(links(&of(&[2024, 2023], 1)), [""; 0]);
        assert_eq!(links(&of(&[2024; 31], 1)), [""; 0]);
    }
}
