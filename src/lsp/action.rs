//! Mends that have one right answer, each by itself, and all of a file: those of `liuhao check --fix`.
//!
//! Entry point: [`of`].

use std::collections::HashMap;
use std::ops::Range;

use lsp_types::{CodeAction, CodeActionKind, TextEdit, Uri, WorkspaceEdit};

use crate::diagnostic::Source;
use crate::fix::{self, Mend, Slip};
use crate::locale::{Locale, Message};
use crate::lsp::position;
use crate::schema::typed::Kind;

/// The mends that touch these bytes; where there are others in the file, also all of them at once.
pub(super) fn of(
    source: &Source,
    bytes: &Range<usize>,
    uri: &Uri,
    locale: &Locale,
) -> Vec<CodeAction> {
    let text = &source.text;
    let mends = fix::mends(source);
    let touches = |mend: &Mend| mend.range.start <= bytes.end && bytes.start <= mend.range.end;
    let is_one = |a: &Mend, b: &Mend| {
        let between = &text[a.range.start..b.range.start];
        let is_near = if is_of_block(a.slip) {
            !between.contains("\n\n") && !between.contains("\n\r\n")
        } else {
            !between.contains('\n')
        };
        a.slip == b.slip && is_near
    };
    let mut actions: Vec<_> = mends
        .chunk_by(is_one)
        .filter(|group| group.iter().any(touches))
        .map(|group| {
            let slip = Message::new(group[0].slip.message_id()).count("count", group.len());
            let title = locale.text(&Message::new("lsp-mend").message("slip", slip));
            let edit = |mend: &Mend| {
                let range = position::range(text, mend.range.clone());
                TextEdit::new(range, mend.text.clone().into_owned())
            };
            action(title, CodeActionKind::QUICKFIX, uri, group.iter().map(edit).collect())
        })
        .collect();
    if let Some(fixed) = fix::fix(&source.file, text.as_bytes()).filter(|_| mends.len() > 1) {
        let title = locale.text(&Message::new("lsp-mend-all").count("count", mends.len()));
        let edit = TextEdit::new(position::range(text, 0..text.len()), fixed.after);
        actions.push(action(title, CodeActionKind::SOURCE_FIX_ALL, uri, vec![edit]));
    }
    actions
}

/// Whether slips of this kind in one paragraph or list, or among the facts, are mended together: marks come in pairs, an
/// item is one by its neighbours, and a column is one by the lines above.
fn is_of_block(slip: Slip) -> bool {
    match slip {
        Slip::Heading | Slip::List | Slip::Line | Slip::Table | Slip::Mark | Slip::Link => true,
        Slip::Facts(kind) => {
            matches!(kind, Kind::Indentation | Kind::Child | Kind::Item | Kind::Tab)
        }
        Slip::Encoding | Slip::Punctuation | Slip::Control | Slip::Look => false,
    }
}

#[expect(
    clippy::mutable_key_type,
    reason = "the protocol's own type for an address; nothing changes it"
)]
fn action(title: String, kind: CodeActionKind, uri: &Uri, edits: Vec<TextEdit>) -> CodeAction {
    let changes = HashMap::from([(uri.clone(), edits)]);
    let edit = WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    CodeAction { title, kind: Some(kind), edit: Some(edit), ..CodeAction::default() }
}
