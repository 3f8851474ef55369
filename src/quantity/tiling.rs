//! Whether a list of age bands covers all ages, each once.
//!
//! Entry point: [`tiles`]. It knows ages only; whether the counts sum up is for a rule to say.

use super::AgeRange;

/// How the ages in a list of ranges follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiling {
    /// Whether a range is open downwards.
    pub is_open_below: bool,
    /// Whether a range is open upwards.
    pub is_open_above: bool,
    /// Each place where two neighbours, sorted by age, do not meet exactly.
    pub seams: Vec<Seam>,
}

/// Two neighbouring ranges that do not meet exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seam {
    /// The place of the younger range in the list that was given.
    pub younger: usize,
    /// The place of the older range in that list.
    pub older: usize,
    /// What is wrong.
    pub kind: SeamKind,
}

/// How two neighbouring ranges fail to meet. Ages are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeamKind {
    /// Nobody from `from` to `to` is counted.
    Gap {
        /// The youngest age that is missing.
        from: u8,
        /// The oldest age that is missing.
        to: u8,
    },
    /// 70-80 next to 80以上: common usage, where the 80 is meant once.
    SharedEnd {
        /// The shared age.
        age: u8,
    },
    /// Ages from `from` on are in both, up to `to` (`None`: without end).
    Overlap {
        /// The youngest age that is in both; `None` if both are open downwards.
        from: Option<u8>,
        /// The oldest age that is in both.
        to: Option<u8>,
    },
}

/// Compares neighbours after sorting by age. An empty list is open nowhere.
#[must_use]
pub fn tiles(ranges: &[AgeRange]) -> Tiling {
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    order.sort_by_key(|&place| (ranges[place].min, ranges[place].max.unwrap_or(u8::MAX)));
    let mut seams = Vec::new();
    // The range that reaches furthest so far; the next one is compared with it.
    let mut furthest: Option<usize> = None;
    for older in order {
        let Some(younger) = furthest else {
            furthest = Some(older);
            continue;
        };
        if let Some(kind) = seam(ranges[younger], ranges[older]) {
            seams.push(Seam { younger, older, kind });
        }
        let reach = |place: usize| ranges[place].max.unwrap_or(u8::MAX);
        if reach(older) > reach(younger) {
            furthest = Some(older);
        }
    }
    Tiling {
        is_open_below: ranges.iter().any(|range| range.min.is_none()),
        is_open_above: ranges.iter().any(|range| range.max.is_none()),
        seams,
    }
}

/// How `older`, which begins no earlier than `younger`, fails to follow it.
fn seam(younger: AgeRange, older: AgeRange) -> Option<SeamKind> {
    let to = match (younger.max, older.max) {
        (Some(one), Some(two)) => Some(one.min(two)),
        (one, two) => one.or(two),
    };
    let (Some(end), Some(start)) = (younger.max, older.min) else {
        return Some(SeamKind::Overlap { from: older.min, to });
    };
    if start == end && younger.min != Some(end) && older.max != Some(start) {
        return Some(SeamKind::SharedEnd { age: start });
    }
    if start <= end {
        return Some(SeamKind::Overlap { from: Some(start), to });
    }
    (start - end > 1).then(|| SeamKind::Gap { from: end + 1, to: start - 1 })
}

impl Tiling {
    /// Whether every age is in some range and, but for shared ends, in one only. Then the counts sum to the total.
    #[must_use]
    pub fn is_exhaustive(&self) -> bool {
        let tight = |seam: &Seam| matches!(seam.kind, SeamKind::SharedEnd { .. });
        self.is_open_below && self.is_open_above && self.seams.iter().all(tight)
    }

    /// Whether some age between the ranges is in none of them.
    #[must_use]
    pub fn has_gap(&self) -> bool {
        self.seams.iter().any(|seam| matches!(seam.kind, SeamKind::Gap { .. }))
    }

    /// Whether some age is in two ranges; `true` for shared ends as well.
    #[must_use]
    pub fn has_overlap(&self) -> bool {
        self.seams.iter().any(|seam| !matches!(seam.kind, SeamKind::Gap { .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::{AgeRange, SeamKind, Tiling, tiles};

    fn tiling(labels: &[&str]) -> Tiling {
        let ranges: Vec<_> = labels.iter().map(|label| AgeRange::parse(label).unwrap()).collect();
        tiles(&ranges)
    }

    #[test]
    fn ranges_that_tile_all_ages_are_exhaustive() {
        let seed = tiling(&["69岁及以下", "70-79岁", "80岁以上"]);
        assert!(seed.is_exhaustive() && seed.seams.is_empty());
        let unsorted = tiling(&["80岁以上", "不满70岁", "70-79岁"]);
        assert!(unsorted.is_exhaustive());
        assert!(!tiling(&["60-69岁", "70岁以上"]).is_exhaustive());
        assert!(!tiling(&[]).is_exhaustive());
    }

    #[test]
    fn a_shared_end_is_common_usage_and_no_gap() {
        let shared = tiling(&["70岁以下", "70-80岁", "80岁以上"]);
        assert_eq!(shared.seams[1].kind, SeamKind::SharedEnd { age: 80 });
        assert!(shared.is_exhaustive() && shared.has_overlap() && !shared.has_gap());
    }

    #[test]
    fn gaps_and_overlaps_are_named() {
        let gap = tiling(&["69岁及以下", "75岁以上"]);
        assert_eq!(gap.seams[0].kind, SeamKind::Gap { from: 70, to: 74 });
        assert!(gap.has_gap() && !gap.is_exhaustive());
        let overlap = tiling(&["75岁以下", "70-79岁", "80岁以上"]);
        assert_eq!(overlap.seams[0].kind, SeamKind::Overlap { from: Some(70), to: Some(75) });
        let inside = tiling(&["69岁以下", "60岁以上", "80岁以上"]);
        assert_eq!(inside.seams[1].kind, SeamKind::Overlap { from: Some(80), to: None });
    }
}
