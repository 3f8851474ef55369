//! The sums that a template may see.

use serde::Serialize;

use crate::render::view::{BandView, EventView, StoryLink, TermLink};

/// `statistics`: sums over all stories.
#[derive(Debug, Clone, Serialize)]
pub struct StatisticsView<'s> {
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
    pub ages: Vec<BandView<'s>>,
    /// Branches whose ages were added.
    pub branches_with_ages: usize,
    /// Branches that name all ages and cut them otherwise, so that they were not added.
    pub branches_with_other_ages: usize,
    /// Branches that name some of the ages only.
    pub branches_with_some_ages: usize,
    /// What the branches did, the most common first; at most 1000.
    pub activities: Vec<ActivityTotalView>,
    /// How many of them there are.
    pub activity_count: usize,
    /// Stories by county.
    pub counties: Vec<TermLink<'s>>,
    /// Stories by level of honour.
    pub levels: Vec<TermLink<'s>>,
    /// Stories by award year.
    pub years: Vec<TermLink<'s>>,
    /// Branches that lack a fact; at most 100.
    pub missing: Vec<MissingView<'s>>,
    /// How many branches lack a fact.
    pub missing_count: usize,
}

/// Sums over the stories of a county.
#[derive(Debug, Clone, Serialize)]
pub struct SumsView<'s> {
    /// Branches.
    pub branches: usize,
    /// `至少312名`.
    pub members: Option<String>,
    /// Branches whose members were added.
    pub branches_with_members: usize,
    /// Stories with an honour of each level, in the site's order.
    pub honours: Vec<LevelCountView>,
    /// Members by age, youngest first.
    pub ages: Vec<BandView<'static>>,
    /// Branches whose ages were added.
    pub branches_with_ages: usize,
    /// Branches that name all ages and cut them otherwise, so that they were not added.
    pub branches_with_other_ages: usize,
    /// Branches that name some of the ages only.
    pub branches_with_some_ages: usize,
    /// What the branches did, the most common first; at most 1000.
    pub activities: Vec<ActivityTotalView>,
    /// How many of them there are.
    pub activity_count: usize,
    /// What happened to its branches, the latest first; at most 1000.
    pub timeline: Vec<EventView<'s>>,
    /// How much happened.
    pub timeline_count: usize,
}

/// Stories with an honour of a level.
#[derive(Debug, Clone, Serialize)]
pub struct LevelCountView {
    /// `省级`.
    pub name: String,
    /// How many stories.
    pub count: usize,
}

/// One activity over several branches.
#[derive(Debug, Clone, Serialize)]
pub struct ActivityTotalView {
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

/// A branch that lacks facts.
#[derive(Debug, Clone, Serialize)]
pub struct MissingView<'s> {
    /// Its newest story.
    pub story: StoryLink<'s>,
    /// Keys of the schema: `members.total`.
    pub keys: &'s [&'static str],
}
