//! What stands round a story: the head of a letter above its title, its makers below it, another story behind it.

use crate::archives::{paragraph, word};
use crate::expected::holds;
use crate::support::Site;

const HEAD: &str =
    "示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁。";
const LONG: &str = "支部坚持每月学习，从不间断，党员们都说这样好，群众也都称赞。";

/// A paragraph with properties of its own and of its run.
fn line(own: &str, run: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{own}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>")
}

/// What is written, and what is said.
fn made(body: &str, beside: &[(&str, &str)], more: &[&str]) -> (String, String) {
    let site = Site::new();
    site.put("a.docx", word(body, beside));
    let run = site.run(&[&["import", "a.docx", "--to", "content/branches/a"], more].concat());
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap_or_default();
    (text, format!("{}{}", run.out, run.err))
}

const CENTRE: &str = "<w:jc w:val=\"center\"/>";

#[test]
fn the_head_of_a_letter_is_told_and_is_no_title() {
    let body = line(CENTRE, "<w:sz w:val=\"72\"/>", "示例县委老干部局文件")
        + &line(CENTRE, "", "示老干〔2024〕12号")
        + &line(CENTRE, "<w:sz w:val=\"44\"/>", "关于报送一个党支部先进事迹的报告")
        + &paragraph("市委老干部局：")
        + &paragraph(HEAD);
    let (text, told) = made(&body, &[], &[]);
    holds(
        &text,
        &["title: 关于报送一个党支部先进事迹的报告\n"],
        &["〔2024〕", "老干部局文件", "##"],
    );
    holds(&told, &["题目上面的文头没有导入：示例县委老干部局文件 / 示老干〔2024〕12号"], &[]);
}

#[test]
fn a_line_that_is_marked_as_title_is_one_below_what_the_text_is_called() {
    let styles =
        "<w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style>";
    let body = line(CENTRE, "<w:sz w:val=\"28\"/>", "先进事迹材料")
        + &line("<w:pStyle w:val=\"T\"/>", "", "山城灯火映初心")
        + &paragraph(HEAD);
    let (text, told) = made(&body, &[("styles", styles)], &[]);
    holds(&text, &["title: 山城灯火映初心\n"], &["先进事迹材料"]);
    holds(&told, &["先进事迹材料"], &[]);
    let body = line(CENTRE, "<w:sz w:val=\"44\"/>", "先 进 事 迹") + &paragraph(HEAD);
    holds(&made(&body, &[], &[]).0, &["title: 先进事迹\n"], &[]);
}

#[test]
fn makers_are_read_from_a_table_and_from_names_that_are_set_apart() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |label: &str, value: &str| format!("<w:tr>{}{}</w:tr>", cell(label), cell(value));
    let head = paragraph("山城灯火映初心") + &paragraph(HEAD) + &paragraph(LONG);
    let table =
        format!("<w:tbl>{}{}</w:tbl>", row("供稿单位", "示例县林业局"), row("撰稿人", "示例甲"));
    let (text, _) = made(&(head.clone() + &table), &[], &[]);
    holds(
        &text,
        &["  - {role: 供稿单位, by: 示例县林业局}\n", "  - {role: 撰稿人, by: 示例甲}\n"],
        &["| 供稿单位"],
    );
    let (text, _) = made(&(head + &paragraph("供　　稿：示　例　甲")), &[], &[]);
    holds(&text, &["  - {role: 供稿, by: 示例甲}\n"], &[]);
}

#[test]
fn bold_rows_of_a_paragraph_that_was_broken_by_hand_are_headings() {
    let part = |title: &str| {
        format!(
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{title}</w:t></w:r><w:r><w:br/><w:t>{LONG}</w:t></w:r></w:p>"
        )
    };
    let body =
        paragraph("山城灯火映初心") + &paragraph(HEAD) + &part("建强班子") + &part("建好阵地");
    let (text, _) = made(&body, &[], &[]);
    holds(&text, &["## 建强班子\n\n支部坚持", "## 建好阵地\n\n支部坚持"], &["**"]);
}

#[test]
fn a_text_that_stands_in_one_paragraph_has_its_title_paragraphs_and_signoff() {
    let broken = |rows: &[&str]| {
        let rows = rows.join("</w:t><w:br/><w:t>");
        made(&format!("<w:p><w:r><w:t>{rows}</w:t></w:r></w:p>"), &[], &[]).0
    };
    let text = broken(&["山城灯火映初心", HEAD, "一、抓学习", LONG, "供稿：示例县林业局"]);
    holds(
        &text,
        &["title: 山城灯火映初心\n", "## 一、抓学习\n\n支部坚持", "{role: 供稿, by: 示例县林业局}"],
        &["灯火映初心示例", "供稿："],
    );
    // Lines that a program broke at its margin are joined.
    let text = broken(&[
        "山城灯火映初心",
        HEAD,
        "支部坚持每月学习一次，老党员们人人参加，",
        "个个发言，学有所获。",
        LONG,
    ]);
    holds(&text, &["人人参加，个个发言，学有所获。\n\n"], &[]);
    // Sentences of one paragraph stay in it; many of them are paragraphs.
    let body = |rows: &[&str]| {
        let rows = rows.join("</w:t><w:br/><w:t>");
        let body = paragraph("山城灯火映初心") + &paragraph(HEAD);
        made(&format!("{body}<w:p><w:r><w:t>{rows}</w:t></w:r></w:p>"), &[], &[]).0
    };
    let one = "支部坚持每月学习一次，老党员们人人参加，个个发言，把学到的讲给家人和邻居听，讲给孩子们听，把党的好政策带到千家万户去。";
    holds(&body(&[one, one]), &[&format!("{one}{one}\n")], &[]);
    holds(&body(&[one, one, one, one]), &[&format!("{one}\n\n{one}\n\n{one}\n\n{one}\n")], &[]);
}

#[test]
fn rows_on_a_cover_are_no_title() {
    let rows =
        ["推荐单位：示例县林业局", "支部名称：示例县林业局离退休干部第一党支部"].map(paragraph);
    let title = line(CENTRE, "<w:sz w:val=\"44\"/>", "山城灯火映初心");
    let (text, _) = made(&(rows.concat() + &title + &paragraph(HEAD) + &paragraph(LONG)), &[], &[]);
    let signed = "{role: 推荐单位, by: 示例县林业局}";
    holds(&text, &["title: 山城灯火映初心\n", signed, "支部名称：示例县林业局"], &["## "]);
}

#[test]
fn no_level_of_headings_is_left_out() {
    let body =
        ["一、抓学习", "（一）抓制度", LONG, "二、抓服务", "1.抓队伍", LONG, "2.抓项目", LONG]
            .map(paragraph)
            .concat();
    let (text, _) = made(&(paragraph("山城灯火映初心") + &paragraph(HEAD) + &body), &[], &[]);
    holds(
        &text,
        &["## 一、抓学习\n", "### （一）抓制度\n", "### 1.抓队伍\n", "### 2.抓项目\n"],
        &["####"],
    );
}

#[test]
fn headings_of_the_first_level_that_begin_pages_are_titles_of_stories() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"heading 2\"/></w:style>";
    let story = |title: &str, breaks: &str| {
        line(&format!("<w:pStyle w:val=\"1\"/>{breaks}"), "", title)
            + &paragraph(HEAD)
            + &line("<w:pStyle w:val=\"2\"/>", "", "建强班子")
            + &paragraph(LONG)
            + &line("<w:pStyle w:val=\"2\"/>", "", "建好阵地")
            + &paragraph(LONG)
    };
    let body = story("第一篇的样板", "") + &story("第二篇的样板", "<w:pageBreakBefore/>");
    let beside = [("styles", styles)];
    holds(&made(&body, &beside, &[]).1, &["2 篇文稿", "第一篇的样板", "第二篇的样板"], &[]);
    let (text, _) = made(&body, &beside, &["--part", "2"]);
    holds(&text, &["title: 第二篇的样板\n", "## 建好阵地\n"], &["第一篇"]);
    // Chapters of one story begin pages as well, and have a title above them.
    let one = line(CENTRE, "<w:sz w:val=\"44\"/>", "山城灯火映初心") + &body;
    holds(&made(&one, &beside, &[]).0, &["title: 山城灯火映初心\n", "## 第一篇的样板\n"], &[]);
}

#[test]
fn rows_of_a_form_and_numbers_of_pages_are_no_headings_and_no_text() {
    let page = "<w:p><w:r><w:t>第</w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>3</w:t></w:r></w:fldSimple>\
                <w:r><w:t>页</w:t></w:r></w:p>";
    let body = paragraph("山城灯火映初心")
        + &paragraph("支部名称：示例县林业局退休干部党支部")
        + &paragraph(HEAD)
        + &paragraph("☒ 已参加示范党支部评选")
        + &paragraph(LONG)
        + page;
    let (text, told) = made(&body, &[], &[]);
    holds(&text, &["支部名称：示例县林业局退休干部党支部"], &["##", "第页"]);
    holds(&told, &["目录、页码没有导入"], &[]);
}
