//! The age structure of all branches together.
//!
//! Entry point: [`AgeStructure::of`]. Offices cut the ages differently (60-69岁 here, 69岁及以下
//! there), and bands that overlap must not be added up side by side. So the totals use the cuts
//! that most branches share, and count the branches whose bands can be added up into them.

use std::collections::BTreeMap;

use crate::parse::profile::AgeBand;
use crate::quantity::{self, AgeRange};

/// Members by age.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AgeStructure {
    /// Bands that cover all ages without overlap, youngest first.
    pub bands: Vec<AgeTotal>,
    /// How many branches they add up.
    pub branches: usize,
}

/// Members of one age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgeTotal {
    /// The ages.
    pub range: AgeRange,
    /// Members.
    pub count: u64,
}

impl AgeStructure {
    /// Adds up the bands of branches; partial ones say nothing about the whole and are left out.
    pub(super) fn of<'a>(branches: impl Iterator<Item = &'a [AgeBand]>) -> Self {
        let branches: Vec<_> = branches.filter_map(Cuts::of).collect();
        let shared = shared_cuts(&branches);
        let counted: Vec<_> = branches.iter().filter(|branch| branch.has_all(&shared)).collect();
        let mut bands = empty_bands(&shared);
        for (from, count) in counted.iter().flat_map(|branch| &branch.counts) {
            let at = shared.partition_point(|cut| cut <= from);
            bands[at].count += u64::from(*count);
        }
        if counted.is_empty() {
            bands.clear();
        }
        Self { bands, branches: counted.len() }
    }
}

/// One branch: its members by the age at which their band begins, 0 for the youngest.
struct Cuts {
    counts: Vec<(u8, u32)>,
}

impl Cuts {
    fn of(bands: &[AgeBand]) -> Option<Self> {
        let ranges: Vec<_> = bands.iter().map(|band| band.range).collect();
        let tiling = quantity::tiles(&ranges);
        if bands.is_empty() || !tiling.is_exhaustive() || tiling.has_gap() {
            return None;
        }
        let mut counts: Vec<_> =
            bands.iter().map(|band| (band.range.min.unwrap_or(0), band.count)).collect();
        counts.sort_unstable();
        Some(Self { counts })
    }

    fn has_all(&self, cuts: &[u8]) -> bool {
        cuts.iter().all(|cut| self.counts.iter().any(|(from, _)| from == cut))
    }
}

/// The cuts, most common first, as long as more than half of the branches have all of them.
fn shared_cuts(branches: &[Cuts]) -> Vec<u8> {
    let mut common: BTreeMap<u8, usize> = BTreeMap::new();
    for (from, _) in branches.iter().flat_map(|branch| &branch.counts).filter(|(from, _)| *from > 0)
    {
        *common.entry(*from).or_default() += 1;
    }
    let mut by_use: Vec<_> = common.into_iter().collect();
    by_use.sort_by_key(|(cut, uses)| (std::cmp::Reverse(*uses), *cut));
    let mut shared = Vec::new();
    for (cut, _) in by_use {
        shared.push(cut);
        let having = branches.iter().filter(|branch| branch.has_all(&shared)).count();
        if having * 2 <= branches.len() {
            shared.pop();
        }
    }
    shared.sort_unstable();
    shared
}

fn empty_bands(cuts: &[u8]) -> Vec<AgeTotal> {
    let starts = std::iter::once(None).chain(cuts.iter().map(|cut| Some(*cut)));
    let ends = cuts.iter().map(|cut| Some(cut - 1)).chain(std::iter::once(None));
    starts.zip(ends).map(|(min, max)| AgeTotal { range: AgeRange { min, max }, count: 0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(labels: &[(&str, u32)]) -> Vec<AgeBand> {
        let band = |(label, count): &(&str, u32)| AgeBand {
            label: (*label).into(),
            range: AgeRange::parse(label).expect("an age band"),
            count: *count,
        };
        labels.iter().map(band).collect()
    }

    #[test]
    fn finer_bands_are_added_up_into_shared_ones() {
        let branches = [
            bands(&[("69岁及以下", 15), ("70-79岁", 5), ("80岁以上", 2)]),
            bands(&[("59岁及以下", 1), ("60-69岁", 4), ("70-79岁", 3), ("80岁以上", 2)]),
            bands(&[("80岁以上", 9)]),
        ];
        let structure = AgeStructure::of(branches.iter().map(Vec::as_slice));
        let counts: Vec<_> = structure.bands.iter().map(|band| band.count).collect();
        // Only one of the two has the cut at 60, and the third is partial.
        assert_eq!((counts.as_slice(), structure.branches), ([20, 8, 4].as_slice(), 2));
    }

    #[test]
    fn no_branch_no_bands() {
        assert_eq!(AgeStructure::of(std::iter::empty()), AgeStructure::default());
    }
}
