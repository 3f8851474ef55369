//! Sums over all stories.
//!
//! Entry point: [`Statistics::of`]. A branch counts once, with its newest story. Qualifiers are
//! respected (至少 190 场次); unlike units, and counts of different windows, are never added.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::parse::Story;
use crate::quantity::{self, AgeRange, Quantity, Total, UnitKind};
use crate::site::StoryId;

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
    /// Members by age, youngest first, over branches that state their bands.
    pub ages: Vec<AgeTotal>,
    /// How many branches state them.
    pub branches_with_ages: usize,
    /// What the branches did, the most common first.
    pub activities: Vec<ActivityTotal>,
    /// Branches that lack a fact, newest first.
    pub missing: Vec<Missing>,
}

/// Members of one age.
#[derive(Debug, Clone, PartialEq)]
pub struct AgeTotal {
    /// The most common label for these ages.
    pub label: String,
    /// The ages.
    pub range: AgeRange,
    /// Members.
    pub count: u64,
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
        let ages = newest.iter().filter(|(_, story)| !story.profile.members.age_bands.is_empty());
        Self {
            stories: stories.len(),
            branches: newest.len(),
            members: members(stated()),
            branches_with_members: stated().count(),
            ages: age_totals(ages.clone().map(|(_, story)| *story)),
            branches_with_ages: ages.count(),
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

fn age_totals<'a>(stories: impl Iterator<Item = &'a Story>) -> Vec<AgeTotal> {
    let mut totals: BTreeMap<(u8, u8), (u64, BTreeMap<&str, usize>)> = BTreeMap::new();
    for band in stories.flat_map(|story| &story.profile.members.age_bands) {
        let key = (band.range.min.unwrap_or(0), band.range.max.unwrap_or(u8::MAX));
        let (count, labels) = totals.entry(key).or_default();
        *count += u64::from(band.count);
        *labels.entry(&band.label).or_default() += 1;
    }
    totals
        .into_iter()
        .map(|((min, max), (count, labels))| AgeTotal {
            label: most_common(&labels).to_owned(),
            range: AgeRange {
                min: Some(min).filter(|min| *min > 0),
                max: Some(max).filter(|max| *max < u8::MAX),
            },
            count,
        })
        .collect()
}

/// The most common of some texts; of equals the first in order.
fn most_common<'a>(texts: &BTreeMap<&'a str, usize>) -> &'a str {
    let best = texts.iter().min_by_key(|(_, count)| std::cmp::Reverse(**count));
    best.map(|(text, _)| *text).unwrap_or_default()
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
    let keys: Vec<_> =
        facts.into_iter().filter(|(_, is_stated)| !is_stated).map(|(key, _)| key).collect();
    (!keys.is_empty()).then_some(Missing { story: id, keys })
}
