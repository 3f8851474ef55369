//! From a route to the bytes that are published under it.
//!
//! Entry point: [`Renderer::render`], a pure function of site, theme and route: `build` maps it
//! over all routes, a preview calls it for one. Pages are the theme's; feeds, sitemap and data
//! files are machine formats and made here.

mod account;
mod body;
mod booklet;
mod breaks;
mod card;
mod channel;
mod county_map;
mod data;
pub mod facts;
mod feeds;
mod free;
pub mod html;
mod limit;
mod lists;
mod motif;
mod picture;
mod redirects;
mod review;
mod sections;
mod sitemap;
mod statistics;
mod story;
mod timeline;
mod updates;
pub(crate) mod view;
mod web_manifest;

pub use updates::Updates;

use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use tera::{Context, Value};

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::fs::Inside;
use crate::parse::Story;
use crate::parse::body::Body;
use crate::picture::{Picture, Request};
use crate::render::html::Position;
use crate::render::limit::Limited;
use crate::render::view::{AliasView, Head, NotFoundView, PageValue, PageView};
use crate::search::{self, Manifest, Plan};
use crate::site::{AssetId, MachineFile, PageRoute, Planned, Route, SearchFile, Site, permalink};
use crate::theme::{self, Theme, pulse};

/// Declared fields whose labels are taken by what every story has.
pub fn taken_labels(config: &Config) -> Vec<Diagnostic> {
    data::taken_labels(config)
}

/// The facts of one story as `data/branches.json` states them.
pub fn facts_of(config: &Config, story: &Story) -> serde_json::Value {
    data::row(config, story)
}

/// What a fact of `data/branches.json` is called, by its key.
pub fn fact_label(key: &str) -> Option<&'static str> {
    data::label(key)
}

/// What is published under an address.
pub enum Rendered<'s> {
    /// These bytes.
    Bytes(Vec<u8>),
    /// These bytes, part by part: the file of a large site is not held in memory.
    Parts(Box<dyn Iterator<Item = Vec<u8>> + 's>),
    /// The bytes of this file.
    File(&'s Inside),
    /// A picture derived from this file.
    Picture(&'s Inside, &'s Picture, Request),
    /// A part of the search index, which is made with the other parts of its segment.
    Index {
        /// The segment.
        segment: usize,
        /// The part of it.
        part: usize,
    },
}

/// What of the search is not made file by file.
#[derive(Clone, Copy)]
pub struct Searching<'s> {
    /// How the search of this site is cut into files.
    pub plan: &'s Plan,
    /// Gives the manifest. It takes all segments to make it, and few routes ask for it.
    pub manifest: &'s (dyn Fn() -> Arc<Manifest> + Sync),
}

/// Renders any route of one site with one theme.
pub struct Renderer<'s> {
    site: &'s Site,
    theme: &'s Theme,
    site_view: Value,
    search: Searching<'s>,
    updates: &'s Updates,
    /// What every page is made of.
    base: blake3::Hash,
    /// The same and all that any page may show but texts, once somebody has asked.
    broad: OnceLock<Option<blake3::Hash>>,
}

/// What is made of a page and its value.
trait Make {
    type Made;
    fn make<V: PageValue>(&self, renderer: &Renderer<'_>, here: &Here<'_>, value: &V)
    -> Self::Made;
}

/// Its bytes.
struct Bytes;

impl Make for Bytes {
    type Made = Result<Vec<u8>, Error>;

    fn make<V: PageValue>(
        &self,
        renderer: &Renderer<'_>,
        here: &Here<'_>,
        value: &V,
    ) -> Self::Made {
        renderer.html(here, value)
    }
}

/// Its bytes, unless it is what it was.
struct Unless<'k> {
    is_known: &'k dyn Fn(blake3::Hash) -> Result<bool, Error>,
}

impl Make for Unless<'_> {
    type Made = Result<Option<Vec<u8>>, Error>;

    fn make<V: PageValue>(
        &self,
        renderer: &Renderer<'_>,
        here: &Here<'_>,
        value: &V,
    ) -> Self::Made {
        if (self.is_known)(renderer.key_of(here, value))? {
            return Ok(None);
        }
        renderer.html(here, value).map(Some)
    }
}

/// What a value is made of, to be hashed at once: it comes in small pieces.
#[derive(Default)]
struct Pieces(Vec<u8>);

impl Hasher for Pieces {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        let mut half = [0; 8];
        half.copy_from_slice(&blake3::hash(&self.0).as_bytes()[..8]);
        u64::from_le_bytes(half)
    }
}

/// Where a page is rendered.
struct Here<'p> {
    page: PageRoute,
    address: &'p str,
    /// The way to the site's root.
    root: String,
}

impl<'s> Renderer<'s> {
    /// Prepares what every page shares.
    pub fn new(site: &'s Site, theme: &'s Theme, search: Searching<'s>) -> Self {
        let account = account::site_view(site);
        let said = serde_json::to_vec(&account).unwrap_or_default();
        // How texts are read is in the settings too.
        let settings = format!("{:?}", site.config);
        let mut base = blake3::Hasher::new();
        base.update(theme.digest.as_bytes()).update(settings.as_bytes()).update(&said);
        let base = base.finalize();
        let site_view = Value::from_serializable(&account);
        let broad = OnceLock::new();
        Self { site, theme, site_view, search, updates: &updates::NONE, base, broad }
    }

    /// The same, told when the stories of the feeds were changed.
    #[must_use]
    pub fn with_updates(self, updates: &'s Updates) -> Self {
        Self { updates, ..self }
    }

    /// What is published for a route.
    ///
    /// # Errors
    /// [`Error::Template`] for a template that does not render.
    pub fn render(&self, planned: &Planned) -> Result<Rendered<'s>, Error> {
        Ok(match planned.route {
            Route::Page(page) => Rendered::Bytes(self.page(&Bytes, page, &planned.address)?),
            Route::File(file) => self.machine_file(file),
            Route::Asset(id) => self.asset(id, None),
            Route::Picture(id, request) => self.asset(id, Some(request)),
        })
    }

    /// The same, unless `is_known` knows its key, which tells a page, or texts to be searched, from what they were before: with the
    /// same key the same bytes are made. Of what has no key it is not asked.
    ///
    /// # Errors
    /// Those of [`Renderer::render`] and of `is_known`.
    pub fn render_unless(
        &self,
        planned: &Planned,
        is_known: &dyn Fn(blake3::Hash) -> Result<bool, Error>,
    ) -> Result<Option<Rendered<'s>>, Error> {
        let key = match planned.route {
            Route::Page(page) => {
                let made = self.page(&Unless { is_known }, page, &planned.address)?;
                return Ok(made.map(Rendered::Bytes));
            }
            // Of all files it takes longest to make these, and they are made of their own stories alone.
            Route::File(MachineFile::Search(SearchFile::Text(number))) => {
                search::key(self.site, self.search.plan, self.search.plan.texts_of(number))
            }
            Route::File(_) | Route::Asset(_) | Route::Picture(..) => None,
        };
        let is_known = key.map_or(Ok(false), is_known)?;
        if is_known { Ok(None) } else { self.render(planned).map(Some) }
    }

    /// What tells the same of a page at once, where of all that any page shows nothing but texts has changed: that and the texts on
    /// this one.
    pub fn broad_key(&self, planned: &Planned) -> Option<blake3::Hash> {
        let page = planned.route.page()?;
        let site = self.site;
        let of_all = self.broad.get_or_init(|| {
            let digest = site.digest()?;
            Some(
                blake3::Hasher::new()
                    .update(self.base.as_bytes())
                    .update(digest.as_bytes())
                    .finalize(),
            )
        });
        let mut hasher = blake3::Hasher::new();
        hasher.update((*of_all)?.as_bytes());
        let mut add = |body: &Body| body.digest.map(|digest| hasher.update(&digest.file)).is_some();
        let is_known = match page {
            PageRoute::Story(id) => add(&site.story(id).body),
            PageRoute::Series(id) => add(&site.list(id).series.body),
            PageRoute::Booklet(id) => {
                let list = site.list(id);
                add(&list.series.body) && list.stories.iter().all(|id| add(&site.story(*id).body))
            }
            PageRoute::Free(id) => add(&site.page(id).body),
            PageRoute::Article(id) => add(&site.article(id).page.body),
            // It names the version of all texts.
            PageRoute::Search => false,
            PageRoute::Feed(_)
            | PageRoute::SeriesIndex
            | PageRoute::Terms(_)
            | PageRoute::Term(..)
            | PageRoute::Statistics
            | PageRoute::Review(_)
            | PageRoute::Section(..)
            | PageRoute::NotFound
            | PageRoute::Alias(_) => true,
        };
        is_known.then(|| hasher.finalize())
    }

    /// A file, or a picture derived from it. A picture never goes out with what must not be
    /// published.
    fn asset(&self, id: AssetId, request: Option<Request>) -> Rendered<'s> {
        let path = &self.site.asset(id).path;
        match self.site.pictures.of_file(id) {
            Some(picture) => {
                Rendered::Picture(path, picture, request.unwrap_or_else(|| picture.as_it_is()))
            }
            None => Rendered::File(path),
        }
    }

    fn machine_file(&self, file: MachineFile) -> Rendered<'s> {
        let (site, search) = (self.site, self.search);
        Rendered::Bytes(match file {
            MachineFile::AtomFeed => feeds::atom(site, &channel::stories(site), self.updates),
            MachineFile::JsonFeed => feeds::json(site, &channel::stories(site), self.updates),
            MachineFile::SectionAtom(section) => {
                feeds::atom(site, &channel::section(site, section), self.updates)
            }
            MachineFile::SectionJson(section) => {
                feeds::json(site, &channel::section(site, section), self.updates)
            }
            MachineFile::RedirectMap => redirects::nginx(site),
            MachineFile::Redirects => redirects::lines(site),
            MachineFile::Sitemap => sitemap::sitemap(site),
            MachineFile::WebManifest => web_manifest::web_manifest(site, self.theme),
            MachineFile::SitemapPart(number) => sitemap::part(site, number),
            MachineFile::Robots => sitemap::robots(site),
            MachineFile::BranchesJson => return Rendered::Parts(Box::new(data::json(site))),
            MachineFile::BranchesCsv => return Rendered::Parts(Box::new(data::csv(site))),
            MachineFile::DataSchema => data::schema::json_schema(&site.config),
            MachineFile::DataPackage => data::schema::package(site),
            MachineFile::Search(SearchFile::Manifest) => (search.manifest)().bytes.clone(),
            MachineFile::Search(SearchFile::Terms) => search::terms(site, search.plan),
            MachineFile::Search(SearchFile::Text(n)) => search::texts(site, search.plan, n),
            MachineFile::Search(SearchFile::Index { segment, part }) => {
                return Rendered::Index { segment, part };
            }
        })
    }

    fn page<M: Make>(&self, made: &M, page: PageRoute, address: &str) -> M::Made {
        let site = self.site;
        let here = &Here { page, address, root: root(site, page, address) };
        let root = &*here.root;
        match page {
            PageRoute::Feed(number) => made.make(self, here, &lists::feed(site, number)),
            PageRoute::Story(id) => {
                made.make(self, here, &story::view(site, id, root, Position::First))
            }
            PageRoute::SeriesIndex => made.make(self, here, &lists::series_index(site)),
            PageRoute::Series(id) => made.make(self, here, &lists::series(site, id, root)),
            PageRoute::Booklet(id) => made.make(self, here, &booklet::view(site, id, root)),
            PageRoute::Terms(kind) => made.make(self, here, &lists::terms_page(site, kind, root)),
            PageRoute::Term(id, number) => made.make(self, here, &lists::term(site, id, number)),
            PageRoute::Statistics => made.make(self, here, &statistics::view(site)),
            PageRoute::Review(year) => made.make(self, here, &review::view(site, year)),
            PageRoute::Search => {
                made.make(self, here, &lists::search(site, &(self.search.manifest)().version))
            }
            PageRoute::Free(id) => made.make(self, here, &free::view(site, id, root)),
            PageRoute::Section(id, number) => {
                made.make(self, here, &sections::list(site, id, number))
            }
            PageRoute::Article(id) => made.make(self, here, &sections::article(site, id, root)),
            PageRoute::NotFound => made.make(self, here, &NotFoundView {}),
            PageRoute::Alias(id) => {
                let alias = site.alias(id);
                let href = permalink::href(&alias.target);
                made.make(self, here, &AliasView { title: &alias.title, href })
            }
        }
    }

    /// What a template may see of the page itself.
    fn page_view<'v, V: PageValue>(&self, here: &Here<'_>, value: &'v V) -> PageView<'v> {
        let base_url = self.site.config.base_url.as_deref();
        let known_as = here.page.canonical(self.site, here.address);
        let Head { title, description } = value.head();
        PageView {
            kind: V::NAMES.kind,
            title,
            description,
            canonical: base_url.zip(known_as).map(|(base, own)| permalink::absolute(base, own)),
        }
    }

    /// What the page is made of.
    fn key_of<V: PageValue>(&self, here: &Here<'_>, value: &V) -> blake3::Hash {
        let mut pieces = Pieces::default();
        let page = self.page_view(here, value);
        (self.base.as_bytes(), V::NAMES.template, &here.root, &page, value).hash(&mut pieces);
        blake3::hash(&pieces.0)
    }

    /// Renders the page's template with its value.
    fn html<V: PageValue>(&self, here: &Here<'_>, value: &V) -> Result<Vec<u8>, Error> {
        let page = self.page_view(here, value);
        let mut context = Context::new();
        context.insert_value("site", self.site_view.clone());
        context.insert("root", &here.root);
        context.insert("page", &page);
        context.insert_value("params", self.theme.params.clone());
        let value =
            Value::try_from_serializable(value).map_err(|fault| theme::template_error(&fault))?;
        context.insert_value(V::NAMES.value, value);
        let (template, mut page) = (V::NAMES.template, Limited::new());
        let begun = pulse::begin(pulse::LIMITS);
        match self.theme.tera.render_to(template, &context, &mut page) {
            Err(_) if page.is_full || begun.is_late() => Err(Error::EndlessTemplate {
                template: template.to_owned(),
                page: here.address.to_string(),
            }),
            Err(fault) => Err(self.theme.fault(&fault)),
            Ok(()) => Ok(page.bytes),
        }
    }
}

/// The way from a page to the site's root. A host shows `404.html` at any depth, so there it is
/// the site's full address where one is known.
fn root(site: &Site, page: PageRoute, address: &str) -> String {
    match &site.config.base_url {
        Some(base_url) if page == PageRoute::NotFound => base_url.clone(),
        Some(_) | None => permalink::root(address),
    }
}
