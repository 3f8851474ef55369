//! Into how many files the search index and its texts are cut.
//!
//! Entry points: [`texts`] and [`indices`]. Both go by the lengths of the stories alone, so that
//! every address is known before the first story is indexed. Stories are numbered from the oldest:
//! a new one lengthens the last file of texts and leaves the others as they are.

use std::ops::Range;
use std::sync::Arc;

use crate::parse::Story;

/// Characters after which a file of texts is full: ten of them, each for one result, are about
/// 100 KB as a host sends them.
const TEXT: usize = 5_000;
/// Characters that the facts of a story take, beside its text.
const FACTS: usize = 150;
/// Characters whose postings make one file of the index: about 30 KB.
const INDEX: usize = 24_000;

/// Numbers of the stories in each file of texts; `stories` come newest first.
pub(super) fn texts(stories: &[Arc<Story>]) -> Vec<Range<u32>> {
    let mut files = Vec::new();
    let (mut start, mut length) = (0, 0);
    for (number, story) in (0..).zip(stories.iter().rev()) {
        length += FACTS + story.body.characters;
        if length >= TEXT {
            files.push(start..number + 1);
            (start, length) = (number + 1, 0);
        }
    }
    let end = super::narrow(stories.len());
    if start < end {
        files.push(start..end);
    }
    files
}

/// How many files the index has.
pub(super) fn indices(stories: &[Arc<Story>]) -> usize {
    let length: usize = stories.iter().map(|story| FACTS + story.body.characters).sum();
    length.div_ceil(INDEX)
}
