//! Peculiarities of Word beside those of the examples: what stands in the profile, and what is told.

use crate::archives::{archive, paragraph, word};
use crate::expected::holds;
use crate::support::Site;

/// What an import writes and says of a Word file whose body is a story with `body` inside.
fn made(body: &str, beside: &[(&str, &str)]) -> (String, String) {
    let head = paragraph("山城灯火映初心")
        + &paragraph(
            "示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁。",
        );
    imported(&word(&(head + body + &paragraph("供稿：示例县林业局")), beside))
}

fn imported(bytes: &[u8]) -> (String, String) {
    let site = Site::new();
    site.put("a.docx", bytes);
    let run = site.run(&["import", "a.docx", "--to", "content/branches/a"]);
    run.exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    let body = text.splitn(3, "---\n").nth(2).unwrap().to_owned();
    (body, format!("{}{}", run.out, run.err))
}

const LONG: &str = "支部坚持每月学习，从不间断，党员们都说这样好，群众也都称赞。";

#[test]
fn a_table_of_contents_is_left_out_and_told() {
    let contents = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>";
    let body = format!(
        "{contents}{}{}</w:sdtContent></w:sdt>{}",
        paragraph("目录"),
        paragraph("一、建强班子…………1"),
        paragraph(LONG)
    );
    let (text, told) = made(&body, &[]);
    holds(&text, &[LONG], &["目录", "…………1"]);
    holds(&told, &["目录、页码没有导入", "建强班子"], &[]);
    let styles =
        "<w:style w:type=\"paragraph\" w:styleId=\"a1\"><w:name w:val=\"toc 1\"/></w:style>";
    let line =
        "<w:p><w:pPr><w:pStyle w:val=\"a1\"/></w:pPr><w:r><w:t>二、建好阵地 2</w:t></w:r></w:p>";
    let (text, told) = made(&format!("{line}{}", paragraph(LONG)), &[("styles", styles)]);
    holds(&text, &[LONG], &["建好阵地"]);
    holds(&told, &["建好阵地"], &[]);
}

#[test]
fn fields_that_draw_or_never_end_lose_no_word() {
    let field = |instruction: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let body = format!(
        "<w:p><w:r><w:t>支部做法</w:t></w:r>{}<w:r><w:t>是学习，公式</w:t></w:r>{}<w:r><w:t>从略。</w:t></w:r></w:p>",
        field("EQ \\o\\ac(○,1)"),
        field("EQ \\f(1,2)")
    );
    let (text, told) = made(&body, &[]);
    holds(&text, &["支部做法①是学习，公式从略。"], &[]);
    holds(&told, &["1 个公式没有导入", "\\f(1,2)"], &[]);
    let open = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>QUOTE </w:instrText></w:r><w:r><w:t>没有关上的域，话还要留下来。</w:t></w:r></w:p>";
    holds(&made(open, &[]).0, &["没有关上的域，话还要留下来。"], &[]);
}

#[test]
fn symbols_are_told_apart_by_their_font() {
    let symbol = |font: &str, code: &str| format!("<w:sym w:font=\"{font}\" w:char=\"{code}\"/>");
    let body = format!(
        "<w:p><w:r>{}<w:t>开头的一段，气温25</w:t>{}<w:t>C，已</w:t>{}<w:t>，认不出的</w:t>{}<w:t>。</w:t></w:r></w:p>",
        symbol("Wingdings", "F075"),
        symbol("Symbol", "F0B0"),
        symbol("Wingdings 2", "F052"),
        symbol("Webdings", "F0FF"),
    );
    let (text, told) = made(&body, &[]);
    holds(&text, &["◆开头的一段，气温25°C，已☑，认不出的。"], &[]);
    holds(&told, &["1 个特殊符号"], &[]);
}

#[test]
fn small_figures_keep_their_value_and_struck_words_are_told() {
    let run = |property: &str, text: &str| {
        format!("<w:r><w:rPr>{property}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let body = format!(
        "<w:p>{}{}{}{}{}{}</w:p>",
        run("", "活动室120m"),
        run("<w:vertAlign w:val=\"superscript\"/>", "2"),
        run("", "，减排CO"),
        run("<w:vertAlign w:val=\"subscript\"/>", "2"),
        run("<w:strike/>", "，旧话开展学习99次"),
        run("", "，常来常新。"),
    );
    let (text, told) = made(&body, &[]);
    holds(&text, &["活动室120m²，减排CO₂，旧话开展学习99次，常来常新。"], &[]);
    holds(&told, &["加了删除线的文字照样导入了", "旧话开展学习99次"], &[]);
}

#[test]
fn readings_above_characters_are_told() {
    let ruby = "<w:ruby><w:rubyPr/><w:rt><w:r><w:t>sāng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>桑</w:t></w:r></w:rubyBase></w:ruby>";
    let body = format!("<w:p><w:r>{ruby}</w:r><w:r><w:t>榆未晚，为霞满天。</w:t></w:r></w:p>");
    let (text, told) = made(&body, &[]);
    holds(&text, &["桑榆未晚，为霞满天。"], &["sāng"]);
    holds(&told, &["注音没有导入：sāng"], &[]);
    // The guide of older versions is a field.
    let guide = "EQ \\* jc2 \\* &quot;Font:宋体&quot; \\* hps10 \\o\\ad(\\s\\up 9(sāng yú),桑榆)";
    let field = format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{guide}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    );
    let body = format!("<w:p>{field}<w:r><w:t>未晚，为霞满天。</w:t></w:r></w:p>");
    let (text, told) = made(&body, &[]);
    holds(&text, &["桑榆未晚，为霞满天。"], &["sāng"]);
    holds(&told, &["注音没有导入：sāng yú"], &["公式"]);
}

#[test]
fn a_title_and_the_line_below_it_are_two_though_shift_and_enter_part_them() {
    let title = "<w:p><w:r><w:t>山城灯火映初心</w:t><w:br/><w:t>——记示例县林业局离退休干部第一党支部</w:t></w:r></w:p>";
    let site = Site::new();
    site.put("a.docx", word(&format!("{title}{}{}", paragraph(LONG), paragraph(LONG)), &[]));
    site.run(&["import", "a.docx", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    holds(&text, &["title: 山城灯火映初心\n", "name: 示例县林业局离退休干部第一党支部"], &[]);
}

#[test]
fn figures_in_keys_are_numbers_of_a_list() {
    let site = Site::new();
    let body = paragraph("1\u{FE0F}\u{20E3} 巡渠护水300人次")
        + &paragraph("2\u{FE0F}\u{20E3} 清理垃圾12吨");
    let name = paragraph("示例县林业局离退休干部第一党支部现有党员31名，平均年龄71.5岁。");
    site.put("a.docx", word(&(paragraph("山城灯火映初心") + &name + &body), &[]));
    site.run(&["import", "a.docx", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    holds(&text, &["  巡渠护水: 300人次\n", "  清理垃圾: 12吨\n"], &["\u{20E3}"]);
}

#[test]
fn honours_in_one_cell_of_a_form_are_lines_and_facts() {
    let cell = |lines: &[&str]| {
        let text = lines.join("</w:t><w:br/><w:t>");
        format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let row =
        |label: &str, value: &[&str]| format!("<w:tr>{}{}</w:tr>", cell(&[label]), cell(value));
    for label in ["所获荣誉", "获奖情况", "受表彰情况"] {
        let body = [
            row("支部名称", &["示例县林业局离退休干部第一党支部"]),
            row("党员人数", &["31"]),
            row(label, &["2021年县级先进党支部", "2023年市级示范党支部"]),
        ];
        let site = Site::new();
        let table =
            format!("{}<w:tbl>{}</w:tbl>", paragraph("离退休干部党支部登记表"), body.concat());
        site.put("a.docx", word(&table, &[]));
        let run = site.run(&["import", "a.docx", "--to", "content/branches/a"]);
        run.exits(0);
        let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
        let facts = [
            "{title: 先进党支部, level: 县级, year: 2021}",
            "{title: 示范党支部, level: 市级, year: 2023}",
        ];
        holds(&text, &facts, &["| 所获"]);
    }
}

#[test]
fn numbers_are_counted_in_every_format_of_the_country() {
    for (format, text, first, second) in [
        ("ideographTraditional", "%1、", "甲、建强班子", "乙、建好阵地"),
        ("chineseLegalSimplified", "%1、", "壹、建强班子", "贰、建好阵地"),
        ("chineseCounting", "第%1章", "第一章 建强班子", "第二章 建好阵地"),
        ("decimalEnclosedCircle", "%1", "①建强班子", "②建好阵地"),
    ] {
        let numbering = format!(
            "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
        );
        let numbered = |text: &str| {
            format!(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
            )
        };
        let body =
            numbered("建强班子") + &paragraph(LONG) + &numbered("建好阵地") + &paragraph(LONG);
        let (text, _) = made(&body, &[("numbering", &numbering)]);
        holds(&text, &[&format!("## {first}\n"), &format!("## {second}\n")], &[]);
    }
}

#[test]
fn drawn_words_and_large_first_letters_belong_to_the_text() {
    let body = "<w:p><w:r><w:pict><v:shape><v:textpath string=\"艺术字里的标语口号，也是一句话。\"/></v:shape></w:pict></w:r></w:p><w:p><w:pPr><w:framePr w:dropCap=\"drop\" w:lines=\"2\"/></w:pPr><w:r><w:t>支</w:t></w:r></w:p><w:p><w:r><w:t>部成立以来，人人学习，个个发言。</w:t></w:r></w:p>";
    let (text, _) = made(body, &[]);
    holds(&text, &["艺术字里的标语口号，也是一句话。\n", "\n支部成立以来，人人学习"], &[]);
}

#[test]
fn rows_broken_by_hand_are_headings_and_paragraphs() {
    let body = format!(
        "<w:p><w:r><w:t>一、建强班子</w:t><w:br/><w:t>{LONG}</w:t><w:br/><w:t>二、建好阵地</w:t><w:br/><w:t>{LONG}</w:t></w:r></w:p>"
    );
    holds(&made(&body, &[]).0, &["## 一、建强班子\n", "## 二、建好阵地\n", LONG], &[]);
    let bold = |label: &str| {
        format!(
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{label}</w:t></w:r><w:r><w:t>{LONG}</w:t></w:r></w:p>"
        )
    };
    let (text, _) = made(&(bold("强班子。") + &bold("强阵地。")), &[]);
    holds(&text, &["## 强班子\n", "## 强阵地\n"], &["**"]);
}

#[test]
fn merged_and_missing_cells_keep_the_columns() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
    };
    let body = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr></w:tbl>{}",
        cell("<w:hMerge w:val=\"restart\"/>", "项目"),
        cell("<w:hMerge/>", ""),
        cell("", "次数"),
        cell("", "学习"),
        cell("", "集中学习"),
        cell("", "12次"),
        cell("", "专题党课"),
        cell("", "6次"),
        paragraph(LONG)
    );
    let (text, _) = made(&body, &[]);
    holds(
        &text,
        &["| 项目 | 项目 | 次数 |", "| 学习 | 集中学习 | 12次 |", "|  | 专题党课 | 6次 |"],
        &[],
    );
}

#[test]
fn other_archives_are_told_by_what_is_in_them() {
    let site = Site::new();
    for (name, parts, says) in [
        ("a.ofd", &[("OFD.xml", &b"<x/>"[..])][..], "OFD"),
        ("b.pptx", &[("ppt/presentation.xml", &b"<x/>"[..])], "PowerPoint"),
        ("c.zip", &[("x/1.docx", &b"PK"[..]), ("x/2.doc", b"x")], "里面有 2 个文件"),
        ("d.ods", &[("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..])], "ODS"),
    ] {
        site.put(name, archive(parts));
        site.run(&["import", name]).exits(1).says(says);
    }
    let flat = "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\"/>";
    site.put("e.xml", flat);
    site.run(&["import", "e.xml"]).exits(1).says("Word XML");
}

#[test]
fn a_line_of_a_footnote_alone_is_no_heading() {
    let notes = format!("<w:footnote w:id=\"2\">{}</w:footnote>", paragraph("数据截至2024年6月。"));
    let body = format!(
        "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>建强班子</w:t></w:r></w:p>{0}<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>{0}",
        paragraph(LONG)
    );
    let (text, _) = made(&body, &[("footnotes", &notes)]);
    holds(&text, &["## 建强班子\n", "[^1]: 数据截至2024年6月。"], &["##\n", "## \n", "## [^1]"]);
}

#[test]
fn headings_of_a_list_stand_above_deeper_ones_and_its_last_item_is_none() {
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%2）\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let numbered = |text: &str, level: u8, list: u8| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = numbered("建强班子", 0, 1)
        + &numbered("带头学", 1, 1)
        + &paragraph(LONG)
        + &numbered("守渡口", 0, 2)
        + &numbered("护水源", 0, 2)
        + &paragraph(LONG);
    let (text, _) = made(&body, &[("numbering", numbering)]);
    holds(
        &text,
        &["## 一、建强班子\n", "### （一）带头学\n", "1. 守渡口\n2. 护水源\n"],
        &["# 2.", "- 一"],
    );
}

#[test]
fn the_words_of_diagrams_and_charts_are_told() {
    let frame = |kind: &str| {
        format!(
            "<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/{kind}\"/></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )
    };
    let diagram = "<d:pt xmlns:d=\"d\" xmlns:a=\"a\"><a:p><a:r><a:t>学习三步</a:t></a:r></a:p><a:p><a:r><a:t>先读后议再干</a:t></a:r></a:p></d:pt>";
    let chart =
        "<c:cat xmlns:c=\"c\"><c:pt><c:v>集中学习</c:v></c:pt><c:pt><c:v>31</c:v></c:pt></c:cat>";
    let body = frame("diagram") + &frame("chart") + &paragraph(LONG);
    let (_, told) = made(&body, &[("diagramData", diagram), ("chart", chart)]);
    holds(&told, &["1 个 SmartArt", "1 个图表", "学习三步 先读后议再干", "集中学习 31"], &[]);
}

#[test]
fn lists_begin_anew_and_have_levels_of_their_own() {
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"第%1章\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"第%2条\"/><w:lvlRestart w:val=\"0\"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId=\"2\"><w:styleLink w:val=\"listStyle\"/><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimalEnclosedParen\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId=\"3\"><w:numStyleLink w:val=\"listStyle\"/></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num><w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/></w:num><w:num w:numId=\"4\"><w:abstractNumId w:val=\"3\"/></w:num><w:num w:numId=\"5\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"upperLetter\"/><w:lvlText w:val=\"%1）\"/></w:lvl></w:lvlOverride></w:num>";
    let numbered = |list: u8, level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let long = |nth: &str| paragraph(&format!("{LONG}{nth}"));
    let body = numbered(1, 0, "每月学习")
        + &numbered(1, 0, "每季活动")
        + &long("甲。")
        + &numbered(2, 0, "走访老人")
        + &numbered(2, 0, "慰问困难户")
        + &long("乙。")
        + &numbered(3, 0, "总则")
        + &numbered(3, 1, &format!("{LONG}丙。"))
        + &numbered(3, 0, "附则")
        + &numbered(3, 1, &format!("{LONG}丁。"))
        + &numbered(4, 0, "护山")
        + &numbered(4, 0, "护水")
        + &long("戊。")
        + &numbered(5, 0, "守山")
        + &long("己。");
    let (text, _) = made(&body, &[("numbering", numbering)]);
    holds(
        &text,
        &[
            "1. 每月学习\n2. 每季活动\n",
            "1. 走访老人\n2. 慰问困难户\n",
            "第一章 总则\n",
            "第一条 支部坚持",
            "第二章 附则\n",
            "第二条 支部坚持",
            "⑴护山\n",
            "⑵护水\n",
            "C）守山\n",
        ],
        &["第一条 支部坚持每月学习，从不间断，党员们都说这样好，群众也都称赞。丁", "3. 走访"],
    );
}

#[test]
fn what_was_deleted_or_hidden_brings_no_photo_no_cell_and_no_note() {
    let picture = "<w:r><w:drawing><a:blip xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" r:embed=\"rId77\"/></w:drawing></w:r>";
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
    };
    let notes = format!("<w:footnote w:id=\"2\">{}</w:footnote>", paragraph("删去的脚注。"));
    let body = format!(
        "<w:p><w:del>{picture}<w:r><w:delText>删去的话</w:delText><w:footnoteReference w:id=\"2\"/></w:r></w:del><w:r><w:t>{LONG}</w:t></w:r></w:p><w:p><w:r><w:rPr><w:vanish/></w:rPr>{inner}</w:r></w:p><w:tbl><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("", "项目"),
        cell("<w:cellDel w:id=\"1\"/>", "删去的列"),
        cell("", "次数"),
        cell("", "学习"),
        cell("<w:cellDel w:id=\"1\"/>", "删去的格"),
        cell("", "12次"),
        inner = picture.trim_start_matches("<w:r>").trim_end_matches("</w:r>"),
    );
    let (text, told) = made(&body, &[("footnotes", &notes)]);
    holds(&text, &[LONG, "| 项目 | 次数 |", "| 学习 | 12次 |"], &["删去", "![", "[^1]"]);
    holds(&told, &["按已接受处理", "1 张隐藏的图片"], &["不在文件里"]);
}

#[test]
fn letters_of_fonts_of_signs_are_drawn_and_private_characters_are_told() {
    let body = "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"Wingdings\" w:hAnsi=\"Wingdings\"/></w:rPr><w:t>l</w:t></w:r><w:r><w:t>第一条，学习不断线，服务不打折，大家都说好。</w:t></w:r></w:p><w:p><w:r><w:t>&#xF0D8;第二条，活动不减少，&#xE123;老也来参加，人人称赞。</w:t></w:r></w:p>";
    let (text, told) = made(body, &[]);
    holds(&text, &["●第一条", "➢第二条", "\u{E123}老"], &["l第一条", "\u{F0D8}"]);
    holds(&told, &["自己字库里才有的字（\u{E123}）"], &["自己字库里才有的字（\u{F0D8}"]);
}

#[test]
fn links_to_mailboxes_watermarks_and_typed_marks_are_no_text() {
    let head = format!(
        "{}<w:p><w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textpath string=\"内部资料水印\"/></v:shape></w:pict></w:r></w:p>",
        paragraph("页眉的字")
    );
    let notes = format!("<w:footnote w:id=\"2\">{}</w:footnote>", paragraph("数据截至2024年6月。"));
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let body = format!(
        "<w:p>{}<w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"2\"/><w:t>*</w:t></w:r><w:r><w:t>，从不间断，党员们都说这样好，群众也都称赞。</w:t></w:r></w:p>",
        field(" HYPERLINK \"mailto:a@example.invalid\" ", "支部坚持每月学习")
    );
    let (text, told) = made(&body, &[("header", &head), ("footnotes", &notes)]);
    holds(&text, &["支部坚持每月学习[^1]，从不间断"], &["mailto", "example.invalid", "*"]);
    holds(&told, &["页眉的字 内部资料水印", "链接到邮箱、电话的地址没有导入"], &[]);
}

#[test]
fn a_gap_behind_a_mark_is_no_part_of_a_heading() {
    let heading = |mark: &str, text: &str| {
        format!("<w:p><w:r><w:t>{mark}</w:t><w:tab/><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = heading("一、", "建强班子")
        + &paragraph(LONG)
        + &heading("二、", "建好阵地")
        + &paragraph(LONG);
    holds(&made(&body, &[]).0, &["## 一、建强班子\n", "## 二、建好阵地\n"], &[]);
}
