//! A story that has its shape: title, headings, paragraphs, photos with captions, sign-off.
//!
//! Entry point: [`Draft`]. What made it knows no Markdown and no YAML; what follows knows no file format.

use jiff::civil::Date;

use crate::import::manuscript::{Meta, Photo, Run};
use crate::import::report::Note;

/// One story.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// What is said about it.
    pub meta: Meta,
    /// Its second title.
    pub subtitle: Option<String>,
    /// Its parts in order.
    pub blocks: Vec<Block>,
    /// Rows of label and value, from forms.
    pub form: Vec<FormRow>,
    /// Its cover, where the file says that a picture is one.
    pub cover: Option<Figure>,
    /// Who made it.
    pub signoff: Vec<Signature>,
    /// The pictures that its blocks show.
    pub photos: Vec<Photo>,
    /// The texts of its footnotes.
    pub footnotes: Vec<String>,
    /// Paragraphs with data of persons, which are held back.
    pub held: Vec<Held>,
    /// What the editor is told.
    pub notes: Vec<Note>,
    /// Whether the file had any words for it, be they left out and told.
    pub has_words: bool,
}

/// A part of a story.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph, with its place in the file.
    Paragraph(Paragraph),
    /// The items of a list; with numbers as written, or without.
    List(Vec<Item>),
    /// Rows of cells of equal length; the first row names the columns.
    Table(Vec<Vec<String>>),
    /// A photo.
    Photo(Figure),
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 and deeper.
    pub level: u8,
    /// Its text, with its number.
    pub text: String,
    /// What told that it is one.
    pub how: How,
    /// Its place in the file.
    pub nth: usize,
}

/// What told that a line is a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Its style.
    Style,
    /// Its outline level.
    Outline,
    /// A number that the word processor counts.
    Numbered,
    /// A face, a size, bold or a place of its own.
    Look,
    /// A mark such as 一、 that stands in the text.
    Mark,
    /// It is the first sentence of its paragraph.
    RunIn,
    /// A short line between paragraphs.
    Line,
}

impl How {
    /// Its name in reports for machines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Style => "style",
            Self::Outline => "outline",
            Self::Numbered => "numbered",
            Self::Look => "look",
            Self::Mark => "mark",
            Self::RunIn => "run-in",
            Self::Line => "line",
        }
    }
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// Its text in runs, without line breaks.
    pub runs: Vec<Run>,
    /// Its place in the file, from 1.
    pub nth: usize,
}

impl Paragraph {
    /// Its text.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its number as shown; empty for a bullet.
    pub number: String,
    /// Its text.
    pub runs: Vec<Run>,
}

/// A photo with what stands below it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figure {
    /// Which of [`Draft::photos`].
    pub photo: usize,
    /// What it shows, for those who do not see it.
    pub alt: Option<String>,
    /// What stands below it.
    pub caption: Option<String>,
}

/// A row of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormRow {
    /// 党员人数.
    pub label: String,
    /// 23名.
    pub value: String,
    /// The label of the group that it stands in, and its place in the file: 年龄结构 beside 69岁及以下.
    pub group: Option<(String, usize)>,
}

/// Whether a label is that of a sum, which says again what the rows above it say: 合计.
pub(crate) fn is_sum(label: &str) -> bool {
    let bare: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    ["合计", "总计", "小计", "共计", "累计", "总和"].contains(&bare.trim_end_matches(['：', ':']))
}

/// A line of the sign-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// 供稿; `None` where nobody says.
    pub role: Option<String>,
    /// Office or persons.
    pub by: String,
    /// When, as written: 2024年5月10日.
    pub day: Option<String>,
}

/// A paragraph that is held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its place in the file.
    pub nth: usize,
    /// What of a person it holds, in Chinese, for the comment: 身份证号.
    pub what: Vec<&'static str>,
    /// Its text with every number of a person masked, or `None` where nothing else is in it.
    pub text: Option<String>,
}

impl Draft {
    /// Its paragraphs, list items and table cells as plain text, with their places: what facts are read from.
    pub fn prose(&self) -> Vec<Paragraph> {
        let mut prose = Vec::new();
        for block in &self.blocks {
            match block {
                Block::Paragraph(paragraph) => prose.push(paragraph.clone()),
                Block::List(items) => prose
                    .extend(items.iter().map(|item| Paragraph { runs: item.runs.clone(), nth: 0 })),
                Block::Heading(_) | Block::Table(_) | Block::Photo(_) => {}
            }
        }
        prose
    }

    /// The day on which it was published.
    pub fn date(&self) -> Option<Date> {
        self.meta.date
    }
}
