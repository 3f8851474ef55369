//! Markdown, as other programs write it and as answers of chat programs are copied: its marks are read, none stands in the text.
//!
//! Entry points: [`is_marked`], [`read`]. Raw HTML is kept as its words alone.

use std::collections::HashMap;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream};

use crate::import::Beside;
use crate::import::manuscript::{By, Cell, Line, Manuscript, Number, Part, Photo, Place, Run};
use crate::import::report::{At, Note};
use crate::import::shape::blanks::tidy_text;
use crate::import::shape::length;
use crate::locale::Message;
use crate::parse::body::titles::set_off;

/// A longer line behind a hash is a sentence.
const LONGEST_HEADING: usize = 48;

/// A shorter row was not broken at the margin: a title, or a line of a list …
const SHORTEST_BROKEN: usize = 20;
/// … unless it ends so.
const GOES_ON: [char; 7] = ['，', '、', '；', ',', ';', '—', '-'];

/// Whether a text has marks that no plain text has: `## 建强班子`, `**31名**`, `![](1.jpg)`, the rule of a table.
pub(super) fn is_marked(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim();
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        let is_heading = (1..=6).contains(&hashes)
            && line[hashes..].starts_with(' ')
            && length(line) <= LONGEST_HEADING
            && !line.ends_with('。');
        let is_rule = line.starts_with('|')
            && line.contains("---")
            && line.chars().all(|c| "|-: ".contains(c));
        let bold = line.split_once("**").and_then(|(_, rest)| rest.split_once("**"));
        let is_bold = bold.is_some_and(|(words, _)| !words.trim().is_empty());
        let is_photo = line.contains("![") && line.contains("](");
        is_heading || is_rule || is_bold || is_photo
    })
}

/// Reads a text with marks.
pub(super) fn read(text: &str, beside: Beside<'_>) -> Manuscript {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::new(beside);
    for event in TextMergeStream::new(Parser::new_ext(text, options)) {
        reader.take(event);
    }
    reader.flush();
    reader.finish()
}

/// A text being read.
struct Reader<'b> {
    beside: Beside<'b>,
    manuscript: Manuscript,
    /// The line being read.
    runs: Vec<Run>,
    /// Where the row being read begins, in bytes of the line.
    row: usize,
    photos: Vec<Place>,
    is_bold: bool,
    link: Option<String>,
    level: Option<u8>,
    /// The next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// The number of the item being read, until its first line is there.
    number: Option<String>,
    rows: Vec<Vec<Cell>>,
    is_table: bool,
    /// The words of the picture being read.
    alt: Option<String>,
    footnotes: HashMap<String, usize>,
    /// The footnote being read.
    footnote: Option<usize>,
    struck: String,
    is_struck: bool,
    hidden: String,
    nth: usize,
}

impl<'b> Reader<'b> {
    fn new(beside: Beside<'b>) -> Self {
        Self {
            beside,
            manuscript: Manuscript::default(),
            runs: Vec::new(),
            row: 0,
            photos: Vec::new(),
            is_bold: false,
            link: None,
            level: None,
            lists: Vec::new(),
            number: None,
            rows: Vec::new(),
            is_table: false,
            alt: None,
            footnotes: HashMap::new(),
            footnote: None,
            struck: String::new(),
            is_struck: false,
            hidden: String::new(),
            nth: 0,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text);
            }
            Event::Html(text) | Event::InlineHtml(text) => self.html(&text),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.push("\n"),
            Event::FootnoteReference(label) => {
                let footnote = Some(self.footnote(&label));
                self.runs.push(Run { footnote, ..Run::default() });
            }
            Event::TaskListMarker(is_done) => self.push(if is_done { "☑" } else { "□" }),
            Event::Rule => self.flush(),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.level = Some(depth(level));
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                let last = self.lists.last_mut();
                self.number =
                    Some(last.and_then(Option::as_mut).map_or_else(String::new, |next| {
                        *next += 1;
                        format!("{}.", *next - 1)
                    }));
            }
            Tag::Strong => self.is_bold = true,
            Tag::Strikethrough => self.is_struck = true,
            Tag::Link { dest_url, .. } => self.link = Some(dest_url.to_string()),
            Tag::Image { dest_url, .. } => {
                self.alt = Some(String::new());
                self.link = Some(dest_url.to_string());
            }
            Tag::Table(_) => {
                self.flush();
                self.is_table = true;
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.footnote = Some(self.footnote(&label));
            }
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::TableCell
            | Tag::Emphasis
            | Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.is_bold = false,
            TagEnd::Strikethrough => self.is_struck = false,
            TagEnd::Link => self.link = None,
            TagEnd::Image => self.photo(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::TableCell => self.cell(),
            TagEnd::Table => {
                self.is_table = false;
                let rows = std::mem::take(&mut self.rows);
                self.manuscript.parts.push(Part::Table(rows));
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.footnote = None;
            }
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock => {
                self.flush();
            }
            TagEnd::HtmlBlock => self.flush(),
            TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::BlockQuote(_)
            | TagEnd::Emphasis
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Text. Marks of bold that stand beside Han punctuation are no marks to the standard, and are meant as some.
    fn text(&mut self, text: &str) {
        if let Some(alt) = &mut self.alt {
            return alt.push_str(text);
        }
        for (nth, part) in text.split("**").enumerate() {
            if nth > 0 {
                self.is_bold = !self.is_bold;
            }
            self.push(part);
        }
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.is_struck {
            self.struck.push_str(text);
        }
        let link = self.link.clone();
        let is_bold = self.is_bold && self.level.is_none();
        self.runs.push(Run { text: text.to_owned(), is_bold, link, ..Run::default() });
    }

    /// A row that ends a sentence is a paragraph: so texts are typed; another goes on.
    fn soft_break(&mut self) {
        let text: String = self.runs.iter().map(|run| run.text.as_str()).collect();
        let row = &text[self.row.min(text.len())..];
        let is_whole = row.trim_end().ends_with(['。', '！', '？', '：', '”', '】'])
            || length(row.trim()) < SHORTEST_BROKEN && !row.trim_end().ends_with(GOES_ON)
            || set_off(row.trim()).is_some();
        self.row = text.len();
        if self.is_table || self.footnote.is_some() {
            self.push(" ");
        } else if is_whole && self.lists.is_empty() {
            self.flush();
        } else if text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            self.push(" ");
        }
    }

    /// The words of raw HTML; a comment is nobody's to see.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some(open) = rest.find('<') {
            self.push(&rest[..open]);
            let behind = &rest[open..];
            if let Some(inner) = behind.strip_prefix("<!--") {
                let end = inner.find("-->").unwrap_or(inner.len());
                self.hidden.push_str(&inner[..end]);
                rest = inner.get(end + 3..).unwrap_or_default();
                continue;
            }
            if behind.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) {
                self.push("\n");
            }
            rest = behind.find('>').map_or("", |end| &behind[end + 1..]);
        }
        self.push(rest);
    }

    /// Which footnote a label is of.
    fn footnote(&mut self, label: &str) -> usize {
        let next = self.footnotes.len();
        let nth = *self.footnotes.entry(label.to_owned()).or_insert(next);
        if self.manuscript.footnotes.len() <= nth {
            self.manuscript.footnotes.resize(nth + 1, String::new());
        }
        nth
    }

    fn photo(&mut self) {
        let alt = self.alt.take().map(|alt| tidy_text(&alt)).filter(|alt| !alt.is_empty());
        let address = self.link.take().unwrap_or_default();
        let name = address.rsplit('/').next().unwrap_or_default().to_owned();
        let photo = match (self.beside)(&address) {
            Some(bytes) => Photo::Bytes { name, bytes },
            None if address.contains("://") => Photo::Remote(address),
            None => Photo::Missing,
        };
        let known = self.manuscript.photos.iter().position(|one| *one == photo);
        let known = known.filter(|_| photo != Photo::Missing).unwrap_or_else(|| {
            if photo == Photo::Missing {
                let at = At::Photo(self.manuscript.photos.len() + 1);
                self.manuscript.notes.push(Note::at(at, Message::new("import-photo-missing")));
            }
            self.manuscript.photos.push(photo);
            self.manuscript.photos.len() - 1
        });
        self.photos.push(Place { photo: known, alt, is_cover: false });
    }

    fn cell(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        let photos = std::mem::take(&mut self.photos);
        let lines =
            if runs.is_empty() { Vec::new() } else { vec![Line { runs, ..Line::default() }] };
        if let Some(row) = self.rows.last_mut() {
            row.push(Cell { lines, photos, ..Cell::default() });
        }
    }

    /// Ends the line being read.
    fn flush(&mut self) {
        self.row = 0;
        let runs = std::mem::take(&mut self.runs);
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        if let Some(nth) = self.footnote {
            let note = &mut self.manuscript.footnotes[nth];
            *note = tidy_text(&format!("{note} {text}"));
            return;
        }
        let level = self.level.take().map(|level| (level, By::Style));
        if !text.trim().is_empty() {
            self.nth += 1;
            let list = u32::try_from(self.lists.len()).unwrap_or_default();
            let number = self.number.take().map(|text| Number { text, list });
            let is_item = number.is_some();
            let line = Line { runs, level, number, is_item, nth: self.nth, ..Line::default() };
            self.manuscript.parts.push(Part::Line(line));
        }
        let photos = std::mem::take(&mut self.photos);
        self.manuscript.parts.extend(photos.into_iter().map(Part::Photo));
    }

    fn finish(self) -> Manuscript {
        let mut manuscript = self.manuscript;
        if !manuscript.footnotes.is_empty() {
            let count = manuscript.footnotes.len();
            manuscript
                .notes
                .push(Note::new(Message::new("import-footnotes").count("count", count)));
        }
        for (id, text) in [("import-struck", &self.struck), ("import-hidden", &self.hidden)] {
            let text = tidy_text(text);
            if !text.is_empty() {
                manuscript.notes.push(Note::new(Message::new(id).text("text", text)));
            }
        }
        mark_title(&mut manuscript.parts);
        manuscript
    }
}

/// A heading of the first level that is the only one, and stands at the beginning, is the title.
fn mark_title(parts: &mut [Part]) {
    let is_top = |part: &Part| matches!(part, Part::Line(line) if line.level.is_some_and(|(level, _)| level == 0));
    let count = parts.iter().filter(|part| is_top(part)).count();
    let first = parts.iter_mut().take(3).find(|part| is_top(part));
    if let Some(Part::Line(line)) = first.filter(|_| count == 1) {
        (line.is_title, line.level) = (true, None);
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 0,
        HeadingLevel::H2 => 1,
        HeadingLevel::H3 => 2,
        HeadingLevel::H4 => 3,
        HeadingLevel::H5 => 4,
        HeadingLevel::H6 => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_are_told_from_those_of_a_text() {
        for text in ["## 建强班子", "现有**31名**党员", "![植树](1.jpg)", "| --- | --- |"]
        {
            assert!(is_marked(text), "{text}");
        }
        for text in ["#话题#", "1. 学习", "- 学习", "2*3**", "————", "|", "甲|乙"] {
            assert!(!is_marked(text), "{text}");
        }
    }

    #[test]
    fn every_word_is_kept_and_no_mark() {
        let text = "# 题目\n\n甲**乙，**丙。\n丁~~戊~~。\n\n- 一项\n- 二项\n\n3. 三项\n\n> 引\n\n`码` <b>粗</b><!-- 藏 -->\n";
        let manuscript = read(text, &|_| None);
        let lines: Vec<String> = manuscript
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Line(line) => {
                    let number = line.number.as_ref().map(|number| number.text.as_str());
                    Some(format!("{}{}", number.unwrap_or_default(), line.text()))
                }
                Part::Table(_) | Part::Photo(_) | Part::PageBreak => None,
            })
            .collect();
        assert_eq!(
            lines,
            ["题目", "甲乙，丙。", "丁戊。", "一项", "二项", "3.三项", "引", "码 粗"]
        );
        assert_eq!(manuscript.notes.len(), 2);
    }
}
