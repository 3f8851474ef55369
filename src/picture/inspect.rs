//! What the head of a picture says, without decoding it.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageResult, Limits};

use crate::picture::colours::Colours;
use crate::picture::{Format, MAX_PIXELS, Picture, RECIPE, Refusal, container};

/// What the head of a picture may take in memory: profiles and comments are small.
const HEAD: u64 = 16 * 1024 * 1024;

/// Reads the head of a picture.
///
/// # Errors
/// [`Refusal`] for more pixels than [`MAX_PIXELS`] and for bytes that are no picture.
pub fn inspect(bytes: &[u8], format: Format) -> Result<Picture, Refusal> {
    let head = head(bytes, format).map_err(|_| Refusal::Damaged)?;
    let (width, height) = head.size;
    if width == 0 || height == 0 {
        return Err(Refusal::Damaged);
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refusal::TooManyPixels(width, height));
    }
    if container::is_cut_off(bytes, format) || !container::frames_fit(bytes, format) {
        return Err(Refusal::Damaged);
    }
    Ok(Picture {
        format,
        width,
        height,
        hash: hash(bytes),
        is_animated: head.is_animated,
        is_plain: head.is_plain,
    })
}

impl Picture {
    /// Whether it was read from these bytes.
    pub(crate) fn is_of(&self, bytes: &[u8]) -> bool {
        hash(bytes) == self.hash
    }
}

fn hash(bytes: &[u8]) -> Box<str> {
    let mut hasher = blake3::Hasher::new();
    let hash = hasher.update(RECIPE).update(bytes).finalize().to_hex();
    hash[..32].into()
}

struct Head {
    size: (u32, u32),
    is_animated: bool,
    is_plain: bool,
}

fn head(bytes: &[u8], format: Format) -> ImageResult<Head> {
    let source = Cursor::new(bytes);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(HEAD);
    Ok(match format {
        Format::Jpeg => read(JpegDecoder::new(source)?, false),
        Format::Png => {
            let decoder = PngDecoder::with_limits(source, limits)?;
            let is_animated = decoder.is_apng()?;
            read(decoder, is_animated)
        }
        Format::WebP => {
            let decoder = WebPDecoder::new(source)?;
            let is_animated = decoder.has_animation();
            read(decoder, is_animated)
        }
        Format::Gif => read(GifDecoder::new(source)?, true),
    })
}

fn read(mut decoder: impl ImageDecoder, is_animated: bool) -> Head {
    let (width, height) = decoder.dimensions();
    // A head that says too much is refused for its size, whatever else stands in it.
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Head { size: (width, height), is_animated, is_plain: false };
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let is_turned = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let is_upright = is_animated || orientation == Orientation::NoTransforms;
    let is_srgb = profile.is_none_or(|profile| Colours::of(&profile, false).is_none());
    Head {
        size: if is_turned && !is_animated { (height, width) } else { (width, height) },
        is_animated,
        is_plain: is_upright && is_srgb,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A GIF that says it is so large, with one point in it.
    fn gif(width: u16, height: u16) -> Vec<u8> {
        let sides = [width.to_le_bytes(), height.to_le_bytes()].concat();
        let frame = b"\x80\0\0\xFF\xFF\xFF\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
        [b"GIF89a", &sides[..], frame].concat()
    }

    #[test]
    fn the_largest_picture_is_looked_at_as_any_other() {
        let plain = |width, height| inspect(&gif(width, height), Format::Gif).map(|it| it.is_plain);
        assert_eq!(plain(8000, 5000), Ok(true));
        assert_eq!(plain(1, 1), Ok(true));
        assert_eq!(plain(8000, 5001), Err(Refusal::TooManyPixels(8000, 5001)));
        assert_eq!(plain(0, 5), Err(Refusal::Damaged));
        assert_eq!(plain(5, 0), Err(Refusal::Damaged));
    }
}
