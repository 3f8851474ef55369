//! Colours: what a photo shows is what its profile means.

use image::{ExtendedColorType, ImageEncoder, RgbImage};

use crate::pictures::{decoded, published};

/// What a colour of a phone's wide gamut (Display P3) is in sRGB, by the definition of both (CSS
/// Color 4, section 17).
fn srgb_of_p3(colour: [u8; 3]) -> [u8; 3] {
    let linear = colour.map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    let rows = [
        [1.224_940_1, -0.224_940_1, 0.0],
        [-0.042_056_9, 1.042_056_9, 0.0],
        [-0.019_637_6, -0.078_636_1, 1.098_273_7],
    ];
    rows.map(|row| {
        let value: f64 = row.iter().zip(linear).map(|(factor, value)| factor * value).sum();
        let value = value.clamp(0.0, 1.0);
        let value = if value <= 0.003_130_8 {
            value * 12.92
        } else {
            1.055 * value.powf(1.0 / 2.4) - 0.055
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
        let value = (value * 255.0).round() as u8;
        value
    })
}

/// The profile of a phone's photos (SMPTE EG 432-1 with the curve of sRGB).
fn display_p3() -> Vec<u8> {
    let of = |x: f64, y: f64| lcms2::CIExyY { x, y, Y: 1.0 };
    let primaries = lcms2::CIExyYTRIPLE {
        Red: of(0.680, 0.320),
        Green: of(0.265, 0.690),
        Blue: of(0.150, 0.060),
    };
    let srgb = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];
    let curve = lcms2::ToneCurve::new_parametric(4, &srgb).unwrap();
    let white = of(0.3127, 0.3290);
    let profile = lcms2::Profile::new_rgb(&white, &primaries, &[&curve; 3]).unwrap();
    profile.icc().unwrap()
}

#[test]
fn photos_made_for_printing_show_the_colours_that_their_profile_means() {
    let folder = std::path::Path::new("tests/fixtures/colours");
    // A colour of four inks and the same in sRGB, by LittleCMS; every 39th is a square of the photo.
    let lines = std::fs::read_to_string(folder.join("press.tsv")).unwrap();
    for name in ["inks.jpg", "luma.jpg"] {
        let (_, after) = published(name, &std::fs::read(folder.join(name)).unwrap());
        let shown = decoded(&after).into_rgb8();
        for (at, line) in (0_u32..16).zip(lines.lines().step_by(39)) {
            let expected = line.split('\t').skip(4).map(|value| value.parse::<u8>().unwrap());
            let pixel = shown.get_pixel(at % 4 * 16 + 8, at / 4 * 16 + 8).0;
            // What a JPEG loses twice is little in the middle of a square.
            let is_near = pixel.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 4);
            assert!(is_near, "{name}, square {at}: {line} became {pixel:?}");
        }
    }
}

#[test]
fn inks_that_no_program_of_adobe_stored_are_taken_as_they_stand() {
    let folder = std::path::Path::new("tests/fixtures/colours");
    let mut bytes = std::fs::read(folder.join("inks.jpg")).unwrap();
    let at = bytes.windows(4).position(|four| four == b"\xFF\xEE\0\x0E").unwrap();
    bytes.drain(at..at + 16);
    let profile = lcms2::Profile::new_icc(&std::fs::read(folder.join("press.icc")).unwrap());
    let (from, to) = (lcms2::PixelFormat::CMYK_8, lcms2::PixelFormat::RGB_8);
    let srgb = lcms2::Profile::new_srgb();
    let intent = lcms2::Intent::Perceptual;
    let way = lcms2::Transform::new(&profile.unwrap(), from, &srgb, to, intent).unwrap();
    let (_, after) = published("p.jpg", &bytes);
    let shown = decoded(&after).into_rgb8();
    let lines = std::fs::read_to_string(folder.join("press.tsv")).unwrap();
    for (at, line) in (0_u32..16).zip(lines.lines().step_by(39)) {
        // Adobe stores how much of each ink is missing: without its mark, that is the ink.
        let missing: Vec<u8> =
            line.split('\t').take(4).map(|value| 255 - value.parse::<u8>().unwrap()).collect();
        let mut expected = [0; 3];
        way.transform_pixels(&missing, &mut expected);
        let pixel = shown.get_pixel(at % 4 * 16 + 8, at / 4 * 16 + 8).0;
        let is_near = pixel.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 4);
        assert!(is_near, "square {at}: {expected:?} became {pixel:?}");
    }
}

#[test]
fn greys_of_a_scanner_show_what_their_profile_means_and_transparency_stays() {
    let folder = std::path::Path::new("tests/fixtures/colours");
    let profile = std::fs::read(folder.join("scanner.icc")).unwrap();
    let pixels = [64, 9].repeat(32 * 32);
    for (colour, bytes) in [
        (ExtendedColorType::La8, pixels.clone()),
        (ExtendedColorType::L8, pixels.iter().step_by(2).copied().collect()),
    ] {
        let mut png = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
        encoder.set_icc_profile(profile.clone()).unwrap();
        encoder.write_image(&bytes, 32, 32, colour).unwrap();
        let (_, after) = published("p.png", &png);
        let shown = decoded(&after).into_rgba8().get_pixel(9, 9).0;
        let alpha = if colour == ExtendedColorType::La8 { 9 } else { 255 };
        // 64 of 255 with a gamma of 1.8, by LittleCMS.
        assert_eq!(shown, [82, 82, 82, alpha]);
    }
}

#[test]
fn the_colours_of_a_wide_gamut_are_the_same_without_their_profile() {
    for colour in [[200, 60, 50], [60, 150, 90], [128, 128, 128], [230, 210, 180]] {
        let pixels = RgbImage::from_pixel(32, 32, image::Rgb(colour));
        let mut png = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
        encoder.set_icc_profile(display_p3()).unwrap();
        encoder.write_image(&pixels, 32, 32, ExtendedColorType::Rgb8).unwrap();
        let (_, after) = published("p.png", &png);
        assert!(!after.windows(4).any(|part| part == b"iCCP"));
        let shown = decoded(&after).into_rgb8().get_pixel(9, 9).0;
        let expected = srgb_of_p3(colour);
        let is_near = shown.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 2);
        assert!(is_near, "{colour:?} became {shown:?}, not {expected:?}");
    }
}
