//! From what was read to a story with its shape. What follows knows no format.
//!
//! Entry point: [`stories`].

pub(crate) mod blanks;
mod broken;
mod captions;
mod groups;
mod headings;
mod held;
mod kinds;
mod marks;
mod pasted;
mod personal;
mod run_in;
mod several;
mod signoff;
mod signoff_beside;
mod signoff_words;
mod story;
mod tables;
mod titles;

use std::collections::HashSet;

use crate::import::draft::{Block, Draft, Figure, Heading, How, Item, Paragraph};
use crate::import::glyphs;
use crate::import::manuscript::{Line, Manuscript, Meta, Part, Run};
use crate::import::report::{At, Note};
use crate::import::shape::broken::lines;
use crate::import::shape::headings::{Body, Found};
use crate::locale::Message;
use crate::parse::body::frame::is_letter_foot;
use crate::parse::body::titles::set_off;

pub(super) use groups::groups_without_rows;
pub(crate) use marks::length;
pub(super) use pasted::plain;

/// A part of a story on its way.
enum Piece {
    Line(Line),
    Rows(Vec<Vec<String>>),
    Figure(Figure),
}

impl Piece {
    fn line(&self) -> Option<&Line> {
        match self {
            Self::Line(line) => Some(line),
            Self::Rows(_) | Self::Figure(_) => None,
        }
    }
}

/// The stories of a manuscript, in order. One that holds no text has no blocks but photos.
pub fn stories(manuscript: Manuscript) -> Vec<Draft> {
    let Manuscript { parts, photos, meta, footnotes, notes } = manuscript;
    let parts = parts.into_iter().filter_map(tidy).collect();
    let mut stories = several::split(parts);
    // What is said of the whole file is said of its first story.
    let (mut notes, mut meta) = (Some(notes), Some(meta));
    let mut stories: Vec<Draft> = stories
        .drain(..)
        .map(|parts| {
            let draft = Draft {
                photos: photos.clone(),
                footnotes: footnotes.clone(),
                meta: meta.take().unwrap_or_default(),
                notes: notes.take().unwrap_or_default(),
                ..Draft::default()
            };
            shape(parts, draft)
        })
        .collect();
    tell_footnotes(&mut stories);
    stories
}

/// A mark in a title, a heading, a table or a sign-off is not kept: the text of its footnote is told.
fn tell_footnotes(stories: &mut [Draft]) {
    let of_item = |item: &Item| item.runs.iter().filter_map(|run| run.footnote).collect::<Vec<_>>();
    let of_block = |block: &Block| match block {
        Block::Paragraph(paragraph) => {
            paragraph.runs.iter().filter_map(|run| run.footnote).collect()
        }
        Block::List(items) => items.iter().flat_map(of_item).collect(),
        Block::Heading(_) | Block::Table(_) | Block::Photo(_) => Vec::new(),
    };
    let kept: HashSet<usize> =
        stories.iter().flat_map(|story| &story.blocks).flat_map(of_block).collect();
    let Some(first) = stories.first_mut() else { return };
    let texts = first.footnotes.iter().enumerate();
    let lost = texts.filter(|(nth, text)| !kept.contains(nth) && !text.trim().is_empty());
    let notes = lost.map(|(_, text)| {
        Note::new(Message::new("import-footnote-apart").text("text", blanks::tidy_text(text)))
    });
    let notes: Vec<Note> = notes.collect();
    first.notes.extend(notes);
}

/// A piece of a text: nothing of it is a title or a sign-off. What is of persons is held back as in a story.
pub(super) fn fragment(manuscript: Manuscript) -> Draft {
    let Manuscript { parts, photos, footnotes, notes, .. } = manuscript;
    let mut draft = Draft { photos, footnotes, notes, ..Draft::default() };
    let mut pieces = pieces(parts.into_iter().filter_map(tidy).collect(), &mut draft);
    // The photos are put in one by one: the words below them stay.
    pieces = pieces.into_iter().filter_map(words_of).collect();
    tell_private(&pieces, &mut draft);
    let body = headings::body(&pieces);
    held::hold_back(&mut pieces, &mut draft);
    titles::join(&mut pieces);
    let found = headings::read(&pieces, &body);
    assemble(pieces, &found, &mut draft);
    draft
}

/// A piece without its photo: the caption alone, where there is one.
fn words_of(piece: Piece) -> Option<Piece> {
    match piece {
        Piece::Figure(figure) => figure.caption.map(|caption| Piece::Line(Line::plain(caption))),
        Piece::Line(_) | Piece::Rows(_) => Some(piece),
    }
}

/// A part without what nobody sees; `None` for an empty line.
fn tidy(part: Part) -> Option<Part> {
    match part {
        Part::Line(line) => tidy_line(line).map(Part::Line),
        Part::Table(mut rows) => {
            for cell in rows.iter_mut().flatten() {
                cell.lines =
                    std::mem::take(&mut cell.lines).into_iter().filter_map(tidy_line).collect();
            }
            Some(Part::Table(rows))
        }
        Part::Photo(_) | Part::PageBreak => Some(part),
    }
}

fn tidy_line(mut line: Line) -> Option<Line> {
    line.runs = blanks::tidy(line.runs);
    let text = line.text();
    let has_footnote = line.runs.iter().any(|run| run.footnote.is_some());
    (!text.trim().is_empty() || has_footnote).then_some(line)
}

/// Whether a part has words.
fn has_words(part: &Part) -> bool {
    match part {
        Part::Line(_) => true,
        Part::Table(rows) => rows.iter().flatten().any(|cell| !cell.lines.is_empty()),
        Part::Photo(_) | Part::PageBreak => false,
    }
}

fn shape(parts: Vec<Part>, mut draft: Draft) -> Draft {
    draft.has_words = parts.iter().any(has_words);
    let mut pieces = pieces(parts, &mut draft);
    tell_private(&pieces, &mut draft);
    let body = headings::body(&pieces);
    let known = draft.meta.title.clone();
    let head = story::take_head(&mut pieces, &body, known.as_deref());
    let Meta { title, date, .. } = &mut draft.meta;
    *title = head.title.or(title.take());
    *date = date.or(head.date);
    draft.subtitle = head.subtitle;
    draft.signoff = head.signoff;
    if !head.above.is_empty() {
        let text = head.above.join(" / ");
        draft.notes.push(Note::new(Message::new("import-above-title").text("text", text)));
    }
    take_speaker(&mut pieces, &mut draft);
    take_captions(&mut pieces, &body);
    take_signoff(&mut pieces, &mut draft);
    held::hold_back(&mut pieces, &mut draft);
    titles::join(&mut pieces);
    let found = headings::read(&pieces, &body);
    assemble(pieces, &found, &mut draft);
    draft
}

/// Tells of characters that only the writer's own font has.
fn tell_private(pieces: &[Piece], draft: &mut Draft) {
    for line in pieces.iter().filter_map(Piece::line) {
        let mut own: Vec<char> = line.text().chars().filter(|c| glyphs::is_private(*c)).collect();
        own.dedup();
        if !own.is_empty() {
            let message = Message::new("import-private-characters")
                .text("text", own.into_iter().collect::<String>());
            draft.notes.push(Note::at(At::Paragraph(line.nth), message));
        }
    }
}

/// Tables are read, page breaks are done with.
fn pieces(parts: Vec<Part>, draft: &mut Draft) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut nth = 0;
    for part in parts {
        match part {
            Part::Line(line) => {
                nth = line.nth;
                pieces.extend(lines(line).into_iter().map(Piece::Line));
            }
            Part::Photo(place) => {
                let figure = Figure { photo: place.photo, alt: place.alt, caption: None };
                if place.is_cover && draft.cover.is_none() {
                    draft.cover = Some(figure);
                } else {
                    pieces.push(Piece::Figure(figure));
                }
            }
            Part::PageBreak => {}
            Part::Table(rows) => {
                let read = tables::read(&rows, nth + 1);
                draft.form.extend(read.form);
                draft.notes.extend(read.notes);
                pieces.extend(read.lines.into_iter().flat_map(lines).map(Piece::Line));
                pieces.extend(read.figures.into_iter().map(Piece::Figure));
                if !read.rows.is_empty() {
                    pieces.push(Piece::Rows(read.rows));
                }
            }
        }
    }
    pieces
}

/// A line below a photo becomes its caption, and one above it that begins as captions do.
fn take_captions(pieces: &mut Vec<Piece>, body: &Body) {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces.drain(..) {
        match (piece, kept.last_mut()) {
            (Piece::Line(line), Some(Piece::Figure(figure)))
                if figure.caption.is_none() && captions::is_caption(&line, body.size) =>
            {
                figure.caption = Some(captions::text(&line));
            }
            (Piece::Figure(mut figure), Some(Piece::Line(line)))
                if figure.caption.is_none() && captions::points(line) =>
            {
                figure.caption = Some(captions::text(line));
                kept.pop();
                kept.push(Piece::Figure(figure));
            }
            (piece, _) => kept.push(piece),
        }
    }
    *pieces = kept;
}

/// 汇报人：示例甲 among the first lines of a text: below its cover, above what is told.
fn take_speaker(pieces: &mut Vec<Piece>, draft: &mut Draft) {
    /// How many lines a cover has.
    const COVER: usize = 6;
    let is_short = |line: &Line| length(&line.text()) <= marks::LONGEST && line.level.is_none();
    let mut head =
        pieces.iter().take(COVER).map_while(|piece| piece.line().filter(|line| is_short(line)));
    let found = head.position(|line| !signoff_beside::speaker(&line.text()).is_empty());
    let Some(at) = found else { return };
    let line = pieces.remove(at);
    draft
        .signoff
        .extend(line.line().map(Line::text).iter().flat_map(|text| signoff_beside::speaker(text)));
}

/// The last lines, photos and tables passed over.
fn take_signoff(pieces: &mut Vec<Piece>, draft: &mut Draft) {
    let (mut signed, mut below) = (Vec::new(), Vec::new());
    let (mut at, mut is_dated) = (pieces.len(), false);
    while at > 0 {
        at -= 1;
        let Some(line) = pieces[at].line() else { continue };
        if line.level.is_some() || line.number.is_some() {
            break;
        }
        let text = line.text();
        if is_letter_foot(&text) {
            below.insert(0, text.trim().to_owned());
            pieces.remove(at);
            continue;
        }
        // It is held back below.
        if personal::is_contact(&text) {
            continue;
        }
        let mut found = signoff_beside::vouched(&text);
        if found.is_empty() {
            found = signoff::signatures(&text);
        }
        if found.is_empty() {
            found = signoff::unmarked(&text);
        }
        if found.is_empty() {
            found = signoff::byline(&text);
        }
        if found.is_empty() && !signed.is_empty() {
            found = signoff_beside::beside(&text);
        }
        if found.is_empty() && is_dated {
            found = signoff_beside::of_letter(&text);
        }
        if found.is_empty() && signoff::is_day(&text) {
            is_dated = true;
            continue;
        }
        if found.is_empty() {
            break;
        }
        signed.splice(0..0, found);
        pieces.remove(at);
    }
    draft.signoff.extend(signed);
    if !below.is_empty() {
        let text = below.join(" / ");
        draft.notes.push(Note::new(Message::new("import-below-text").text("text", text)));
    }
}

fn assemble(pieces: Vec<Piece>, found: &[Found], draft: &mut Draft) {
    let run_in = found.iter().filter(|one| one.how == How::RunIn).count();
    if run_in > 0 {
        draft.notes.push(Note::new(Message::new("import-run-in").count("count", run_in)));
    }
    let by_look = found.iter().filter(|one| matches!(one.how, How::Look | How::Line)).count();
    if by_look > 0 {
        draft.notes.push(Note::new(Message::new("import-by-look").count("count", by_look)));
    }
    let mut found = found.iter().peekable();
    for (at, piece) in pieces.into_iter().enumerate() {
        let heading = found.next_if(|one| one.at == at);
        match piece {
            Piece::Figure(figure) => draft.blocks.push(Block::Photo(figure)),
            Piece::Rows(rows) => draft.blocks.push(Block::Table(rows)),
            Piece::Line(line) => push_line(line, heading, &mut draft.blocks),
        }
    }
}

fn push_line(line: Line, found: Option<&Found>, blocks: &mut Vec<Block>) {
    let nth = line.nth;
    let number = line.number.as_ref().map(|number| number.text.clone());
    match found {
        Some(found) if found.split.is_none() => {
            let text = format!("{}{}", number.unwrap_or_default(), line.text());
            let text = text.strip_suffix('。').map(str::to_owned).unwrap_or(text);
            let text = set_off(text.trim()).map_or(text.clone(), str::to_owned);
            let text = marks::without_gap(text);
            blocks.push(Block::Heading(Heading { level: found.level, text, how: found.how, nth }));
        }
        Some(found) => {
            let (end, behind) = found.split.unwrap_or_default();
            let text = line.text();
            let heading = text[..end].trim().to_owned();
            blocks.push(Block::Heading(Heading {
                level: found.level,
                text: heading,
                how: found.how,
                nth,
            }));
            let runs = blanks::tidy(behind_bytes(line.runs, behind));
            blocks.push(Block::Paragraph(Paragraph { runs, nth }));
        }
        None => match number {
            Some(number)
                if line.is_item || length(&line.text()) <= marks::LONGEST || number.is_empty() =>
            {
                let item = Item { number, runs: line.runs };
                match blocks.last_mut() {
                    Some(Block::List(items)) => items.push(item),
                    _ => blocks.push(Block::List(vec![item])),
                }
            }
            Some(number) => {
                let mut runs = line.runs;
                runs.insert(0, Run { text: number, ..Run::default() });
                blocks.push(Block::Paragraph(Paragraph { runs: blanks::tidy(runs), nth }));
            }
            None => blocks.push(Block::Paragraph(Paragraph { runs: line.runs, nth })),
        },
    }
}

/// The runs from a byte of their text on.
fn behind_bytes(runs: Vec<Run>, mut bytes: usize) -> Vec<Run> {
    let mut rest = Vec::with_capacity(runs.len());
    for run in runs {
        let cut = bytes.min(run.text.len());
        bytes -= cut;
        if cut < run.text.len() || run.footnote.is_some() {
            rest.push(Run { text: run.text[cut..].to_owned(), ..run });
        }
    }
    rest
}
