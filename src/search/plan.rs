//! Into how many files the search index and its texts are cut.
//!
//! Entry points: [`Plan::of`], [`files`]. They go by the lengths of the stories alone, so that every
//! address is known before the first story is indexed. Stories are numbered from the oldest: a new
//! one lengthens the last file of texts and the last segment, and leaves the others as they are.

use std::ops::Range;

use blake3::Hash;

use crate::site::{Content, SearchFile, Searched};

/// Characters after which a file of texts is full: ten of them, each for one result, are about
/// 100 KB as a host sends them.
const TEXT: usize = 5_000;
/// Characters after which a segment is full, about 15,000 stories: the largest that is indexed in
/// a few dozen megabytes.
const SEGMENT: usize = 28_000_000;
/// Characters whose postings make one part of a segment: about 30 KB.
const PART: usize = 24_000;

/// How the index and the texts of a site are cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// All that is found, the oldest first.
    pub(super) all: Vec<Searched>,
    /// The segments of the index, the oldest first.
    pub(super) segments: Vec<Stretch>,
    /// The numbers of the stories in each file of texts.
    pub(super) texts: Vec<Range<u32>>,
    /// Of all settings: what is searched is read and worded by them.
    pub(super) settings: Hash,
}

/// A stretch of stories with an index of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Their numbers, counted from the oldest story.
    pub(super) stories: Range<u32>,
    /// In how many parts its index is published.
    pub(super) parts: usize,
}

impl Plan {
    /// The plan for these stories.
    pub fn of(content: &Content) -> Self {
        let numbered = || (0..).zip(content.searched.iter().map(|one| length(content, *one)));
        let segment =
            |(stories, sum): (Range<u32>, usize)| Stretch { stories, parts: sum.div_ceil(PART) };
        Self {
            all: content.searched.clone(),
            segments: stretches(numbered(), SEGMENT).into_iter().map(segment).collect(),
            texts: stretches(numbered(), TEXT).into_iter().map(|(range, _)| range).collect(),
            settings: blake3::hash(format!("{:?}", content.config).as_bytes()),
        }
    }

    /// The numbers of what is in a file of texts.
    pub fn texts_of(&self, number: usize) -> Range<u32> {
        self.texts[number].clone()
    }

    /// The files of texts that hold nothing but what is numbered so.
    pub(super) fn files_within(&self, numbers: &Range<u32>) -> Range<usize> {
        let first = self.texts.partition_point(|file| file.start < numbers.start);
        let end = self.texts.partition_point(|file| file.end <= numbers.end);
        first..end.max(first)
    }

    /// How many segments the index has.
    pub fn segments(&self) -> usize {
        self.segments.len()
    }

    fn files(&self) -> impl Iterator<Item = SearchFile> {
        let parts = (0..).zip(&self.segments).flat_map(|(segment, stretch)| {
            (0..stretch.parts).map(move |part| SearchFile::Index { segment, part })
        });
        let texts = (0..self.texts.len()).map(SearchFile::Text);
        [SearchFile::Manifest, SearchFile::Terms].into_iter().chain(parts).chain(texts)
    }
}

/// All files that the search page of a site loads; none where it has no search.
pub fn files(content: &Content) -> Vec<SearchFile> {
    if content.config.search { Plan::of(content).files().collect() } else { Vec::new() }
}

/// Characters of a story with its facts, or of an article.
pub(super) fn length(content: &Content, one: Searched) -> usize {
    match one {
        Searched::Story(id) => content.story(id).body.characters + 150,
        Searched::Article(id) => content.article(id).page.body.characters + 150,
    }
}

/// The numbers of texts, from the oldest, with their characters, in stretches of at least `size` characters, and how
/// many characters each has; only the last may have fewer.
pub(super) fn stretches(
    texts: impl Iterator<Item = (u32, usize)>,
    size: usize,
) -> Vec<(Range<u32>, usize)> {
    let mut stretches: Vec<(Range<u32>, usize)> = Vec::new();
    for (number, length) in texts {
        match stretches.last_mut().filter(|(_, sum)| *sum < size) {
            Some((range, sum)) => (range.end, *sum) = (number + 1, *sum + length),
            None => stretches.push((number..number + 1, length)),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_ends_with_the_text_that_fills_it() {
        let of = |lengths: &[usize]| stretches((5..).zip(lengths.iter().copied()), 10);
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[3]), [(5..6, 3)]);
        assert_eq!(of(&[9, 30, 4, 6, 1]), [(5..7, 39), (7..9, 10), (9..10, 1)]);
        assert_eq!(of(&[10, 10]), [(5..6, 10), (6..7, 10)]);
    }

    #[test]
    fn files_lie_within_a_stretch_where_all_their_texts_do() {
        let plan = Plan {
            all: Vec::new(),
            segments: Vec::new(),
            texts: vec![0..3, 3..4, 4..9, 9..12],
            settings: blake3::hash(b""),
        };
        let files = |numbers: Range<u32>| plan.files_within(&numbers);
        assert_eq!(files(0..12), 0..4);
        assert_eq!(files(0..9), 0..3);
        assert_eq!(files(1..9), 1..3);
        assert_eq!(files(3..8), 1..2);
        assert_eq!(files(4..12), 2..4);
        assert_eq!(files(5..8), 3..3, "a part of one file");
        assert_eq!(files(0..2), 0..0);
    }
}
