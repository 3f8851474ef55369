//! The law: whatever stands in a file is taken as it was plainly meant, or told with its place. It never just
//! disappears or changes its value.
//!
//! Valid profiles are changed at random as people do, from a fixed seed: a thousand times here, and
//! `LIUHAO_LAW=100000 cargo test --test law` for a long run. What is changed, and what must hold then, is in
//! one file for each part of a profile.
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

mod body;
mod changes;
mod dressed;
mod facts;
mod hinted;
mod marked;
mod meant;
mod sentence;

use std::sync::Arc;

use liuhao::diagnostic::{Diagnostic, Region, Source};
use liuhao::parse::body::Settings;
use liuhao::parse::{self, Document, Kind, Story};

/// A row of numbers that is the same in every run (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % end.max(1) as u64).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// How many changes are tried.
pub(crate) fn tries() -> u64 {
    setting("LIUHAO_LAW").unwrap_or(1000)
}

/// The seeds of the changes; from `LIUHAO_LAW_FROM` on, where a long run goes on or a change that fell is tried again.
pub(crate) fn seeds() -> std::ops::Range<u64> {
    let from = setting("LIUHAO_LAW_FROM").unwrap_or(0);
    from..from + tries()
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Fails with two of what fell of each change, and with how many.
pub(crate) fn report(fallen: &[String], tried: u64) {
    let name = |one: &&String| one.split(" (seed").next().unwrap_or_default().to_owned();
    let mut seen = std::collections::BTreeMap::new();
    let is_new = |one: &&String| {
        let count: &mut usize = seen.entry(name(one)).or_default();
        *count += 1;
        *count <= 2
    };
    let first: Vec<_> = fallen.iter().filter(is_new).take(12).cloned().collect();
    assert!(fallen.is_empty(), "{} of {tried}\n{}", fallen.len(), first.join("\n\n"));
}

/// What came of a text: the story, where there is one, and the lines that are told (from 1).
pub(crate) struct Read {
    pub(crate) story: Option<Arc<Story>>,
    pub(crate) told: Vec<usize>,
    pub(crate) faults: Vec<Diagnostic>,
}

pub(crate) fn read(text: &str) -> Read {
    let source = Source::decode("a.md".into(), text.as_bytes());
    let parsed = parse::parse(Kind::Story, "a".into(), &source, Settings::default());
    let line = |one: &Diagnostic| {
        let places = one.related.iter().map(|(place, _)| place).chain([&one.place]);
        let lines = places.map(|place| {
            place.span.and_then(|span| Region::of(&source.text, span)).map_or(0, |at| at.line)
        });
        lines.collect::<Vec<_>>()
    };
    let told = parsed.diagnostics.iter().flat_map(line).collect();
    let story = match parsed.document {
        Some(Document::Story(story)) => Some(story),
        _ => None,
    };
    Read { story, told, faults: parsed.diagnostics }
}
