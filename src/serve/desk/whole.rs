//! Requests about whole stories and the site: begun, imported, renamed, put away, published.
//!
//! Entry point: [`answer`]. What was written is answered when the preview shows it.

use std::time::Duration;

use serde::Deserialize;

use crate::fs::Root;
use crate::parse;
use crate::serve::desk::gate::Post;
use crate::serve::desk::json::{Known, json, read};
use crate::serve::desk::refused::Refused;
use crate::serve::desk::{bring, publish, shelf};
use crate::serve::http::Answer;
use crate::serve::http::target::Target;
use crate::serve::model::Snapshot;
use crate::serve::preview::Preview;

/// How long a written file may take to be seen.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    series: Option<String>,
    /// The folder of the section that it is an article of.
    section: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    file: String,
    etag: String,
    slug: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Restore {
    trash: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Paste {
    /// What a word processor or a browser puts on the clipboard.
    Html(String),
    /// A text without a look.
    Text(String),
}

/// Does what is asked for; one request writes at a time.
pub(super) fn answer(
    preview: &Preview,
    post: Post,
    target: &Target,
    body: &[u8],
) -> Result<Answer, Refused> {
    let _writing = preview.session();
    let snapshot = preview.stage.snapshot();
    Ok(match post {
        Post::New => {
            let New { name, series, section } = read(body)?;
            let made = match section {
                Some(folder) => shelf::new_article(preview, &snapshot, &name, &folder)?,
                None => shelf::new(preview, &name, series.as_deref())?,
            };
            json(200, &known(preview, made))
        }
        Post::Rename => {
            let Rename { file, etag, slug } = read(body)?;
            shelf::is_current(&snapshot, &file, &etag)?;
            let named = shelf::rename(preview, &snapshot, &file, &slug)?;
            preview.alarm.wrote(preview.root.join(&file));
            json(200, &known(preview, named))
        }
        Post::Delete => {
            let Known { file, etag } = read(body)?;
            shelf::is_current(&snapshot, &file, &etag)?;
            let away = shelf::delete(preview, &snapshot, &file)?;
            shown(preview, &[&file], |now| !now.entries.contains_key(file.as_str()));
            json(200, &away)
        }
        Post::Restore => {
            let Restore { trash } = read(body)?;
            json(200, &known(preview, shelf::restore(preview, &trash)?))
        }
        Post::Import => imported(preview, target, body)?,
        Post::Paste => json(
            200,
            &match read(body)? {
                Paste::Html(html) => bring::paste(preview, &html)?,
                Paste::Text(text) => bring::paste_plain(preview, &text),
            },
        ),
        Post::Photo => {
            let file = target.value("file").unwrap_or_default();
            json(200, &bring::photo(preview, &snapshot, file, body)?)
        }
        Post::Publish => json(200, &publish::publish(preview, &snapshot)?),
        Post::Edit
        | Post::Text
        | Post::Fix
        | Post::Undo
        | Post::Review
        | Post::Read
        | Post::Open
        | Post::Create
        | Post::Stop => Answer::refusal(404),
    })
}

fn imported(preview: &Preview, target: &Target, body: &[u8]) -> Result<Answer, Refused> {
    let sent = bring::Sent {
        name: target.value("name").unwrap_or_default(),
        part: target.value("part").and_then(|part| part.parse().ok()),
        series: target.value("series"),
        bytes: body,
    };
    let made = bring::import(preview, &sent)?;
    if let bring::Imported::Story { file, .. } = &made {
        shown(preview, &[file], |now| now.entries.contains_key(file.as_str()));
    }
    Ok(json(200, &made))
}

/// Waits until the preview knows a file as it is now.
fn known(preview: &Preview, named: shelf::Named) -> shelf::Named {
    let read = Root::open(&preview.root).and_then(|root| root.read(&named.file, parse::MAX_TEXT));
    if let Ok(Some(Ok(bytes))) = read {
        let is_shown = |now: &Snapshot| {
            now.entries.get(named.file.as_str()).is_some_and(|entry| entry.is_of(&bytes))
        };
        shown(preview, &[&named.file], is_shown);
    }
    named
}

/// Waits until the preview shows what was done with these files; goes on without where that takes too long.
fn shown(preview: &Preview, files: &[&str], is_shown: impl Fn(&Snapshot) -> bool) {
    for file in files {
        preview.alarm.wrote(preview.root.join(file));
    }
    preview.stage.await_state(PATIENCE, is_shown);
}
