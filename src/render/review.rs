//! A year in review: what was published in it, what the branches did, what they were honoured for.
//!
//! Entry point: [`view`]. Sums are made as on the page of sums, over the stories of the year alone.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::config::Config;
use crate::render::card::{chinese_date, story_link, term_link};
use crate::render::picture;
use crate::render::statistics::{review_link, totals};
use crate::render::view::{HonouredView, MonthView, PhotoView, ReviewView, StoryLink, TermLink};
use crate::site::taxonomy::{Kind, Term};
use crate::site::{Site, StoryId, branch_identity};

/// Rows of activities shown: with the other limits, what two printed sheets hold.
const ACTIVITIES: usize = 10;
/// Honours shown.
const HONOURS: usize = 16;
/// Photos shown.
const PHOTOS: usize = 6;
/// Titles of stories shown.
const STORIES: usize = 36;

pub(super) fn view(site: &Site, year: i16) -> ReviewView<'_> {
    let years = site.years();
    let place = years.iter().position(|(one, _)| *one == year);
    let range = place.map(|at| years[at].1.clone()).unwrap_or_default();
    let ids: Vec<StoryId> = StoryId::in_range(range).collect();
    let date = |id: Option<&StoryId>| {
        id.and_then(|id| site.story(*id).profile.date).map(chinese_date).unwrap_or_default()
    };
    let honours = honours(site, year);
    let link = |at: Option<usize>| Some(review_link(years.get(at?)?.0));
    ReviewView {
        year,
        first_day: date(ids.last()),
        last_day: date(ids.first()),
        totals: totals(&site.sums(&ids), ACTIVITIES),
        counties: counties(site, &ids),
        honour_count: honours.len(),
        honours: honours.into_iter().take(HONOURS).collect(),
        photos: ids.iter().filter_map(|id| photo(site, *id)).take(PHOTOS).collect(),
        months: months(site, &ids),
        untold: ids.len().saturating_sub(STORIES),
        previous: link(place.map(|at| at + 1)),
        next: link(place.and_then(|at| at.checked_sub(1))),
    }
}

/// The counties of stories that stand side by side, with how many of these each has, in the site's order.
fn counties<'s>(site: &'s Site, ids: &[StoryId]) -> Vec<TermLink<'s>> {
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Vec::new() };
    let count = |term: &Term| term.stories.iter().filter(|id| (first..=last).contains(id)).count();
    let terms = site.taxonomies.of(Kind::County).terms.iter();
    terms
        .map(|term| TermLink { count: count(term), ..term_link(Kind::County, term) })
        .filter(|link| link.count > 0)
        .collect()
}

/// What branches were honoured for in a year, by level in the order of the site; told by several stories, once.
fn honours(site: &Site, year: i16) -> Vec<HonouredView<'_>> {
    let mut told = BTreeSet::new();
    let mut found: Vec<(usize, HonouredView<'_>)> = Vec::new();
    for (id, story) in StoryId::all(&site.stories) {
        for honour in &story.profile.honours {
            let is_its = honour.years.is_some_and(|(_, last)| last == year);
            let level =
                honour.level.as_deref().map(|name| Config::canonical(&site.config.levels, name));
            // The same title may be given by a county and by a city.
            if !is_its
                || !told.insert((branch_identity(story.branch_name()), &*honour.title, level))
            {
                continue;
            }
            let order = site.config.levels.iter().position(|one| Some(&*one.name) == level);
            let view = HonouredView { level, title: &honour.title, story: story_link(site, id) };
            found.push((order.unwrap_or(usize::MAX), view));
        }
    }
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, view)| view).collect()
}

fn photo(site: &Site, id: StoryId) -> Option<PhotoView<'_>> {
    let story = site.story(id);
    let cover = picture::cover(site, story)?;
    let alt = story.profile.cover_alt.as_deref().unwrap_or_default();
    Some(PhotoView { cover, alt, story: story_link(site, id) })
}

fn months<'s>(site: &'s Site, ids: &[StoryId]) -> Vec<MonthView<'s>> {
    let month = |id: &StoryId| site.story(*id).profile.date.map_or(0, Date::month);
    let shown = &ids[..ids.len().min(STORIES)];
    let months = shown.chunk_by(|a, b| month(a) == month(b)).map(|chunk| MonthView {
        month: month(&chunk[0]),
        stories: chunk.iter().map(|id| story_link(site, *id)).collect::<Vec<StoryLink<'s>>>(),
    });
    months.collect()
}
