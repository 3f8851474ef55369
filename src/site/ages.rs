//! The age structure of all branches together.
//!
//! Entry point: [`AgeStructure::of`]. Offices cut the ages differently (60-69岁 here, 69岁及以下
//! there), and bands that overlap must not be added up side by side. So the totals use the cuts
//! that most branches share, and count the branches whose bands can be added up into them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::parse::profile::{AgeBand, Members};
use crate::quantity::AgeRange;

/// Members by age.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AgeStructure {
    /// Bands that cover all ages without overlap, youngest first.
    pub bands: Vec<AgeTotal>,
    /// How many branches they add up.
    pub branches: usize,
    /// How many branches name all ages and cut them otherwise.
    pub cut_otherwise: usize,
    /// How many branches name some of the ages only.
    pub partial: usize,
}

/// Members of one age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgeTotal {
    /// The ages.
    pub range: AgeRange,
    /// What most branches call them: `70-79岁`.
    pub label: String,
    /// Members.
    pub count: u64,
}

impl AgeStructure {
    /// Adds up the bands of branches that state any; partial ones say nothing about the whole and are left
    /// out.
    pub(super) fn of<'a>(branches: impl Iterator<Item = &'a Members>) -> Self {
        let (whole, partial): (Vec<_>, Vec<_>) = branches
            .filter(|members| !members.age_bands.is_empty())
            .partition(|members| members.bands_are_whole());
        let partial = partial.len();
        let branches: Vec<_> = whole.into_iter().map(|members| &*members.age_bands).collect();
        let whole = branches.len();
        let shared = shared_cuts(&branches);
        let counted: Vec<_> =
            branches.into_iter().filter(|bands| has_all(bands, &shared)).collect();
        if counted.is_empty() {
            return Self { partial, ..Self::default() };
        }
        let all = || counted.iter().copied().flatten();
        let total = |range| AgeTotal {
            range,
            label: label(range, all()),
            count: all()
                .filter(|band| lies_in(band, range))
                .map(|band| u64::from(band.count))
                .sum(),
        };
        let bands = ranges(&shared).map(total).collect();
        let cut_otherwise = whole - counted.len();
        Self { bands, branches: counted.len(), cut_otherwise, partial }
    }
}

/// The ages at which a branch's bands begin, but for the youngest.
fn cuts(bands: &[AgeBand]) -> impl Iterator<Item = u8> {
    bands.iter().filter_map(|band| band.range.min).filter(|cut| *cut > 0)
}

fn has_all(bands: &[AgeBand], wanted: &[u8]) -> bool {
    wanted.iter().all(|cut| cuts(bands).any(|own| own == *cut))
}

/// The cuts, most common first, as long as more than half of the branches have all of them.
fn shared_cuts(branches: &[&[AgeBand]]) -> Vec<u8> {
    let mut uses: BTreeMap<u8, usize> = BTreeMap::new();
    for cut in branches.iter().flat_map(|bands| cuts(bands)) {
        *uses.entry(cut).or_default() += 1;
    }
    let mut by_use: Vec<_> = uses.into_iter().collect();
    by_use.sort_by_key(|(cut, uses)| (Reverse(*uses), *cut));
    let mut shared = Vec::new();
    for (cut, _) in by_use {
        shared.push(cut);
        let having = branches.iter().filter(|bands| has_all(bands, &shared)).count();
        if having * 2 <= branches.len() {
            shared.pop();
        }
    }
    shared.sort_unstable();
    shared
}

fn ranges(cuts: &[u8]) -> impl Iterator<Item = AgeRange> {
    let starts = std::iter::once(None).chain(cuts.iter().map(|cut| Some(*cut)));
    let ends = cuts.iter().map(|cut| Some(cut - 1)).chain(std::iter::once(None));
    starts.zip(ends).map(|(min, max)| AgeRange { min, max })
}

/// A band belongs where it begins: 70-80 beside 80以上 means those below 80.
fn lies_in(band: &AgeBand, range: AgeRange) -> bool {
    range.contains(band.range.min.unwrap_or(0))
}

/// The most common label for exactly these ages, of equals the first in order.
fn label<'a>(range: AgeRange, bands: impl Iterator<Item = &'a AgeBand>) -> String {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for band in bands.filter(|band| band.range == range) {
        *uses.entry(&band.label).or_default() += 1;
    }
    let most = uses.into_iter().min_by_key(|(_, uses)| Reverse(*uses));
    most.map_or_else(|| range.to_string(), |(label, _)| label.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(labels: &[(&str, u32)]) -> Members {
        let band = |(label, count): &(&str, u32)| AgeBand {
            label: (*label).into(),
            range: AgeRange::parse(label).expect("an age band"),
            count: *count,
        };
        Members { age_bands: labels.iter().map(band).collect(), ..Members::default() }
    }

    #[test]
    fn finer_bands_are_added_up_into_shared_ones() {
        let branches = [
            bands(&[("69岁及以下", 15), ("70-79岁", 5), ("80岁以上", 2)]),
            bands(&[("59岁及以下", 1), ("60-69岁", 4), ("70-79岁", 3), ("80岁以上", 2)]),
            bands(&[("80岁以上", 9)]),
        ];
        let structure = AgeStructure::of(branches.iter());
        let counts: Vec<_> = structure.bands.iter().map(|band| band.count).collect();
        // Only one of the two has the cut at 60, and the third is partial.
        assert_eq!((counts.as_slice(), structure.branches), ([20, 8, 4].as_slice(), 2));
        assert_eq!((structure.cut_otherwise, structure.partial), (0, 1));
    }

    #[test]
    fn no_branch_no_bands() {
        assert_eq!(AgeStructure::of(std::iter::empty()), AgeStructure::default());
    }
}
