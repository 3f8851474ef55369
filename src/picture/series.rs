//! Which derived pictures a place on a page needs, and how large they are.
//!
//! Entry point: [`Picture::series`]. Nothing is ever made larger than it is. A series is known from
//! the head of a picture alone, so that a page can be written before anything is decoded.

use serde::{Deserialize, Serialize};

use crate::picture::{Cut, Encoding, Format, Picture, Request};

/// Widths of pictures in a text and of the covers of headlines: a phone, a sharp phone, a screen.
const WIDTHS: [u32; 3] = [480, 960, 1440];
/// Widths of the covers in rows, which are shown 64 pixels wide.
const SMALL: [u32; 2] = [128, 256];
/// The largest side that WebP can have.
const WEBP_SIDE: u32 = 16_383;

/// A point of a picture, in per cent from the left and from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Focus {
    /// From the left, 0 to 100.
    pub x: u8,
    /// From the top, 0 to 100.
    pub y: u8,
}

impl Default for Focus {
    fn default() -> Self {
        Self { x: 50, y: 50 }
    }
}

impl Focus {
    /// Reads `上`, `左上`, `top left`, `30% 20%`, `30 20`. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let words = text.replace(['%', '％', '，', ',', '\u{3000}'], " ").replace("居中", "中");
        let words: Vec<_> = words.split_whitespace().collect();
        if let [x, y] = words[..]
            && let (Ok(x), Ok(y)) = (x.parse::<u8>(), y.parse::<u8>())
        {
            return (x <= 100 && y <= 100).then_some(Self { x, y });
        }
        let mut focus = Self::default();
        let mut is_read = false;
        for word in words.iter().flat_map(|word| split_han(word)) {
            match word.to_ascii_lowercase().as_str() {
                "左" | "left" => focus.x = 0,
                "右" | "right" => focus.x = 100,
                "上" | "top" => focus.y = 0,
                "下" | "bottom" => focus.y = 100,
                "中" | "center" | "centre" => {}
                _ => return None,
            }
            is_read = true;
        }
        is_read.then_some(focus)
    }
}

/// `左上` is two words, `top` is one.
fn split_han(word: &str) -> Vec<String> {
    if word.is_ascii() { vec![word.to_owned()] } else { word.chars().map(String::from).collect() }
}

/// The derived pictures of one place on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// WebP, the smallest first. Empty for pictures that are published as they are.
    pub webp: Vec<Request>,
    /// For browsers without WebP.
    pub fallback: Request,
}

impl Series {
    /// All of them, each once.
    pub fn requests(&self) -> impl Iterator<Item = Request> {
        let webp = self.webp.iter().filter(|request| **request != self.fallback);
        webp.copied().chain([self.fallback])
    }
}

impl Picture {
    /// What a page needs to show `cut` of this picture.
    pub fn series(&self, cut: Cut) -> Series {
        let Area { width, height, .. } = self.area(cut);
        if cut == Cut::Whole && self.is_animated {
            let fallback = Request { cut, width, height, encoding: Encoding::Own };
            return Series { webp: Vec::new(), fallback };
        }
        let (widths, fallback) = match cut {
            Cut::Whole => (&WIDTHS[..], 1440),
            Cut::Wide(_) => (&WIDTHS[..], 960),
            Cut::Square(_) => (&SMALL[..], 256),
        };
        let scaled = |to: u32, encoding| Request {
            cut,
            width: to,
            height: scale(height, to, width),
            encoding,
        };
        let largest = widths.iter().copied().max().unwrap_or(width).min(width);
        // A width just below the largest would hardly be smaller.
        let below = widths.iter().copied().filter(|one| one * 5 <= largest * 4);
        // A WebP is its own fallback.
        let encoding = if self.format == Format::WebP { Encoding::Own } else { Encoding::WebP };
        let webp = below.chain([largest]).map(|one| scaled(one, encoding));
        Series {
            webp: webp.filter(|request| request.height <= WEBP_SIDE).collect(),
            fallback: scaled(fallback.min(width), Encoding::Own),
        }
    }

    /// The picture as it is, without what must not be published: for files that have an address of
    /// their own.
    pub fn as_it_is(&self) -> Request {
        let (width, height) = (self.width, self.height);
        Request { cut: Cut::Whole, width, height, encoding: Encoding::Own }
    }

    /// A part of the picture for another place than a page, at most `width` pixels wide, in a format that every
    /// program takes: drawings as PNG, moving pictures as they are, all else as JPEG.
    pub fn elsewhere(&self, cut: Cut, width: u32) -> Request {
        let area = self.area(cut);
        let encoding = match (self.format, cut) {
            (Format::Png | Format::Gif, Cut::Whole) => Encoding::Own,
            (Format::Png | Format::Gif, Cut::Wide(_) | Cut::Square(_))
            | (Format::Jpeg | Format::WebP, _) => Encoding::Jpeg,
        };
        // What moves is not scaled.
        let is_whole = self.format == Format::Gif && self.is_animated && cut == Cut::Whole;
        let to = if is_whole { area.width } else { width.min(area.width) };
        Request { cut, width: to, height: scale(area.height, to, area.width), encoding }
    }

    /// The area of a cut.
    pub(super) fn area(&self, cut: Cut) -> Area {
        let (ratio, focus) = match cut {
            Cut::Whole => {
                return Area { left: 0, top: 0, width: self.width, height: self.height };
            }
            Cut::Wide(focus) => ((47, 20), focus),
            Cut::Square(focus) => ((1, 1), focus),
        };
        let width = scale(self.height, ratio.0, ratio.1).min(self.width);
        let height = scale(self.width, ratio.1, ratio.0).min(self.height);
        let (left, top) =
            (offset(self.width, width, focus.x), offset(self.height, height, focus.y));
        Area { left, top, width, height }
    }
}

/// A part of a picture as seen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// `length * by / of`, rounded, at least 1.
fn scale(length: u32, by: u32, of: u32) -> u32 {
    let (length, by, of) = (u64::from(length), u64::from(by), u64::from(of.max(1)));
    u32::try_from((length * by + of / 2) / of).unwrap_or(u32::MAX).max(1)
}

/// Where a part of `length` begins, so that `percent` of the whole lies in its middle if it can.
fn offset(whole: u32, length: u32, percent: u8) -> u32 {
    let point = scale(whole, u32::from(percent), 100);
    point.saturating_sub(length / 2).min(whole - length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(left: u32, top: u32, width: u32, height: u32) -> Area {
        Area { left, top, width, height }
    }

    fn picture(width: u32, height: u32, format: Format) -> Picture {
        let hash = "0".into();
        Picture { format, width, height, hash, is_animated: false, is_plain: true }
    }

    fn widths(picture: &Picture, cut: Cut) -> (Vec<u32>, u32) {
        let series = picture.series(cut);
        (series.webp.iter().map(|one| one.width).collect(), series.fallback.width)
    }

    #[test]
    fn nothing_is_made_larger() {
        let of = |width| widths(&picture(width, 900, Format::Jpeg), Cut::Whole);
        assert_eq!(of(4000), (vec![480, 960, 1440], 1440));
        assert_eq!(of(1000), (vec![480, 1000], 1000));
        assert_eq!(of(500), (vec![500], 500));
        assert_eq!(of(1), (vec![1], 1));
        let small = widths(&picture(100, 90, Format::Png), Cut::Square(Focus::default()));
        assert_eq!(small, (vec![90], 90));
    }

    #[test]
    fn a_long_screenshot_has_no_webp_that_webp_cannot_hold() {
        let series = picture(1080, 30_000, Format::Png).series(Cut::Whole);
        assert_eq!(series.webp.iter().map(|one| one.width).collect::<Vec<_>>(), [480]);
        assert_eq!(series.fallback.height, 30_000);
    }

    #[test]
    fn covers_are_cut_around_their_point() {
        let photo = picture(4000, 3000, Format::Jpeg);
        assert_eq!(photo.area(Cut::Wide(Focus::default())), area(0, 649, 4000, 1702));
        assert_eq!(photo.area(Cut::Wide(Focus { x: 50, y: 0 })), area(0, 0, 4000, 1702));
        assert_eq!(photo.area(Cut::Wide(Focus { x: 50, y: 100 })), area(0, 1298, 4000, 1702));
        assert_eq!(photo.area(Cut::Square(Focus { x: 100, y: 50 })), area(1000, 0, 3000, 3000));
        let banner = picture(3000, 100, Format::Jpeg);
        assert_eq!(banner.area(Cut::Wide(Focus::default())), area(1383, 0, 235, 100));
        assert_eq!(picture(1, 1, Format::Png).area(Cut::Wide(Focus::default())), area(0, 0, 1, 1));
    }

    #[test]
    fn elsewhere_drawings_stay_what_they_are_and_what_moves_is_not_scaled() {
        let of = |picture: &Picture, cut| {
            let request = picture.elsewhere(cut, 300);
            (request.width, request.height, request.encoding)
        };
        let wide = Cut::Wide(Focus::default());
        let moving = Picture { is_animated: true, ..picture(600, 400, Format::Gif) };
        assert_eq!(of(&moving, Cut::Whole), (600, 400, Encoding::Own));
        assert_eq!(of(&moving, wide), (300, 128, Encoding::Jpeg));
        // A GIF of one image, and a picture that moves and is published as a JPEG.
        assert_eq!(of(&picture(600, 400, Format::Gif), Cut::Whole), (300, 200, Encoding::Own));
        let webp = Picture { is_animated: true, ..picture(600, 400, Format::WebP) };
        assert_eq!(of(&webp, Cut::Whole), (300, 200, Encoding::Jpeg));
        assert_eq!(of(&picture(600, 400, Format::Png), Cut::Whole), (300, 200, Encoding::Own));
        assert_eq!(of(&picture(600, 400, Format::Jpeg), Cut::Whole), (300, 200, Encoding::Jpeg));
        assert_eq!(of(&picture(200, 100, Format::Jpeg), Cut::Whole), (200, 100, Encoding::Jpeg));
    }

    #[test]
    fn a_point_is_written_in_words_or_per_cent() {
        assert_eq!(Focus::parse("上"), Some(Focus { x: 50, y: 0 }));
        assert_eq!(Focus::parse("左上"), Some(Focus { x: 0, y: 0 }));
        assert_eq!(Focus::parse("Right bottom"), Some(Focus { x: 100, y: 100 }));
        assert_eq!(Focus::parse("30% 20%"), Some(Focus { x: 30, y: 20 }));
        assert_eq!(Focus::parse("30，20"), Some(Focus { x: 30, y: 20 }));
        assert_eq!(Focus::parse("居中"), Some(Focus::default()));
        assert_eq!(Focus::parse("下居中"), Some(Focus { x: 50, y: 100 }));
        assert_eq!(Focus::parse("左中"), Some(Focus { x: 0, y: 50 }));
        assert_eq!(Focus::parse("top center"), Some(Focus { x: 50, y: 0 }));
        assert_eq!(Focus::parse("天上"), None);
        assert_eq!(Focus::parse("130 20"), None);
        assert_eq!(Focus::parse(""), None);
    }
}
