//! A run: the postings of some stories, sorted and packed.
//!
//! Entry points: [`Run::of`] makes one, [`Cursor`] reads it. The pairs of a run are sorted by two
//! stable counting sorts, for the second and for the first character; the windows come in order and
//! stay so. A run is packed as numbers of half bytes, three bits in each: most gaps between windows are less than eight. So it
//! is a ninth of its pairs: a large site has hundreds of runs.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::search::fold::fold;
use crate::search::text::Text;

/// Characters of a story's body that one window begins with. A match is looked for in one window,
/// so small windows hold few matches by chance; large ones make a small index.
const WINDOW: usize = 256;
/// The longest phrase that the index finds as a whole. A window overlaps the next one by so much.
const PHRASE: usize = 20;
/// Half bytes of a run between two places where a reader may begin, on the average: a power of two.
const SAMPLE: u32 = 2048;

/// Two neighbouring characters, folded: in the order of the characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Pair(pub u64);

impl Pair {
    /// Behind all pairs that there are.
    pub(super) const END: Self = Self(u64::MAX);

    fn new(first: u32, second: u32) -> Self {
        Self(u64::from(first) << 21 | u64::from(second))
    }

    /// Whether a reader may begin with this pair, where the one before takes so many half bytes. What is written into a text moves no
    /// such place elsewhere, and stretches between them stay as they are.
    fn is_drawn(self, seed: u64, length: usize) -> bool {
        let lot = (self.0 ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        place(lot >> (u64::BITS - SAMPLE.ilog2())) < length
    }

    /// The two characters; of [`Pair::END`], the last that there is.
    pub(super) fn characters(self) -> (char, char) {
        let code =
            |code: u64| u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(char::MAX);
        (code(self.0 >> 21), code(self.0 & 0x1F_FFFF))
    }
}

/// A place in a run where a reader may begin.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Sample {
    pair: Pair,
    /// Half bytes in front of what is told of the pair: a whole number of bytes.
    at: u32,
    /// A hash of the bytes from there to the next sample.
    hash: [u8; 16],
}

/// The postings of some stories.
#[derive(Debug)]
pub(super) struct Run {
    /// For each pair: how far it is from the one before; twice its first window, and one more where no other has it; else how many
    /// others, and their gaps.
    pub(super) bytes: Bytes,
    /// Where a reader may begin, behind the distance of a pair.
    pub(super) samples: Box<[Sample]>,
    /// Windows of each story.
    pub(super) windows: Box<[u32]>,
}

/// Bytes of a run: made just now, or a stretch of what was kept, which is not copied.
#[derive(Debug)]
pub(super) struct Bytes {
    all: Arc<Vec<u8>>,
    from: usize,
    to: usize,
}

impl Bytes {
    /// A stretch; `None` where it is not there.
    pub(super) fn of(all: &Arc<Vec<u8>>, from: usize, length: usize) -> Option<Self> {
        let to = from.checked_add(length).filter(|to| *to <= all.len())?;
        Some(Self { all: Arc::clone(all), from, to })
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(made: Vec<u8>) -> Self {
        Self { from: 0, to: made.len(), all: Arc::new(made) }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.all[self.from..self.to]
    }
}

impl Run {
    /// The run of these stories.
    pub(super) fn of(texts: &[Text]) -> Self {
        let mut letters = Letters::default();
        for text in texts {
            letters.story(text);
        }
        let (alphabet, pairs) = letters.sorted_pairs();
        let (bytes, samples) = pack(&alphabet, pairs, seed(texts));
        Self { bytes, samples, windows: letters.windows.into() }
    }

    /// How many windows there are.
    pub(super) fn window_count(&self) -> u32 {
        self.windows.iter().sum()
    }

    /// What tells of the pairs from `from` to before `to`, and perhaps of neighbours of these, that they stand in the same windows.
    pub(super) fn hash_within(&self, from: Pair, to: Pair, into: &mut Vec<u8>) {
        let start = self.samples.partition_point(|one| one.pair <= from).saturating_sub(1);
        let end = self.samples.partition_point(|one| one.pair < to);
        let within = self.samples.get(start..end).unwrap_or_default();
        let first = within.first().map_or(Pair::END, |first| first.pair);
        let head = [u64::from(self.window_count()), first.0, within.len() as u64];
        into.extend(head.map(u64::to_le_bytes).as_flattened());
        into.extend(within.iter().flat_map(|one| one.hash));
    }

    /// Pairs where a reader may begin, and the half bytes from the one before to each: none stand in front of the first.
    pub(super) fn weights(&self) -> impl Iterator<Item = (Pair, u32)> {
        let before = self.samples.first().into_iter().chain(&self.samples).map(|one| one.at);
        self.samples.iter().zip(before).map(|(one, before)| (one.pair, one.at - before))
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
            // A Han character has three bytes.
            self.codes.reserve(text.len() / 2);
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
        let line_end = numbers.get('\n' as usize).copied();
        let letters: Vec<u32> = self.codes.iter().map(|code| numbers[*code as usize]).collect();
        let mut keys = Vec::with_capacity(letters.len() + letters.len() / 10);
        // How often each letter is the first of a pair, and the second.
        let (mut firsts, mut seconds) = (vec![0u32; 1 << bits], vec![0u32; 1 << bits]);
        for (window, (start, end)) in (0u64..).zip(&self.ranges) {
            let letters = &letters[*start..letters.len().min(end + 1)];
            for two in letters.windows(2).filter(|two| Some(two[0]) != line_end) {
                firsts[two[0] as usize] += 1;
                seconds[two[1] as usize] += 1;
                let pair = u64::from(two[0]) << bits | u64::from(two[1]);
                keys.push(pair << window_bits | window);
            }
        }
        let mut other = vec![0; keys.len()];
        sort(&keys, &mut other, window_bits, seconds);
        sort(&other, &mut keys, window_bits + bits, firsts);
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

/// A stable counting sort by the bits from `shift` on, of which each value comes as often as `counts` says: as many counts as
/// there are values.
fn sort(from: &[u64], to: &mut [u64], shift: u32, counts: Vec<u32>) {
    let mut places = counts;
    let mut next = 0;
    for place in &mut places {
        next += std::mem::replace(place, next);
    }
    let values = places.len() as u64 - 1;
    for key in from {
        let place = &mut places[place(key >> shift & values)];
        to[*place as usize] = *key;
        *place += 1;
    }
}

/// The bytes of a run and its samples.
fn pack(alphabet: &[u32], pairs: Packed, seed: u64) -> (Bytes, Box<[Sample]>) {
    let Packed { keys, bits, window_bits } = pairs;
    let (mut written, mut samples) = (Halves::with_capacity(keys.len() * 7 / 8), Vec::new());
    let (mut last, mut length) = (0, SAMPLE as usize);
    let pair = |key: u64| key >> window_bits;
    for list in keys.chunk_by(|a, b| pair(*a) == pair(*b)) {
        let (first, second) = (pair(list[0]) >> bits, pair(list[0]) & ((1 << bits) - 1));
        let key = Pair::new(alphabet[place(first)], alphabet[place(second)]);
        if key.is_drawn(seed, length) {
            written.push_to_byte(key.0 - last);
            samples.push(Sample { pair: key, at: narrow(written.count), hash: [0; 16] });
        } else {
            written.push(key.0 - last);
        }
        last = key.0;
        let start = written.count;
        let mut windows = list.iter().map(|key| key & ((1 << window_bits) - 1));
        let first = windows.next().unwrap_or_default();
        written.push(first << 1 | u64::from(list.len() == 1));
        if list.len() > 1 {
            written.push(list.len() as u64 - 1);
        }
        let mut expected = first + 1;
        for window in windows {
            written.push(window - expected);
            expected = window + 1;
        }
        length = written.count - start;
    }
    let bytes = written.into_bytes();
    let mut end = bytes.len();
    for sample in samples.iter_mut().rev() {
        let start = sample.at as usize / 2;
        let hash = blake3::hash(&bytes[start..end]);
        sample.hash = *hash.as_bytes().first_chunk().unwrap_or(&sample.hash);
        end = start;
    }
    (bytes.into(), samples.into())
}

/// What draws other pairs in each run: a segment can be cut at any of them. It comes of the first head, which few edits change.
fn seed(texts: &[Text]) -> u64 {
    let head = texts.first().map_or("", |text| &text.head);
    let hash = blake3::hash(head.as_bytes());
    u64::from_le_bytes(*hash.as_bytes().first_chunk().unwrap_or(&[0; 8]))
}

/// A number that counts things in memory.
fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A run holds far fewer than 2^32 of anything.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Numbers as half bytes: three bits in each, the lowest first, eight added while more follow.
struct Halves {
    bytes: Vec<u8>,
    /// Half bytes that wait to be written, the first one lowest.
    waiting: u64,
    /// How many half bytes there are.
    count: usize,
}

impl Halves {
    fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), waiting: 0, count: 0 }
    }

    fn push(&mut self, mut number: u64) {
        while number >= 8 {
            self.push_half(number & 7 | 8);
            number >>= 3;
        }
        self.push_half(number);
    }

    /// The same, with a zero more at its end where a byte would be half full behind it.
    fn push_to_byte(&mut self, number: u64) {
        let halves = (u64::BITS - number.leading_zeros()).div_ceil(3).max(1) as usize;
        if (self.count + halves).is_multiple_of(2) {
            return self.push(number);
        }
        for nth in 0..halves {
            self.push_half(number >> (3 * nth) & 7 | 8);
        }
        self.push_half(0);
    }

    fn push_half(&mut self, half: u64) {
        self.waiting |= half << (4 * (self.count % 16));
        self.count += 1;
        if self.count.is_multiple_of(16) {
            self.bytes.extend(self.waiting.to_le_bytes());
            self.waiting = 0;
        }
    }

    /// The bytes; behind them are enough for a reader that takes eight at a time.
    fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.extend(self.waiting.to_le_bytes());
        self.bytes.extend([0; 8]);
        self.bytes.shrink_to_fit();
        self.bytes
    }
}

/// Reads the pairs of a run in order.
pub(super) struct Cursor<'r> {
    bytes: &'r [u8],
    /// The half byte that is read next.
    at: usize,
    /// The pair that is read next; [`Pair::END`] behind the last.
    pub(super) pair: Pair,
}

impl<'r> Cursor<'r> {
    /// A reader at the first pair that is `from` or behind it.
    pub(super) fn at(run: &'r Run, from: Pair) -> Self {
        let behind = run.samples.partition_point(|one| one.pair <= from);
        let Some(Sample { pair, at, .. }) = run.samples.get(behind.saturating_sub(1)) else {
            return Self { bytes: &[], at: 0, pair: Pair::END };
        };
        let mut cursor = Self { bytes: &run.bytes, at: *at as usize, pair: *pair };
        while cursor.pair < from {
            cursor.each(|_| ());
        }
        cursor
    }

    /// Hands over the windows of the pair and goes to the next one.
    pub(super) fn each(&mut self, mut visit: impl FnMut(u32)) {
        let first = self.number();
        let mut window = first >> 1;
        let others = if first & 1 == 1 { 0 } else { self.number() };
        visit(u32::try_from(window).unwrap_or(u32::MAX));
        for _ in 0..others {
            window += self.number() + 1;
            visit(u32::try_from(window).unwrap_or(u32::MAX));
        }
        // No pair is that of nothing but zeros, with which the bytes end.
        self.pair = match self.number() {
            0 => Pair::END,
            distance => Pair(self.pair.0 + distance),
        };
    }

    /// The next number: a pair has 42 bits, which are 14 half bytes.
    fn number(&mut self) -> u64 {
        let here = self.bytes.get(self.at / 2..).and_then(<[u8]>::first_chunk);
        let mut halves = here.map_or(0, |here| u64::from_le_bytes(*here) >> (4 * (self.at % 2)));
        let (mut number, mut shift) = (halves & 7, 3);
        self.at += 1;
        while halves & 8 > 0 {
            halves >>= 4;
            number |= (halves & 7) << shift;
            shift += 3;
            self.at += 1;
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_as_written_wherever_a_byte_begins() {
        for number in (0..42).map(|bits| 1_u64 << bits).flat_map(|one| [one - 1, one, one + 1]) {
            for before in [1, 8, 64, 512] {
                let mut written = Halves::with_capacity(0);
                written.push(before);
                written.push_to_byte(number);
                assert!(written.count.is_multiple_of(2));
                written.push(before);
                let bytes = written.into_bytes();
                let mut cursor = Cursor { bytes: &bytes, at: 0, pair: Pair(0) };
                assert_eq!([(); 3].map(|()| cursor.number()), [before, number, before]);
            }
        }
    }

    #[test]
    fn a_sentence_more_leaves_most_stretches_as_they_are() {
        let letter = |number: u32| char::from_u32(0x4E00 + number % 2_000).unwrap_or('一');
        let body: String = (0..60_000_u32).map(|at| letter(at.wrapping_mul(at) >> 3)).collect();
        let text = |more: &str| Text { head: String::new(), body: format!("{body}{more}") };
        let (before, after) = (Run::of(&[text("")]), Run::of(&[text("又写了一句。")]));
        let stretches = |run: &Run| {
            let hashes = run.samples.iter().map(|one| one.hash);
            hashes.collect::<std::collections::BTreeSet<_>>()
        };
        let (before, after) = (stretches(&before), stretches(&after));
        let others = after.difference(&before).count();
        assert!(before.len() > 50 && (1..=8).contains(&others), "{others} of {}", before.len());
    }

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
