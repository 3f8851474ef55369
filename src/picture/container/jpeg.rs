//! The segments of JPEG (ITU-T T.81, annex B).

use std::ops::Range;

use super::Note;

const START_OF_SCAN: u8 = 0xDA;
const END: u8 = 0xD9;
const COMMENT: u8 = 0xFE;

/// A segment: its marker, all its bytes, and what stands behind its length.
struct Segment {
    marker: u8,
    whole: Range<usize>,
    payload: Range<usize>,
}

/// The segments of a file behind its first marker, entropy-coded data with its scan.
struct Segments<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Iterator for Segments<'_> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        let start = self.at;
        if *self.bytes.get(start)? != 0xFF {
            return None;
        }
        // Any number of fill bytes may stand before a marker.
        let fill = self.bytes[start..].iter().take_while(|byte| **byte == 0xFF).count();
        let begin = start + fill - 1;
        let marker = *self.bytes.get(begin + 1)?;
        if marker == END || marker == 0x01 || (0xD0..=0xD7).contains(&marker) {
            self.at = begin + 2;
            return Some(Segment { marker, whole: begin..self.at, payload: self.at..self.at });
        }
        let length = self.bytes.get(begin + 2..begin + 4)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let end = begin + 2 + length;
        if length < 2 || end > self.bytes.len() {
            return None;
        }
        let payload = begin + 4..end;
        self.at = if marker == START_OF_SCAN { end + scan(&self.bytes[end..])? } else { end };
        Some(Segment { marker, whole: begin..self.at, payload })
    }
}

/// The length of entropy-coded data: up to a marker that is neither stuffing nor a restart.
fn scan(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += bytes[at..].iter().position(|byte| *byte == 0xFF)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}

fn segments(bytes: &[u8]) -> Segments<'_> {
    Segments { bytes, at: 2 }
}

/// Whether the file ends before the picture does.
pub(super) fn is_cut_off(bytes: &[u8]) -> bool {
    let mut segments = segments(bytes);
    if segments.any(|segment| segment.marker == END) {
        return false;
    }
    // Where decoders find their way and this does not, the end may still be there.
    memchr::memmem::find(bytes.get(segments.at..).unwrap_or_default(), &[0xFF, END]).is_none()
}

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut copy = Vec::with_capacity(bytes.len());
    copy.extend_from_slice(bytes.get(..2)?);
    for segment in segments(bytes) {
        let payload = &bytes[segment.payload];
        match segment.marker {
            END => {
                copy.extend_from_slice(&[0xFF, END]);
                return Some(copy);
            }
            // Says which colours the numbers mean; written anew, without a thumbnail.
            0xE0 if payload.starts_with(b"JFIF\0") => {
                copy.extend_from_slice(b"\xFF\xE0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
            }
            // Says how the colours are coded: five letters, three numbers and one byte.
            0xEE if payload.starts_with(b"Adobe") && payload.len() >= 12 => {
                copy.extend_from_slice(b"\xFF\xEE\x00\x0E");
                copy.extend_from_slice(&payload[..12]);
            }
            0xE0..=0xEF | COMMENT | 0x01 | 0xF0..=0xFD => {}
            _ => copy.extend_from_slice(&bytes[segment.whole]),
        }
    }
    None
}

pub(super) fn notes(bytes: &[u8]) -> Vec<Note<'_>> {
    let mut notes = Vec::new();
    for segment in segments(bytes) {
        let payload = &bytes[segment.payload];
        match segment.marker {
            0xE1 => notes.extend(application_1(payload)),
            0xED => notes.extend(photoshop(payload)),
            COMMENT => notes.push(Note::Text(payload)),
            _ => {}
        }
    }
    notes
}

fn application_1(payload: &[u8]) -> Option<Note<'_>> {
    if let Some(exif) = payload.strip_prefix(b"Exif\0") {
        return Some(Note::Exif(exif.get(1..)?));
    }
    if let Some(xmp) = payload.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0") {
        return Some(Note::Xmp(xmp));
    }
    // Behind the name stand a checksum of 32 digits, the length of all parts and the part's place.
    let extension = payload.strip_prefix(b"http://ns.adobe.com/xmp/extension/\0")?;
    Some(Note::Xmp(extension.get(40..)?))
}

/// The IPTC resource among Photoshop's image resources.
fn photoshop(payload: &[u8]) -> Option<Note<'_>> {
    let mut rest = payload.strip_prefix(b"Photoshop 3.0\0")?;
    while rest.starts_with(b"8BIM") {
        let id = rest.get(4..6)?;
        let name = usize::from(*rest.get(6)?);
        // Names and data are padded to an even length.
        let data = 6 + (name + 1).next_multiple_of(2);
        let length = rest.get(data..data + 4)?;
        let length = u32::from_be_bytes([length[0], length[1], length[2], length[3]]) as usize;
        let bytes = rest.get(data + 4..(data + 4).checked_add(length)?)?;
        if id == [0x04, 0x04] {
            return Some(Note::Iptc(bytes));
        }
        rest = rest.get(data + 4 + length + length % 2..)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An image resource of Photoshop: its number, its name and its data, each of an even length.
    fn resource(id: u8, name: &[u8], data: &[u8]) -> Vec<u8> {
        let even = |length: usize| &[0][..length % 2];
        let size = u32::try_from(data.len()).unwrap().to_be_bytes();
        let name_length = u8::try_from(name.len()).unwrap();
        let named = [&[name_length], name, even(name.len() + 1)].concat();
        [&b"8BIM\x04"[..], &[id], &named, &size, data, even(data.len())].concat()
    }

    fn iptc(resources: &[Vec<u8>]) -> Option<Vec<u8>> {
        let payload = [&b"Photoshop 3.0\0"[..], &resources.concat()].concat();
        photoshop(&payload).map(|note| match note {
            Note::Iptc(data) => data.to_vec(),
            Note::Exif(_) | Note::Xmp(_) | Note::Text(_) | Note::Deflated(_) => Vec::new(),
        })
    }

    #[test]
    fn captions_are_found_behind_other_resources() {
        let caption = resource(0x04, b"", b"caption");
        for (name, data) in
            [(&b""[..], &b"even"[..]), (b"", b"odd"), (b"name", b"odd"), (b"names", b"even")]
        {
            let other = resource(0xED, name, data);
            let found = iptc(&[other.clone(), other, caption.clone()]);
            assert_eq!(found.as_deref(), Some(&b"caption"[..]), "{name:?} {data:?}");
        }
        assert_eq!(iptc(&[resource(0xED, b"", b"caption")]), None);
        // Cut off within the data of what stands before it.
        assert_eq!(iptc(&[resource(0xED, b"", b"even")[..12].to_vec()]), None);
    }

    fn bytes_of(marker: u8, payload: &[u8]) -> Vec<u8> {
        let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], &length[..], payload].concat()
    }

    /// A scan whose data hold a stuffed byte, a restart and a fill byte before the marker behind it.
    fn scan_of(data: &[u8]) -> Vec<u8> {
        [bytes_of(START_OF_SCAN, b"head"), data.to_vec()].concat()
    }

    const DATA: &[u8] = b"\x12\xFF\x00\x34\xFF\xD0\x56\xFF\xD7\x78";

    fn file(segments: &[Vec<u8>]) -> Vec<u8> {
        [b"\xFF\xD8".to_vec(), segments.concat(), b"\xFF\xD9".to_vec()].concat()
    }

    #[test]
    fn what_is_needed_to_draw_it_is_copied_up_to_its_end() {
        let adobe = b"Adobe\0\x64\0\0\0\0\x01";
        let jfif = bytes_of(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
        let tables =
            [bytes_of(0xDB, b"quantities"), bytes_of(0xC0, b"frame"), bytes_of(0xC4, b"codes")];
        let needed = [&[jfif, bytes_of(0xEE, adobe)], &tables[..], &[scan_of(DATA)]].concat();
        let others = [
            bytes_of(0xE0, b"JFXX\0thumbnail"),
            bytes_of(0xEE, b"Adobe\0short"),
            bytes_of(0xE1, b"Exif\0\0camera"),
            bytes_of(0xE2, b"ICC_PROFILE\0"),
            bytes_of(COMMENT, b"who made it"),
            bytes_of(0xF0, b"of nobody"),
            // A marker that stands alone.
            b"\xFF\x01".to_vec(),
        ];
        let jfif = bytes_of(0xE0, b"JFIF\0\x01\x02\x01\0\x48\0\x48\0\0thumbnail");
        let long = bytes_of(0xEE, &[&adobe[..], b"hidden"].concat());
        // A fill byte before a marker.
        let mixed =
            [&others[..], &[jfif, long, b"\xFF".to_vec()], &tables, &others, &[scan_of(DATA)]];
        let whole = [file(&mixed.concat()), b"behind its end".to_vec()].concat();
        assert_eq!(strip(&whole), Some(file(&needed)));
        assert_eq!(strip(&file(&needed)), Some(file(&needed)));
        // Two scans, the second with a fill byte behind its data.
        let two = [&tables[..], &[scan_of(DATA)], &tables[2..], &[scan_of(b"\x01\xFF")]].concat();
        assert_eq!(strip(&file(&two)), Some(file(&two)));
        assert_eq!(strip(&whole[..whole.len() / 2]), None);
        assert_eq!(strip(&file(&[bytes_of(0xDB, b""), b"no marker".to_vec()])), None);
        assert_eq!(strip(&file(&[b"\xFF\xDB\0\x01".to_vec()])), None, "a length less than its own");
        assert_eq!(strip(&file(&[b"\xFF\xDB\0\x05".to_vec()])), None, "longer than the file");
    }

    #[test]
    fn a_file_that_ends_before_its_picture_is_cut_off() {
        let whole = file(&[bytes_of(0xDB, b"quantities"), scan_of(DATA)]);
        assert!(!is_cut_off(&whole));
        assert!(!is_cut_off(&[&whole[..], b"behind its end"].concat()));
        for end in 2..whole.len() {
            assert!(is_cut_off(&whole[..end]), "{end}");
        }
        // Where lengths are wrong, the end counts that stands behind what was understood.
        let odd = [b"\xFF\xD8", &bytes_of(0xDB, b"\xFF\xD9")[..], b"odd"].concat();
        assert!(is_cut_off(&odd));
        assert!(!is_cut_off(&[&odd[..], b"\xFF\xD9"].concat()));
    }

    #[test]
    fn each_kind_of_note_is_found_behind_its_name() {
        let extension =
            [b"http://ns.adobe.com/xmp/extension/\0", &[0; 40][..], b"<more/>"].concat();
        let segments = [
            bytes_of(0xE1, b"Exif\0\0camera"),
            bytes_of(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
            bytes_of(0xE1, &extension),
            bytes_of(0xE1, b"something else"),
            bytes_of(0xE1, b"Exif\0"),
            bytes_of(0xE2, b"Exif\0\0of another segment"),
            bytes_of(0xED, &[&b"Photoshop 3.0\0"[..], &resource(0x04, b"", b"caption")].concat()),
            bytes_of(COMMENT, b"who made it"),
        ];
        let found = file(&segments);
        let found = notes(&found).into_iter().map(|note| match note {
            Note::Exif(data) => ("exif", data.to_vec()),
            Note::Xmp(data) => ("xmp", data.to_vec()),
            Note::Iptc(data) => ("iptc", data.to_vec()),
            Note::Text(data) => ("text", data.to_vec()),
            Note::Deflated(data) => ("deflated", data.to_vec()),
        });
        let expected = [
            ("exif", &b"camera"[..]),
            ("xmp", b"<x/>"),
            ("xmp", b"<more/>"),
            ("iptc", b"caption"),
            ("text", b"who made it"),
        ];
        assert_eq!(found.collect::<Vec<_>>(), expected.map(|(kind, data)| (kind, data.to_vec())));
    }
}
