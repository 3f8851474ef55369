//! Word files, transitional and Strict, from Word and WPS: read as events with a stack, never as a tree.
//!
//! Entry point: [`read`]. Parts are looked up among the entries of the archive; nothing is ever a path on the disk.

mod changes;
mod control;
mod drawing;
mod field;
mod left_out;
mod marks;
mod numbering;
mod paragraph;
pub(super) mod relations;
mod styles;
mod table;
mod walk;
mod words;
pub(super) mod xml;

use crate::import::docx::numbering::Numbering;
use crate::import::docx::relations::{Relation, Relations};
use crate::import::docx::styles::{Properties, Styles};
use crate::import::docx::walk::{Aside, Walk};
use crate::import::docx::xml::{Ns, Step, Xml};
use crate::import::ink::Ground;
use crate::import::manuscript::{Manuscript, Part, Photo};
use crate::import::package::Package;
use crate::import::refusal::Refusal;
use crate::import::report::{At, Note};
use crate::import::shape::blanks::tidy_text;
use crate::locale::Message;

/// Texts by id.
type Texts = Vec<(String, String)>;

/// Parts beside the text.
#[derive(Debug, Default)]
struct Beside {
    footnotes: Texts,
    endnotes: Texts,
    comments: Vec<Comment>,
    /// Words of notes that nobody sees.
    lost: String,
}

/// What stands in a note and is no text of it: what was moved or deleted, looks before a change, readings.
const SKIPPED: [&str; 5] = ["moveFrom", "del", "rPrChange", "pPrChange", "rt"];

/// What somebody remarked.
#[derive(Debug)]
struct Comment {
    id: String,
    author: String,
    text: String,
}

/// Reads a document whose main part is `part`.
///
/// # Errors
/// Parts that break their grammar, or more than any story has.
pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Manuscript, Refusal> {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let relations = match package.text(&relations::part_of(part))? {
        Some(text) => relations::parse(&text, folder)?,
        None => Relations::new(),
    };
    let mut one = |kind: &str| -> Result<Option<String>, Refusal> {
        let found = relations.values().find(|relation| relation.kind == kind);
        match found.and_then(|relation| relation.part.as_ref()) {
            Some(part) => package.text(part),
            None => Ok(None),
        }
    };
    let styles =
        one("styles")?.map_or_else(|| Ok(Styles::default()), |text| Styles::parse(&text))?;
    let numbering = one("numbering")?;
    let mut lost = String::new();
    let mut notes = |kind: &str, element| match one(kind)? {
        Some(text) => texts(&text, element, &mut lost),
        None => Ok(Texts::new()),
    };
    let (footnotes, endnotes) = (notes("footnotes", "footnote")?, notes("endnotes", "endnote")?);
    let comments = one("comments")?.map_or_else(|| Ok(Vec::new()), |text| comments(&text))?;
    let beside = Beside { footnotes, endnotes, comments, lost };
    let text = package.text(part)?.ok_or(Refusal::NoDocument)?;
    let walk = |reads_fields: bool, page: Option<Ground>| {
        let numbers =
            numbering.as_deref().map_or_else(|| Ok(Numbering::default()), Numbering::parse)?;
        let mut walk = Walk::new(&styles, numbers, &relations, reads_fields);
        walk.page = page.unwrap_or(walk.page);
        walk.read(&text, part)
    };
    let mut aside = walk(true, None)?;
    // A field that never ends would swallow the rest: then its text is read like any other.
    let reads_fields = !aside.has_open_field;
    if aside.has_open_field || aside.is_dark {
        aside = walk(reads_fields, aside.is_dark.then_some(Ground::Any))?;
    }
    finish(package, aside, &relations, &beside)
}

/// Fetches the pictures, and tells what was found beside the text.
fn finish(
    package: &mut Package<'_>,
    aside: Aside,
    relations: &Relations,
    beside: &Beside,
) -> Result<Manuscript, Refusal> {
    let mut manuscript =
        Manuscript { parts: aside.parts, notes: aside.notes, ..Manuscript::default() };
    for (nth, picture) in aside.pictures.iter().enumerate() {
        let photo = fetch(package, relations.get(picture))?;
        if photo == Photo::Missing {
            manuscript
                .notes
                .push(Note::at(At::Photo(nth + 1), Message::new("import-photo-missing")));
        }
        manuscript.photos.push(photo);
    }
    for (is_end, id) in &aside.footnotes {
        let texts = if *is_end { &beside.endnotes } else { &beside.footnotes };
        let text = texts.iter().find(|(own, _)| own == id).map(|(_, text)| text.clone());
        manuscript.footnotes.push(text.unwrap_or_default());
    }
    if !aside.footnotes.is_empty() {
        let message = Message::new("import-footnotes").count("count", aside.footnotes.len());
        manuscript.notes.push(Note::new(message));
    }
    let lost = tidy_text(&beside.lost);
    if !lost.is_empty() {
        manuscript.notes.push(Note::new(Message::new("import-hidden").text("text", lost)));
    }
    for (id, nth, words) in &aside.comments {
        let Some(comment) = beside.comments.iter().find(|one| one.id == *id) else { continue };
        let message = Message::new("import-comment")
            .text("author", &comment.author)
            .text("words", tidy_text(words))
            .text("text", &comment.text);
        manuscript.notes.push(Note::at(At::Paragraph(*nth), message));
    }
    manuscript.notes.extend(margins(package, relations)?);
    let mut drawn = Vec::new();
    for relation in relations.values().filter(|one| DRAWN.contains(&one.kind.as_str())) {
        if let Some(part) = &relation.part
            && let Some(text) = package.text(part)?
        {
            drawn.push(drawn_words(&text)?);
        }
    }
    drawn.retain(|words| !words.is_empty());
    if !drawn.is_empty() {
        let message = Message::new("import-drawn-words").text("text", drawn.join(" / "));
        manuscript.notes.push(Note::new(message));
    }
    let has_text = |part: &Part| !matches!(part, Part::PageBreak);
    manuscript.parts.truncate(manuscript.parts.iter().rposition(has_text).map_or(0, |at| at + 1));
    Ok(manuscript)
}

/// Tells the words of headers and footers.
fn margins(package: &mut Package<'_>, relations: &Relations) -> Result<Option<Note>, Refusal> {
    let mut margins = Vec::new();
    for relation in relations.values().filter(|one| one.kind == "header" || one.kind == "footer") {
        if let Some(part) = &relation.part
            && let Some(text) = package.text(part)?
        {
            margins.push(all_text(&text)?);
        }
    }
    margins.retain(|text| !text.is_empty());
    margins.dedup();
    let told = || Message::new("import-margins").text("text", margins.join(" / "));
    Ok((!margins.is_empty()).then(|| Note::new(told())))
}

fn fetch(package: &mut Package<'_>, relation: Option<&Relation>) -> Result<Photo, Refusal> {
    let Some(relation) = relation else { return Ok(Photo::Missing) };
    if relation.is_external {
        return Ok(Photo::Remote(relation.target.clone()));
    }
    let Some(part) = &relation.part else { return Ok(Photo::Missing) };
    let name = part.rsplit('/').next().unwrap_or_default().to_owned();
    Ok(match package.picture(part)? {
        Some(bytes) => Photo::Bytes { name, bytes },
        None => Photo::Missing,
    })
}

/// The texts of the notes of a part by id; separators are none. Words that nobody sees are told.
fn texts(text: &str, element: &'static str, lost: &mut String) -> Result<Texts, Refusal> {
    let mut notes = Texts::new();
    each_text(text, element, lost, &mut |tag, text| {
        if tag.get("type").is_none_or(|kind| kind == "normal") {
            notes.push((tag.get("id").unwrap_or_default().to_owned(), text));
        }
    })?;
    Ok(notes)
}

fn comments(text: &str) -> Result<Vec<Comment>, Refusal> {
    let mut comments = Vec::new();
    each_text(text, "comment", &mut String::new(), &mut |tag, text| {
        let get = |name| tag.get(name).unwrap_or_default().to_owned();
        comments.push(Comment { id: get("id"), author: get("author"), text });
    })?;
    Ok(comments)
}

/// Hands every element of a name to `take`, with its text; words that nobody sees go to `lost`.
fn each_text(
    text: &str,
    element: &str,
    lost: &mut String,
    take: &mut dyn FnMut(&xml::Tag, String),
) -> Result<(), Refusal> {
    let mut xml = Xml::new(text, "notes");
    let mut open: Option<(xml::Tag, String, usize)> = None;
    let (mut depth, mut is_text) = (0_usize, false);
    let mut look = Properties::default();
    loop {
        match xml.next()? {
            // What was moved away stands where it was moved to.
            Step::Open(tag) if tag.ns == Ns::Word && SKIPPED.contains(&tag.name.as_str()) => {
                xml.skip()?;
            }
            Step::Open(tag) => {
                depth += 1;
                is_text = tag.is(Ns::Word, "t");
                if tag.is(Ns::Word, "r") {
                    look = Properties::default();
                }
                look.take(&tag);
                if let Some((_, text, _)) = open.as_mut().filter(|_| tag.is(Ns::Word, "p")) {
                    text.push('\n');
                } else if tag.is(Ns::Word, element) {
                    open = Some((tag, String::new(), depth));
                } else if let Some((_, text, _)) = open.as_mut().filter(|_| is_blank(&tag)) {
                    text.push(' ');
                }
            }
            Step::Text(piece) => {
                if let Some((_, text, _)) = open.as_mut().filter(|_| is_text) {
                    let is_seen = !words::is_unseen(&look) || piece.trim().is_empty();
                    if is_seen { text } else { &mut *lost }.push_str(&piece);
                }
            }
            Step::Close => {
                is_text = false;
                if open.as_ref().is_some_and(|(_, _, at)| *at == depth)
                    && let Some((tag, text, _)) = open.take()
                {
                    take(&tag, tidy_text(&text));
                }
                depth = depth.saturating_sub(1);
            }
            Step::End => return Ok(()),
        }
    }
}

/// Whether an element parts words: a tab or a break.
fn is_blank(tag: &xml::Tag) -> bool {
    tag.ns == Ns::Word && ["tab", "br", "cr"].contains(&tag.name.as_str())
}

/// Relations to what is drawn and holds words: SmartArt and charts.
const DRAWN: [&str; 3] = ["diagramData", "chart", "chartEx"];

/// The words and numbers of a SmartArt graphic or a chart, on one line.
fn drawn_words(text: &str) -> Result<String, Refusal> {
    let mut xml = Xml::new(text, "drawing");
    let mut words: Vec<String> = Vec::new();
    let mut is_text = false;
    loop {
        match xml.next()? {
            Step::Open(tag) => is_text = ["t", "v"].contains(&tag.name.as_str()),
            Step::Text(piece) if is_text && !piece.trim().is_empty() => {
                words.push(piece.trim().to_owned());
            }
            Step::Text(_) => {}
            Step::Close => is_text = false,
            Step::End => return Ok(tidy_text(&words.join(" "))),
        }
    }
}

/// All text of a part, on one line.
fn all_text(text: &str) -> Result<String, Refusal> {
    let mut xml = Xml::new(text, "header");
    let mut all = String::new();
    let mut is_text = false;
    loop {
        match xml.next()? {
            // Another paragraph, and words that are drawn: a watermark.
            Step::Open(tag) if tag.is(Ns::Word, "p") => all.push(' '),
            Step::Open(tag) if tag.is(Ns::Vml, "textpath") => {
                all.push(' ');
                all.push_str(tag.any("string").unwrap_or_default());
            }
            Step::Open(tag) => {
                is_text = tag.is(Ns::Word, "t") || tag.is(Ns::Drawing, "t");
            }
            Step::Text(piece) if is_text => all.push_str(&piece),
            Step::Text(_) => {}
            Step::Close => is_text = false,
            Step::End => return Ok(tidy_text(&all)),
        }
    }
}
