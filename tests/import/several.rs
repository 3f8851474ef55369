//! Files with several stories: each begins a page with a title of its own, however that looks.

use crate::archives::{paragraph, word};
use crate::support::Site;

const LONG: &str = "支部坚持每月学习，从不间断，党员们都说这样好，群众也都称赞。";
const FIRST: &str =
    "示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁。";
const SECOND: &str = "范例区审计局退休干部党支部始建于1998年，现有党员19名，平均年龄68岁。";

fn centred(text: &str) -> String {
    format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

const PAGE: &str = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";

/// Two stories with `between` them, the titles made by `title`.
fn two(title: &dyn Fn(&str) -> String, sign: &str, between: &str) -> Vec<u8> {
    let one = |name: &str, text: &str| title(name) + &paragraph(text) + &paragraph(LONG) + sign;
    word(&(one("山城灯火映初心", FIRST) + between + &one("平安里的老账房", SECOND)), &[])
}

#[test]
fn plain_titles_behind_a_page_break_begin_stories() {
    let signed = paragraph("供稿：示例县林业局");
    let section = "<w:p><w:pPr><w:sectPr><w:type w:val=\"nextPage\"/></w:sectPr></w:pPr></w:p>";
    let left = |text: &str| paragraph(text);
    for bytes in [
        two(&centred, &signed, PAGE),
        two(&centred, "", PAGE),
        two(&centred, &signed, section),
        two(&left, &signed, PAGE),
    ] {
        let site = Site::new();
        site.put("a.docx", bytes);
        let run = site.run(&["import", "a.docx"]);
        run.exits(1).says("--part").says("1. 山城灯火映初心").says("2. 平安里的老账房");
        site.run(&["import", "a.docx", "--part", "2", "--to", "content/branches/b"]).exits(0);
        let text = std::fs::read_to_string(site.path("content/branches/b.md")).unwrap();
        assert!(text.contains("\n  total: 19名\n") && !text.contains("31名"), "{text}");
    }
}

#[test]
fn a_new_page_in_one_story_begins_no_other() {
    let signed = paragraph("供稿：示例县林业局");
    for behind in [
        centred("建好阵地，把学习抓起来") + &paragraph(LONG),
        signed.clone()
            + PAGE
            + &centred("附件：活动统计")
            + &paragraph("支部现有活动12次，一次不少，次次有人记在本子上。"),
        centred("一、建强班子") + &paragraph(SECOND),
    ] {
        let body =
            centred("山城灯火映初心") + &paragraph(FIRST) + &paragraph(LONG) + PAGE + &behind;
        let site = Site::new();
        site.put("a.docx", word(&body, &[]));
        site.run(&["import", "a.docx"]).exits(0);
    }
}
