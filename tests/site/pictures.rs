//! What leaves with a picture, and which pictures are refused.

use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbImage};

use crate::support::Site;

const SECRET: &[u8] = b"SECRET";

fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], &length[..], payload].concat()
}

/// EXIF with an orientation, a description, a position and a thumbnail.
fn exif(orientation: u8) -> Vec<u8> {
    let description = b"captionSECRET\0";
    let mut data = b"Exif\0\0II*\0\x08\0\0\0\x03\0".to_vec();
    data.extend([0x0E, 0x01, 2, 0, 14, 0, 0, 0, 50, 0, 0, 0]);
    data.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    data.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 64, 0, 0, 0]);
    data.extend([0, 0, 0, 0]);
    data.extend(description);
    // The directory of the position: latitude N, then a thumbnail behind it.
    data.extend([1, 0, 0x1B, 0, 2, 0, 10, 0, 0, 0, 82, 0, 0, 0, 0, 0, 0, 0]);
    data.extend(b"GPSSECRET\0\xFF\xD8thumbnailSECRET\xFF\xD9");
    data
}

/// A photo with everything that a phone and a newsroom write into one.
fn photo(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90])
    });
    let mut plain = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut plain)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    let iptc = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0F\x1C\x02\x78\0\x0AiptcSECRET\0";
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x xmlns:dc='d'><dc:title>xmpSECRET</dc:title></x>";
    [
        &plain[..2],
        &segment(0xE1, &exif(orientation)),
        &segment(0xE1, xmp),
        &segment(0xED, iptc),
        &segment(0xFE, b"commentSECRET"),
        &plain[2..],
        b"tailSECRET",
    ]
    .concat()
}

fn published(name: &str, bytes: &[u8]) -> (Site, Vec<u8>) {
    let text = format!("---\ntitle: 甲\ndate: 2024-03-01\n---\n![合影]({name})\n");
    let site = Site::new()
        .file("content/branches/a/index.md", text)
        .file(&format!("content/branches/a/{name}"), bytes);
    site.build().exits(0);
    let bytes = std::fs::read(site.path("public/branches/a").join(name)).unwrap();
    (site, bytes)
}

fn holds_nothing(site: &Site) {
    for (path, bytes) in site.output() {
        assert!(!bytes.windows(SECRET.len()).any(|part| part == SECRET), "{path}");
    }
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

#[test]
fn nothing_that_a_phone_wrote_into_a_photo_is_published() {
    for orientation in [1, 6] {
        let before = photo(400, 300, orientation);
        assert!(before.windows(SECRET.len()).filter(|part| *part == SECRET).count() >= 7);
        let (site, after) = published("p.jpg", &before);
        holds_nothing(&site);
        let shown = decoded(&after);
        let upright = if orientation == 6 { (300, 400) } else { (400, 300) };
        assert_eq!((shown.width(), shown.height()), upright);
    }
}

#[test]
fn an_upright_photo_keeps_every_pixel() {
    let before = photo(64, 48, 1);
    let (_, after) = published("p.jpg", &before);
    assert_eq!(decoded(&before).into_rgb8(), decoded(&after).into_rgb8());
}

#[test]
fn what_is_written_in_a_photo_can_be_read() {
    let texts = liuhao::picture::comments(&photo(16, 16, 1));
    for text in ["captionSECRET", "xmpSECRET", "iptcSECRET", "commentSECRET"] {
        assert!(texts.iter().any(|one| one == text), "{text} in {texts:?}");
    }
    assert_eq!(liuhao::picture::comments(b"no picture"), Vec::<String>::new());
}

/// A PNG that says it is 50,000 pixels wide and high. The checksums are right, so that a reader
/// comes as far as the size.
fn bomb() -> Vec<u8> {
    let head = b"IHDR\0\0\xC3\x50\0\0\xC3\x50\x08\x02\0\0\0";
    let crc = head.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    });
    let head = [b"\x89PNG\r\n\x1A\n\0\0\0\x0D", &head[..], &(!crc).to_be_bytes()].concat();
    [&head[..], b"\0\0\0\0IDAT\x35\xAF\x06\x1E"].concat()
}

#[test]
fn what_cannot_be_published_is_refused() {
    let site = |name: &str, bytes: &[u8]| {
        Site::published().file(&format!("content/branches/{name}"), bytes)
    };
    site("b.png", &bomb()).build().exits(1).says("picture-size").says("50000×50000");
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    site("c.jpg", heic).build().exits(1).says("picture-format").says("HEIC");
    site("d.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF").build().exits(1).says("picture-damaged");
}
