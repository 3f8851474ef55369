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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use exif::In;
    use exif::experimental::Writer;

    use super::*;

    #[test]
    fn what_somebody_wrote_is_read_and_what_a_camera_wrote_is_not() {
        let of = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
        let ascii = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
        let utf16 = "注".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let fields = [
            of(Tag::ImageDescription, ascii("caption")),
            of(Tag::Make, ascii("maker")),
            of(Tag::DateTime, ascii("2024:05:06 08:00:00")),
            of(Tag(Context::Tiff, 0x9C9C), Value::Byte(utf16)),
            of(Tag(Context::Tiff, 0x9C9A), Value::Byte(b"bytes".to_vec())),
            of(Tag::UserComment, Value::Undefined(b"ASCII\0\0\0comment".to_vec(), 0)),
            of(Tag::MakerNote, Value::Undefined(b"note".to_vec(), 0)),
        ];
        let mut writer = Writer::new();
        for field in &fields {
            writer.push_field(field);
        }
        let mut data = Cursor::new(Vec::new());
        writer.write(&mut data, true).unwrap();
        assert_eq!(texts(data.get_ref()), ["caption", "comment", "注"]);
    }

    #[test]
    fn a_place_is_more_than_the_version_of_its_tags() {
        let data = |fields: &[Field]| {
            let mut writer = Writer::new();
            for field in fields {
                writer.push_field(field);
            }
            let mut data = Cursor::new(Vec::new());
            writer.write(&mut data, true).unwrap();
            data.into_inner()
        };
        let of = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
        let maker = of(Tag::Make, Value::Ascii(vec![b"maker".to_vec()]));
        let version = of(Tag::GPSVersionID, Value::Byte(vec![2, 3, 0, 0]));
        let north = of(Tag::GPSLatitudeRef, Value::Ascii(vec![b"N".to_vec()]));
        assert!(!has_place(&data(std::slice::from_ref(&maker))));
        assert!(!has_place(&data(&[maker.clone(), version.clone()])));
        let whole = data(&[maker, version, north]);
        assert!(has_place(&whole));
        assert!(!has_place(b"no EXIF"));
        let jpeg = |exif: &[u8]| {
            let length = u16::try_from(exif.len() + 8).unwrap().to_be_bytes();
            [b"\xFF\xD8\xFF\xE1", &length[..], b"Exif\0\0", exif, b"\xFF\xD9"].concat()
        };
        let is_placed = crate::picture::has_place;
        assert!(is_placed(&jpeg(&whole)));
        assert!(!is_placed(&jpeg(b"no EXIF")) && !is_placed(&whole));
        let xmp = |text: &str| {
            let text = format!("http://ns.adobe.com/xap/1.0/\0<x {text}/>");
            let length = u16::try_from(text.len() + 2).unwrap().to_be_bytes();
            [b"\xFF\xD8\xFF\xE1", &length[..], text.as_bytes(), b"\xFF\xD9"].concat()
        };
        assert!(is_placed(&xmp("exif:GPSLatitude='38,1N'")) && !is_placed(&xmp("dc:title='甲'")));
    }
}
