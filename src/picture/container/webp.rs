//! The chunks of WebP (RFC 9649).

use super::Note;

const HEAD: usize = 12;

/// Flags of the extended header: a profile, EXIF, XMP.
const PROFILE: u8 = 0x20;
const METADATA: u8 = 0x08 | 0x04;

/// A chunk: its name, all its bytes with padding, and its data.
struct Chunk<'b> {
    name: &'b [u8],
    whole: &'b [u8],
    data: &'b [u8],
}

fn chunk(bytes: &[u8]) -> Option<Chunk<'_>> {
    let head = bytes.get(..8)?;
    let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
    let data = bytes.get(8..length.checked_add(8)?)?;
    let end = (8 + length + length % 2).min(bytes.len());
    Some(Chunk { name: &head[..4], whole: &bytes[..end], data })
}

/// The chunks of a body or a frame; `None`, and nothing behind it, where they do not add up.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = Option<Chunk<'_>>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let chunk = chunk(rest);
        rest = chunk.as_ref().map_or(&[], |chunk| &rest[chunk.whole.len()..]);
        Some(chunk)
    })
}

/// Three bytes, the lowest first.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 3)?;
    Some(u32::from_le_bytes([digits[0], digits[1], digits[2], 0]))
}

/// Width and height, each stored as one less.
fn size_at(bytes: &[u8], at: usize) -> Option<(u32, u32)> {
    Some((number(bytes, at)? + 1, number(bytes, at + 3)? + 1))
}

/// The width and height that an image says of itself; `None` for another chunk.
fn image_size(chunk: &Chunk<'_>) -> Option<(u32, u32)> {
    match chunk.name {
        // Behind a tag and a start code of three bytes each stand two sides of 14 bits, with two bits
        // of scaling above each.
        b"VP8 " => {
            let sides = chunk.data.get(6..10)?;
            let side =
                |at: usize| u32::from(u16::from_le_bytes([sides[at], sides[at + 1]]) & 0x3FFF);
            Some((side(0), side(2)))
        }
        // Behind a signature of one byte stand two sides of 14 bits, less one.
        b"VP8L" => {
            let bits = chunk.data.get(1..5)?;
            let bits = u32::from_le_bytes([bits[0], bits[1], bits[2], bits[3]]);
            Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        }
        _ => None,
    }
}

/// Whether each image is as large as the canvas or its frame, and each frame lies on the canvas. A
/// decoder makes room for what an image says of itself before it compares, and overlooks lengths.
pub(super) fn frames_fit(bytes: &[u8]) -> bool {
    let mut canvas = None;
    let mut is_right = |chunk: Chunk<'_>| match chunk.name {
        b"VP8X" => {
            canvas = size_at(chunk.data, 4);
            canvas.is_some()
        }
        b"ANMF" => canvas.and_then(|canvas| frame_fits(chunk.data, canvas)).unwrap_or(false),
        _ => image_size(&chunk).zip(canvas).is_none_or(|(image, canvas)| image == canvas),
    };
    body(bytes).is_some_and(|body| chunks(body).all(|chunk| chunk.is_some_and(&mut is_right)))
}

/// The same for a frame of a picture that moves; `None` where it is cut off.
fn frame_fits(frame: &[u8], canvas: (u32, u32)) -> Option<bool> {
    // Offsets are even, and stored as their halves.
    let (x, y) = (2 * number(frame, 0)?, 2 * number(frame, 3)?);
    let size = size_at(frame, 6)?;
    let lies_on_it = x + size.0 <= canvas.0 && y + size.1 <= canvas.1;
    let is_right = |chunk: Chunk<'_>| image_size(&chunk).is_none_or(|image| image == size);
    Some(lies_on_it && chunks(frame.get(16..)?).all(|chunk| chunk.is_some_and(is_right)))
}

/// The bytes that the file says are its own.
fn body(bytes: &[u8]) -> Option<&[u8]> {
    let length = bytes.get(4..8)?;
    let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]) as usize;
    bytes.get(HEAD..length.checked_add(8)?)
}

pub(super) fn strip(bytes: &[u8], keeps_profile: bool) -> Option<Vec<u8>> {
    let mut copy = b"RIFF\0\0\0\0WEBP".to_vec();
    for chunk in chunks(body(bytes)?) {
        let chunk = chunk?;
        match chunk.name {
            b"VP8X" => {
                let flags = copy.len() + 8;
                copy.extend_from_slice(chunk.whole);
                *copy.get_mut(flags)? &= !METADATA;
                if !keeps_profile {
                    copy[flags] &= !PROFILE;
                }
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" => copy.extend_from_slice(chunk.whole),
            b"ICCP" if keeps_profile => copy.extend_from_slice(chunk.whole),
            _ => {}
        }
    }
    let length = u32::try_from(copy.len() - 8).ok()?;
    copy[4..8].copy_from_slice(&length.to_le_bytes());
    Some(copy)
}

pub(super) fn is_cut_off(bytes: &[u8]) -> bool {
    body(bytes).is_none()
}

pub(super) fn notes(bytes: &[u8]) -> Vec<Note<'_>> {
    let mut notes = Vec::new();
    for chunk in chunks(body(bytes).unwrap_or_default()).flatten() {
        match chunk.name {
            // Some writers put JPEG's name in front.
            b"EXIF" => {
                let data = chunk.data;
                notes.push(Note::Exif(data.strip_prefix(b"Exif\0\0").unwrap_or(data)));
            }
            b"XMP " => notes.push(Note::Xmp(chunk.data)),
            _ => {}
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes_of(name: &[u8], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        [name, &length, data, &[0][..data.len() % 2]].concat()
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        let body = chunks.concat();
        let length = u32::try_from(body.len() + 4).unwrap().to_le_bytes();
        [b"RIFF", &length[..], b"WEBP", &body].concat()
    }

    /// An image without loss that says it is so large.
    fn image(width: u32, height: u32) -> Vec<u8> {
        let sides = (width - 1) | (height - 1) << 14;
        bytes_of(b"VP8L", &[&[0x2F], &sides.to_le_bytes()[..]].concat())
    }

    /// A frame of such a size at such a place, which holds these chunks.
    fn frame((x, y): (u32, u32), (width, height): (u32, u32), chunks: &[Vec<u8>]) -> Vec<u8> {
        let low = |value: u32| value.to_le_bytes()[..3].to_vec();
        let head = [low(x / 2), low(y / 2), low(width - 1), low(height - 1), vec![0; 4]];
        bytes_of(b"ANMF", &[head.concat(), chunks.concat()].concat())
    }

    /// A picture that moves, of 600 by 400.
    fn moving(frames: &[Vec<u8>]) -> Vec<u8> {
        let canvas = bytes_of(b"VP8X", &[0x02, 0, 0, 0, 0x57, 0x02, 0, 0x8F, 0x01, 0]);
        file(&[vec![canvas, bytes_of(b"ANIM", &[0; 6])], frames.to_vec()].concat())
    }

    #[test]
    fn a_frame_lies_on_the_canvas_and_its_image_is_as_large() {
        let whole = frame((0, 0), (600, 400), &[image(600, 400)]);
        let corner = frame((300, 200), (300, 200), &[image(300, 200)]);
        assert!(frames_fit(&moving(&[whole.clone(), corner.clone()])));
        let wrong = [
            frame((302, 200), (300, 200), &[image(300, 200)]),
            frame((300, 202), (300, 200), &[image(300, 200)]),
            frame((0, 0), (601, 400), &[image(601, 400)]),
            frame((0, 0), (300, 200), &[image(301, 200)]),
            frame((0, 0), (300, 200), &[image(300, 201)]),
            // Cut off within its head, and within its image.
            bytes_of(b"ANMF", &[0; 15]),
            frame((0, 0), (300, 200), &[b"VP8L\xFF\0\0\0".to_vec()]),
        ];
        for frame in wrong {
            assert!(!frames_fit(&moving(&[whole.clone(), frame.clone()])), "{frame:?}");
        }
        assert!(!frames_fit(&file(&[corner])), "a frame without a canvas");
    }

    #[test]
    fn an_image_is_as_large_as_the_canvas() {
        let canvas = bytes_of(b"VP8X", &[0, 0, 0, 0, 0x57, 0x02, 0, 0x8F, 0x01, 0]);
        assert!(frames_fit(&file(&[canvas.clone(), image(600, 400)])));
        assert!(
            frames_fit(&file(&[image(600, 400)])),
            "without an extended head there is no canvas"
        );
        assert!(!frames_fit(&file(&[canvas.clone(), image(600, 401)])));
        assert!(!frames_fit(&file(&[bytes_of(b"VP8X", &[0; 9]), image(600, 400)])));
    }

    #[test]
    fn the_head_says_of_a_profile_what_is_there() {
        let head = [PROFILE | METADATA | 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let chunks = [
            bytes_of(b"VP8X", &head),
            bytes_of(b"ICCP", b"profile!"),
            bytes_of(b"ANIM", &[0; 6]),
            bytes_of(b"EXIF", b"camera"),
            bytes_of(b"XMP ", b"author"),
        ];
        let file = file(&chunks);
        let stripped = |keeps_profile: bool| {
            let copy = strip(&file, keeps_profile).unwrap();
            let body = super::body(&copy).unwrap();
            let chunks: Vec<_> = chunks_of(body).collect();
            let names: Vec<_> = chunks.iter().map(|chunk| chunk.name.to_vec()).collect();
            (chunks[0].data[0], names.concat())
        };
        assert_eq!(stripped(true), (PROFILE | 0x02, b"VP8XICCPANIM".to_vec()));
        assert_eq!(stripped(false), (0x02, b"VP8XANIM".to_vec()));
    }

    #[test]
    fn exif_and_xmp_are_notes_with_and_without_the_name_that_jpeg_gives_them() {
        let file = file(&[
            image(600, 400),
            bytes_of(b"EXIF", b"Exif\0\0MM"),
            bytes_of(b"EXIF", b"II"),
            bytes_of(b"XMP ", b"<x/>"),
            bytes_of(b"ICCP", b"profile"),
        ]);
        let found = notes(&file);
        let [Note::Exif(named), Note::Exif(bare), Note::Xmp(xmp)] = &found[..] else {
            panic!("{} notes", found.len())
        };
        assert_eq!((*named, *bare, *xmp), (&b"MM"[..], &b"II"[..], &b"<x/>"[..]));
        assert!(!is_cut_off(&file) && is_cut_off(&file[..file.len() - 1]));
    }

    #[test]
    fn a_lossy_image_says_its_size_behind_its_start_code() {
        let chunk = |data: &[u8]| bytes_of(b"VP8 ", data);
        // Two bits of scaling stand above each side.
        let lossy = chunk(b"tag\x9D\x01\x2A\x58\x42\x90\x81rest");
        let canvas = bytes_of(b"VP8X", &[0, 0, 0, 0, 0x57, 0x02, 0, 0x8F, 0x01, 0]);
        assert!(frames_fit(&file(&[canvas.clone(), lossy])));
        let wider = chunk(b"tag\x9D\x01\x2A\x59\x42\x90\x81rest");
        assert!(!frames_fit(&file(&[canvas, wider])));
    }

    fn chunks_of(body: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
        chunks(body).map(|chunk| chunk.unwrap())
    }
}
