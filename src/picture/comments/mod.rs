//! What people wrote into a picture: captions, authors, comments.
//!
//! Entry point: [`comments`]. Publishing removes all of it; this is for telling the office what its
//! photos carry. Camera names, times and numbers are nobody's text and left out.

mod exif;
mod iptc;
mod xmp;

use encoding_rs::GBK;

use crate::picture::Format;
use crate::picture::container::{self, Note};

/// How much is read from all deflated chunks of a picture, in bytes: a file of a few megabytes has room
/// for ten thousand chunks that each inflate to a thousand times their size.
const MAX_INFLATED: usize = 256 * 1024;

/// The texts inside a picture: EXIF descriptions, authors and comments, XMP, IPTC, JPEG comments,
/// PNG texts, GIF comments. Empty for bytes that are no picture.
pub fn comments(bytes: &[u8]) -> Vec<String> {
    let Some(format) = Format::of(bytes) else { return Vec::new() };
    let mut texts = Vec::new();
    let mut room = MAX_INFLATED;
    for note in container::notes(bytes, format) {
        match note {
            Note::Exif(data) => texts.extend(exif::texts(data)),
            Note::Xmp(data) => texts.extend(xmp::texts(&decode(data))),
            Note::Iptc(data) => texts.extend(iptc::texts(data)),
            Note::Text(data) => texts.push(decode(data)),
            Note::Deflated(data) => texts.extend(inflate(data, &mut room)),
        }
    }
    for text in &mut texts {
        *text = tidy(text);
    }
    texts.retain(|text| !text.is_empty());
    texts.dedup();
    texts
}

/// Whether a photo tells where it was taken.
pub fn has_place(bytes: &[u8]) -> bool {
    let Some(format) = Format::of(bytes) else { return false };
    container::notes(bytes, format).iter().any(|note| match note {
        Note::Exif(data) => exif::has_place(data),
        Note::Xmp(data) => decode(data).contains("GPSLatitude"),
        Note::Iptc(_) | Note::Text(_) | Note::Deflated(_) => false,
    })
}

/// The text of a deflated chunk, as far as there is room for it.
fn inflate(data: &[u8], room: &mut usize) -> Option<String> {
    let bytes = match miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(data, *room) {
        Ok(bytes) => bytes,
        // What fits is read.
        Err(fault) => fault.output,
    };
    *room = room.saturating_sub(bytes.len());
    Some(decode(&bytes)).filter(|text| !text.is_empty())
}

/// UTF-8, or else GBK, which cameras and old programs write.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => GBK.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Without the zeros and blanks that fill a field.
fn tidy(text: &str) -> String {
    text.replace(|c: char| c.is_control() && c != '\n', " ").trim().to_owned()
}
