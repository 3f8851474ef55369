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

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a file of so many pixels, whose table of colours has two.
    fn head(width: u8, height: u8) -> Vec<u8> {
        [b"GIF89a", &[width, 0, height, 0, 0x80, 0, 0][..], &[0xEE; 6]].concat()
    }

    fn extension(label: u8, blocks: &[&[u8]]) -> Vec<u8> {
        let block = |data: &&[u8]| [&[u8::try_from(data.len()).unwrap()], *data].concat();
        let blocks: Vec<u8> = blocks.iter().flat_map(block).collect();
        [&[EXTENSION, label], &blocks[..], &[0]].concat()
    }

    /// A frame with a table of so many colours of its own.
    fn frame(width: u8, height: u8, colours: usize) -> Vec<u8> {
        let flags = match colours {
            0 => 0,
            _ => 0x80 | u8::try_from(colours.trailing_zeros() - 1).unwrap(),
        };
        // A colour looks like the mark of an extension.
        let table = vec![EXTENSION; colours * 3];
        let place = [IMAGE, 0, 0, 0, 0, width, 0, height, 0, flags];
        [&place[..], &table, b"\x02\x02D\x0A\0"].concat()
    }

    fn file(blocks: &[Vec<u8>]) -> Vec<u8> {
        [head(4, 3), blocks.concat(), vec![TRAILER]].concat()
    }

    #[test]
    fn times_and_rounds_are_copied_and_nothing_else_that_is_no_frame() {
        let round = extension(APPLICATION, &[b"NETSCAPE2.0", &[1, 0, 0]]);
        let needed = [
            extension(CONTROL, &[&[0; 4]]),
            round.clone(),
            extension(APPLICATION, &[b"ANIMEXTS1.0", &[1, 0, 0]]),
            frame(4, 3, 0),
            frame(2, 2, 8),
        ];
        let others = [
            extension(COMMENT, &[b"who made it"]),
            extension(APPLICATION, &[b"NETSCAPE2.0", b"hidden in it"]),
            extension(APPLICATION, &[b"XMP DataXMP", b"<x/>"]),
            extension(COMMENT, &[b"NETSCAPE2.0", &[1, 0, 0]]),
        ];
        let mixed: Vec<_> = others.iter().chain(&needed).chain(&others).cloned().collect();
        let behind = [file(&mixed), b"behind its end".to_vec()].concat();
        assert_eq!(strip(&behind), Some(file(&needed)));
        let cut_off = [head(4, 3), frame(4, 3, 0)].concat();
        assert_eq!(strip(&cut_off), None);
        assert_eq!(strip(&cut_off[..cut_off.len() - 1]), None);
    }

    #[test]
    fn a_frame_is_as_large_as_the_screen_at_most() {
        assert!(frames_fit(&file(&[frame(4, 3, 0), frame(1, 1, 2)])));
        assert!(!frames_fit(&file(&[frame(4, 3, 0), frame(5, 3, 0)])));
        assert!(!frames_fit(&file(&[frame(4, 4, 0)])));
        assert!(!frames_fit(&file(&[extension(CONTROL, &[&[0; 4]])])), "without a frame");
    }

    #[test]
    fn comments_and_xmp_are_found_and_other_extensions_are_not() {
        let chunks = [
            extension(CONTROL, &[&[0; 4]]),
            extension(COMMENT, &[b"who made it"]),
            extension(APPLICATION, &[b"NETSCAPE2.0", &[1, 0, 0]]),
            extension(APPLICATION, &[b"XMP DataXMP", b"<x/>"]),
        ];
        let file = file(&chunks);
        let notes = notes(&file);
        let [Note::Text(comment), Note::Xmp(xmp)] = &notes[..] else { panic!("two notes") };
        assert_eq!((*comment, *xmp), (&b"\x0Bwho made it\0"[..], &b"\x04<x/>\0"[..]));
    }
}
