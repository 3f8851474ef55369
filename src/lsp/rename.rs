//! Gives a tag another name, in every story that has it.
//!
//! Entry points: [`at`], the tag under the cursor; [`edit`], the change of one text. It is made by `edit`, which shows that
//! nothing else in the facts changes.

use std::ops::Range;

use lsp_types::TextEdit;

use crate::diagnostic::Source;
use crate::discover::Keys;
use crate::edit::{self, Change, Given, Refusal};
use crate::lsp::{hover, position};
use crate::parse::Story;

/// The path of tags.
const TAGS: &str = "tags";

/// The tag under the cursor and its bytes, of those that the site knows.
pub(super) fn at<'t>(
    source: &Source,
    offset: usize,
    keys: &Keys,
    known: impl Iterator<Item = &'t str>,
) -> Option<(&'t str, Range<usize>)> {
    let found = hover::find(source, offset, keys)?;
    let value = found.value.filter(|_| found.field.path == TAGS)?;
    let text = source.text.get(found.bytes.clone())?;
    // Several may stand on one line: 结对帮扶、志愿服务.
    let touched = known.filter(|tag| value.contains(tag)).flat_map(|tag| {
        let start = found.bytes.start;
        text.match_indices(tag).map(move |(at, _)| (tag, start + at..start + at + tag.len()))
    });
    touched
        .filter(|(_, bytes)| bytes.start <= offset && offset <= bytes.end)
        .max_by_key(|(tag, _)| tag.len())
}

/// What changes in the text of a story whose tag `old` is to be called `new`; `None` where it has no such tag.
///
/// # Errors
/// Facts that cannot be edited.
pub(super) fn edit(
    (source, story): (&Source, &Story),
    keys: &Keys,
    (old, new): (&str, &str),
) -> Result<Option<TextEdit>, Refusal> {
    let before = &story.profile.tags;
    if !before.iter().any(|tag| tag == old) {
        return Ok(None);
    }
    let mut tags: Vec<String> = Vec::new();
    for tag in before {
        let tag = if tag == old { new } else { tag };
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    let value = Given::Texts(tags);
    let change = Change::Set { path: TAGS.to_owned(), nth: None, field: None, value };
    let after = edit::edit(source, keys.of_file(&source.file), &[change])?;
    Ok(Some(position::difference(&source.text, &after)))
}
