//! The way back from a text whose slips were mended to the text as it was typed.
//!
//! Entry points: [`Way::of`] lays it out once; [`Way::back`] takes one byte back, in the logarithm of the slips: a file
//! may have as many of them as bytes.

use std::ops::Range;

use super::Slip;

/// Where each mended part lies in both texts, in order.
pub(super) struct Way(Vec<Part>);

struct Part {
    /// In the text that is read.
    read: Range<usize>,
    /// In the text as it was typed.
    typed: Range<usize>,
}

impl Way {
    /// Of slips that are in order and apart.
    pub(super) fn of(slips: &[Slip]) -> Self {
        let (mut read, mut typed) = (0, 0);
        let part = |slip: &Slip| {
            let start = read + (slip.range.start - typed);
            (read, typed) = (start + slip.text.len(), slip.range.end);
            Part { read: start..read, typed: slip.range.clone() }
        };
        Self(slips.iter().map(part).collect())
    }

    /// A byte of the text that is read, in the text as it was typed; of one within a mended part its begin or its end.
    /// Where a part was left out, an end lies before it and a begin behind it.
    pub(super) fn back(&self, at: usize, is_end: bool) -> usize {
        let lies_behind = |part: &Part| {
            let is_left_out = part.read.is_empty() && !is_end;
            at >= part.read.end && (at > part.read.start || is_left_out)
        };
        let next = self.0.partition_point(lies_behind);
        match self.0.get(next) {
            Some(part) if at > part.read.start => {
                if is_end {
                    part.typed.end
                } else {
                    part.typed.start
                }
            }
            _ => {
                let last = next.checked_sub(1).map(|last| &self.0[last]);
                let (read, typed) = last.map_or((0, 0), |last| (last.read.end, last.typed.end));
                typed + at.saturating_sub(read)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::typed::Kind;

    /// From the first part on, as one reads.
    fn step_by_step(slips: &[Slip], at: usize, is_end: bool) -> usize {
        let (mut read, mut typed) = (0, 0);
        for slip in slips {
            let start = read + (slip.range.start - typed);
            let end = start + slip.text.len();
            if at < start || at == start && (is_end || end > start) {
                break;
            }
            if at < end {
                return if is_end { slip.range.end } else { slip.range.start };
            }
            (read, typed) = (end, slip.range.end);
        }
        typed + (at - read.min(at))
    }

    proptest::proptest! {
        #[test]
        fn the_way_back_is_the_one_that_is_gone_step_by_step(
            parts in proptest::collection::vec((0..3_usize, 0..3_usize, "[ab]{0,3}"), 0..8),
        ) {
            let mut end = 0;
            let slips: Vec<Slip> = parts
                .into_iter()
                .map(|(gap, length, text)| {
                    let start = end + gap;
                    end = start + length;
                    Slip { range: start..end, text: text.into(), kind: Kind::Mark }
                })
                .collect();
            let way = Way::of(&slips);
            for at in 0..40 {
                for is_end in [false, true] {
                    proptest::prop_assert_eq!(way.back(at, is_end), step_by_step(&slips, at, is_end));
                }
            }
        }
    }
}
