//! The facts of a story as a table.
//!
//! Entry point: [`table`].

use crate::booklet::parts::{Parts, paragraph};
use crate::booklet::runs::plain;
use crate::booklet::styles;
use crate::render::facts::Facts;

/// Twips of the two columns.
const COLUMNS: [u32; 2] = [2000, 6844];

/// A row of so many lines stays on one page.
const MOST_WHOLE: usize = 6;

/// Appends the table; nothing where there are no facts.
pub(super) fn table(facts: &Facts<'_>, parts: &mut Parts<'_>) {
    let rows = facts.rows();
    if rows.is_empty() {
        return;
    }
    parts.body += &begin(&COLUMNS);
    for row in rows {
        let label = paragraph(styles::LABEL, "", &plain(row.label));
        let values: String =
            row.values.iter().map(|value| paragraph(styles::CELL, "", &plain(value))).collect();
        // A long row goes on on the next page; it would leave half a page empty.
        let whole =
            if row.values.len() > MOST_WHOLE { "" } else { "<w:trPr><w:cantSplit/></w:trPr>" };
        parts.body += &format!(
            "<w:tr>{whole}{}{}</w:tr>",
            cell(COLUMNS[0], &label),
            cell(COLUMNS[1], &values)
        );
    }
    parts.body += END;
}

/// The beginning of a table whose columns have these widths, in twips.
pub(super) fn begin(columns: &[u32]) -> String {
    let width: u32 = columns.iter().sum();
    let grid = columns
        .iter()
        .fold(String::new(), |grid, width| grid + &format!("<w:gridCol w:w=\"{width}\"/>"));
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>",
        styles::TABLE
    )
}

/// A cell of paragraphs.
pub(super) fn cell(width: u32, paragraphs: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{paragraphs}</w:tc>")
}

/// The end of a table; two that follow one another must not become one.
pub(super) const END: &str = "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Space\"/></w:pPr></w:p>";
