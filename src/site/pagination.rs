//! A long list in pages.
//!
//! Entry points: [`pages`] counts them, [`range`] and [`fn@slice`] give one.

use std::ops::Range;

/// How many pages `items` fill; an empty list has one.
pub(crate) fn pages(items: usize, size: usize) -> usize {
    items.div_ceil(size).max(1)
}

/// Which of `items` stand on page `number` (from 1); none beyond the last page.
pub(crate) fn range(items: usize, number: usize, size: usize) -> Range<usize> {
    let start = number.saturating_sub(1).saturating_mul(size).min(items);
    start..items.min(start.saturating_add(size))
}

/// The items of page `number` (from 1); none beyond the last page.
pub(crate) fn slice<T>(items: &[T], number: usize, size: usize) -> &[T] {
    &items[range(items.len(), number, size)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_stands_on_one_page() {
        let items: Vec<_> = (0..45).collect();
        assert_eq!((pages(45, 20), pages(40, 20), pages(0, 20)), (3, 2, 1));
        let all: Vec<_> = (1..=3).flat_map(|number| slice(&items, number, 20)).copied().collect();
        assert_eq!(all, items);
        assert!(slice(&items, 4, 20).is_empty());
    }
}
