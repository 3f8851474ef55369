//! The numbers of a text, where they went, and where those may go that are in no field.
//!
//! Entry point: [`of`].

use serde::Serialize;
use serde_json::{Value, json};

use crate::check::{self, Account};
use crate::claims::{self, What};
use crate::diagnostic::Source;
use crate::edit;
use crate::locale::{Locale, Message};
use crate::parse::Story;

/// Characters that are shown on either side.
const AROUND: usize = 16;

/// How claims are worded.
pub(super) struct Words<'w> {
    pub(super) locale: &'w Locale,
    pub(super) label: &'w dyn Fn(&str) -> String,
}

/// A number of the text.
#[derive(Serialize)]
pub(super) struct Claim {
    text: String,
    /// UTF-16 offsets in the text as the form has it.
    start: usize,
    end: usize,
    line: usize,
    before: String,
    after: String,
    is_open: bool,
    account: String,
    goes: Vec<Way>,
}

/// Where a number may go.
#[derive(Serialize)]
struct Way {
    label: String,
    changes: Vec<Value>,
}

/// The numbers of a story. `empty` are the facts that hold one number and state none.
pub(super) fn of(
    story: &Story,
    source: &Source,
    empty: &[&'static str],
    words: &Words<'_>,
) -> Vec<Claim> {
    let below = edit::below(source);
    let base = source.text.len() - below.len();
    let coverage = check::coverage(story, source);
    let numerals = coverage.numerals.iter().filter_map(|one| {
        let (start, end) = one.place.span.filter(|(start, end)| *start >= base && end >= start)?;
        let is_open = one.account == Account::Unaccounted;
        let text = &source.text[start..end];
        let utf16 = |at: usize| {
            let before = source.text[base..at].chars().filter(|c| *c != '\r');
            before.map(char::len_utf16).sum::<usize>()
        };
        Some(Claim {
            // Personal data appears in no report.
            text: check::mask(text).unwrap_or_else(|| text.to_owned()),
            start: utf16(start),
            end: utf16(end),
            line: source.line_column(start).0,
            before: around(&source.text[base..start], true),
            after: around(&source.text[end..], false),
            is_open,
            account: account(one.account, words),
            goes: if is_open { ways(source, start..end, empty, words) } else { Vec::new() },
        })
    });
    numerals.collect()
}

fn account(account: Account, words: &Words<'_>) -> String {
    let text = |id| words.locale.text(&Message::new(id));
    match account {
        Account::Field(key) => (words.label)(key),
        Account::Window => text("desk-window"),
        Account::Label => text("desk-label"),
        Account::Unaccounted => text("desk-unaccounted"),
    }
}

/// Some characters of the same line.
fn around(text: &str, is_before: bool) -> String {
    if is_before {
        let line = text.rsplit('\n').next().unwrap_or_default();
        let skip = line.chars().count().saturating_sub(AROUND);
        line.chars().skip(skip).collect()
    } else {
        let line = text.lines().next().unwrap_or_default();
        line.chars().take(AROUND).collect()
    }
}

/// Where a number may go: what the sentence says of it first, then the facts that state none.
fn ways(
    source: &Source,
    range: std::ops::Range<usize>,
    empty: &[&'static str],
    words: &Words<'_>,
) -> Vec<Way> {
    let text = &source.text;
    let start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |newline| range.end + newline);
    let number = &text[range.clone()];
    let all = claims::of(&text[start..end]);
    let said = all.iter().filter(|claim| {
        claim.range.start + start < range.end && range.start < claim.range.end + start
    });
    let mut ways: Vec<Way> = Vec::new();
    let set = |path: &str| json!({"op": "set", "path": path, "value": number});
    for claim in said {
        match (&claim.what, claim.what.field()) {
            (What::Activity { name, count, since }, _) => {
                let mut values = json!({"activity.name": name, "activity.count": count.text()});
                if let Some(since) = since {
                    values["activity.since"] = json!(since);
                }
                let change = json!({"op": "insert", "path": "activities", "values": values});
                let label = format!("{}：{name}", (words.label)("activities"));
                if !name.is_empty() {
                    ways.push(Way { label, changes: vec![change] });
                }
            }
            (What::Band { label, count, .. }, _) => {
                let values = json!({"age_band.label": label, "age_band.count": count.text()});
                let change = json!({"op": "insert", "path": "members.age_bands", "values": values});
                let label = format!("{}：{label}", (words.label)("members.age_bands"));
                ways.push(Way { label, changes: vec![change] });
            }
            (
                What::Total(_) | What::Part(..) | What::Average(_) | What::Committee(_),
                Some(path),
            ) if empty.contains(&path) => {
                ways.push(Way { label: (words.label)(path), changes: vec![set(path)] });
            }
            (
                What::Total(_)
                | What::Part(..)
                | What::Average(_)
                | What::Committee(_)
                | What::Groups(_)
                | What::Name(_)
                | What::Founded(_)
                | What::Renamed { .. }
                | What::Honour(_),
                _,
            ) => {}
        }
    }
    for path in empty {
        let label = (words.label)(path);
        if !ways.iter().any(|way| way.label == label) {
            ways.push(Way { label, changes: vec![set(path)] });
        }
    }
    ways
}
