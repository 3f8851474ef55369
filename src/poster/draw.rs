//! From a layout to the bytes of a PNG.
//!
//! Entry point: [`Poster::draw`].

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ImageEncoder, RgbImage};
use resvg::tiny_skia::{Color, Pixmap, PixmapMut};
use resvg::usvg::{self, Transform};

use crate::poster::{Fonts, Poster, WIDTH};

impl Poster<'_> {
    /// The poster as PNG. `photo` are the bytes of its photo. `None` where the photo does not decode or there is no
    /// memory for so many pixels.
    pub(crate) fn draw(&self, photo: Option<&[u8]>, fonts: &Fonts) -> Option<Vec<u8>> {
        let svg = self.layout.svg(&fonts.family);
        let mut paper = Pixmap::new(WIDTH, svg.height)?;
        paper.fill(Color::WHITE);
        if let (Some(place), Some(photo)) = (svg.photo, photo) {
            let photo = image::load_from_memory(photo).ok()?.into_rgb8();
            lay(&photo, place, &mut paper.as_mut());
        }
        let options = usvg::Options {
            font_family: fonts.family.clone(),
            fontdb: std::sync::Arc::clone(&fonts.database),
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(&svg.text, &options).ok()?;
        resvg::render(&tree, Transform::identity(), &mut paper.as_mut());
        encode(&paper, svg.height)
    }
}

/// Lays a photo of just the right size onto the paper; what would stand over an edge is left out.
fn lay(photo: &RgbImage, [left, top, width, height]: [u32; 4], paper: &mut PixmapMut<'_>) {
    let row_bytes = paper.width() as usize * 4;
    let data = paper.data_mut();
    for (y, row) in (0..height).zip(photo.rows()) {
        for (x, pixel) in (0..width).zip(row) {
            let at = (top + y) as usize * row_bytes + (left + x) as usize * 4;
            if let Some(target) = data.get_mut(at..at + 3) {
                target.copy_from_slice(&pixel.0);
            }
        }
    }
}

fn encode(paper: &Pixmap, height: u32) -> Option<Vec<u8>> {
    // Nothing of it is transparent.
    let pixels: Vec<u8> =
        paper.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut bytes = Cursor::new(Vec::new());
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(&pixels, WIDTH, height, image::ExtendedColorType::Rgb8)
        .ok()?;
    Some(bytes.into_inner())
}
