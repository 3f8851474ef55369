//! From the bytes of a picture to the bytes of its derived pictures.
//!
//! Entry point: [`derive()`], a pure function: a build calls it for all that the cache does not
//! have, a preview for the one that a browser asks for.

use crate::picture::canvas::{self, Canvas};
use crate::picture::{Cut, Encoding, Format, Picture, Refusal, Request, container};

/// The derived pictures of `bytes`, in the order of the requests. The picture is decoded once at
/// most, and not at all where leaving out segments will do.
///
/// # Errors
/// [`Refusal::Damaged`] where the bytes are not those of a whole picture.
pub fn derive(
    bytes: &[u8],
    picture: &Picture,
    requests: &[Request],
) -> Result<Vec<Vec<u8>>, Refusal> {
    let mut canvas: Option<Canvas> = None;
    let mut derived = Vec::with_capacity(requests.len());
    for request in requests {
        if is_copied(picture, *request)
            && let Some(copy) = container::strip(bytes, picture.format, picture.is_animated)
        {
            derived.push(copy);
            continue;
        }
        let canvas = match &mut canvas {
            Some(canvas) => canvas,
            empty => empty.insert(canvas::decode(bytes, picture)?),
        };
        let scaled = canvas.scaled(picture.area(request.cut), *request)?;
        let is_drawing = matches!(picture.format, Format::Png | Format::Gif);
        derived.push(scaled.encode(picture.encoded(*request), is_drawing)?);
    }
    Ok(derived)
}

/// Whether the picture can be published by leaving out segments.
fn is_copied(picture: &Picture, request: Request) -> bool {
    let keeps_format = match request.encoding {
        Encoding::Own => true,
        Encoding::Jpeg => picture.format == Format::Jpeg,
        Encoding::WebP => false,
    };
    let is_whole = request.cut == Cut::Whole && keeps_format;
    is_whole && (picture.is_animated || picture.is_plain && request.width == picture.width)
}
