//! Archives of office documents: parts by name, limits counted in the bytes that come out.
//!
//! Entry point: [`Package::open`]. What the directory of the archive says of sizes is not believed; a name is never a
//! path on the disk.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::diagnostic::Source;
use crate::import::page::percent_decoded;
use crate::import::refusal::{MAX_ENTRIES, MAX_PICTURES, MAX_XML, Refusal, Way};

/// What an archive is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// A document; the name of its main part.
    Document(String),
    /// A spreadsheet.
    Spreadsheet,
    /// A spreadsheet of OpenDocument.
    OpenSheet,
}

/// An open archive.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Entries by name; names of parts are compared without regard to case.
    entries: HashMap<String, usize>,
    xml: u64,
    pictures: u64,
}

/// The part of an OpenDocument file that holds its text or its sheets.
pub(super) const OPEN_CONTENT: &str = "content.xml";

/// A file of OpenDocument that is not read, by the name of its kind.
fn open_document(kind: &str) -> Refusal {
    let kinds = [
        ("spreadsheet", "ODS", Way::SaveAsSheet),
        ("presentation", "ODP", Way::Copy),
        ("graphics", "ODG", Way::Copy),
    ];
    let found = kinds.iter().find(|(word, ..)| kind.contains(&format!("opendocument.{word}")));
    let (_, name, way) = found.unwrap_or(&("", "ODT", Way::SaveAsDocument));
    Refusal::Foreign(name, *way)
}

impl<'b> Package<'b> {
    /// Opens an archive.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        // Counted before the directory is read: each entry of it takes memory.
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").take(MAX_ENTRIES + 1).count()
            > MAX_ENTRIES
        {
            return Err(Refusal::TooManyParts);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::CutOff)?;
        let mut entries = HashMap::new();
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                let name = name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase();
                entries.entry(name).or_insert(index);
            }
        }
        Ok(Self { archive, entries, xml: MAX_XML, pictures: MAX_PICTURES })
    }

    /// What it holds.
    pub(super) fn content(&mut self) -> Result<Content, Refusal> {
        if let Some(rels) = self.text("_rels/.rels")? {
            let main = super::docx::relations::parse(&rels, "")?.into_values();
            for relation in main.filter(|relation| relation.kind == "officeDocument") {
                let Some(part) = relation.part else { continue };
                if self.has(&part) && part.starts_with("xl/") {
                    return Ok(Content::Spreadsheet);
                }
                if self.has(&part) && part.starts_with("ppt/") {
                    return Err(Refusal::Foreign("PowerPoint", Way::Copy));
                }
                if self.has(&part) {
                    return Ok(Content::Document(part));
                }
            }
        }
        if self.has("word/document.xml") {
            return Ok(Content::Document("word/document.xml".to_owned()));
        }
        if self.has("xl/workbook.xml") {
            return Ok(Content::Spreadsheet);
        }
        let manifest = self.text("META-INF/manifest.xml")?.unwrap_or_default();
        // What the file is stands in its first entry, and again in its list of parts.
        let kind = self.text("mimetype")?.unwrap_or_else(|| manifest.clone());
        if !kind.contains("opendocument") {
            return Err(self.by_its_entries());
        }
        if manifest.contains("encryption-data") {
            return Err(Refusal::Password);
        }
        if kind.contains("opendocument.spreadsheet") && self.has(OPEN_CONTENT) {
            return Ok(Content::OpenSheet);
        }
        Err(open_document(&kind))
    }

    /// What an archive is that is none of Office, by the names of its entries.
    fn by_its_entries(&self) -> Refusal {
        const WORDS: [&str; 6] = [".docx", ".docm", ".doc", ".wps", ".txt", ".xlsx"];
        let names = self.entries.keys();
        let files = names.filter(|name| WORDS.iter().any(|end| name.ends_with(end))).count();
        let known = [
            ("ofd.xml", "OFD", Way::Convert),
            ("fixeddocseq.fdseq", "XPS", Way::Convert),
            ("fixeddocumentsequence.fdseq", "XPS", Way::Convert),
            ("ppt/presentation.xml", "PowerPoint", Way::Copy),
            ("xl/workbook.bin", "XLSB", Way::SaveAsSheet),
            ("index/calculationengine.iwa", "Numbers", Way::Export),
            ("index/presentation.iwa", "Keynote", Way::Copy),
            ("index/document.iwa", "Pages", Way::Export),
            ("meta-inf/container.xml", "EPUB", Way::Copy),
            ("androidmanifest.xml", "APK", Way::Nothing),
        ];
        let found = known.iter().find(|(part, ..)| self.has(part));
        if let Some((_, name, way)) = found {
            Refusal::Foreign(name, *way)
        } else if files > 0 {
            Refusal::Bundle(files)
        } else {
            Refusal::NoDocument
        }
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, part: &str) -> bool {
        self.entries.contains_key(&part.to_ascii_lowercase())
    }

    /// The text of a part; `None` where there is none.
    pub(super) fn text(&mut self, part: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.bytes(part, self.xml, Refusal::TextTooLarge)? else {
            return Ok(None);
        };
        self.xml -= bytes.len() as u64;
        Ok(Some(Source::decode("".into(), &bytes).text))
    }

    /// The bytes of a picture; `None` where there is none.
    pub(super) fn picture(&mut self, part: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(bytes) = self.bytes(part, self.pictures, Refusal::PicturesTooLarge)? else {
            return Ok(None);
        };
        self.pictures -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// Unpacks all parts of text and forgets them: for a reader that keeps no limit itself.
    pub(super) fn measure(&mut self) -> Result<(), Refusal> {
        let mut names: Vec<String> = self.entries.keys().cloned().collect();
        names.sort();
        for name in names {
            self.text(&name)?;
        }
        Ok(())
    }

    /// The entry of a part. Some programs write the name of a part as an address has it, and of its entry as it is read.
    fn index(&self, part: &str) -> Option<usize> {
        let found = |part: &str| self.entries.get(&part.to_ascii_lowercase()).copied();
        found(part).or_else(|| found(&percent_decoded(part)))
    }

    fn bytes(
        &mut self,
        part: &str,
        left: u64,
        refusal: Refusal,
    ) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(index) = self.index(part) else { return Ok(None) };
        let file = self.archive.by_index(index).map_err(|fault| match fault {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::Password,
            _ => Refusal::CutOff,
        })?;
        let mut bytes = Vec::new();
        file.take(left + 1).read_to_end(&mut bytes).map_err(|_| Refusal::CutOff)?;
        if bytes.len() as u64 > left {
            return Err(refusal);
        }
        Ok(Some(bytes))
    }
}
