//! The whole program, in order.
//!
//! Entry points: [`build`] publishes a site, [`fn@check`] stops before the first byte is written.
//! Files are read, parsed and checked one by one on all cores, and only their documents are kept;
//! pages are rendered and staged one by one too. Nothing is written while an error stands.

mod report;
mod stage;

pub use report::{Report, report};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::against;
use crate::check::{self, Choice, Office, Selection};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Place, Severity, Source};
use crate::discover::{self, Asset, TextFile};
use crate::error::Error;
use crate::fs;
use crate::locale::Message;
use crate::parse::body::Settings;
use crate::parse::{self, Document};
use crate::picture::{self, Cache, Picture};
use crate::site::{self, Site};
use crate::theme;
use crate::write::{self, CommitOptions, Summary, Target};

/// What a run is asked to do.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder with `site.yaml`.
    pub root: PathBuf,
    /// Where the site is published.
    pub output: PathBuf,
    /// Publish drafts and future stories too.
    pub drafts: bool,
    /// An earlier state of the site to compare with: its folder.
    pub against: Option<PathBuf>,
    /// Which rules count.
    pub rules: Choice,
    /// Tell every number of a story that is in no field.
    pub coverage: bool,
    /// The day of the run.
    pub today: Date,
    /// What a commit may do beyond the ordinary.
    pub commit: CommitOptions,
}

/// Hears how far a run is: steps done, steps in all.
pub type Progress<'p> = &'p (dyn Fn(usize, usize) + Sync);

/// What came of a build.
#[derive(Debug)]
pub struct Built {
    /// What is wrong with the site.
    pub report: Report,
    /// What was published; `None` where errors stand and nothing was.
    pub published: Option<Published>,
}

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// Pages, feeds, data files and assets.
    pub pages: usize,
    /// What happened to files.
    pub summary: Summary,
}

/// Builds and publishes the site.
pub fn build(options: &Options, progress: Progress<'_>) -> Result<Built, Error> {
    refuse_overlap(options)?;
    let (site, report) = load(options)?;
    if report.count().errors > 0 {
        return Ok(Built { report, published: None });
    }
    let theme = theme::load(&options.root, &site.config.theme)?;
    let publication = Target::new(&options.output).begin()?;
    let cache = Cache::new(&options.root.join(write::STATE));
    let faults = stage::stage(&site, &theme, &cache, &publication, progress)?;
    if !faults.is_empty() {
        let faults = [report.diagnostics, faults].concat();
        let report = self::report(&options.root, faults, report.stories);
        return Ok(Built { report, published: None });
    }
    let pages = site.routes.iter().filter(|planned| planned.route.is_page()).count();
    // A large site takes a while to let go, and its files a while to be put into place.
    let (summary, ()) = rayon::join(
        || publication.commit(options.commit),
        || {
            // What is kept for nothing only takes room: the next build tries again.
            let _ = cache.retain(site.pictures.all());
            drop((site, theme));
        },
    );
    let summary = summary?;
    Ok(Built { report, published: Some(Published { pages, summary }) })
}

/// Reports on the site and writes nothing. Templates are tried too.
pub fn check(options: &Options) -> Result<Report, Error> {
    let (site, report) = load(options)?;
    theme::load(&options.root, &site.config.theme)?;
    Ok(report)
}

/// Reads, parses, collects and checks a site.
pub fn load(options: &Options) -> Result<(Site, Report), Error> {
    let (config, mut diagnostics) = config::load(&options.root)?;
    let (files, faults) = discover::discover(&options.root)?;
    diagnostics.extend(faults);
    let discover::Files { texts, assets } = files;
    let assets = survey(assets, &mut diagnostics)?;
    let (office, faults) = Office::load(&options.root, &config)?;
    diagnostics.extend(faults);
    let (documents, faults) = parse_all(texts, &config, (&office, options.coverage))?;
    diagnostics.extend(faults);
    let (site, diagnostics) = assemble(options, Parts { config, documents, assets, diagnostics })?;
    let report = report(&options.root, diagnostics, site.stories.len());
    Ok((site, report))
}

/// Tells pictures from other files, and what keeps some from being published.
fn survey(
    assets: Vec<Asset>,
    faults: &mut Vec<Diagnostic>,
) -> Result<Vec<(Asset, Option<Picture>)>, Error> {
    let surveyed: Vec<_> = assets
        .into_par_iter()
        .map(|asset| Ok((survey_one(&asset)?, asset)))
        .collect::<Result<_, Error>>()?;
    let told = surveyed.into_iter().map(|((picture, fault), asset)| {
        faults.extend(fault);
        (asset, picture)
    });
    Ok(told.collect())
}

/// What a file is as a picture, and what is wrong with it.
pub fn survey_one(asset: &Asset) -> Result<(Option<Picture>, Option<Diagnostic>), Error> {
    let survey = picture::survey(&asset.path, &asset.file)?;
    let told = check::photo(&asset.file, &survey.comments);
    Ok((survey.picture, survey.fault.or(told)))
}

/// All that was read of a site, each file by itself.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// `site.yaml`.
    pub config: Config,
    /// Markdown files that could be parsed, in any order.
    pub documents: Vec<Document>,
    /// The other files, and what they are as pictures.
    pub assets: Vec<(Asset, Option<Picture>)>,
    /// What was wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// Collects and checks what was read: the part of [`load`] that needs all files. Gives all faults,
/// at the weight that the office and the call give them.
pub fn assemble(options: &Options, parts: Parts) -> Result<(Site, Vec<Diagnostic>), Error> {
    let Parts { config, documents, assets, mut diagnostics } = parts;
    let selection = site::Options { drafts: options.drafts, today: options.today };
    let (site, faults) = site::collect(config, documents, assets, selection);
    diagnostics.extend(faults);
    diagnostics.extend(check::site(&site));
    diagnostics.extend(theme::check(&options.root, &site.config.theme)?);
    diagnostics.extend(differences(options, &site)?);
    let selection = Selection::new(&site.config.rules, &options.rules);
    diagnostics.extend(selection.faults());
    let diagnostics = selection.apply(diagnostics);
    Ok((site, diagnostics))
}

/// Where the site departs too much from its earlier state, whose own faults are not told.
fn differences(options: &Options, site: &Site) -> Result<Vec<Diagnostic>, Error> {
    let Some(root) = &options.against else { return Ok(Vec::new()) };
    let earlier = Options { root: root.clone(), drafts: true, against: None, ..options.clone() };
    let (old, _) = load(&earlier)?;
    Ok(check::waive(&site.stories, against::compare(&old.stories, &site.stories)))
}

fn parse_all(
    texts: Vec<TextFile>,
    config: &Config,
    (office, coverage): (&Office, bool),
) -> Result<(Vec<Document>, Vec<Diagnostic>), Error> {
    let settings = settings(config);
    let parsed: Vec<_> = texts
        .into_par_iter()
        .map(|text| parse_one(&text, settings, office, coverage))
        .collect::<Result<_, Error>>()?;
    let mut documents = Vec::with_capacity(parsed.len());
    let mut diagnostics = Vec::new();
    for (document, faults) in parsed {
        documents.extend(document);
        diagnostics.extend(faults);
    }
    Ok((documents, diagnostics))
}

/// How the text of every file is read.
pub fn settings(config: &Config) -> Settings {
    Settings { summary_length: config.summary_length, html: config.html }
}

/// Reads, parses and checks one file; its text is let go.
fn parse_one(
    text: &TextFile,
    settings: Settings,
    office: &Office,
    coverage: bool,
) -> Result<(Option<Document>, Vec<Diagnostic>), Error> {
    Ok(match fs::read_at_most(&text.path, parse::MAX_TEXT)? {
        Ok(bytes) => parse_bytes(text, &bytes, settings, (office, coverage)),
        Err(size) => (None, vec![too_large(&text.file, size)]),
    })
}

/// Parses and checks the bytes of one file.
pub fn parse_bytes(
    text: &TextFile,
    bytes: &[u8],
    settings: Settings,
    (office, coverage): (&Office, bool),
) -> (Option<Document>, Vec<Diagnostic>) {
    let source = Source::decode(text.file.clone(), bytes);
    let parsed = parse::parse(text.kind, text.slug.clone(), &source, settings);
    let (document, mut diagnostics) = (parsed.document, parsed.diagnostics);
    if let Some(document) = &document {
        let found = check::document(document, &source, parsed.prose, office);
        diagnostics.extend(without_echoes(found, &diagnostics, &source));
        if let (Document::Story(story), true) = (document, coverage) {
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

/// Refuses an output that is, holds, or lies inside what is read.
fn refuse_overlap(options: &Options) -> Result<(), Error> {
    if fs::metadata_if_exists(&options.root.join(config::FILE))?.is_none() {
        return Err(Error::NoSite { root: options.root.clone() });
    }
    let output = resolve(&options.output)?;
    let root = fs::canonicalize(&options.root)?;
    let overlaps = |folder: &Path| {
        Err(Error::OutputOverlaps {
            output: options.output.clone(),
            source_folder: folder.to_path_buf(),
        })
    };
    if root.starts_with(&output) {
        return overlaps(&options.root);
    }
    for name in ["content", "static", "themes", write::STATE] {
        let folder = resolve(&options.root.join(name))?;
        if output.starts_with(&folder) || folder.starts_with(&output) {
            return overlaps(&folder);
        }
    }
    Ok(())
}

/// The real path of something that may not exist yet: of its nearest ancestor that does, with the
/// rest behind it.
fn resolve(path: &Path) -> Result<PathBuf, Error> {
    let absolute =
        std::path::absolute(path).map_err(fs::error(crate::error::FileAction::Read, path))?;
    let mut missing = Vec::new();
    let mut existing = absolute.as_path();
    while fs::metadata_if_exists(existing)?.is_none() {
        let (Some(parent), Some(name)) = (existing.parent(), existing.file_name()) else { break };
        missing.push(name);
        existing = parent;
    }
    let mut resolved = fs::canonicalize(existing)?;
    resolved.extend(missing.into_iter().rev());
    Ok(resolved)
}
