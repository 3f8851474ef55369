//! From the blocks of a story to Markdown that shows the same text.
//!
//! Entry point: [`body`]. What looks like a mark of Markdown is escaped; bold that would not become bold is left
//! out, as the words matter more.

use std::sync::Arc;

use crate::import::draft::{Block, Draft, Figure, FormRow, Item};
use crate::import::manuscript::Run;
use crate::link::Target;
use crate::parse::body::{self, Settings};

/// The Markdown of a draft. `file` gives the name of a photo beside the profile, `None` for one that is not kept.
pub(super) fn body(draft: &Draft, file: &dyn Fn(usize) -> Option<String>) -> String {
    let mut text = String::new();
    for block in &draft.blocks {
        match block {
            Block::Heading(heading) => {
                let hashes = "#".repeat(usize::from(heading.level));
                text += &format!("{hashes} {}\n\n", escape(&heading.text, false));
            }
            Block::Paragraph(paragraph) => {
                text += &format!("{}\n\n", paragraph_text(&paragraph.runs));
            }
            Block::List(items) => text += &list(items),
            Block::Table(rows) => text += &table(rows),
            Block::Photo(figure) => text += &photo(figure, file),
        }
    }
    for (at, note) in draft.footnotes.iter().enumerate() {
        if text.contains(&format!("[^{}]", at + 1)) {
            text += &format!("[^{}]: {}\n\n", at + 1, escape(note, false));
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// What a form says and no field holds, as a table.
pub(super) fn form(rows: &[FormRow]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut table = vec![vec!["项目".to_owned(), "内容".to_owned()]];
    let mut group = None;
    for row in rows {
        // The label of a group stands above its rows, once.
        if let Some((name, _)) = row.group.as_ref().filter(|_| row.group.as_ref() != group) {
            table.push(vec![name.clone(), String::new()]);
        }
        group = row.group.as_ref();
        table.push(vec![row.label.clone(), row.value.clone()]);
    }
    self::table(&table)
}

/// A paragraph: with its bold words where they become bold, else without.
fn paragraph_text(runs: &[Run]) -> String {
    let bold = inline(runs, true);
    let has_bold = runs.iter().any(|run| run.is_bold);
    if has_bold && !shows(&bold, runs) {
        return inline(runs, false);
    }
    bold
}

/// Whether Markdown shows exactly the text of the runs, and no mark of bold.
fn shows(markdown: &str, runs: &[Run]) -> bool {
    let file: Arc<str> = "".into();
    let parsed = body::parse(&file, markdown, 0, Settings::default());
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    bare(parsed.prose.text()) == bare(&text)
}

fn inline(runs: &[Run], with_bold: bool) -> String {
    let mut text = String::new();
    for run in runs {
        if let Some(nth) = run.footnote {
            text += &format!("[^{}]", nth + 1);
            continue;
        }
        let escaped = escape(&run.text, text.is_empty());
        // Blanks at the ends stay outside of the marks.
        let bare = escaped.trim();
        let (before, behind) = (
            &escaped[..escaped.len() - escaped.trim_start().len()],
            &escaped[escaped.trim_end().len()..],
        );
        let marked = match (&run.link, run.is_bold && with_bold) {
            _ if bare.is_empty() => String::new(),
            (Some(link), _) if matches!(Target::of(link), Target::External(_)) => {
                format!("[{bare}](<{}>)", link.replace(['<', '>', '\n'], ""))
            }
            (_, true) => format!("**{bare}**"),
            (_, false) => bare.to_owned(),
        };
        text += &format!("{before}{marked}{behind}");
    }
    text
}

fn list(items: &[Item]) -> String {
    let mut text = String::new();
    for item in items {
        let digits: String = item.number.chars().take_while(char::is_ascii_digit).collect();
        let mark = if digits.is_empty() { "-".to_owned() } else { format!("{digits}.") };
        // A number of another kind stays in the text.
        let kept = if digits.is_empty() { item.number.as_str() } else { "" };
        text += &format!("{mark} {kept}{}\n", paragraph_text(&item.runs));
    }
    text + "\n"
}

fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        let cells = (0..columns).map(|column| row.get(column).map_or("", String::as_str));
        let cells: Vec<String> = cells.map(|cell| escape(cell, false)).collect();
        text += &format!("| {} |\n", cells.join(" | "));
        if at == 0 {
            text += &format!("|{}\n", " --- |".repeat(columns));
        }
    }
    text + "\n"
}

fn photo(figure: &Figure, file: &dyn Fn(usize) -> Option<String>) -> String {
    let caption = figure.caption.as_deref().unwrap_or_default();
    let Some(name) = file(figure.photo) else {
        // The words below a photo that is not here stand above the story, as a question.
        return String::new();
    };
    let alt = figure.alt.as_deref().filter(|alt| !alt.is_empty()).unwrap_or(caption);
    let title = if caption.is_empty() || caption == alt {
        String::new()
    } else {
        format!(" \"{}\"", caption.replace('\\', "\\\\").replace('"', "\\\""))
    };
    format!("![{}]({name}{title})\n\n", escape(alt, false))
}

/// A text in which nothing means anything to Markdown. `at_start` of a line a few marks more do.
fn escape(text: &str, at_start: bool) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut before = '\n';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or('\n');
        let is_mark = match c {
            '\\' | '*' | '`' | '[' | ']' | '|' | '~' => true,
            '_' => !(before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric()),
            '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
            '&' => next.is_ascii_alphabetic() || next == '#',
            _ => false,
        };
        if is_mark {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    if at_start { escape_start(&escaped) } else { escaped }
}

/// `#`, `-`, `+`, `>`, `=` and `1.` at the beginning of a line begin a block.
fn escape_start(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    if text.starts_with(['#', '-', '+', '>', '=', '~']) {
        return format!("\\{text}");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn markdown_shows_the_text_of_any_paragraph(
            text in "[甲乙 a1*_`#<>&|~=+.()\\[\\]\\\\!：。“”0-9-]{1,40}",
            cut in 0_usize..40,
        ) {
            let text = text.trim().to_owned();
            let at = text.char_indices().nth(cut).map_or(text.len(), |(at, _)| at);
            let run = |text: &str, is_bold| Run { text: text.to_owned(), is_bold, ..Run::default() };
            let runs = [run(&text[..at], true), run(&text[at..], false)];
            prop_assert!(shows(&paragraph_text(&runs), &runs), "{text:?} -> {:?}", paragraph_text(&runs));
        }
    }
}
