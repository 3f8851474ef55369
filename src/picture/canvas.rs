//! Pixels: decoding, turning, cutting, scaling, colours, encoding.
//!
//! Entry points: [`decode`], [`Canvas::scaled`], [`Canvas::encode`]. The same bytes come out on any
//! number of threads: nothing in here is shared between pictures.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageReader, Limits};
use liuhao_scaling::{self as scaling, Pixels};
use webp::WebPConfig;

use crate::picture::colours::{self, Colours};
use crate::picture::series::Area;
use crate::picture::{Format, Picture, Refusal, Request};

/// Memory that decoding one picture may take, in bytes: forty megapixels of 16 bits fit.
const DECODING: u64 = 512 * 1024 * 1024;
/// Quality of WebP, of 100: at 80 a face shows no blocks at arm's length.
const WEBP_QUALITY: f32 = 80.0;
/// Quality of JPEG, of 100.
const JPEG_QUALITY: u8 = 85;

/// Pixels of one byte per channel, as they are to be seen.
pub(super) struct Canvas {
    width: u32,
    height: u32,
    has_alpha: bool,
    pixels: Vec<u8>,
    /// Not yet in sRGB: the way there.
    colours: Option<Colours>,
}

/// Decodes a picture; of one that moves, the first image.
pub(super) fn decode(bytes: &[u8], picture: &Picture) -> Result<Canvas, Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), picture.format.of_image());
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(DECODING);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Refusal::Damaged)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let colour = decoder.color_type();
    let profile = decoder.icc_profile().ok().flatten();
    let colours = profile.and_then(|profile| Colours::of(&profile, colour.has_alpha()));
    // A profile of greys says nothing of colours.
    let colours =
        colours.filter(|colours| !matches!(colours, Colours::Gray(_)) || !colour.has_color());
    let inks = match &colours {
        Some(Colours::Inks(way)) if picture.format == Format::Jpeg => {
            colours::decode_inks(bytes, way)?
        }
        Some(Colours::Inks(_) | Colours::Rgb(_) | Colours::Gray(_)) | None => None,
    };
    let mut image = match inks {
        Some(image) => image,
        None => DynamicImage::from_decoder(decoder).map_err(|_| Refusal::Damaged)?,
    };
    if !picture.is_animated {
        image.apply_orientation(orientation);
    }
    let (width, height) = (image.width(), image.height());
    if (width, height) != (picture.width, picture.height) {
        return Err(Refusal::Damaged);
    }
    let has_alpha = colour.has_alpha();
    let pixels =
        if has_alpha { image.into_rgba8().into_raw() } else { image.into_rgb8().into_raw() };
    Ok(Canvas { width, height, has_alpha, pixels, colours })
}

impl Canvas {
    /// An area of it, scaled and in sRGB.
    pub(super) fn scaled(&self, area: Area, request: Request) -> Result<Self, Refusal> {
        let Area { left, top, width, height } = area;
        let Self { width: columns, height: rows, has_alpha, ref pixels, .. } = *self;
        let source = Pixels { width: columns, height: rows, has_alpha, bytes: pixels };
        let area = scaling::Area { left, top, width, height };
        let mut pixels =
            scaling::scaled(source, area, request.width, request.height).ok_or(Refusal::Damaged)?;
        if let Some(colours) = &self.colours {
            colours.apply(&mut pixels, self.has_alpha);
        }
        Ok(Self {
            width: request.width,
            height: request.height,
            has_alpha: self.has_alpha,
            pixels,
            colours: None,
        })
    }

    /// The bytes of a file. `is_drawing` keeps the edges of coloured letters sharp.
    pub(super) fn encode(&self, format: Format, is_drawing: bool) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        let colour =
            if self.has_alpha { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
        let done =
            match format {
                Format::WebP => return self.encode_webp(is_drawing),
                Format::Jpeg if self.has_alpha => {
                    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).write_image(
                        &self.on_white(),
                        self.width,
                        self.height,
                        ExtendedColorType::Rgb8,
                    )
                }
                Format::Jpeg => JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
                    .write_image(&self.pixels, self.width, self.height, colour),
                Format::Png | Format::Gif => PngEncoder::new_with_quality(
                    &mut bytes,
                    CompressionType::Default,
                    FilterType::Adaptive,
                )
                .write_image(&self.pixels, self.width, self.height, colour),
            };
        done.map_err(|_| Refusal::Damaged)?;
        Ok(bytes)
    }

    /// Its pixels as they are seen on white paper, without transparency.
    fn on_white(&self) -> Vec<u8> {
        let channel = |value: u8, alpha: u8| {
            let (value, alpha) = (u16::from(value), u16::from(alpha));
            u8::try_from((value * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
        };
        let pixels = self.pixels.chunks_exact(4);
        pixels.flat_map(|pixel| [0, 1, 2].map(|at| channel(pixel[at], pixel[3]))).collect()
    }

    fn encode_webp(&self, is_drawing: bool) -> Result<Vec<u8>, Refusal> {
        let mut config = WebPConfig::new().map_err(|()| Refusal::Damaged)?;
        config.quality = WEBP_QUALITY;
        config.use_sharp_yuv = i32::from(is_drawing);
        let encoder = if self.has_alpha {
            webp::Encoder::from_rgba(&self.pixels, self.width, self.height)
        } else {
            webp::Encoder::from_rgb(&self.pixels, self.width, self.height)
        };
        let memory = encoder.encode_advanced(&config).map_err(|_| Refusal::Damaged)?;
        Ok(memory.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transparent_pixels_are_seen_on_white_paper() {
        let pixels = [[200, 100, 0, 255], [200, 100, 0, 0], [200, 100, 0, 51], [0, 1, 255, 128]];
        let canvas =
            Canvas { width: 4, height: 1, has_alpha: true, pixels: pixels.concat(), colours: None };
        let seen = [[200, 100, 0], [255, 255, 255], [244, 224, 204], [127, 128, 255]];
        assert_eq!(canvas.on_white(), seen.concat());
    }
}
