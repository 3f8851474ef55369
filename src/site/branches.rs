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

/// Which name came after which.
struct Successors<'s> {
    /// The name that followed; `None` where several did.
    after: BTreeMap<&'s str, Option<&'s str>>,
}

impl<'s> Successors<'s> {
    fn of(stories: &'s [Arc<Story>]) -> Self {
        let mut after: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for story in stories {
            let name = story.branch_name();
            let former = story.profile.branch.former_names.iter().map(|former| former.name.trim());
            for former in former.filter(|former| !former.is_empty() && *former != name) {
                let known = after.entry(former).or_insert(Some(name));
                *known = known.filter(|known| *known == name);
            }
        }
        Self { after }
    }

    /// The last name of the branch that was once called `name`. Of names that follow each other in a ring, the
    /// first by its characters stands for all.
    fn last(&self, name: &'s str) -> &'s str {
        let mut path = vec![name];
        while let Some(next) = path.last().and_then(|name| self.after.get(name).copied().flatten())
        {
            if let Some(at) = path.iter().position(|seen| *seen == next) {
                return path[at..].iter().min().copied().unwrap_or(name);
            }
            path.push(next);
        }
        path.last().copied().unwrap_or(name)
    }
}
