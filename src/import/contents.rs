//! A table of contents that was typed: 目录, and below it 一、支部概况……………3.
//!
//! Entry point: [`take`]. It is no part of a story: the headings stand in the text once more. One that the word processor made
//! is known by its styles (`docx/styles.rs`).

use crate::import::manuscript::Part;
use crate::import::shape::blanks::tidy_text;
use crate::import::shape::length;

/// So many entries without a title above them are one as well.
const ENTRIES: usize = 3;
/// A longer line is a text, in characters.
const LONGEST: usize = 60;

/// How sure it is that a line is an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// 支部概况……3.
    Dotted,
    /// 支部概况　3, behind a tab or blanks: below a title or among dotted ones.
    Bare,
}

/// Takes tables of contents out of a text; gives their lines.
pub(super) fn take(parts: &mut Vec<Part>) -> Vec<String> {
    let mut taken = vec![false; parts.len()];
    let mut at = 0;
    while at < parts.len() {
        let has_title = is_title(&parts[at]);
        let first = at + usize::from(has_title);
        let run: Vec<Entry> = parts[first..].iter().map_while(entry).collect();
        let dotted = run.iter().filter(|one| **one == Entry::Dotted).count();
        let is_contents = has_title && !run.is_empty() || dotted >= ENTRIES && dotted == run.len();
        let end = first + run.len();
        if is_contents {
            taken[at..end].fill(true);
        }
        at = end.max(at + 1);
    }
    take_marked(parts, taken).iter().flat_map(words).collect()
}

/// Takes the parts that are marked, one mark for each part, out of a text; gives them.
pub(super) fn take_marked(parts: &mut Vec<Part>, marks: Vec<bool>) -> Vec<Part> {
    let mut marks = marks.into_iter();
    parts.extract_if(.., |_| marks.next() == Some(true)).collect()
}

/// The lines of a part.
fn words(part: &Part) -> Vec<String> {
    match part {
        Part::Line(line) => vec![tidy_text(&line.text())],
        Part::Table(rows) => rows
            .iter()
            .map(|row| {
                let cells = row.iter().map(|cell| tidy_text(&cell.text()));
                cells.collect::<Vec<_>>().join(" ")
            })
            .collect(),
        Part::Photo(_) | Part::PageBreak => Vec::new(),
    }
}

/// 目 录, a line of its own.
fn is_title(part: &Part) -> bool {
    let Part::Line(line) = part else { return false };
    let bare: String = line.text().chars().filter(|c| !c.is_whitespace()).collect();
    ["目录", "目次", "CONTENTS"]
        .contains(&bare.trim_end_matches(['：', ':']).to_uppercase().as_str())
}

/// An entry, or a table whose rows are some: a text whose cells tabs part is one.
fn entry(part: &Part) -> Option<Entry> {
    match part {
        Part::Line(line) => entry_of(&line.text()),
        Part::Table(rows) => {
            let is_row = |row: &Vec<_>| {
                words(&Part::Table(vec![row.clone()])).iter().all(|text| entry_of(text).is_some())
            };
            rows.iter().all(is_row).then_some(Entry::Bare)
        }
        Part::Photo(_) | Part::PageBreak => None,
    }
}

fn entry_of(text: &str) -> Option<Entry> {
    let text = text.trim();
    let before = text
        .trim_end_matches(['）', ')'])
        .trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        .trim_end_matches(['（', '(', '第']);
    let digits = text.len() - before.len();
    let name = before.trim_end_matches(|c: char| ".…·．‥・-—_ 　\t".contains(c));
    let leader = &before[name.len()..];
    let dots = leader.chars().filter(|c| !c.is_whitespace()).count();
    let is_entry = (1..=9).contains(&digits)
        && length(text.trim_matches(|c| ".…·．‥・-—_".contains(c))) <= LONGEST
        && (2..=LONGEST / 2).contains(&length(name))
        && !name.contains(['。', '！', '？']);
    // 第1—3, 2019-2021 are no leaders.
    let is_dotted = dots >= 3 || leader.contains('…');
    let is_bare = leader.contains('\t') || leader.contains("  ") || leader.contains('　');
    if !is_entry {
        None
    } else if is_dotted {
        Some(Entry::Dotted)
    } else {
        (is_bare || leader == " ").then_some(Entry::Bare)
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, entry_of};

    #[test]
    fn entries_are_told_from_sentences() {
        for (text, is_dotted) in [
            ("一、支部概况……………3", true),
            ("二、主要做法..............12", true),
            ("三、工作成效····················8", true),
            ("支部概况 …… 1", true),
            ("（一）学习有方\t5", false),
            ("主要做法　　２", false),
        ] {
            let is = entry_of(text).map(|entry| entry == Entry::Dotted);
            assert_eq!(is, Some(is_dotted), "{text}");
        }
        for text in ["支部现有党员46", "2019-2021", "他说……。", "比分3—2", "支部概况"]
        {
            assert!(entry_of(text).is_none(), "{text}");
        }
    }
}
