//! Sums over all stories.
//!
//! Entry point: [`Statistics::of`]. A branch counts once, with its newest story. Qualifiers are
//! respected (至少 190 场次); unlike units, and counts of different windows, are never added.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::parse::Story;
use crate::quantity::{self, Quantity, Total, UnitKind};
use crate::site::ages::AgeStructure;
use crate::site::id::StoryId;

/// Sums over all stories.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    /// Published stories.
    pub stories: usize,
    /// Branches: stories of one branch name count once.
    pub branches: usize,
    /// Members of all branches that state their total.
    pub members: Option<Total>,
    /// How many branches state it.
    pub branches_with_members: usize,
    /// Members by age.
    pub ages: AgeStructure,
    /// What the branches did, the most common first.
    pub activities: Vec<ActivityTotal>,
    /// Branches that lack a fact, newest first.
    pub missing: Vec<Missing>,
}

/// One activity over all branches, in one unit and one window.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivityTotal {
    /// What.
    pub name: String,
    /// From when on.
    pub since: Option<String>,
    /// How much.
    pub total: Total,
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
        let newest = newest_of_each_branch(stories);
        let stated =
            || newest.iter().filter_map(|(_, story)| story.profile.members.total.as_deref());
        let members_of_each = newest.iter().map(|(_, story)| &story.profile.members);
        Self {
            stories: stories.len(),
            branches: newest.len(),
            members: members(stated()),
            branches_with_members: stated().count(),
            ages: AgeStructure::of(members_of_each),
            activities: activity_totals(newest.iter().map(|(_, story)| *story)),
            missing: newest.iter().filter_map(|(id, story)| missing(*id, story)).collect(),
        }
    }
}

fn newest_of_each_branch(stories: &[Arc<Story>]) -> Vec<(StoryId, &Story)> {
    let mut seen = BTreeSet::new();
    StoryId::all(stories).filter(|(_, story)| seen.insert(story.branch_name())).collect()
}

/// A number of members without a unit is a number of persons.
fn members<'a>(stated: impl Iterator<Item = &'a Quantity>) -> Option<Total> {
    let persons: Vec<Quantity> = stated
        .filter_map(|quantity| match quantity.unit() {
            "" => quantity::parse_quantity(&format!("{}名", quantity.text())).ok(),
            _ => Some(quantity.clone()),
        })
        .collect();
    quantity::sum(&persons).into_iter().find(|total| total.kind == UnitKind::People)
}

fn activity_totals<'a>(stories: impl Iterator<Item = &'a Story>) -> Vec<ActivityTotal> {
    let mut lists: BTreeMap<(&str, Option<&str>), Vec<&Quantity>> = BTreeMap::new();
    for activity in stories.flat_map(|story| &story.profile.activities) {
        let key = (&*activity.name, activity.since.as_deref());
        lists.entry(key).or_default().push(&activity.count);
    }
    let mut totals: Vec<ActivityTotal> = lists
        .into_iter()
        .flat_map(|((name, since), counts)| {
            quantity::sum(counts).into_iter().map(move |total| ActivityTotal {
                name: name.to_owned(),
                since: since.map(str::to_owned),
                total,
            })
        })
        .collect();
    totals.sort_by_key(|total| std::cmp::Reverse(total.total.count));
    totals
}

fn missing(id: StoryId, story: &Story) -> Option<Missing> {
    let keys = missing_facts(story);
    (!keys.is_empty()).then_some(Missing { story: id, keys })
}

/// What a story does not state of its branch, as keys of the schema.
pub fn missing_facts(story: &Story) -> Vec<&'static str> {
    let (members, branch) = (&story.profile.members, &story.profile.branch);
    let facts = [
        ("members.total", members.total.is_some()),
        ("members.average_age", members.average_age.is_some()),
        ("members.age_bands", !members.age_bands.is_empty()),
        ("branch.county", branch.county.is_some()),
        ("branch.founded", branch.founded.is_some()),
        ("honours", !story.profile.honours.is_empty()),
        ("activities", !story.profile.activities.is_empty()),
    ];
    facts.into_iter().filter(|(_, is_stated)| !is_stated).map(|(key, _)| key).collect()
}
