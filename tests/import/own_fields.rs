//! Facts of an office's own keys in the forms of a Word file.

use crate::archives::{paragraph, word};
use crate::support::Site;

const HEAD: &str =
    "示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁。";
const LONG: &str = "支部坚持每月学习，从不间断，党员们都说这样好，群众也都称赞。";

#[test]
fn a_row_of_a_form_that_is_called_like_a_key_of_the_office_is_that_fact() {
    let site = Site::new();
    site.put(
        "site.yaml",
        "name: 示例老干部\nfields:\n  - {name: 党建品牌, aliases: [品牌名称]}\n  - {name: 活动室面积, kind: 数量}\n  - {name: 特长, kind: 多项}\n  - {name: 授牌日期, kind: 日期}\n",
    );
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |label: &str, value: &str| format!("<w:tr>{}{}</w:tr>", cell(label), cell(value));
    let rows = [
        row("党员人数", "31名"),
        row("品牌名称", "红色先锋：银龄行动"),
        row("活动室 面积", "120平方米"),
        row("特长", "书法、摄影"),
        row("授牌日期", "还没有定"),
        row("支部特色", "老有所为"),
    ];
    let body = paragraph("山城灯火映初心")
        + &format!("<w:tbl>{}</w:tbl>", rows.concat())
        + &paragraph(HEAD)
        + &paragraph(LONG);
    site.put("a.docx", word(&body, &[]));
    site.run(&["import", "a.docx", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    for line in ["党建品牌: 红色先锋：银龄行动", "活动室面积: 120平方米", "特长: [书法, 摄影]"]
    {
        assert!(text.contains(line), "{line} in {text}");
    }
    // What is no day, and what nobody declared, stays in the text.
    assert!(text.contains("还没有定") && !text.contains("授牌日期: 还没有定\n特"), "{text}");
    assert!(text.contains("老有所为"), "{text}");
    site.run(&["check", "--drafts", "--today", "2026-01-01"]).exits(0);
}
