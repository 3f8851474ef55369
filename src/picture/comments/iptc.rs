//! Texts in IPTC datasets (Information Interchange Model 4.2).

use super::decode;

/// The texts of the application record: titles, captions, authors, places.
pub(super) fn texts(data: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = data;
    while let [0x1C, record, dataset, high, low, ..] = *rest {
        let length = usize::from(u16::from_be_bytes([high, low]));
        let Some(value) = rest.get(5..5 + length) else { break };
        // Dataset 0 is a version; those from 200 on are previews.
        if record == 2 && (1..200).contains(&dataset) {
            texts.push(decode(value));
        }
        rest = &rest[5 + length..];
    }
    texts
}
