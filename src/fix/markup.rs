//! Marks of Markdown as Word, an input method or another system writes them, in the text of a story.
//!
//! Entry point: [`edits`]. Which they are is the rules' to say ([`check::markup`]).

use std::borrow::Cow;

use crate::check::{self, MarkupKind, MarkupSlip};
use crate::diagnostic::odd;
use crate::fix::{Made, Slip};
use crate::parse::body::controls;

pub(super) fn edits(body: &str) -> Vec<Made> {
    let controls = controls(body).map(|(range, put)| (range, Cow::Borrowed(put), Slip::Control));
    let marks = check::markup(body).into_iter().filter_map(edit);
    let odd = odd::all(body).into_iter().map(|one| {
        let slip = if one.put.is_empty() { Slip::Control } else { Slip::Look };
        (one.range, one.put.into(), slip)
    });
    controls.chain(odd).chain(marks).collect()
}

fn edit(MarkupSlip { range, put, kind }: MarkupSlip) -> Option<Made> {
    let slip = match kind {
        MarkupKind::Heading | MarkupKind::PlainHeading => Slip::Heading,
        MarkupKind::List | MarkupKind::Number => Slip::List,
        MarkupKind::Line | MarkupKind::Paragraph => Slip::Line,
        MarkupKind::Table => Slip::Table,
        MarkupKind::Mark
        | MarkupKind::Foreign
        | MarkupKind::Fence
        | MarkupKind::Code
        | MarkupKind::Comparison
        | MarkupKind::Note => Slip::Mark,
        MarkupKind::Bracket
        | MarkupKind::Address
        | MarkupKind::Scheme
        | MarkupKind::Written
        | MarkupKind::Target
        | MarkupKind::Picture
        | MarkupKind::Face => Slip::Link,
    };
    put.map(|put| (range, put.into(), slip))
}
