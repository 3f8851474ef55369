//! Archives made by a test: Word files and spreadsheets of a few parts.

use std::io::Write as _;

use zip::write::SimpleFileOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A zip archive of these parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The XML of a document with this body.
pub(crate) fn document(body: &str) -> String {
    format!(
        "<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONS}\" xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>{body}</w:body></w:document>"
    )
}

/// A Word file with this body and these parts beside it: kind, and what is inside its element.
pub(crate) fn word(body: &str, beside: &[(&str, &str)]) -> Vec<u8> {
    let text = document(body);
    let mut relations = format!("<Relationships xmlns=\"{PACKAGE}\">");
    for (kind, _) in beside {
        relations += &format!(
            "<Relationship Id=\"{kind}\" Type=\"{RELATIONS}/{kind}\" Target=\"{kind}.xml\"/>"
        );
    }
    relations += "</Relationships>";
    let beside: Vec<(String, String)> = beside
        .iter()
        .map(|(kind, inside)| {
            let part = format!("<w:{kind} xmlns:w=\"{WORD}\">{inside}</w:{kind}>");
            (format!("word/{kind}.xml"), part)
        })
        .collect();
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("word/document.xml", text.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ];
    parts.extend(beside.iter().map(|(name, text)| (name.as_str(), text.as_bytes())));
    archive(&parts)
}

/// A paragraph of one run.
pub(crate) fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A spreadsheet of these sheets: name, and rows of texts.
pub(crate) fn spreadsheet(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    spreadsheet_as(sheets, &|xml| xml)
}

/// A spreadsheet whose sheets are written as `edit` has them.
pub(crate) fn spreadsheet_as(
    sheets: &[(&str, &[&[&str]])],
    edit: &dyn Fn(String) -> String,
) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let mut book = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>");
    let mut relations = format!("<Relationships xmlns=\"{PACKAGE}\">");
    let mut parts: Vec<(String, String)> = Vec::new();
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let id = at + 1;
        book += &format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>");
        relations += &format!(
            "<Relationship Id=\"rId{id}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"
        );
        let mut sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>");
        for (row, cells) in rows.iter().enumerate() {
            sheet += &format!("<row r=\"{}\">", row + 1);
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let letter = char::from(b'A' + u8::try_from(column).unwrap());
                sheet += &format!(
                    "<c r=\"{letter}{}\" t=\"inlineStr\"><is><t>{text}</t></is></c>",
                    row + 1
                );
            }
            sheet += "</row>";
        }
        sheet += "</sheetData></worksheet>";
        parts.push((format!("xl/worksheets/sheet{id}.xml"), edit(sheet)));
    }
    book += "</sheets></workbook>";
    relations += "</Relationships>";
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let mut all: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
    ];
    all.extend(parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())));
    archive(&all)
}
