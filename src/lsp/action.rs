//! What may be done with a click: mends that have one right answer, each by itself, and all of a file: those of
//! `liuhao check --fix`; an answer to a question of an import; a waiver.
//!
//! Entry point: [`of`].

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use lsp_types::{
    CodeAction, CodeActionKind, Diagnostic, NumberOrString, TextEdit, Uri, WorkspaceEdit,
};

use crate::check;
use crate::diagnostic::Source;
use crate::discover::Keys;
use crate::edit::{self, Change, Given};
use crate::fix::{self, Mend, Slip};
use crate::import;
use crate::locale::{Locale, Message};
use crate::lsp::position;
use crate::schema::typed::Kind;
use crate::schema::{self, Fields};

/// A text and where in it something is asked.
pub(super) struct Asked<'a> {
    pub(super) source: &'a Source,
    pub(super) bytes: Range<usize>,
    pub(super) keys: &'a Keys,
    pub(super) uri: &'a Uri,
    pub(super) locale: &'a Locale,
    /// What was told of the file last.
    pub(super) faults: &'a [Diagnostic],
}

/// Everything that may be done there.
pub(super) fn of(asked: &Asked<'_>) -> Vec<CodeAction> {
    [asked.mends(), asked.answers(), asked.waivers()].concat()
}

impl Asked<'_> {
    fn touches(&self, bytes: &Range<usize>) -> bool {
        bytes.start <= self.bytes.end && self.bytes.start <= bytes.end
    }

    /// The mends that touch these bytes; where there are others in the file, also all of them at once.
    fn mends(&self) -> Vec<CodeAction> {
        let text = &self.source.text;
        let mends = fix::mends(self.source, self.keys);
        let is_one = |a: &Mend, b: &Mend| {
            let between = &text[a.range.start..b.range.start];
            let is_near = if is_of_block(a.slip) {
                !between.contains("\n\n") && !between.contains("\n\r\n")
            } else {
                !between.contains('\n')
            };
            a.slip == b.slip && is_near
        };
        let groups = mends.chunk_by(is_one);
        let touched = groups.filter(|group| group.iter().any(|mend| self.touches(&mend.range)));
        let mut actions: Vec<_> = touched
            .map(|group| {
                let slip = Message::new(group[0].slip.message_id()).count("count", group.len());
                let title = Message::new("lsp-mend").message("slip", slip);
                let edit = |mend: &Mend| {
                    let range = position::range(text, mend.range.clone());
                    TextEdit::new(range, mend.text.clone().into_owned())
                };
                self.action(&title, CodeActionKind::QUICKFIX, group.iter().map(edit).collect())
            })
            .collect();
        let fixed = fix::fix_with(&self.source.file, text.as_bytes(), self.keys);
        if let Some(fixed) = fixed.filter(|_| mends.len() > 1) {
            let title = Message::new("lsp-mend-all").count("count", mends.len());
            let edit = TextEdit::new(position::range(text, 0..text.len()), fixed.after);
            actions.push(self.action(&title, CodeActionKind::SOURCE_FIX_ALL, vec![edit]));
        }
        actions
    }

    /// What an import was not sure of: to be taken as proposed, or to be dropped.
    fn answers(&self) -> Vec<CodeAction> {
        let table = self.keys.of_file(&self.source.file);
        let lines =
            edit::comments(self.source, table, import::MARK).into_iter().filter(|comment| {
                let line = line(&self.source.text, comment.line);
                // The first line of an import says what the questions are; it is none itself.
                comment.text.trim_start_matches(['#', ' ']).starts_with(import::MARK)
                    && self.touches(&line)
            });
        let mut actions = Vec::new();
        for comment in lines {
            let asked = edit::Asked::of(&comment, self.locale);
            let (nth, text) = (comment.line, comment.text.clone());
            let drop = Change::Dismiss { line: nth, comment: text };
            let changes = [("lsp-take", asked.taken(&comment)), ("lsp-dismiss", Some(drop))];
            for (id, change) in changes {
                let title = Message::new(id).text("asked", &asked.text);
                actions.extend(change.and_then(|change| self.change(&title, table, change)));
            }
        }
        actions
    }

    /// A waiver for each rule that tells of something here. Its reason is still to be written, which is told as well.
    fn waivers(&self) -> Vec<CodeAction> {
        let table = self.keys.of_file(&self.source.file);
        if schema::find(table, "waive", true).is_none() {
            return Vec::new();
        }
        let text = &self.source.text;
        let here = self.faults.iter().filter(|fault| {
            let range = fault.range;
            self.touches(&(position::offset(text, range.start)..position::offset(text, range.end)))
        });
        let rules = here.filter_map(|fault| match &fault.code {
            Some(NumberOrString::String(rule)) if check::can_be_waived(rule) => Some(&**rule),
            Some(NumberOrString::String(_) | NumberOrString::Number(_)) | None => None,
        });
        let rules: BTreeSet<&str> = rules.collect();
        let waiver = |rule: &str| {
            let values = BTreeMap::from([("waive.rule".to_owned(), Given::Text(rule.to_owned()))]);
            let change = Change::Insert { path: "waive".to_owned(), nth: None, values };
            self.change(&Message::new("lsp-waive").text("rule", rule), table, change)
        };
        rules.into_iter().filter_map(waiver).collect()
    }

    /// A change of the facts; none where it cannot be shown that nothing else changes.
    fn change(&self, title: &Message, table: Fields, change: Change) -> Option<CodeAction> {
        let after = edit::edit(self.source, table, &[change]).ok()?;
        let edit = position::difference(&self.source.text, &after);
        Some(self.action(title, CodeActionKind::QUICKFIX, vec![edit]))
    }

    #[expect(
        clippy::mutable_key_type,
        reason = "the protocol's own type for an address; nothing changes it"
    )]
    fn action(&self, title: &Message, kind: CodeActionKind, edits: Vec<TextEdit>) -> CodeAction {
        let changes = HashMap::from([(self.uri.clone(), edits)]);
        let edit = WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        let title = self.locale.text(title);
        CodeAction { title, kind: Some(kind), edit: Some(edit), ..CodeAction::default() }
    }
}

/// The bytes of a line, counted from 1.
fn line(text: &str, number: usize) -> Range<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n').take(number.saturating_sub(1)) {
        start += line.len();
    }
    let length = text[start..].lines().next().map_or(0, str::len);
    start..start + length
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
