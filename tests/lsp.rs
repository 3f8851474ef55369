//! `liuhao lsp` in scripted sessions: faults while typing are those of `liuhao check --format json`; keys, values, meanings
//! and mends.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
#![allow(dead_code, reason = "the harness serves other tests too")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::BufReader;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};

#[path = "support/mod.rs"]
mod support;

use support::{Site, TODAY, repository};

/// An editor that talks with the server about a site.
struct Editor<'s> {
    site: &'s Site,
    child: Child,
    to: Option<ChildStdin>,
    from: Receiver<Message>,
    next: i32,
    /// Faults that were told last, by file.
    faults: BTreeMap<String, Vec<Value>>,
}

impl<'s> Editor<'s> {
    fn new(site: &'s Site) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liuhao"));
        command.args(["lsp", "--stdio", "--lang", "zh", "--today", TODAY]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let (send, from) = channel();
        std::thread::spawn(move || {
            while let Ok(Some(message)) = Message::read(&mut out) {
                if send.send(message).is_err() {
                    break;
                }
            }
        });
        let to = child.stdin.take();
        let mut editor = Self { site, child, to, from, next: 0, faults: BTreeMap::new() };
        let root = editor.uri("");
        let able = editor
            .ask("initialize", json!({"processId": null, "rootUri": root, "capabilities": {}}));
        assert_eq!(able["capabilities"]["textDocumentSync"]["change"], 1, "{able}");
        editor.tell("initialized", json!({}));
        editor
    }

    fn uri(&self, file: &str) -> String {
        url::Url::from_file_path(self.site.path(file)).unwrap().to_string()
    }

    fn write(&mut self, message: &Message) {
        message.write(self.to.as_mut().unwrap()).unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.write(&Message::Notification(Notification::new(method.to_owned(), params)));
    }

    /// Asks; what is told meanwhile is kept.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next.into();
        self.write(&Message::Request(Request::new(id, method.to_owned(), params)));
        loop {
            match self.hear() {
                Message::Response(response) => {
                    assert!(response.error.is_none(), "{:?}", response.error);
                    return response.result.unwrap_or_default();
                }
                Message::Notification(_) | Message::Request(_) => {}
            }
        }
    }

    fn hear(&mut self) -> Message {
        let message = self.from.recv_timeout(Duration::from_secs(120)).unwrap();
        if let Message::Notification(Notification { method, params }) = &message {
            assert_eq!(method, "textDocument/publishDiagnostics", "{params}");
            let path =
                url::Url::parse(params["uri"].as_str().unwrap()).unwrap().to_file_path().unwrap();
            let file = path.strip_prefix(self.site.path("")).unwrap().to_str().unwrap().to_owned();
            self.faults.insert(file, params["diagnostics"].as_array().unwrap().clone());
        }
        message
    }

    fn open(&mut self, file: &str, text: &str) {
        let document =
            json!({"uri": self.uri(file), "languageId": "markdown", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&mut self, file: &str, text: &str) {
        let document = json!({"uri": self.uri(file), "version": 2});
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [{"text": text}]}),
        );
    }

    /// Hears until the faults are these.
    fn hears(&mut self, expected: &BTreeSet<Fault>, texts: &BTreeMap<String, String>) {
        for _ in 0..10_000 {
            if self.told(texts) == *expected {
                return;
            }
            if let Ok(message) = self.from.recv_timeout(Duration::from_secs(20)) {
                let Message::Notification(Notification { params, .. }) = message else { continue };
                let path = url::Url::parse(params["uri"].as_str().unwrap()).unwrap();
                let path = path.to_file_path().unwrap();
                let file =
                    path.strip_prefix(self.site.path("")).unwrap().to_str().unwrap().to_owned();
                self.faults.insert(file, params["diagnostics"].as_array().unwrap().clone());
            } else {
                break;
            }
        }
        let told = self.told(texts);
        let missing: Vec<_> = expected.difference(&told).take(5).collect();
        let more: Vec<_> = told.difference(expected).take(5).collect();
        panic!(
            "{} told, {} expected\nmissing: {missing:#?}\nmore: {more:#?}",
            told.len(),
            expected.len()
        );
    }

    /// The faults that were told, with columns in characters.
    fn told(&self, texts: &BTreeMap<String, String>) -> BTreeSet<Fault> {
        let mut told = BTreeSet::new();
        for (file, faults) in &self.faults {
            let lines: Vec<&str> =
                texts.get(file).map(|text| text.split('\n').collect()).unwrap_or_default();
            for one in faults {
                let at = |end: &str| {
                    let place = &one["range"][end];
                    let (line, column) =
                        (place["line"].as_u64().unwrap(), place["character"].as_u64().unwrap());
                    let units: Vec<u16> = lines
                        .get(usize::try_from(line).unwrap())
                        .unwrap_or(&"")
                        .encode_utf16()
                        .collect();
                    let before = &units[..usize::try_from(column).unwrap().min(units.len())];
                    (line + 1, char::decode_utf16(before.iter().copied()).count() as u64 + 1)
                };
                let ((line, column), (_, end)) = (at("start"), at("end"));
                told.insert(Fault {
                    file: file.clone(),
                    rule: one["code"].as_str().unwrap().to_owned(),
                    weight: one["severity"].as_u64().unwrap(),
                    line,
                    columns: (column, end),
                    words: one["message"].as_str().unwrap().to_owned(),
                });
            }
        }
        told
    }

    /// The mends that are offered for a whole text: kind, title, edits.
    fn mends(&mut self, file: &str, text: &str) -> Vec<(String, String, Value)> {
        let uri = self.uri(file);
        let end = json!({"line": text.matches('\n').count() + 1, "character": 0});
        let range = json!({"start": {"line": 0, "character": 0}, "end": end});
        let params =
            json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": []}});
        let answer = self.ask("textDocument/codeAction", params);
        let words = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
        let action = |one: &Value| {
            let edits = one["edit"]["changes"][&*uri].clone();
            (words(one, "kind"), words(one, "title"), edits)
        };
        answer.as_array().unwrap().iter().map(action).collect()
    }

    fn ends(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        drop(self.to.take());
        assert!(self.child.wait().unwrap().success());
    }
}

/// A fault, as both ways tell it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    file: String,
    rule: String,
    weight: u64,
    line: u64,
    columns: (u64, u64),
    words: String,
}

/// What `liuhao check --format json` tells; a file as a whole is at fault at its beginning.
fn checked(site: &Site) -> BTreeSet<Fault> {
    let run = site.run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let fault = |one: &Value| {
        let text = |key: &str| one[key].as_str().map(str::to_owned);
        let help = text("help").map(|help| format!("修改: {help}"));
        let words: Vec<_> = [text("message"), text("label"), help].into_iter().flatten().collect();
        Fault {
            file: text("file").unwrap(),
            rule: text("rule").unwrap(),
            weight: match one["severity"].as_str().unwrap() {
                "error" => 1,
                "warning" => 2,
                _ => 3,
            },
            line: one["line"].as_u64().unwrap_or(1),
            columns: (one["column"].as_u64().unwrap_or(1), one["end_column"].as_u64().unwrap_or(1)),
            words: words.join("\n"),
        }
    };
    report["diagnostics"].as_array().unwrap().iter().map(fault).collect()
}

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

/// The position behind a text.
fn behind(text: &str, words: &str) -> Value {
    let at = text.find(words).unwrap_or_else(|| panic!("no {words:?}")) + words.len();
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    json!({"line": line, "character": text[start..at].encode_utf16().count()})
}

fn labels(answer: &Value) -> BTreeSet<String> {
    let items = answer.as_array().unwrap_or_else(|| panic!("{answer}"));
    items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
}

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

/// A text with edits, the last first.
fn edited(text: &str, edits: &Value) -> String {
    let mut lines: Vec<usize> = vec![0];
    lines.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let at = |place: &Value| {
        let start =
            lines[usize::try_from(place["line"].as_u64().unwrap()).unwrap().min(lines.len() - 1)];
        let units = usize::try_from(place["character"].as_u64().unwrap()).unwrap();
        let mut counted = 0;
        let end = text[start..].char_indices().find(|(_, c)| {
            let is_there = counted >= units;
            counted += c.len_utf16();
            is_there
        });
        end.map_or(text.len(), |(at, _)| start + at)
    };
    let mut text = text.to_owned();
    let edits = edits.as_array().unwrap();
    for edit in edits.iter().rev() {
        let range = at(&edit["range"]["start"])..at(&edit["range"]["end"]);
        text.replace_range(range, edit["newText"].as_str().unwrap());
    }
    text
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
