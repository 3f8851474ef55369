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

/// The bytes that the file says are its own.
fn body(bytes: &[u8]) -> Option<&[u8]> {
    let length = bytes.get(4..8)?;
    let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]) as usize;
    bytes.get(HEAD..length.checked_add(8)?)
}

pub(super) fn strip(bytes: &[u8], keeps_profile: bool) -> Option<Vec<u8>> {
    let mut copy = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut rest = body(bytes)?;
    while !rest.is_empty() {
        let chunk = chunk(rest)?;
        rest = &rest[chunk.whole.len()..];
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
    let mut rest = body(bytes).unwrap_or_default();
    while let Some(chunk) = chunk(rest) {
        rest = &rest[chunk.whole.len()..];
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
