//! Which stories tell of one branch.
//!
//! Entry points: [`branches`], [`Branch`], [`identity`]. A branch is known by its name, in whatever width and with
//! whatever blanks it was typed. A story under a name that exactly one other branch gives as its former one is that
//! branch's; a name that two give up (a branch was divided) stays its own.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::parse::Story;
use crate::site::id::StoryId;
use crate::slug;

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

/// What two ways of typing one name have in common: 甲县第1党支部 of 甲县 第１党支部.
pub fn identity(name: &str) -> Cow<'_, str> {
    let is_plain = |c| matches!(c, '\u{4e00}'..='\u{9fff}' | '0'..='9');
    if name.chars().all(is_plain) {
        return name.into();
    }
    let says = |c: &char| !c.is_whitespace() && !slug::is_invisible(*c) && !"“”\"‘’'".contains(*c);
    name.nfkc().filter(says).collect()
}

/// The branches of `stories` (newest first), by their newest story.
pub(super) fn branches(stories: &[Arc<Story>]) -> Vec<Branch<'_>> {
    let names: Vec<_> = stories.iter().map(|story| Names::of(story)).collect();
    let successors = Successors::of(&names);
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut branches: Vec<Branch<'_>> = Vec::new();
    for ((id, story), names) in StoryId::all(stories).zip(&names) {
        let name = successors.last(&names.own);
        let place = *places.entry(name).or_insert(branches.len());
        match branches.get_mut(place) {
            Some(branch) => branch.stories.push((id, story)),
            None => branches.push(Branch { stories: vec![(id, story)] }),
        }
    }
    branches
}

/// The names that a story gives its branch.
struct Names<'s> {
    own: Cow<'s, str>,
    former: Vec<Cow<'s, str>>,
}

impl<'s> Names<'s> {
    fn of(story: &'s Story) -> Self {
        let former = story.profile.branch.former_names.iter().map(|former| identity(&former.name));
        Self { own: identity(story.branch_name()), former: former.collect() }
    }
}

/// The last name of each branch that has another one.
struct Successors<'s> {
    last: HashMap<&'s str, &'s str>,
}

impl<'s> Successors<'s> {
    fn of(names: &'s [Names<'_>]) -> Self {
        // The name that followed; `None` where several did.
        let mut after: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for Names { own: name, former } in names {
            let former = former.iter().map(|former| &**former);
            for former in former.filter(|former| !former.is_empty() && *former != &**name) {
                let known = after.entry(former).or_insert(Some(&**name));
                *known = known.filter(|known| *known == &**name);
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

    #[test]
    fn a_name_is_one_however_it_was_typed() {
        for typed in
            ["甲县 第１党支部", "甲县\u{3000}第1党支部", "“甲县”第1党支部", "甲县\u{200b}第1党支部"]
        {
            assert_eq!(identity(typed), "甲县第1党支部", "{typed}");
        }
        assert_eq!(identity("甲支部（一局）"), identity("甲支部 (一局)"));
        assert_ne!(identity("甲县第1党支部"), identity("甲县第一党支部"));
    }

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
