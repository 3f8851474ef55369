//! Changes one fact in the text of a file, and nothing else in it: no YAML is printed as a whole.
//!
//! Entry points: [`edit`] for the facts of a text, [`edit_bytes`] for those of a file, [`body`] for the text below
//! them. Comments, order, quotes, blank lines and line ends stay as they are; the difference is the lines of the
//! entry. Pure: nothing is read or written here.
//!
//! Each change is an operation on the tree of the facts (`tree.rs`) and a few bytes in place of others (`splice.rs`).
//! That they are the same is shown each time: the new text is read again, and must be the old tree with exactly that
//! operation, what cannot be read and the text below included. Ways to write it are tried in turn; where none can be
//! shown to be right the edit is refused, and says where to make it by hand.

mod apart;
mod asked;
mod body;
mod change;
mod comment;
mod facts;
mod find;
mod form;
mod refusal;
mod resolve;
mod splice;
mod style;
mod tree;
mod value;
mod write;

pub use apart::are_apart;
pub use asked::Asked;
pub use body::{below, body};
pub use change::{Change, Given};
pub use comment::{Comment, comments};
pub use find::Kind;
pub use form::{Cell, Form, Row, Standing, form};
pub use refusal::{Refusal, Why};

use crate::diagnostic::{Encoding, Source};
use crate::edit::facts::Facts;
use crate::edit::splice::Splice;
use crate::edit::tree::{Op, Tree};
use crate::schema::Fields;

const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// The bytes of a file with all of the changes, in order; the same bytes where nothing is to be changed.
///
/// # Errors
/// A change that is refused; then none is made.
pub fn edit_bytes(bytes: &[u8], table: Fields, changes: &[Change]) -> Result<Vec<u8>, Refusal> {
    let source = decode(bytes)?;
    let text = edit(&source, table, changes)?;
    Ok(encode(bytes, &text))
}

/// The text of a file that can be edited.
///
/// # Errors
/// [`Why::Encoding`] for any other encoding than UTF-8.
pub fn decode(bytes: &[u8]) -> Result<Source, Refusal> {
    let source = Source::decode("".into(), bytes);
    match source.encoding {
        Encoding::Utf8 => Ok(source),
        Encoding::Gbk | Encoding::Big5 | Encoding::Utf16 | Encoding::Utf32 | Encoding::Unknown => {
            Err(Refusal::new(Why::Encoding))
        }
    }
}

/// The bytes of a text, with the byte order mark that `before` has.
pub fn encode(before: &[u8], text: &str) -> Vec<u8> {
    let mark = if before.starts_with(MARK) { MARK } else { b"" };
    [mark, text.as_bytes()].concat()
}

/// The text with all of the changes, in order.
///
/// # Errors
/// A change that is refused; then none is made.
pub fn edit(source: &Source, table: Fields, changes: &[Change]) -> Result<String, Refusal> {
    let mut source = source.clone();
    for change in changes {
        let text = one(&source, table, change)?;
        source.text = text;
    }
    Ok(source.text)
}

fn one(source: &Source, table: Fields, change: &Change) -> Result<String, Refusal> {
    match change {
        Change::Take { line, comment, changes } => {
            let text = without_comment(source, table, (*line, comment))?;
            edit(&Source { text, ..source.clone() }, table, changes)
        }
        Change::Dismiss { line, comment } => without_comment(source, table, (*line, comment)),
        Change::Set { .. }
        | Change::Insert { .. }
        | Change::Remove { .. }
        | Change::Move { .. } => {
            let ops = Facts::read(source, table, |facts| resolve::ops(facts, change))?;
            let mut source = source.clone();
            for op in &ops {
                source.text = apply(&source, table, op)?;
            }
            Ok(source.text)
        }
    }
}

fn without_comment(
    source: &Source,
    table: Fields,
    (line, comment): (usize, &str),
) -> Result<String, Refusal> {
    Facts::read(source, table, |facts| {
        let splice = comment::removal(facts, line, comment)?;
        let expected = Tree::of(&facts.root);
        proven(facts, &splice, &expected).ok_or(Refusal { why: Why::Unproven, line: Some(line) })
    })
}

/// Does one operation: the first way to write it that is shown to be right.
fn apply(source: &Source, table: Fields, op: &Op) -> Result<String, Refusal> {
    Facts::read(source, table, |facts| {
        let before = Tree::of(&facts.root);
        let expected = before.changed(op, &facts.root).ok_or_else(|| Refusal::new(Why::NoRow))?;
        let ways = Splice::of(facts, op)?;
        let done = ways.iter().find_map(|splice| proven(facts, splice, &expected));
        done.ok_or_else(|| {
            let why = if facts.has_anchors() { Why::Anchor } else { Why::Unproven };
            let line = ways.first().map(|splice| source.line_column(splice.range.start).0);
            Refusal { why, line }
        })
    })
}

/// The text with the splice, where it reads as `expected` and nothing else has changed.
fn proven(facts: &Facts<'_>, splice: &Splice, expected: &Tree) -> Option<String> {
    let old = facts.text();
    let Splice { range, text } = splice;
    if range.start < facts.yaml.start || range.end > facts.yaml.end {
        return None;
    }
    let text = [&old[..range.start], text, &old[range.end..]].concat();
    let source = Source { text, ..facts.source.clone() };
    let is_right = Facts::read(&source, facts.table, |new| {
        Ok(Tree::of(&new.root) == *expected
            && new.below() == facts.below()
            && new.unread() == facts.unread()
            && new.slips() <= facts.slips())
    });
    (is_right == Ok(true)).then_some(source.text)
}
