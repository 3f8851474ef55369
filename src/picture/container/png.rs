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
