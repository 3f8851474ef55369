//! The label of a group in a form (年龄结构 beside 69岁及以下 | 14人 and 70-79岁 | 9人), and the cells of a row that are its own.
//!
//! Entry points: [`behind_group`], [`groups_without_rows`]. The label goes with its rows into the text; where they all are facts,
//! or none was kept, it is told.

use std::collections::HashSet;

use crate::import::draft::{FormRow, is_sum};
use crate::import::manuscript::{Cell, Merged};
use crate::import::report::{At, Note};
use crate::import::shape::blanks::tidy_text;
use crate::import::shape::marks::length;
use crate::locale::Message;
use crate::quantity::{self, AgeRange};

/// A longer label is a text, in characters.
const LONGEST: usize = 10;

/// The label of a group beside several rows of a form, 年龄结构 beside 69岁及以下 | 14人 and 70-79岁 | 9人, and the cells of the n-th row that
/// stand behind it.
pub(super) fn behind_group(table: &[Vec<Cell>], nth: usize) -> (Option<&Cell>, Vec<&Cell>) {
    let mut owned = owned(&table[nth]);
    let is_odd = owned.len() > 2 && !owned.len().is_multiple_of(2);
    let is_group = is_odd && (goes_on(table, nth) || counts_alone(table, nth, &owned));
    (is_group.then(|| owned.remove(0)), owned)
}

/// Whether the first cell of a row stands beside several rows.
pub(super) fn goes_on(table: &[Vec<Cell>], nth: usize) -> bool {
    let is_open = |row: Option<&Vec<Cell>>| {
        row.and_then(|row| row.first())
            .is_some_and(|cell| cell.merged == Merged::Above || shown(cell).is_empty())
    };
    is_open(table.get(nth)) || is_open(table.get(nth + 1))
}

/// 年龄结构 | 70-79岁 | 9人 in a form whose other rows are pairs: a group of one row, whose labels are all counted.
fn counts_alone(table: &[Vec<Cell>], nth: usize, cells: &[&Cell]) -> bool {
    let Some((group, pairs)) = cells.split_first() else { return false };
    let is_counted = |pair: &[&Cell]| {
        let value = pair.get(1).map(|cell| shown(cell)).unwrap_or_default();
        let label = pair.first().map(|cell| shown(cell)).unwrap_or_default();
        length(&label) <= LONGEST
            && (quantity::parse_quantity(&label).is_err() || AgeRange::parse(&label).is_ok())
            && quantity::parse_quantity(&value).is_ok()
    };
    let group = shown(group);
    // Rows of a table of numbers have as many cells each.
    let is_pairs = |row: &Vec<Cell>| owned(row).len().is_multiple_of(2) && !is_sum_row(row);
    let above = nth.checked_sub(1).and_then(|above| table.get(above));
    let has_pairs = || above.into_iter().chain(table.get(nth + 1)).any(is_pairs);
    (2..=LONGEST).contains(&length(&group))
        && !group.contains(|c: char| c.is_ascii_digit())
        && pairs.chunks(2).all(is_counted)
        && has_pairs()
}

fn is_sum_row(row: &[Cell]) -> bool {
    row.first().is_some_and(|cell| is_sum(&shown(cell)))
}

pub(super) fn is_of_committee(group: &str) -> bool {
    ["班子", "支委", "委员会"].iter().any(|word| group.contains(word))
}

/// Adds 书记 | 1名 to the row of its group, 支部班子: what is counted is the committee, and no office alone.
pub(super) fn add_to_group(form: &mut Vec<FormRow>, group: &str, cells: &[&Cell]) {
    let told: Vec<String> =
        cells.chunks(2).map(|pair| pair.iter().copied().map(shown).collect()).collect();
    let told = told.join("、");
    match form.last_mut().filter(|row| row.label == group) {
        Some(row) => row.value = format!("{}、{told}", row.value),
        None => {
            form.push(FormRow { label: group.to_owned(), value: told, ..FormRow::default() });
        }
    }
}

/// The labels of the groups that rows stand in.
pub(super) fn labels(rows: &[FormRow]) -> HashSet<&str> {
    rows.iter().filter_map(|row| Some(&*row.group.as_ref()?.0)).collect()
}

/// The labels of groups that no row of the text stands below: all of their rows are facts, or none was kept.
pub(in crate::import) fn groups_without_rows(form: &[FormRow], shown: &[FormRow]) -> Vec<Note> {
    let mut groups: Vec<&(String, usize)> =
        form.iter().filter_map(|row| row.group.as_ref()).collect();
    groups.dedup();
    let labels = labels(shown);
    groups.retain(|(name, _)| !labels.contains(&**name));
    groups.into_iter().map(|(name, nth)| label_note(name, *nth)).collect()
}

/// That a label stands nowhere in the text.
pub(super) fn label_note(label: &str, nth: usize) -> Note {
    Note::at(At::Paragraph(nth), Message::new("import-form-label").text("label", label))
}

/// The cells of a row, merged ones once. A label that is merged from above is there, for it has values beside it.
pub(super) fn owned(row: &[Cell]) -> Vec<&Cell> {
    let all = row.iter().enumerate();
    all.filter(|(at, cell)| !cell.is_merged() || *at == 0).map(|(_, cell)| cell).collect()
}

/// The text of a cell; of a label that is merged from above, none.
pub(super) fn shown(cell: &Cell) -> String {
    if cell.is_merged() { String::new() } else { tidy_text(&cell.text()) }
}
