//! An editor of code that talks with `liuhao lsp`, and what it is told.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufReader;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};

use crate::support::{Site, TODAY};

/// An editor that talks with the server about a site.
pub(crate) struct Editor<'s> {
    site: &'s Site,
    child: Child,
    to: Option<ChildStdin>,
    from: Receiver<Message>,
    next: i32,
    /// Faults that were told last, by file.
    pub(crate) faults: BTreeMap<String, Vec<Value>>,
}

impl<'s> Editor<'s> {
    pub(crate) fn new(site: &'s Site) -> Self {
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

    pub(crate) fn uri(&self, file: &str) -> String {
        url::Url::from_file_path(self.site.path(file)).unwrap().to_string()
    }

    pub(crate) fn write(&mut self, message: &Message) {
        message.write(self.to.as_mut().unwrap()).unwrap();
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.write(&Message::Notification(Notification::new(method.to_owned(), params)));
    }

    /// Asks; what is told meanwhile is kept.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
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

    pub(crate) fn hear(&mut self) -> Message {
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

    pub(crate) fn open(&mut self, file: &str, text: &str) {
        let document =
            json!({"uri": self.uri(file), "languageId": "markdown", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub(crate) fn change(&mut self, file: &str, text: &str) {
        let document = json!({"uri": self.uri(file), "version": 2});
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [{"text": text}]}),
        );
    }

    /// Hears until the faults are these.
    pub(crate) fn hears(&mut self, expected: &BTreeSet<Fault>, texts: &BTreeMap<String, String>) {
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
    pub(crate) fn told(&self, texts: &BTreeMap<String, String>) -> BTreeSet<Fault> {
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
    pub(crate) fn mends(&mut self, file: &str, text: &str) -> Vec<(String, String, Value)> {
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

    pub(crate) fn ends(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        drop(self.to.take());
        assert!(self.child.wait().unwrap().success());
    }
}

/// A fault, as both ways tell it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    file: String,
    rule: String,
    weight: u64,
    line: u64,
    columns: (u64, u64),
    pub(crate) words: String,
}

/// What `liuhao check --format json` tells; a file as a whole is at fault at its beginning.
pub(crate) fn checked(site: &Site) -> BTreeSet<Fault> {
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

/// The position behind a text.
pub(crate) fn behind(text: &str, words: &str) -> Value {
    let at = text.find(words).unwrap_or_else(|| panic!("no {words:?}")) + words.len();
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    json!({"line": line, "character": text[start..at].encode_utf16().count()})
}

pub(crate) fn labels(answer: &Value) -> BTreeSet<String> {
    let items = answer.as_array().unwrap_or_else(|| panic!("{answer}"));
    items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
}

/// A text with edits, the last first.
pub(crate) fn edited(text: &str, edits: &Value) -> String {
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
