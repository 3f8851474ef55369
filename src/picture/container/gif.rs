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

/// The block at `at`; `None` at the trailer or where the file does not add up.
fn block(bytes: &[u8], at: usize) -> Option<Block> {
    match *bytes.get(at)? {
        EXTENSION => {
            let label = Some(*bytes.get(at + 1)?);
            Some(Block { whole: at..chain_end(bytes, at + 2)?, label })
        }
        IMAGE => {
            let data = at + 10 + table(*bytes.get(at + 9)?) + 1;
            Some(Block { whole: at..chain_end(bytes, data)?, label: None })
        }
        _ => None,
    }
}

fn first_block(bytes: &[u8]) -> Option<usize> {
    Some(HEAD + table(*bytes.get(10)?))
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
    let mut at = first_block(bytes)?;
    let mut copy = bytes.get(..at)?.to_vec();
    while let Some(block) = block(bytes, at) {
        at = block.whole.end;
        let whole = &bytes[block.whole];
        if block.label.is_none_or(|label| is_needed(label, whole)) {
            copy.extend_from_slice(whole);
        }
    }
    copy.push(TRAILER);
    (bytes.get(at) == Some(&TRAILER)).then_some(copy)
}

/// Whether there is a frame, and none is larger than the screen: the standard asks for that, and a decoder
/// makes room for what a frame says of itself.
pub(super) fn frames_fit(bytes: &[u8]) -> bool {
    let (Some(mut at), Some(screen)) = (first_block(bytes), sides(bytes, 6)) else { return false };
    let mut has_frame = false;
    while let Some(block) = block(bytes, at) {
        at = block.whole.end;
        if block.label.is_none() {
            has_frame = true;
            let fits = |(width, height): (u16, u16)| width <= screen.0 && height <= screen.1;
            if !sides(bytes, block.whole.start + 5).is_some_and(fits) {
                return false;
            }
        }
    }
    has_frame
}

/// Width and height, as they stand at `at`.
fn sides(bytes: &[u8], at: usize) -> Option<(u16, u16)> {
    let sides = bytes.get(at..at + 4)?;
    let side = |at: usize| u16::from_le_bytes([sides[at], sides[at + 1]]);
    Some((side(0), side(2)))
}

pub(super) fn notes(bytes: &[u8]) -> Vec<Note<'_>> {
    let mut notes = Vec::new();
    let Some(mut at) = first_block(bytes) else { return notes };
    while let Some(block) = block(bytes, at) {
        at = block.whole.end;
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
