//! The whole program, in order.
//!
//! Entry points: [`build`] publishes a site, [`fn@check`] stops before the first byte is written.
//! Files are read, parsed and checked one by one on all cores, and only their documents are kept;
//! pages are rendered and staged one by one too. Nothing is written while an error stands.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::against;
use crate::check::{self, Choice, Office, Selection};
use crate::config::{self, Config};
use crate::diagnostic::{self, Count, Diagnostic, Place, Region, Severity, Source};
use crate::discover::{self, Asset, TextFile};
use crate::error::{Error, FileAction};
use crate::fs;
use crate::locale::{Argument, Message};
use crate::parse::body::Settings;
use crate::parse::{self, Document, profile};
use crate::picture;
use crate::render::{Rendered, Renderer};
use crate::search::Index;
use crate::site::{self, Planned, Route, Site};
use crate::theme::{self, Theme};
use crate::write::{self, CommitOptions, Output, Phase, Publication, Summary, Target};

/// Markdown files longer than this are refused: no story has a million characters.
pub const MAX_TEXT: u64 = 4 * 1024 * 1024;

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

/// All that is wrong with a site, with the texts to show it in.
#[derive(Debug, Default)]
pub struct Report {
    /// The faults, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The files they are in; one that cannot be read is missing.
    pub sources: BTreeMap<Arc<str>, Source>,
    /// Stories that would be or were published.
    pub stories: usize,
}

impl Report {
    /// How many faults of each weight.
    pub fn count(&self) -> Count {
        Count::of(&self.diagnostics)
    }

    /// The line and columns of a place; `None` where the fault is of the file as a whole, or the
    /// text has changed and it is gone.
    pub fn region(&self, place: &Place) -> Option<Region> {
        Region::of(&self.sources.get(&place.file)?.text, place.span?)
    }
}

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
    stage(&site, &theme, &publication, progress)?;
    let pages = site.routes.iter().filter(|planned| planned.route.is_page()).count();
    // A large site takes a while to let go, and its files a while to be put into place.
    let (summary, ()) = rayon::join(|| publication.commit(options.commit), || drop((site, theme)));
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
    diagnostics.extend(picture_faults(&assets)?);
    let (office, faults) = Office::load(&options.root, &config)?;
    diagnostics.extend(faults);
    let (documents, faults) = parse_all(texts, &config, (&office, options.coverage))?;
    diagnostics.extend(faults);
    let (site, diagnostics) = assemble(options, Parts { config, documents, assets, diagnostics })?;
    let report = report(&options.root, diagnostics, site.stories.len());
    Ok((site, report))
}

/// Why pictures cannot be published.
fn picture_faults(assets: &[Asset]) -> Result<Vec<Diagnostic>, Error> {
    let faults: Vec<_> = assets
        .par_iter()
        .map(|asset| picture::faults(&asset.path, &asset.file))
        .collect::<Result<_, Error>>()?;
    Ok(faults.into_iter().flatten().collect())
}

/// All that was read of a site, each file by itself.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// `site.yaml`.
    pub config: Config,
    /// Markdown files that could be parsed, in any order.
    pub documents: Vec<Document>,
    /// Files to publish as they are.
    pub assets: Vec<Asset>,
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

/// Makes faults ready to be shown: finds their places in the files below `root`, hides personal
/// data, sorts.
pub fn report(root: &Path, mut diagnostics: Vec<Diagnostic>, stories: usize) -> Report {
    let mut sources = sources(root, &diagnostics);
    places(&mut diagnostics).for_each(|place| locate(place, &sources));
    conceal(&mut diagnostics, &mut sources);
    diagnostic::sort(&mut diagnostics);
    Report { diagnostics, sources, stories }
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
    Ok(match fs::read_at_most(&text.path, MAX_TEXT)? {
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
        .text("max", format!("{:.0}", megabytes(MAX_TEXT)));
    Diagnostic::error("file-too-large", Place::file(file), message)
}

/// The texts that a report shows: only files with something to say are read again.
fn sources(root: &Path, diagnostics: &[Diagnostic]) -> BTreeMap<Arc<str>, Source> {
    let places = diagnostics.iter().flat_map(|one| {
        let related = one.related.iter().map(|(place, _)| place);
        std::iter::once(&one.place).chain(related)
    });
    let mut sources = BTreeMap::new();
    for place in places.filter(|place| place.span.is_some() || place.fact.is_some()) {
        if !sources.contains_key(&place.file)
            && let Ok(bytes) = fs::read(&root.join(&*place.file))
        {
            sources.insert(place.file.clone(), Source::decode(place.file.clone(), &bytes));
        }
    }
    sources
}

/// Personal data appears in no report, whichever fault the line or the value is shown for. Every
/// byte keeps its place.
fn conceal(diagnostics: &mut [Diagnostic], sources: &mut BTreeMap<Arc<str>, Source>) {
    for source in sources.values_mut() {
        if let Some(masked) = check::mask(&source.text) {
            source.text = masked;
        }
    }
    let messages = diagnostics.iter_mut().flat_map(|one| {
        let related = one.related.iter_mut().map(|(_, message)| message);
        [&mut one.message].into_iter().chain(&mut one.label).chain(&mut one.help).chain(related)
    });
    for (_, argument) in messages.flat_map(|message| &mut message.arguments) {
        if let Argument::Text(text) = argument
            && let Some(masked) = check::mask(text)
        {
            *text = masked;
        }
    }
}

fn places(diagnostics: &mut [Diagnostic]) -> impl Iterator<Item = &mut Place> {
    diagnostics.iter_mut().flat_map(|one| {
        let related = one.related.iter_mut().map(|(place, _)| place);
        std::iter::once(&mut one.place).chain(related)
    })
}

/// Finds the span of a fact in the text of its file.
fn locate(place: &mut Place, sources: &BTreeMap<Arc<str>, Source>) {
    let (Some(fact), Some(source)) = (place.fact, sources.get(&place.file)) else { return };
    *place = if &*place.file == config::FILE {
        config::place_of(source, fact)
    } else {
        profile::place_of(source, fact)
    };
}

/// Renders every route on all cores and hands each page over as soon as it is there.
fn stage(
    site: &Site,
    theme: &Theme,
    publication: &Publication,
    progress: Progress<'_>,
) -> Result<(), Error> {
    let index = Index::new(site);
    let renderer = Renderer::new(site, theme, &index);
    let done = std::sync::atomic::AtomicUsize::new(0);
    let total = site.routes.len() + theme.files.len();
    let step = || progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, total);
    theme.files.par_iter().try_for_each(|file| {
        step();
        publication.stage(&Output {
            path: (&*file.address).into(),
            phase: Phase::Asset,
            bytes: (&*file.bytes).into(),
        })
    })?;
    let stage = |planned: &Planned| {
        step();
        stage_one(&renderer, planned, publication)
    };
    let (mut indexed, other): (Vec<_>, Vec<_>) =
        site.routes.iter().partition(|planned| planned.route.needs_index());
    other.into_par_iter().try_for_each(stage)?;
    // The index is made when the pages are done, segment by segment: what they need is let go.
    let segment = |planned: &&Planned| match planned.route {
        Route::SearchIndex(segment, _) => Some(segment),
        _ => None,
    };
    indexed.sort_by_key(|planned| (segment(planned).is_none(), segment(planned)));
    for group in indexed.chunk_by(|a, b| segment(a) == segment(b)) {
        group.first().and_then(segment).map(|number| index.segment(site, number));
        group.into_par_iter().copied().try_for_each(stage)?;
    }
    Ok(())
}

fn stage_one(
    renderer: &Renderer<'_>,
    planned: &Planned,
    publication: &Publication,
) -> Result<(), Error> {
    let bytes = match renderer.render(planned)? {
        Rendered::Bytes(bytes) => bytes,
        Rendered::Parts(mut parts) => {
            return publication.stage_parts(&planned.address, planned.route.phase(), &mut parts);
        }
        Rendered::File(path) => picture::published(fs::read(path)?).map_err(|_| {
            let fault = std::io::ErrorKind::InvalidData.into();
            fs::error(FileAction::Read, path)(fault)
        })?,
    };
    publication.stage(&Output {
        path: (&*planned.address).into(),
        phase: planned.route.phase(),
        bytes: bytes.into(),
    })
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
