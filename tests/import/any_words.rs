//! Word files made at random of all that a Word file is made of: no word of them is lost.
//!
//! A word stands in the profile, or is named in the report. What was deleted, is hidden, or stands at the edge of each page
//! is left out by intention: then the report says that there was some.

use std::cell::Cell;

use liuhao::import;
use proptest::prelude::*;

use crate::archives::{paragraph, word};

/// A part of a line.
#[derive(Debug, Clone)]
enum Inline {
    Run(Look),
    /// An element that only wraps others.
    Wrapped(Wrap, Vec<Inline>),
    /// A result between the marks of a field with this instruction.
    Field(&'static str, Vec<Inline>),
    Ruby,
    Math,
    TextBox(Vec<Inline>),
    OldTextBox(Vec<Inline>),
    Footnote,
    Endnote,
    Comment,
    Deleted,
    Hidden,
    MovedFrom,
    Empty(&'static str),
}

/// How a run looks.
#[derive(Debug, Clone, Copy)]
enum Look {
    Plain,
    Bold,
    SmallCaps,
    RightToLeft,
    Coloured,
    Raised,
}

/// What only wraps.
#[derive(Debug, Clone, Copy)]
enum Wrap {
    Link,
    Inserted,
    MovedTo,
    SmartTag,
    CustomXml,
    Control,
    SimpleField,
    Bidi,
}

/// A part of a page.
#[derive(Debug, Clone)]
enum Block {
    Paragraph(&'static str, Vec<Inline>),
    Table(Vec<Vec<Vec<Block>>>),
    Control(Vec<Block>),
    CustomXml(Vec<Block>),
}

fn look() -> impl Strategy<Value = Look> {
    prop_oneof![
        4 => Just(Look::Plain),
        1 => Just(Look::Bold),
        1 => Just(Look::SmallCaps),
        1 => Just(Look::RightToLeft),
        1 => Just(Look::Coloured),
        1 => Just(Look::Raised),
    ]
}

fn wrap() -> impl Strategy<Value = Wrap> {
    prop_oneof![
        Just(Wrap::Link),
        Just(Wrap::Inserted),
        Just(Wrap::MovedTo),
        Just(Wrap::SmartTag),
        Just(Wrap::CustomXml),
        Just(Wrap::Control),
        Just(Wrap::SimpleField),
        Just(Wrap::Bidi),
    ]
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        8 => look().prop_map(Inline::Run),
        1 => Just(Inline::Ruby),
        1 => Just(Inline::Math),
        1 => Just(Inline::Footnote),
        1 => Just(Inline::Endnote),
        1 => Just(Inline::Comment),
        1 => Just(Inline::Deleted),
        1 => Just(Inline::Hidden),
        1 => Just(Inline::MovedFrom),
        2 => prop_oneof![
            Just("<w:r><w:br/></w:r>"),
            Just("<w:r><w:br w:type=\"page\"/></w:r>"),
            Just("<w:r><w:tab/></w:r>"),
            Just("<w:r><w:noBreakHyphen/></w:r>"),
            Just("<w:bookmarkStart w:id=\"7\" w:name=\"x\"/><w:bookmarkEnd w:id=\"7\"/>"),
            Just("<w:proofErr w:type=\"spellStart\"/>"),
            Just("<w:r><w:lastRenderedPageBreak/></w:r>"),
            Just("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>"),
        ].prop_map(Inline::Empty),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let some = prop::collection::vec(inner, 1..4);
        prop_oneof![
            3 => (wrap(), some.clone()).prop_map(|(wrap, inside)| Inline::Wrapped(wrap, inside)),
            1 => (
                prop_oneof![Just("REF _x \\h"), Just("DATE"), Just("HYPERLINK \"x\""), Just("QUOTE"), Just("=SUM(1)")],
                some.clone()
            )
                .prop_map(|(field, inside)| Inline::Field(field, inside)),
            1 => some.clone().prop_map(Inline::TextBox),
            1 => some.prop_map(Inline::OldTextBox),
        ]
    })
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let properties = prop_oneof![
        6 => Just(""),
        1 => Just("<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>"),
        1 => Just("<w:pPr><w:jc w:val=\"center\"/></w:pPr>"),
        1 => Just("<w:pPr><w:jc w:val=\"right\"/></w:pPr>"),
        1 => Just("<w:pPr><w:bidi/></w:pPr>"),
        1 => Just("<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>"),
        1 => Just("<w:pPr><w:rPr><w:ins w:id=\"1\" w:author=\"x\"/></w:rPr></w:pPr>"),
        1 => Just("<w:pPr><w:rPr><w:del w:id=\"1\" w:author=\"x\"/></w:rPr></w:pPr>"),
        1 => Just("<w:pPr><w:framePr w:dropCap=\"drop\" w:lines=\"3\"/></w:pPr>"),
    ];
    let line = (properties, prop::collection::vec(inline(), 1..6))
        .prop_map(|(properties, inside)| Block::Paragraph(properties, inside));
    let block = line.prop_recursive(3, 24, 4, |inner| {
        let some = prop::collection::vec(inner, 1..3);
        let row = prop::collection::vec(some.clone(), 1..4);
        prop_oneof![
            2 => prop::collection::vec(row, 1..4).prop_map(Block::Table),
            1 => some.clone().prop_map(Block::Control),
            1 => some.prop_map(Block::CustomXml),
        ]
    });
    prop::collection::vec(block, 1..6)
}

/// Writes a document, and takes down its words.
#[derive(Default)]
struct Writer {
    count: Cell<usize>,
    /// What must be in the profile or be named.
    words: Vec<String>,
    /// What is left out by intention, so that something must be told.
    left_out: Vec<String>,
    footnotes: String,
    endnotes: String,
    comments: String,
}

impl Writer {
    /// A word that stands nowhere else, and is no number, name or address.
    fn word(&self) -> String {
        let nth = self.count.get();
        self.count.set(nth + 1);
        let digits: String = format!("{nth:03}")
            .chars()
            .map(|digit| "甲乙丙丁戊己庚辛壬癸".chars().nth(digit as usize - '0' as usize).unwrap())
            .collect();
        format!("梅{digits}竹")
    }

    fn kept(&mut self) -> String {
        let word = self.word();
        self.words.push(word.clone());
        word
    }

    fn dropped(&mut self) -> String {
        let word = self.word();
        self.left_out.push(word.clone());
        word
    }

    fn all(&mut self, inside: &[Inline]) -> String {
        inside.iter().map(|one| self.inline(one)).collect()
    }

    #[allow(clippy::too_many_lines, reason = "one arm for each kind of part")]
    fn inline(&mut self, inline: &Inline) -> String {
        match inline {
            Inline::Run(look) => {
                let look = match look {
                    Look::Plain => "",
                    Look::Bold => "<w:rPr><w:b/></w:rPr>",
                    Look::SmallCaps => "<w:rPr><w:smallCaps/></w:rPr>",
                    Look::RightToLeft => "<w:rPr><w:rtl/></w:rPr>",
                    Look::Coloured => "<w:rPr><w:color w:val=\"FF0000\"/></w:rPr>",
                    Look::Raised => "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>",
                };
                format!("<w:r>{look}<w:t>{}</w:t></w:r>", self.kept())
            }
            Inline::Wrapped(wrap, inside) => {
                let inside = self.all(inside);
                match wrap {
                    Wrap::Link => format!("<w:hyperlink w:anchor=\"x\">{inside}</w:hyperlink>"),
                    Wrap::Inserted => format!("<w:ins w:id=\"1\" w:author=\"x\">{inside}</w:ins>"),
                    Wrap::MovedTo => {
                        format!("<w:moveTo w:id=\"2\" w:author=\"x\">{inside}</w:moveTo>")
                    }
                    Wrap::SmartTag => format!("<w:smartTag w:element=\"x\">{inside}</w:smartTag>"),
                    Wrap::CustomXml => {
                        format!("<w:customXml w:element=\"x\">{inside}</w:customXml>")
                    }
                    Wrap::Control => format!(
                        "<w:sdt><w:sdtPr><w:id w:val=\"1\"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
                    ),
                    Wrap::SimpleField => {
                        format!("<w:fldSimple w:instr=\"TITLE\">{inside}</w:fldSimple>")
                    }
                    Wrap::Bidi => format!("<w:bdo w:val=\"rtl\">{inside}</w:bdo>"),
                }
            }
            Inline::Field(instruction, inside) => format!(
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
                instruction.replace('"', "&quot;"),
                self.all(inside)
            ),
            Inline::Ruby => format!(
                "<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{}</w:t></w:r></w:rubyBase></w:ruby></w:r>",
                self.kept()
            ),
            Inline::Math => format!(
                "<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r><m:t>{}</m:t></m:r></m:oMath>",
                self.kept()
            ),
            Inline::TextBox(inside) => format!(
                "<w:r><mc:AlternateContent xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice Requires=\"wps\"><w:drawing><wps:wsp xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:txbx><w:txbxContent><w:p>{}</w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice></mc:AlternateContent></w:r>",
                self.all(inside)
            ),
            Inline::OldTextBox(inside) => format!(
                "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
                self.all(inside)
            ),
            Inline::Footnote | Inline::Endnote | Inline::Comment => self.note(inline),
            Inline::Deleted => format!(
                "<w:del w:id=\"3\" w:author=\"x\"><w:r><w:delText>{}</w:delText></w:r></w:del>",
                self.dropped()
            ),
            Inline::Hidden => {
                format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>", self.dropped())
            }
            Inline::MovedFrom => format!(
                "<w:moveFrom w:id=\"4\" w:author=\"x\"><w:r><w:t>{}</w:t></w:r></w:moveFrom>",
                self.dropped()
            ),
            Inline::Empty(xml) => (*xml).to_owned(),
        }
    }

    fn note(&mut self, inline: &Inline) -> String {
        let id = self.count.get() + 10;
        let inside = paragraph(&self.kept());
        match inline {
            Inline::Footnote => {
                self.footnotes += &format!("<w:footnote w:id=\"{id}\">{inside}</w:footnote>");
                format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>")
            }
            Inline::Endnote => {
                self.endnotes += &format!("<w:endnote w:id=\"{id}\">{inside}</w:endnote>");
                format!("<w:r><w:endnoteReference w:id=\"{id}\"/></w:r>")
            }
            _ => {
                self.comments += &format!("<w:comment w:id=\"{id}\">{inside}</w:comment>");
                format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>")
            }
        }
    }

    fn cell(&mut self, blocks: &[Block]) -> String {
        let inside: String = blocks.iter().map(|one| self.block(one)).collect();
        format!("<w:tc>{inside}<w:p/></w:tc>")
    }

    fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Paragraph(properties, inside) => {
                format!("<w:p>{properties}{}</w:p>", self.all(inside))
            }
            Block::Table(rows) => {
                let mut table = String::from("<w:tbl>");
                for row in rows {
                    let cells: String = row.iter().map(|cell| self.cell(cell)).collect();
                    table += &format!("<w:tr>{cells}</w:tr>");
                }
                table + "</w:tbl>"
            }
            Block::Control(inside) => format!(
                "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
                inside.iter().map(|one| self.block(one)).collect::<String>()
            ),
            Block::CustomXml(inside) => format!(
                "<w:customXml w:element=\"x\">{}</w:customXml>",
                inside.iter().map(|one| self.block(one)).collect::<String>()
            ),
        }
    }
}

/// What an import writes, and what it tells.
fn imported(bytes: &[u8]) -> (String, String) {
    let manuscript = import::read("a.docx", bytes, &|_| None).unwrap();
    let (mut text, mut told) = (String::new(), String::new());
    for draft in import::stories(manuscript) {
        let profile = import::profile(&draft, &import::Office::default(), "a");
        text += &profile.text;
        told += &format!("{:?}{:?}", profile.notes, draft.held);
    }
    (text.chars().filter(|c| !c.is_whitespace() && !"\\*".contains(*c)).collect(), told)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_word_of_a_word_file_is_lost(blocks in blocks()) {
        let mut writer = Writer::default();
        let body: String = blocks.iter().map(|block| writer.block(block)).collect();
        let Writer { words, left_out, footnotes, endnotes, comments, .. } = writer;
        let story = "示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁。";
        let bytes = word(
            &(paragraph("山城灯火映初心") + &paragraph(story) + &body),
            &[("footnotes", &footnotes), ("endnotes", &endnotes), ("comments", &comments)],
        );
        let (text, told) = imported(&bytes);
        for word in &words {
            prop_assert!(
                text.contains(word) || told.contains(word),
                "{} is lost\n{}\n{}\n{}", word, body, text, told
            );
        }
        for word in &left_out {
            prop_assert!(!text.contains(word), "{} was not meant\n{}\n{}", word, body, text);
        }
        prop_assert!(left_out.is_empty() || told.len() > "[][]".len(), "{}\n{}", body, told);
    }
}
