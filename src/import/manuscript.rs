//! What every reader of a format hands over: lines, tables and photos in order, with what the file says of
//! their look, and nothing decided yet.
//!
//! Entry point: [`Manuscript`]. What is a title, a heading, a caption or a sign-off is `shape`'s matter.

use crate::import::report::Note;
use jiff::civil::Date;

/// A file as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Manuscript {
    /// Its parts in order.
    pub parts: Vec<Part>,
    /// Its pictures, each once.
    pub photos: Vec<Photo>,
    /// What is said about it outside its text.
    pub meta: Meta,
    /// The texts of its footnotes, in the order of their marks.
    pub footnotes: Vec<String>,
    /// What was left out or must be looked at.
    pub notes: Vec<Note>,
}

/// What a file says about itself outside its text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    /// The title.
    pub title: Option<String>,
    /// The day on which it was published.
    pub date: Option<Date>,
    /// The account that published it.
    pub account: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// A short text about it.
    pub summary: Option<String>,
    /// What it is about.
    pub tags: Vec<String>,
    /// Titles of honours of which nothing else is said.
    pub honours: Vec<String>,
}

/// One part of a manuscript.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A paragraph, heading, caption …
    Line(Line),
    /// Rows of cells, every row as long as the longest; merged cells repeat their text.
    Table(Vec<Vec<Cell>>),
    /// A picture.
    Photo(Place),
    /// A new page begins.
    PageBreak,
}

/// A cell of a table: its paragraphs and pictures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// Its paragraphs.
    pub lines: Vec<Line>,
    /// Its pictures.
    pub photos: Vec<Place>,
    /// Whether it only continues another.
    pub merged: Merged,
}

/// Which cell a merged one continues.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Merged {
    /// None: it stands for itself.
    #[default]
    No,
    /// The one to its left.
    Left,
    /// The one above it.
    Above,
}

impl Cell {
    /// A cell of these parts; tables inside are its text.
    pub fn of(parts: Vec<Part>) -> Self {
        let mut cell = Self::default();
        for part in parts {
            match part {
                Part::Line(line) => cell.lines.push(line),
                Part::Photo(place) => cell.photos.push(place),
                Part::PageBreak => {}
                Part::Table(rows) => {
                    for row in rows {
                        cell.take_row(row);
                    }
                }
            }
        }
        cell
    }

    /// Takes the cells of a row of a table inside: one line where each of them is short, else all of their lines.
    fn take_row(&mut self, row: Vec<Cell>) {
        const LONGEST: usize = 30;
        let is_short =
            |cell: &Cell| cell.lines.len() <= 1 && cell.text().chars().count() <= LONGEST;
        let is_one = row.len() > 1 && row.iter().all(is_short);
        let mut joined: Option<Line> = None;
        for cell in row {
            self.photos.extend(cell.photos);
            for line in cell.lines {
                match &mut joined {
                    Some(before) if is_one => {
                        before.runs.push(Run { text: "　".to_owned(), ..Run::default() });
                        before.runs.extend(line.runs);
                    }
                    None if is_one => joined = Some(line),
                    Some(_) | None => self.lines.push(line),
                }
            }
        }
        self.lines.extend(joined);
    }

    /// Whether it only continues another.
    pub fn is_merged(&self) -> bool {
        self.merged != Merged::No
    }

    /// Its text on one line.
    pub fn text(&self) -> String {
        let texts: Vec<String> = self.lines.iter().map(Line::text).collect();
        texts
            .iter()
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Where a picture stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// Which of [`Manuscript::photos`].
    pub photo: usize,
    /// What it shows, as the file says.
    pub alt: Option<String>,
    /// Whether the file says that it is the story's cover, which stands in no text.
    pub is_cover: bool,
}

/// A picture of a manuscript.
#[derive(Debug, Clone, PartialEq)]
pub enum Photo {
    /// Its bytes, not looked at yet.
    Bytes {
        /// What the file calls it; for reports alone.
        name: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// The file names it and does not hold it.
    Missing,
    /// It is not in the file; its address.
    Remote(String),
}

/// A paragraph with its look.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// Its text in runs; a line break inside a paragraph is `\n`.
    pub runs: Vec<Run>,
    /// Its level by style or outline, from 0, and which of them said so.
    pub level: Option<(u8, By)>,
    /// Whether its style is that of a title.
    pub is_title: bool,
    /// Whether its style is that of a caption.
    pub is_caption: bool,
    /// Whether its style is that of an item of a list.
    pub is_item: bool,
    /// The number that the word processor counts itself.
    pub number: Option<Number>,
    /// The face that all of its text has; empty where none is named.
    pub face: Option<String>,
    /// The size that all of its text has, in half points; 0 where none is named.
    pub size: u16,
    /// On which side it stands.
    pub side: Side,
    /// Its place in the file, from 1, empty paragraphs not counted.
    pub nth: usize,
}

/// What said that a line is a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A style called heading.
    Style,
    /// An outline level, or the level of an HTML heading.
    Outline,
}

/// On which side a line stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Side {
    /// Left or justified.
    #[default]
    Left,
    /// Centred.
    Centre,
    /// Right.
    Right,
}

/// A number that the word processor counts itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As it is shown, 一、 or 1. ; empty for a bullet.
    pub text: String,
    /// Which list it belongs to.
    pub list: u32,
}

/// A piece of text of one kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Where it leads.
    pub link: Option<String>,
    /// The footnote that hangs on it, from 0; then there is no text.
    pub footnote: Option<usize>,
}

impl Line {
    /// A line of plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { runs: vec![Run { text: text.into(), ..Run::default() }], ..Self::default() }
    }

    /// Its text.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether all of its text is bold.
    pub fn is_bold(&self) -> bool {
        let mut texts = self.runs.iter().filter(|run| !run.text.trim().is_empty()).peekable();
        texts.peek().is_some() && texts.all(|run| run.is_bold)
    }
}
