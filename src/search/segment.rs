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
        let is_due = sum > 0 && sum * parts as u64 >= all * cuts.len() as u64;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::runs::Key;

    /// Texts of three hundred letters each, which seldom follow each other twice, and of some that often do.
    fn texts(numbers: Range<u32>) -> Vec<Text> {
        let letter = |number: u32, at: u32| {
            let mixed = (number * 300 + at + 1).wrapping_mul(2_654_435_761);
            char::from_u32(0x4E00 + (mixed >> 16) % 3000).unwrap()
        };
        let text = |number| Text {
            head: format!("银发先锋{}", letter(number, 0)),
            body: (0..300).map(|at| letter(number, at)).collect::<String>() + "老同志的学习",
        };
        numbers.map(text).collect()
    }

    fn made(texts: &[Text], key: Key) -> Made {
        Made { key, run: Run::of(texts), hash: [1; 32] }
    }

    /// A segment of these runs, in so many parts.
    fn segment(runs: Vec<Made>, parts: usize) -> Segment {
        let windows = runs.iter().map(|made| made.run.window_count() as usize).sum();
        let cuts = cuts(&runs, parts);
        Segment { number: 0, first: 0, runs, cuts, windows, hash: blake3::hash(b"") }
    }

    fn parts(segment: &Segment) -> Vec<String> {
        let parts = 0..segment.cuts.len() - 1;
        parts.map(|part| String::from_utf8(segment.part(part)).unwrap()).collect()
    }

    #[test]
    fn however_it_is_cut_into_runs_the_index_is_the_same() {
        let all = texts(0..60);
        let cut_at = |places: &[usize]| {
            let ends = places.iter().copied().chain([all.len()]);
            let starts = std::iter::once(0).chain(places.iter().copied());
            starts.zip(ends).map(|(start, end)| made(&all[start..end], None)).collect::<Vec<_>>()
        };
        let whole = segment(cut_at(&[]), 3);
        assert!(parts(&whole).iter().all(|part| part.len() > 1000), "each part has much");
        for places in [&[20][..], &[1, 2, 30], &[59], &[10, 20, 30, 40, 50]] {
            let mut runs = segment(cut_at(places), 3);
            // Where it is cut goes by the runs; what stands between two cuts does not.
            runs.cuts.clone_from(&whole.cuts);
            assert_eq!(parts(&runs), parts(&whole), "{places:?}");
            let outline = |segment: &Segment| serde_json::to_string(&segment.outline()).unwrap();
            assert_eq!(outline(&runs), outline(&whole), "{places:?}");
        }
    }

    #[test]
    fn parts_are_of_about_one_size_and_hold_every_pair_once() {
        let whole = segment(vec![made(&texts(0..200), None)], 1);
        let sizes = |parts: &[String]| parts.iter().map(String::len).collect::<Vec<_>>();
        let all = sizes(&parts(&whole))[0];
        for number in [2, 3, 5, 8] {
            let cut = segment(vec![made(&texts(0..200), None)], number);
            let sizes = sizes(&parts(&cut));
            assert_eq!(sizes.len(), number);
            let even = all / number;
            assert!(sizes.iter().all(|size| (even / 2..even * 2).contains(size)), "{sizes:?}");
            let sum: usize = sizes.iter().sum();
            assert!(sum.abs_diff(all) < number * 100, "{sum} of {all}");
        }
        // More parts than there are places to cut: the last are empty, and there all the same.
        let few = segment(vec![made(&texts(0..1), None)], 4);
        let is_empty: Vec<bool> = parts(&few).iter().map(|part| part.contains("{}")).collect();
        assert!(is_empty.is_sorted() && is_empty.ends_with(&[true]) && !is_empty[0]);
        assert_eq!(
            parts(&segment(Vec::new(), 2)),
            ["liuhaoSearch(\"index\",0,{});\n", "liuhaoSearch(\"index\",1,{});\n"]
        );
    }

    #[test]
    fn a_part_with_the_same_key_has_the_same_bytes() {
        let runs = || vec![made(&texts(0..100), None), made(&texts(100..200), None)];
        let before = segment(runs(), 4);
        let mut changed = texts(100..200);
        changed[99].body.push_str("\n龥龥");
        let mut after = segment(vec![made(&texts(0..100), None), made(&changed, None)], 4);
        after.cuts.clone_from(&before.cuts);
        let is_kept = |part| {
            let is_same = before.key(part) == after.key(part);
            assert!(!is_same || before.part(part) == after.part(part), "part {part}");
            is_same
        };
        let kept: Vec<bool> = (0..4).map(is_kept).collect();
        assert_eq!(kept, [true, true, true, false]);
        // Another window somewhere, and the lists are written in other numbers.
        changed[99].body.push_str(&"甲".repeat(300));
        let mut longer = segment(vec![made(&texts(0..100), None), made(&changed, None)], 4);
        longer.cuts.clone_from(&before.cuts);
        assert!((0..4).all(|part| longer.key(part) != before.key(part)));
    }

    #[test]
    fn runs_that_are_kept_come_back_and_none_that_was_cut_off() {
        let runs = vec![made(&texts(0..30), Some([1; 32])), made(&texts(30..60), Some([2; 32]))];
        let whole = segment(runs, 2);
        let mut kept = Vec::new();
        let done: Result<(), Infallible> = whole.keep(&mut |bytes| {
            kept.extend_from_slice(bytes);
            Ok(())
        });
        assert_eq!(done, Ok(()));
        let known = Runs::of(Some(kept.clone()));
        assert!(known.are(&[Some([2; 32]), Some([1; 32])]));
        assert!(!known.are(&[Some([1; 32])]), "one more than is asked for");
        assert!(!known.are(&[Some([1; 32]), Some([3; 32])]));
        assert!(!known.are(&[Some([1; 32]), None]));
        let back = [1, 2].map(|key| known.take(&[key; 32]).unwrap());
        assert_eq!(known.take(&[1; 32]).map(|made| made.hash), None, "each is asked for once");
        let back = segment(back.into(), 2);
        assert_eq!(parts(&back), parts(&whole));
        kept.pop();
        let torn = Runs::of(Some(kept));
        assert!(torn.are(&[Some([1; 32])]));
        assert!(Runs::of(None).are(&[]));
        // A run of which it is not known what it is made of is not kept.
        assert_eq!(made(&texts(0..1), None).head(), None);
    }
}
