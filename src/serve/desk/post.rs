//! What the desk is asked to do, once the gate has let it in.
//!
//! Entry point: [`answer`]. A request is read into a struct that knows all of its members; others are refused.

use serde::Deserialize;

use crate::diagnostic::Source;
use crate::edit::{self, Change as Edit};
use crate::fix;
use crate::serve::desk::gate::Post;
use crate::serve::desk::json::{Known, read};
use crate::serve::desk::reading;
use crate::serve::desk::refused::Refused;
use crate::serve::desk::save::{self, Change};
use crate::serve::desk::sign;
use crate::serve::desk::stop::stop;
use crate::serve::desk::tables;
use crate::serve::desk::whole;
use crate::serve::http::Answer;
use crate::serve::http::target::Target;
use crate::serve::preview::Preview;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edits {
    file: String,
    etag: String,
    changes: Vec<Edit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    file: String,
    etag: String,
    body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fix {
    file: String,
    etag: String,
    #[serde(default)]
    line: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Does what is asked for.
pub(crate) fn answer(preview: &Preview, post: Post, target: &Target, body: &[u8]) -> Answer {
    let done = match post {
        Post::Edit => read(body).and_then(|asked| edits(preview, &asked)),
        Post::Text => read(body).and_then(|asked| text(preview, &asked)),
        Post::Fix => read(body).and_then(|asked| fixed(preview, &asked)),
        Post::Review => read(body).and_then(|signed| sign::sign(preview, &signed)),
        Post::Undo => read(body).and_then(|Known { file, etag }| save::undo(preview, &file, &etag)),
        Post::Stop => read(body).map(|Nothing {}| stop()),
        Post::Read => read(body).and_then(|asked| reading::answer(preview, &asked)),
        // There is a site already.
        Post::Open | Post::Create => Ok(Answer::refusal(404)),
        Post::New
        | Post::Rename
        | Post::Delete
        | Post::Restore
        | Post::Import
        | Post::Paste
        | Post::Photo
        | Post::Publish => whole::answer(preview, post, target, body),
    };
    done.unwrap_or_else(|refused| refused.answer(&preview.locale))
}

fn edits(preview: &Preview, asked: &Edits) -> Result<Answer, Refused> {
    save::facts(preview, (&asked.file, &asked.etag), &asked.changes)
}

/// Changes the text below the facts.
fn text(preview: &Preview, asked: &Text) -> Result<Answer, Refused> {
    let apply = |bytes: &[u8]| {
        let refused = |refusal| Refused::edit(&refusal);
        let source = edit::decode(bytes).map_err(refused)?;
        let text = edit::body(&source, &asked.body).map_err(refused)?;
        Ok(edit::encode(bytes, &text))
    };
    let below = |bytes: &[u8]| edit::below(&Source::decode("".into(), bytes)).to_owned();
    let is_apart = |base: &[u8], now: &[u8]| below(base) == below(now);
    save::save(preview, &asked.file, &asked.etag, &Change { apply: &apply, is_apart: &is_apart })
}

/// Mends slips: all of a file, or those of one line.
fn fixed(preview: &Preview, asked: &Fix) -> Result<Answer, Refused> {
    let (entry, _) = save::look(preview, &asked.file)?;
    let apply = |bytes: &[u8]| {
        let Some(fixed) =
            fix::fix_with(&entry.text.file, bytes, &preview.stage.snapshot().reading.keys())
        else {
            return Ok(bytes.to_vec());
        };
        Ok(match asked.line {
            None => fixed.bytes().to_vec(),
            Some(line) => match tables::one_line(&fixed.before, &fixed.after, line) {
                Some(text) => edit::encode(bytes, &text),
                // Where lines come or go, one of them alone cannot be mended.
                None => fixed.bytes().to_vec(),
            },
        })
    };
    save::save(
        preview,
        &asked.file,
        &asked.etag,
        &Change { apply: &apply, is_apart: &|_, _| false },
    )
}
