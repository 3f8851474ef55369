//! Why an edit was not made: in words of the editor, with the line of the file where it can be made by hand.
//!
//! Entry point: [`Refusal`].

use crate::locale::Message;

/// Why an edit was not made. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What stands in the way.
    pub why: Why,
    /// The line of the file, from 1, where there is one to go to.
    pub line: Option<usize>,
}

/// What stands in the way of an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The file has no facts between two lines of dashes.
    NoFrontMatter,
    /// The file is not UTF-8.
    Encoding,
    /// No key of this kind of file has that path.
    UnknownField(String),
    /// There is no such row.
    NoRow,
    /// The fact stands twice.
    Twice(String),
    /// The value has another shape than the form knows.
    Shape,
    /// The row is a phrase: it can be changed as a whole alone.
    Phrase,
    /// Another value takes part in this one (`&` and `*`).
    Anchor,
    /// The part of the file cannot be read.
    Broken,
    /// A character that no file of the site may hold.
    Forbidden,
    /// A row or a name cannot be empty.
    Empty,
    /// The rows do not stand in one list.
    Apart,
    /// The comment is no longer there.
    NoComment,
    /// It could not be shown that nothing else would change.
    Unproven,
}

impl Refusal {
    /// A refusal without a line.
    pub fn new(why: Why) -> Self {
        Self { why, line: None }
    }

    /// Its name for machines.
    pub fn id(&self) -> &'static str {
        match self.why {
            Why::NoFrontMatter => "edit-no-front-matter",
            Why::Encoding => "edit-encoding",
            Why::UnknownField(_) => "edit-unknown-field",
            Why::NoRow => "edit-no-row",
            Why::Twice(_) => "edit-twice",
            Why::Shape => "edit-shape",
            Why::Phrase => "edit-phrase",
            Why::Anchor => "edit-anchor",
            Why::Broken => "edit-broken",
            Why::Forbidden => "edit-forbidden",
            Why::Empty => "edit-empty",
            Why::Apart => "edit-apart",
            Why::NoComment => "edit-no-comment",
            Why::Unproven => "edit-unproven",
        }
    }

    /// What to tell the editor.
    pub fn message(&self) -> Message {
        let message = Message::new(self.id());
        match &self.why {
            Why::UnknownField(path) => message.text("path", path),
            Why::Twice(name) => message.text("name", name),
            Why::NoFrontMatter
            | Why::Encoding
            | Why::NoRow
            | Why::Shape
            | Why::Phrase
            | Why::Anchor
            | Why::Broken
            | Why::Forbidden
            | Why::Empty
            | Why::Apart
            | Why::NoComment
            | Why::Unproven => message,
        }
    }
}
