//! A text laid out as it was meant, before Markdown is read: paragraphs of a line each, indentations, rules.
//!
//! Entry point: [`Layout::new`]. What comes from Word or Notepad has no blank lines between its paragraphs, begins them
//! with 　　 or blanks, and draws a line of `---` under a text. Markdown makes of that one paragraph, code, and a heading.
//! So a blank line is put in where a paragraph ends, an indentation before Han goes, and characters that control a
//! printer go, too. Each change knows the bytes of the file that it stands for. One pass over the lines; a text that
//! needs nothing is not copied.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

use crate::parse::body::component;
use crate::parse::body::controls::controls;
use crate::parse::body::forms::{self, Form, is_blank, is_han};
use crate::parse::body::item::{behind_marks, item};
use crate::parse::body::verbatim::Verbatim;

/// A text as it was meant.
pub(super) struct Layout<'t> {
    pub(super) text: Cow<'t, str>,
    /// What was changed last: lines. Places lead through it first.
    lines: Vec<Change>,
    /// What was changed before: characters.
    characters: Vec<Change>,
}

/// A piece of the text that stands for another.
struct Change {
    /// Its bytes in the text as laid out.
    new: Range<usize>,
    /// Its bytes in the text as written.
    old: Range<usize>,
}

/// What replaces a piece of a text.
type Edit = (Range<usize>, Cow<'static, str>);

impl<'t> Layout<'t> {
    /// Lays out `text`.
    pub(super) fn new(text: &'t str) -> Self {
        let clean: Vec<Edit> = controls(text).map(|(range, put)| (range, put.into())).collect();
        let (text, characters) = apply(Cow::Borrowed(text), clean);
        let edits = Lines::new(&text).edits();
        let (text, lines) = apply(text, edits);
        Self { text, lines, characters }
    }

    /// Where a range of the text as laid out lies in the text as written.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        through(&self.characters, &through(&self.lines, range))
    }
}

fn apply(text: Cow<'_, str>, edits: Vec<Edit>) -> (Cow<'_, str>, Vec<Change>) {
    if edits.is_empty() {
        return (text, Vec::new());
    }
    let mut laid = String::with_capacity(text.len() + edits.len());
    let mut changes = Vec::with_capacity(edits.len());
    let mut from = 0;
    for (old, put) in edits {
        laid.push_str(&text[from..old.start]);
        from = old.end;
        let start = laid.len();
        laid.push_str(&put);
        changes.push(Change { new: start..laid.len(), old });
    }
    laid.push_str(&text[from..]);
    (Cow::Owned(laid), changes)
}

/// Where a range of a changed text lay before.
fn through(changes: &[Change], range: &Range<usize>) -> Range<usize> {
    if changes.is_empty() {
        return range.clone();
    }
    let start = old_offset(changes, range.start, |change| change.new.start <= range.start);
    let end = old_offset(changes, range.end, |change| change.new.start < range.end);
    start..end.max(start)
}

fn old_offset(changes: &[Change], offset: usize, is_before: impl Fn(&Change) -> bool) -> usize {
    let behind = changes.partition_point(is_before);
    match behind.checked_sub(1).map(|last| &changes[last]) {
        Some(last) => last.old.end + offset.saturating_sub(last.new.end),
        None => offset,
    }
}

/// What the line above is to the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// A blank line, or a block that is closed.
    Nothing,
    /// A line of a paragraph.
    Text,
    /// A line of an item of a list.
    Item,
    /// A row of a table.
    Row,
    /// The text of a footnote.
    Note,
}

/// A line without its end.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// Its first byte.
    at: usize,
    /// Bytes of its marks of quotation.
    quote: usize,
    /// Bytes of its indentation behind them.
    indentation: usize,
    /// All of it.
    text: &'t str,
}

impl<'t> Line<'t> {
    fn new(at: usize, text: &'t str) -> Self {
        let mut quote = 0;
        while let Some(mark) = text[quote..].find(|c| c != ' ').filter(|at| *at < 4)
            && text[quote + mark..].starts_with('>')
        {
            quote += mark + 1;
        }
        let behind = &text[quote..];
        let indentation = behind.len() - behind.trim_start_matches(is_blank).len();
        Self { at, quote, indentation, text }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.quote + self.indentation..]
    }

    fn blanks(&self) -> &'t str {
        &self.text[self.quote..self.quote + self.indentation]
    }

    /// How far its indentation reaches.
    fn columns(&self) -> usize {
        let quoted = usize::from(self.quote > 0 && self.blanks().starts_with(' '));
        self.blanks()[quoted..].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
    }

    fn is_blank(&self) -> bool {
        self.quote + self.indentation == self.text.len()
    }

    /// Whether it begins as a paragraph of print does.
    fn is_indented(&self) -> bool {
        let blanks = self.blanks();
        blanks.bytes().any(|byte| byte != b' ') || self.columns() > 1
    }
}

/// Walks over the lines of a text.
struct Lines<'t> {
    text: &'t str,
    edits: Vec<Edit>,
    verbatim: Verbatim,
    /// Where the words of the item that is open begin.
    item: Option<usize>,
    /// The wide blanks before it, and the columns that they became.
    wide: (usize, usize),
    above: Above,
    /// Whether the line above begins or ends a component.
    is_behind_fence: bool,
    last: Line<'t>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        let last = Line { at: 0, quote: 0, indentation: 0, text: "" };
        let above = Above::Nothing;
        let verbatim = Verbatim::default();
        let (edits, wide) = (Vec::new(), (0, 0));
        Self { text, edits, verbatim, item: None, wide, above, is_behind_fence: false, last }
    }

    fn edits(mut self) -> Vec<Edit> {
        let mut start = 0;
        let text = self.text;
        while start < text.len() {
            let end = memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
            let line = &text[start..end];
            let line = Line::new(start, line.strip_suffix('\r').unwrap_or(line));
            self.line(line);
            self.last = line;
            start = end + 1;
        }
        self.edits
    }

    fn line(&mut self, line: Line<'t>) {
        if std::mem::take(&mut self.is_behind_fence) && !line.is_blank() {
            self.edits.push((line.at..line.at, Cow::Borrowed("\n")));
            self.above = Above::Nothing;
        }
        if self.verbatim.takes(line.rest(), line.columns() < 4) {
            self.above = Above::Nothing;
            return;
        }
        if line.is_blank() {
            if line.blanks().bytes().any(|byte| !byte.is_ascii()) {
                self.cut(line, line.indentation);
            }
            self.above = Above::Nothing;
            return;
        }
        let is_apart = self.is_apart(line);
        if is_apart {
            let prefix = self.text[line.at..line.at + line.quote].trim_end();
            let ending =
                if prefix.is_empty() { Cow::Borrowed("\n") } else { format!("{prefix}\n").into() };
            self.edits.push((line.at..line.at, ending));
        }
        self.indentation(line, is_apart);
        let words = behind_marks(line.rest());
        let below = &self.text[line.at + line.text.len()..];
        let below = below.trim_start_matches(['\r', '\n']).lines().next().unwrap_or_default();
        if forms::is_words_in_brackets(words, below) {
            let at = line.at + line.text.len() - words.len();
            self.edits.push((at..at, Cow::Borrowed("\\")));
        }
        self.ending(line);
        self.above = self.kind(line, is_apart);
    }

    /// Takes wide blanks at its end away: Markdown takes them for words, and they show as a gap.
    fn ending(&mut self, line: Line<'t>) {
        let kept = line.text.trim_end_matches(is_blank);
        if !line.text[kept.len()..].is_ascii() {
            let end = line.at + line.text.len();
            self.edits.push((line.at + kept.len()..end, Cow::Borrowed("")));
        }
    }

    /// Whether a blank line is missing before `line`.
    fn is_apart(&self, line: Line<'t>) -> bool {
        let rest = line.rest().trim_end();
        if is_fence(line) && self.above != Above::Nothing {
            return true;
        }
        let same = (self.last.quote == 0) == (line.quote == 0);
        match self.above {
            Above::Nothing => false,
            Above::Row => same && !rest.contains('|'),
            // A note goes on where a line is indented, or where no sentence has ended.
            Above::Note => {
                line.blanks().contains('\u{3000}')
                    || line.indentation == 0 && self.begins_paragraph(line)
            }
            Above::Text | Above::Item if !same => line.blanks().contains('\u{3000}'),
            Above::Text => {
                if is_delimiter_row(rest) {
                    return false;
                }
                let is_rule = rest.bytes().all(|byte| byte == b'-') || rest == "=" || rest == "==";
                (is_rule && self.last.text.contains(is_han)) || self.begins_paragraph(line)
            }
            Above::Item => {
                let is_inside = line.columns() > 1 && line.blanks().is_ascii();
                !is_inside && item(rest).is_none() && self.begins_paragraph(line)
            }
        }
    }

    /// Whether `line` does not go on with the paragraph above.
    fn begins_paragraph(&self, line: Line<'t>) -> bool {
        let (rest, above) = (line.rest(), self.last.text);
        let is_row = rest.starts_with('|') && !self.last.rest().starts_with('|');
        let has_break = above.ends_with("  ");
        let is_entry = || forms::form(rest).is_some_and(|(form, _)| !is_item(form, rest));
        is_row
            || (!has_break && (forms::ends_sentence(above) || forms::is_drawn(above)))
            || forms::is_drawn(rest) && !rest.starts_with('=')
            || ((line.is_indented() || is_entry()) && rest.contains(is_han))
    }

    /// Takes an indentation away that would make code of a text, or shows as a gap.
    fn indentation(&mut self, line: Line<'t>, is_apart: bool) {
        if line.indentation == 0 || !line.rest().contains(is_han) {
            return;
        }
        let (blanks, columns) = (line.blanks(), line.columns());
        let is_wide = !blanks.is_ascii();
        if is_wide && self.is_inner_item(line) {
            let end = line.at + line.quote + line.indentation;
            let inner = " ".repeat(self.wide.1);
            self.edits.push((end - line.indentation..end, inner.into()));
            return;
        }
        let inner = self.item.filter(|_| !is_wide && !is_apart);
        if let Some(inner) = inner {
            let is_code = columns >= inner + 4 && blanks.bytes().all(|byte| byte == b' ');
            if is_code {
                self.cut(line, columns - inner);
            }
        } else if is_wide || columns >= 4 {
            let kept = usize::from(line.quote > 0 && blanks.starts_with(' '));
            self.cut(line, line.indentation - kept);
        }
    }

    /// Whether an item that wide blanks indent stands below another one: further in than that, or beside one that is.
    fn is_inner_item(&mut self, line: Line<'t>) -> bool {
        let is_below = self.above == Above::Item && item(line.rest()).is_some();
        let (Some(words), true) = (self.item, is_below) else { return false };
        let columns = line.columns();
        if columns > self.wide.0 {
            self.wide = (columns, words);
        }
        columns == self.wide.0 && self.wide.1 > 0
    }

    /// Takes the last `bytes` of an indentation away.
    fn cut(&mut self, line: Line<'t>, bytes: usize) {
        let end = line.at + line.quote + line.indentation;
        self.edits.push((end - bytes..end, Cow::Borrowed("")));
    }

    /// What a line is to the next.
    fn kind(&mut self, line: Line<'t>, is_apart: bool) -> Above {
        let rest = line.rest().trim_end();
        if let Some(width) = item(rest) {
            let is_inner = line.columns() == self.wide.0 && self.wide.1 > 0;
            let columns = match line.blanks().is_ascii() {
                true => line.columns(),
                false if is_inner => self.wide.1,
                false => 0,
            };
            self.wide = (line.columns(), columns);
            self.item = Some(columns + width);
            return Above::Item;
        }
        let is_inside = self.item.is_some() && line.blanks().is_ascii() && line.columns() > 1;
        if !is_inside && (is_apart || self.above == Above::Nothing) {
            self.item = None;
        }
        if is_fence(line) {
            // What follows is a paragraph of its own.
            self.item = None;
            self.is_behind_fence = true;
            return Above::Text;
        }
        if is_heading(rest) || (is_apart && rest.bytes().all(|byte| byte == b'-')) {
            return Above::Nothing;
        }
        if self.above == Above::Row && !is_apart
            || is_delimiter_row(rest) && self.last.text.contains('|')
        {
            return Above::Row;
        }
        if rest.starts_with("[^") && rest.contains("]:") {
            return Above::Note;
        }
        match self.above {
            Above::Note if !is_apart => Above::Note,
            _ if self.item.is_some() => Above::Item,
            _ => Above::Text,
        }
    }
}

/// Whether a line begins or ends a component: such a line is a paragraph by itself.
fn is_fence(line: Line<'_>) -> bool {
    line.quote == 0 && line.columns() < 4 && component::Fence::of(line.rest()).is_some()
}

/// Whether Markdown itself begins a list here, inside a paragraph, too.
fn is_item(form: Form, rest: &str) -> bool {
    form == Form::Number && rest.starts_with("1. ")
}

fn is_heading(rest: &str) -> bool {
    let signs = rest.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&signs) && rest[signs..].chars().next().is_none_or(|c| c == ' ' || c == '\t')
}

/// Whether a line may be the second one of a table.
pub(super) fn is_delimiter_row(line: &str) -> bool {
    line.bytes().all(|byte| b"|-: \t>".contains(&byte)) && line.contains('-') && line.contains('|')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(text: &str) -> String {
        Layout::new(text).text.into_owned()
    }

    #[test]
    fn a_line_that_ends_a_sentence_ends_its_paragraph() {
        assert_eq!(laid("甲。\n乙，\n丙。”\n丁"), "甲。\n\n乙，\n丙。”\n\n丁");
        assert_eq!(laid("> 甲。\n> 乙"), "> 甲。\n>\n> 乙");
        assert_eq!(laid("甲。  \n乙\\\n丙"), "甲。  \n乙\\\n丙");
        assert_eq!(laid("甲。\r\n乙\r\n"), "甲。\r\n\n乙\r\n");
    }

    #[test]
    fn an_indented_line_and_an_entry_begin_one() {
        assert_eq!(laid("甲\n　　乙\n\t丙\n  丁\n"), "甲\n\n乙\n\n丙\n\n  丁\n");
        assert_eq!(
            laid("甲\n一、乙\n（一）丙\n1、丁\n①戊\n·己"),
            "甲\n\n一、乙\n\n（一）丙\n\n1、丁\n\n①戊\n\n·己"
        );
        assert_eq!(laid("甲\n2. 乙\n3. 丙"), "甲\n\n2. 乙\n3. 丙");
    }

    #[test]
    fn indentations_are_no_code_and_rules_no_headings() {
        assert_eq!(laid("    老党员\n\n　　## 甲\n\n　　\n乙"), "老党员\n\n## 甲\n\n\n乙");
        assert_eq!(laid("    fn main() {}\n"), "    fn main() {}\n");
        assert_eq!(laid("甲\n---\n乙\n==="), "甲\n\n---\n乙\n===");
        assert_eq!(laid("[备注]: 本表由县局提供"), "\\[备注]: 本表由县局提供");
        assert_eq!(laid("[1]:\n下一步，擦亮品牌"), "\\[1]:\n下一步，擦亮品牌");
        assert_eq!(laid("[1]:\n乙.md"), "[1]:\n乙.md");
        for words in ["满意度77.7%", "截至2024.6", "12/24名", "甲<!--乙", "###（一）学习"]
        {
            let text = format!("[1]: {words}党员");
            assert_eq!(laid(&text), format!("\\{text}"));
            assert_eq!(laid(&format!("- {text}")), format!("- \\{text}"));
            assert_eq!(laid(&format!("> 2. {text}")), format!("> 2. \\{text}"));
        }
        for address in
            ["https://example.com/乙", "乙.md", "../乙.html#丙", "<乙 丙.md>", "/乙", "#乙"]
        {
            let text = format!("[甲]: {address}");
            assert_eq!(laid(&text), text);
        }
    }

    #[test]
    fn wide_blanks_at_an_end_go() {
        assert_eq!(laid("甲　\r\n## 乙 　\n丙  \n丁\u{a0}"), "甲\r\n## 乙\n丙  \n丁");
        assert_eq!(laid("```\n甲　\n```"), "```\n甲　\n```");
    }

    #[test]
    fn lists_tables_code_and_html_stay() {
        for text in [
            "- 甲。\n- 乙。\n  丙。\n\n  丁\n",
            "1. 甲。\n   - 乙。\n2. 丙\n",
            "```\n甲。\n    乙\n```\n",
            "| 甲。 | 乙 |\n|--|--|\n| 丙。 | 丁 |\n",
            "<details>\n<p>甲。</p>\n    乙\n</details>\n",
            "[^1]: 甲，\n乙\n",
            "甲，\n乙\n",
        ] {
            assert_eq!(laid(text), text);
        }
        assert_eq!(laid("- 甲\n\n        乙"), "- 甲\n\n  乙");
        assert_eq!(laid("1. 甲。\n　　乙"), "1. 甲。\n\n乙");
        assert_eq!(laid("- 甲\n　　- 乙\n　　- 丙\n- 丁"), "- 甲\n  - 乙\n  - 丙\n- 丁");
        assert_eq!(laid("1. 甲\n　- 乙\n　　- 丙\n2. 丁"), "1. 甲\n   - 乙\n     - 丙\n2. 丁");
        assert_eq!(laid("　　- 甲\n　　- 乙\n丙"), "- 甲\n- 乙\n丙");
        assert_eq!(laid("　- 甲\n　　- 乙\n　- 丙"), "- 甲\n  - 乙\n- 丙");
        assert_eq!(laid("甲\n| 乙 |\n|--|\n| 丙 |\n丁"), "甲\n\n| 乙 |\n|--|\n| 丙 |\n\n丁");
    }

    #[test]
    fn what_stands_behind_a_note_is_no_part_of_it() {
        assert_eq!(laid("[^1]: 甲。\n乙"), "[^1]: 甲。\n\n乙");
        assert_eq!(laid("[^1]: 甲\n一、乙"), "[^1]: 甲\n\n一、乙");
        assert_eq!(laid("[^1]: 甲。\n![乙](丙.jpg)"), "[^1]: 甲。\n\n![乙](丙.jpg)");
        assert_eq!(laid("[^1]: 甲。\n    乙"), "[^1]: 甲。\n乙");
        assert_eq!(laid("[^1]: 甲。\n[^2]: 乙。"), "[^1]: 甲。\n\n[^2]: 乙。");
    }

    #[test]
    fn every_change_leads_back() {
        let text = "甲。\n　　乙\n    丙。\n丁";
        let layout = Layout::new(text);
        for word in ["甲", "乙", "丙", "丁", "甲。"] {
            let at = layout.text.find(word).unwrap();
            assert_eq!(&text[layout.original(&(at..at + word.len()))], word);
        }
    }

    #[test]
    fn controls_go() {
        assert_eq!(laid("甲\u{b}乙\u{1}丙\r\n丁\u{7f}\r戊"), "甲\n乙丙\r\n丁\n戊");
        assert!(matches!(Layout::new("甲\r\n乙\t").text, Cow::Borrowed(_)));
    }
}
