//! What `liuhao wechat` writes for a story.
//!
//! Entry point: [`files`]. Which bytes a picture has is known when it is made; here stands what it is made from.

use crate::fs::Inside;
use crate::locale::{Locale, Message};
use crate::picture::{Picture, Request};
use crate::wechat::page::{self, Script};
use crate::wechat::{Article, Look};

/// A file of an article.
pub struct File<'a> {
    /// Its path in the article's folder.
    pub path: String,
    /// Its bytes.
    pub source: Source<'a>,
}

/// Where the bytes of a file come from.
pub enum Source<'a> {
    /// They are here.
    Bytes(Vec<u8>),
    /// They are made from a picture.
    Picture(&'a Inside, &'a Picture, Request),
}

/// All files of an article.
pub fn files<'a>(article: &Article<'a>, look: Look, locale: &Locale) -> Vec<File<'a>> {
    let text = |path: &str, text: String| File {
        path: path.to_owned(),
        source: Source::Bytes(text.into_bytes()),
    };
    let href = |photo: &crate::wechat::Photo<'_>| format!("photos/{}", photo.name);
    let mut files = vec![
        text("article.html", page::page(article, look, &href, (Script::Inside, locale))),
        text("body.html", article.body.clone()),
        text("说明.txt", steps(article, locale)),
    ];
    files.extend(article.photos.iter().map(|photo| File {
        path: format!("photos/{}", photo.name),
        source: Source::Picture(photo.path, photo.picture, photo.request),
    }));
    if let Some(cover) = &article.cover {
        for (path, request) in [("cover-235.jpg", cover.wide), ("cover-1.jpg", cover.square)] {
            let source = Source::Picture(cover.path, cover.picture, request);
            files.push(File { path: path.to_owned(), source });
        }
    }
    files
}

/// What to do with an article, step by step, as a text.
fn steps(article: &Article<'_>, locale: &Locale) -> String {
    let line = |id, value: &str| locale.text(&Message::new(id).text("value", value));
    let mut lines = vec![
        line("wechat-text-title", article.title),
        line("wechat-text-author", &article.author),
        line("wechat-text-digest", &article.digest),
    ];
    lines.extend(article.source.iter().map(|source| line("wechat-text-source", source)));
    lines.push(String::new());
    lines.push(locale.text(&Message::new("wechat-steps")));
    lines.extend(
        page::steps(article)
            .iter()
            .enumerate()
            .map(|(nth, step)| format!("{}. {}", nth + 1, locale.text(step))),
    );
    if !article.notes.is_empty() {
        lines.push(String::new());
        lines.push(locale.text(&Message::new("wechat-notes")));
        lines.extend(article.notes.iter().map(|note| format!("- {}", locale.text(note))));
    }
    if !article.photos.is_empty() {
        lines.push(String::new());
        lines.push(locale.text(&Message::new("wechat-photos")));
        let photos = article.photos.iter();
        lines.extend(photos.map(|photo| format!("{}  {}", photo.name, photo.caption)));
    }
    // Old editors of Windows take a text with this mark for UTF-8, and end lines so.
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    format!("\u{FEFF}{}\r\n", lines.join("\r\n"))
}
