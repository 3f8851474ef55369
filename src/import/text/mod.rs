//! Plain text, pasted or saved: UTF-8, GBK or UTF-16, one line a paragraph; or Markdown, where it has marks of it.
//!
//! Entry point: [`read`]. Lines that an e-mail or an old editor broke in the middle are joined.

pub(super) mod cells;
mod front;
mod marked;

use std::borrow::Cow;

use crate::diagnostic::{Encoding, Source};
use crate::import::manuscript::{Line, Manuscript, Part};
use crate::import::refusal::Refusal;
use crate::import::report::Note;
use crate::import::shape::length;
use crate::import::{Beside, decoration};
use crate::locale::Message;

/// Where programs break lines, in columns; Han take two.
const COLUMNS: std::ops::RangeInclusive<usize> = 60..=90;

/// Reads a text.
///
/// # Errors
/// [`Refusal::Unknown`] for bytes that are no text in any encoding we know.
pub(super) fn read(bytes: &[u8], beside: Beside<'_>) -> Result<Manuscript, Refusal> {
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
    let head = front::split(&text);
    let body = head.as_ref().map_or(text.as_str(), |(_, body)| *body);
    if head.is_some() || marked::is_marked(body) {
        let notes = std::mem::take(&mut manuscript.notes);
        manuscript = marked::read(body, beside);
        manuscript.notes.extend(notes);
        if let Some((head, _)) = head {
            front::take(&head, &mut manuscript);
        }
        return Ok(decoration::without(manuscript));
    }
    let rows = paragraphs(&unquoted(&text));
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let table = cells::table(&rows[at..]);
        if !table.is_empty() {
            at += table.len();
            manuscript.parts.push(Part::Table(table));
            continue;
        }
        at += 1;
        if row.contains('\u{c}') {
            manuscript.parts.push(Part::PageBreak);
        }
        let line = Line::plain(row.replace('\u{c}', ""));
        manuscript.parts.push(Part::Line(Line { nth: at, ..line }));
    }
    Ok(decoration::without(manuscript))
}

/// A text without the `>` that an e-mail sets before each row of what it answers.
fn unquoted(text: &str) -> Cow<'_, str> {
    let filled = text.split('\n').filter(|row| !row.trim().is_empty());
    let (mut all, mut quoted) = (0_usize, 0_usize);
    for row in filled {
        all += 1;
        quoted += usize::from(row.starts_with('>'));
    }
    if quoted < 2 || quoted * 2 < all {
        return Cow::Borrowed(text);
    }
    let bare = |row: &str| {
        row.trim_start_matches(|c| c == '>' || c == ' ' && row.starts_with('>')).to_owned()
    };
    Cow::Owned(text.split('\n').map(bare).collect::<Vec<_>>().join("\n"))
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
    fn quoted_rows_are_bare() {
        assert_eq!(unquoted("> 甲。\n>\n> > 乙。"), "甲。\n\n乙。");
        assert_eq!(unquoted("甲。\n> 乙。\n丙。"), "甲。\n> 乙。\n丙。");
    }

    #[test]
    fn rows_are_paragraphs_and_broken_rows_are_joined() {
        assert_eq!(paragraphs("甲。\n\n　　乙。\n"), ["甲。", "乙。"]);
        let row = "甲".repeat(35);
        let text = format!("　　{row}\n{row}\n{row}\n{row}乙。\n　　丙。\n");
        assert_eq!(paragraphs(&text), [format!("{}乙。", row.repeat(4)), "丙。".to_owned()]);
    }
}
