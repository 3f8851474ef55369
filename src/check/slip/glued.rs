//! Lines that Markdown joins into one, though each was meant to stand alone.
//!
//! Entry point: [`slips`]. A line break inside a paragraph joins what stands on both sides. A text that was broken at
//! the right edge has long lines; a short one without a comma at its end is a line of verse, of a form or of a list.

use crate::check::slip::number::number;
use crate::check::slip::{Kind, Line, Slip, table};
use crate::parse::body::forms::{ends_sentence, form, is_han};

/// A line of fewer characters was not broken at an edge.
const SHORTEST: usize = 20;
/// What begins a block of Markdown.
const BLOCKS: [&str; 12] =
    ["#", ">", "|", "- ", "* ", "+ ", "```", "~~~", "---", "===", "[^", "!["];

/// Lines of a column of print are of one length, which is at least this.
const COLUMN: usize = 10;

/// The ends of short lines that are joined with the next one. `found` are the slips of lines and tables, in order.
pub(super) fn slips(body: &str, lines: &[Line<'_>], found: &[Slip]) -> Vec<Slip> {
    let slip_of = |line: &Line<'_>| {
        let next = found.partition_point(|slip| slip.range.end < line.start);
        found.get(next).filter(|slip| slip.range.start < line.end()).map(|slip| slip.kind)
    };
    let is_free = |line: &Line<'_>| slip_of(line).is_none_or(|kind| kind == Kind::List);
    let tables = table::read(lines);
    let is_row = |at: usize| {
        let next = tables.partition_point(|table| table.end <= at);
        tables.get(next).is_some_and(|table| table.start <= at)
    };
    let mut ends = Vec::new();
    for (at, pair) in lines.windows(2).enumerate() {
        let (line, next) = (&pair[0], &pair[1]);
        if is_joined(body, line, next)
            && is_free(line)
            && !is_row(at)
            && slip_of(next).is_none()
            && !is_column(lines, at)
        {
            let is_item = slip_of(line).is_some()
                || number(line.text).is_some()
                || line.text.starts_with(['-', '*', '+']) && line.text[1..].starts_with(' ');
            let ends_quotation = line.is_quoted && !next.is_quoted;
            let put = if is_item || ends_quotation { "\n" } else { "\\" };
            ends.push(Slip::new(line.end()..line.end(), put, Kind::Line));
        }
    }
    ends
}

/// Whether the line `at` stands in a paragraph whose lines are of one length and end sentences in their midst, as
/// copied from a column of print.
fn is_column(lines: &[Line<'_>], at: usize) -> bool {
    let length = |line: &Line<'_>| line.text.chars().count();
    let width = length(&lines[at]);
    let is_alike = |line: &&Line<'_>| length(line).abs_diff(width) <= 2;
    let goes_on = |line: &Line<'_>| line.text.trim_end_matches('。').contains('。');
    // A limit keeps the time linear.
    let before = lines[..at].iter().rev().take(40).take_while(is_alike);
    let behind = lines[at..].iter().take(40).take_while(is_alike);
    width >= COLUMN && before.chain(behind).any(goes_on)
}

/// How many marks of quotation stand before a line.
fn depth(body: &str, line: &Line<'_>) -> usize {
    let start = body[..line.at].rfind('\n').map_or(0, |at| at + 1);
    body[start..line.at].matches('>').count()
}

fn is_joined(body: &str, line: &Line<'_>, next: &Line<'_>) -> bool {
    let (text, below) = (line.text, next.text);
    let is_words = text.contains(is_han) && below.contains(is_han);
    if text.is_empty() || below.is_empty() || !is_words || !line.is_quoted && next.is_quoted {
        return false;
    }
    // Behind `> 引文` a line without the mark goes on with the quotation, which nobody sees in the file.
    if line.is_quoted && !next.is_quoted {
        let goes_on = text.ends_with(['，', '、', '；', ',', ';', '—', '-', '\\'])
            || BLOCKS.iter().any(|mark| text.starts_with(mark) || below.starts_with(mark))
            || form(below).is_some()
            || next.start != next.at;
        return !goes_on;
    }
    // A quotation inside another is a block of its own.
    if line.is_quoted && depth(body, next) > depth(body, line) {
        return false;
    }
    let goes_on = text.ends_with(['，', '、', '；', ',', ';', '—', '-', '\\'])
        || below.starts_with(|c: char| "，。、；：？！）》”’,.;:?!)]".contains(c));
    let is_broken = body[line.end()..].starts_with("  ");
    let is_block = ["#", "|", "[^", "![", "[!"].iter().any(|mark| text.starts_with(mark))
        || text.contains('\t')
        || below.contains('\t');
    let blanks = &body[next.start..next.at];
    let is_indented = blanks.len() > 1 || blanks.starts_with('\t');
    !goes_on
        && !is_broken
        && !is_block
        && !is_indented
        && !ends_sentence(text)
        && !BLOCKS.iter().any(|mark| below.starts_with(mark))
        && form(below).is_none()
        && !(number(text).is_some() && number(below).is_some())
        && text.chars().count() < SHORTEST
}

#[cfg(test)]
mod tests {
    use crate::check::slip::slips;

    #[test]
    fn a_quotation_inside_another_and_items_with_ticks_are_blocks_of_their_own() {
        for body in ["> 支部学习\n>> 大家都说好\n", "☑ 学习\n\n☐ 服务\n\n支部坚持学习。\n"]
        {
            assert_eq!(slips(body), [], "{body}");
        }
        assert_eq!(slips("> 支部学习\n> 大家都说好\n").len(), 1);
    }

    #[test]
    fn rows_of_a_table_are_not_broken_though_they_have_no_bars_at_their_ends() {
        let table = "活动 | 次数\n-- | --\n党课 | 三次\n读书\n合计 | 三次\n";
        assert_eq!(slips(table), []);
        assert_eq!(slips(&format!("{table}\n支部学习\n大家都说好\n")).len(), 1);
    }
}
