//! The segments of picture files: which of them a browser needs, and what the others say.
//!
//! Entry points: [`strip`] copies a file without all that is not needed to draw it, [`notes`] hands
//! out what people and cameras wrote into it, [`is_cut_off`] sees a file that was not sent whole,
//! [`frames_fit`] one that would unpack to more than its head says. Only lengths, names and sizes are
//! read; a file that does not add up is `None`.

mod gif;
mod jpeg;
mod png;
mod webp;

use crate::picture::Format;

/// Something written into a picture.
pub(super) enum Note<'b> {
    /// EXIF, from its byte order mark on.
    Exif(&'b [u8]),
    /// XMP.
    Xmp(&'b [u8]),
    /// IPTC datasets.
    Iptc(&'b [u8]),
    /// Text, mostly UTF-8.
    Text(&'b [u8]),
    /// Text deflated by zlib.
    Deflated(&'b [u8]),
}

/// A copy without metadata and without what stands behind the end. A picture that moves keeps its
/// colour profile, because its pixels are not touched.
pub(super) fn strip(bytes: &[u8], format: Format, keeps_profile: bool) -> Option<Vec<u8>> {
    match format {
        Format::Jpeg => jpeg::strip(bytes),
        Format::Png => png::strip(bytes, keeps_profile),
        Format::WebP => webp::strip(bytes, keeps_profile),
        Format::Gif => gif::strip(bytes),
    }
}

/// Whether a file ends before its picture does, as one that was not sent whole. A decoder may show
/// what there is, and grey for the rest.
pub(super) fn is_cut_off(bytes: &[u8], format: Format) -> bool {
    match format {
        Format::Jpeg => jpeg::is_cut_off(bytes),
        Format::Png => memchr::memmem::rfind(bytes, b"IEND").is_none(),
        Format::WebP => webp::is_cut_off(bytes),
        Format::Gif => false,
    }
}

/// Whether there are frames, and none is larger than the head of the file lets expect. JPEG has one, and
/// the decoder of PNG compares before it makes room.
pub(super) fn frames_fit(bytes: &[u8], format: Format) -> bool {
    match format {
        Format::WebP => webp::frames_fit(bytes),
        Format::Gif => gif::frames_fit(bytes),
        Format::Jpeg | Format::Png => true,
    }
}

/// What is written into a picture, as far as the file adds up.
pub(super) fn notes(bytes: &[u8], format: Format) -> Vec<Note<'_>> {
    match format {
        Format::Jpeg => jpeg::notes(bytes),
        Format::Png => png::notes(bytes),
        Format::WebP => webp::notes(bytes),
        Format::Gif => gif::notes(bytes),
    }
}
