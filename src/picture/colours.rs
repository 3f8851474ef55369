//! Colours: from those of an ICC profile to sRGB, which every screen assumes.
//!
//! Entry points: [`Colours::of`] reads a profile, [`Colours::apply`] turns pixels, [`decode_inks`] a photo made for
//! printing. What a profile says is believed where it is one of red, green and blue, of greys, or of four inks; else
//! the picture is shown as if it had none. As programs for pictures do, the darkest black of a press becomes that of
//! a screen.

use image::{DynamicImage, RgbImage};
use lcms2::{Intent, PixelFormat, Profile, Transform};
use memchr::memmem;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::picture::Refusal;

/// How far two colours are apart that nobody tells apart, of 255.
const SAME: u8 = 2;
/// Where a profile names the channels that it is about (ICC.1, 7.2).
const CHANNELS: std::ops::Range<usize> = 16..20;

/// The way from the colours of a profile to sRGB.
pub(super) enum Colours {
    /// From red, green and blue, and alpha where there is one, which stays.
    Rgb(Way),
    /// From greys: what becomes of each.
    Gray(Box<[u8; 256]>),
    /// From cyan, magenta, yellow and black, each full at 255.
    Inks(Way),
}

/// From bytes to bytes, one for each channel of a pixel.
pub(super) type Way = Transform<u8, u8>;

impl Colours {
    /// The way from the colours of an ICC profile; `None` where they are those of sRGB, or where the profile is not
    /// understood.
    pub(super) fn of(profile: &[u8], has_alpha: bool) -> Option<Self> {
        // Read here, as LittleCMS hands on whatever stands there.
        let channels = profile.get(CHANNELS)?;
        let profile = Profile::new_icc(profile).ok()?;
        match channels {
            b"RGB " => rgb(&profile, has_alpha).map(Self::Rgb),
            b"GRAY" => gray(&profile).map(Self::Gray),
            b"CMYK" => way(&profile, PixelFormat::CMYK_8, PixelFormat::RGB_8).map(Self::Inks),
            _ => None,
        }
    }

    /// Turns pixels of one byte per channel: three, or four where there is alpha. Those of inks have been turned when
    /// they were decoded.
    pub(super) fn apply(&self, pixels: &mut [u8], has_alpha: bool) {
        match self {
            Self::Rgb(way) => way.transform_in_place(pixels),
            Self::Gray(table) => {
                for pixel in pixels.chunks_exact_mut(if has_alpha { 4 } else { 3 }) {
                    pixel[..3].iter_mut().for_each(|value| *value = table[usize::from(*value)]);
                }
            }
            Self::Inks(_) => {}
        }
    }
}

fn way(profile: &Profile, from: PixelFormat, to: PixelFormat) -> Option<Way> {
    Transform::new(profile, from, &Profile::new_srgb(), to, Intent::Perceptual).ok()
}

fn rgb(profile: &Profile, has_alpha: bool) -> Option<Way> {
    let probe = way(profile, PixelFormat::RGB_8, PixelFormat::RGB_8)?;
    // Most profiles are one of the many of sRGB. What a hundred colours say is believed.
    let steps = [0u8, 64, 128, 192, 255];
    let red = steps.iter().flat_map(|r| steps.iter().map(move |g| (r, g)));
    let before: Vec<u8> =
        red.flat_map(|(r, g)| steps.iter().flat_map(move |b| [*r, *g, *b])).collect();
    let mut after = before.clone();
    probe.transform_in_place(&mut after);
    if is_same(&before, &after) {
        return None;
    }
    let format = if has_alpha { PixelFormat::RGBA_8 } else { PixelFormat::RGB_8 };
    way(profile, format, format)
}

fn gray(profile: &Profile) -> Option<Box<[u8; 256]>> {
    let before: Vec<u8> = (0..=255).collect();
    let mut after = vec![0; 256 * 3];
    way(profile, PixelFormat::GRAY_8, PixelFormat::RGB_8)?.transform_pixels(&before, &mut after);
    let table: Vec<u8> = after.chunks_exact(3).map(|pixel| pixel[1]).collect();
    if is_same(&before, &table) {
        return None;
    }
    table.try_into().ok()
}

fn is_same(before: &[u8], after: &[u8]) -> bool {
    before.iter().zip(after).all(|(a, b)| a.abs_diff(*b) <= SAME)
}

/// Decodes a JPEG of four inks by the way that its profile gives; `None` where it has other channels.
///
/// # Errors
/// [`Refusal::Damaged`] for bytes that do not decode.
pub(super) fn decode_inks(bytes: &[u8], way: &Way) -> Result<Option<DynamicImage>, Refusal> {
    // As `image` decodes all others.
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| Refusal::Damaged)?;
    let stored = decoder.input_colorspace();
    let Some(stored @ (ColorSpace::CMYK | ColorSpace::YCCK)) = stored else { return Ok(None) };
    decoder.set_options(options.jpeg_set_out_colorspace(stored));
    let (width, height) = decoder.dimensions().ok_or(Refusal::Damaged)?;
    let mut inks = decoder.decode().map_err(|_| Refusal::Damaged)?;
    if stored == ColorSpace::YCCK {
        inks.chunks_exact_mut(4).for_each(|pixel| pixel.copy_from_slice(&inverted(pixel)));
    }
    // Programs of Adobe store how much of each ink is missing, and say so.
    if stored == ColorSpace::YCCK || is_of_adobe(bytes) {
        for value in &mut inks {
            *value = 255 - *value;
        }
    }
    let mut pixels = vec![0; width * height * 3];
    way.transform_pixels(&inks, &mut pixels);
    let size = |length: usize| u32::try_from(length).map_err(|_| Refusal::Damaged);
    let image = RgbImage::from_raw(size(width)?, size(height)?, pixels);
    Ok(Some(image.ok_or(Refusal::Damaged)?.into()))
}

fn is_of_adobe(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"\xFF\xEE\0\x0EAdobe").is_some()
}

/// Luma, two differences and black as stored missing inks (JFIF, section 7, and T.872).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 255")]
fn inverted(pixel: &[u8]) -> [u8; 4] {
    let [luma, blue, red] = [0, 1, 2].map(|at| f32::from(pixel[at]));
    let (blue, red) = (blue - 128.0, red - 128.0);
    let value = |value: f32| 255 - value.round().clamp(0.0, 255.0) as u8;
    [
        value(luma + 1.402 * red),
        value(luma - 0.344_136 * blue - 0.714_136 * red),
        value(luma + 1.772 * blue),
        pixel[3],
    ]
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "profiles and their expected colours lie in a folder"
)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// How far colours of a profile come from those of LittleCMS, of 255: at most, and on average.
    struct Distance {
        most: u8,
        mean: f64,
    }

    /// Lines of a colour, then of the same in sRGB: `benches/colours.py`.
    fn distance(profile: &[u8], lines: &str) -> Option<Distance> {
        let parse = |line: &str| -> Vec<u8> {
            line.split('\t').map(|value| value.parse::<u8>().expect("a number")).collect()
        };
        let rows: Vec<Vec<u8>> = lines.lines().map(parse).collect();
        let channels = rows[0].len() - 3;
        let ways = Colours::of(profile, false);
        let mut all = Vec::new();
        for row in &rows {
            let (colour, expected) = row.split_at(channels);
            let mut shown = [colour[0]; 3];
            if channels == 3 {
                shown.copy_from_slice(colour);
            }
            match &ways {
                Some(Colours::Inks(way)) => way.transform_pixels(colour, &mut shown),
                Some(other) => other.apply(&mut shown, false),
                None if channels == 4 => return None,
                None => {}
            }
            all.extend(shown.iter().zip(expected).map(|(a, b)| a.abs_diff(*b)));
        }
        let sum: u32 = all.iter().map(|one| u32::from(*one)).sum();
        let mean = f64::from(sum) / f64::from(u32::try_from(all.len()).unwrap());
        Some(Distance { most: all.into_iter().max().unwrap(), mean })
    }

    #[test]
    fn greys_and_inks_become_what_littlecms_makes_of_them() {
        let folder = Path::new("tests/fixtures/colours");
        for name in ["press", "scanner", "dot-gain"] {
            let path = folder.join(name);
            let lines = fs::read_to_string(path.with_extension("tsv")).unwrap();
            let found = distance(&fs::read(path.with_extension("icc")).unwrap(), &lines).unwrap();
            assert!(found.most <= 2, "{name}: {} of 255 apart", found.most);
        }
    }

    /// Says how far profiles at hand are: `LIUHAO_COLOURS=FOLDER`.
    #[test]
    fn profiles_at_hand_are_measured() {
        let Some(folder) = std::env::var_os("LIUHAO_COLOURS") else { return };
        let mut paths: Vec<_> =
            fs::read_dir(folder).unwrap().map(|one| one.unwrap().path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|one| one == "icc")) {
            let Ok(lines) = fs::read_to_string(path.with_extension("tsv")) else { continue };
            let name = path.file_name().unwrap().to_string_lossy();
            match distance(&fs::read(path).unwrap(), &lines) {
                Some(found) => {
                    println!("{name}: {} at most, {:.2} on average", found.most, found.mean);
                }
                None => println!("{name}: shown as if it had none"),
            }
        }
    }
}
