//! The sums that a template may see.

use serde::Serialize;

use crate::render::view::{BandView, CoverView, EventView, StoryLink, TermLink, YearLink};

/// `statistics`: sums over all stories.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct StatisticsView<'s> {
    /// The sums.
    #[serde(flatten)]
    pub totals: TotalsView,
    /// Stories by county.
    pub counties: Vec<TermLink<'s>>,
    /// Stories by level of honour.
    pub levels: Vec<TermLink<'s>>,
    /// Stories by award year.
    pub years: Vec<TermLink<'s>>,
    /// The years in review, the latest first.
    pub reviews: Vec<YearLink>,
    /// Branches that lack a fact; at most 100.
    pub missing: Vec<MissingView<'s>>,
    /// How many branches lack a fact.
    pub missing_count: usize,
}

/// Sums over some stories, each branch counted once, with what could not be added.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TotalsView {
    /// Published stories.
    pub stories: usize,
    /// Branches.
    pub branches: usize,
    /// `至少312名`, `281至312人`.
    pub members: Option<String>,
    /// Branches whose members were added.
    pub branches_with_members: usize,
    /// Branches that do not state their members.
    pub branches_without_members: usize,
    /// Branches that state something else than a number of persons there.
    pub members_not_added: usize,
    /// Members by age, youngest first.
    pub ages: Vec<BandView<'static>>,
    /// Branches whose ages were added.
    pub branches_with_ages: usize,
    /// Branches that name all ages and cut them otherwise, so that they were not added.
    pub branches_with_other_ages: usize,
    /// Branches that name some of the ages only.
    pub branches_with_some_ages: usize,
    /// What the branches did, the most common first; at most 1000, of a year in review 10.
    pub activities: Vec<ActivityTotalView>,
    /// How many of them there are.
    pub activity_count: usize,
}

/// Sums over the stories of a county.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SumsView<'s> {
    /// The sums.
    #[serde(flatten)]
    pub totals: TotalsView,
    /// Stories with an honour of each level, in the site's order.
    pub honours: Vec<LevelCountView>,
    /// What happened to its branches, the latest first; at most 1000.
    pub timeline: Vec<EventView<'s>>,
    /// How much happened.
    pub timeline_count: usize,
}

/// Stories with an honour of a level.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct LevelCountView {
    /// `省级`.
    pub name: String,
    /// How many stories.
    pub count: usize,
}

/// One activity over several branches.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ActivityTotalView {
    /// What.
    pub name: String,
    /// From when on.
    pub since: Option<String>,
    /// `至少190场次`; none where nothing was added.
    pub text: Option<String>,
    /// Why nothing was added: `bare` (no unit), `share`, `age`, `length` (how long a thing has lasted), `place`
    /// (in an order) or `windows` (each branch counts from a day of its own).
    pub reason: Option<&'static str>,
    /// Branches that state it.
    pub branches: usize,
}

/// `review`: a year in review.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ReviewView<'s> {
    /// The year.
    pub year: i16,
    /// The day of its first story: `2024年1月8日`.
    pub first_day: String,
    /// The day of its last story so far.
    pub last_day: String,
    /// The sums over the stories of the year.
    #[serde(flatten)]
    pub totals: TotalsView,
    /// Stories of the year by county.
    pub counties: Vec<TermLink<'s>>,
    /// How many honours there are of the year.
    pub honour_count: usize,
    /// Honours of the year, by level in the order of the site, whenever their story was published; at most 16.
    pub honours: Vec<HonouredView<'s>>,
    /// Covers; at most 6.
    pub photos: Vec<PhotoView<'s>>,
    /// The stories by month, the latest first; at most 36 of them.
    pub months: Vec<MonthView<'s>>,
    /// How many stories are not among these.
    pub untold: usize,
    /// The year before it with stories.
    pub previous: Option<YearLink>,
    /// The year after it with stories.
    pub next: Option<YearLink>,
}

/// A branch and what it was honoured for.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct HonouredView<'s> {
    /// `省级`.
    pub level: Option<&'s str>,
    /// The honour.
    pub title: &'s str,
    /// The newest story that tells it.
    pub story: StoryLink<'s>,
}

/// A photo of a story.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct PhotoView<'s> {
    /// The cover.
    pub cover: CoverView,
    /// What it shows; empty where nobody said so.
    pub alt: &'s str,
    /// The story.
    pub story: StoryLink<'s>,
}

/// The stories of a month.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct MonthView<'s> {
    /// 1 to 12.
    pub month: i8,
    /// Its stories, newest first.
    pub stories: Vec<StoryLink<'s>>,
}

/// A branch that lacks facts.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct MissingView<'s> {
    /// Its newest story.
    pub story: StoryLink<'s>,
    /// Keys of the schema: `members.total`.
    pub keys: &'s [&'static str],
}
