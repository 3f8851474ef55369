//! Files that are published as they are hold no personal data, whatever their kind and wherever they lie.

use std::io::Write as _;

use encoding_rs::GBK;
use zip::write::SimpleFileOptions;

use crate::support::{Run, Site, markdown};

const MOBILE: &str = "13912345678";

/// An archive of parts: name and text.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(number: &str) -> Vec<u8> {
    let (head, tail) = number.split_at(5);
    let text = format!(
        "<w:document><w:body><w:p><w:r><w:t>联系电话{head}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{tail}</w:t></w:r></w:p></w:body></w:document>"
    );
    archive(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &text)])
}

/// One file of each kind with a number in it.
fn kinds(number: &str) -> Vec<(&'static str, Vec<u8>)> {
    let cells = format!("<sst><si><t>姓名</t></si><si><t>{number}</t></si></sst>");
    let utf16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    vec![
        ("通讯录.txt", format!("示例甲 {number}\r\n").into_bytes()),
        ("旧通讯录.txt", GBK.encode(&format!("示例甲 {number}")).0.into_owned()),
        ("记事本.txt", utf16(&format!("示例甲 {number}"))),
        ("名单.csv", format!("姓名,电话\n示例甲,{number}\n").into_bytes()),
        ("名单.json", format!("{{\"电话\": \"{number}\"}}").into_bytes()),
        ("名单.xml", format!("<?xml version=\"1.0\"?>\n<a>{number}</a>").into_bytes()),
        ("网页.html", format!("<p>电话：{number}</p>").into_bytes()),
        ("图.svg", format!("<svg><text>{number}</text></svg>").into_bytes()),
        ("原稿.md", format!("电话：{number}\n").into_bytes()),
        ("名单.tsv", format!("示例甲\t{number}\n").into_bytes()),
        ("名片.vcf", format!("BEGIN:VCARD\nTEL:{number}\nEND:VCARD\n").into_bytes()),
        ("稿.rtf", format!("{{\\rtf1 {number}}}").into_bytes()),
        ("稿.docx", docx(number)),
        ("表.xlsx", archive(&[("xl/sharedStrings.xml", &cells)])),
        ("片.pptx", archive(&[("ppt/slides/slide1.xml", &format!("<a:t>{number}</a:t>"))])),
        ("稿.odt", archive(&[("content.xml", &format!("<text:p>{number}</text:p>"))])),
        ("表.ods", archive(&[("content.xml", &format!("<text:p>{number}</text:p>"))])),
    ]
}

const SETTINGS: &str = "name: 示例老干部\npublish: [html, svg, md, tsv, vcf]\n";

/// Forms in which a number stands in a file, but is not one run of its bytes.
fn forms() -> Vec<(&'static str, Vec<u8>)> {
    let (head, tail) = MOBILE.split_at(4);
    let word = |body: &str| archive(&[("word/document.xml", body)]);
    let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0".to_vec();
    let wide = MOBILE.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    vec![
        (
            "字.svg",
            format!("<svg><text><tspan>{head}</tspan><tspan>{tail}</tspan></text></svg>").into(),
        ),
        ("网页.html", format!("<p>{head}<b>{tail}</b></p>").into()),
        ("注.html", format!("<p>甲</p><!-- 电话{MOBILE} -->").into()),
        ("号.html", format!("<p>&#49;{}</p>", &MOBILE[1..]).into()),
        ("空.html", "<p>139&nbsp;1234&nbsp;5678</p>".into()),
        ("链.html", format!("<a href='tel:{MOBILE}'>电话</a>").into()),
        (
            "格.docx",
            word(&format!(
                "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{head}</w:t></w:r><w:r><w:t>{tail}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            )),
        ),
        ("图.docx", word(&format!("<wp:docPr id=\"1\" name=\"图\" descr=\"示例甲 {MOBILE}\"/>"))),
        (
            "链.docx",
            archive(&[(
                "word/_rels/document.xml.rels",
                &format!("<Relationship Target=\"tel:{MOBILE}\"/>"),
            )]),
        ),
        ("批注.docx", archive(&[("word/comments.xml", &format!("<w:t>{MOBILE}</w:t>"))])),
        (
            "彩.xlsx",
            archive(&[(
                "xl/sharedStrings.xml",
                &format!("<si><r><t>{head}</t></r><r><t>{tail}</t></r></si>"),
            )]),
        ),
        ("数.xlsx", archive(&[("xl/worksheets/sheet1.xml", &format!("<c><v>{MOBILE}</v></c>"))])),
        ("老.doc", [&ole[..], MOBILE.as_bytes(), b"\r"].concat()),
        ("老.xls", [&ole[..], &wide, b"\0\0"].concat()),
        ("粗.txt", format!("联系人：**{MOBILE}**").into()),
        ("横.csv", GBK.encode("示例甲,１３９－１２３４－５６７８").0.into_owned()),
    ]
}

#[test]
fn a_number_that_is_read_across_marks_and_tags_is_one() {
    for (name, bytes) in forms() {
        let run = site("static", name, &bytes).build();
        told(run.exits(1), name).says("[personal-data]");
    }
}

/// A site that publishes the file from `static/`, or as what a story links.
fn site(folder: &str, name: &str, bytes: &[u8]) -> Site {
    let link = if folder == "static" { "正文。".to_owned() } else { format!("[表](<{name}>)") };
    Site::new()
        .file("site.yaml", SETTINGS)
        .file("content/branches/a/index.md", markdown("title: 甲\ndate: 2024-03-18", &link))
        .file(&format!("{folder}/{name}"), bytes)
}

fn is_markdown(name: &str) -> bool {
    name == "原稿.md"
}

fn told<'r>(run: &'r Run, name: &str) -> &'r Run {
    run.says("personal-data").says(name).is_silent_on(MOBILE).is_silent_on("12345678")
}

#[test]
fn a_number_in_a_file_of_any_kind_stops_the_build() {
    for (name, bytes) in kinds(MOBILE) {
        for folder in ["static", "content/branches/a"] {
            // A Markdown file among the stories is one.
            if is_markdown(name) && folder != "static" {
                continue;
            }
            let site = site(folder, name, &bytes);
            let run = site.build();
            told(run.exits(1), name).says("[personal-data]");
            assert!(site.output().is_empty(), "{name}");
        }
    }
}

#[test]
fn files_without_a_number_go_out_and_unpublished_ones_are_not_looked_through() {
    for (name, bytes) in kinds("139****5678") {
        let site = site("static", name, &bytes);
        site.build().exits(0).is_silent_on("personal-data");
        assert!(site.has(name), "{name}");
    }
    for (name, bytes) in kinds(MOBILE).iter().filter(|(name, _)| !is_markdown(name)) {
        let site = site("content/branches/a", name, bytes);
        site.put("content/branches/a/index.md", markdown("title: 甲\ndate: 2024-03-18", "正文。"));
        site.build().exits(0).says("unused-file").is_silent_on("personal-data");
        assert!(!site.output().keys().any(|file| file.ends_with(name)), "{name} is published");
    }
}

#[test]
fn the_place_of_a_number_in_a_text_is_shown_masked_and_all_are_counted() {
    let text = "姓名,电话\n示例甲,13912345678\n示例乙,13887654321\n";
    let run = site("static", "名单.csv", text.as_bytes()).build();
    run.exits(1).says("static/名单.csv:2:5").says("139******78").says("共 2 处");
    run.is_silent_on("13912345678").is_silent_on("13887654321");
}

#[test]
fn cells_beside_each_other_are_no_number() {
    let cells = "<c><v>1391234</v></c><c><v>5678</v></c>";
    let bytes = archive(&[("xl/worksheets/sheet1.xml", cells)]);
    site("static", "表.xlsx", &bytes).build().exits(0).is_silent_on("personal-data");
}

#[test]
fn a_file_that_cannot_be_looked_through_is_told() {
    let run = site("static", "稿.docx", &docx(MOBILE)[..80]).build();
    run.exits(0).says("[personal-data]").says("稿.docx").says("没有检查");
    let large = "甲".repeat(17 * 1024 * 1024 / 3);
    let run = site("static", "表.csv", large.as_bytes()).build();
    run.exits(0).says("[personal-data]").says("没有检查");
}

#[test]
fn what_may_be_an_old_or_mistyped_id_is_a_warning_in_files_too() {
    let text = "身份证号620902195001011230\n";
    site("static", "名单.txt", text.as_bytes()).build().exits(0).says("[personal-data]");
    site("static", "名单.txt", b"110105491231002\n").build().exits(0).says("[personal-data]");
    site("static", "名单.txt", "身份证号110105491231002\n".as_bytes()).build().exits(1);
}
