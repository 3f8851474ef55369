//! The blocks of GIF 89a.

use std::ops::Range;

use super::Note;

const HEAD: usize = 13;
const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2C;
const TRAILER: u8 = 0x3B;
const COMMENT: u8 = 0xFE;
const APPLICATION: u8 = 0xFF;
const CONTROL: u8 = 0xF9;

/// A block: all its bytes, and the label of an extension.
struct Block {
    whole: Range<usize>,
    label: Option<u8>,
}

/// The length of a colour table by the flags in front of it.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Where a chain of sub-blocks ends.
fn chain_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

/// The blocks of a file, up to the trailer or to where it does not add up.
struct Blocks<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Iterator for Blocks<'_> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        let (bytes, at) = (self.bytes, self.at);
        let (label, data) = match *bytes.get(at)? {
            EXTENSION => (Some(*bytes.get(at + 1)?), at + 2),
            IMAGE => (None, at + 10 + table(*bytes.get(at + 9)?) + 1),
            _ => return None,
        };
        self.at = chain_end(bytes, data)?;
        Some(Block { whole: at..self.at, label })
    }
}

fn blocks(bytes: &[u8]) -> Option<Blocks<'_>> {
    Some(Blocks { bytes, at: HEAD + table(*bytes.get(10)?) })
}

/// Whether an extension is needed to draw it: times and transparency, and how often it is played.
fn is_needed(label: u8, block: &[u8]) -> bool {
    let name = block.get(3..14);
    label == CONTROL
        || label == APPLICATION
            && matches!(name, Some(b"NETSCAPE2.0" | b"ANIMEXTS1.0"))
            && block.len() == 19
}

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut blocks = blocks(bytes)?;
    let mut copy = bytes.get(..blocks.at)?.to_vec();
    for block in &mut blocks {
        let whole = &bytes[block.whole];
        if block.label.is_none_or(|label| is_needed(label, whole)) {
            copy.extend_from_slice(whole);
        }
    }
    copy.push(TRAILER);
    (bytes.get(blocks.at) == Some(&TRAILER)).then_some(copy)
}

/// Whether there is a frame, and none is larger than the screen: the standard asks for that, and a decoder
/// makes room for what a frame says of itself.
pub(super) fn frames_fit(bytes: &[u8]) -> bool {
    let (Some(blocks), Some(screen)) = (blocks(bytes), sides(bytes, 6)) else { return false };
    let frames = blocks.filter(|block| block.label.is_none());
    let mut sizes = frames.map(|block| sides(bytes, block.whole.start + 5)).peekable();
    let fits = |(width, height): (u16, u16)| width <= screen.0 && height <= screen.1;
    sizes.peek().is_some() && sizes.all(|size| size.is_some_and(fits))
}

/// Width and height, as they stand at `at`.
fn sides(bytes: &[u8], at: usize) -> Option<(u16, u16)> {
    let sides = bytes.get(at..at + 4)?;
    let side = |at: usize| u16::from_le_bytes([sides[at], sides[at + 1]]);
    Some((side(0), side(2)))
}

pub(super) fn notes(bytes: &[u8]) -> Vec<Note<'_>> {
    let mut notes = Vec::new();
    for block in blocks(bytes).into_iter().flatten() {
        let whole = &bytes[block.whole];
        match block.label {
            // The lengths of sub-blocks stand in the text; they cut words, not sentences.
            Some(COMMENT) => notes.push(Note::Text(&whole[2..])),
            Some(APPLICATION) if whole.get(3..14) == Some(b"XMP DataXMP") => {
                notes.push(Note::Xmp(&whole[14..]));
            }
            _ => {}
        }
    }
    notes
}
