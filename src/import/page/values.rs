//! Values of attributes: properties of a style, pictures that stand in the page itself, addresses.
//!
//! Entry points: [`property`], [`inside`], [`percent_decoded`], [`is_photo_name`].

use crate::import::manuscript::Photo;
use crate::import::page::mhtml;

/// A property of a style.
pub(super) fn property<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    style.split(';').find_map(|one| {
        let (key, value) = one.split_once(':')?;
        (key.trim() == name).then(|| value.trim().trim_end_matches("!important").trim())
    })
}

/// A picture that stands in the page itself: `data:image/png;base64,…`.
pub(super) fn inside(src: &str) -> Option<Photo> {
    let (head, data) = src.strip_prefix("data:image/")?.split_once(',')?;
    if !head.ends_with(";base64") || data.len() < 400 {
        return None;
    }
    let bytes = mhtml::base64(data.as_bytes())?;
    Some(Photo::Bytes { name: "data".to_owned(), bytes })
}

/// `%E7%A4%BA` as UTF-8.
pub(in crate::import) fn percent_decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        let value =
            hex.filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(value.unwrap_or(bytes[at]));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Whether a file is called as a photo of an article of ours is: `01.jpg`.
pub(super) fn is_photo_name(name: &str) -> bool {
    let Some((number, ending)) = name.split_once('.') else { return false };
    number.bytes().all(|byte| byte.is_ascii_digit()) && ["jpg", "png", "gif"].contains(&ending)
}
