//! What leaves with a picture, and which pictures are refused.

use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbImage};

use std::collections::BTreeMap;

use liuhao::picture::{Format, Refusal, inspect};

use crate::support::{PICTURE, Site, html, markdown, repository};

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

/// A site whose only story shows a picture; `text` is what its Markdown says about it.
fn story(name: &str, bytes: &[u8], text: &str) -> Site {
    let text = format!("---\ntitle: 甲\ndate: 2024-03-01\ncover: {name}\n---\n{text}\n");
    Site::new()
        .file("content/branches/a/index.md", text)
        .file(&format!("content/branches/a/{name}"), bytes)
}

/// The site with the picture published, and the file that is there to be downloaded.
pub(crate) fn published(name: &str, bytes: &[u8]) -> (Site, Vec<u8>) {
    let site = story(name, bytes, &format!("![合影]({name})\n\n[原图]({name})"));
    site.build().exits(0);
    let bytes = std::fs::read(site.path("public/branches/a").join(name)).unwrap();
    (site, bytes)
}

/// The pictures that a build has published, by address.
fn pictures(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let is_picture = |path: &str| {
        ["jpg", "png", "webp", "gif"].iter().any(|ending| html::ends_with(path, ending))
    };
    // The theme brings icons of its own.
    let is_ours = |path: &str| is_picture(path) && !path.starts_with("theme/");
    site.output().into_iter().filter(|(path, _)| is_ours(path)).collect()
}

fn holds_nothing(site: &Site) {
    for (path, bytes) in site.output() {
        assert!(!bytes.windows(SECRET.len()).any(|part| part == SECRET), "{path}");
    }
}

pub(crate) fn decoded(bytes: &[u8]) -> DynamicImage {
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

#[test]
fn of_twelve_megapixels_a_page_shows_sizes_to_choose_from_and_nothing_else_is_published() {
    let site =
        story("合影.jpg", &photo(4000, 3000, 6), "甲\n\n![甲](合影.jpg)\n\n乙\n\n![乙](合影.jpg)");
    site.build().exits(0);
    let output = site.output();
    assert!(html::check_links(&output) > 20);
    holds_nothing(&site);
    assert!(!output.contains_key("branches/a/合影.jpg"), "the original is published");
    let page = String::from_utf8(output["branches/a.html"].clone()).unwrap();
    let tags = html::tags(&page);
    let shown: Vec<_> = tags.iter().filter(|tag| tag.name == "img").collect();
    let [.., first, second] = &shown[..] else { panic!("{page}") };
    assert_eq!((first.get("alt"), first.get("loading")), ("甲", ""));
    assert_eq!((second.get("alt"), second.get("loading")), ("乙", "lazy"));
    // Turned upright: as high as it was wide.
    assert_eq!((first.get("width"), first.get("height")), ("1440", "1920"));
    let source = tags.iter().rfind(|tag| tag.name == "source").unwrap();
    assert_eq!(source.get("type"), "image/webp");
    assert!(source.get("sizes").starts_with("auto, "));
    let made = pictures(&site);
    let sizes: Vec<_> = made
        .iter()
        .map(|(path, bytes)| {
            let derived = decoded(bytes);
            let (_, kind) = path.rsplit_once("合影-").unwrap().1.split_once('-').unwrap();
            format!("{kind} {}×{}", derived.width(), derived.height())
        })
        .collect();
    assert_eq!(
        sizes,
        [
            "1440.jpg 1440×1920",
            "1440.webp 1440×1920",
            "480.webp 480×640",
            "960.webp 960×1280",
            "square-128.webp 128×128",
            "square-256.jpg 256×256",
            "square-256.webp 256×256",
            "wide-1440.webp 1440×613",
            "wide-480.webp 480×204",
            "wide-960.jpg 960×409",
            "wide-960.webp 960×409",
        ]
    );
}

#[test]
fn a_jpeg_that_windows_has_saved_as_jfif_is_one() {
    let site = story("p.jfif", &photo(64, 48, 1), "![合影](p.jfif)");
    site.build().exits(0);
    assert!(pictures(&site).keys().any(|name| name.ends_with("-64.jpg")));
}

#[test]
fn a_cover_is_cut_around_its_point() {
    // Red above, blue below.
    let halves = RgbImage::from_fn(400, 800, |_, y| {
        if y < 400 { image::Rgb([250, 0, 0]) } else { image::Rgb([0, 0, 250]) }
    });
    let mut png = Vec::new();
    image::codecs::png::PngEncoder::new(&mut png)
        .write_image(&halves, 400, 800, ExtendedColorType::Rgb8)
        .unwrap();
    let cut = |focus: &str| {
        let site = story("p.png", &png, "正文");
        let path = "content/branches/a/index.md";
        let text = std::fs::read_to_string(site.path(path)).unwrap();
        site.put(path, text.replace("cover:", &format!("封面焦点: {focus}\ncover:")));
        site.build().exits(0);
        let made = pictures(&site);
        let (_, square) = made.iter().find(|(path, _)| path.contains("-square-")).unwrap();
        decoded(square).into_rgb8().get_pixel(100, 100).0
    };
    let [red, _, blue] = cut("上");
    assert!(red > 200 && blue < 50, "{red} {blue}");
    let [red, _, blue] = cut("50% 100%");
    assert!(red < 50 && blue > 200, "{red} {blue}");
    let site = story("p.png", &png, "正文").file(
        "content/branches/b.md",
        "---\ntitle: 乙\ndate: 2024-03-01\ncover_focus: 天上\n---\n正文\n",
    );
    site.build().exits(1).says("wrong-type").says("天上");
}

#[test]
fn a_second_build_decodes_nothing() {
    let site = story("p.jpg", &photo(1200, 900, 6), "![甲](p.jpg)\n\n[原图](p.jpg)");
    site.build().exits(0);
    let cache = site.path(".liuhao/cache/pictures");
    // What is kept is believed where it is the picture that was asked for: entries with a mark behind the
    // picture, with their right hash, are published.
    let mark = b"a mark";
    let mut entries = 0;
    for entry in std::fs::read_dir(&cache).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap() != "lock" {
            let kept = std::fs::read(&path).unwrap();
            let marked = [&kept[32..], mark].concat();
            std::fs::write(&path, [&blake3::hash(&marked).as_bytes()[..], &marked].concat())
                .unwrap();
            entries += 1;
        }
    }
    let before = pictures(&site).len();
    // The file that is linked to is the picture in its largest size, under another name.
    assert_eq!(entries + 1, before);
    site.run(&["build", "--no-cache"]).exits(0);
    assert!(
        pictures(&site).values().all(|bytes| bytes.ends_with(mark)),
        "something was made again"
    );
    // A damaged entry is seen and made again; so is a cache that is gone.
    for entry in std::fs::read_dir(&cache).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap() != "lock" {
            std::fs::write(path, b"torn").unwrap();
        }
    }
    site.run(&["build", "--no-cache"]).exits(0);
    assert!(pictures(&site).values().all(|bytes| image::load_from_memory(bytes).is_ok()));
    std::fs::remove_dir_all(&cache).unwrap();
    site.run(&["build", "--no-cache"]).exits(0);
    assert_eq!(pictures(&site).len(), before);
}

/// The format of a picture, its width and its height.
type Kind = (Format, u32, u32);

#[test]
fn an_entry_of_the_cache_that_is_another_picture_is_not_believed() {
    let site = story("p.jpg", &photo(1200, 900, 1), "![甲](p.jpg)");
    site.build().exits(0);
    let before = pictures(&site);
    let cache = site.path(".liuhao/cache/pictures");
    let mut entries: Vec<_> =
        std::fs::read_dir(&cache).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.retain(|path| path.file_name().unwrap() != "lock");
    entries.sort();
    let stored: Vec<_> = entries.iter().map(|path| std::fs::read(path).unwrap()).collect();
    let kind = |bytes: &[u8]| {
        let format = Format::of(&bytes[32..]).unwrap();
        inspect(&bytes[32..], format).map(|found| (format, found.width, found.height)).unwrap()
    };
    // Each place holds a whole picture that differs in its size alone, or in its format alone.
    let of_size = |a: Kind, b: Kind| a.0 == b.0 && a.1 != b.1;
    let of_format = |a: Kind, b: Kind| a.0 != b.0 && (a.1, a.2) == (b.1, b.2);
    for is_other in [of_size as fn(Kind, Kind) -> bool, of_format] {
        let mut swapped = 0;
        for (path, own) in entries.iter().zip(&stored) {
            let other = stored.iter().find(|other| is_other(kind(own), kind(other)));
            swapped += usize::from(other.is_some());
            std::fs::write(path, other.unwrap_or(own)).unwrap();
        }
        assert!(swapped > 1, "there are pictures to swap");
        site.run(&["build", "--no-cache"]).exits(0);
        assert!(pictures(&site) == before, "a picture of another size or format was published");
    }
}

#[test]
fn the_cache_holds_what_is_shown_and_goes_with_the_site() {
    let site = story("p.jpg", &photo(300, 200, 1), "![甲](p.jpg)");
    site.build().exits(0);
    let entries = |site: &Site| {
        let folder = std::fs::read_dir(site.path(".liuhao/cache/pictures")).unwrap();
        folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
    };
    let first = entries(&site);
    site.put("content/branches/a/p.jpg", photo(320, 200, 1));
    site.build().exits(0);
    let second = entries(&site);
    assert!(first.iter().all(|name| name == "lock" || !second.contains(name)));
    assert_eq!(first.len(), second.len());
    site.run(&["clean"]).exits(0);
    assert!(!site.path(".liuhao/cache").exists());
}

#[test]
fn a_photo_that_was_cut_off_stops_the_build_with_its_name() {
    let mut photo = photo(400, 300, 6);
    photo.truncate(photo.len() / 2);
    let site = story("p.jpg", &photo, "![甲](p.jpg)");
    site.build().exits(1).says("picture-damaged").says("content/branches/a/p.jpg");
    assert!(pictures(&site).is_empty());
}

/// A decoder makes room for what a frame says of itself, and the gate counts what the picture says: so
/// it is refused before anything is decoded.
#[test]
fn a_frame_larger_than_the_picture_is_refused() {
    let webp = std::fs::read(repository().join("fuzz/found/photo/large-frame.webp")).unwrap();
    let gif =
        b"GIF89a\x02\0\x01\0\x80\0\0\xFF\xFF\xFF\0\0\0,\0\0\0\0\xFF\xFF\xFF\xFF\0\x02\x02D\x0A\0;";
    for (name, bytes) in [("p.webp", &webp[..]), ("p.gif", gif)] {
        let format = Format::of(bytes).unwrap();
        assert_eq!(inspect(bytes, format), Err(Refusal::Damaged), "{name}");
        let site = story(name, bytes, &format!("![甲]({name})"));
        site.build().exits(1).says("picture-damaged").says(name);
    }
}

/// Chunks that deflate inflates to a thousand times their size: a file has room for ten thousand.
#[test]
fn of_deflated_texts_only_so_much_is_read() {
    let png = std::fs::read(repository().join("fuzz/corpus/photo/bomb.png")).unwrap();
    let length: usize = liuhao::picture::comments(&png).iter().map(String::len).sum();
    assert_eq!(length, 256 * 1024);
}

#[test]
fn a_drawing_of_the_office_and_a_moving_picture_are_shown_as_they_are() {
    let gif = b"GIF89a\x02\0\x01\0\x80\0\0\xFF\xFF\xFF\0\0\0!\xFE\x06SECRET\0,\0\0\0\0\x02\0\x01\0\0\x02\x02D\x0A\0;";
    let site = story("p.gif", gif, "![动](p.gif)\n\n![徽](/logo.svg)")
        .file("site.yaml", "name: 示例老干部\npublish: [svg]\n")
        .file("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    site.build().exits(0);
    holds_nothing(&site);
    html::check_links(&site.output());
    let page = String::from_utf8(site.output()["branches/a.html"].clone()).unwrap();
    assert!(page.contains("<img src=\"../logo.svg\" loading=\"lazy\" alt=\"徽\""), "{page}");
    let moving = pictures(&site).into_keys().find(|path| html::ends_with(path, "gif")).unwrap();
    assert!(
        page.contains(&format!("<img src=\"../{moving}\" width=\"2\" height=\"1\" alt=\"动\""))
    );
}

/// What was typed for a picture, and the file beside the text that is meant.
const NEARLY: [(&str, &str); 9] = [
    ("活动现场.jpg", "活动现场.png"),
    ("活动现场.jpeg", "活动现场.jpg"),
    ("活动现场", "活动现场.png"),
    ("活动现场.jpg.jpg", "活动现场.jpg"),
    ("活动 现场.jpg", "活动现场.jpg"),
    ("活动现场。jpg", "活动现场.jpg"),
    ("活动现场.ＪＰＧ", "活动现场.jpg"),
    ("images/活动现场.jpg", "活动现场.jpg"),
    ("活动现场.jpg", "照片/活动现场.jpg"),
];

#[test]
fn a_picture_that_is_missing_is_told_with_the_one_that_is_meant() {
    for (typed, there) in NEARLY {
        for is_cover in [false, true] {
            let (facts, text) = if is_cover {
                (format!("title: 甲\ndate: 2024-03-18\n封面: {typed}"), String::from("正文。"))
            } else {
                ("title: 甲\ndate: 2024-03-18".to_owned(), format!("![甲](<{typed}>)"))
            };
            let site = Site::new()
                .file("content/branches/a/index.md", markdown(&facts, &text))
                .file(&format!("content/branches/a/{there}"), PICTURE);
            let run = site.build();
            run.exits(1).says("[missing-image]").says(&format!("旁边有 {there}，是不是它"));
        }
    }
    // Another case alone is told with why that matters; of two nobody can say which.
    let site = |names: &[&str]| {
        let text = markdown("title: 甲\ndate: 2024-03-18", "![甲](合影.JPG)");
        let site = Site::new().file("content/branches/a/index.md", text);
        names
            .iter()
            .fold(site, |site, name| site.file(&format!("content/branches/a/{name}"), PICTURE))
    };
    if !cfg!(windows) {
        site(&["合影.jpg"]).build().exits(1).says("[image-case]").says("合影.jpg");
    }
    site(&["合影.png", "合影.gif"]).build().exits(1).says("核对文件名").is_silent_on("是不是它");
    site(&[]).build().exits(1).says("核对文件名").is_silent_on("是不是它");
}
