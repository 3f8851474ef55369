//! The cells of a spreadsheet, read one by one: no table is laid out, however far apart cells lie.
//!
//! Entry point: [`Book`]. Sheets of OpenDocument are read by `open_sheet`.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetVisible, Xlsx, open_workbook_from_rs};

use crate::import::docx::relations;
use crate::import::docx::xml::{Step, Tag, Xml};
use crate::import::package::Package;
use crate::import::refusal::Refusal;
use crate::import::roster::cells::{Layout, MOST_COLUMNS, Room, Rows, Span, Value, apart};
use crate::import::roster::open_sheet::OpenSheet;

/// The sheets of a file.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    /// Names of those that are shown.
    pub(super) shown: Vec<String>,
    /// How many are hidden.
    pub(super) hidden: usize,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
}

/// A file of sheets.
pub(super) enum Book<'b> {
    /// Of Excel: its bytes.
    Excel(&'b [u8]),
    /// Of OpenDocument: its sheets.
    Open(Vec<OpenSheet>),
}

impl Book<'_> {
    /// Its sheets.
    pub(super) fn sheets(&self) -> Result<Sheets, Refusal> {
        match self {
            Self::Excel(bytes) => sheets(bytes),
            Self::Open(all) => {
                let shown = all.iter().filter(|sheet| !sheet.is_hidden);
                let shown: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
                Ok(Sheets { hidden: all.len() - shown.len(), shown, is_1904: false })
            }
        }
    }

    /// The cells of a sheet.
    pub(super) fn rows(&self, name: &str) -> Result<Cow<'_, Rows>, Refusal> {
        match self {
            Self::Excel(bytes) => read(bytes, name).map(Cow::Owned),
            Self::Open(all) => {
                let rows = named(all, name).map(|sheet| Cow::Borrowed(&sheet.rows));
                Ok(rows.unwrap_or_default())
            }
        }
    }

    /// What a sheet says of its rows.
    pub(super) fn layout(&self, name: &str) -> Result<Cow<'_, Layout>, Refusal> {
        match self {
            Self::Excel(bytes) => layout(bytes, name).map(Cow::Owned),
            Self::Open(all) => {
                let layout = named(all, name).map(|sheet| Cow::Borrowed(&sheet.layout));
                Ok(layout.unwrap_or_default())
            }
        }
    }
}

fn named<'s>(sheets: &'s [OpenSheet], name: &str) -> Option<&'s OpenSheet> {
    sheets.iter().find(|sheet| sheet.name == name)
}

fn open(bytes: &[u8]) -> Result<Xlsx<Cursor<&[u8]>>, Refusal> {
    open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| Refusal::CutOff)
}

/// The sheets of a file.
fn sheets(bytes: &[u8]) -> Result<Sheets, Refusal> {
    let book = open(bytes)?;
    let mut sheets = Sheets { is_1904: book.has_1904_epoch(), ..Sheets::default() };
    for sheet in book.sheets_metadata() {
        match sheet.visible {
            SheetVisible::Visible => sheets.shown.push(sheet.name.clone()),
            SheetVisible::Hidden | SheetVisible::VeryHidden => sheets.hidden += 1,
        }
    }
    Ok(sheets)
}

/// The cells of a sheet.
fn read(bytes: &[u8], name: &str) -> Result<Rows, Refusal> {
    let mut book = open(bytes)?;
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| Refusal::CutOff)?;
    let (mut rows, mut room) = (Rows::new(), Room::default());
    while let Some(cell) = cells.next_cell().map_err(|_| Refusal::CutOff)? {
        let (row, column) = cell.get_position();
        let value = value(cell.get_value()).filter(|_| column < MOST_COLUMNS);
        room.take(value.as_ref())?;
        if let Some(value) = value {
            rows.entry(row.saturating_add(1)).or_default().insert(column, value);
        }
    }
    Ok(rows)
}

fn layout(bytes: &[u8], name: &str) -> Result<Layout, Refusal> {
    let mut package = Package::open(bytes)?;
    let mut layout = Layout::default();
    let Some(part) = part_of(&mut package, name)? else { return Ok(layout) };
    let text = package.text(&part)?.unwrap_or_default();
    let mut row = 0_u32;
    each_tag(&text, &mut |tag| match tag.name.as_str() {
        "row" => {
            let is_hidden = tag.any("hidden").is_some_and(|value| value != "0");
            // A row without a number is the one below the last.
            let own = tag.any("r").and_then(|row| row.parse().ok());
            row = own.unwrap_or(row.saturating_add(1));
            layout.hidden_rows.extend(is_hidden.then_some(row));
        }
        "mergeCell" => layout.merged.extend(tag.any("ref").and_then(span)),
        _ => {}
    })?;
    layout.merged = apart(layout.merged);
    Ok(layout)
}

/// A2:A3 is of one column, A2:B3 of none.
fn span(range: &str) -> Option<Span> {
    let (first, last) = range.split_once(':')?;
    let cell = |text: &str| {
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let letters = text[..digits].bytes().filter(u8::is_ascii_uppercase);
        let column = letters.fold(0_u32, |all, letter| {
            all.saturating_mul(26).saturating_add(u32::from(letter - b'A') + 1)
        });
        Some((column.checked_sub(1)?, text[digits..].parse::<u32>().ok()?))
    };
    let ((column, first), (last_column, last)) = (cell(first)?, cell(last)?);
    (column == last_column && first < last).then_some(Span { column, rows: (first, last) })
}

/// The part that holds a sheet.
fn part_of(package: &mut Package<'_>, name: &str) -> Result<Option<String>, Refusal> {
    const BOOK: &str = "xl/workbook.xml";
    let Some(book) = package.text(BOOK)? else { return Ok(None) };
    let relations = package.text(&relations::part_of(BOOK))?.unwrap_or_default();
    let relations = relations::parse(&relations, "xl")?;
    let mut part = None;
    each_tag(&book, &mut |tag| {
        if tag.name == "sheet" && tag.any("name") == Some(name) {
            let relation = tag.relation("id").and_then(|id| relations.get(id));
            part = relation.and_then(|relation| relation.part.clone());
        }
    })?;
    Ok(part)
}

fn each_tag(text: &str, take: &mut dyn FnMut(&Tag)) -> Result<(), Refusal> {
    let mut xml = Xml::new(text, "sheet");
    loop {
        match xml.next()? {
            Step::Open(tag) => take(&tag),
            Step::Close | Step::Text(_) => {}
            Step::End => return Ok(()),
        }
    }
}

fn value(cell: &DataRef<'_>) -> Option<Value> {
    let text = |text: &str| {
        let text = text.trim();
        (!text.is_empty()).then(|| Value::Text(text.to_owned()))
    };
    match cell {
        #[expect(
            clippy::cast_precision_loss,
            reason = "numbers of a roster are small; long ones are refused"
        )]
        DataRef::Int(number) => Some(Value::Number(*number as f64)),
        DataRef::Float(number) => Some(Value::Number(*number)),
        DataRef::String(one) => text(one),
        DataRef::SharedString(one) => text(one),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            Some(Value::Date(i16::try_from(year).ok()?, month, day))
        }
        DataRef::DateTimeIso(iso) => text(iso.split('T').next().unwrap_or_default()),
        DataRef::Bool(_) | DataRef::DurationIso(_) | DataRef::Error(_) | DataRef::Empty => None,
    }
}

#[cfg(test)]
mod tests {
    use super::span;
    use crate::import::roster::cells::{Span, apart};

    #[test]
    fn merged_cells_of_one_column_are_known_and_no_name_ends_the_program() {
        let of = |column, first, last| Some(Span { column, rows: (first, last) });
        assert_eq!(span("A2:A3"), of(0, 2, 3));
        assert_eq!(span("AA10:AA12"), of(26, 10, 12));
        let long = "Z".repeat(40);
        assert!(span(&format!("{long}2:{long}3")).is_some());
        for range in ["A2:B3", "A3:A2", "A2", "2:3", "A2:A99999999999", ""] {
            assert_eq!(span(range), None, "{range}");
        }
    }

    #[test]
    fn of_spans_that_meet_the_first_holds() {
        let all =
            ["A2:A9", "B2:B3", "A5:A7", "A9:A12", "A10:A11", "B4:B5"].map(|one| span(one).unwrap());
        assert_eq!(
            apart(all.to_vec()),
            ["A2:A9", "A10:A11", "B2:B3", "B4:B5"].map(|one| span(one).unwrap())
        );
    }
}
