//! The cells of a spreadsheet of OpenDocument (.ods), as LibreOffice and WPS write it.
//!
//! Entry point: [`read`]. Cells and rows that are said to repeat are counted before they are laid out.

use std::collections::HashSet;

use crate::import::docx::xml::{Step, Tag, Xml};
use crate::import::package::{OPEN_CONTENT, Package};
use crate::import::refusal::Refusal;
use crate::import::roster::cells::{Layout, MOST_COLUMNS, Room, Rows, Span, Value, apart};

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct OpenSheet {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    pub(super) rows: Rows,
    pub(super) layout: Layout,
}

/// What an open element is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Row,
    Cell,
    /// A remark that hangs on a cell, and is none of its text.
    Remark,
    Other,
}

/// A row being read.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<(u32, Value)>,
    /// The column of the next cell.
    column: u32,
    /// How many rows it stands for.
    times: u32,
    is_hidden: bool,
}

/// A cell being read.
#[derive(Debug, Default)]
struct Cell {
    /// A number or a date; of a text there is only the text.
    value: Option<Value>,
    text: String,
    /// How many cells it stands for.
    times: u32,
    /// Over how many rows of its column alone it is merged.
    height: u32,
}

/// A file being read.
#[derive(Debug, Default)]
struct Reader {
    sheets: Vec<OpenSheet>,
    /// Styles of sheets that are not shown, and the style being read.
    hidden: HashSet<String>,
    style: String,
    stack: Vec<Open>,
    /// How many rows of the sheet stand above.
    above: u32,
    row: Row,
    cell: Cell,
    /// What is still to be taken, of all sheets.
    room: Room,
}

/// The sheets of a file.
///
/// # Errors
/// Cells beyond counting, or XML that breaks its grammar.
pub(super) fn read(package: &mut Package<'_>) -> Result<Vec<OpenSheet>, Refusal> {
    let text = package.text(OPEN_CONTENT)?.ok_or(Refusal::CutOff)?;
    let mut xml = Xml::new(&text, OPEN_CONTENT);
    let mut reader = Reader::default();
    loop {
        match xml.next()? {
            Step::Open(tag) => {
                let open = reader.open(&tag);
                reader.stack.push(open);
            }
            Step::Close => reader.close()?,
            Step::Text(text) => reader.text(&text),
            Step::End => return Ok(reader.finished()),
        }
    }
}

impl Reader {
    fn finished(mut self) -> Vec<OpenSheet> {
        for sheet in &mut self.sheets {
            sheet.layout.merged = apart(std::mem::take(&mut sheet.layout.merged));
        }
        self.sheets
    }

    fn open(&mut self, tag: &Tag) -> Open {
        let count = |name: &str| {
            let count = tag.any(name).and_then(|value| value.parse::<u32>().ok());
            count.unwrap_or(1).max(1)
        };
        match tag.name.as_str() {
            "style" => tag.any("name").unwrap_or_default().clone_into(&mut self.style),
            "table-properties" if tag.any("display") == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table" => {
                self.above = 0;
                self.sheets.push(OpenSheet {
                    name: tag.any("name").unwrap_or_default().to_owned(),
                    is_hidden: tag.any("style-name").is_some_and(|one| self.hidden.contains(one)),
                    ..OpenSheet::default()
                });
            }
            "table-row" => {
                let is_hidden = matches!(tag.any("visibility"), Some("collapse" | "filter"));
                let times = count("number-rows-repeated");
                self.row = Row { times, is_hidden, ..Row::default() };
                return Open::Row;
            }
            "table-cell" | "covered-table-cell" => {
                let times = count("number-columns-repeated");
                let is_narrow = count("number-columns-spanned") == 1 && times == 1;
                let height = if is_narrow { count("number-rows-spanned") } else { 1 };
                self.cell = Cell { value: value(tag), times, height, ..Cell::default() };
                return Open::Cell;
            }
            "annotation" => return Open::Remark,
            "p" | "line-break" | "tab" | "s" if !self.cell.text.is_empty() => {
                self.cell.text.push(' ');
            }
            _ => {}
        }
        Open::Other
    }

    fn text(&mut self, text: &str) {
        if self.stack.contains(&Open::Cell) && !self.stack.contains(&Open::Remark) {
            self.cell.text.push_str(text);
        }
    }

    fn close(&mut self) -> Result<(), Refusal> {
        match self.stack.pop() {
            Some(Open::Cell) => self.end_cell(),
            Some(Open::Row) => self.end_row(),
            Some(Open::Remark | Open::Other) | None => Ok(()),
        }
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        let Cell { value, text, times, height } = std::mem::take(&mut self.cell);
        let text = text.trim();
        let value = value.or_else(|| (!text.is_empty()).then(|| Value::Text(text.to_owned())));
        let from = self.row.column;
        self.row.column = from.saturating_add(times);
        if let Some(sheet) = self.sheets.last_mut().filter(|_| height > 1) {
            let first = self.above.saturating_add(1);
            let rows = (first, self.above.saturating_add(height));
            sheet.layout.merged.push(Span { column: from, rows });
        }
        if let Some(value) = value {
            for column in from..self.row.column.min(MOST_COLUMNS) {
                self.room.take(Some(&value))?;
                self.row.cells.push((column, value.clone()));
            }
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Refusal> {
        let row = std::mem::take(&mut self.row);
        let from = self.above;
        self.above = from.saturating_add(row.times);
        if row.cells.is_empty() {
            return Ok(());
        }
        for at in from..self.above {
            for (_, value) in row.cells.iter().filter(|_| at > from) {
                self.room.take(Some(value))?;
            }
            let Some(sheet) = self.sheets.last_mut() else { break };
            let number = at.saturating_add(1);
            sheet.rows.insert(number, row.cells.iter().cloned().collect());
            if row.is_hidden {
                sheet.layout.hidden_rows.push(number);
            }
        }
        Ok(())
    }
}

/// The value of a cell that is no text.
fn value(tag: &Tag) -> Option<Value> {
    match tag.any("value-type")? {
        "float" | "percentage" | "currency" => {
            tag.any("value").and_then(|value| value.parse().ok()).map(Value::Number)
        }
        "date" => day(tag.any("date-value")?),
        _ => None,
    }
}

/// `1953-12-03`, with a time or without.
fn day(written: &str) -> Option<Value> {
    let mut parts = written.split('T').next().unwrap_or_default().split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Value::Date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}
