//! Stretches of a text in order and apart: what lies in one that was taken before is left out.
//!
//! Entry point: [`apart`]. Which of two that overlap comes first is the caller's to say.

use std::ops::Range;

/// Puts `items` in `order`, which is that of where they begin, and leaves out each that begins within one before it.
pub(crate) fn apart<T, K: Ord>(
    items: &mut Vec<T>,
    range: impl Fn(&T) -> &Range<usize>,
    order: impl Fn(&T) -> K,
) {
    items.sort_by_key(|item| (range(item).start, order(item)));
    let mut end = 0;
    items.retain(|item| {
        let range = range(item);
        let is_apart = range.start >= end;
        end = if is_apart { range.end } else { end };
        is_apart
    });
}

/// The order in which the shorter of two that begin together comes first.
pub(crate) fn shortest_first(range: &Range<usize>) -> usize {
    range.end
}

#[cfg(test)]
mod tests {
    use super::{apart, shortest_first};

    #[test]
    fn what_lies_in_one_before_is_left_out() {
        let mut all = vec![4..6, 0..3, 1..2, 3..3, 5..9, 3..4, 6..7];
        apart(&mut all, |range| range, shortest_first);
        assert_eq!(all, [0..3, 3..3, 3..4, 4..6, 6..7]);
        let mut all = vec![0..1, 0..4, 2..3];
        apart(&mut all, |range| range, |range| std::cmp::Reverse(range.end));
        assert_eq!(all.len(), 1);
    }
}
