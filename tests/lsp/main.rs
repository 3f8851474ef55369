//! `liuhao lsp` in scripted sessions: faults while typing are those of `liuhao check --format json`; keys, values, meanings
//! and mends.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
#![allow(dead_code, reason = "the harness serves other tests too")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::json;

#[path = "../support/mod.rs"]
mod support;

mod editor;
mod own;

use editor::{Editor, behind, checked, edited, labels};
use support::{Site, repository};

/// The profiles of the fault corpus, by the file that each is in one site.
fn corpus() -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for entry in walkdir::WalkDir::new(repository().join("tests/faults")).min_depth(2).max_depth(2)
    {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|ending| ending == "md")
            && let Ok(text) = fs::read_to_string(&path)
            && !text.starts_with('\u{FEFF}')
        {
            let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
            let file =
                format!("content/branches/{}-{}.md", name(path.parent().unwrap()), name(&path));
            texts.insert(file, text);
        }
    }
    texts
}

#[test]
fn faults_while_typing_are_those_of_check() {
    let texts = corpus();
    assert!(texts.len() > 150);
    let site = Site::new();
    let saved = texts.iter().fold(Site::new(), |site, (file, text)| site.file(file, text));
    // On the disk of the editor nothing is wrong yet: all of it is being typed.
    for (number, file) in texts.keys().enumerate() {
        site.put(file, format!("---\ntitle: 第{number}篇\ndate: 2024-01-01\n---\n正文。\n"));
    }
    let mut editor = Editor::new(&site);
    for file in texts.keys() {
        editor.open(file, &fs::read_to_string(site.path(file)).unwrap());
    }
    for (file, text) in &texts {
        editor.change(file, text);
    }
    let expected = checked(&saved);
    assert!(expected.len() > 200, "{}", expected.len());
    editor.hears(&expected, &texts);
    // Put right again, they are gone; a file that is closed is as it was saved.
    for file in texts.keys().take(20) {
        let document = json!({"uri": editor.uri(file)});
        editor.tell("textDocument/didClose", json!({ "textDocument": document }));
    }
    for (file, text) in texts.iter().skip(20) {
        site.put(file, text);
        let document = json!({"uri": editor.uri(file)});
        editor.tell("textDocument/didSave", json!({ "textDocument": document }));
    }
    let expected = checked(&site);
    editor.hears(&expected, &texts);
    editor.ends();
}

#[test]
fn settings_are_checked_while_typing_too_and_columns_count_in_utf16() {
    let site = Site::new().story("a", "title: 甲\ndate: 2024-01-01");
    let text = "name: 示例𠮷老干部 # 𠮷\n𠮷𠮷: 1\ncounties: [示例县]\n";
    let saved = Site::empty().file("site.yaml", text).story("a", "title: 甲\ndate: 2024-01-01");
    let mut editor = Editor::new(&site);
    editor.open("site.yaml", &fs::read_to_string(site.path("site.yaml")).unwrap());
    editor.change("site.yaml", text);
    let texts = BTreeMap::from([("site.yaml".to_owned(), text.to_owned())]);
    editor.hears(&checked(&saved), &texts);
    let range = &editor.faults["site.yaml"][0]["range"];
    // Two characters beyond the first plane are four units.
    assert_eq!((&range["start"]["character"], &range["end"]["character"]), (&json!(0), &json!(4)));
    editor.ends();
}

const STORY: &str = "---
标题: 甲
日期: 2024-03-01
支部:
  名称: 示例支部
  县区: 
党员总数: 90余名
荣誉:
  - {名称: 示范党支部, 级别: }
活动:
  志愿服务: 近百场次
标签: [
署名:
  - 角色: 
    姓名: 科
草稿: 
豁免:
  - 规则: 
    理由: x

---
正文。
";

#[test]
fn keys_and_values_are_offered_where_they_may_stand() {
    let settings = "name: 示例老干部\ncounties: [示例县, 样板区]\n";
    let site = Site::empty()
        .file("site.yaml", settings)
        .file("content/series/six.md", "---\ntitle: 六好系列\n---\n序。\n")
        .story("a", "title: 甲\ndate: 2024-01-01\ntags: [结对帮扶]")
        .file("content/branches/b.md", STORY);
    let file = "content/branches/b.md";
    let mut editor = Editor::new(&site);
    editor.open(file, STORY);
    // Faults come when the site was looked at: from then on its names are known.
    while !editor.faults.contains_key(file) {
        editor.hear();
    }
    let document = json!({"uri": editor.uri(file)});
    let mut offered = |text: &str, words: &str| {
        editor.change(file, text);
        labels(&editor.ask(
            "textDocument/completion",
            json!({"textDocument": document, "position": behind(text, words)}),
        ))
    };
    for (words, some) in [
        ("---\n标题", &["标题", "title", "党员总数", "整理", "members"][..]),
        ("县区: ", &["示例县", "样板区"]),
        ("级别: ", &["县级", "市级", "省级", "国家级"]),
        ("标签: [", &["结对帮扶"]),
        ("角色: ", &["整理", "终审"]),
        ("草稿: ", &["是", "否"]),
        ("规则: ", &["parts-total", "number-unaccounted"]),
        ("支部:\n  名", &["名称", "county", "成立"]),
        ("{名称: 示范党支部, 级", &["级别", "years", "颁发"]),
    ] {
        let found = offered(STORY, words);
        assert!(some.iter().all(|name| found.contains(*name)), "{words}: {found:?}");
    }
    let found = offered(STORY, "支部:\n  名");
    assert!(!found.contains("党员总数"), "only keys of the group: {found:?}");
    let found = offered(&STORY.replace("草稿: ", "系列: "), "系列: ");
    assert!(found.contains("six"), "{found:?}");
    for (settings, words, name) in [
        ("name: 甲\nrules:\n  sign", "sign", "signoff-missing"),
        ("name: 甲\nrules:\n  signoff-missing: ", "missing: ", "提示"),
        ("name: 甲\ndeploy:\n  - {name: 乙, way: ", "way: ", "rsync"),
        ("name: 甲\nmenu:\n  - t", "- t", "title"),
    ] {
        editor.open("site.yaml", settings);
        let document = json!({"uri": editor.uri("site.yaml")});
        let answer = editor.ask(
            "textDocument/completion",
            json!({"textDocument": document, "position": behind(settings, words)}),
        );
        assert!(labels(&answer).contains(name), "{words}: {answer}");
    }
    editor.ends();
}

#[test]
fn a_key_is_explained_and_a_value_read_aloud() {
    let site = Site::new().file("content/branches/b.md", STORY);
    let file = "content/branches/b.md";
    let mut editor = Editor::new(&site);
    let text = STORY.replace("标签: [\n", "");
    editor.open(file, &text);
    let document = json!({"uri": editor.uri(file)});
    for (words, says) in [
        ("党员总", "党员总数"),
        ("党员总", "`total`"),
        ("90余", "至少 90 名"),
        ("近百", "约 100 场次"),
        ("志愿", "照原文写"),
        ("  名", "支部全称"),
        ("级", "县级、市级"),
        ("2024-03", "2024年3月1日"),
    ] {
        let answer = editor.ask(
            "textDocument/hover",
            json!({"textDocument": document, "position": behind(&text, words)}),
        );
        let said = answer["contents"]["value"].as_str().unwrap_or_default();
        assert!(said.contains(says), "{words}: {answer}");
    }
    let none = editor.ask(
        "textDocument/hover",
        json!({"textDocument": document, "position": behind(&text, "正文")}),
    );
    assert!(none.is_null(), "{none}");
    editor.ends();
}

/// Each mend that is offered is one of `check --fix`; one by one they make what it makes at once.
#[test]
fn each_mend_is_offered_by_itself_and_all_together_they_are_those_of_check() {
    let texts = corpus();
    let site = texts.iter().fold(Site::new(), |site, (file, text)| site.file(file, text));
    site.run(&["check", "--fix"]);
    let mut editor = Editor::new(&site);
    let (mut mended, mut wrong) = (0, Vec::new());
    for (file, text) in &texts {
        let fixed = fs::read_to_string(site.path(file)).unwrap();
        if fixed == *text {
            continue;
        }
        mended += 1;
        let mut now = text.clone();
        editor.open(file, &now);
        for round in 0.. {
            let actions = editor.mends(file, &now);
            let all = actions.iter().find(|(kind, ..)| kind == "source.fixAll");
            if let (0, Some((_, _, edits))) = (round, all) {
                assert_eq!(edited(&now, edits), fixed, "{file}");
            }
            let Some((_, title, edits)) = actions.iter().find(|(kind, ..)| kind == "quickfix")
            else {
                break;
            };
            assert!(title.starts_with("改好："), "{title}");
            let next = edited(&now, edits);
            assert!(next != now && round < 200, "{file}: {title}");
            now = next;
            editor.change(file, &now);
        }
        if now != fixed {
            wrong.push((file, now, fixed));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(mended > 20, "{mended}");
    editor.ends();
}
