//! The page of sums.

use crate::quantity::Total;
use crate::render::card::{story_link, term_link};
use crate::render::story::bands;
use crate::render::view::{ActivityTotalView, BandView, MissingView, StatisticsView, TermLink};
use crate::site::taxonomy::Kind;
use crate::site::{AgeStructure, Site};

/// Rows of activities shown.
const ACTIVITIES: usize = 60;
/// Branches that lack facts shown.
const MISSING: usize = 100;

pub(super) fn view(site: &Site) -> StatisticsView<'_> {
    let statistics = &site.statistics;
    let activities = statistics.activities.iter().take(ACTIVITIES);
    let missing = statistics.missing.iter().take(MISSING);
    StatisticsView {
        stories: statistics.stories,
        branches: statistics.branches,
        members: statistics.members.as_ref().map(Total::to_chinese),
        branches_with_members: statistics.branches_with_members,
        ages: ages(&statistics.ages),
        branches_with_ages: statistics.ages.branches,
        activities: activities
            .map(|activity| ActivityTotalView {
                name: &activity.name,
                since: activity.since.as_deref(),
                text: activity.total.to_chinese(),
                branches: activity.total.count,
            })
            .collect(),
        counties: terms(site, Kind::County),
        levels: terms(site, Kind::Honour),
        years: terms(site, Kind::Year),
        missing: missing
            .map(|one| MissingView { story: story_link(site, one.story), keys: &one.keys })
            .collect(),
        missing_count: statistics.missing.len(),
    }
}

/// The bands of branches that name all of their members' ages.
fn ages(ages: &AgeStructure) -> Vec<BandView<'_>> {
    let counts = ages.bands.iter().map(|band| (band.label.as_str().into(), band.count));
    bands(counts, Some(ages.bands.iter().map(|band| band.count).sum()))
}

fn terms(site: &Site, kind: Kind) -> Vec<TermLink<'_>> {
    site.taxonomies.of(kind).terms.iter().map(|term| term_link(kind, term)).collect()
}
