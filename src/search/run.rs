//! A run: the postings of some stories, sorted and packed.
//!
//! Entry points: [`Run::of`] makes one, [`Cursor`] reads it. The pairs of a run are sorted by two
//! stable counting sorts, for the second and for the first character; the windows come in order and
//! stay so. Packed as bytes, a run is a sixth of its pairs: a large site has hundreds of runs.

use serde::{Deserialize, Serialize};

use crate::search::fold::fold;
use crate::search::text::Text;

/// Characters of a story's body that one window begins with. A match is looked for in one window,
/// so small windows hold few matches by chance; large ones make a small index.
const WINDOW: usize = 256;
/// The longest phrase that the index finds as a whole. A window overlaps the next one by so much.
const PHRASE: usize = 20;
/// Bytes of a run between two places where a reader may begin.
const SAMPLE: usize = 1024;

/// Two neighbouring characters, folded: in the order of the characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Pair(pub u64);

impl Pair {
    /// Behind all pairs that there are.
    pub(super) const END: Self = Self(u64::MAX);

    fn new(first: u32, second: u32) -> Self {
        Self(u64::from(first) << 21 | u64::from(second))
    }

    /// The two characters; of [`Pair::END`], the last that there is.
    pub(super) fn characters(self) -> (char, char) {
        let code =
            |code: u64| u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(char::MAX);
        (code(self.0 >> 21), code(self.0 & 0x1F_FFFF))
    }
}

type Samples = Box<[(Pair, u32)]>;

/// The postings of some stories.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Run {
    /// For each pair: how far it is from the one before, how many windows have it, their gaps.
    bytes: Box<[u8]>,
    /// Pairs where a reader may begin, and the place behind each one's distance.
    samples: Samples,
    /// Windows of each story.
    pub(super) windows: Box<[u32]>,
}

impl Run {
    /// The run of these stories.
    pub(super) fn of(texts: &[Text]) -> Self {
        let mut letters = Letters::default();
        for text in texts {
            letters.story(text);
        }
        let (alphabet, pairs) = letters.sorted_pairs();
        let (bytes, samples) = pack(&alphabet, pairs);
        Self { bytes, samples, windows: letters.windows.into() }
    }

    /// How many windows there are.
    pub(super) fn window_count(&self) -> u32 {
        self.windows.iter().sum()
    }

    /// Pairs, and the bytes from the one before to each.
    pub(super) fn weights(&self) -> impl Iterator<Item = (Pair, u32)> {
        let ends = self.samples.iter().map(|(_, at)| *at);
        let starts = std::iter::once(0).chain(ends.clone());
        self.samples
            .iter()
            .zip(starts.zip(ends))
            .map(|((pair, _), (start, end))| (*pair, end - start))
    }
}

/// The folded characters of some stories, and the windows over them.
#[derive(Default)]
struct Letters {
    /// Each line is closed by `\n`.
    codes: Vec<u32>,
    /// Where the pairs of each window begin and end.
    ranges: Vec<(usize, usize)>,
    windows: Vec<u32>,
}

impl Letters {
    fn story(&mut self, text: &Text) {
        let before = self.ranges.len();
        let start = self.push(&text.head);
        self.ranges.push((start, self.codes.len()));
        let (mut start, end) = (self.push(&text.body), self.codes.len());
        // A phrase that begins in a window ends in it: its last pair begins so many behind.
        while start < end {
            self.ranges.push((start, end.min(start + WINDOW + PHRASE - 2)));
            start += WINDOW;
        }
        self.windows.push(narrow(self.ranges.len() - before));
    }

    fn push(&mut self, text: &str) -> usize {
        let start = self.codes.len();
        if !text.is_empty() {
            self.codes.extend(text.chars().map(|c| u32::from(fold(c))));
            self.codes.push(u32::from('\n'));
        }
        start
    }

    /// The characters in order, and every pair of every window in order: the numbers of its
    /// characters among them and of the window.
    fn sorted_pairs(&self) -> (Vec<u32>, Packed) {
        let size = self.codes.iter().max().map_or(0, |code| *code as usize + 1);
        let mut numbers = vec![0u32; size];
        for code in &self.codes {
            numbers[*code as usize] = 1;
        }
        let mut alphabet = Vec::new();
        for (code, number) in (0..).zip(&mut numbers) {
            if *number > 0 {
                *number = narrow(alphabet.len());
                alphabet.push(code);
            }
        }
        let bits = usize::BITS - alphabet.len().leading_zeros();
        let window_bits = 64 - 2 * bits;
        let line_end = u32::from('\n');
        let mut keys = Vec::with_capacity(self.codes.len() + self.codes.len() / 10);
        for (window, (start, end)) in (0u64..).zip(&self.ranges) {
            let codes = &self.codes[*start..self.codes.len().min(end + 1)];
            for two in codes.windows(2).filter(|two| two[0] != line_end) {
                let (first, second) = (numbers[two[0] as usize], numbers[two[1] as usize]);
                let pair = u64::from(first) << bits | u64::from(second);
                keys.push(pair << window_bits | window);
            }
        }
        let mut other = vec![0; keys.len()];
        sort(&keys, &mut other, (window_bits, bits));
        sort(&other, &mut keys, (window_bits + bits, bits));
        keys.dedup();
        (alphabet, Packed { keys, bits, window_bits })
    }
}

/// Pairs and windows, sorted: number of the first character, of the second, of the window.
struct Packed {
    keys: Vec<u64>,
    bits: u32,
    window_bits: u32,
}

/// A stable counting sort by `bits` bits from `shift` on.
fn sort(from: &[u64], to: &mut [u64], (shift, bits): (u32, u32)) {
    let digit = |key: u64| place(key >> shift & ((1 << bits) - 1));
    let mut places = vec![0u32; 1 << bits];
    for key in from {
        places[digit(*key)] += 1;
    }
    let mut next = 0;
    for place in &mut places {
        next += std::mem::replace(place, next);
    }
    for key in from {
        let place = &mut places[digit(*key)];
        to[*place as usize] = *key;
        *place += 1;
    }
}

/// The bytes of a run and its samples.
fn pack(alphabet: &[u32], pairs: Packed) -> (Box<[u8]>, Samples) {
    let Packed { keys, bits, window_bits } = pairs;
    let (mut bytes, mut samples) = (Vec::with_capacity(keys.len() * 5 / 4), Vec::new());
    let mut last = 0;
    let pair = |key: u64| key >> window_bits;
    for list in keys.chunk_by(|a, b| pair(*a) == pair(*b)) {
        let (first, second) = (pair(list[0]) >> bits, pair(list[0]) & ((1 << bits) - 1));
        let key = Pair::new(alphabet[place(first)], alphabet[place(second)]);
        write(key.0 - last, &mut bytes);
        last = key.0;
        let latest = samples.last().map_or(0, |(_, at)| *at as usize);
        if samples.is_empty() || bytes.len() - latest >= SAMPLE {
            samples.push((key, narrow(bytes.len())));
        }
        write(list.len() as u64, &mut bytes);
        let mut expected = 0;
        for key in list {
            let window = key & ((1 << window_bits) - 1);
            write(window - expected, &mut bytes);
            expected = window + 1;
        }
    }
    (bytes.into(), samples.into())
}

/// A number that counts things in memory.
fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A run holds far fewer than 2^32 of anything.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Seven bits a byte, the lowest first, 128 added while more follow.
fn write(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 128 {
        bytes.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    bytes.push((number & 127) as u8);
}

/// Reads the pairs of a run in order.
pub(super) struct Cursor<'r> {
    rest: &'r [u8],
    /// The pair that is read next; [`Pair::END`] behind the last.
    pub(super) pair: Pair,
}

impl<'r> Cursor<'r> {
    /// A reader at the first pair that is `from` or behind it.
    pub(super) fn at(run: &'r Run, from: Pair) -> Self {
        let behind = run.samples.partition_point(|(pair, _)| *pair <= from);
        let Some((pair, at)) = run.samples.get(behind.saturating_sub(1)) else {
            return Self { rest: &[], pair: Pair::END };
        };
        let mut cursor = Self { rest: &run.bytes[*at as usize..], pair: *pair };
        while cursor.pair < from {
            cursor.each(|_| ());
        }
        cursor
    }

    /// Hands over the windows of the pair and goes to the next one.
    pub(super) fn each(&mut self, mut visit: impl FnMut(u32)) {
        let mut expected = 0;
        for _ in 0..self.number() {
            let window = expected + self.number();
            expected = window + 1;
            visit(u32::try_from(window).unwrap_or(u32::MAX));
        }
        self.pair = match self.rest {
            [] => Pair::END,
            _ => Pair(self.pair.0 + self.number()),
        };
    }

    fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        while let Some((byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            number |= u64::from(byte & 127) << shift;
            if *byte < 128 {
                break;
            }
            shift += 7;
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_that_begins_in_a_window_has_all_its_pairs_there() {
        let letters: Vec<char> = ('\u{4E00}'..).take(2 * WINDOW + 100).collect();
        let text = Text { head: "题目".to_owned(), body: letters.iter().collect() };
        let run = Run::of(&[text]);
        assert_eq!(*run.windows, [4]);
        let mut cursor = Cursor::at(&run, Pair(0));
        let mut found = std::collections::BTreeMap::new();
        while cursor.pair != Pair::END {
            let (pair, mut windows) = (cursor.pair.characters(), Vec::new());
            cursor.each(|window| windows.push(window));
            found.insert(pair, windows);
        }
        // Window 0 is the head; a pair near a border stands in both windows.
        for (at, two) in letters.windows(2).enumerate() {
            let begins_in = at / WINDOW + 1;
            let reaches_from = at.saturating_sub(PHRASE - 2) / WINDOW + 1;
            let windows: Vec<u32> = (reaches_from..=begins_in).map(narrow).collect();
            assert_eq!(found[&(two[0], two[1])], windows, "pair {at}");
        }
    }
}
