//! The page of an article: as it will look, what needs a hand, and buttons that copy.
//!
//! Entry point: [`page`]. The same page opens from the disk and in the preview; it loads nothing.

use strum::IntoEnumIterator as _;

use crate::locale::{Locale, Message};
use crate::wechat::inline::{attribute, plain, push};
use crate::wechat::{Article, Look, Photo};

/// Where the page's script and styles are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// In the page itself, for one that opens from the disk.
    Inside,
    /// At the preview's own addresses, which lets none run in a page; the other looks are one click away.
    Beside,
}

/// What copies.
pub const SCRIPT: &str = include_str!("assets/copy.js");
/// How the page looks around the article.
pub const STYLE: &str = include_str!("assets/page.css");

/// The page of an article. `href` is where a photo of it lies.
pub fn page(
    article: &Article<'_>,
    look: Look,
    href: &dyn Fn(&Photo<'_>) -> String,
    (script, locale): (Script, &Locale),
) -> String {
    let text = |id: &'static str| escaped(&locale.text(&Message::new(id)));
    let style = match script {
        Script::Inside => format!("<style>{STYLE}</style>"),
        Script::Beside => "<link rel=\"stylesheet\" href=\"/_liuhao/wechat.css\">".to_owned(),
    };
    let code = match script {
        Script::Inside => format!("<script>{SCRIPT}</script>"),
        Script::Beside => "<script src=\"/_liuhao/wechat.js\"></script>".to_owned(),
    };
    let (title, author, digest) =
        (escaped(article.title), escaped(&article.author), escaped(&article.digest));
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light\">\n<meta name=\"author\" content=\"{author_attribute}\">\n\
         <title>{title}</title>\n{style}\n</head>\n<body>\n\
         <header>\n<div class=\"buttons\">\n{body_button}\n{title_button}\n{digest_button}\n</div>\n\
         <p id=\"told\" role=\"status\" data-done=\"{done}\" data-short=\"{short}\" data-press=\"{press}\"></p>\n\
         {looks}<details open><summary>{steps_title}</summary><ol>{steps}</ol></details>\n{notes}</header>\n\
         <main>\n<h1 id=\"activity-name\">{title}</h1>\n<p class=\"by\">{author}</p>\n\
         <div id=\"js_content\">{body}</div>\n</main>\n<footer>\n\
         <p><b>{digest_label}</b> <span id=\"digest\">{digest}</span></p>\n{photos}</footer>\n\
         <textarea id=\"html\" hidden>{source}</textarea>\n<textarea id=\"plain\" hidden>{plain}</textarea>\n{code}\n</body>\n</html>\n",
        author_attribute = attribute(&article.author),
        body_button = button("copy-body", &text("wechat-copy-body")),
        title_button = button("copy-title", &text("wechat-copy-title")),
        digest_button = button("copy-digest", &text("wechat-copy-digest")),
        done = text("wechat-copied-body"),
        short = text("wechat-copied-text"),
        press = text("wechat-press"),
        looks = looks(look, script, &text("wechat-look")),
        steps_title = text("wechat-steps"),
        steps = items(&steps(article), locale),
        notes = notes(article, locale),
        body = article.body,
        digest_label = text("wechat-digest"),
        photos = photos(article, href, &text("wechat-photos")),
        source = escaped(&article.body),
        plain = escaped(&plain(&article.body)),
    )
}

/// What to do with the article, in order.
pub(super) fn steps(article: &Article<'_>) -> Vec<Message> {
    let numbered = article
        .photos
        .iter()
        .filter(|photo| article.body.contains(&format!("【图{} {}】", photo.number, photo.name)));
    let count = numbered.count();
    let mut steps = vec![Message::new("wechat-step-paste")];
    if count > 0 {
        steps.push(Message::new("wechat-step-photos").count("count", count));
    }
    steps.push(Message::new("wechat-step-head"));
    if article.cover.is_some() {
        steps.push(Message::new("wechat-step-cover"));
    }
    if let Some(source) = &article.source {
        steps.push(Message::new("wechat-step-source").text("address", source));
    }
    steps.push(Message::new("wechat-step-send"));
    steps
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    push(&mut html, text);
    html.replace('"', "&quot;")
}

fn button(id: &str, text: &str) -> String {
    format!("<button type=\"button\" id=\"{id}\">{text}</button>")
}

/// The looks to choose from, where there is a server to ask for another.
fn looks(look: Look, script: Script, label: &str) -> String {
    if script == Script::Inside {
        return String::new();
    }
    let links = Look::iter().map(|one| {
        let name: &str = one.into();
        let here = if one == look { " aria-current=\"true\"" } else { "" };
        format!("<a href=\"?look={name}\"{here}>{name}</a>")
    });
    format!("<nav>{label} {}</nav>\n", links.collect::<Vec<_>>().join(" "))
}

fn items(messages: &[Message], locale: &Locale) -> String {
    messages
        .iter()
        .fold(String::new(), |items, one| items + "<li>" + &escaped(&locale.text(one)) + "</li>")
}

fn notes(article: &Article<'_>, locale: &Locale) -> String {
    if article.notes.is_empty() {
        return String::new();
    }
    let title = escaped(&locale.text(&Message::new("wechat-notes")));
    let items = items(&article.notes, locale);
    format!("<section class=\"notes\"><h2>{title}</h2><ul>{items}</ul></section>\n")
}

fn photos(article: &Article<'_>, href: &dyn Fn(&Photo<'_>) -> String, title: &str) -> String {
    if article.photos.is_empty() {
        return String::new();
    }
    let figures = article.photos.iter().map(|photo| {
        let (src, name) = (attribute(&href(photo)), attribute(&photo.name));
        let caption = escaped(photo.caption);
        format!(
            "<figure><img src=\"{src}\" alt=\"\"><figcaption><b>{name}</b> {caption}</figcaption></figure>"
        )
    });
    format!("<h2>{title}</h2><div class=\"photos\">{}</div>\n", figures.collect::<String>())
}
