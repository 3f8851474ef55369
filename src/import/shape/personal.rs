//! What stands of persons in a text: numbers of identity cards and telephones, homes, health.
//!
//! Entry point: [`judge`]. A short line that holds such data goes no further; a long paragraph stays, with every
//! number masked, and the editor is asked.

use crate::check;
use crate::import::draft::Held;
use crate::import::manuscript::{Line, Run};
use crate::import::numbers::{mask_mail, masked};
use crate::import::report::{At, Note};
use crate::import::shape::marks::length;
use crate::locale::Message;

/// A longer paragraph is part of a story.
const SHORT: usize = 80;
const CONTACTS: [&str; 9] =
    ["联系人", "联系电话", "电话", "手机", "邮箱", "传真", "联系方式", "微信号", "QQ"];
const ILLNESS: [&str; 10] =
    ["患有", "身患", "确诊", "患癌", "癌症", "高血压", "糖尿病", "脑梗", "瘫痪", "尿毒症"];

/// What became of a line.
pub(super) enum Verdict {
    /// It says nothing of a person that the editor must be asked about.
    Clean(Line),
    /// It stays in the story, and the editor is asked.
    Asked(Line, Held, Vec<Note>),
    /// It is held back.
    HeldBack(Held, Vec<Note>),
}

/// Whether a line says how somebody is reached: 联系电话：0937-4421345.
pub(super) fn is_contact(text: &str) -> bool {
    CONTACTS.iter().any(|word| text.contains(word))
        && (masked(text).is_some() || has_landline(text))
        && length(text) <= SHORT
}

/// Takes the links of a line that lead to a mailbox or a telephone; tells whether there were any.
pub(super) fn take_contact_links(line: &mut Line) -> bool {
    let mut any = false;
    for run in &mut line.runs {
        let is_contact = run.link.as_deref().is_some_and(|link| {
            let address = link.trim().to_ascii_lowercase();
            ["mailto:", "tel:", "sms:"].iter().any(|scheme| address.starts_with(scheme))
        });
        if is_contact {
            run.link = None;
            any = true;
        }
    }
    any
}

/// Looks at a line of the body.
pub(super) fn judge(line: Line) -> Verdict {
    let text = line.text();
    let at = At::Paragraph(line.nth);
    let masked = masked(&text);
    let mut what = numbers(check::mask(&text).as_deref().unwrap_or_default());
    if mask_mail(&text).is_some() {
        what.push("邮箱");
    }
    if is_contact(&text) {
        if what.is_empty() {
            what.push("联系方式");
        }
        let note = Note::at(at, Message::new("import-contact-line"));
        return Verdict::HeldBack(Held { nth: line.nth, what, text: None }, vec![note]);
    }
    let mut notes = Vec::new();
    if let Some(masked) = &masked {
        notes
            .push(Note::at(at, Message::new("import-personal-number").text("text", shown(masked))));
    }
    if check::home(&text).is_some() {
        what.push("住址");
        notes.push(Note::at(at, Message::new("import-personal-home")));
    }
    if is_ill(&text) {
        what.push("健康状况");
        notes.push(Note::at(at, Message::new("import-personal-health")));
    }
    if what.is_empty() {
        return Verdict::Clean(line);
    }
    let held = |text| Held { nth: line.nth, what: what.clone(), text };
    if length(&text) <= SHORT {
        return Verdict::HeldBack(held(Some(masked.unwrap_or(text))), notes);
    }
    let held = held(None);
    let line = match masked {
        // A mask may cross the border of two runs: the paragraph is then of one kind.
        Some(text) => Line { runs: vec![Run { text, ..Run::default() }], ..line },
        None => line,
    };
    Verdict::Asked(line, held, notes)
}

/// What the masked numbers are, by their length.
fn numbers(masked: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for run in masked.split(|c| !"*＊ -".contains(c)) {
        let name = match run.chars().filter(|c| matches!(c, '*' | '＊')).count() {
            0..=4 => continue,
            11 => "手机号",
            18 => "身份证号",
            16 | 17 | 19 => "银行卡号",
            _ => "联系方式",
        };
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// Seven digits and more, with a stroke or without: 0937-4421345.
fn has_landline(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '—')))
        .any(|run| run.bytes().filter(u8::is_ascii_digit).count() >= 7)
}

/// Whether the illness of one person is told; of several it is a count.
fn is_ill(text: &str) -> bool {
    let mut sentences = text.split(['。', '；', '！', '\n']);
    sentences.any(|sentence| {
        ILLNESS.iter().any(|word| {
            sentence.find(word).is_some_and(|at| {
                let before = &sentence[..at];
                !before.contains(['名', '位', '户', '个', '等', '些'])
                    && before.chars().count() >= 2
            })
        })
    })
}

fn shown(masked: &str) -> String {
    let start = masked.find(['*', '＊']).unwrap_or_default();
    masked[start..].chars().take_while(|c| "*＊ -@".contains(*c)).collect()
}
