//! The facts above the text of an article of ours: lines such as `党员人数：22名`, read as the rows of a form.
//!
//! Entry point: [`as_table`]. The platform may have dropped every mark of ours, so words alone tell where the facts end:
//! with the last label that is known, and what stands below it.

use crate::import::manuscript::{Cell, Line, Part, Run};
use crate::import::shape::blanks::tidy_text;
use crate::import::shape::length;
use crate::render::facts::{LABELS, MARK, TITLE};

/// The longest label, in characters.
const LONGEST_LABEL: usize = 10;

/// What a line of the facts is.
enum Row {
    /// A label, and what stands behind it.
    Label(String, String),
    /// One of several values of the label above.
    Value(String),
}

/// The parts of an article, its facts as one table.
pub(super) fn as_table(mut parts: Vec<Part>) -> Vec<Part> {
    let Some(title) = parts.iter().position(|part| text(part).as_deref() == Some(TITLE)) else {
        return parts;
    };
    if matches!(parts.get(title + 1), Some(Part::Table(_))) {
        parts.remove(title);
        return parts;
    }
    let end = title + 1 + count(&parts[title + 1..]);
    if end == title + 1 {
        return parts;
    }
    let rows = rows(&parts[title + 1..end]);
    parts.splice(title..end, [Part::Table(rows)]);
    parts
}

/// How many parts are facts: up to the last one that a known label is above.
fn count(parts: &[Part]) -> usize {
    let (mut end, mut is_known) = (0, false);
    for (at, row) in parts.iter().map_while(row).enumerate() {
        if let Row::Label(label, _) = row {
            is_known = LABELS.contains(&&*label);
        }
        if is_known {
            end = at + 1;
        }
    }
    end
}

fn row(part: &Part) -> Option<Row> {
    let text = text(part)?;
    if let Some(value) = text.strip_prefix(MARK.trim_end()) {
        return Some(Row::Value(value.trim_start().to_owned()));
    }
    let (label, value) = text.split_once('：')?;
    let is_label = length(label) <= LONGEST_LABEL && !label.is_empty();
    is_label.then(|| Row::Label(label.to_owned(), value.trim().to_owned()))
}

fn rows(parts: &[Part]) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (part, row) in parts.iter().filter_map(|part| Some((part, row(part)?))) {
        let nth = if let Part::Line(line) = part { line.nth } else { 0 };
        let (label, value) = match row {
            Row::Label(label, value) => (Some(label), value),
            Row::Value(value) => (None, value),
        };
        rows.extend(label.map(|label| vec![cell(&label, nth), Cell::default()]));
        if let Some(last) = rows.last_mut().filter(|_| !value.is_empty()) {
            last[1].lines.extend(cell(&value, nth).lines);
        }
    }
    rows
}

fn cell(text: &str, nth: usize) -> Cell {
    let runs = vec![Run { text: text.to_owned(), ..Run::default() }];
    Cell { lines: vec![Line { runs, nth, ..Line::default() }], ..Cell::default() }
}

fn text(part: &Part) -> Option<String> {
    match part {
        Part::Line(line) => Some(tidy_text(&line.text())),
        Part::Table(_) | Part::Photo(_) | Part::PageBreak => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Part {
        Part::Line(cell(text, 1).lines.remove(0))
    }

    #[test]
    fn facts_end_with_the_last_known_label() {
        let lines = [
            "支部概况",
            "党员人数：22名",
            "主要活动：",
            "• 党课 6次",
            "党小组：3个",
            "数据截至：2023年12月",
            "编者按：这是正文。",
            "• 正文里的一条",
        ];
        let parts = as_table(lines.iter().map(|text| line(text)).collect());
        let Part::Table(rows) = &parts[0] else { panic!("{parts:?}") };
        let told: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
        assert_eq!(told[1], ["主要活动", "党课 6次"]);
        assert_eq!(told[2], ["党小组", "3个"]);
        assert_eq!((told.len(), parts.len()), (4, 3));
    }

    #[test]
    fn a_heading_of_that_name_without_facts_stays() {
        let parts = vec![line("支部概况"), line("支部成立于2005年。")];
        assert_eq!(as_table(parts.clone()), parts);
    }
}
