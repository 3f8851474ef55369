//! From what an office has, a Word file, a text, a saved page, a roster, to a profile.
//!
//! Entry points: [`read`] tells the kind of a file and reads it, [`stories`] gives it its shape, [`profile`] makes
//! the files of one story, [`write()`] puts them beside each other, whole or not at all. `roster` counts.
//! It never decides for the editor: what is not sure becomes a question (`front_matter.rs`), and what does not go
//! into the profile is told (`report::Note`).

mod contents;
mod decoration;
mod docx;
pub(crate) mod draft;
pub mod facts;
mod front_matter;
mod glyphs;
mod ink;
mod kind;
mod lines;
pub(crate) mod manuscript;
mod markdown;
mod merge;
mod numbers;
mod package;
mod page;
mod photos;
pub(crate) mod refusal;
pub(crate) mod report;
pub mod roster;
mod shape;
mod text;
mod write;

pub use front_matter::MARK;
pub use merge::into_profile;
pub use refusal::{MAX_FILE, Refusal};
pub use shape::stories;
pub use write::{Target, write};

use crate::config::OwnField;
use crate::import::draft::{Block, Draft, How};
use crate::import::facts::Facts;
use crate::import::front_matter::Head;
use crate::import::kind::Kind;
use crate::import::manuscript::Manuscript;
use crate::import::package::{Content, Package};
use crate::import::report::{At, Note};
use crate::locale::Message;
use crate::slug;

/// The bytes of a picture that lies beside a saved page, by the address that the page gives.
pub type Beside<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// The files of one story and what is said of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// What the folder or file is called: the slug of the branch's name.
    pub name: String,
    /// The Markdown.
    pub text: String,
    /// Photos beside it: name and bytes.
    pub photos: Vec<(String, Vec<u8>)>,
    /// Its facts.
    pub facts: Facts,
    /// Its headings with what told them.
    pub headings: Vec<(String, How)>,
    /// What the editor is told.
    pub notes: Vec<Note>,
}

/// Reads a file of any kind. Its `name` decides nothing but what is said of a page that is called `.docx`.
///
/// # Errors
/// Why it cannot be imported.
pub fn read(name: &str, bytes: &[u8], beside: Beside<'_>) -> Result<Manuscript, Refusal> {
    if bytes.len() as u64 > MAX_FILE {
        return Err(Refusal::FileTooLarge);
    }
    match Kind::of(bytes)? {
        Kind::Archive => archive(bytes),
        Kind::PageArchive => page::read_archive(bytes),
        Kind::Page if is_office(name) => Err(Refusal::PageByAnotherName),
        Kind::Page => page::read(bytes, beside),
        Kind::Text => text::read(bytes, beside),
    }
}

fn archive(bytes: &[u8]) -> Result<Manuscript, Refusal> {
    let mut package = Package::open(bytes)?;
    match package.content()? {
        Content::Document(part) => docx::read(&mut package, &part).map(decoration::without),
        Content::Spreadsheet | Content::OpenSheet => Err(Refusal::Spreadsheet),
    }
}

/// A piece of a page, such as a word processor puts on the clipboard, as Markdown; and what is told of it. Its photos
/// are left out, and what is of persons is held back, as of a whole file.
///
/// # Errors
/// Why it cannot be read.
pub fn fragment(html: &str) -> Result<(String, Vec<Note>), Refusal> {
    let draft = shape::fragment(page::fragment(html)?);
    let text = markdown::form(&draft.form) + &markdown::body(&draft, &|_| None);
    let mut notes = draft.notes;
    // A whole file has a head to keep such a paragraph in.
    notes.extend(draft.held.into_iter().filter_map(|held| {
        let message = Message::new("import-not-pasted").text("text", held.text?);
        Some(Note::at(At::Paragraph(held.nth), message))
    }));
    if !draft.photos.is_empty() {
        let message = Message::new("import-pasted-photos").count("count", draft.photos.len());
        notes.push(Note::new(message));
    }
    notes.sort_by_key(|note| note.at);
    Ok((text.trim().to_owned(), notes))
}

/// A plain text that is put into a story, without what is of persons; and what is told of it.
pub fn plain(text: &str) -> (String, Vec<Note>) {
    shape::plain(text)
}

/// Whether a name says that the file is one of an office program.
fn is_office(name: &str) -> bool {
    let ending =
        name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    ["doc", "docx", "docm", "wps", "xls", "xlsx", "et"].contains(&ending.as_str())
}

/// The one story of a file, or the one that is asked for (from 1).
///
/// # Errors
/// Several stories and none named, or no text.
pub fn choose(mut stories: Vec<Draft>, part: Option<usize>) -> Result<Draft, Refusal> {
    let chosen = match part {
        None if stories.len() > 1 => {
            let title = |story: &Draft| story.meta.title.clone().unwrap_or_default();
            return Err(Refusal::Stories(stories.iter().map(title).collect()));
        }
        None => 0,
        Some(part) => match part.checked_sub(1).filter(|at| *at < stories.len()) {
            Some(at) => at,
            None => return Err(Refusal::NoPart(stories.len())),
        },
    };
    if stories.is_empty() {
        return Err(Refusal::Empty(0));
    }
    let story = stories.swap_remove(chosen);
    let has_text = story.has_words
        || story.blocks.iter().any(|block| !matches!(block, Block::Photo(_)))
        || !story.form.is_empty();
    if !has_text {
        let photos = story.blocks.iter().filter(|block| matches!(block, Block::Photo(_))).count();
        return Err(Refusal::Empty(photos));
    }
    Ok(story)
}

/// What an office adds to a profile.
#[derive(Debug, Clone, Copy, Default)]
pub struct Office<'o> {
    /// The series that the story belongs to.
    pub series: Option<&'o str>,
    /// The keys that it declares: a row of a form that is called like one is that fact.
    pub fields: &'o [&'static OwnField],
}

/// That no day of publication was found; and which day stands below the text, that an editor may mean by it.
fn no_day(draft: &Draft) -> Option<Note> {
    if draft.date().is_some() {
        return None;
    }
    let signed = draft.signoff.iter().rev().find_map(|one| one.day.clone());
    let below = || {
        draft.blocks.iter().rev().take(2).find_map(|block| match block {
            Block::Paragraph(paragraph) => {
                let text = paragraph.text();
                crate::date::parse(text.trim()).ok()?.full().map(|_| text.trim().to_owned())
            }
            Block::Heading(_) | Block::List(_) | Block::Table(_) | Block::Photo(_) => None,
        })
    };
    Some(Note::new(match signed.or_else(below) {
        Some(day) => Message::new("import-no-date-but").text("day", day),
        None => Message::new("import-no-date"),
    }))
}

/// The profile of a story; `name` is what it is called without a branch's name.
pub fn profile(draft: &Draft, office: &Office<'_>, name: &str) -> Profile {
    let mut facts = facts::read(draft, office.fields);
    if draft.meta.title.is_none() {
        facts.ask(
            "title",
            match facts.get("branch.name") {
                None => "标题（原文没有）",
                Some(_) => "标题（原文没有；不写就用支部名称）",
            },
        );
    }
    let kept = photos::keep(draft);
    let lost: Vec<String> = draft
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Photo(figure) if kept.name(figure.photo).is_none() => figure.caption.clone(),
            Block::Photo(_)
            | Block::Heading(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Table(_) => None,
        })
        .collect();
    let cover = draft.cover.as_ref().and_then(|cover| kept.name(cover.photo));
    let head = Head { series: office.series, cover: cover.as_deref() };
    let mut text = front_matter::yaml(draft, &facts, &head, &lost);
    text.push('\n');
    text += &markdown::form(&facts.rest);
    text += &markdown::body(draft, &|photo| kept.name(photo));
    let mut notes = draft.notes.clone();
    notes.extend(shape::groups_without_rows(&draft.form, &facts.rest));
    notes.extend(kept.notes);
    notes.extend(no_day(draft));
    notes.sort_by_key(|note| note.at);
    let headings = draft.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some((heading.text.clone(), heading.how)),
        Block::Paragraph(_) | Block::List(_) | Block::Table(_) | Block::Photo(_) => None,
    });
    Profile {
        name: slug::from_name(
            facts.get("branch.name").or(draft.meta.title.as_deref()).unwrap_or(name),
        ),
        headings: headings.collect(),
        photos: kept.files,
        text,
        facts,
        notes,
    }
}
