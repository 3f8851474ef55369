//! Lines that stand for the rows of a table: cells divided by Tabs, by blanks, by ｜, or by | without the row that
//! makes a table.
//!
//! Entry points: [`slips`], [`extra_cells`]. Two lines at least make a table.

use std::ops::Range;

use crate::check::slip::{Kind, Line, Slip};
use crate::fullwidth::is_digit;
use crate::parse::body::forms::is_blank;
use crate::parse::profile::SIGNOFF_ROLES;
use crate::prefilter::Alphabet;

/// What stands between cells: as Markdown reads it, and as an input method types it too.
const READ: &[char] = &['|'];
const TYPED: &[char] = &['|', '｜', '│', '┃', '║'];

/// The most rows of a table between blanks.
const ROWS: usize = 60;

/// The slips in the lines of a body.
pub(super) fn slips((body, alphabet): (&str, &Alphabet), lines: &[Line<'_>]) -> Vec<Slip> {
    let mut found = Vec::new();
    // Without one of these no line is a row.
    let has_rows = ['\t', '|', '｜', '│', '┃', '║'].iter().any(|c| alphabet.finds(body, *c));
    let mut at = 0;
    while at < lines.len() {
        let rows = lines[at..].iter().take_while(|line| has_rows && is_row(line));
        let length = rows.count();
        let is_read = lines[at..at + length].windows(2).any(is_table);
        if length >= 2 && !is_read && !lines[at..at + length].iter().all(is_signed) {
            found.extend(slip(lines, at..at + length, &|text| cells(text, TYPED)));
        }
        if length == 1
            && let Some(length) = spread(&lines[at..])
        {
            found.extend(slip(lines, at..at + length, &|text| cells(text, TYPED)));
            at += length;
            continue;
        }
        if is_read {
            found.extend(torn_off(lines, at..at + length));
        }
        if length == 0
            && let Some((length, gap)) = columns(&lines[at..])
        {
            found.extend(slip(lines, at..at + length, &|text| apart(text, gap)));
            at += length;
            continue;
        }
        if length == 0
            && let Some((length, mark)) = comma_rows(&lines[at..])
        {
            found.extend(slip(lines, at..at + length, &|text| {
                text.split(mark).map(str::trim).collect()
            }));
            at += length;
            continue;
        }
        at += length.max(1);
    }
    found
}

/// `供稿 | 示例县委老干部局`: who made a story, as accounts write it.
fn is_signed(line: &Line<'_>) -> bool {
    let role = line.text.split(TYPED).next().unwrap_or_default();
    SIGNOFF_ROLES.contains(&role.trim())
}

/// Whether a line is a row between bars, and no sentence.
fn is_framed(line: &Line<'_>) -> bool {
    let text = line.text;
    !line.is_quoted && text.len() > 2 && text.starts_with(TYPED) && text.ends_with(TYPED)
}

/// How many lines are rows with blank lines between them, which part a table into its rows.
fn spread(lines: &[Line<'_>]) -> Option<usize> {
    let may_be = |line: &&Line<'_>| line.is_blank() || is_framed(line);
    let all = lines.iter().take(ROWS * 2).take_while(may_be);
    let rows: Vec<usize> =
        all.enumerate().filter(|(_, line)| is_framed(line)).map(|(at, _)| at).collect();
    let is_apart = rows.windows(2).all(|pair| pair[1] > pair[0] + 1);
    let count = |at: &usize| cells(lines[*at].text, TYPED).len();
    let is_alike = rows.windows(2).all(|pair| count(&pair[0]) == count(&pair[1]));
    (rows.len() > 1 && is_apart && is_alike).then(|| rows[rows.len() - 1] + 1)
}

/// The blank lines behind the table `run` that part its last row from it.
fn torn_off(lines: &[Line<'_>], run: Range<usize>) -> Option<Slip> {
    let blanks = lines[run.end..].iter().take_while(|line| line.is_blank()).count();
    let next = lines.get(run.end + blanks).filter(|line| blanks > 0 && is_framed(line))?;
    let is_head = lines[run.end + blanks..].windows(2).next().is_some_and(is_table);
    let last = lines.get(run.end.checked_sub(1)?)?;
    let is_row =
        cells(next.text, TYPED).len() == cells(last.text, READ).len() && !is_delimiter(next.text);
    (is_row && !is_head).then(|| Slip::new(last.end()..next.start, "\n", Kind::Table))
}

/// How many lines are rows whose cells a comma or a bar parts, as a spreadsheet writes them, and which comma. In one column
/// figures stand below a word.
fn comma_rows<'b>(lines: &[Line<'b>]) -> Option<(usize, char)> {
    // A limit keeps the time linear.
    let may_be = |line: &&Line<'b>| {
        line.text.len() < 300
            && !line.is_quoted
            && !line.text.contains(['。', '：', '！', '？', '“'])
    };
    let first = lines.first().filter(may_be)?;
    let is_mark = |c: &char| matches!(c, ',' | '，' | ';' | '；' | '|' | '｜');
    let mark = first.text.chars().find(is_mark)?;
    let count = first.text.split(mark).count();
    let cells = |line: &Line<'b>| line.text.split(mark).map(str::trim).collect::<Vec<_>>();
    let is_row = |line: &&Line<'b>| {
        let is_short = |cell: &str| cell.chars().count() <= 12 && !cell.is_empty();
        let mut cells = line.text.split(mark).map(str::trim);
        may_be(line) && cells.clone().count() == count && cells.all(is_short)
    };
    let length = lines.iter().take(ROWS).take_while(is_row).count();
    let has_figures = |column: usize| {
        let mut rows = lines[..length].iter().map(|line| cells(line)[column]);
        let is_number = |cell: &str| {
            let unit = cell.trim_start_matches(|c| is_digit(c) || c == '.');
            unit.len() < cell.len() && unit.chars().count() <= 2
        };
        rows.next().is_some_and(|head| !head.contains(is_digit)) && rows.all(is_number)
    };
    let is_table = count >= 2 && length >= 2 && count + length >= 5 && (0..count).any(has_figures);
    is_table.then_some((length, mark))
}

/// How many lines have the same columns, divided by blanks, and how many blanks divide them at least. Figures stand
/// below the words of the first line: names in columns are no table.
fn columns(lines: &[Line<'_>]) -> Option<(usize, usize)> {
    // A limit keeps the time linear.
    let first = lines.first().filter(|line| line.text.len() < 300 && is_cell_row(line.text))?;
    let of_gap = |gap: usize, least: usize| {
        let count = apart(first.text, gap).len();
        let is_row = |line: &&Line<'_>| {
            let cells = apart(line.text, gap);
            let is_short = cells.iter().all(|cell| cell.chars().count() <= 20);
            cells.len() == count && !line.is_quoted && is_short && is_cell_row(line.text)
        };
        let length = lines.iter().take(ROWS).take_while(is_row).count();
        let has_figures = |column: usize| {
            let rows = lines[..length].iter().skip(1);
            rows.map(|line| apart(line.text, gap)[column]).all(|cell| cell.contains(is_digit))
        };
        let is_table = count >= 2 && length >= least && (0..count).any(has_figures);
        is_table.then_some((length, gap))
    };
    of_gap(2, 2).or_else(|| of_gap(1, 3).filter(|_| apart(first.text, 1).len() > 2))
}

/// The parts of a line between runs of at least `gap` blanks.
fn apart(text: &str, gap: usize) -> Vec<&str> {
    let mut cells = Vec::new();
    let (mut from, mut blanks) = (0, None);
    for (at, c) in text.char_indices() {
        match (is_blank(c), blanks) {
            (true, None) => blanks = Some((at, 1)),
            (true, Some((start, count))) => blanks = Some((start, count + 1)),
            (false, Some((start, count))) if count >= gap => {
                cells.push(&text[from..start]);
                (from, blanks) = (at, None);
            }
            (false, _) => blanks = None,
        }
    }
    cells.push(&text[from..]);
    cells
}

/// Whether a line can be a row of cells between blanks: it is no sentence.
fn is_cell_row(text: &str) -> bool {
    // A sentence soon has one of these; it takes long to see that it has no blank.
    !text.contains(['。', '，', '；', '：', '！', '？', '|']) && text.contains(is_blank)
}

/// The cells that stand beyond the head of a table, which no page shows.
pub(super) fn extra_cells(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for table in read(lines) {
        let columns = cells(lines[table.start].text, READ).len();
        for row in &lines[table.start + 2..table.end] {
            let more =
                cells(row.text, READ).into_iter().skip(columns).filter(|cell| !cell.is_empty());
            let more: Vec<&str> = more.collect();
            if let (Some(first), Some(last)) = (more.first(), more.last()) {
                let offset = |part: &str| part.as_ptr() as usize - row.text.as_ptr() as usize;
                found.push(row.at + offset(first)..row.at + offset(last) + last.len());
            }
        }
    }
    found
}

/// The lines of each table that Markdown reads: head, strokes and rows. A row needs no bar of its own.
pub(super) fn read(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + 1 < lines.len() {
        if !lines[at + 1].text.contains('|') || !is_table(&lines[at..]) {
            at += 1;
            continue;
        }
        let is_row = |line: &&Line<'_>| !line.text.is_empty() && !begins_block(line.text);
        let end = at + 2 + lines[at + 2..].iter().take_while(is_row).count();
        found.push(at..end);
        at = end;
    }
    found
}

/// Whether a line is a heading or an item of a list for Markdown, which ends the table above it.
fn begins_block(text: &str) -> bool {
    let signs = text.len() - text.trim_start_matches('#').len();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match (signs, digits) {
        (1..=6, _) => signs,
        (0, 0) if text.starts_with(['-', '*', '+']) => 1,
        (0, 1..=9) if text[digits..].starts_with(['.', ')']) => digits + 1,
        _ => return false,
    };
    text[mark..].starts_with([' ', '\t'])
}

fn is_row(line: &Line<'_>) -> bool {
    let text = line.text;
    if line.is_quoted || text.is_empty() {
        return false;
    }
    let is_tabbed = text.contains('\t') && text.split('\t').all(|cell| cell.chars().count() <= 60);
    is_tabbed
        || text.starts_with(TYPED)
        || text.contains('|') && text.contains(" | ")
        || is_delimiter(text)
}

/// Whether the first two of some lines begin a table as Markdown reads it.
fn is_table(rows: &[Line<'_>]) -> bool {
    let [head, below, ..] = rows else { return false };
    let is_ascii = below.text.is_ascii() && below.text.contains('-') && is_delimiter(below.text);
    is_ascii
        && head.text.contains('|')
        && cells(below.text, READ).len() == cells(head.text, READ).len()
}

/// A row of strokes.
fn is_delimiter(text: &str) -> bool {
    // The first character of most lines says no.
    // Of the lines that boxes are drawn with: ─ ━ ═ and the dashed ones lie, the others stand or cross.
    let lies = |c: char| matches!(c, '─' | '━' | '═' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍');
    let is_bar = |c: char| matches!(c, '|' | '｜' | '+') || ('─'..='╿').contains(&c) && !lies(c);
    let is_stroke = |c: char| matches!(c, '-' | '—' | '－' | '–' | '=') || lies(c);
    let is_other = |c: char| matches!(c, ':' | '：' | ' ' | '\t' | '\u{3000}');
    text.chars().all(|c| is_bar(c) || is_stroke(c) || is_other(c))
        && text.contains(is_bar)
        && text.contains(is_stroke)
}

/// The cells of a row between these bars, without blanks around them.
fn cells<'t>(text: &'t str, bars: &[char]) -> Vec<&'t str> {
    if !text.contains(bars) {
        return text.split('\t').map(str::trim).collect();
    }
    let inner = text.strip_prefix(bars).unwrap_or(text);
    let has_end = inner.ends_with(bars) && !inner.ends_with("\\|");
    let mut found = Vec::new();
    let mut from = 0;
    for (at, bar) in inner.match_indices(bars) {
        if inner[..at].ends_with('\\') {
            continue;
        }
        found.push(inner[from..at].trim());
        from = at + bar.len();
    }
    if !has_end {
        found.push(inner[from..].trim());
    }
    found
}

/// The table of the lines `run`; `split` gives the cells of one.
fn slip<'b>(
    lines: &[Line<'b>],
    run: Range<usize>,
    split: &dyn Fn(&'b str) -> Vec<&'b str>,
) -> Option<Slip> {
    let rows = &lines[run.clone()];
    let words: Vec<Vec<&str>> = rows
        .iter()
        .filter(|row| !row.text.is_empty() && !is_delimiter(row.text))
        .map(|row| split(row.text))
        .collect();
    let columns = words.iter().map(Vec::len).max()?;
    // Rows of very different lengths are something else.
    let is_filled = words.iter().any(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1);
    if !is_filled
        || words.len() < 2 && rows.len() == words.len()
        || columns < 2
        || words.iter().any(|row| row.len() * 2 < columns)
    {
        return None;
    }
    let mut table = String::new();
    if run.start > 0 && !lines[run.start - 1].text.is_empty() {
        table.push('\n');
    }
    for (nth, row) in words.iter().enumerate() {
        for column in 0..columns {
            let cell = row.get(column).copied().unwrap_or_default();
            table += "| ";
            table += &cell.replace('|', "\\|").replace("\\\\|", "\\|");
            table.push(' ');
        }
        table += "|\n";
        if nth == 0 {
            table += &"| --- ".repeat(columns);
            table += "|\n";
        }
    }
    let is_glued = lines.get(run.end).is_some_and(|next| !next.text.is_empty());
    if !is_glued {
        table.pop();
    }
    let (first, last) = (rows.first()?, rows.last()?);
    Some(Slip::new(first.start..last.end(), table, Kind::Table))
}

#[cfg(test)]
mod tests {
    use crate::check::slip::{Kind, extra_cells, slips};

    #[test]
    fn no_row_is_joined_over_what_is_no_blank_line() {
        let table = "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |\n";
        for between in [":::折叠 甲\n", "```\n码\n```\n", "<p>甲</p>\n\n", "\n:::折叠 甲\n\n"]
        {
            let body = format!("{table}\n{between}| 义诊 | 3 |\n");
            let taken = slips(&body).into_iter().filter(|slip| slip.kind == Kind::Table);
            for slip in taken {
                assert!(!body[slip.range].contains(between.trim()), "{body}");
            }
        }
        let body = "| 活动 | 次数 |\n\n:::折叠 甲\n\n| 党课 | 6 |\n";
        assert!(slips(body).iter().all(|slip| !body[slip.range.clone()].contains("折叠")));
        assert_eq!(slips(&format!("{table}\n| 义诊 | 3 |\n")).len(), 1);
    }

    #[test]
    fn a_heading_or_an_item_ends_a_table_and_another_one_may_begin_below_it() {
        for end in ["## 丙|丁", "- 丙|丁", "3. 丙|丁"] {
            let body = format!("|甲|\n|--|\n|乙|\n{end}\n|戊\n|--|\n|50|310|");
            let cells: Vec<&str> =
                extra_cells(&body).into_iter().map(|range| &body[range]).collect();
            assert_eq!(cells, ["310"], "{end}");
        }
        assert_eq!(extra_cells("|甲|\n|--|\n|#乙|丙|\n|--|--|\n|丁|").len(), 2);
    }
}
