//! Texts in EXIF (CIPA DC-008), with those that Windows puts there.

use encoding_rs::{UTF_16BE, UTF_16LE};
use exif::{Context, Exif, Field, Reader, Tag, Value};

use super::decode;

/// Texts that the camera or a program wrote for somebody to read.
const TEXTS: [Tag; 5] = [
    Tag::ImageDescription,
    Tag::Artist,
    Tag::Copyright,
    Tag::CameraOwnerName,
    Tag(Context::Tiff, 0x010D),
];
/// Windows' title, comment, author, keywords and subject, in UTF-16.
const WINDOWS: std::ops::RangeInclusive<u16> = 0x9C9B..=0x9C9F;

pub(super) fn texts(data: &[u8]) -> Vec<String> {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let exif = match reader.read_raw(data.to_vec()) {
        Ok(exif) => exif,
        Err(exif::Error::PartialResult(part)) => part.into_inner().0,
        Err(_) => return Vec::new(),
    };
    exif.fields().flat_map(|field| text(&exif, field)).collect()
}

fn text(exif: &Exif, field: &Field) -> Vec<String> {
    match &field.value {
        Value::Ascii(texts) if TEXTS.contains(&field.tag) => {
            texts.iter().map(|text| decode(text)).collect()
        }
        Value::Byte(bytes) if WINDOWS.contains(&field.tag.number()) => {
            vec![UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()]
        }
        Value::Undefined(bytes, _) if field.tag == Tag::UserComment => {
            vec![user_comment(bytes, exif.little_endian())]
        }
        _ => Vec::new(),
    }
}

/// A comment says in eight bytes how it is written.
fn user_comment(bytes: &[u8], is_little_endian: bool) -> String {
    let (head, rest) = bytes.split_at(bytes.len().min(8));
    if head == b"UNICODE\0" {
        let encoding = if is_little_endian { UTF_16LE } else { UTF_16BE };
        return encoding.decode_without_bom_handling(rest).0.into_owned();
    }
    decode(if head == b"ASCII\0\0\0" || head == [0; 8] { rest } else { bytes })
}

/// Whether the EXIF of a photo tells where it was taken.
pub(super) fn has_place(data: &[u8]) -> bool {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let exif = match reader.read_raw(data.to_vec()) {
        Ok(exif) => exif,
        Err(exif::Error::PartialResult(part)) => part.into_inner().0,
        Err(_) => return false,
    };
    exif.fields().any(|field| field.tag.context() == Context::Gps && field.tag != Tag::GPSVersionID)
}
