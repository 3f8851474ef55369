//! Words of Chinese and how often each is seen: jieba's dictionary (MIT), of which only what a text needs is unpacked.
//!
//! Entry points: [`words_in`]; [`seen`] for all words together. `packaging/dictionary.py` packs it: all words with the same
//! first character lie in one block of sorted lines, and each block is unpacked by itself. All of it would take a quarter of
//! a second to load.

use std::sync::{LazyLock, OnceLock};

use memchr::{memchr, memrchr};
use miniz_oxide::inflate::decompress_to_vec_zlib;

/// How often all words were seen, and the number of blocks; of each block its first character and its packed length; the
/// blocks. Numbers have four bytes, the highest first.
static PACKED: &[u8] = include_bytes!("dictionary.bin");
const ORDERLY: &str = "packed by packaging/dictionary.py";

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(Dictionary::open);

struct Dictionary {
    seen: usize,
    blocks: Vec<Block>,
}

struct Block {
    /// The words of the block begin with this character or one behind it.
    first: char,
    packed: &'static [u8],
    /// Lines of a word, a blank and how often it was seen.
    lines: OnceLock<String>,
}

/// How often all words of the dictionary were seen.
pub(super) fn seen() -> usize {
    DICTIONARY.seen
}

/// The words of the dictionary that stand in a text, in its order, and how often each was seen.
pub(super) fn words_in(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.char_indices().flat_map(|(at, first)| {
        DICTIONARY.block(first).map_or_else(Vec::new, |lines| words_before(lines, &text[at..]))
    })
}

impl Dictionary {
    fn open() -> Self {
        let mut rest = PACKED;
        let mut number = || {
            let (bytes, behind) = rest.split_first_chunk::<4>().expect(ORDERLY);
            rest = behind;
            u32::from_be_bytes(*bytes)
        };
        let (seen, count) = (number() as usize, number());
        let table: Vec<(u32, usize)> = (0..count).map(|_| (number(), number() as usize)).collect();
        let block = |(first, length): (u32, usize)| {
            let (packed, behind) = rest.split_at(length);
            rest = behind;
            let first = char::from_u32(first).expect(ORDERLY);
            Block { first, packed, lines: OnceLock::new() }
        };
        Self { seen, blocks: table.into_iter().map(block).collect() }
    }

    /// The lines of the block that has the words with this first character, if any has.
    fn block(&self, first: char) -> Option<&str> {
        let behind = self.blocks.partition_point(|block| block.first <= first);
        let block = &self.blocks[behind.checked_sub(1)?];
        let unpack = || {
            let lines = decompress_to_vec_zlib(block.packed).expect(ORDERLY);
            String::from_utf8(lines).expect(ORDERLY)
        };
        Some(block.lines.get_or_init(unpack))
    }
}

/// The words in sorted lines that a text begins with, the shortest first.
fn words_before<'t>(lines: &str, text: &'t str) -> Vec<(&'t str, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for (start, last) in text.char_indices() {
        let word = &text[..start + last.len_utf8()];
        at = line_of(lines, at, word);
        // No word begins so: a longer one cannot either.
        let Some(rest) = lines[at..].strip_prefix(word) else { break };
        if let Some(rest) = rest.strip_prefix(' ') {
            let end = rest.find('\n').unwrap_or(rest.len());
            found.push((word, rest[..end].parse().expect(ORDERLY)));
        }
    }
    found
}

/// The begin of the first of the sorted lines, from the one at `from`, that does not stand before `word`.
fn line_of(lines: &str, from: usize, word: &str) -> usize {
    let bytes = lines.as_bytes();
    let (mut low, mut high) = (from, lines.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let begin = memrchr(b'\n', &bytes[low..middle]).map_or(low, |newline| low + newline + 1);
        let end = memchr(b'\n', &bytes[begin..]).map_or(lines.len(), |end| begin + end + 1);
        // A blank, which ends the word of a line, stands before every character of a word.
        if bytes[begin..end] < *word.as_bytes() { low = end } else { high = begin }
    }
    low
}

/// All words, in the order of the dictionary.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = (&'static str, usize)> {
    let blocks = DICTIONARY.blocks.iter().filter_map(|block| DICTIONARY.block(block.first));
    let lines = blocks.flat_map(str::lines).filter_map(|line| line.split_once(' '));
    lines.map(|(word, seen)| (word, seen.parse().expect(ORDERLY)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_by_itself_and_as_often_as_it_was_seen() {
        let mut sum = 0;
        for (nth, (word, seen)) in all().enumerate() {
            sum += seen;
            if nth % 97 == 0 {
                assert_eq!(words_in(word).find(|(found, _)| *found == word), Some((word, seen)));
            }
        }
        assert_eq!((sum, seen()), (seen(), 60_101_964));
    }

    #[test]
    fn the_words_in_a_text_are_found_at_each_place() {
        let found: Vec<&str> = words_in("离退休干部, X").map(|(word, _)| word).collect();
        assert_eq!(
            found,
            ["离", "离退", "离退休", "退", "退休", "退休干部", "休", "干", "干部", "部"]
        );
    }
}
