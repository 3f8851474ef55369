//! What a question of `import` asks: `# 待确认: 党员总数: 22名（第3段“…”，…）`.
//!
//! Entry point: [`Asked::of`].

use crate::edit::change::{Change, Given};
use crate::edit::comment::Comment;
use crate::locale::Locale;
use crate::parse::profile::keys::{self, PROFILE};
use crate::schema::{self, Shape, understood};

/// A question, as far as it can be answered by taking what it proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What is asked, without the mark.
    pub text: String,
    /// Which fact.
    pub path: Option<&'static str>,
    /// Its value, where one is proposed that reads as one.
    pub proposal: Option<String>,
}

impl Asked {
    /// What a comment asks.
    pub fn of(comment: &Comment, locale: &Locale) -> Self {
        let asked = comment.text.trim_start_matches(['#', ' ']);
        let asked = asked.split_once([':', '：']).map_or(asked, |(_, rest)| rest).trim();
        let (name, rest) = asked.split_once([':', '：']).unwrap_or((asked, ""));
        let path = path_of(name.trim()).or(comment.path.filter(|_| !rest.is_empty()));
        let value = rest.split('（').next().unwrap_or_default().trim();
        let is_single = path.and_then(shape_of).is_some_and(|shape| {
            matches!(shape, Shape::Text | Shape::Date | Shape::Quantity | Shape::Flag)
        });
        let is_understood = match path.and_then(shape_of) {
            Some(shape @ (Shape::Quantity | Shape::Date)) => {
                understood(shape, value, locale).is_some()
            }
            Some(_) | None => true,
        };
        let proposal = Some(value.to_owned());
        let proposal = proposal.filter(|value| is_single && is_understood && !value.is_empty());
        Self { text: asked.to_owned(), path, proposal }
    }

    /// The comment goes, and what it proposes is written; `None` where it proposes nothing.
    pub fn taken(&self, comment: &Comment) -> Option<Change> {
        let (path, value) = (self.path?.to_owned(), self.proposal.clone()?);
        let set = Change::Set { path, nth: None, field: None, value: Given::Text(value) };
        let (line, comment) = (comment.line, comment.text.clone());
        Some(Change::Take { line, comment, changes: vec![set] })
    }
}

/// The path of a fact by the name that editors know.
fn path_of(name: &str) -> Option<&'static str> {
    let top = schema::fields(&PROFILE);
    let all = top.flat_map(|field| {
        let is_group = matches!(field.shape, Shape::Group(_));
        std::iter::once(field).chain(field.fields().filter(move |_| is_group))
    });
    all.map(|field| field.path).find(|path| keys::chinese_name(path) == Some(name))
}

fn shape_of(path: &str) -> Option<Shape> {
    let top = schema::fields(&PROFILE);
    let mut all = top.flat_map(|field| std::iter::once(field).chain(field.fields()));
    all.find(|field| field.path == path).map(|field| field.shape)
}
