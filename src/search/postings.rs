//! Lists of ascending numbers as text: the Golomb-Rice code of their gaps, six bits a character.
//!
//! Entry point: [`encode`]. A list takes few more bits than it must, dense or sparse, and what is
//! made of 64 harmless characters may stand in a script and is squeezed back to its bits by any
//! host that compresses. `search.js` reads it.
//!
//! The length comes first, five bits a character, the lowest first, 32 added while more follow.
//! Then for every number the gap to the one before it, less one: its upper bits as so many ones and
//! a zero, then its lower [`width`] bits, the highest first.

/// The characters of the six bits, those of base64 in addresses.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// How many lower bits of a gap are written as they are: the best number for gaps of random length.
fn width(count: usize, universe: usize) -> u32 {
    let mut width = 0;
    while count > 0 && (count * 10) << (width + 1) <= universe * 7 {
        width += 1;
    }
    width
}

/// Appends the ascending `numbers`, each less than `universe`.
pub(super) fn encode(numbers: &[u32], universe: usize, into: &mut String) {
    let mut length = numbers.len();
    while length >= 32 {
        push(into, length & 31 | 32);
        length >>= 5;
    }
    push(into, length);
    let width = width(numbers.len(), universe);
    let (mut bits, mut used) = (0u64, 0u32);
    let mut expected = 0;
    for number in numbers {
        let gap = number - expected;
        expected = number + 1;
        let mut ones = gap >> width;
        while ones >= 16 {
            (bits, used) = (bits << 16 | 0xFFFF, used + 16);
            flush(&mut bits, &mut used, into);
            ones -= 16;
        }
        bits = bits << (ones + 1) | ((1 << ones) - 1) << 1;
        bits = bits << width | u64::from(gap) & ((1 << width) - 1);
        used += ones + 1 + width;
        flush(&mut bits, &mut used, into);
    }
    if used > 0 {
        push(into, (bits << (6 - used) & 63) as usize);
    }
}

/// The list of the ascending `numbers`, each less than `universe`.
pub(super) fn list(numbers: &[u32], universe: usize) -> String {
    let mut text = String::new();
    encode(numbers, universe, &mut text);
    text
}

/// Writes all whole characters; fewer than six bits stay.
fn flush(bits: &mut u64, used: &mut u32, into: &mut String) {
    while *used >= 6 {
        *used -= 6;
        push(into, (*bits >> *used & 63) as usize);
    }
    *bits &= (1 << *used) - 1;
}

fn push(into: &mut String, digit: usize) {
    into.push(char::from(DIGITS[digit]));
}

/// The numbers of a list, as `search.js` reads them.
#[cfg(test)]
pub(super) fn decode(text: &str, universe: usize) -> Vec<u32> {
    let digit = |byte: u8| DIGITS.iter().position(|digit| *digit == byte).unwrap();
    let mut digits = text.bytes().map(digit);
    let (mut count, mut shift) = (0, 0);
    loop {
        let next = digits.next().unwrap();
        count |= (next & 31) << shift;
        shift += 5;
        if next < 32 {
            break;
        }
    }
    let mut bits = digits.flat_map(|digit| (0..6).rev().map(move |at| digit >> at & 1));
    let width = width(count, universe);
    let mut expected = 0;
    let mut number = || {
        let mut gap = 0;
        while bits.next().unwrap() == 1 {
            gap += 1;
        }
        for _ in 0..width {
            gap = gap << 1 | u32::try_from(bits.next().unwrap()).unwrap();
        }
        expected += gap + 1;
        expected - 1
    };
    (0..count).map(|_| number()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_list_is_read_as_it_was_written(
            numbers in proptest::collection::btree_set(0u32..70_000, 0..300),
            beyond in 0usize..1_000_000,
        ) {
            let universe = numbers.last().map_or(0, |last| *last as usize + 1) + beyond;
            let numbers: Vec<u32> = numbers.into_iter().collect();
            let mut text = String::new();
            encode(&numbers, universe, &mut text);
            prop_assert_eq!(decode(&text, universe), numbers);
        }
    }

    #[test]
    fn the_width_is_the_one_that_the_script_of_the_search_page_takes() {
        for (count, universe, is) in [
            (0, 60_000, 0),
            (60_000, 60_000, 0),
            (60, 60_000, 9),
            (1, 60_000, 15),
            (7, 19, 0),
            (7, 20, 1),
            (7, 39, 1),
            (7, 40, 2),
        ] {
            assert_eq!(width(count, universe), is, "{count} of {universe}");
        }
        assert_eq!(list(&[3, 4, 9], 20), "DYg");
    }

    #[test]
    fn dense_and_sparse_lists_are_short() {
        let text = |numbers: &BTreeSet<u32>| {
            let mut text = String::new();
            encode(&numbers.iter().copied().collect::<Vec<_>>(), 60_000, &mut text);
            text
        };
        assert_eq!(text(&BTreeSet::new()), "A");
        assert!(text(&[59_999].into()).len() <= 4);
        // One bit each.
        assert!(text(&(0..60_000).collect()).len() <= 10_004);
        // Every second one: two bits each.
        assert!(text(&(0..60_000).step_by(2).collect()).len() <= 10_004);
        // Gaps of 1,000: no more than 12 bits each.
        assert!(text(&(0..60_000).step_by(1_000).collect()).len() <= 124);
    }
}
