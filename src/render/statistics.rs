//! The page of sums.

use crate::quantity::Total;
use crate::render::card::{levels, story_link, term_link};
use crate::render::story::{bands, own_band};
use crate::render::timeline;
use crate::render::view::{
    ActivityTotalView, BandView, LevelCountView, MissingView, StatisticsView, SumsView, TermLink,
    TotalsView, YearLink,
};
use crate::site::taxonomy::Kind;
use crate::site::{ActivityTotal, AgeStructure, Amount, Site, Statistics, StoryId, permalink};

/// Rows of activities shown.
const ACTIVITIES: usize = 1000;
/// Branches that lack facts shown.
const MISSING: usize = 100;

pub(super) fn view(site: &Site) -> StatisticsView<'_> {
    let statistics = &site.statistics;
    let missing = statistics.missing.iter().take(MISSING);
    StatisticsView {
        totals: totals(statistics, ACTIVITIES),
        counties: terms(site, Kind::County),
        levels: terms(site, Kind::Honour),
        years: terms(site, Kind::Year),
        reviews: site.years().into_iter().map(|(year, _)| review_link(year)).collect(),
        missing: missing
            .map(|one| MissingView { story: story_link(site, one.story), keys: &one.keys })
            .collect(),
        missing_count: statistics.missing.len(),
    }
}

/// Sums over the stories of a county, given newest first.
pub(super) fn sums<'s>(site: &'s Site, ids: &[StoryId]) -> SumsView<'s> {
    let statistics = site.sums(ids);
    let (timeline, timeline_count) = timeline::of_county(site, ids);
    SumsView {
        totals: totals(&statistics, ACTIVITIES),
        honours: honours(site, ids),
        timeline,
        timeline_count,
    }
}

/// The sums of a page, of the activities the `rows` most common.
pub(super) fn totals(statistics: &Statistics, rows: usize) -> TotalsView {
    let (with_members, not_added) =
        (statistics.members.as_ref().map_or(0, |total| total.count), statistics.members_not_added);
    TotalsView {
        stories: statistics.stories,
        branches: statistics.branches,
        members: statistics.members.as_ref().map(Total::to_chinese),
        branches_with_members: with_members,
        branches_without_members: statistics.branches - with_members - not_added,
        members_not_added: not_added,
        ages: ages(&statistics.ages).into_iter().map(own_band).collect(),
        branches_with_ages: statistics.ages.branches,
        branches_with_other_ages: statistics.ages.cut_otherwise,
        branches_with_some_ages: statistics.ages.partial,
        activities: statistics.activities.iter().take(rows).map(activity).collect(),
        activity_count: statistics.activities.len(),
    }
}

/// Stories with an honour of each level.
fn honours(site: &Site, ids: &[StoryId]) -> Vec<LevelCountView> {
    let mut counts: Vec<LevelCountView> = Vec::new();
    for name in site.taxonomies.of(Kind::Honour).terms.iter().map(|term| &term.name) {
        let has = |id: &&StoryId| levels(site, site.story(**id)).contains(&name.as_str());
        let count = ids.iter().filter(has).count();
        if count > 0 {
            counts.push(LevelCountView { name: name.clone(), count });
        }
    }
    counts
}

fn activity(activity: &ActivityTotal) -> ActivityTotalView {
    let (text, reason) = match &activity.amount {
        Amount::Sum(total) => (Some(total.to_chinese()), None),
        Amount::Written(text) => (Some(text.to_string()), None),
        Amount::Apart(why) => (None, Some(why.name())),
        Amount::OwnWindows => (None, Some("windows")),
    };
    ActivityTotalView {
        name: activity.name.clone(),
        since: activity.since.clone(),
        text,
        reason,
        branches: activity.branches,
    }
}

/// The bands of branches that name all of their members' ages.
fn ages(ages: &AgeStructure) -> Vec<BandView<'_>> {
    let counts = ages.bands.iter().map(|band| (band.label.as_str().into(), band.count));
    bands(counts, Some(ages.bands.iter().map(|band| band.count).sum()))
}

/// The link to a year in review.
pub(super) fn review_link(year: i16) -> YearLink {
    YearLink { year, href: permalink::href(&permalink::review(year)) }
}

fn terms(site: &Site, kind: Kind) -> Vec<TermLink<'_>> {
    site.taxonomies.of(kind).terms.iter().map(|term| term_link(kind, term)).collect()
}
