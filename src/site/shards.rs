//! Into how many files the search index and its texts are cut.
//!
//! Entry points: `texts` and `segments`. Both go by the lengths of the stories alone, so that
//! every address is known before the first story is indexed. Stories are numbered from the oldest:
//! a new one lengthens the last file of texts and the last segment, and leaves the others as they
//! are.

use std::ops::Range;
use std::sync::Arc;

use crate::parse::Story;

/// Characters after which a file of texts is full: ten of them, each for one result, are about
/// 100 KB as a host sends them.
const TEXT: usize = 5_000;
/// Characters after which a segment is full, about 15,000 stories: the largest that is indexed in
/// a few dozen megabytes.
const SEGMENT: usize = 28_000_000;
/// Characters whose postings make one part of a segment: about 30 KB.
const PART: usize = 24_000;

/// A stretch of stories with an index of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Their numbers, counted from the oldest story.
    pub stories: Range<u32>,
    /// In how many parts its index is published.
    pub parts: usize,
}

/// Characters of a story with its facts.
fn length(story: &Story) -> usize {
    story.body.characters + 150
}

/// The numbers of `stories`, from the oldest, in stretches of at least `size` characters, and how
/// many characters each has; only the last may have fewer.
pub fn stretches<'s>(
    stories: impl Iterator<Item = (u32, &'s Story)>,
    size: usize,
) -> Vec<(Range<u32>, usize)> {
    let mut stretches: Vec<(Range<u32>, usize)> = Vec::new();
    for (number, story) in stories {
        match stretches.last_mut().filter(|(_, sum)| *sum < size) {
            Some((range, sum)) => (range.end, *sum) = (number + 1, *sum + length(story)),
            None => stretches.push((number..number + 1, length(story))),
        }
    }
    stretches
}

fn from_oldest(stories: &[Arc<Story>]) -> impl Iterator<Item = (u32, &Story)> {
    (0..).zip(stories.iter().rev().map(|story| &**story))
}

/// Numbers of the stories in each file of texts; `stories` come newest first.
pub(super) fn texts(stories: &[Arc<Story>]) -> Vec<Range<u32>> {
    stretches(from_oldest(stories), TEXT).into_iter().map(|(range, _)| range).collect()
}

/// The segments of the index; `stories` come newest first.
pub(super) fn segments(stories: &[Arc<Story>]) -> Vec<Segment> {
    let segment =
        |(stories, sum): (Range<u32>, usize)| Segment { stories, parts: sum.div_ceil(PART) };
    stretches(from_oldest(stories), SEGMENT).into_iter().map(segment).collect()
}
