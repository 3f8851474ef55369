//! What of a story is held back, for it is of a person: wherever it stands.
//!
//! Entry point: [`hold_back`].

use crate::import::draft::Draft;
use crate::import::numbers;
use crate::import::report::{At, Note};
use crate::import::shape::{Piece, personal};
use crate::locale::Message;

/// Holds back what is of persons: in lines, tables, captions, footnotes, forms and the sign-off.
pub(super) fn hold_back(pieces: &mut Vec<Piece>, draft: &mut Draft) {
    let mut kept = Vec::with_capacity(pieces.len());
    let mut any = false;
    for piece in pieces.drain(..) {
        let mut line = match piece {
            Piece::Line(line) => line,
            Piece::Rows(rows) if is_roster(&rows) => {
                let message = Message::new("import-roster-table").count("count", rows.len() - 1);
                draft.notes.push(Note::new(message));
                continue;
            }
            Piece::Rows(mut rows) => {
                rows.iter_mut().flatten().for_each(|cell| any |= mask(cell));
                kept.push(Piece::Rows(rows));
                continue;
            }
            Piece::Figure(mut figure) => {
                let words = [&mut figure.caption, &mut figure.alt];
                words.into_iter().flatten().for_each(|text| any |= mask(text));
                kept.push(Piece::Figure(figure));
                continue;
            }
        };
        if personal::take_contact_links(&mut line) {
            draft
                .notes
                .push(Note::at(At::Paragraph(line.nth), Message::new("import-contact-link")));
        }
        match personal::judge(line) {
            personal::Verdict::Clean(line) => kept.push(Piece::Line(line)),
            personal::Verdict::Asked(line, held, notes) => {
                draft.held.push(held);
                draft.notes.extend(notes);
                kept.push(Piece::Line(line));
            }
            personal::Verdict::HeldBack(held, notes) => {
                draft.held.push(held);
                draft.notes.extend(notes);
            }
        }
    }
    *pieces = kept;
    any |= mask_beside(draft);
    if any {
        draft.notes.push(Note::new(Message::new("import-personal-number").text("text", "***")));
    }
    for row in &mut draft.form {
        if let Some(masked) = numbers::masked(&row.value) {
            row.value = masked;
        }
    }
}

/// Masks the numbers of footnotes and signatures; tells whether there were any.
fn mask_beside(draft: &mut Draft) -> bool {
    let mut any = false;
    for footnote in &mut draft.footnotes {
        any |= mask(footnote);
    }
    for signature in &mut draft.signoff {
        any |= mask(&mut signature.by);
        // 示例甲，电话：***: what stands before the number is the name.
        if let Some(at) = signature.by.find(['*', '＊']) {
            let end = |text: &str| text.trim_end_matches(|c: char| !c.is_alphabetic()).len();
            let by = &signature.by[..at];
            let by = by[..end(by)].trim_end_matches("电话").trim_end_matches("联系");
            signature.by = by[..end(by)].to_owned();
        }
    }
    any
}

/// Masks the numbers of a text; tells whether there were any.
fn mask(text: &mut String) -> bool {
    let masked = numbers::masked(text);
    let any = masked.is_some();
    if let Some(masked) = masked {
        *text = masked;
    }
    any
}

/// Whether a table lists persons with what is nobody's business: a row of headers with 姓名 and 出生年月.
fn is_roster(rows: &[Vec<String>]) -> bool {
    const PRIVATE: [&str; 7] = ["出生", "身份证", "电话", "手机", "住址", "联系方式", "生日"];
    rows.len() > 1
        && rows.iter().take(3).any(|row| {
            row.iter().any(|cell| cell.replace([' ', '　'], "").contains("姓名"))
                && row.iter().any(|cell| PRIVATE.iter().any(|word| cell.contains(word)))
        })
}
