//! What the branches did, added up: one sum for each activity, unit and window of time.
//!
//! Entry point: [`activity_totals`]. What cannot be added is listed with the reason.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::quantity::{self, NotSummed, Quantity, SumKey, Total};
use crate::site::branches::Branch;
use crate::site::window::Window;

/// One activity over all branches, in one unit and one window.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivityTotal {
    /// What.
    pub name: String,
    /// From when on.
    pub since: Option<String>,
    /// How much.
    pub amount: Amount,
    /// Branches that state it.
    pub branches: usize,
}

/// How much of an activity there was.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// The sum.
    Sum(Total),
    /// What the only branch wrote, where nothing could be added to it.
    Written(Box<str>),
    /// No sum, as these are never added.
    Apart(NotSummed),
    /// No sum, as every branch counts from a day of its own.
    OwnWindows,
}

/// A count with the branch that states it.
type Stated<'s> = (usize, &'s Quantity);

pub(super) fn activity_totals(branches: &[Branch<'_>]) -> Vec<ActivityTotal> {
    let mut lists: BTreeMap<(&str, Window), Vec<Stated<'_>>> = BTreeMap::new();
    for (at, branch) in branches.iter().enumerate() {
        let mut newer = BTreeSet::new();
        for (_, story) in &branch.stories {
            let activities = story.profile.activities.iter().map(|activity| {
                let window = Window::of(activity.since.as_deref(), story);
                ((activity.name.trim(), window), &activity.count)
            });
            let own: Vec<_> = activities.filter(|(key, _)| !newer.contains(key)).collect();
            // Only a story with others beside it has to remember what it said.
            if branch.stories.len() > 1 {
                newer.extend(own.iter().map(|(key, _)| key.clone()));
            }
            for (key, count) in own {
                lists.entry(key).or_default().push((at, count));
            }
        }
    }
    let mut totals: Vec<_> = lists
        .iter()
        .flat_map(|((name, window), counts)| {
            alike(counts).into_iter().map(move |(key, counts)| {
                let total = total(name, window, key, &counts);
                (window, total)
            })
        })
        .collect();
    tell_apart(&mut totals);
    let mut totals: Vec<_> = totals.into_iter().map(|(_, total)| total).collect();
    totals.sort_by_key(|total| Reverse(total.branches));
    totals
}

/// With what a count may be added, or why with nothing.
type Key<'s> = Result<SumKey<'s>, NotSummed>;

/// Counts by what may be added, in the order of first appearance.
fn alike<'s>(counts: &[Stated<'s>]) -> Vec<(Key<'s>, Vec<Stated<'s>>)> {
    let mut groups: Vec<(Key<'s>, Vec<Stated<'s>>)> = Vec::new();
    for (branch, count) in counts {
        let key = count.sum_key();
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, group)) => group.push((*branch, count)),
            None => groups.push((key, vec![(*branch, count)])),
        }
    }
    groups
}

fn total(name: &str, window: &Window, key: Key<'_>, counts: &[Stated<'_>]) -> ActivityTotal {
    let mut branches: Vec<usize> = counts.iter().map(|(branch, _)| *branch).collect();
    branches.dedup();
    let is_own = matches!(window, Window::Own(_)) && branches.len() > 1;
    let sum = || quantity::sum(counts.iter().map(|(_, count)| *count)).pop();
    let amount = match (key, counts) {
        (Ok(_), _) if is_own => Amount::OwnWindows,
        (Ok(_), _) => sum().map_or(Amount::Apart(NotSummed::Bare), Amount::Sum),
        (Err(_), [(_, only)]) => Amount::Written(only.text().into()),
        (Err(why), _) => Amount::Apart(why),
    };
    let since = Some(window.to_string()).filter(|text| !text.is_empty());
    ActivityTotal { name: name.to_owned(), since, amount, branches: branches.len() }
}

/// Of windows that read alike and are not, each says when it was said: 去年以来（2024年）.
fn tell_apart(totals: &mut [(&Window, ActivityTotal)]) {
    let mut windows: BTreeMap<(String, Option<String>), BTreeSet<&Window>> = BTreeMap::new();
    for (window, total) in totals.iter() {
        windows.entry((total.name.clone(), total.since.clone())).or_default().insert(window);
    }
    for (window, total) in totals {
        let key = (total.name.clone(), total.since.clone());
        if let (Some(since), Some(said)) = (&mut total.since, window.said())
            && windows.get(&key).is_some_and(|alike| alike.len() > 1)
        {
            *since = format!("{since}（{said}）");
        }
    }
}
