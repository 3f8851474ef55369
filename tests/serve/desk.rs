//! The editor's desk, and the way from a fault to the editor.

use serde_json::Value;

use crate::client::Preview;
use crate::support::{Site, markdown};

fn site() -> Site {
    let full = "title: 全\ndate: 2024-03-18\nbranch: {name: 甲支部, county: 示例县, founded: 2005年8月}\n\
                members: {total: 22, average_age: 67, age_bands: {69岁及以下: 22}}\n\
                honours: [{title: 示范, level: 县级, year: 2023}]\nactivities: {党课: 6次}\n\
                signoff: [{role: 整理, by: 某科}]";
    Site::new()
        .file(
            "content/branches/full.md",
            markdown(full, "支部现有党员22名，讲党课6次，服务群众30人次。"),
        )
        .story("bad", "title: 坏\ndate: 2024-02-30")
        .story("draft", "title: 稿\ndraft: true")
        .story("late", "title: 迟\ndate: 2027-01-01")
        .file("content/series/s.md", "---\ntitle: 专辑\n---\n前言。\n")
}

fn row(desk: &Value, file: &str) -> Value {
    let rows = desk["rows"].as_array().unwrap();
    rows.iter().find(|row| row["file"] == file).unwrap().clone()
}

#[test]
fn every_story_with_its_state() {
    let site = site();
    let preview = Preview::of(&site);
    let desk = preview.json("/_liuhao/desk.json");
    assert_eq!(desk["totals"]["all"], 5);
    assert_eq!(desk["totals"]["errors"], 1);
    assert_eq!(desk["totals"]["kept_back"], 2);
    let full = row(&desk, "content/branches/full.md");
    assert_eq!(
        (full["state"].as_str(), full["href"].as_str()),
        (Some("desk-published"), Some("/branches/full.html"))
    );
    assert_eq!(full["missing"].as_array().unwrap().len(), 0, "{full}");
    assert_eq!(full["numbers"], serde_json::json!([3, 1]), "{full}");
    let draft = row(&desk, "content/branches/draft.md");
    assert_eq!((draft["state"].as_str(), draft["href"].as_str()), (Some("desk-draft"), None));
    assert_eq!(draft["missing"][0], "党员总数");
    assert_eq!(row(&desk, "content/branches/late.md")["state"], "desk-future");
    assert_eq!(row(&desk, "content/series/s.md")["state"], "desk-series");
    // What needs a hand stands first.
    assert_eq!(desk["rows"][0]["file"], "content/branches/bad.md");
    assert!(preview.page("/_liuhao/").contains("/_liuhao/desk.js"));
}

#[test]
fn what_is_looked_for() {
    let site = site();
    let preview = Preview::of(&site);
    let found =
        |query: &str| preview.json(&format!("/_liuhao/desk.json?{query}"))["found"].as_u64();
    assert_eq!(found("state=errors"), Some(1));
    assert_eq!(found("state=kept-back"), Some(2));
    assert_eq!(found("q=%E8%BF%9F"), Some(1));
    assert_eq!(found("q=BRANCHES/full"), Some(1));
    assert_eq!(found("q=none"), Some(0));
    assert_eq!(found("page=99"), Some(5));
}

#[test]
fn the_report_and_the_numbers_of_one_story() {
    let site = site();
    let preview = Preview::of(&site);
    let story = preview.json("/_liuhao/story.json?file=content/branches/full.md");
    let numbers = story["numbers"].as_array().unwrap();
    let open: Vec<_> = numbers.iter().filter(|one| one["is_open"] == true).collect();
    assert_eq!((numbers.len(), open.len()), (3, 1));
    assert_eq!(
        (open[0]["text"].as_str(), open[0]["account"].as_str()),
        (Some("30人次"), Some("未写进资料"))
    );
    assert_eq!(numbers[0]["account"], "党员总数");
    let bad = preview.json("/_liuhao/story.json?file=content/branches/bad.md");
    assert!(
        bad["faults"].as_array().unwrap().iter().any(|fault| fault["rule"] == "impossible-date")
    );
    for file in ["", "../site.yaml", "content/branches/none.md", "/etc/passwd"] {
        assert_eq!(preview.get(&format!("/_liuhao/story.json?file={file}")).status, 404, "{file}");
    }
}

#[test]
fn it_is_live() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    site.put("content/branches/bad.md", markdown("title: 好\ndate: 2024-03-18", "正文。"));
    events.until(|| preview.json("/_liuhao/desk.json")["totals"]["errors"] == 0);
}

#[test]
fn a_place_opens_the_editor_where_there_is_one() {
    let site = site();
    let at = |preview: &Preview| preview.json("/_liuhao/report.json")["faults"][0]["at"].clone();
    let preview = Preview::of(&site);
    assert!(at(&preview)["href"].is_null());
    let mut events = preview.listen();
    site.put("site.yaml", "name: 示例\neditor: vscode://file/{path}:{line}:{column}\n");
    // The settings may be seen while they are being written.
    events.until(|| at(&preview)["href"].is_string());
    let href = at(&preview)["href"].as_str().unwrap().to_owned();
    assert!(
        href.starts_with("vscode://file/") && href.ends_with("/content/branches/bad.md:3:7"),
        "{href}"
    );
    for scheme in ["javascript", "data", "http", "file"] {
        let bad = format!("name: 示例\neditor: \"{scheme}://{{path}}\"\n");
        let run = Site::new().file("site.yaml", bad).build();
        run.exits(1).says("不是打开编辑器的链接");
    }
}

#[test]
fn personal_data_is_in_no_report() {
    let site = Site::new();
    let body = "联系电话13812345678，支部现有党员。";
    site.put("content/branches/a.md", markdown("title: 甲\ndate: 2024-03-18", body));
    let preview = Preview::of(&site);
    for path in ["/_liuhao/report.json", "/_liuhao/story.json?file=content/branches/a.md"] {
        let text = preview.page(path);
        assert!(text.contains("personal-data") && !text.contains("13812345678"), "{text}");
    }
}
