//! A Word file put together: an archive of XML parts and photos.
//!
//! Entry point: [`Document::package`]. The same document gives the same bytes: no times, no names of machines.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::booklet::parts::{Parts, paragraph};
use crate::booklet::photo::Media;
use crate::booklet::runs::escaped;
use crate::booklet::styles;

/// A Word file that lacks the bytes of its photos.
#[derive(Debug)]
pub(crate) struct Document<'s> {
    /// XML parts by their names in the archive.
    parts: Vec<(&'static str, String)>,
    /// Its photos, each once.
    pub media: Vec<Media<'s>>,
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The parts of a document beside its text: name, content type, type of the relation.
const BESIDE: [(&str, &str, &str); 6] = [
    ("styles.xml", "styles", "styles"),
    ("settings.xml", "settings", "settings"),
    ("fontTable.xml", "fontTable", "fontTable"),
    ("numbering.xml", "numbering", "numbering"),
    ("footnotes.xml", "footnotes", "footnotes"),
    ("footer1.xml", "footer", "footer"),
];

impl<'s> Document<'s> {
    pub(super) fn new(title: &str, office: &str, parts: Parts<'s>) -> Self {
        let texts = vec![
            ("[Content_Types].xml", content_types()),
            ("_rels/.rels", root_relations()),
            ("docProps/core.xml", properties(title, office)),
            ("word/document.xml", text(&parts.body)),
            ("word/_rels/document.xml.rels", relations(&parts)),
            ("word/styles.xml", styles::XML.to_owned()),
            ("word/settings.xml", styles::SETTINGS.to_owned()),
            ("word/fontTable.xml", styles::FONTS.to_owned()),
            ("word/numbering.xml", numbering(&parts.lists)),
            ("word/footnotes.xml", footnotes(&parts.footnotes)),
            ("word/footer1.xml", styles::FOOTER.to_owned()),
            ("word/theme/theme1.xml", styles::THEME.to_owned()),
        ];
        Self { parts: texts, media: parts.media }
    }

    /// The bytes of the file. `photo` gives those of a photo.
    ///
    /// # Errors
    /// What `photo` gives.
    ///
    /// # Panics
    /// Never: an archive in memory takes files of distinct names.
    pub(crate) fn package<E>(
        &self,
        photo: impl Fn(&Media<'s>) -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        // A photo is packed already.
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, text) in &self.parts {
            archive.start_file(*name, packed).expect(IN_MEMORY);
            archive.write_all(text.as_bytes()).expect(IN_MEMORY);
        }
        for (nth, media) in self.media.iter().enumerate() {
            let bytes = photo(media)?;
            let name = format!("word/media/{}", media.name(nth + 1));
            archive.start_file(name, stored).expect(IN_MEMORY);
            archive.write_all(&bytes).expect(IN_MEMORY);
        }
        Ok(archive.finish().expect(IN_MEMORY).into_inner())
    }
}

const IN_MEMORY: &str = "an archive in memory takes files of distinct names";

fn content_types() -> String {
    let pictures: String = [("jpg", "jpeg"), ("png", "png"), ("gif", "gif")]
        .map(|(ending, kind)| {
            format!("<Default Extension=\"{ending}\" ContentType=\"image/{kind}\"/>")
        })
        .concat();
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let beside: String = BESIDE
        .map(|(name, kind, _)| {
            format!("<Override PartName=\"/word/{name}\" ContentType=\"{word}.{kind}+xml\"/>")
        })
        .concat();
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{pictures}\
         <Override PartName=\"/word/document.xml\" ContentType=\"{word}.document.main+xml\"/>{beside}\
         <Override PartName=\"/word/theme/theme1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.theme+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         </Types>"
    )
}

fn root_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

fn properties(title: &str, office: &str) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         </cp:coreProperties>",
        escaped(title),
        escaped(office)
    )
}

/// `word/document.xml`: A4, margins 37, 26, 35 and 28 mm.
fn text(body: &str) -> String {
    format!(
        "{HEAD}<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>{body}\
         <w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId6\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" \
         w:footer=\"1587\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn relations(parts: &Parts<'_>) -> String {
    let mut all = format!(
        "<Relationship Id=\"rIdTheme\" Type=\"{OFFICE}/theme\" Target=\"theme/theme1.xml\"/>"
    );
    for (nth, (name, _, kind)) in BESIDE.iter().enumerate() {
        let id = nth + 1;
        all +=
            &format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{name}\"/>");
    }
    for (nth, media) in parts.media.iter().enumerate() {
        let (id, name) = (nth + 1, media.name(nth + 1));
        all += &format!(
            "<Relationship Id=\"rIdImage{id}\" Type=\"{OFFICE}/image\" Target=\"media/{name}\"/>"
        );
    }
    for (nth, address) in parts.links.iter().enumerate() {
        let (id, address) = (nth + 1, escaped(address));
        all += &format!(
            "<Relationship Id=\"rIdLink{id}\" Type=\"{OFFICE}/hyperlink\" Target=\"{address}\" TargetMode=\"External\"/>"
        );
    }
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

/// `word/numbering.xml`: bullets and numbers, and a list of its own for each list of a text.
fn numbering(lists: &[Option<u32>]) -> String {
    let levels = |format: &str, text: &dyn Fn(usize) -> String| -> String {
        let level = |level: usize| {
            let left = 640 + 420 * (level + 1);
            format!(
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
                 <w:lvlText w:val=\"{}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"420\"/></w:pPr></w:lvl>",
                text(level)
            )
        };
        (0..9).map(level).collect()
    };
    let bullets = levels("bullet", &|_| "•".to_owned());
    let numbers = levels("decimal", &|level| format!("%{}.", level + 1));
    let mut all = format!(
        "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{bullets}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{numbers}</w:abstractNum>"
    );
    for (nth, start) in lists.iter().enumerate() {
        let kind = u8::from(start.is_some());
        let first = start.unwrap_or(1);
        let begin = (0..9).fold(String::new(), |begin, level| {
            begin
                + &format!(
                    "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{first}\"/></w:lvlOverride>"
                )
        });
        all += &format!(
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{kind}\"/>{begin}</w:num>",
            nth + 1
        );
    }
    format!("{HEAD}<w:numbering xmlns:w=\"{WORD}\">{all}</w:numbering>")
}

fn footnotes(notes: &[String]) -> String {
    let rule = |id: i8, kind: &str, mark: &str| {
        format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>"
        )
    };
    let mut all = rule(-1, "separator", "separator");
    all += &rule(0, "continuationSeparator", "continuationSeparator");
    for (nth, note) in notes.iter().enumerate() {
        let empty = || paragraph(styles::FOOTNOTE, "", "");
        let text = if note.is_empty() { empty() } else { note.clone() };
        // The number stands before the first words.
        let mark =
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>";
        let text = text.replacen("</w:pPr>", &format!("</w:pPr>{mark}"), 1);
        all += &format!("<w:footnote w:id=\"{}\">{text}</w:footnote>", nth + 1);
    }
    format!("{HEAD}<w:footnotes xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\">{all}</w:footnotes>")
}
