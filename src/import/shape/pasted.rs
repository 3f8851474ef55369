//! A plain text that is pasted into a story: every row as it was written, but for what is of persons.
//!
//! Entry point: [`plain`].

use crate::import::manuscript::{Cell, Line};
use crate::import::numbers;
use crate::import::report::{At, Note};
use crate::import::shape::held::is_roster;
use crate::import::shape::personal::{self, Verdict};
use crate::import::text::cells;
use crate::locale::Message;

/// A paste being read.
#[derive(Default)]
struct Pasted {
    rows: Vec<String>,
    notes: Vec<Note>,
}

/// A text without what is of persons, and what is told of it. Nothing else of it is changed.
pub(in crate::import) fn plain(text: &str) -> (String, Vec<Note>) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let rows: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut pasted = Pasted::default();
    let mut at = 0;
    while at < rows.len() {
        let table = table(&rows[at..]);
        if table.is_empty() {
            pasted.line(&rows[at], at + 1);
            at += 1;
            continue;
        }
        let end = at + table.len();
        if is_roster(&table) {
            let message = Message::new("import-roster-table").count("count", table.len() - 1);
            pasted.notes.push(Note::at(At::Paragraph(at + 1), message));
        } else {
            rows[at..end].iter().zip(at + 1..).for_each(|(row, nth)| pasted.row(row, nth));
        }
        at = end;
    }
    (pasted.rows.join("\n"), pasted.notes)
}

/// The rows of the table that a text begins with: of Markdown, or of a spreadsheet.
fn table(rows: &[String]) -> Vec<Vec<String>> {
    let marked = rows.iter().take_while(|row| row.trim_start().starts_with('|'));
    let marked: Vec<Vec<String>> = marked
        .map(|row| {
            let inner = row.trim().trim_matches('|');
            inner.split('|').map(|cell| cell.trim().to_owned()).collect()
        })
        .collect();
    if !marked.is_empty() {
        return marked;
    }
    let read = cells::table(rows);
    read.iter().map(|row| row.iter().map(Cell::text).collect()).collect()
}

impl Pasted {
    /// A row of a table: only its numbers are masked.
    fn row(&mut self, row: &str, nth: usize) {
        let masked = numbers::masked(row);
        if masked.is_some() {
            let message = Message::new("import-personal-number").text("text", "***");
            self.notes.push(Note::at(At::Paragraph(nth), message));
        }
        self.rows.push(masked.unwrap_or_else(|| row.to_owned()));
    }

    fn line(&mut self, row: &str, nth: usize) {
        let line = Line { nth, ..Line::plain(row) };
        match personal::judge(line) {
            Verdict::Clean(_) => self.rows.push(row.to_owned()),
            Verdict::Asked(line, _, notes) => {
                self.rows.push(line.text());
                self.notes.extend(notes);
            }
            Verdict::HeldBack(held, notes) => {
                self.notes.extend(notes);
                let told =
                    held.text.map(|text| Message::new("import-not-pasted").text("text", text));
                self.notes.extend(told.map(|message| Note::at(At::Paragraph(nth), message)));
            }
        }
    }
}
