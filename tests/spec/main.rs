//! The text of a story, from Markdown to HTML, held against specifications.
//!
//! [`commonmark`] keeps all of CommonMark as it is, [`chinese`] is the specification of what we
//! add, [`properties`] throws random and nasty text at both, [`attacks`] tries to get markup past
//! the sanitiser.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

mod attacks;
mod chinese;
mod commonmark;
mod properties;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use liuhao::config::RawHtml;
use liuhao::parse::body::{self, Parsed, Settings};
use liuhao::render::html::{self, Position};

fn parse(text: &str, html: RawHtml) -> Parsed {
    let file: Arc<str> = "content/a.md".into();
    body::parse(&file, text, 0, Settings { summary_length: 60, html })
}

/// The HTML of a text, with the addresses inside the site as they were written.
fn render_with(text: &str, html: RawHtml) -> String {
    let parsed = parse(text, html);
    html::render(&parsed.body, Position::First, |link, html| {
        html.push_str(if link.is_image { "><img src=\"" } else { "" });
        pulldown_cmark_escape::escape_href(&mut *html, &link.target).unwrap();
        html.push_str(if link.is_image { "\"" } else { "" });
    })
}

fn render(text: &str) -> String {
    render_with(text, RawHtml::Text)
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// Checks that every element is closed in its place. Gives the elements.
fn check_balance(html: &str) -> Vec<String> {
    const EMPTY: [&str; 5] = ["br", "hr", "img", "input", "wbr"];
    let mut open: Vec<String> = Vec::new();
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = tag_end(rest);
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        let name: String = tag.chars().take_while(|c| *c == '/' || c.is_alphanumeric()).collect();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "</{name}> in {html:.2000}");
        } else if !EMPTY.contains(&name.as_str()) {
            open.push(name.clone());
        }
        found.push(tag.to_owned());
    }
    assert!(open.is_empty(), "{open:?} left open in {html:.2000}");
    found
}

/// Where a tag ends: the first `>` outside quotes.
fn tag_end(tag: &str) -> usize {
    let mut is_quoted = false;
    let end = tag.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    });
    end.unwrap_or_else(|| panic!("a tag without end: {tag:.200}"))
}
