//! The preview's own pages below `/_liuhao/`: the editor's desk, the report, and what makes pages live.
//!
//! Entry point: [`answer`]. What the scripts show comes as JSON, worded in the language of the run.

mod bring;
mod claims;
mod compare;
mod fault;
mod field;
mod files;
mod form;
mod gate;
mod json;
mod label;
mod old_address;
mod post;
mod publish;
mod published;
mod reading;
mod refused;
mod review;
mod rows;
mod save;
mod session;
mod sheet;
mod shelf;
mod sign;
mod stop;
mod tables;
mod whole;
mod words;

pub(crate) use gate::{Post, Token, admit};
pub(crate) use json::{json, read};
pub(crate) use post::answer as post;
pub(crate) use refused::Refused;
pub(crate) use session::Session;
pub(crate) use stop::stop;

use serde::Serialize;

use crate::diagnostic::Source;
use crate::fs::Inside;
use crate::locale::{Locale, Message};
use crate::parse::{self, Document};
use crate::serve::desk::label::fact_label;
use crate::serve::desk::words::OVERLAY;
use crate::serve::http::target::Target;
use crate::serve::http::{Answer, Body, Head};
use crate::serve::model::Snapshot;
use crate::serve::preview::{self, Preview};
use crate::serve::report::{self, Fault, Wording};
use crate::serve::wechat;
use crate::{check, site};

/// A request for one of these.
pub(crate) struct Asked<'a> {
    pub(crate) target: &'a Target,
    pub(crate) head: &'a Head,
    /// Whether it comes from this machine.
    pub(crate) is_here: bool,
}

#[derive(Serialize)]
struct Report {
    words: Vec<(&'static str, String)>,
    faults: Vec<Fault>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct StoryReport {
    file: String,
    faults: Vec<Fault>,
    missing: Vec<String>,
    numbers: Vec<Number>,
}

/// A number of the text, and where it went.
#[derive(Serialize)]
struct Number {
    text: String,
    account: String,
    is_open: bool,
}

/// Where the articles of stories are, each at the address of its page.
const WECHAT: &str = "wechat/";

/// The answer to a request for `name` below `/_liuhao/`.
pub(crate) fn answer(preview: &Preview, name: &str, asked: &Asked<'_>) -> Answer {
    let snapshot = preview.stage.snapshot();
    let wording = wording(preview, &snapshot, asked.is_here);
    match name {
        "events" => events(preview, asked),
        "report.json" => shown(&whole_report(preview, &snapshot, wording)),
        "desk.json" => shown(&rows::desk(preview, &snapshot, asked)),
        "story.json" => {
            let file = asked.target.value("file").unwrap_or_default();
            story_report(&snapshot, file, wording)
                .map_or_else(|| Answer::refusal(404), |one| shown(&one))
        }
        "form.json" => form(preview, asked),
        "publish.json" => planned(preview, asked),
        "sheet.json" => sheet(preview, asked),
        "compare.json" => match compare::of(preview, &snapshot, asked) {
            Ok(comparison) => shown(&comparison),
            Err(refused) => refused.answer(&preview.locale),
        },
        "words.json" => words(asked.target, &preview.locale),
        name if name.starts_with(WECHAT) => {
            wechat::answer(preview, &snapshot, &name[WECHAT.len()..], asked.target)
                .unwrap_or_else(|| Answer::refusal(404))
        }
        name => {
            let token = Some(&preview.control.token).filter(|_| !preview.control.is_read_only);
            own_file((asked.head, asked.is_here), name, token)
        }
    }
}

/// A file of our own. A page of the desk gets the token where its reader may write: a reader at this machine whose
/// browser goes there, not a script of the site that reads it.
pub(crate) fn own_file(
    (head, is_here): (&Head, bool),
    name: &str,
    token: Option<&Token>,
) -> Answer {
    let Some((name, text)) = files::find(name) else { return Answer::refusal(404) };
    let goes_there = head.fetch_dest.as_deref().is_none_or(|dest| dest == "document");
    let kind = preview::kind(name);
    let is_page = kind.starts_with("text/html");
    let Some(token) = token.filter(|_| is_page && is_here && goes_there) else {
        return Answer::bytes(kind, text.as_bytes()).with_hash();
    };
    let meta = format!("<meta name=\"liuhao-token\" content=\"{}\"></head>", token.text());
    let text = text.replacen("</head>", &meta, 1);
    Answer::bytes(kind, text.into_bytes()).with_hash()
}

/// A reader of the network asks for what is for this machine alone.
pub(crate) fn not_here() -> Refused {
    Refused::new(403, "forbidden", Message::new("desk-not-here"))
}

/// The texts of the page that is asked for.
pub(crate) fn words(target: &Target, locale: &Locale) -> Answer {
    let page = target.value("for").unwrap_or_default();
    words::of_page(page, locale).map_or_else(|| Answer::refusal(404), |one| shown(&one))
}

/// The form of one file, for readers at this machine.
fn form(preview: &Preview, asked: &Asked<'_>) -> Answer {
    if !asked.is_here {
        return not_here().answer(&preview.locale);
    }
    let file = asked.target.value("file").unwrap_or_default();
    match save::look(preview, file) {
        Ok((entry, bytes)) => json(200, &form::of(preview, &entry, &bytes)),
        Err(refused) => refused.answer(&preview.locale),
    }
}

/// What the sheet of one file tells beside its form, for readers at this machine.
fn sheet(preview: &Preview, asked: &Asked<'_>) -> Answer {
    if !asked.is_here {
        return not_here().answer(&preview.locale);
    }
    let file = asked.target.value("file").unwrap_or_default();
    match sheet::of(preview, file) {
        Ok(sheet) => json(200, &sheet),
        Err(refused) => refused.answer(&preview.locale),
    }
}

/// What a publishing would do, for readers at this machine.
fn planned(preview: &Preview, asked: &Asked<'_>) -> Answer {
    if !asked.is_here {
        return not_here().answer(&preview.locale);
    }
    match publish::plan(preview, &preview.stage.snapshot()) {
        Ok(plan) => json(200, &plan),
        Err(fault) => Refused::failed(&fault).answer(&preview.locale),
    }
}

pub(crate) fn wording<'w>(
    preview: &'w Preview,
    snapshot: &'w Snapshot,
    is_here: bool,
) -> Wording<'w> {
    let config = &snapshot.site.config;
    Wording {
        root: &preview.root,
        locale: &preview.locale,
        theme: &config.theme,
        editor: config.editor.as_deref().filter(|_| is_here),
    }
}

fn events(preview: &Preview, asked: &Asked<'_>) -> Answer {
    let listen = preview.stage.hub().subscribe(asked.head.last_event.as_deref());
    let body = Body::Events(Box::new(listen));
    Answer { body, ..Answer::bytes("text/event-stream; charset=utf-8", Vec::new()) }
}

fn shown(value: &impl Serialize) -> Answer {
    let bytes = serde_json::to_vec(value).expect("texts and numbers alone");
    Answer::bytes("application/json; charset=utf-8", bytes).with_hash()
}

/// All errors of the site, and of the program.
fn whole_report(preview: &Preview, snapshot: &Snapshot, wording: Wording<'_>) -> Report {
    let stumbles = preview.stage.stumbles();
    let templates = snapshot.template_faults();
    let templates = templates.iter().map(|fault| report::of_theme(fault, wording));
    let own = stumbles.iter().map(|stumble| report::of_program(stumble, wording));
    let mut faults: Vec<Fault> = own.chain(templates).collect();
    faults.extend(report::of_content(snapshot.errors(), wording));
    let count = snapshot.count();
    Report {
        words: words::words(OVERLAY, wording.locale),
        faults,
        errors: count.errors + stumbles.len(),
        warnings: count.warnings,
    }
}

/// All that can be said of one file.
fn story_report(snapshot: &Snapshot, file: &str, wording: Wording<'_>) -> Option<StoryReport> {
    let entry = snapshot.entries.get(file)?;
    let faults = report::of_content(snapshot.faults_of(file), wording);
    let (mut missing, mut numbers) = (Vec::new(), Vec::new());
    if let Some(Document::Story(story)) = &entry.document {
        let label = |key: &&'static str| fact_label(key, wording.locale);
        missing = site::missing_facts(story).iter().map(label).collect();
        numbers = coverage(&entry.text.path, story).map_or_else(Vec::new, |coverage| {
            coverage.numerals.iter().map(|one| number(one, wording.locale)).collect()
        });
    }
    Some(StoryReport { file: file.to_owned(), faults, missing, numbers })
}

/// Where the numbers of a story went; `None` where its file cannot be read now.
fn coverage(path: &Inside, story: &crate::parse::Story) -> Option<check::Coverage> {
    let bytes = path.read(parse::MAX_TEXT).ok()?.ok()?;
    Some(check::coverage(story, &Source::decode(story.file.clone(), &bytes)))
}

fn number(one: &check::Numeral, locale: &Locale) -> Number {
    let text = |id: &str| locale.find(id).unwrap_or_default();
    let account = match one.account {
        check::Account::Field(key) => fact_label(key, locale),
        check::Account::Window => text("desk-window"),
        check::Account::Label => text("desk-label"),
        check::Account::Unaccounted => text("desk-unaccounted"),
    };
    // Personal data appears in no report.
    let shown = check::mask(&one.text).unwrap_or_else(|| one.text.clone());
    Number { text: shown, account, is_open: one.account == check::Account::Unaccounted }
}
