//! Through the text of a document, event by event, with a stack of what is open.
//!
//! Entry point: [`Walk::read`].

use std::collections::BTreeMap;

use crate::import::docx::changes::Changes;
use crate::import::docx::control::{Shows, is_front};
use crate::import::docx::field::Field;
use crate::import::docx::left_out::LeftOut;
use crate::import::docx::numbering::Numbering;
use crate::import::docx::paragraph::Paragraph;
use crate::import::docx::relations::Relations;
use crate::import::docx::styles::{Meaning, Properties, Styles, ground};
use crate::import::docx::table::Table;
use crate::import::docx::xml::{Ns, Step, Tag, Xml};
use crate::import::ink::{Colour, Ground, Ink};
use crate::import::manuscript::{Merged, Part};
use crate::import::refusal::Refusal;
use crate::import::report::Note;

/// What was read, and what stands elsewhere.
#[derive(Debug, Default)]
pub(super) struct Aside {
    pub(super) parts: Vec<Part>,
    /// Ids of relations of pictures, each once.
    pub(super) pictures: Vec<String>,
    /// Footnotes and endnotes (`true`) in the order of their marks, by id.
    pub(super) footnotes: Vec<(bool, String)>,
    /// Comments: id, paragraph, the words that they hang on.
    pub(super) comments: Vec<(String, usize, String)>,
    pub(super) notes: Vec<Note>,
    pub(super) has_open_field: bool,
    /// Whether most words have the colour of the page: then the page is of another colour.
    pub(super) is_dark: bool,
}

/// What an open element is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Body,
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    /// The fill of letters, as Word has it since 2010.
    Fill,
    Text,
    Instruction,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    TextBox,
    Alternate,
    Inserted,
    Deleted,
    MovedAway,
    Link,
    Control,
    ControlProperties,
    Other,
}

/// The walk itself.
pub(super) struct Walk<'d> {
    pub(super) styles: &'d Styles,
    pub(super) numbering: Numbering,
    pub(super) relations: &'d Relations,
    pub(super) reads_fields: bool,
    pub(super) stack: Vec<Open>,
    /// What is read into: the body, then cells and boxes.
    pub(super) sinks: Vec<Vec<Part>>,
    pub(super) paragraphs: Vec<(Paragraph, Meaning)>,
    pub(super) tables: Vec<Table>,
    /// Of each open choice, whether one was taken.
    pub(super) choices: Vec<bool>,
    /// The words of each open choice that nobody understands.
    pub(super) words_of_choice: Vec<String>,
    pub(super) run: Properties,
    pub(super) fields: Vec<Field>,
    pub(super) links: Vec<Option<String>>,
    /// A paragraph whose mark was deleted goes on in the next.
    pub(super) joined: Option<Paragraph>,
    pub(super) nth: usize,
    /// Open ranges of comments.
    pub(super) open_comments: BTreeMap<String, String>,
    pub(super) alt: Option<String>,
    /// Whether the next picture is named a cover, as books of ours have it.
    pub(super) is_cover: bool,
    /// What each open control shows.
    pub(super) controls: Vec<Shows>,
    /// Whether the next text is the mark of a footnote that the writer typed.
    pub(super) skips_mark: bool,
    pub(super) changes: Changes,
    pub(super) left_out: LeftOut,
    /// What is behind the words of a page.
    pub(super) page: Ground,
    /// How many bytes of words can be seen.
    pub(super) seen: usize,
    pub(super) aside: Aside,
}

impl<'d> Walk<'d> {
    pub(super) fn new(
        styles: &'d Styles,
        numbering: Numbering,
        relations: &'d Relations,
        reads_fields: bool,
    ) -> Self {
        Self {
            styles,
            numbering,
            relations,
            reads_fields,
            stack: Vec::new(),
            sinks: vec![Vec::new()],
            paragraphs: Vec::new(),
            tables: Vec::new(),
            choices: Vec::new(),
            words_of_choice: Vec::new(),
            run: Properties::default(),
            fields: Vec::new(),
            links: Vec::new(),
            joined: None,
            nth: 0,
            open_comments: BTreeMap::new(),
            alt: None,
            is_cover: false,
            controls: Vec::new(),
            skips_mark: false,
            changes: Changes::default(),
            left_out: LeftOut::default(),
            page: Ground::Of(Colour::WHITE),
            seen: 0,
            aside: Aside::default(),
        }
    }

    /// Reads the text of the part called `part`.
    pub(super) fn read(mut self, text: &str, part: &str) -> Result<Aside, Refusal> {
        let mut xml = Xml::new(text, part);
        // White words may stand on a picture that lies behind the text.
        if ["behindDoc=\"1\"", "behindDoc=\"true\""].iter().any(|mark| text.contains(mark)) {
            self.page = Ground::Any;
        }
        loop {
            match xml.next()? {
                Step::Open(tag) => self.open(&tag, &mut xml)?,
                Step::Close => self.close(),
                Step::Text(text) => self.text(&text),
                Step::End => break,
            }
        }
        if let Some(rest) = self.joined.take() {
            self.put(rest, &Meaning::default());
        }
        self.aside.has_open_field = !self.fields.is_empty();
        self.aside.is_dark = self.left_out.faint.length() > 2 * self.seen;
        self.aside.parts = self.sinks.swap_remove(0);
        self.tell();
        Ok(self.aside)
    }

    fn open(&mut self, tag: &Tag, xml: &mut Xml<'_>) -> Result<(), Refusal> {
        match self.meaning(tag) {
            Some(open) => self.stack.push(open),
            None => {
                self.leave_out(tag, xml)?;
            }
        }
        Ok(())
    }

    /// What an element is to us; `None` for one that is passed over whole.
    fn meaning(&mut self, tag: &Tag) -> Option<Open> {
        match tag.ns {
            Ns::Word => self.word(tag),
            Ns::Compatible => self.compatible(tag),
            Ns::Drawing => Some(self.drawing(tag)),
            Ns::Vml => Some(self.vml(tag)),
            Ns::Math => (tag.name != "oMath").then_some(Open::Other),
            // Letters without a fill, where no line is drawn round them.
            Ns::Other if tag.name == "textFill" => Some(Open::Fill),
            Ns::Other if tag.name == "noFill" && self.stack.last() == Some(&Open::Fill) => {
                self.run.ink = Some(Ink::Clear);
                Some(Open::Other)
            }
            Ns::Relation | Ns::Shape | Ns::None | Ns::Other => Some(Open::Other),
        }
    }

    fn word(&mut self, tag: &Tag) -> Option<Open> {
        let top = self.stack.last().copied().unwrap_or(Open::Body);
        match top {
            Open::ParagraphProperties => return self.paragraph_property(tag),
            Open::RunProperties => return self.run_property(tag),
            Open::CellProperties => self.cell_property(tag),
            Open::RowProperties => self.row_property(tag),
            Open::ControlProperties if tag.name == "docPartGallery" => {
                if let Some(shows) = self.controls.last_mut()
                    && tag.val().is_some_and(is_front)
                {
                    *shows = Shows::Contents;
                }
                return Some(Open::ControlProperties);
            }
            Open::ControlProperties => {
                if let Some(shows) =
                    self.controls.last_mut().filter(|_| tag.name == "showingPlcHdr" && tag.is_on())
                {
                    *shows = Shows::Prompt;
                }
                return Some(Open::ControlProperties);
            }
            _ => {}
        }
        self.element(tag)
    }

    /// An element of the text itself.
    fn element(&mut self, tag: &Tag) -> Option<Open> {
        Some(match tag.name.as_str() {
            "p" => {
                self.paragraphs.push((Paragraph::default(), self.styles.of(None)));
                Open::Paragraph
            }
            "pPr" => Open::ParagraphProperties,
            "r" => {
                self.skips_mark = false;
                self.run = Properties::default();
                Open::Run
            }
            "rPr" => Open::RunProperties,
            "t" | "delText" => Open::Text,
            "instrText" => Open::Instruction,
            "tbl" => {
                self.tables.push(Table::default());
                Open::Table
            }
            "tr" => Open::Row,
            "trPr" => Open::RowProperties,
            "tc" => {
                self.tables.last_mut()?.start_cell();
                self.sinks.push(Vec::new());
                Open::Cell
            }
            "tcPr" => Open::CellProperties,
            "txbxContent" => {
                self.left_out.boxes += 1;
                self.sinks.push(Vec::new());
                Open::TextBox
            }
            "ins" => self.changed(Open::Inserted),
            "del" => self.changed(Open::Deleted),
            "moveFrom" => self.changed(Open::MovedAway),
            "moveTo" => self.changed(Open::Other),
            "sdtPr" => Open::ControlProperties,
            "sdt" => {
                self.controls.push(Shows::Text);
                Open::Control
            }
            "hyperlink" => {
                let target = tag.relation("id").and_then(|id| self.relations.get(id));
                self.links.push(target.filter(|one| one.is_external).map(|one| one.target.clone()));
                Open::Link
            }
            "fldSimple" => return self.simple_field(tag),
            "rt" | "rPrChange" | "pPrChange" | "sectPrChange" | "tblPrChange" | "trPrChange"
            | "tcPrChange" | "tblGrid" | "altChunk" => return None,
            _ => {
                self.mark(tag);
                Open::Other
            }
        })
    }

    fn paragraph_property(&mut self, tag: &Tag) -> Option<Open> {
        let (paragraph, meaning) = self.paragraphs.last_mut()?;
        match tag.name.as_str() {
            "pStyle" => {
                paragraph.style = tag.val().map(str::to_owned);
                *meaning = self.styles.of(paragraph.style.as_deref());
            }
            "pageBreakBefore" => paragraph.breaks_before = tag.is_on(),
            "sectPr" => paragraph.breaks_after = true,
            // The mark of the paragraph has properties too; a deleted one joins.
            "rPr" | "numPr" => return Some(Open::ParagraphProperties),
            "del" | "moveFrom" => {
                self.changes.any = true;
                paragraph.is_joined = true;
            }
            "ins" | "moveTo" => self.changes.any = true,
            "pPrChange" | "rPrChange" => {
                self.changes.any = true;
                return None;
            }
            "type" if tag.val() == Some("continuous") => paragraph.breaks_after = false,
            // A large first letter stands in a paragraph of its own.
            "framePr" => {
                paragraph.is_joined |= tag.get("dropCap").is_some_and(|value| value != "none");
            }
            // The mark of the paragraph may be shaded as well.
            "shd" if self.stack.iter().rev().nth(1) == Some(&Open::Paragraph) => {
                paragraph.own.take(tag);
            }
            "jc" | "outlineLvl" | "numId" | "ilvl" => {
                paragraph.own.take(tag);
            }
            _ => {}
        }
        Some(if tag.name == "sectPr" { Open::ParagraphProperties } else { Open::Other })
    }

    fn run_property(&mut self, tag: &Tag) -> Option<Open> {
        match tag.name.as_str() {
            "rPrChange" => {
                self.changes.any = true;
                return None;
            }
            "rStyle" => {
                let style = self.styles.of_characters(tag.val().unwrap_or_default());
                self.run = std::mem::take(&mut self.run).or(&style);
            }
            _ => {
                self.run.take(tag);
            }
        }
        Some(Open::Other)
    }

    fn cell_property(&mut self, tag: &Tag) {
        let Some(table) = self.tables.last_mut() else { return };
        match tag.name.as_str() {
            "gridSpan" => table.span = tag.val().and_then(|value| value.parse().ok()).unwrap_or(1),
            "vMerge" if tag.val() != Some("restart") => table.merged = Merged::Above,
            "hMerge" if tag.val() != Some("restart") && table.merged == Merged::No => {
                table.merged = Merged::Left;
            }
            "cellDel" => table.is_gone = true,
            "shd" => table.cell_ground = ground(tag),
            _ => {}
        }
    }

    fn row_property(&mut self, tag: &Tag) {
        let Some(table) = self.tables.last_mut() else { return };
        match tag.name.as_str() {
            "del" => table.is_deleted = true,
            "hidden" => table.is_hidden = tag.is_on(),
            "gridBefore" => {
                table.start_row(tag.val().and_then(|value| value.parse().ok()).unwrap_or(0));
            }
            _ => {}
        }
    }

    fn changed(&mut self, open: Open) -> Open {
        self.changes.any = true;
        open
    }

    /// A field whose result is inside it.
    fn simple_field(&mut self, tag: &Tag) -> Option<Open> {
        let field = Field {
            instruction: tag.get("instr").unwrap_or_default().to_owned(),
            has_result: true,
        };
        let is_left_out = self.reads_fields && field.is_made();
        if let Some((paragraph, _)) = self.paragraphs.last_mut().filter(|_| is_left_out) {
            paragraph.made += 1;
        }
        (!is_left_out).then_some(Open::Other)
    }

    /// Passes over an element, and remembers what was in it.
    fn leave_out(&mut self, tag: &Tag, xml: &mut Xml<'_>) -> Result<(), Refusal> {
        if tag.is(Ns::Word, "altChunk") {
            self.left_out.documents += 1;
        }
        let (mut depth, mut text) = (1, String::new());
        while depth > 0 {
            match xml.next()? {
                Step::Open(_) => depth += 1,
                Step::Close => depth -= 1,
                Step::Text(piece) => text.push_str(&piece),
                Step::End => break,
            }
        }
        if tag.is(Ns::Compatible, "Choice") {
            if let Some(words) = self.words_of_choice.last_mut() {
                words.push_str(&text);
            }
        } else if tag.ns == Ns::Math {
            self.left_out.formulas.push(text);
        } else if tag.is(Ns::Word, "fldSimple") {
            self.left_out.fields.push_str(&text);
        } else if tag.is(Ns::Word, "rt") {
            self.left_out.readings.push_str(&text);
            self.left_out.readings.push(' ');
        }
        Ok(())
    }

    fn close(&mut self) {
        match self.stack.pop() {
            Some(Open::Paragraph) => self.end_paragraph(),
            Some(Open::Table) => {
                let parts = self.tables.pop().map(Table::finish).unwrap_or_default();
                self.sink().extend(parts);
            }
            Some(Open::Row) => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row();
                }
            }
            Some(Open::Cell) => {
                let parts = self.pop_sink();
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell(parts);
                }
            }
            Some(Open::TextBox) => {
                let parts = self.pop_sink();
                match self.paragraphs.last_mut() {
                    Some((paragraph, _)) => paragraph.boxes.extend(parts),
                    None => self.sink().extend(parts),
                }
            }
            Some(Open::Alternate) => self.end_choice(),
            Some(Open::Link) => {
                self.links.pop();
            }
            Some(Open::Control) => {
                self.controls.pop();
            }
            _ => {}
        }
    }

    fn sink(&mut self) -> &mut Vec<Part> {
        let last = self.sinks.len() - 1;
        &mut self.sinks[last]
    }

    fn pop_sink(&mut self) -> Vec<Part> {
        if self.sinks.len() > 1 { self.sinks.pop().unwrap_or_default() } else { Vec::new() }
    }

    fn end_paragraph(&mut self) {
        self.changes.settle();
        let Some((mut paragraph, meaning)) = self.paragraphs.pop() else { return };
        if let Some(before) = self.joined.take() {
            let mut runs = before.runs;
            runs.append(&mut paragraph.runs);
            paragraph.runs = runs;
            paragraph.photos.splice(0..0, before.photos);
            paragraph.boxes.splice(0..0, before.boxes);
        }
        if paragraph.is_page_number() {
            paragraph.runs.drain(..).for_each(|run| self.left_out.fields.push_str(&run.text));
        }
        if paragraph.is_joined {
            self.joined = Some(paragraph);
        } else {
            self.put(paragraph, &meaning);
        }
    }

    fn put(&mut self, paragraph: Paragraph, meaning: &Meaning) {
        let mut number = None;
        if paragraph.has_text() {
            self.nth += 1;
            let own = paragraph.own.clone().or(&meaning.properties);
            number = own
                .list
                .filter(|list| *list != 0)
                .and_then(|list| self.numbering.next(list, own.list_level.unwrap_or_default()));
        }
        let nth = self.nth;
        let parts = paragraph.finish(meaning, number, nth);
        self.sink().extend(parts);
    }
}
