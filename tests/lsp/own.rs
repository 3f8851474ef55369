//! Declared fields and sections, where names lead, another name for a tag, answers and waivers with a click.

use std::collections::BTreeMap;
use std::fs;

use serde_json::json;

use crate::editor::{Editor, behind, checked, edited, labels};
use crate::support::Site;

const OWN: &str = "---
标题: 甲
日期: 2024-03-01
党小组数: 近三个
服务阵地: [红色驿站]
# 待确认: 党员总数: 22名（第1段“现有党员22名”）
---
支部现有党员22名,见[乙](b.md)和[通知](../notices/n.md)。
";

/// A site with a field and a section of its own.
fn own_site() -> Site {
    let settings = "name: 示例老干部\nfields:\n  - {name: 党小组数, kind: 数量, note: 支部有几个党小组}\n  - {name: 服务阵地, kind: 多项, list: true}\nsections:\n  - {name: 通知公告, folder: notices}\n";
    Site::empty()
        .file("site.yaml", settings)
        .file("content/series/six.md", "---\ntitle: 六好系列\n---\n序。\n")
        .file("content/notices/n.md", "---\n标题: 通知\n日期: 2024-01-01\n---\n文。\n")
        .story("b", "title: 乙\ndate: 2024-01-01\nseries: six\ntags: [结对帮扶, 志愿]")
        .file("content/branches/a.md", OWN)
}

#[test]
fn declared_fields_and_sections_are_known_before_the_first_look() {
    let site = own_site();
    let file = "content/branches/a.md";
    let mut editor = Editor::new(&site);
    editor.open(file, OWN);
    let at = |editor: &Editor<'_>, file: &str, text: &str, words: &str| json!({"textDocument": {"uri": editor.uri(file)}, "position": behind(text, words)});
    let place = at(&editor, file, OWN, "---\n标");
    let keys = labels(&editor.ask("textDocument/completion", place));
    assert!(keys.contains("党小组数") && keys.contains("服务阵地"), "{keys:?}");
    for (words, says) in
        [("党小", "支部有几个党小组"), ("近三", "约 3"), ("服务阵", "**服务阵地**")]
    {
        let place = at(&editor, file, OWN, words);
        let answer = editor.ask("textDocument/hover", place);
        assert!(answer["contents"]["value"].as_str().unwrap().contains(says), "{answer}");
    }
    // A slip in a declared key is mended as in any other.
    let slip = OWN.replace("党小组数: 近三个", "党小组数：近三个");
    editor.change(file, &slip);
    let mends = editor.mends(file, &slip);
    let mended =
        mends.iter().any(|(kind, _, edits)| kind == "quickfix" && edited(&slip, edits) == OWN);
    assert!(mended, "{mends:?}");
    let notice = "---\n标题: 通知\n日期: 2024-01-01\n摘\n---\n文。\n";
    editor.open("content/notices/n.md", notice);
    let place = at(&editor, "content/notices/n.md", notice, "\n摘");
    let keys = labels(&editor.ask("textDocument/completion", place));
    assert!(keys.contains("摘要") && !keys.contains("党员总数"), "{keys:?}");
    editor.ends();
}

#[test]
fn values_of_declared_fields_are_offered_once_the_site_was_looked_at() {
    let site = own_site();
    let file = "content/branches/c.md";
    let text = "---\n标题: 丙\n日期: 2024-01-01\n服务阵地: \n---\n文。\n";
    let mut editor = Editor::new(&site);
    editor.open(file, text);
    editor.open("content/branches/a.md", OWN);
    while !editor.faults.contains_key("content/branches/a.md") {
        editor.hear();
    }
    let place =
        json!({"textDocument": {"uri": editor.uri(file)}, "position": behind(text, "服务阵地: ")});
    let offered = labels(&editor.ask("textDocument/completion", place));
    assert!(offered.contains("红色驿站"), "{offered:?}");
    editor.ends();
}

#[test]
fn series_and_links_lead_to_their_files() {
    let site = own_site();
    let mut editor = Editor::new(&site);
    let story = fs::read_to_string(site.path("content/branches/b.md")).unwrap();
    editor.open("content/branches/a.md", OWN);
    editor.open("content/branches/b.md", &story);
    while !editor.faults.contains_key("content/branches/a.md") {
        editor.hear();
    }
    for (file, text, words, leads) in [
        ("content/branches/b.md", &*story, "series: s", Some("content/series/six.md")),
        ("content/branches/a.md", OWN, "[乙](b", Some("content/branches/b.md")),
        ("content/branches/a.md", OWN, "[通", Some("content/notices/n.md")),
        ("content/branches/a.md", OWN, "标题: 甲", None),
        ("content/branches/a.md", OWN, "支部现", None),
    ] {
        let place =
            json!({"textDocument": {"uri": editor.uri(file)}, "position": behind(text, words)});
        let answer = editor.ask("textDocument/definition", place);
        let uri = leads.map(|file| editor.uri(file));
        assert_eq!(answer["uri"].as_str(), uri.as_deref(), "{words}: {answer}");
    }
    editor.ends();
}

#[test]
fn a_tag_is_renamed_in_every_story_and_nothing_else_changes() {
    let site = own_site()
        .file("content/branches/c.md", "---\n标题: 丙 # 注\n日期: 2024-01-01\n草稿: 是\n标签: 结对帮扶、走访\n---\n结对帮扶。\n")
        // What is wrong elsewhere in a story is no reason to forget it.
        .file("content/branches/d.md", "---\n标题: 丁\n日期: 2024-02-30\n标签:\n  - 结对帮扶 # 常用\n  - 结对\n---\n文。\n");
    let mut editor = Editor::new(&site);
    let text = fs::read_to_string(site.path("content/branches/b.md")).unwrap();
    editor.open("content/branches/b.md", &text);
    editor.open(
        "content/branches/d.md",
        &fs::read_to_string(site.path("content/branches/d.md")).unwrap(),
    );
    while !editor.faults.contains_key("content/branches/d.md") {
        editor.hear();
    }
    let place = |words: &str| json!({"textDocument": {"uri": editor.uri("content/branches/b.md")}, "position": behind(&text, words), "newName": "结对"});
    let (on_tag, off_tag) = (place("tags: [结"), place("title"));
    let prepared = editor.ask("textDocument/prepareRename", on_tag.clone());
    assert_eq!(prepared["placeholder"], "结对帮扶");
    assert!(editor.ask("textDocument/prepareRename", off_tag).is_null());
    let changes = editor.ask("textDocument/rename", on_tag)["changes"].clone();
    let mut after = BTreeMap::new();
    for name in ["b", "c", "d"] {
        let file = format!("content/branches/{name}.md");
        let edits = &changes[&*editor.uri(&file)];
        after.insert(name, edited(&fs::read_to_string(site.path(&file)).unwrap(), edits));
    }
    assert_eq!(changes.as_object().unwrap().len(), 3, "{changes}");
    assert_eq!(after["b"], text.replace("结对帮扶", "结对"));
    assert_eq!(
        after["c"],
        "---\n标题: 丙 # 注\n日期: 2024-01-01\n草稿: 是\n标签: 结对、走访\n---\n结对帮扶。\n"
    );
    assert!(after["d"].contains("  - 结对") && !after["d"].contains("结对帮扶"), "{}", after["d"]);
    editor.ends();
}

#[test]
fn questions_of_an_import_are_answered_and_rules_waived_with_a_click() {
    let site = own_site();
    let file = "content/branches/a.md";
    let mut editor = Editor::new(&site);
    editor.open(file, OWN);
    while !editor.faults.contains_key(file) {
        editor.hear();
    }
    let actions = editor.mends(file, OWN);
    let made = |start: &str| {
        let found = actions.iter().find(|(_, title, _)| title.starts_with(start));
        let (_, _, edits) = found.unwrap_or_else(|| panic!("{start}: {actions:#?}"));
        edited(OWN, edits)
    };
    let line = "# 待确认: 党员总数: 22名（第1段“现有党员22名”）\n";
    assert_eq!(made("不采用"), OWN.replace(line, ""));
    let taken = made("采用");
    assert!(taken.contains("党员总数: 22名\n") && !taken.contains("待确认"), "{taken}");
    let waived = made("本篇不按规则");
    assert!(waived.contains("豁免:") && waived.contains("规则: "), "{waived}");
    // A waiver without a reason is none: that is told, and the fault stands until it is written.
    editor.change(file, &waived);
    site.put(file, &waived);
    let texts = BTreeMap::from([(file.to_owned(), waived)]);
    let expected = checked(&site);
    assert!(expected.iter().any(|one| one.words.contains("要写明理由")), "{expected:#?}");
    editor.hears(&expected, &texts);
    editor.ends();
}
