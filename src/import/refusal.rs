//! Why a file cannot be imported: by its true kind, with what to do.
//!
//! Entry point: [`Refusal`]. A refusal holds no text of the file.

use crate::locale::Message;

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 64 * 1024 * 1024;
/// The most text of one archive when unpacked, in bytes.
pub(crate) const MAX_XML: u64 = 32 * 1024 * 1024;
/// The most of all pictures of one archive, in bytes.
pub(crate) const MAX_PICTURES: u64 = 200 * 1024 * 1024;
/// The most parts of one archive.
pub(crate) const MAX_ENTRIES: usize = 20_000;
/// The most elements inside each other.
pub(crate) const MAX_DEPTH: usize = 256;

const MEGABYTE: u64 = 1024 * 1024;

/// Why nothing is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A document of Word or WPS as it was before 2007.
    OldDocument,
    /// A spreadsheet of Excel or WPS as it was before 2007.
    OldSheet,
    /// It opens with a password alone.
    Password,
    /// It ends too early, or its parts do not add up.
    CutOff,
    /// An archive without a document.
    NoDocument,
    /// An archive with this many files of an office inside.
    Bundle(usize),
    /// A spreadsheet where a text is expected.
    Spreadsheet,
    /// A document where a spreadsheet is expected.
    NoSpreadsheet,
    /// A web page that is called otherwise.
    PageByAnotherName,
    /// A kind that is not imported, by its usual name, and what is done with it.
    Foreign(&'static str, Way),
    /// Neither a known kind nor text.
    Unknown,
    /// More bytes than `MAX_FILE`.
    FileTooLarge,
    /// More text than `MAX_XML` when unpacked.
    TextTooLarge,
    /// More than `MAX_PICTURES` of pictures.
    PicturesTooLarge,
    /// More than `MAX_ENTRIES` parts.
    TooManyParts,
    /// More than `MAX_DEPTH` elements inside each other.
    TooDeep,
    /// A document type declaration, which no office writes.
    Dtd,
    /// XML that breaks its grammar, in this part.
    Xml(String),
    /// No text, and this many photos.
    Empty(usize),
    /// Several stories, with their titles.
    Stories(Vec<String>),
    /// `--part` names a story that is not there; how many there are.
    NoPart(usize),
    /// A page that says that its article is gone.
    ArticleDeleted,
    /// A page that says that its article is blocked.
    ArticleBlocked,
    /// A page that asks the browser to prove itself.
    ArticleGuarded,
    /// A page without an article.
    NoArticle,
    /// A roster without a row of headers that is understood.
    NoHeader,
    /// Two rosters side by side on one sheet.
    SideBySide,
    /// A roster whose headers stand below each other.
    Sideways,
    /// Several sheets, by name.
    Sheets(Vec<String>),
    /// `--sheet` names a sheet that is not there.
    NoSheet,
    /// The roster lies inside the site.
    RosterInside,
    /// No day is given and none stands in the roster.
    NoDay,
    /// The bands are not ages that rise.
    Bands,
}

/// What is done with a file of a kind that is not imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Word and WPS open it, and save it as .docx.
    SaveAsDocument,
    /// Excel and WPS open it, and save it as .xlsx.
    SaveAsSheet,
    /// The browser that saved it saves it as a page.
    SaveAsPage,
    /// The program that made it exports it.
    Export,
    /// It is fixed as it is printed: turned into a document, or typed where it is a scan.
    Convert,
    /// Its words are copied.
    Copy,
    /// Words in it are typed.
    Picture,
    /// It is unpacked first.
    Unpack,
    /// What hangs on the letter is saved first.
    Letter,
    /// Nothing of it can be used.
    Nothing,
}

impl Way {
    fn help(self) -> &'static str {
        match self {
            Self::SaveAsDocument => "import-old-help",
            Self::SaveAsSheet => "import-old-sheet-help",
            Self::SaveAsPage => "import-save-page-help",
            Self::Export => "import-export-help",
            Self::Convert => "import-convert-help",
            Self::Copy => "import-copy-help",
            Self::Picture => "import-picture-help",
            Self::Unpack => "import-bundle-help",
            Self::Letter => "import-letter-help",
            Self::Nothing => "import-foreign-help",
        }
    }
}

impl Refusal {
    /// What is wrong.
    pub fn message(&self) -> Message {
        let with_megabytes = |id, bytes: u64| {
            Message::new(id).count("max", usize::try_from(bytes / MEGABYTE).unwrap_or(usize::MAX))
        };
        match self {
            Self::OldDocument => Message::new("import-old").text("ending", ".doc、.wps"),
            Self::OldSheet => Message::new("import-old").text("ending", ".xls、.et"),
            Self::Password => Message::new("import-password"),
            Self::CutOff => Message::new("import-cut-off"),
            Self::NoDocument => Message::new("import-no-document"),
            Self::Bundle(files) => Message::new("import-bundle").count("count", *files),
            Self::Spreadsheet => Message::new("import-spreadsheet"),
            Self::NoSpreadsheet => Message::new("import-no-spreadsheet"),
            Self::PageByAnotherName => Message::new("import-page-renamed"),
            Self::Foreign(kind, _) => Message::new("import-foreign").text("kind", *kind),
            Self::Unknown => Message::new("import-unknown"),
            Self::FileTooLarge => with_megabytes("import-file-too-large", MAX_FILE),
            Self::TextTooLarge => with_megabytes("import-text-too-large", MAX_XML),
            Self::PicturesTooLarge => with_megabytes("import-pictures-too-large", MAX_PICTURES),
            Self::TooManyParts => Message::new("import-too-many-parts").count("max", MAX_ENTRIES),
            Self::TooDeep => Message::new("import-too-deep").count("max", MAX_DEPTH),
            Self::Dtd => Message::new("import-dtd"),
            Self::Xml(part) => Message::new("import-xml").text("part", part),
            Self::Empty(photos) => Message::new("import-empty").count("photos", *photos),
            Self::Stories(titles) => Message::new("import-stories")
                .count("count", titles.len())
                .text("titles", listed(titles)),
            Self::NoPart(count) => Message::new("import-no-part").count("count", *count),
            Self::ArticleDeleted => Message::new("import-article-deleted"),
            Self::ArticleBlocked => Message::new("import-article-blocked"),
            Self::ArticleGuarded => Message::new("import-article-guarded"),
            Self::NoArticle => Message::new("import-no-article"),
            Self::NoHeader => Message::new("import-no-header"),
            Self::SideBySide => Message::new("import-side-by-side"),
            Self::Sideways => Message::new("import-sideways"),
            Self::Sheets(names) => Message::new("import-sheets")
                .count("count", names.len())
                .text("names", listed(names)),
            Self::NoSheet => Message::new("import-no-sheet"),
            Self::RosterInside => Message::new("import-roster-inside"),
            Self::NoDay => Message::new("import-no-day"),
            Self::Bands => Message::new("import-bands"),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<Message> {
        Some(Message::new(match self {
            Self::OldSheet => "import-old-sheet-help",
            Self::OldDocument => "import-old-help",
            Self::Foreign(_, way) => way.help(),
            Self::Password => "import-password-help",
            Self::Bundle(_) => "import-bundle-help",
            Self::SideBySide => "import-side-by-side-help",
            Self::Sideways => "import-sideways-help",
            Self::CutOff | Self::NoDocument | Self::Xml(_) => "import-cut-off-help",
            Self::Dtd | Self::TooDeep | Self::TooManyParts | Self::TextTooLarge => {
                "import-save-anew-help"
            }
            Self::Spreadsheet => "import-spreadsheet-help",
            Self::NoSpreadsheet => "import-no-spreadsheet-help",
            Self::PageByAnotherName => "import-page-renamed-help",
            Self::Unknown => "import-foreign-help",
            Self::FileTooLarge | Self::PicturesTooLarge => "import-smaller-help",
            Self::Empty(_) => "import-empty-help",
            Self::Stories(_) | Self::NoPart(_) => "import-stories-help",
            Self::ArticleDeleted
            | Self::ArticleBlocked
            | Self::ArticleGuarded
            | Self::NoArticle => "import-no-article-help",
            Self::NoHeader => "import-no-header-help",
            Self::Sheets(_) | Self::NoSheet => "import-sheets-help",
            Self::RosterInside => "import-roster-inside-help",
            Self::NoDay => "import-no-day-help",
            Self::Bands => "import-bands-help",
        }))
    }
}

fn listed(names: &[String]) -> String {
    let numbered = names.iter().enumerate().map(|(at, name)| format!("  {}. {name}", at + 1));
    numbered.collect::<Vec<_>>().join("\n")
}
