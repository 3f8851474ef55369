//! What of a story is held back, for it is of a person: wherever it stands.
//!
//! Entry point: [`hold_back`].

use crate::import::draft::Draft;
use crate::import::numbers;
use crate::import::report::{At, Note};
use crate::import::shape::{Piece, length, personal};
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
    for row in &mut draft.form {
        any |= mask(&mut row.label) | mask(&mut row.value);
    }
    any |= mask_beside(draft);
    if any {
        draft.notes.push(Note::new(Message::new("import-personal-number").text("text", "***")));
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

/// Whether a table lists persons with what is nobody's business: a row of headers with 姓名 and 出生年月, or with two of what
/// a roster has of each; or rows with numbers of persons in them.
pub(super) fn is_roster(rows: &[Vec<String>]) -> bool {
    const PRIVATE: [&str; 9] =
        ["出生", "身份证", "证件号", "电话", "手机", "住址", "联系方式", "生日", "健康状况"];
    const OF_EACH: [&str; 9] =
        ["性别", "年龄", "民族", "籍贯", "学历", "文化程度", "入党", "参加工作", "党龄"];
    let bare = |cell: &String| cell.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let is_head = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().map(bare).filter(|cell| length(cell) <= 12).collect();
        let count = |words: &[&str]| {
            cells.iter().filter(|cell| words.iter().any(|word| cell.contains(word))).count()
        };
        cells.iter().any(|cell| cell.contains("姓名") || cell == "名字")
            && (count(&PRIVATE) > 0 || count(&OF_EACH) > 1)
    };
    let holds_number = |row: &&Vec<String>| row.iter().any(|cell| numbers::masked(cell).is_some());
    rows.len() > 1
        && (rows.iter().take(3).any(is_head) || rows.iter().filter(holds_number).count() > 1)
}
