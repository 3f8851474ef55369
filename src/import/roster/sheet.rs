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
use crate::import::roster::cells::{MOST_COLUMNS, Room, Rows, Value};
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

    /// Cells of a sheet that are merged below each other.
    pub(super) fn merged(&self, name: &str) -> Result<Vec<Column>, Refusal> {
        match self {
            Self::Excel(bytes) => merged(bytes, name),
            // What is not known of everybody is told.
            Self::Open(_) => Ok(Vec::new()),
        }
    }

    /// The rows of a sheet that are not shown, by number from 1: hidden by hand or by a filter.
    pub(super) fn hidden_rows(&self, name: &str) -> Result<Vec<u32>, Refusal> {
        match self {
            Self::Excel(bytes) => hidden_rows(bytes, name),
            Self::Open(all) => {
                Ok(named(all, name).map(|sheet| sheet.hidden_rows.clone()).unwrap_or_default())
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

/// Cells of one column that are merged below each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    /// From 0.
    pub(super) column: u32,
    /// The first and the last row, from 1.
    pub(super) rows: (u32, u32),
}

fn merged(bytes: &[u8], name: &str) -> Result<Vec<Column>, Refusal> {
    let mut package = Package::open(bytes)?;
    let mut merged: Vec<Column> = Vec::new();
    let Some(part) = part_of(&mut package, name)? else { return Ok(merged) };
    let text = package.text(&part)?.unwrap_or_default();
    each_tag(&text, &mut |tag| {
        if tag.name == "mergeCell" {
            merged.extend(tag.any("ref").and_then(column_of));
        }
    })?;
    // Merged cells do not overlap; where a file says so, the first holds, and the time stays linear.
    merged.sort_unstable_by_key(|one| (one.column, one.rows));
    let mut end = (0, 0);
    merged.retain(|one| {
        let is_free = one.column != end.0 || one.rows.0 > end.1;
        if is_free {
            end = (one.column, one.rows.1);
        }
        is_free
    });
    Ok(merged)
}

/// A2:A3 is of one column, A2:B3 of none.
fn column_of(range: &str) -> Option<Column> {
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
    (column == last_column && first < last).then_some(Column { column, rows: (first, last) })
}

fn hidden_rows(bytes: &[u8], name: &str) -> Result<Vec<u32>, Refusal> {
    let mut package = Package::open(bytes)?;
    let mut hidden = Vec::new();
    let Some(part) = part_of(&mut package, name)? else { return Ok(hidden) };
    let text = package.text(&part)?.unwrap_or_default();
    each_tag(&text, &mut |tag| {
        let is_hidden = tag.name == "row" && tag.any("hidden").is_some_and(|value| value != "0");
        let row = tag.any("r").and_then(|row| row.parse::<u32>().ok());
        hidden.extend(row.filter(|_| is_hidden));
    })?;
    Ok(hidden)
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
    use super::{Column, column_of};

    #[test]
    fn merged_cells_of_one_column_are_known_and_no_name_ends_the_program() {
        let column = |column, first, last| Some(Column { column, rows: (first, last) });
        assert_eq!(column_of("A2:A3"), column(0, 2, 3));
        assert_eq!(column_of("AA10:AA12"), column(26, 10, 12));
        let long = "Z".repeat(40);
        assert!(column_of(&format!("{long}2:{long}3")).is_some());
        for range in ["A2:B3", "A3:A2", "A2", "2:3", "A2:A99999999999", ""] {
            assert_eq!(column_of(range), None, "{range}");
        }
    }
}
