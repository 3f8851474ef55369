//! Words that a file holds and its reader does not see: in the colour of what is behind them, without a size, beside the page.
//! They are held back and told with their place; what stands on a dark ground is seen, and taken.

use crate::archives::{paragraph, word};
use crate::support::Site;

const HEAD: &str =
    "示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁。";
const LONG: &str = "支部坚持每月学习，从不间断，党员们都说这样好，群众也都称赞。";

/// What an import writes of a file, and what it says.
fn made(name: &str, bytes: impl AsRef<[u8]>) -> (String, String) {
    let site = Site::new();
    site.put(name, bytes);
    let run = site.run(&["import", name, "--to", "content/branches/a"]);
    run.exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    (text.splitn(3, "---\n").nth(2).unwrap().to_owned(), run.out.clone())
}

/// Words that look so; behind them stands 看得见的字.
fn run(look: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>")
}

fn line(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}<w:r><w:t>看得见的字。</w:t></w:r></w:p>")
}

/// What is made of a Word file with this in its middle.
fn of_word(inside: &str, beside: &[(&str, &str)]) -> (String, String) {
    let body = paragraph("山城灯火映初心") + &paragraph(HEAD) + inside + &paragraph(LONG);
    made("a.docx", word(&body, beside))
}

const WHITE: &str = "<w:color w:val=\"FFFFFF\"/>";

#[test]
fn words_in_the_colour_of_their_ground_are_held_back_and_told() {
    let style = "<w:style w:type=\"character\" w:styleId=\"w\"><w:name w:val=\"w\"/><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:style>";
    for look in [
        WHITE,
        "<w:color w:val=\"fefefe\"/>",
        "<w:color w:val=\"000000\" w:themeColor=\"background1\"/>",
        "<w:color w:val=\"FFFFFF\"/><w:highlight w:val=\"white\"/>",
        "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"auto\"/>",
        "<w:color w:val=\"FFFF00\"/><w:highlight w:val=\"yellow\"/>",
        "<w:color w:val=\"000000\"/><w:shd w:val=\"clear\" w:fill=\"000000\"/>",
        "<w:rStyle w:val=\"w\"/>",
        "<w:sz w:val=\"2\"/>",
        "<w14:textFill xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"><w14:noFill/></w14:textFill>",
    ] {
        let (text, told) = of_word(&line("", &run(look, "藏着的字99名")), &[("styles", style)]);
        assert!(text.contains("看得见的字。") && !text.contains("藏着的字"), "{look}: {text}");
        assert!(told.contains("第 3 段：看不见的文字"), "{look}: {told}");
        assert!(told.contains("藏着的字99名"), "{look}: {told}");
    }
}

#[test]
fn white_words_on_a_dark_ground_are_taken() {
    let dark = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"1F4E79\"/>";
    let shaded = "<w:style w:type=\"table\" w:styleId=\"t\"><w:name w:val=\"t\"/><w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:shd w:val=\"clear\" w:fill=\"4472C4\"/></w:tcPr></w:tblStylePr></w:style>";
    let table = |properties: &str, cell: &str| {
        format!(
            "<w:tbl><w:tblPr>{properties}</w:tblPr><w:tr><w:tc><w:tcPr>{cell}</w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
            line("", &run(WHITE, "写明的字")),
            paragraph("次数"),
            paragraph("宣讲"),
            paragraph("12场"),
        )
    };
    let boxed = format!(
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        line("", &run(WHITE, "写明的字"))
    );
    for inside in [
        line("", &run(&format!("{WHITE}{dark}"), "写明的字")),
        line("", &run(&format!("{WHITE}<w:highlight w:val=\"darkRed\"/>"), "写明的字")),
        line("", &run("<w:color w:val=\"auto\"/>", "写明的字")),
        line(
            "",
            &run(
                "<w:color w:val=\"A6A6A6\" w:themeColor=\"background1\" w:themeShade=\"A6\"/>",
                "写明的字",
            ),
        ),
        line(dark, &run(WHITE, "写明的字")),
        table("", dark),
        table("<w:tblStyle w:val=\"t\"/>", ""),
        boxed,
    ] {
        let (text, told) = of_word(&inside, &[("styles", shaded)]);
        assert!(text.contains("写明的字"), "{inside}: {text}");
        assert!(!told.contains("看不见的文字"), "{inside}: {told}");
    }
    // A plain table, or the mark of a paragraph, is no ground.
    for inside in [table("", ""), line(&format!("<w:rPr>{dark}</w:rPr>"), &run(WHITE, "写明的字"))]
    {
        let (text, told) = of_word(&inside, &[]);
        assert!(!text.contains("写明的字"), "{inside}: {text}");
        assert!(told.contains("写明的字"), "{inside}: {told}");
    }
}

#[test]
fn notes_lose_what_is_hidden_or_was_moved_away() {
    let note = format!(
        "<w:footnote w:id=\"2\"><w:p>{}{}<w:moveFrom><w:r><w:t>搬走的注</w:t></w:r></w:moveFrom><w:r><w:t>看得见的注。</w:t></w:r></w:p></w:footnote>",
        run("<w:vanish/>", "藏着的注甲"),
        run(WHITE, "藏着的注乙"),
    );
    let inside =
        format!("<w:p><w:r><w:t>{LONG}</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>");
    let (text, told) = of_word(&inside, &[("footnotes", &note)]);
    assert!(text.contains("看得见的注。"), "{text}");
    for words in ["藏着的注甲", "藏着的注乙"] {
        assert!(!text.contains(words), "{words} in {text}");
        assert!(told.contains(words), "{words} is not told in {told}");
    }
    assert!(!text.contains("搬走的注"), "{text}");
}

/// What is made of a page with this in its article and its head.
fn of_page(inside: &str, head: &str) -> (String, String) {
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\">{head}</head><body><h1 id=\"activity-name\">山城灯火映初心</h1><div id=\"js_content\" style=\"visibility: hidden; opacity: 0;\"><p>{HEAD}</p><p>{LONG}</p>{inside}</div></body></html>"
    );
    made("a.html", page)
}

#[test]
fn words_that_a_page_does_not_show_are_held_back_and_told() {
    for style in [
        "color:#fff",
        "color: rgb(255, 255, 255);",
        "COLOR: White",
        "color:transparent",
        "color:rgba(0,0,0,0)",
        "opacity:0.0",
        "font-size:1px",
        "font-size: 0",
        "position:absolute;left:-9999px",
        "text-indent:-9999px",
        "position:absolute;clip:rect(0, 0, 0, 0)",
        "color:#333;background:#333",
    ] {
        let inside = format!("<p>看得见的字。<span style=\"{style}\">藏着的字</span></p>");
        let (text, told) = of_page(&inside, "");
        assert!(text.contains("看得见的字。") && !text.contains("藏着的字"), "{style}: {text}");
        assert!(told.contains("第 3 段：") && told.contains("藏着的字"), "{style}: {told}");
    }
    let (text, told) = of_page(
        "<p style=\"color:#fff\">藏着甲<span style=\"color:#333\">看得见的字。</span></p><section style=\"background:#333\"><section style=\"background:#fff\"><p style=\"color:#fff\">藏着乙</p></section></section><p><font color=\"#FFFFFF\">藏着丙</font></p><p class=\"w\">藏着丁</p>",
        "<style>.w{color:#fff}</style>",
    );
    assert!(text.contains("看得见的字。"), "{text}");
    for words in ["藏着甲", "藏着乙", "藏着丙", "藏着丁"] {
        assert!(!text.contains(words), "{words} in {text}");
        assert!(told.contains(words), "{words} is not told in {told}");
    }
}

#[test]
fn words_that_a_page_shows_on_something_are_taken() {
    for inside in [
        "<section style=\"background-color: rgb(192, 0, 0);\"><p><span style=\"color: rgb(255, 255, 255);\">写明的字</span></p></section>",
        "<section style=\"background-image:url(https://example.invalid/g.jpg)\"><p style=\"color:#fff\">写明的字</p></section>",
        "<section style=\"background:linear-gradient(90deg,#c00,#f00)\"><p style=\"color:#fff\">写明的字</p></section>",
        "<table><tr bgcolor=\"#336699\"><td><font color=\"#fff\">写明的字</font></td></tr><tr><td>别的格子</td></tr></table>",
        "<section><img data-src=\"https://example.invalid/1.jpg\" data-w=\"1080\" style=\"margin-bottom:-60px\"></section><section style=\"margin-top:-60px\"><p style=\"color:#fff\">写明的字</p></section>",
        "<section style=\"font-size:0\"><span style=\"font-size:16px\">写明的字</span></section>",
        "<p><span style=\"color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text\">写明的字</span></p>",
        "<p style=\"text-indent:-2em\">写明的字</p>",
        "<p class=\"w\">写明的字</p>",
    ] {
        let (text, told) = of_page(inside, "<style>.w{color:#fff;background:#333}</style>");
        assert!(text.contains("写明的字"), "{inside}: {text}");
        assert!(!told.contains("看不见的文字"), "{inside}: {told}");
    }
}

#[test]
fn a_hidden_row_of_a_table_is_told_and_leaves_no_row() {
    let cells = |one: &str, two: &str| {
        format!("<w:tc>{}</w:tc><w:tc>{}</w:tc>", paragraph(one), paragraph(two))
    };
    let inside = format!(
        "<w:tbl><w:tr>{}</w:tr><w:tr><w:trPr><w:hidden/></w:trPr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cells("项目", "次数"),
        cells("藏着的一行", "99次"),
        cells("宣讲", "12场"),
    );
    let (text, told) = of_word(&inside, &[]);
    assert!(text.contains("| 项目 | 次数 |\n| --- | --- |\n| 宣讲 | 12场 |"), "{text}");
    assert!(told.contains("藏着的一行"), "{told}");
}

#[test]
fn a_file_that_is_written_in_white_stands_on_a_dark_page() {
    let white = |text: &str| format!("<w:p>{}</w:p>", run(WHITE, text));
    let body = white("山城灯火映初心") + &white(HEAD) + &white(LONG) + &paragraph("黑字。");
    let (text, told) = made("a.docx", word(&body, &[]));
    assert!(text.contains(HEAD) && text.contains(LONG) && text.contains("黑字。"), "{text}");
    assert!(!told.contains("看不见的文字"), "{told}");
    let (text, told) = of_page("", "");
    assert!(text.contains(HEAD), "{text}{told}");
    let page = format!(
        "<!DOCTYPE html><html><body><h1 id=\"activity-name\">山城灯火映初心</h1><div id=\"js_content\"><p style=\"color:#fff\">{HEAD}</p><p style=\"color:#fff\">{LONG}</p><p>黑字。</p></div></body></html>"
    );
    let (text, told) = made("b.html", page);
    assert!(text.contains(HEAD) && text.contains(LONG), "{text}");
    assert!(!told.contains("看不见的文字"), "{told}");
}
