//! A paragraph that was broken by hand, with Shift and Enter: which of its rows are paragraphs.
//!
//! Entry point: [`lines`]. Two or three sentences are of one paragraph; a whole text may stand in one as well.

use crate::import::manuscript::{Line, Run};
use crate::import::shape::{blanks, length, marks, signoff};

/// The longest row of a sign-off, in characters.
const LONGEST_ROLE: usize = 40;
/// The longest row that may be a title or a name, in characters.
const LONGEST_SHORT: usize = 26;
/// As many sentences, a row each, are paragraphs where they are as long together, in characters.
const MANY: usize = 4;
const LONG: usize = 200;

/// A row of a paragraph.
struct Row {
    runs: Vec<Run>,
    text: String,
}

impl Row {
    /// 一、建强班子, a short row all in bold, or 供稿：示例甲.
    fn stands_alone(&self) -> bool {
        let is_bold = self.runs.iter().all(|run| run.is_bold || run.text.trim().is_empty());
        self.is_headed()
            || is_bold && length(&self.text) <= marks::LONGEST && !marks::ends_sentence(&self.text)
            || self.is_role()
    }

    fn is_role(&self) -> bool {
        length(&self.text) <= LONGEST_ROLE && signoff::is_role_line(&self.text)
    }

    fn is_headed(&self) -> bool {
        marks::mark(&self.text).is_some()
            && length(&self.text) <= marks::LONGEST
            && !marks::ends_sentence(&self.text)
    }

    fn ends_with_sentence(&self) -> bool {
        let bare = self.text.trim_end_matches(['”', '’', '"', '）', ')', '》']);
        bare.ends_with(['。', '！', '？', '…', '：', '；'])
    }

    /// Whether it is much shorter than the longest, and no clause that goes on.
    fn is_short(&self, longest: usize) -> bool {
        let own = length(&self.text);
        own <= LONGEST_SHORT && own * 2 < longest && !marks::ends_sentence(&self.text)
    }
}

/// A line with breaks in it: sentences are joined; paragraphs, titles and the lines of a sign-off stay apart.
pub(super) fn lines(line: Line) -> Vec<Line> {
    let text = line.text();
    if !text.contains('\n') {
        return vec![line];
    }
    let rows = rows_of(&line.runs);
    let is_signoff =
        rows.iter().any(Row::is_role) && rows.iter().all(|row| length(&row.text) <= LONGEST_ROLE);
    if is_signoff {
        return rows
            .into_iter()
            .map(|row| Line { runs: plain(row.text), ..line.clone() })
            .collect();
    }
    let is_title = length(&text) <= marks::LONGEST && !marks::ends_sentence(&text);
    let may_be_parted = !is_title || rows.iter().any(Row::is_headed);
    if may_be_parted && are_paragraphs(&rows) {
        return parted(rows, &line);
    }
    vec![Line { runs: blanks::unbroken(line.runs.clone(), is_title), ..line }]
}

fn plain(text: String) -> Vec<Run> {
    vec![Run { text, ..Run::default() }]
}

/// The rows of runs, without empty ones.
fn rows_of(runs: &[Run]) -> Vec<Row> {
    let mut rows: Vec<Vec<Run>> = vec![Vec::new()];
    for run in runs {
        for (nth, text) in run.text.split('\n').enumerate() {
            if nth > 0 {
                rows.push(Vec::new());
            }
            let last = rows.len() - 1;
            if nth == 0 || !text.is_empty() {
                rows[last].push(Run { text: text.to_owned(), ..run.clone() });
            }
        }
    }
    let text = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let rows = rows.into_iter().map(|runs| Row { text: text(&runs).trim().to_owned(), runs });
    rows.filter(|row| !row.text.is_empty()).collect()
}

/// Whether rows are paragraphs: they are counted, one of them stands alone or is short, or they are many sentences.
fn are_paragraphs(rows: &[Row]) -> bool {
    let Some((_, above)) = rows.split_last() else { return false };
    let longest = longest(rows);
    let alone = rows.iter().filter(|row| row.stands_alone()).count();
    let is_long =
        rows.len() >= MANY && rows.iter().map(|row| length(&row.text)).sum::<usize>() > LONG;
    is_list(rows)
        || (1..rows.len()).contains(&alone)
        || above.iter().any(|row| row.is_short(longest))
        || is_long && above.iter().all(Row::ends_with_sentence)
}

/// 所获荣誉： and below it 1.2021年…, 2.2023年…: rows that are counted, with no blank behind their numbers.
fn is_list(rows: &[Row]) -> bool {
    let head = usize::from(rows.first().is_some_and(|row| row.text.ends_with('：')));
    let is_item = |(at, row): (usize, &Row)| {
        let behind = row.text.strip_prefix(&(at + 1).to_string());
        behind.is_some_and(|behind| behind.starts_with(['.', '．', '、', ')', '）']))
    };
    rows.len() > head + 1 && rows.iter().skip(head).enumerate().all(is_item)
}

fn longest(rows: &[Row]) -> usize {
    rows.iter().map(|row| length(&row.text)).max().unwrap_or_default()
}

/// The paragraphs of rows: one that stands alone or is short is one, what ends a sentence ends one, the others are joined.
fn parted(rows: Vec<Row>, line: &Line) -> Vec<Line> {
    let (longest, is_list) = (longest(&rows), is_list(&rows));
    let mut paragraphs: Vec<Vec<Run>> = Vec::new();
    let mut goes_on = false;
    for row in rows {
        let is_alone = row.stands_alone();
        let ends = is_list || is_alone || row.ends_with_sentence() || row.is_short(longest);
        match paragraphs.last_mut().filter(|_| goes_on && !is_alone) {
            Some(before) => {
                before.extend(plain("\n".to_owned()));
                before.extend(row.runs);
            }
            None => paragraphs.push(row.runs),
        }
        goes_on = !ends;
    }
    let tidied = |runs| blanks::unbroken(blanks::tidy(runs), false);
    paragraphs.into_iter().map(|runs| Line { runs: tidied(runs), ..line.clone() }).collect()
}
