//! Stories that a reader of this one may like.
//!
//! Entry point: [`related`]. Shared tags count most, then the county, then nearness in time. Only
//! the nearest few of each term are looked at, so that the cost of a page does not grow with the
//! content.

use std::collections::BTreeMap;

use crate::site::content::Content;
use crate::site::id::StoryId;
use crate::site::taxonomy::{Kind, Term};

/// Neighbours of a term's list that are looked at, to either side.
const REACH: usize = 4;

/// Up to `max` related stories, the best first; never the story itself.
pub fn related(content: &Content, id: StoryId, max: usize) -> Vec<StoryId> {
    let mut scores: BTreeMap<StoryId, u32> = BTreeMap::new();
    for (kind, weight) in [(Kind::Tag, 2), (Kind::County, 1)] {
        let taxonomy = content.taxonomies.of(kind);
        for name in kind.terms(content.story(id), &content.config) {
            for near in taxonomy.term(&name).into_iter().flat_map(|term| nearest(term, id)) {
                *scores.entry(near).or_default() += weight;
            }
        }
    }
    let mut found: Vec<_> = scores.into_iter().collect();
    found.sort_by_key(|(other, score)| (std::cmp::Reverse(*score), other.distance(id), *other));
    found.into_iter().map(|(other, _)| other).take(max).collect()
}

fn nearest(term: &Term, id: StoryId) -> impl Iterator<Item = StoryId> {
    let at = term.stories.binary_search(&id).unwrap_or_else(|at| at);
    let near = at.saturating_sub(REACH)..(at + REACH + 1).min(term.stories.len());
    term.stories[near].iter().copied().filter(move |other| *other != id)
}
