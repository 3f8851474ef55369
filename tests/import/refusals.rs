//! Files that are not imported: each is told by its true kind, in both languages, and nothing is written.

use crate::archives::{archive, document, paragraph, word};
use crate::support::{Site, files, repository};

fn refused(name: &str, bytes: &[u8], chinese: &str, english: &str) {
    let site = Site::new();
    site.put(name, bytes);
    let before = files(&site.path(""));
    for (language, text) in [("zh", chinese), ("en", english)] {
        let run = site.run(&["import", name, "--lang", language]);
        run.exits(1).says(text);
    }
    assert_eq!(files(&site.path("")), before, "{name}: something was written");
}

fn example(name: &str) -> Vec<u8> {
    std::fs::read(repository().join("tests/import/docx").join(name)).unwrap()
}

#[test]
fn bad_files_are_told_by_their_true_kind() {
    for (name, chinese, english) in [
        ("bad-01-old-doc-renamed.docx", "另存为 .docx", "save it as .docx"),
        ("bad-02-encrypted.docx", "密码", "password"),
        ("bad-03-cut-off.docx", "文件不完整", "not whole"),
        ("bad-06-no-document.docx", "里面没有 Word 正文", "no Word document"),
        ("bad-08-entity.docx", "DTD", "DTD"),
        ("bad-09-deep.docx", "256 层", "256 elements"),
        ("bad-10-page-renamed.docx", "这是网页", "web page"),
        ("bad-11-empty.docx", "没有文字", "no text"),
        ("bad-12-photos-only.docx", "照片 1 张", "photos: 1"),
    ] {
        refused(name, &example(name), chinese, english);
    }
    refused("a.pdf", b"%PDF-1.7 text", "PDF", "PDF");
    refused("a.docx", b"\x00\x01\x02\x03\x04\x05\x06\x07\x08", "认不出", "not known");
}

#[test]
fn limits_are_counted_in_what_comes_out() {
    let text = document(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "甲".repeat(12_000_000)));
    let bomb = archive(&[("word/document.xml", text.as_bytes())]);
    assert!(bomb.len() < 1_000_000);
    refused("bomb.docx", &bomb, "32 MB", "32 MB");
    let names: Vec<String> = (0..20_001).map(|nth| format!("p/{nth}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    refused("many.docx", &archive(&parts), "20000", "20000");
}

#[test]
fn a_picture_that_is_not_there_or_lies_is_told_and_the_text_imported() {
    for (name, words) in
        [("bad-07-path-out.docx", "文件里没有图片"), ("bad-13-picture-that-lies.docx", "没有导入")]
    {
        let site = Site::new();
        site.put(name, example(name));
        site.run(&["import", name]).exits(0).says(words);
    }
}

#[test]
fn nothing_that_is_there_is_overwritten() {
    let site = Site::new();
    site.put("a.txt", "示例县林业局离退休干部党支部成立于2006年5月，现有党员31名。");
    for name in ["a.md", "a-2.md", "a-3.md"] {
        site.run(&["import", "a.txt", "--to", "content/branches/a"]).exits(0).says(name);
    }
    site.run(&["import", "a.txt", "--dry-run"]).exits(0).says("没有写入");
    assert_eq!(files(&site.path("content/branches")).len(), 3);
    site.run(&["import"]).exits(2);
    site.run(&["import", "nothing.docx"]).exits(2);
}

#[test]
fn a_page_without_an_article_is_refused_by_name() {
    let page = std::fs::read(repository().join("tests/import/pages/04-no-article.html")).unwrap();
    refused("a.html", &page, "已被作者删除", "its author deleted");
    refused("b.html", b"<html><body><p>hello</p></body></html>", "没有找到文章", "no article");
    let guarded = "<html><body><div>环境异常，完成验证后即可继续访问</div></body></html>";
    refused("c.html", guarded.as_bytes(), "环境异常", "verification");
}

#[test]
fn a_page_as_safari_archives_it_is_told_by_its_kind() {
    let archive = b"bplist00\xD1\x01\x02_\x10\x0FWebMainResource\0\0";
    refused("a.webarchive", archive, "这是 webarchive 文件", "webarchive");
}

#[test]
fn a_file_whose_words_are_all_left_out_is_not_called_empty() {
    let form = |label: &str, value: &str| {
        let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
        word(&format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(label), cell(value)), &[])
    };
    for (name, bytes, said) in [
        ("a.docx", form("党委意见", "同意推荐。"), "“党委意见”没有导入"),
        ("a.docx", form("联系地址", "示例县示例路"), "没有导入"),
        ("a.docx", word(&paragraph("供稿：示例县林业局"), &[]), "已导入"),
        ("a.txt", "供稿：示例县林业局".into(), "已导入"),
    ] {
        let site = Site::new();
        site.put(name, bytes);
        site.run(&["import", name, "--to", "content/branches/a"]).exits(0).says(said);
    }
}
