//! Numbers of persons, wherever a Word file has them: none goes into a profile, and none onto the screen.

use crate::archives::{paragraph, word};
use crate::support::Site;

const LONG: &str = "支部坚持每月学习，从不间断，党员们都说这样好，群众也都称赞。";
const TELEPHONE: &str = "13800000000";
const IDENTITY: &str = "11010519491231002X";

/// The profile, and what is said in the text and the JSON form.
fn made(body: &str, beside: &[(&str, &str)]) -> (String, String) {
    let head = paragraph("山城灯火映初心")
        + &paragraph(
            "示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁。",
        );
    let site = Site::new();
    site.put("a.docx", word(&(head + body), beside));
    let json = site.run(&["import", "a.docx", "--dry-run", "--format", "json"]);
    json.exits(0);
    let run = site.run(&["import", "a.docx", "--to", "content/branches/a"]);
    run.exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    (text, format!("{}{}{}{}", run.out, run.err, json.out, json.err))
}

fn table(rows: &[&[&str]]) -> String {
    let row = |cells: &&[&str]| {
        let cells: Vec<String> = cells.iter().map(|text| paragraph(text)).collect();
        format!("<w:tr><w:tc>{}</w:tc></w:tr>", cells.join("</w:tc><w:tc>"))
    };
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn numbers_of_persons_stand_in_no_table_no_note_no_signature_and_no_report() {
    let comments = format!(
        "<w:comment w:id=\"1\" w:author=\"科长\">{}</w:comment>",
        paragraph(&format!("核实{TELEPHONE}、{IDENTITY}"))
    );
    let notes = format!(
        "<w:footnote w:id=\"2\">{}</w:footnote>",
        paragraph(&format!("数据由示例甲提供，{TELEPHONE}。"))
    );
    let header = paragraph(&format!("办公室 {TELEPHONE}"));
    let body = format!(
        "<w:p><w:commentRangeStart w:id=\"1\"/><w:r><w:t>{LONG}</w:t></w:r><w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着{TELEPHONE}</w:t></w:r></w:p>{}{}{}",
        table(&[&["项目", "数量", "经办"], &["学习", "12次", IDENTITY]]),
        paragraph(LONG),
        paragraph(&format!("供稿：示例甲 {TELEPHONE}")),
    );
    let beside = [
        ("comments", comments.as_str()),
        ("footnotes", notes.as_str()),
        ("header", header.as_str()),
    ];
    let (text, told) = made(&body, &beside);
    for number in [TELEPHONE, IDENTITY] {
        assert!(!text.contains(number), "{text}");
        assert!(!told.contains(number), "{told}");
    }
    for wanted in ["  - {role: 供稿, by: 示例甲}\n", "| 学习 | 12次 |", "[^1]: 数据由示例甲提供"]
    {
        assert!(text.contains(wanted), "no {wanted} in {text}");
    }
    assert!(told.contains("号码没有导入") && told.contains("科长"), "{told}");
}

#[test]
fn a_table_that_lists_persons_is_told_and_left_out() {
    let rows: [&[&str]; 3] = [
        &["姓 名", "性别", "出生年月"],
        &["示例甲", "男", "1950.03"],
        &["示例乙", "女", "1948.07"],
    ];
    let (text, told) = made(&format!("{}{}", table(&rows), paragraph(LONG)), &[]);
    for cell in ["示例甲", "示例乙", "1950.03", "1948.07"] {
        assert!(!text.contains(cell) && !told.contains(cell), "{cell} in {text}{told}");
    }
    assert!(told.contains("人员名册样的表格（2 行）没有导入"), "{told}");
}
