//! Full-text search that needs no server: an index of neighbouring characters, made at build time,
//! of which `search.js` loads the few parts that a query asks for.
//!
//! Entry points: [`Index::new`], then [`Index::manifest`] and [`Index::part`]; [`texts`] and
//! [`terms`] need no index.
//!
//! # How a phrase is found
//! Chinese has no words to look up, so every pair of neighbouring characters is indexed, folded
//! ([`fold`]): a text that holds 党员活动 holds 党员, 员活 and 活动. It is noted for windows of a
//! story, not for the story as a whole, so that few windows hold the pairs without the phrase. The
//! browser loads the lists of the rarest pairs, intersects them, and looks the phrase up in the
//! texts of the windows that are left: what it shows does hold the phrase, and nothing is missed.
//!
//! # What is published
//! Scripts, because a page that is opened from a disk may load nothing else.
//! - `search/manifest.js`: how many stories and windows, the first window of each story, the first
//!   pair of each part of the index, the first story of each file of texts.
//! - `search/index/n.js`: for each first character its second characters and, for each of these,
//!   the windows ([`postings`]).
//! - `search/text/n.js`: what is searched and shown of some stories ([`text`]).
//! - `search/terms.js`: the stories of each county, level and year; loaded when a reader filters.
//!
//! Stories are numbered from the oldest, windows in the order of stories. The first window of a
//! story is its title and names, so that these are found first. One name of a version stands behind
//! all addresses (`?v=`), so that a browser never joins parts of two builds.

mod fold;
mod postings;
mod run;
mod script;
mod text;

pub use text::Text;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;

use crate::config::Config;
use crate::parse::Story;
use crate::search::run::{Cursor, Pair, Run};
use crate::search::script::script;
use crate::site::taxonomy::Kind;
use crate::site::{Route, Site, permalink};

/// Characters of the stories of one run.
const RUN: usize = 500_000;
/// Changed whenever the meaning of what is published changes.
const FORMAT: &[u8] = b"1";

/// The index of a site, packed; its parts are made one by one.
#[derive(Debug)]
pub struct Index {
    runs: Vec<Run>,
    /// The first pair of each part, and the end.
    cuts: Vec<Pair>,
    version: String,
}

#[derive(Serialize)]
struct Manifest<'m> {
    version: &'m str,
    stories: usize,
    windows: usize,
    /// The first window of each story.
    starts: String,
    /// The first pairs of all parts but the first.
    cuts: String,
    /// The first story of each file of texts.
    texts: String,
}

impl Index {
    /// Indexes all stories, on all cores.
    pub fn new(site: &Site) -> Self {
        let runs: Vec<_> = blocks(site).into_par_iter().map(|block| run(site, block)).collect();
        let (runs, hashes): (Vec<_>, Vec<_>) = runs.into_iter().unzip();
        let mut hasher = blake3::Hasher::new();
        hasher.update(FORMAT);
        hashes.iter().for_each(|hash| _ = hasher.update(hash.as_bytes()));
        let version = hasher.finalize().to_hex()[..10].to_owned();
        let is_part = |route: Route| matches!(route, Route::SearchIndex(_));
        let parts = site.routes.iter().filter(|planned| is_part(planned.route)).count();
        Self { cuts: cuts(&runs, parts), runs, version }
    }

    /// What addresses of this build end with.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// `search/manifest.js`.
    pub fn manifest(&self, site: &Site) -> Vec<u8> {
        let (mut starts, mut windows) = (Vec::with_capacity(site.stories.len()), 0);
        for run in &self.runs {
            for count in &run.windows {
                starts.push(windows);
                windows += count;
            }
        }
        let texts: Vec<_> = text_ranges(site).map(|range| range.start).collect();
        let inner = self.cuts.get(1..self.cuts.len().saturating_sub(1)).unwrap_or_default();
        let cuts = inner.iter().map(|pair| pair.characters()).flat_map(|(a, b)| [a, b]).collect();
        let manifest = Manifest {
            version: &self.version,
            stories: site.stories.len(),
            windows: windows as usize,
            starts: list(&starts, windows as usize),
            cuts,
            texts: list(&texts, site.stories.len()),
        };
        script("manifest", 0, &manifest)
    }

    /// `search/index/<number>.js`.
    pub fn part(&self, number: usize) -> Vec<u8> {
        let (start, end) = (self.cuts[number], self.cuts[number + 1]);
        let mut cursors: Vec<_> = self.runs.iter().map(|run| Cursor::at(run, start)).collect();
        let mut bases = Vec::with_capacity(self.runs.len());
        let mut windows = 0;
        for run in &self.runs {
            bases.push(windows);
            windows += run.window_count();
        }
        let mut next: BinaryHeap<_> =
            cursors.iter().enumerate().map(|(run, cursor)| Reverse((cursor.pair, run))).collect();
        let mut data: BTreeMap<char, (String, String)> = BTreeMap::new();
        let mut found = Vec::new();
        while let Some(Reverse((pair, _))) = next.peek().copied().filter(|top| top.0.0 < end) {
            found.clear();
            while let Some(Reverse((_, run))) = next.peek().copied().filter(|top| top.0.0 == pair) {
                next.pop();
                cursors[run].each(|window| found.push(bases[run] + window));
                next.push(Reverse((cursors[run].pair, run)));
            }
            let (first, second) = pair.characters();
            let (seconds, lists) = data.entry(first).or_default();
            if !seconds.is_empty() {
                lists.push(' ');
            }
            seconds.push(second);
            postings::encode(&found, windows as usize, lists);
        }
        script("index", number, &data)
    }
}

/// Numbers of stories with about [`RUN`] characters, counted from the oldest.
fn blocks(site: &Site) -> Vec<Range<u32>> {
    let (mut blocks, mut start, mut length) = (Vec::new(), 0, 0);
    for (number, story) in (0..).zip(site.stories.iter().rev()) {
        // The facts of many stories are longer than their texts.
        length += story.body.characters + 150;
        if length >= RUN {
            blocks.push(start..number + 1);
            (start, length) = (number + 1, 0);
        }
    }
    let end = u32::try_from(site.stories.len()).unwrap_or(u32::MAX);
    if start < end {
        blocks.push(start..end);
    }
    blocks
}

/// The run of some stories, and the hash of all that is published of them.
fn run(site: &Site, block: Range<u32>) -> (Run, blake3::Hash) {
    let mut hasher = blake3::Hasher::new();
    let texts: Vec<_> = block
        .map(|number| {
            let story = site.story_from_oldest(number);
            let text = Text::of(site, story);
            for part in [&*story.slug, &date(story), &text.head, &text.body] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
            text
        })
        .collect();
    (Run::of(&texts), hasher.finalize())
}

/// Pairs that cut the runs into `parts` parts of about one size.
fn cuts(runs: &[Run], parts: usize) -> Vec<Pair> {
    let mut weights: Vec<_> = runs.iter().flat_map(Run::weights).collect();
    weights.sort_unstable();
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

fn list(numbers: &[u32], universe: usize) -> String {
    let mut text = String::new();
    postings::encode(numbers, universe, &mut text);
    text
}

fn date(story: &Story) -> String {
    story.profile.date.map(|date| date.to_string()).unwrap_or_default()
}

/// The numbers of the stories in each file of texts.
fn text_ranges(site: &Site) -> impl Iterator<Item = Range<u32>> {
    site.routes.iter().filter_map(|planned| match planned.route {
        Route::SearchText(_, start, end) => Some(start..end),
        _ => None,
    })
}

/// `search/text/<number>.js`: address, date, county, levels, head and body of each story.
pub fn texts(site: &Site, number: usize, stories: Range<u32>) -> Vec<u8> {
    let rows: Vec<_> = stories
        .map(|number| {
            let story = site.story_from_oldest(number);
            let text = Text::of(site, story);
            let county = story.profile.branch.county.as_deref().unwrap_or_default();
            let county = Config::canonical(&site.config.counties, county).to_owned();
            let address = permalink::href(&permalink::story(&story.slug));
            let levels = Kind::Honour.terms(story, &site.config).join("、");
            [address, date(story), county, levels, text.head, text.body]
        })
        .collect();
    script("text", number, &rows)
}

/// `search/terms.js`: for county, level and year the name of each term and its stories.
pub fn terms(site: &Site) -> Vec<u8> {
    let count = site.stories.len();
    let terms = |kind: Kind| -> Vec<(&str, String)> {
        let terms = site.taxonomies[kind as usize].terms.iter();
        let stories = terms.map(|term| {
            let ids = term.stories.iter().rev().map(|id| id.from_oldest(count));
            (&*term.name, list(&ids.collect::<Vec<_>>(), count))
        });
        stories.collect()
    };
    let kinds = [Kind::County, Kind::Honour, Kind::Year];
    let data: BTreeMap<_, _> = kinds.map(|kind| (kind.folder(), terms(kind))).into();
    script("terms", 0, &data)
}
