//! What the embedded theme is made of, for whoever replaces a part of it.
//!
//! Entry points: [`list`]; [`export`] gives the files of a theme of one's own that starts from a part of the embedded one.

use std::borrow::Cow;

use crate::theme::EMBEDDED_NAME;
use crate::theme::files::{self, Files};

/// Where templates lie in a theme.
const TEMPLATES: &str = "templates/";

/// A file of the embedded theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its path inside the theme.
    pub path: String,
    /// The blocks that it has, in their order.
    pub blocks: Vec<String>,
    /// The components that it defines.
    pub components: Vec<String>,
}

/// What is to be written.
#[derive(Debug, Clone, Copy)]
pub enum Wanted<'a> {
    /// All files.
    All,
    /// One file: `templates/story.html`, or `story.html`.
    File(&'a str),
    /// One block of a template: `story/facts`. The rest stays that of the embedded theme.
    Block(&'a str),
}

/// A name that the embedded theme does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// As asked for.
    pub name: String,
    /// What there is of its kind.
    pub known: Vec<String>,
}

/// A file for the folder of an own theme: its path there, and its bytes.
type File = (String, Cow<'static, [u8]>);

/// The files of the embedded theme, sorted by path.
pub fn list() -> Vec<Part> {
    let part = |(path, bytes): (String, Cow<'static, [u8]>)| {
        let text =
            if path.starts_with(TEMPLATES) { String::from_utf8_lossy(&bytes) } else { "".into() };
        let named = |word| tags(&text).filter_map(move |tag| tag.opens(word)).collect();
        Part { blocks: named("block"), components: named("component"), path }
    };
    files::embedded().into_iter().map(part).collect()
}

/// The files that are wanted.
///
/// # Errors
/// [`Unknown`] for a file, template or block that is not there.
pub fn export(wanted: Wanted<'_>) -> Result<Vec<File>, Unknown> {
    let embedded = files::embedded();
    match wanted {
        Wanted::All => Ok(embedded.into_iter().collect()),
        Wanted::File(name) => {
            let path = [name.to_owned(), format!("{TEMPLATES}{name}")]
                .into_iter()
                .find(|path| embedded.contains_key(path));
            let file = path.and_then(|path| embedded.get_key_value(&path));
            let unknown =
                || Unknown { name: name.to_owned(), known: embedded.keys().cloned().collect() };
            let (path, bytes) = file.ok_or_else(unknown)?;
            Ok(vec![(path.clone(), bytes.clone())])
        }
        Wanted::Block(name) => block(&embedded, name).map(|file| vec![file]),
    }
}

/// A template that replaces one block with what the embedded theme has in it.
fn block(embedded: &Files, name: &str) -> Result<File, Unknown> {
    let (template, block) = name.split_once('/').unwrap_or((name, ""));
    let template = format!("{}.html", template.trim_end_matches(".html"));
    let path = format!("{TEMPLATES}{template}");
    let text = embedded.get(&path).map(|bytes| String::from_utf8_lossy(bytes));
    let inner = text.as_deref().and_then(|text| inside(text, block));
    let Some(inner) = inner else {
        let known = list().into_iter().flat_map(|part| {
            let template =
                part.path.trim_start_matches(TEMPLATES).trim_end_matches(".html").to_owned();
            part.blocks.into_iter().map(move |block| format!("{template}/{block}"))
        });
        return Err(Unknown { name: name.to_owned(), known: known.collect() });
    };
    let own = format!(
        "{{% extends \"{EMBEDDED_NAME}/{template}\" %}}\n{{% block {block} %}}{inner}{{% endblock {block} %}}\n"
    );
    Ok((path, own.into_bytes().into()))
}

/// What stands between the tags of a block.
fn inside<'t>(text: &'t str, block: &str) -> Option<&'t str> {
    let mut tags = tags(text);
    let open = tags.find(|tag| tag.opens("block").as_deref() == Some(block))?;
    let mut depth = 1_usize;
    let close = tags.find(|tag| {
        depth += usize::from(tag.opens("block").is_some());
        depth -= usize::from(tag.word() == "endblock");
        depth == 0
    })?;
    Some(&text[open.end..close.start])
}

/// A tag `{% … %}` of a template.
struct Tag<'t> {
    /// What stands in it.
    text: &'t str,
    /// Its first byte in the template.
    start: usize,
    /// The byte behind it.
    end: usize,
}

impl Tag<'_> {
    fn word(&self) -> &str {
        self.text.split_whitespace().next().unwrap_or_default()
    }

    /// The name that the tag gives to what it opens, where it is of the kind `word`.
    fn opens(&self, word: &str) -> Option<String> {
        let rest = self.text.strip_prefix(word)?.strip_prefix(char::is_whitespace)?;
        let name = rest.trim_start().split(|c: char| !(c.is_alphanumeric() || c == '_')).next()?;
        Some(name.to_owned())
    }
}

/// The tags of a template, in their order.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    text.match_indices("{%").filter_map(|(start, _)| {
        let length = text[start..].find("%}")?;
        let inner = text[start + 2..start + length].trim_matches('-').trim();
        Some(Tag { text: inner, start, end: start + length + 2 })
    })
}
