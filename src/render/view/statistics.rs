//! The sums that a template may see.

use serde::Serialize;

use crate::render::view::{BandView, StoryLink, TermLink};

/// `statistics`: sums over all stories.
#[derive(Debug, Clone, Serialize)]
pub struct StatisticsView<'s> {
    /// Published stories.
    pub stories: usize,
    /// Branches.
    pub branches: usize,
    /// `至少312名`.
    pub members: Option<String>,
    /// Branches that state their members.
    pub branches_with_members: usize,
    /// Members by age, youngest first.
    pub ages: Vec<BandView<'s>>,
    /// Branches that state them.
    pub branches_with_ages: usize,
    /// What the branches did, the most common first; at most 60.
    pub activities: Vec<ActivityTotalView<'s>>,
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

/// One activity over all branches.
#[derive(Debug, Clone, Serialize)]
pub struct ActivityTotalView<'s> {
    /// What.
    pub name: &'s str,
    /// From when on.
    pub since: Option<&'s str>,
    /// `至少190场次`.
    pub text: String,
    /// Branches added up.
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
