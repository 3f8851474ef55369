//! Files of LibreOffice and WPS in the formats of OpenDocument: a roster is counted, any other is told by its true kind.

use crate::archives::archive;
use crate::support::{Run, Site};

const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"";

/// A file of this kind with this content and this list of parts.
fn file(kind: &str, content: &str, manifest: &str) -> Vec<u8> {
    let kind = format!("application/vnd.oasis.opendocument.{kind}");
    archive(&[
        ("mimetype", kind.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}

fn text_cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

fn day_cell(day: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\"><text:p>一九五〇年</text:p></table:table-cell>"
    )
}

fn row(attributes: &str, cells: &[String]) -> String {
    format!("<table:table-row {attributes}>{}</table:table-row>", cells.concat())
}

fn sheet(name: &str, style: &str, rows: &[String]) -> String {
    format!(
        "<table:table table:name=\"{name}\" table:style-name=\"{style}\">{}</table:table>",
        rows.concat()
    )
}

/// A file of these sheets; a sheet of the style `h` is hidden.
fn sheets(tables: &[String]) -> Vec<u8> {
    let content = format!(
        "<office:document-content {NAMES}><office:automatic-styles><style:style style:name=\"h\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>",
        tables.concat()
    );
    file("spreadsheet", &content, "<manifest/>")
}

fn members() -> Vec<String> {
    let cells = |texts: [&str; 4]| texts.map(text_cell);
    vec![
        row(
            "",
            &[
                text_cell("示例县林业局党员名册"),
                "<table:covered-table-cell table:number-columns-repeated=\"1000\"/>".to_owned(),
            ],
        ),
        row(
            "table:number-rows-repeated=\"2\"",
            &["<table:table-cell table:number-columns-repeated=\"1024\"/>".to_owned()],
        ),
        row("", &cells(["姓名", "性别", "出生年月", "党内职务"])),
        row(
            "",
            &[
                text_cell("示例甲"),
                text_cell("男"),
                day_cell("1950-03-12"),
                text_cell("支部书记<office:annotation><text:p>待换届</text:p></office:annotation>"),
            ],
        ),
        row("table:visibility=\"collapse\"", &cells(["示例乙", "女", "1955.11", "支委"])),
        row("", &cells(["示例丙", "男", "1943-06-01", ""])),
        row(
            "table:number-rows-repeated=\"1048000\"",
            &["<table:table-cell table:number-columns-repeated=\"1024\"/>".to_owned()],
        ),
    ]
}

/// What is counted of a file of this name.
fn count(name: &str, bytes: &[u8]) -> Run {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    Site::new().run(&["import", "--roster", path.to_str().unwrap(), "--as-of", "2024-06-30"])
}

#[test]
fn a_roster_of_opendocument_is_counted_whatever_it_is_called() {
    let bytes = sheets(&[sheet("旧", "h", &members()), sheet("名册", "", &members())]);
    for name in ["a.ods", "a.xlsx"] {
        let run = count(name, &bytes);
        run.exits(0).says("total: 3名").says("women: 1名").says("committee: 2名");
        run.says("69岁及以下: 1").says("70-79岁: 1").says("80岁以上: 1");
        run.says("1 张隐藏的工作表").says("有 1 行是隐藏或筛选掉的（第 6 行）");
        for words in ["示例甲", "示例乙", "示例丙", "待换届", "1950"] {
            assert!(!run.out.contains(words) && !run.err.contains(words), "{words}: {}", run.out);
        }
    }
    count("a.ods", &sheets(&[sheet("甲", "", &members()), sheet("乙", "", &members())]))
        .exits(1)
        .says("2 张工作表");
}

#[test]
fn a_cell_that_is_merged_over_several_members_is_said_of_each() {
    let merged = |text: &str, rows: u32| {
        text_cell(text).replace(
            "<table:table-cell ",
            &format!("<table:table-cell table:number-columns-spanned=\"1\" table:number-rows-spanned=\"{rows}\" "),
        )
    };
    let covered = || "<table:covered-table-cell/>".to_owned();
    let member = |kind: String, name: &str, sex: String, born: &str| {
        row("", &[kind, text_cell(name), sex, text_cell(born)])
    };
    let rows = [
        row("", &["身份", "姓名", "性别", "出生年月"].map(text_cell)),
        member(text_cell("离休"), "示例甲", merged("男", 2), "1928.03"),
        member(merged("退休", 3), "示例乙", covered(), "1945.11"),
        member(covered(), "示例丙", text_cell("女"), "1943.06"),
        member(covered(), "示例丁", text_cell("女"), "1950.01"),
    ];
    let run = count("a.ods", &sheets(&[sheet("名册", "", &rows)]));
    run.exits(0).says("total: 4名").says("women: 2名").says("veteran: 1名").says("retired: 3名");
}

#[test]
fn cells_that_repeat_without_end_are_refused() {
    let cell = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16000\"><text:p>甲</text:p></table:table-cell>";
    let rows = [row("table:number-rows-repeated=\"1000000\"", &[cell.to_owned()])];
    count("a.ods", &sheets(&[sheet("甲", "", &rows)])).exits(1).says("解开后的文字超过 32 MB");
}

#[test]
fn a_long_text_in_many_cells_is_refused_before_it_fills_the_memory() {
    let text = "甲".repeat(100_000);
    // 300 KB once, 300 MB where each row has its own.
    let cell = format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    );
    let rows = [row("table:number-rows-repeated=\"1000\"", &[cell])];
    count("a.ods", &sheets(&[sheet("甲", "", &rows)])).exits(1).says("解开后的文字超过 32 MB");
    let cells = |row: usize| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>");
    let sheet: String = (1..=1000).map(cells).collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let of_office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", format!("<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{of_office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
        ("xl/workbook.xml", format!("<workbook xmlns=\"{main}\" xmlns:r=\"{of_office}\"><sheets><sheet name=\"甲\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{of_office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{of_office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>")),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{main}\"><si><t>{text}</t></si></sst>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>")),
    ];
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    count("a.xlsx", &archive(&parts)).exits(1).says("解开后的文字超过 32 MB");
}

#[test]
fn other_files_of_opendocument_are_told_by_their_kind_whatever_they_are_called() {
    let site = Site::new();
    let content = format!("<office:document-content {NAMES}/>");
    let flat = |kind: &str| {
        format!("<office:document {NAMES} office:mimetype=\"application/vnd.oasis.opendocument.{kind}\"/>").into_bytes()
    };
    let listed = archive(&[
        ("content.xml", content.as_bytes()),
        (
            "META-INF/manifest.xml",
            b"<file-entry media-type=\"application/vnd.oasis.opendocument.text\"/>",
        ),
    ]);
    let locked = "<manifest><encryption-data/></manifest>";
    for (bytes, words) in [
        (file("text", &content, ""), ["ODT", "另存为 .docx"]),
        (file("text-template", &content, ""), ["ODT", "另存为 .docx"]),
        (file("presentation", &content, ""), ["ODP", "复制"]),
        (file("graphics", &content, ""), ["ODG", "复制"]),
        (file("spreadsheet", &content, ""), ["这是电子表格", "--roster"]),
        (file("text", &content, locked), ["密码", "密码"]),
        (file("spreadsheet", &content, locked), ["密码", "密码"]),
        (listed, ["ODT", "另存为 .docx"]),
        (flat("text"), ["ODT", "另存为 .docx"]),
        (flat("presentation"), ["ODP", "复制"]),
        (flat("spreadsheet"), ["ODS", "另存为 .xlsx"]),
    ] {
        for name in ["a.odt", "a.docx", "a.md"] {
            site.put(name, &bytes);
            let run = site.run(&["import", name]);
            run.exits(1).says(words[0]).says(words[1]);
        }
    }
}
