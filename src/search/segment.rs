//! The index of one stretch of stories.
//!
//! Entry points: [`Segment::new`], then [`Segment::parts`] for all that is published of it, [`Segment::key`] and
//! [`Segment::part`] for those of it that are not what they were, and [`Segment::outline`]. A segment is kept as packed runs; a part
//! joins what all runs hold of its pairs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::convert::Infallible;
use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;

use crate::search::plan::{Plan, length, stretches};
use crate::search::postings;
use crate::search::run::{Cursor, Pair, Run};
use crate::search::runs::{self, Key, Made, Runs};
use crate::search::script::script;
use crate::search::stories::{self, date};
use crate::search::text::Text;
use crate::site::{SearchFile, Searched, Site};

/// Hears the number of a file of texts, and may ask for its bytes, once.
type Hear<'h, E> = &'h (dyn Fn(usize, &mut dyn FnMut() -> Vec<u8>) -> Result<(), E> + Sync);

/// Characters of the stories of one run.
const RUN: usize = 250_000;

/// The index of some stories.
#[derive(Debug)]
pub struct Segment {
    /// Its place among the segments of its site.
    number: usize,
    /// The number of its first story.
    first: u32,
    runs: Vec<Made>,
    /// The first pair of each part, and the end.
    cuts: Vec<Pair>,
    windows: usize,
    hash: blake3::Hash,
}

/// What the manifest tells of a segment.
#[derive(Debug, Serialize)]
pub struct Outline {
    /// The number of its first story.
    first: u32,
    windows: usize,
    /// The first window of each story.
    starts: String,
    /// The first pairs of all parts but the first.
    cuts: String,
    /// What is published of its stories.
    #[serde(skip)]
    pub(super) hash: blake3::Hash,
}

impl Segment {
    /// Indexes the stories of a segment, on all cores.
    pub fn new(site: &Site, plan: &Plan, number: usize) -> Self {
        let made: Result<_, Infallible> =
            Self::with(site, plan, number, &Runs::default(), &|_, _| Ok(()));
        match made {
            Ok(segment) => segment,
            Err(never) => match never {},
        }
    }

    /// The same; `known` are runs of an earlier build. `hear` is told the files of texts for which all texts were at hand, by number,
    /// and may have the bytes of each.
    ///
    /// # Errors
    /// Those of `hear`.
    pub fn with<E: Send>(
        site: &Site,
        plan: &Plan,
        number: usize,
        known: &Runs,
        hear: Hear<'_, E>,
    ) -> Result<Self, E> {
        let planned = &plan.segments[number];
        let made = blocks(site, plan, number).into_par_iter().map(|(block, key)| {
            match key.and_then(|key| known.take(&key)) {
                Some(made) => Ok(made),
                None => run(site, plan, block, key, hear),
            }
        });
        let runs: Vec<_> = made.collect::<Result<_, E>>()?;
        let mut all = blake3::Hasher::new();
        for made in &runs {
            all.update(&made.hash);
        }
        Ok(Self {
            number,
            first: planned.stories.start,
            cuts: cuts(&runs, planned.parts),
            windows: runs.iter().map(|made| made.run.window_count() as usize).sum(),
            runs,
            hash: all.finalize(),
        })
    }

    /// Hands over what an earlier build's runs are known by, run by run.
    ///
    /// # Errors
    /// Those of `keep`.
    pub fn keep<E>(&self, keep: &mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        for made in &self.runs {
            if let Some(head) = made.head() {
                keep(&head)?;
                keep(&made.run.bytes)?;
            }
        }
        Ok(())
    }

    /// Whether all segments are made of these runs and no others.
    pub fn are_of(site: &Site, plan: &Plan, known: &Runs) -> bool {
        let all = (0..plan.segments.len()).flat_map(|number| blocks(site, plan, number));
        known.are(&all.map(|(_, key)| key).collect::<Vec<_>>())
    }

    /// What tells a part from what it was before: with the same one it has the same bytes.
    pub fn key(&self, number: usize) -> blake3::Hash {
        let (start, end) = (self.cuts[number], self.cuts[number + 1]);
        let mut made_of = Vec::with_capacity(4 * 1024);
        made_of.extend([start.0, end.0, self.windows as u64].map(u64::to_le_bytes).as_flattened());
        for Made { run, .. } in self.runs_within(start, end) {
            run.hash_within(start, end, &mut made_of);
        }
        blake3::hash(&made_of)
    }

    /// The runs, or none where no pair is within: there may be more parts than pairs to cut at.
    fn runs_within(&self, start: Pair, end: Pair) -> &[Made] {
        if start < end { &self.runs } else { &[] }
    }

    /// What the manifest tells of it.
    pub fn outline(&self) -> Outline {
        let (mut starts, mut windows) = (Vec::new(), 0);
        for count in self.runs.iter().flat_map(|made| &made.run.windows) {
            starts.push(windows);
            windows += count;
        }
        let inner = self.cuts.get(1..self.cuts.len().saturating_sub(1)).unwrap_or_default();
        let cuts = inner.iter().map(|pair| pair.characters());
        Outline {
            first: self.first,
            windows: self.windows,
            starts: postings::list(&starts, self.windows),
            cuts: cuts.flat_map(|(first, second)| [first, second]).collect(),
            hash: self.hash,
        }
    }

    /// All files of its index and their numbers here, to be made on all cores.
    pub fn parts(&self) -> impl ParallelIterator<Item = (SearchFile, usize)> {
        let parts = (0..self.cuts.len() - 1).into_par_iter();
        parts.map(|part| (SearchFile::Index { segment: self.number, part }, part))
    }

    /// `search/index/<segment>/<number>.js`.
    pub fn part(&self, number: usize) -> Vec<u8> {
        let (start, end) = (self.cuts[number], self.cuts[number + 1]);
        let mut join = Join::new(self.runs_within(start, end), start);
        let mut data: BTreeMap<char, (String, String)> = BTreeMap::new();
        let mut found = Vec::new();
        while let Some(pair) = join.next(end, &mut found) {
            let (first, second) = pair.characters();
            let (seconds, lists) = data.entry(first).or_default();
            if !seconds.is_empty() {
                lists.push(' ');
            }
            seconds.push(second);
            postings::encode(&found, self.windows, lists);
        }
        script("index", number, &data)
    }
}

/// The stretches of stories that one run is made of each, and what each run is made of.
fn blocks(site: &Site, plan: &Plan, number: usize) -> Vec<(Range<u32>, Key)> {
    let numbers = plan.segments[number].stories.clone();
    let stories = numbers.map(|number| (number, length(site, plan.all[number as usize])));
    let key = |block: &Range<u32>| runs::key(site, plan, block.clone());
    let blocks = stretches(stories, RUN).into_iter().map(|(block, _)| block);
    blocks.map(|block| (block.clone(), key(&block).map(|key| *key.as_bytes()))).collect()
}

/// The run of some stories, and the hash of all that is published of them.
fn run<E: Send>(
    site: &Site,
    plan: &Plan,
    block: Range<u32>,
    key: Key,
    hear: Hear<'_, E>,
) -> Result<Made, E> {
    let all = &plan.all[block.start as usize..block.end as usize];
    // Of an earlier build's texts only those of this run are read again, and nothing else goes on meanwhile.
    let texts: Vec<_> = all.par_iter().map(|one| Text::of(site, *one)).collect();
    // Hashed at once: many pieces of a text take longer.
    let mut published = Vec::new();
    for (one, text) in all.iter().zip(&texts) {
        let slug = match *one {
            Searched::Story(id) => &site.story(id).slug,
            Searched::Article(id) => &site.article(id).page.slug,
        };
        for part in [&**slug, &date(site, *one), &text.head, &text.body] {
            published.extend_from_slice(&(part.len() as u64).to_le_bytes());
            published.extend_from_slice(part.as_bytes());
        }
    }
    let hash = *blake3::hash(&published).as_bytes();
    drop(published);
    let made = Made { key, run: Run::of(&texts), hash };
    let mut texts = (block.start..).zip(all.iter().copied().zip(texts)).peekable();
    for file in plan.files_within(&block) {
        let stories = plan.texts_of(file);
        while texts.next_if(|(number, _)| *number < stories.start).is_some() {}
        let own = std::iter::from_fn(|| texts.next_if(|(number, _)| *number < stories.end));
        let mut own = Some(own.map(|(_, text)| text).collect::<Vec<_>>());
        hear(file, &mut || stories::file(site, file, own.take().into_iter().flatten()))?;
    }
    Ok(made)
}

/// Pairs that cut the runs into `parts` parts of about one size.
fn cuts(runs: &[Made], parts: usize) -> Vec<Pair> {
    let mut weights: Vec<_> = runs.iter().flat_map(|made| made.run.weights()).collect();
    weights.par_sort_unstable();
    let all: u64 = weights.iter().map(|(_, bytes)| u64::from(*bytes)).sum();
    let mut cuts = vec![Pair(0)];
    let mut sum = 0;
    for (pair, bytes) in weights {
        sum += u64::from(bytes);
        let is_due = sum * parts as u64 >= all * cuts.len() as u64;
        if is_due && cuts.len() < parts && cuts.last() < Some(&pair) {
            cuts.push(pair);
        }
    }
    cuts.resize(parts + 1, Pair::END);
    cuts
}

/// Reads several runs as if they were one.
struct Join<'r> {
    cursors: Vec<Cursor<'r>>,
    /// The number of each run's first window.
    bases: Vec<u32>,
    next: BinaryHeap<Reverse<(Pair, usize)>>,
}

impl<'r> Join<'r> {
    fn new(runs: &'r [Made], start: Pair) -> Self {
        let cursors: Vec<_> = runs.iter().map(|made| Cursor::at(&made.run, start)).collect();
        let next = (0..).zip(&cursors).map(|(run, cursor)| Reverse((cursor.pair, run))).collect();
        let mut windows = 0;
        let mut base = |run: &Run| {
            windows += run.window_count();
            windows - run.window_count()
        };
        Self { bases: runs.iter().map(|made| base(&made.run)).collect(), cursors, next }
    }

    /// The next pair before `end`; its windows are put into `found`.
    fn next(&mut self, end: Pair, found: &mut Vec<u32>) -> Option<Pair> {
        let Reverse((pair, _)) = *self.next.peek()?;
        if pair >= end {
            return None;
        }
        found.clear();
        while let Some(mut top) = self.next.peek_mut().filter(|top| top.0.0 == pair) {
            let run = top.0.1;
            let base = self.bases[run];
            self.cursors[run].each(|window| found.push(base + window));
            top.0.0 = self.cursors[run].pair;
        }
        Some(pair)
    }
}
