//! The chunks of PNG (ISO/IEC 15948).

use super::Note;

const SIGNATURE: usize = 8;

/// A chunk: its name, all its bytes, and its data.
struct Chunk<'b> {
    name: [u8; 4],
    whole: &'b [u8],
    data: &'b [u8],
}

fn chunk(bytes: &[u8]) -> Option<Chunk<'_>> {
    let head = bytes.get(..8)?;
    let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
    let end = length.checked_add(12)?;
    let whole = bytes.get(..end)?;
    Some(Chunk { name: [head[4], head[5], head[6], head[7]], whole, data: &whole[8..end - 4] })
}

/// What is needed to draw it: the pixels, the palette, transparency, colours in numbers, movement.
fn is_needed(name: [u8; 4], keeps_profile: bool) -> bool {
    match &name {
        b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" | b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" | b"cICP"
        | b"sBIT" | b"bKGD" | b"acTL" | b"fcTL" | b"fdAT" => true,
        b"iCCP" => keeps_profile,
        _ => false,
    }
}

pub(super) fn strip(bytes: &[u8], keeps_profile: bool) -> Option<Vec<u8>> {
    let mut copy = Vec::with_capacity(bytes.len());
    copy.extend_from_slice(bytes.get(..SIGNATURE)?);
    let mut at = SIGNATURE;
    loop {
        let chunk = chunk(bytes.get(at..)?)?;
        at += chunk.whole.len();
        if is_needed(chunk.name, keeps_profile) {
            copy.extend_from_slice(chunk.whole);
        }
        if &chunk.name == b"IEND" {
            return Some(copy);
        }
    }
}

pub(super) fn notes(bytes: &[u8]) -> Vec<Note<'_>> {
    let mut notes = Vec::new();
    let mut at = SIGNATURE;
    while let Some(chunk) = bytes.get(at..).and_then(chunk) {
        at += chunk.whole.len();
        notes.extend(note(&chunk));
    }
    notes
}

fn note<'b>(chunk: &Chunk<'b>) -> Option<Note<'b>> {
    let data = chunk.data;
    let behind_keyword = || {
        let end = data.iter().position(|byte| *byte == 0)?;
        data.get(end + 1..)
    };
    match &chunk.name {
        b"eXIf" => Some(Note::Exif(data)),
        b"tEXt" => Some(Note::Text(behind_keyword()?)),
        b"zTXt" => Some(Note::Deflated(behind_keyword()?.get(1..)?)),
        b"iTXt" => {
            let is_xmp = data.starts_with(b"XML:com.adobe.xmp\0");
            let rest = behind_keyword()?;
            let is_deflated = *rest.first()? == 1;
            // Behind two flags stand a language and the keyword in it.
            let text = rest.get(2..)?.splitn(3, |byte| *byte == 0).nth(2)?;
            Some(match (is_deflated, is_xmp) {
                (true, _) => Note::Deflated(text),
                (false, true) => Note::Xmp(text),
                (false, false) => Note::Text(text),
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chunk with a checksum that nobody reads here.
    fn bytes_of(name: &[u8], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length, name, data, b"CRC!"].concat()
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        [b"\x89PNG\r\n\x1A\n".to_vec(), chunks.concat()].concat()
    }

    /// The kind and the bytes of each note.
    fn found(chunks: &[Vec<u8>]) -> Vec<(&'static str, Vec<u8>)> {
        let file = file(chunks);
        let of = |note: Note<'_>| match note {
            Note::Exif(data) => ("exif", data.to_vec()),
            Note::Xmp(data) => ("xmp", data.to_vec()),
            Note::Iptc(data) => ("iptc", data.to_vec()),
            Note::Text(data) => ("text", data.to_vec()),
            Note::Deflated(data) => ("deflated", data.to_vec()),
        };
        notes(&file).into_iter().map(of).collect()
    }

    #[test]
    fn each_kind_of_text_is_found_behind_its_keyword() {
        let chunks = [
            bytes_of(b"IHDR", &[0; 13]),
            bytes_of(b"eXIf", b"camera"),
            bytes_of(b"tEXt", b"Author\0plain"),
            bytes_of(b"zTXt", b"Author\0\0deflated"),
            bytes_of(b"iTXt", b"Title\0\0\0zh\0Titel\0translated"),
            bytes_of(b"iTXt", b"Title\0\x01\0zh\0Titel\0small"),
            bytes_of(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>"),
            bytes_of(b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0<z/>"),
            bytes_of(b"tIME", b"Author\0no text"),
        ];
        let expected = [
            ("exif", &b"camera"[..]),
            ("text", b"plain"),
            ("deflated", b"deflated"),
            ("text", b"translated"),
            ("deflated", b"small"),
            ("xmp", b"<x/>"),
            ("deflated", b"<z/>"),
        ];
        assert_eq!(found(&chunks), expected.map(|(kind, data)| (kind, data.to_vec())));
        // A keyword without an end, and a chunk that says it is longer than the file.
        let long = [&u32::MAX.to_be_bytes()[..], b"tEXtAuthor\0cut off"].concat();
        assert_eq!(found(&[bytes_of(b"tEXt", b"Author"), long]), []);
    }

    #[test]
    fn what_is_needed_to_draw_it_is_copied_up_to_its_end() {
        let needed = [
            b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"sBIT", b"bKGD",
            b"acTL", b"fcTL", b"IDAT", b"fdAT",
        ];
        let needed = needed.map(|name| bytes_of(name, b"data"));
        let end = bytes_of(b"IEND", b"");
        let others = [b"iCCP", b"tEXt", b"eXIf", b"tIME"].map(|name| bytes_of(name, b"data"));
        let behind = bytes_of(b"IDAT", b"behind its end");
        let whole = [&needed[..], &others, &[end.clone(), behind]].concat();
        let bare = [&needed[..], std::slice::from_ref(&end)].concat();
        assert_eq!(strip(&file(&whole), false), Some(file(&bare)));
        let moving = [&needed[..], &others[..1], &[end]].concat();
        assert_eq!(strip(&file(&whole), true), Some(file(&moving)));
        assert_eq!(strip(&file(&needed), false), None, "without an end");
    }
}
