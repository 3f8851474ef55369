//! The whole program, in order.
//!
//! Entry points: [`build`] publishes a site, [`fn@check`] stops before the first byte is written.
//! Files are read, parsed and checked one by one on all cores, and only their documents are kept;
//! pages are rendered and staged one by one too. Nothing is written while an error stands.

mod cache;
mod every_call;
mod overlap;
mod reading;
mod report;
mod stage;
mod survey;
mod trial;

pub(crate) use cache::{Texts, recalled};
pub use reading::{Parsed, Reading, parse_bytes, too_large};
pub use report::{KeptCount, Report, report};
pub use survey::{Surveyed, survey_one};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::against;
use crate::build::cache::{Entry, Inputs, Keys};
use crate::build::overlap::{refuse_overlap, refuse_overlap_with};
use crate::build::stage::Last;
use crate::check::{self, Choice, Selection};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Source};
use crate::discover::{self, Asset, TextFile};
use crate::error::Error;
use crate::fs::Root;
use crate::parse::Document;
use crate::picture::Cache;
use crate::render::Updates;
use crate::search::{self, Runs};
use crate::site::{self, Site};
use crate::theme::{self, Theme};
use crate::write::{CommitOptions, Kept, Publication, Summary, Target};

/// How many texts or routes a core takes at a time. With more of them the last core is at work while the others are done.
const AT_A_TIME: usize = 16;

/// What a run is asked to do.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder with `site.yaml`.
    pub root: PathBuf,
    /// Where the site is published.
    pub output: PathBuf,
    /// The site's address, in place of the one in the settings.
    pub base_url: Option<String>,
    /// Texts of the site that an editor has not saved, in place of its files: `site.yaml` and what lies in `content/`.
    pub unsaved: BTreeMap<Arc<str>, Vec<u8>>,
    /// Publish drafts and future stories too.
    pub drafts: bool,
    /// An earlier state of the site to compare with: its folder.
    pub against: Option<PathBuf>,
    /// Which rules count.
    pub rules: Choice,
    /// Tell every number of a story that is in no field.
    pub coverage: bool,
    /// The day of the run; without one, no story is kept back for its dates.
    pub today: Option<Date>,
    /// What a commit may do beyond the ordinary.
    pub commit: CommitOptions,
    /// Believe what earlier runs have kept.
    pub cache: bool,
}

impl Default for Options {
    /// The site in the current folder, published into `public/`, whatever the day.
    fn default() -> Self {
        Self {
            root: ".".into(),
            output: "public".into(),
            base_url: None,
            unsaved: BTreeMap::new(),
            drafts: false,
            against: None,
            rules: Choice::default(),
            coverage: false,
            today: None,
            commit: CommitOptions::default(),
            cache: true,
        }
    }
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
    /// Whether `404.html` has to find the site by a script, as no address of the site is known.
    pub seeks_root: bool,
}

/// Builds and publishes the site. Nothing is published while an error stands in the content.
///
/// ```
/// use liuhao::build::{self, Options};
///
/// let site = tempfile::tempdir()?;
/// std::fs::write(site.path().join("site.yaml"), "name: 示例老干部\n")?;
/// let options = Options {
///     root: site.path().into(),
///     output: site.path().join("public"),
///     ..Options::default()
/// };
/// let built = build::build(&options, &|_done, _in_all| ())?;
/// assert_eq!(built.report.count().errors, 0);
/// assert!(built.published.is_some_and(|published| published.pages > 0));
/// assert!(site.path().join("public/index.html").is_file());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn build(options: &Options, progress: Progress<'_>) -> Result<Built, Error> {
    refuse_overlap(options)?;
    let target = Target::new(&options.output);
    let found = find(options)?;
    let inputs = Inputs::of(options, &found);
    if let Some(inputs) = inputs.as_ref().filter(|_| options.cache)
        && let Some(built) = cache::resume(options, inputs)
    {
        return Ok(built);
    }
    let Loaded { site, report, texts, entries } =
        read(options, found, &|reading| cache::texts(options, reading, inputs.as_ref()))?;
    if report.count().errors > 0 {
        // What a rule has found in a text that could not be read again is no fault of the text.
        texts.as_ref().map_or(Ok(()), |texts| texts.whole())?;
        keep(texts.as_deref(), &entries, |parts| target.keep(Kept::Texts, parts));
        return Ok(Built { report, published: None });
    }
    if let Some(shared) = theme::folder(&options.root, &site.config.theme)? {
        refuse_overlap_with(options, &shared)?;
    }
    let theme = match load_theme(options, &site)? {
        Ok(theme) => theme,
        Err(fault) => {
            let report = with(options, report, vec![fault]);
            return Ok(Built { report, published: None });
        }
    };
    let mut publication = target.begin()?;
    keep(texts.as_deref(), &entries, |parts| publication.keep(Kept::Texts, parts));
    drop(entries);
    let known = publication.note()?.map(|note| Updates::parse(&note)).unwrap_or_default();
    let updates = known.next(&site, options.today);
    let cache = Cache::new(&options.root);
    let last = last(options, &publication);
    let staged = stage::stage(&site, &theme, &cache, &publication, (&updates, &last, progress));
    let faults = faults(staged, &options.root, &site, &theme)?;
    publication.set_note(updates.to_string());
    if !faults.is_empty() {
        let report = with(options, report, faults);
        return Ok(Built { report, published: None });
    }
    texts.map_or(Ok(()), |texts| texts.whole())?;
    let seeks_root = site.config.base_url.is_none();
    let pages = site.routes.pages().filter(|(page, _)| page.is_listed()).count();
    if let Some(inputs) = &inputs {
        cache::remember(&mut publication, (options, inputs), (&site, &report, pages));
        if let Some(bytes) = last.keys.into_bytes() {
            publication.remember(Kept::Pages, bytes);
        }
    }
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
    Ok(Built { report, published: Some(Published { pages, summary, seeks_root }) })
}

/// What staging has told; of templates all faults, as `check` tells them, not the one that came first.
fn faults(
    staged: Result<Vec<Diagnostic>, Error>,
    root: &Path,
    site: &Site,
    theme: &Theme,
) -> Result<Vec<Diagnostic>, Error> {
    match staged {
        Err(error @ Error::Template { .. }) => {
            match trial::trial(root, site, theme, &Keys::default())? {
                // What was staged is not whole, whatever a trial says.
                none if none.is_empty() => Err(error),
                faults => Ok(faults),
            }
        }
        staged => staged,
    }
}

/// What the last build has made.
fn last(options: &Options, publication: &Publication) -> Last {
    if !options.cache {
        return Last::default();
    }
    // A run is known by what it is made of, whatever is published.
    let (keys, runs) = rayon::join(
        || Keys::of(publication.recall(Kept::Pages)),
        || Runs::of(publication.kept(Kept::Runs)),
    );
    Last { keys, runs }
}

/// Reports on the site and writes nothing. Templates are tried too.
///
/// ```
/// use liuhao::build::{self, Options};
///
/// let site = tempfile::tempdir()?;
/// std::fs::write(site.path().join("site.yaml"), "name: 示例老干部\n")?;
/// let options = Options {
///     root: site.path().into(),
///     output: site.path().join("public"),
///     ..Options::default()
/// };
/// std::fs::create_dir_all(site.path().join("content/branches"))?;
/// let story = "---\ntitle: 甲\ndate: 2024-02-30\n---\n正文。\n";
/// std::fs::write(site.path().join("content/branches/a.md"), story)?;
/// let report = build::check(&options)?;
/// assert_eq!(report.diagnostics[0].rule, "impossible-date");
/// assert!(!site.path().join("public").exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(options: &Options) -> Result<Report, Error> {
    let found = find(options)?;
    let inputs = Inputs::of(options, &found);
    if let Some(inputs) = inputs.as_ref().filter(|_| options.cache)
        && let Some(report) = cache::recall(options, inputs)
    {
        return Ok(report);
    }
    let loaded = read(options, found, &|reading| cache::texts(options, reading, inputs.as_ref()))?;
    let Loaded { site, report, texts, entries } = loaded;
    let target = Target::new(&options.output);
    keep(texts.as_deref(), &entries, |parts| target.keep(Kept::Texts, parts));
    let known = if options.cache { target.kept(Kept::Pages) } else { None };
    let report = tried(options, &site, report, &Keys::of(known))?;
    texts.map_or(Ok(()), |texts| texts.whole())?;
    Ok(report)
}

/// The same, with the site as far as it could be read.
pub fn check_with_site(options: &Options) -> Result<(Site, Report), Error> {
    let (site, report) = load(options)?;
    let report = tried(options, &site, report, &Keys::default())?;
    Ok((site, report))
}

/// A report with what is wrong with the templates.
fn tried(options: &Options, site: &Site, report: Report, keys: &Keys) -> Result<Report, Error> {
    let faults = match load_theme(options, site)? {
        Err(fault) => vec![fault],
        Ok(theme) if report.count().errors == 0 => trial::trial(&options.root, site, &theme, keys)?,
        Ok(_) => return Ok(report),
    };
    Ok(with(options, report, faults))
}

/// The theme, or what is wrong with a template of it.
fn load_theme(options: &Options, site: &Site) -> Result<Result<Theme, Diagnostic>, Error> {
    let name = &site.config.theme;
    match theme::load(&options.root, name, &site.config.theme_params) {
        Ok(theme) => Ok(Ok(theme)),
        Err(fault) => trial::template_fault(&options.root, name, fault, None).map(Err),
    }
}

/// A report with more faults.
fn with(options: &Options, report: Report, faults: Vec<Diagnostic>) -> Report {
    if faults.is_empty() {
        return report;
    }
    let faults = [report.diagnostics, faults].concat();
    let kept = report.kept;
    Report { kept, ..report::report_over(options, faults, report.stories) }
}

/// Reads, parses, collects and checks a site.
///
/// ```
/// use liuhao::build::{self, Options};
///
/// let site = tempfile::tempdir()?;
/// std::fs::write(site.path().join("site.yaml"), "name: 示例老干部\n")?;
/// let options = Options {
///     root: site.path().into(),
///     output: site.path().join("public"),
///     ..Options::default()
/// };
/// let (site, report) = build::load(&options)?;
/// assert_eq!(site.config.name, "示例老干部");
/// assert!(site.stories.is_empty() && report.diagnostics.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn load(options: &Options) -> Result<(Site, Report), Error> {
    let Loaded { site, report, .. } = read(options, find(options)?, &|_| None)?;
    Ok((site, report))
}

/// What a site is made of: its settings, and which files there are.
pub(in crate::build) struct Found {
    config: Config,
    files: discover::Files,
    diagnostics: Vec<Diagnostic>,
}

fn find(options: &Options) -> Result<Found, Error> {
    let (mut config, mut diagnostics) = match options.unsaved.get(config::FILE) {
        Some(bytes) => config::parse(&Source::decode(config::FILE.into(), bytes)),
        None => config::load(&options.root)?,
    };
    config.base_url = options.base_url.clone().or(config.base_url);
    let (files, faults) = discover::discover(&Root::open(&options.root)?, &config.sections)?;
    diagnostics.extend(faults);
    Ok(Found { config, files, diagnostics })
}

/// A site that was read.
struct Loaded {
    site: Site,
    report: Report,
    /// What earlier runs had read of it, as long as bodies may be asked for.
    texts: Option<Arc<Texts>>,
    /// What the next run need not read.
    entries: Vec<Entry>,
}

/// Keeps what the next run need not read, part by part, where that is not kept already.
fn keep<'e>(
    texts: Option<&'e Texts>,
    entries: &'e [Entry],
    into: impl FnOnce(&mut dyn Iterator<Item = &'e [u8]>),
) {
    if let Some(mut parts) = texts.and_then(|texts| texts.parts(entries)) {
        into(&mut parts);
    }
}

/// Reads, parses, collects and checks what was found. `known` gives what earlier runs have read by the same reading.
fn read(
    options: &Options,
    found: Found,
    known: &dyn Fn(&Reading) -> Option<Texts>,
) -> Result<Loaded, Error> {
    let Found { config, files, mut diagnostics } = found;
    let discover::Files { texts, assets } = files;
    let assets = survey(assets)?;
    let (reading, faults) = Reading::load(&options.root, &config, options.coverage)?;
    diagnostics.extend(faults);
    let reading = reading.on(options.today);
    let known = known(&reading).map(Arc::new);
    let (documents, faults, entries) = if let Some(known) = &known {
        cache::read_all(texts, &reading, known)?
    } else {
        let (documents, faults) = parse_all(texts, &reading, &options.unsaved)?;
        (documents, faults, Vec::new())
    };
    diagnostics.extend(faults);
    diagnostics.extend(theme::check(&options.root, &config.theme, &config.theme_params)?);
    let theme_names = theme::names(&options.root, &config.theme);
    let earlier = earlier(options)?;
    let parts = Parts { config, documents, assets, theme_names, diagnostics };
    let (site, diagnostics) = assemble(options, parts, earlier.as_ref());
    let report = Report {
        kept: KeptCount::of(&site.kept),
        ..report::report_over(options, diagnostics, site.stories.len())
    };
    Ok(Loaded { site, report, texts: known, entries })
}

/// All that was read of a site, each file by itself.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// `site.yaml`.
    pub config: Config,
    /// Markdown files that could be parsed, in any order.
    pub documents: Vec<Document>,
    /// The other files, and what was found out about them.
    pub assets: Vec<(Asset, Surveyed)>,
    /// What may be names of files in the site's own theme.
    pub theme_names: Vec<Box<str>>,
    /// What was wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// Collects and checks what was read: the part of [`load`] that needs all files and touches none.
/// Gives all faults, at the weight that the office and the call give them.
pub fn assemble(
    options: &Options,
    parts: Parts,
    earlier: Option<&Site>,
) -> (Site, Vec<Diagnostic>) {
    let Parts { config, documents, assets, theme_names, mut diagnostics } = parts;
    let selection = site::Options { drafts: options.drafts, today: options.today };
    diagnostics.extend(assets.iter().flat_map(|(_, surveyed)| surveyed.faults.iter().cloned()));
    let unread = survey::unread(&diagnostics, &documents);
    let (assets, faults) = check::files(assets, &config.publish, &diagnostics);
    diagnostics.extend(faults);
    let (files, told) = survey::apart(assets);
    let assets = site::Assets { files, theme_names };
    let (content, faults) = site::collect(config, documents, assets, selection);
    let search = search::files(&content);
    let site = Site::new(content, &search);
    diagnostics.extend(faults);
    diagnostics.extend(check::site(&site));
    diagnostics.extend(check::office(&site));
    diagnostics.extend(survey::of_site(told, &site));
    if !unread {
        let unnamed = check::unnamed(&site, &mut diagnostics);
        diagnostics.extend(check::unused(&site, &unnamed, &diagnostics));
    }
    diagnostics.extend(earlier.into_iter().flat_map(|earlier| differences(earlier, &site)));
    let selection = Selection::new(&site.config.rules, &options.rules);
    diagnostics.extend(selection.faults());
    let diagnostics = selection.apply(diagnostics);
    (site, diagnostics)
}

/// The earlier state of the site, whose own faults are not told.
fn earlier(options: &Options) -> Result<Option<Site>, Error> {
    let Some(root) = &options.against else { return Ok(None) };
    let earlier = Options { root: root.clone(), drafts: true, against: None, ..options.clone() };
    load(&earlier).map(|(site, _)| Some(site))
}

/// Where the site departs too much from its earlier state.
fn differences(earlier: &Site, site: &Site) -> Vec<Diagnostic> {
    check::waive(&site.stories, against::compare(&earlier.stories, &site.stories))
}

/// Looks at all files that are no texts, on all cores.
fn survey(assets: Vec<Asset>) -> Result<Vec<(Asset, Surveyed)>, Error> {
    assets
        .into_par_iter()
        .map(|asset| {
            let surveyed = survey_one(&asset)?;
            Ok((asset, surveyed))
        })
        .collect()
}

fn parse_all(
    texts: Vec<TextFile>,
    reading: &Reading,
    unsaved: &BTreeMap<Arc<str>, Vec<u8>>,
) -> Result<(Vec<Document>, Vec<Diagnostic>), Error> {
    let parsed: Vec<_> = texts
        .into_par_iter()
        .with_max_len(AT_A_TIME)
        .map(|text| match unsaved.get(&text.file) {
            Some(bytes) => Ok(parse_bytes(&text, bytes, reading)),
            None => reading::parse_one(&text, reading),
        })
        .collect::<Result<_, Error>>()?;
    let mut documents = Vec::with_capacity(parsed.len());
    let mut diagnostics = Vec::new();
    for (document, faults) in parsed {
        documents.extend(document);
        diagnostics.extend(faults);
    }
    Ok((documents, diagnostics))
}
