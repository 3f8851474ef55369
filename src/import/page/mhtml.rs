//! A page saved as one file (.mht, .mhtml): its text and the pictures that lie in it, by address.
//!
//! Entry point: [`read`]. It is a letter of several parts (RFC 2557), as browsers write it.

use std::collections::HashMap;

/// A page with what was saved with it.
pub(super) struct Archive {
    /// The bytes of the page.
    pub(super) page: Vec<u8>,
    /// Other parts by address, and by `cid:`.
    pub(super) parts: HashMap<String, Vec<u8>>,
}

/// The parts of a saved page; `None` where it holds no page.
pub(super) fn read(bytes: &[u8]) -> Option<Archive> {
    let (head, body) = headed(bytes);
    let kind = header(&head, "content-type")?;
    let Some(boundary) = parameter(&kind, "boundary") else {
        let page = decoded(&head, body);
        return is_page(&kind).then(|| Archive { page, parts: HashMap::new() });
    };
    let mark = format!("--{boundary}");
    let mut page = None;
    let mut parts = HashMap::new();
    let mut starts: Vec<usize> = memchr::memmem::find_iter(body, mark.as_bytes()).collect();
    starts.push(body.len());
    for pair in starts.windows(2) {
        let part = body.get(pair[0] + mark.len()..pair[1]).unwrap_or_default();
        let (head, body) = headed(part.trim_ascii_start());
        let kind = header(&head, "content-type").unwrap_or_default();
        if page.is_none() && is_page(&kind) {
            page = Some(decoded(&head, body));
        } else if kind.to_ascii_lowercase().starts_with("image/") {
            let bytes = decoded(&head, body);
            if let Some(id) = header(&head, "content-id") {
                parts.insert(format!("cid:{}", id.trim_matches(['<', '>'])), bytes.clone());
            }
            if let Some(address) = header(&head, "content-location") {
                parts.insert(address, bytes);
            }
        }
    }
    page.map(|page| Archive { page, parts })
}

fn is_page(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.starts_with("text/html") || kind.starts_with("application/xhtml")
}

/// The headers of a part, unfolded, and what follows the empty line.
fn headed(part: &[u8]) -> (String, &[u8]) {
    let ends = [&b"\r\n\r\n"[..], b"\n\n"];
    let found = ends.iter().filter_map(|end| Some((memchr::memmem::find(part, end)?, end.len())));
    let Some((at, length)) = found.min() else { return (String::new(), part) };
    let head = String::from_utf8_lossy(&part[..at]).replace("\r\n", "\n");
    (head.replace("\n ", " ").replace("\n\t", " "), &part[at + length..])
}

fn header(head: &str, name: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

/// `boundary="----x"` of a value.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|one| {
        let (key, value) = one.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (key.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}

fn decoded(head: &str, body: &[u8]) -> Vec<u8> {
    let encoding = header(head, "content-transfer-encoding").unwrap_or_default();
    match encoding.to_ascii_lowercase().as_str() {
        "base64" => base64(body).unwrap_or_default(),
        "quoted-printable" => quoted_printable(body),
        _ => body.to_vec(),
    }
}

/// Bytes of base64, blanks between them; `None` where it holds anything else.
pub(super) fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).unwrap_or_default());
        }
    }
    Some(bytes)
}

/// `=E7=A4=BA` as bytes; a `=` at the end of a line joins it with the next.
fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let hex = rest.get(1..3).and_then(|hex| std::str::from_utf8(hex).ok());
        let value = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        at += match (rest[0], value) {
            (b'=', Some(value)) => {
                bytes.push(value);
                3
            }
            (b'=', None) if rest.starts_with(b"=\r\n") => 3,
            (b'=', None) if rest.starts_with(b"=\n") => 2,
            (byte, _) => {
                bytes.push(byte);
                1
            }
        };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_of_parts_is_a_page_with_pictures() {
        let letter = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----B\"\r\n\r\n\r\n------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.invalid/s\r\n\r\n<p>=E5=B1=\r\n=B1</p>\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://example.invalid/1\r\n\r\nQUJD\r\n------B--\r\n";
        let archive = read(letter.as_bytes()).unwrap();
        assert_eq!(String::from_utf8_lossy(&archive.page).trim(), "<p>山</p>");
        assert_eq!(archive.parts["https://example.invalid/1"], b"ABC");
        assert!(read(b"MIME-Version: 1.0\n\nx").is_none());
    }
}
