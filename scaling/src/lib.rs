//! Pixels, cut and made smaller.
//!
//! Entry point: [`scaled`]. The functions of `fast_image_resize` are generic: they are compiled where they are called, with the
//! optimisation of the caller. In a crate of its own that is the best one, also where the program is compiled for tests: as a part of
//! it they took two thirds of the time of the tests of `site`.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::pixels::{U8x3, U8x4};
use fast_image_resize::{
    IntoImageView, IntoImageViewMut, PixelTrait, PixelType, ResizeOptions, Resizer,
};

/// A picture in memory.
#[derive(Debug, Clone, Copy)]
pub struct Pixels<'p> {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Whether a pixel has four bytes (red, green, blue, alpha) or three.
    pub has_alpha: bool,
    /// Row by row, without gaps.
    pub bytes: &'p [u8],
}

/// A part of a picture, in pixels from its left upper corner.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    /// The first column.
    pub left: u32,
    /// The first row.
    pub top: u32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

/// The bytes of an area that is brought to `width` times `height` pixels; `None` where the bytes are too few for the picture, or
/// the area does not lie in it.
pub fn scaled(picture: Pixels<'_>, area: Area, width: u32, height: u32) -> Option<Vec<u8>> {
    let kind = if picture.has_alpha { PixelType::U8x4 } else { PixelType::U8x3 };
    let source = ImageRef::new(picture.width, picture.height, picture.bytes, kind).ok()?;
    let mut target = Image::new(width, height, kind);
    if picture.has_alpha {
        scale::<U8x4>(&source, area, &mut target)?;
    } else {
        scale::<U8x3>(&source, area, &mut target)?;
    }
    Some(target.into_vec())
}

/// The kind of pixels is named: code for the eleven others would be half a minute of compiling.
fn scale<P: PixelTrait>(source: &ImageRef<'_>, area: Area, target: &mut Image<'_>) -> Option<()> {
    let Area { left, top, width, height } = area;
    let options = ResizeOptions::new().crop(left.into(), top.into(), width.into(), height.into());
    let (from, mut to) = (source.image_view::<P>()?, target.image_view_mut::<P>()?);
    Resizer::new().resize_typed(&from, &mut to, &options).ok()
}
