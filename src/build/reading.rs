//! One file by itself: read, parsed and checked in one go, then its text is let go.
//!
//! Entry points: [`Reading`], [`parse_one`], [`parse_bytes`]. What comes of a file depends on its bytes
//! and on a [`Reading`], and on nothing else of the site: two equal ones read a file alike.

use std::path::Path;
use std::sync::Arc;

use blake3::Hash;
use jiff::civil::Date;

use crate::check::{self, Office};
use crate::config::{Config, RuleSetting, Section};
use crate::diagnostic::{Diagnostic, Place, Severity, Source};
use crate::discover::{self, Keys, TextFile};
use crate::error::Error;
use crate::locale::Message;
use crate::parse::body::Settings;
use crate::parse::profile::Table;
use crate::parse::{self, Document, Kind};
use crate::render;

/// What reading a file depends on beside its bytes.
#[derive(Debug, Default, PartialEq)]
pub struct Reading {
    settings: Settings,
    office: Office,
    /// The weights that `site.yaml` gives to rules.
    pub(crate) rules: Vec<RuleSetting>,
    /// Tell every number of a story that is in no field.
    coverage: bool,
    /// The sections that the office declares: an article knows its own.
    sections: Vec<&'static Section>,
}

/// What came of a file: its document, unless it could not be parsed, and what is wrong with it.
pub type Parsed = (Option<Document>, Vec<Diagnostic>);

impl Reading {
    /// What `config` and the word list in `root` say of it, with what is wrong with that list.
    ///
    /// # Errors
    /// [`Error::File`] where the word list cannot be read.
    pub fn load(
        root: &Path,
        config: &Config,
        coverage: bool,
    ) -> Result<(Self, Vec<Diagnostic>), Error> {
        let (office, mut faults) = Office::load(root, config)?;
        faults.extend(render::taken_labels(config));
        let settings = Settings { summary_length: config.summary_length, html: config.html };
        let (rules, sections) = (config.rules.clone(), config.sections.clone());
        Ok((Self { settings, office, rules, coverage, sections }, faults))
    }

    /// The keys of a profile.
    pub fn table(&self) -> Table {
        self.office.table
    }

    /// The keys of all texts.
    pub fn keys(&self) -> Keys {
        Keys::new(self.office.table, self.sections.clone())
    }

    /// What of it texts depend on.
    pub(super) fn settings(&self) -> Settings {
        self.settings
    }

    /// A hash of all of it but the day.
    pub(super) fn fingerprint(&self) -> Hash {
        let Self { settings, office, rules, coverage, sections } = self;
        let said = format!("{:?}", (settings, office.said(), rules, coverage, sections));
        blake3::hash(said.as_bytes())
    }

    /// The same on a day: what is to come cannot have been.
    #[must_use]
    pub fn on(self, today: Option<Date>) -> Self {
        Self { office: self.office.on(today), ..self }
    }
}

/// Reads, parses and checks one file.
pub(super) fn parse_one(text: &TextFile, reading: &Reading) -> Result<Parsed, Error> {
    Ok(match text.path.read(parse::MAX_TEXT)? {
        Ok(bytes) => parse_bytes(text, &bytes, reading),
        Err(size) => (None, vec![too_large(&text.file, size)]),
    })
}

/// Parses and checks the bytes of one file.
pub fn parse_bytes(text: &TextFile, bytes: &[u8], reading: &Reading) -> Parsed {
    let source = Source::decode(text.file.clone(), bytes);
    if let Some(fault) = check::binary(&source, bytes) {
        return (None, vec![fault]);
    }
    // Told once instead of key by key.
    if text.kind != Kind::Story && parse::is_misplaced_story(&source, Some(text.kind)) {
        return (None, vec![discover::misplaced_story(&text.file)]);
    }
    let parsed = parse::parse_for(
        parse::Office { levels: &reading.office.levels, table: reading.office.table },
        text.kind,
        text.slug.clone(),
        &source,
        reading.settings,
    );
    let (document, mut diagnostics) = (parsed.document, parsed.diagnostics);
    if let Some(document) = &document {
        let found = check::document(document, &source, parsed.prose, &reading.office);
        diagnostics.extend(without_echoes(found, &diagnostics, &source));
        if let (Document::Story(story), true) = (document, reading.coverage) {
            diagnostics.extend(check::unaccounted(story, &source));
        }
    }
    if let Some(Document::Story(story)) = &document {
        diagnostics = check::waive(std::slice::from_ref(story), diagnostics);
    }
    (document, diagnostics)
}

/// `found` without warnings in a line that has an error of grammar: a year that could not be read
/// is not missing.
fn without_echoes(
    mut found: Vec<Diagnostic>,
    faults: &[Diagnostic],
    source: &Source,
) -> Vec<Diagnostic> {
    let line = |one: &Diagnostic| one.place.span.map(|(start, _)| source.line_column(start).0);
    let lines: Vec<_> = faults.iter().filter_map(line).collect();
    if !lines.is_empty() {
        found.retain(|one| {
            one.severity == Severity::Error || line(one).is_none_or(|line| !lines.contains(&line))
        });
    }
    found
}

/// What is said of a file that is too large to be read.
pub fn too_large(file: &Arc<str>, size: u64) -> Diagnostic {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let megabytes = |bytes: u64| bytes as f64 / 1024.0 / 1024.0;
    let message = Message::new("file-too-large")
        .text("size", format!("{:.1}", megabytes(size)))
        .text("max", format!("{:.0}", megabytes(parse::MAX_TEXT)));
    Diagnostic::error("file-too-large", Place::file(file), message)
}
