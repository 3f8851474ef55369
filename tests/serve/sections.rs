//! Articles of declared sections at the desk, and the desk in English.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::client::Preview;
use crate::post::{Post, etag};
use crate::support::Site;

const SETTINGS: &str = "name: 示例老干部\nfields: [{name: 党小组数, kind: 数量, note: 支部有几个党小组}, {name: 阵地, kind: 多项, list: 是}]\nsections: [{name: 通知公告, folder: notices}]\n";
const NOTICE: &str = "content/notices/n.md";

fn site() -> Site {
    Site::empty()
        .file("site.yaml", SETTINGS)
        .file(NOTICE, "---\n标题: 通知 # 注\n日期: 2024-01-01\n---\n文。\n")
        .story("a", "title: 甲\ndate: 2024-03-18")
}

fn form(preview: &Preview, file: &str) -> Value {
    preview.json(&format!("/_liuhao/form.json?file={file}"))
}

fn field(form: &Value, path: &str) -> Value {
    let fields = form["fields"].as_array().unwrap();
    fields.iter().find(|field| field["path"] == path).unwrap_or(&Value::Null).clone()
}

#[test]
fn an_article_is_one_of_its_section_and_its_own_keys_are_edited() {
    let site = site();
    let preview = Preview::of(&site);
    let post = Post::new(&preview);
    let desk = preview.json("/_liuhao/desk.json");
    let rows = desk["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["file"] == NOTICE).unwrap();
    assert_eq!((&row["section"], &row["state"]), (&json!("通知公告"), &json!("desk-published")));
    let story = rows.iter().find(|row| row["file"] != NOTICE).unwrap();
    assert_eq!(story["section"], json!(null));
    assert_eq!(desk["sections"], json!([{"folder": "notices", "name": "通知公告"}]));
    let shown = form(&preview, NOTICE);
    assert_eq!((&shown["kind"], &shown["section"]), (&json!("article"), &json!("通知公告")));
    assert_eq!(field(&shown, "title")["value"], "通知");
    assert_eq!(field(&shown, "expires")["label"], "下线日期");
    assert_eq!(field(&shown, "members.total"), Value::Null, "no facts of a branch");
    let asked = json!({ "file": NOTICE, "etag": etag(&site, NOTICE), "changes": [
        {"op": "set", "path": "title", "value": "放假通知"},
        {"op": "set", "path": "expires", "value": "2030-01-01"},
    ] });
    assert_eq!(post.json("/_liuhao/edit", &asked).0, 200);
    let text = "---\n标题: 放假通知 # 注\n日期: 2024-01-01\n下线日期: 2030-01-01\n---\n文。\n";
    assert_eq!(fs::read_to_string(site.path(NOTICE)).unwrap(), text);
}

#[test]
fn an_article_is_begun_in_its_section_and_nowhere_else() {
    let site = site();
    let preview = Preview::of(&site);
    let post = Post::new(&preview);
    let asked = json!({"name": "放假通知", "section": "notices"});
    let (status, made) = post.json("/_liuhao/new", &asked);
    let file = made["file"].as_str().unwrap();
    assert_eq!((status, file), (200, "content/notices/fangjia-tongzhi.md"), "{made}");
    let shown = form(&preview, file);
    assert_eq!((&shown["kind"], &shown["state"]), (&json!("article"), &json!("desk-draft")));
    assert_eq!(post.json("/_liuhao/new", &asked).1["error"], "exists");
    for section in ["nosuch", "../branches", "branches"] {
        let asked = json!({"name": "甲", "section": section});
        assert_eq!(post.json("/_liuhao/new", &asked).0, 404, "{section}");
    }
    let asked = json!({"name": " ", "section": "notices"});
    assert_eq!(post.json("/_liuhao/new", &asked).1["error"], "name-empty");
}

#[test]
fn what_stories_have_behind_a_declared_key_is_offered() {
    let site = site().story("b", "title: 乙\ndate: 2024-03-18\n阵地: [红色驿站, 银龄书屋]");
    let preview = Preview::of(&site);
    let shown = form(&preview, "content/branches/a.md");
    assert_eq!(field(&shown, "阵地")["options"], json!(["红色驿站", "银龄书屋"]));
    assert_eq!(field(&shown, "党小组数")["options"], json!([]));
}

#[test]
fn labels_and_helps_are_in_the_language_of_the_run() {
    let site = site();
    let is_han = |text: &str| text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let chinese = Preview::of(&site);
    let file = "content/branches/a.md";
    assert_eq!(field(&form(&chinese, file), "date")["help"], "发布日期；草稿可以不填");
    let mut command = Command::new(env!("CARGO_BIN_EXE_liuhao"));
    command.current_dir(site.path("")).args(["serve", "--port", "0", "--lang", "en"]);
    let english = Preview::spawn(&mut command);
    let shown = form(&english, file);
    assert_eq!(field(&shown, "members.average_age")["label"], "average age");
    for field in shown["fields"].as_array().unwrap() {
        let columns = field["columns"].as_array().unwrap();
        for one in std::iter::once(field).chain(columns) {
            let (label, help) = (one["label"].as_str().unwrap(), one["help"].as_str().unwrap());
            // What the office declares is in its own words; a help may quote what the text is to hold.
            if one["path"] == "党小组数" {
                assert_eq!((label, help), ("党小组数", "支部有几个党小组"));
            } else if one["path"] != "阵地" {
                assert!(
                    !is_han(label) && help.chars().next().is_some_and(|c| c.is_ascii()),
                    "{one}"
                );
            }
        }
    }
}

#[test]
fn the_sheet_knows_a_publishing_by_command() {
    let site = site();
    site.put(
        "content/branches/a.md",
        "---\ntitle: 甲\ndate: 2024-03-18\n党员总数: 22名\n---\n文。\n",
    );
    site.run(&["build"]).exits(0);
    let preview = Preview::of(&site);
    let post = Post::new(&preview);
    let file = "content/branches/a.md";
    let sheet = |file: &str| preview.json(&format!("/_liuhao/sheet.json?file={file}"));
    let told = sheet(file);
    assert_eq!((&told["is_known"], &told["has_text"]), (&json!(true), &json!(false)), "{told}");
    assert_eq!(told["changes"], json!([]));
    assert!(told["since"].as_str().is_some_and(|day| day.starts_with("20") && day.len() == 10));
    let set = |value: &str| {
        json!({ "file": file, "etag": etag(&site, file),
            "changes": [{"op": "set", "path": "members.total", "value": value}] })
    };
    assert_eq!(post.json("/_liuhao/edit", &set("220名")).0, 200);
    let told = sheet(file);
    let change =
        json!([{"label": "党员总数（变化很大，请核对）", "before": "22名", "after": "220名"}]);
    assert_eq!(told["changes"], change);
    // From the desk the text is kept; a build by command behind it is the last one again.
    assert_eq!(post.json("/_liuhao/publish", &json!({})).0, 200);
    assert_eq!((&sheet(file)["has_text"], &sheet(file)["changes"]), (&json!(true), &json!([])));
    assert_eq!(post.json("/_liuhao/edit", &set("23名")).0, 200);
    assert_eq!(sheet(file)["changes"][0]["before"], "220名");
    site.run(&["build"]).exits(0);
    let told = sheet(file);
    assert_eq!((&told["has_text"], &told["changes"]), (&json!(false), &json!([])), "{told}");
    // Withdrawn, it is with no reader.
    fs::write(
        site.path(file),
        fs::read_to_string(site.path(file)).unwrap().replace("title: 甲", "title: 甲\ndraft: true"),
    )
    .unwrap();
    site.run(&["build"]).exits(0);
    assert_eq!(sheet(file)["is_known"], false);
}
