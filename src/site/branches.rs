//! Which stories tell of one branch.
//!
//! Entry points: [`Branches`], [`Branch`]. A branch is known by its name. A story under a name that exactly one other
//! branch gives as its former one is that branch's; a name that two give up (a branch was divided) stays its own.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::parse::Story;
use crate::site::id::StoryId;

/// A branch with its stories.
#[derive(Debug)]
pub(super) struct Branch<'s> {
    /// Its stories, newest first; at least one.
    pub stories: Vec<(StoryId, &'s Story)>,
}

impl<'s> Branch<'s> {
    /// A fact of the newest story that states it.
    pub(super) fn newest<T>(&self, fact: impl Fn(&'s Story) -> Option<T>) -> Option<T> {
        self.stories.iter().find_map(|(_, story)| fact(story))
    }
}

/// The branches of `stories` (newest first), by their newest story.
pub(super) fn branches(stories: &[Arc<Story>]) -> Vec<Branch<'_>> {
    let successors = Successors::of(stories);
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut branches: Vec<Branch<'_>> = Vec::new();
    for (id, story) in StoryId::all(stories) {
        let name = successors.last(story.branch_name());
        let place = *places.entry(name).or_insert(branches.len());
        match branches.get_mut(place) {
            Some(branch) => branch.stories.push((id, story)),
            None => branches.push(Branch { stories: vec![(id, story)] }),
        }
    }
    branches
}

/// The last name of each branch that has another one.
struct Successors<'s> {
    last: HashMap<&'s str, &'s str>,
}

impl<'s> Successors<'s> {
    fn of(stories: &'s [Arc<Story>]) -> Self {
        // The name that followed; `None` where several did.
        let mut after: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for story in stories {
            let name = story.branch_name();
            let former = story.profile.branch.former_names.iter().map(|former| former.name.trim());
            for former in former.filter(|former| !former.is_empty() && *former != name) {
                let known = after.entry(former).or_insert(Some(name));
                *known = known.filter(|known| *known == name);
            }
        }
        let mut last = HashMap::new();
        for name in after.keys() {
            follow(name, &after, &mut last);
        }
        Self { last }
    }

    /// The last name of the branch that was once called `name`.
    fn last(&self, name: &'s str) -> &'s str {
        self.last.get(name).copied().unwrap_or(name)
    }
}

/// Notes the last name for `name` and all that come after it. Of names that follow each other in a ring, the first by
/// its characters stands for all.
fn follow<'s>(
    name: &'s str,
    after: &BTreeMap<&'s str, Option<&'s str>>,
    last: &mut HashMap<&'s str, &'s str>,
) {
    let (mut path, mut end) = (Vec::new(), name);
    // Each name is walked over once: it is noted before the next is looked at.
    while !last.contains_key(end) {
        path.push(end);
        last.insert(end, end);
        let Some(next) = after.get(end).copied().flatten() else { break };
        end = next;
    }
    let ring = path.iter().position(|seen| *seen == end);
    let known = last.get(end).copied().unwrap_or(end);
    let end = ring.and_then(|at| path[at..].iter().min().copied()).unwrap_or(known);
    last.extend(path.into_iter().map(|name| (name, end)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(after: &[(&'static str, &'static str)], name: &'static str) -> &'static str {
        let after =
            after.iter().map(|(former, name)| (*former, Some(*name))).collect::<BTreeMap<_, _>>();
        let mut last = HashMap::new();
        for name in after.keys() {
            follow(name, &after, &mut last);
        }
        last.get(name).copied().unwrap_or(name)
    }

    #[test]
    fn names_lead_to_the_last_one() {
        let chain = [("甲", "乙"), ("乙", "丙"), ("丁", "乙")];
        for name in ["甲", "乙", "丙", "丁"] {
            assert_eq!(last(&chain, name), "丙");
        }
        let ring = [("a", "c"), ("c", "b"), ("b", "c"), ("d", "a")];
        for name in ["a", "b", "c", "d"] {
            assert_eq!(last(&ring, name), "b");
        }
        assert_eq!(last(&ring, "e"), "e");
    }
}
