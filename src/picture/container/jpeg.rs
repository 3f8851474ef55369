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
}
