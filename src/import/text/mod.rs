//! Plain text, pasted or saved: UTF-8, GBK or UTF-16, one line a paragraph.
//!
//! Entry point: [`read`]. Lines that an e-mail or an old editor broke in the middle are joined.

use crate::diagnostic::{Encoding, Source};
use crate::import::manuscript::{Line, Manuscript, Part};
use crate::import::refusal::Refusal;
use crate::import::report::Note;
use crate::import::shape::length;
use crate::locale::Message;

/// Where programs break lines, in columns; Han take two.
const COLUMNS: std::ops::RangeInclusive<usize> = 60..=90;

/// Reads a text.
///
/// # Errors
/// [`Refusal::Unknown`] for bytes that are no text in any encoding we know.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, Refusal> {
    let source = Source::decode("".into(), bytes);
    let is_binary = source.text.contains('\0')
        || source.text.chars().take(4096).filter(|c| c.is_control() && !c.is_whitespace()).count()
            > 8;
    if source.encoding == Encoding::Unknown || is_binary {
        return Err(Refusal::Unknown);
    }
    let mut manuscript = Manuscript::default();
    if source.encoding == Encoding::Gbk {
        manuscript.notes.push(Note::new(Message::new("import-gbk")));
    }
    let text =
        source.text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{b}'], "\n");
    for (at, row) in paragraphs(&text).into_iter().enumerate() {
        if row.contains('\u{c}') {
            manuscript.parts.push(Part::PageBreak);
        }
        let line = Line::plain(row.replace('\u{c}', ""));
        manuscript.parts.push(Part::Line(Line { nth: at + 1, ..line }));
    }
    Ok(manuscript)
}

/// The paragraphs of a text. Where most rows are broken at the margin, a row goes on in the next.
fn paragraphs(text: &str) -> Vec<String> {
    let rows: Vec<&str> = text.split('\n').collect();
    let is_full = |row: &str| {
        COLUMNS.contains(&columns(row)) && !row.trim_end().ends_with(['。', '！', '？', '”'])
    };
    let full = rows.iter().filter(|row| is_full(row)).count();
    let filled = rows.iter().filter(|row| !row.trim().is_empty()).count();
    let longest = rows.iter().map(|row| columns(row)).max().unwrap_or_default();
    let is_wrapped = full * 2 > filled && filled > 3 && longest <= *COLUMNS.end() + 2;
    if !is_wrapped {
        return rows
            .into_iter()
            .map(str::trim)
            .filter(|row| !row.is_empty())
            .map(str::to_owned)
            .collect();
    }
    let mut joined: Vec<String> = Vec::new();
    let mut goes_on = false;
    for row in rows {
        let bare = row.trim();
        let is_indented = row.starts_with(['　', ' ', '\t']);
        match joined.last_mut() {
            Some(last) if goes_on && !bare.is_empty() && !is_indented => last.push_str(bare),
            _ if !bare.is_empty() => joined.push(bare.to_owned()),
            _ => {}
        }
        goes_on = columns(row) + 4 >= *COLUMNS.start() && !bare.is_empty();
    }
    joined
}

fn columns(row: &str) -> usize {
    let row = row.trim_end();
    length(row) + row.chars().filter(|c| !c.is_ascii()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_paragraphs_and_broken_rows_are_joined() {
        assert_eq!(paragraphs("甲。\n\n　　乙。\n"), ["甲。", "乙。"]);
        let row = "甲".repeat(35);
        let text = format!("　　{row}\n{row}\n{row}\n{row}乙。\n　　丙。\n");
        assert_eq!(paragraphs(&text), [format!("{}乙。", row.repeat(4)), "丙。".to_owned()]);
    }
}
