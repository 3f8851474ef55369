//! Prose as an editor of accounts or a writing program gives it: paragraphs side by side on one line, a story in a
//! fence of code.
//!
//! Entry points: [`paragraphs`], [`fenced`].

use std::ops::Range;

use crate::check::slip::number::number;
use crate::check::slip::{Kind, Line, Slip};
use crate::parse::body::Verbatim;
use crate::parse::body::forms::{ends_sentence, is_blank, is_han};
use crate::prefilter;

/// What is put before a paragraph.
pub(in crate::check) const INDENT: &str = "　　";
/// Words for a fence that say that it holds prose.
const PROSE: [&str; 6] = ["", "text", "txt", "markdown", "md", "plaintext"];

/// `…完成。　　二、…`: an indent behind a sentence begins a paragraph, which Markdown reads as a wide gap.
pub(super) fn paragraphs(body: &str, lines: &[Line<'_>]) -> Vec<Slip> {
    if !prefilter::passes(memchr::memmem::find(body.as_bytes(), INDENT.as_bytes()).is_some()) {
        return Vec::new();
    }
    let is_plain = |line: &&Line<'_>| {
        let is_block = line.text.starts_with(['#', '-', '*', '+', '|', '>', '!', '['])
            || number(line.text).is_some();
        !line.is_quoted && !is_block && !line.text.contains(['|', '｜', '\t'])
    };
    lines.iter().filter(is_plain).flat_map(breaks).collect()
}

/// The gaps of a line that part paragraphs.
fn breaks(line: &Line<'_>) -> Vec<Slip> {
    let text = line.text;
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = text[from..].find(INDENT).map(|at| from + at) {
        let behind = text[at..].trim_start_matches(is_blank);
        let end = text.len() - behind.len();
        // A look back over the last sentence alone keeps the time linear.
        let before = text[from..at].trim_end_matches(is_blank);
        let begins = behind.starts_with(|c| is_han(c) || "“《‘（【".contains(c));
        // A form has its colons before gaps: 姓名：　　年龄：
        let is_sentence = ends_sentence(before) && !before.ends_with(['：', ':']);
        if begins && is_sentence {
            let range = line.at + from + before.len()..line.at + end;
            found.push(Slip::new(range, "\n\n", Kind::Paragraph));
        }
        from = end;
    }
    found
}

/// Fences whose lines are sentences, each of them prose.
pub(super) fn fenced(body: &str) -> Vec<Slip> {
    let has_any = memchr::memmem::find(body.as_bytes(), b"```").is_some()
        || memchr::memmem::find(body.as_bytes(), b"~~~").is_some();
    if !prefilter::passes(has_any) {
        return Vec::new();
    }
    let (mut found, mut verbatim, mut start) = (Vec::new(), Verbatim::default(), 0);
    let mut open: Option<Open> = None;
    for line in body.split_inclusive('\n') {
        let text = line.trim_matches(is_blank).trim_end_matches(['\r', '\n']);
        let text = text.trim_matches(is_blank);
        let range = start..start + line.trim_end_matches(['\r', '\n']).len();
        start += line.len();
        let was_open = verbatim.is_open();
        verbatim.takes(text, false);
        match (was_open, verbatim.is_open()) {
            (false, true) => open = Some(Open::new(range, text)),
            (true, true) => open.iter_mut().for_each(|open| open.read(text)),
            (true, false) => {
                // Both marks in one mend: with one of them left, the rest of the story would be code.
                let prose = open.take().filter(|open| open.is_prose && open.has_sentence);
                let whole = |open: Open| {
                    let inside = body[open.mark.end..range.start].to_owned();
                    Slip::new(open.mark.start..range.end, inside, Kind::Code)
                };
                found.extend(prose.map(whole));
            }
            (false, false) => {}
        }
    }
    found
}

/// A fence that is open.
struct Open {
    mark: Range<usize>,
    /// Whether every line so far has words of Chinese and no sign of a program.
    is_prose: bool,
    has_sentence: bool,
}

impl Open {
    fn new(mark: Range<usize>, text: &str) -> Self {
        let info = text.trim_start_matches(['`', '~']).trim().to_ascii_lowercase();
        Self { mark, is_prose: PROSE.contains(&&*info), has_sentence: false }
    }

    fn read(&mut self, line: &str) {
        let is_words = line.contains(is_han) && !line.contains(['{', '}', ';', '=', '<', '`', '|']);
        let is_key = line.contains(": ") || line.starts_with("//") || line.starts_with('$');
        self.is_prose &= line.is_empty() || is_words && !is_key;
        self.has_sentence |= line.ends_with(['。', '！', '？', '”']);
    }
}
