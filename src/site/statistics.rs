//! Sums over all stories.
//!
//! Entry point: [`Statistics::of`]. A branch counts once, however many stories it has and whatever it was called
//! before; each of its facts is that of the newest story that states it. Intervals are added as intervals; unlike
//! units, and counts of different windows, are never added.

use std::sync::Arc;

use crate::parse::Story;
use crate::quantity::{self, Quantity, Total, UnitKind};
use crate::site::activities::{ActivityTotal, activity_totals};
use crate::site::ages::AgeStructure;
use crate::site::branches::{Branch, branches};
use crate::site::id::StoryId;

/// Sums over all stories.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    /// Published stories.
    pub stories: usize,
    /// Branches: stories of one branch count once.
    pub branches: usize,
    /// Members of all branches that state their total in persons.
    pub members: Option<Total>,
    /// How many branches state something else, which cannot be added.
    pub members_not_added: usize,
    /// Members by age.
    pub ages: AgeStructure,
    /// What the branches did, the most common first.
    pub activities: Vec<ActivityTotal>,
    /// Branches that lack a fact, newest first.
    pub missing: Vec<Missing>,
}

/// What a branch does not state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Its newest story.
    pub story: StoryId,
    /// Keys of the schema: `members.total`.
    pub keys: Vec<&'static str>,
}

impl Statistics {
    pub(super) fn of(stories: &[Arc<Story>]) -> Self {
        let branches = branches(stories);
        let totals: Vec<&Quantity> = branches
            .iter()
            .filter_map(|branch| branch.newest(|story| story.profile.members.total.as_deref()))
            .collect();
        let bands = branches.iter().filter_map(|branch| {
            let members = |story: &'_ Story| !story.profile.members.age_bands.is_empty();
            branch.newest(|story| members(story).then_some(&story.profile.members))
        });
        let members = members(&totals);
        Self {
            stories: stories.len(),
            branches: branches.len(),
            members_not_added: totals.len() - members.as_ref().map_or(0, |total| total.count),
            members,
            ages: AgeStructure::of(bands),
            activities: activity_totals(&branches),
            missing: branches.iter().filter_map(missing).collect(),
        }
    }
}

/// A number of members without a unit is a number of persons.
fn members(stated: &[&Quantity]) -> Option<Total> {
    let persons: Vec<Quantity> = stated
        .iter()
        .filter_map(|quantity| match quantity.unit() {
            "" => quantity::parse_quantity(&format!("{}名", quantity.text())).ok(),
            _ => Some((*quantity).clone()),
        })
        .collect();
    quantity::sum(&persons).into_iter().find(|total| total.kind == UnitKind::People)
}

/// What none of its stories states.
fn missing(branch: &Branch<'_>) -> Option<Missing> {
    let (newest, story) = branch.stories.first()?;
    let mut keys = missing_facts(story);
    for (_, older) in &branch.stories[1..] {
        let lacking = missing_facts(older);
        keys.retain(|key| lacking.contains(key));
    }
    (!keys.is_empty()).then_some(Missing { story: *newest, keys })
}

/// A key of the schema, and whether a story states it.
type Expected = (&'static str, fn(&Story) -> bool);

/// What every story should state of its branch.
pub const EXPECTED: [Expected; 7] = [
    ("members.total", |story| story.profile.members.total.is_some()),
    ("members.average_age", |story| story.profile.members.average_age.is_some()),
    ("members.age_bands", |story| !story.profile.members.age_bands.is_empty()),
    ("branch.county", |story| story.profile.branch.county.is_some()),
    ("branch.founded", |story| story.profile.branch.founded.is_some()),
    ("honours", |story| !story.profile.honours.is_empty()),
    ("activities", |story| !story.profile.activities.is_empty()),
];

/// What a story does not state of [`EXPECTED`], as keys of the schema.
pub fn missing_facts(story: &Story) -> Vec<&'static str> {
    let missing = EXPECTED.iter().filter(|(_, is_stated)| !is_stated(story));
    missing.map(|(key, _)| *key).collect()
}
