//! Pictures: what a file is, what is derived from it, and what must never be published with it.
//!
//! Entry points: [`survey()`] looks at a file, [`inspect`] reads the head of a picture,
//! [`Picture::series`] says which derived pictures a place on a page needs, [`derive()`] makes them
//! from the bytes, [`Cache`] keeps them between builds. All but the cache are pure functions of bytes.
//!
//! # What leaves the house
//! Every derived picture is either encoded anew from its pixels or copied without all segments that
//! a browser does not need to draw it: no EXIF, XMP, IPTC, position, thumbnail, comment or ICC
//! profile, and nothing behind the end marker. Colours are turned into sRGB, the colours that every
//! screen assumes, so that a photo in a phone's wide gamut looks the same without its profile.
//!
//! # What is refused
//! More than [`MAX_PIXELS`] or [`MAX_BYTES`], told from the head alone: nothing is decoded for it.
//! Formats that browsers do not show, or that hide what they hold.

mod cache;
mod canvas;
mod colours;
mod comments;
mod container;
mod derive;
mod gate;
mod inspect;
mod kind;
mod name;
mod series;
mod survey;

pub use cache::Cache;
pub use comments::{comments, has_place};
pub use derive::derive;
pub(crate) use gate::Gate;
pub use inspect::inspect;
pub use series::{Focus, Series};
pub use survey::{Survey, damaged, survey};

/// The most pixels that are decoded.
pub const MAX_PIXELS: u64 = 40_000_000;
/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 40 * 1024 * 1024;
/// Part of every hash: another number means other bytes from the same picture.
const RECIPE: &[u8] = b"liuhao picture 2";

/// A format that is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Photos.
    Jpeg,
    /// Drawings, screenshots.
    Png,
    /// Either.
    WebP,
    /// Published as it is but for comments.
    Gif,
}

impl Format {
    /// The format that the bytes begin with.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\xFF\xD8\xFF") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            Some(Self::Gif)
        } else {
            (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")).then_some(Self::WebP)
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
        }
    }

    fn of_image(self) -> image::ImageFormat {
        match self {
            Self::Jpeg => image::ImageFormat::Jpeg,
            Self::Png => image::ImageFormat::Png,
            Self::WebP => image::ImageFormat::WebP,
            Self::Gif => image::ImageFormat::Gif,
        }
    }
}

/// What the head of a picture says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its format.
    pub format: Format,
    /// Pixels from left to right, as it is to be seen.
    pub width: u32,
    /// Pixels from top to bottom, as it is to be seen.
    pub height: u32,
    /// Hash of its bytes and of what is done to them, 32 hexadecimal digits.
    pub hash: Box<str>,
    /// Whether it moves: then it is published as it is but for comments.
    pub is_animated: bool,
    /// Whether its pixels stand as they are to be seen, in sRGB.
    is_plain: bool,
}

/// Why a picture is not published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// More pixels than [`MAX_PIXELS`]: width and height.
    TooManyPixels(u32, u32),
    /// The bytes are not those of a whole picture.
    Damaged,
    /// The file is another one than was looked at.
    Changed,
}

/// What part of a picture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cut {
    /// All of it.
    Whole,
    /// 2.35:1 around a point: the cover of a headline.
    Wide(Focus),
    /// 1:1 around a point: the cover in a row.
    Square(Focus),
}

/// In which format a derived picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// Lossy WebP.
    WebP,
    /// The picture's own, for browsers without WebP.
    Own,
    /// JPEG on white, for what takes nothing else; of a picture that moves, its first image.
    Jpeg,
}

/// One derived picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Request {
    /// What part of the picture.
    pub cut: Cut,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// In which format.
    pub encoding: Encoding,
}
