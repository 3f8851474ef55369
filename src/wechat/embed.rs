//! A photo inside an article, as an address that holds its bytes.
//!
//! Entry point: [`image`].

use crate::parse::body::node::Link;
use crate::wechat::inline;
use crate::wechat::look::Part;
use crate::wechat::photo::Photo;
use crate::wechat::styles::{Styles, attribute};

/// A photo in the article itself.
pub(super) fn image(photo: &Photo<'_>, link: &Link, styles: &Styles, bytes: &[u8]) -> String {
    let kind = match photo.picture.encoded(photo.request).ending() {
        "jpg" => "jpeg",
        other => other,
    };
    let (style, alt) = (attribute(styles.of(Part::Image)), inline::attribute(&link.alt));
    let data = base64(bytes);
    format!("<img {style} alt=\"{alt}\" src=\"data:image/{kind};base64,{data}\">")
}

/// Bytes in the alphabet of RFC 4648.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = ALPHABET[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let told =
            ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(told, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }
}
