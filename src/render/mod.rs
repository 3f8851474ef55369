//! From a route to the bytes that are published under it.
//!
//! Entry point: [`Renderer::render`], a pure function of site, theme and route: `build` maps it
//! over all routes, a preview calls it for one. Pages are the theme's; feeds, sitemap and data
//! files are machine formats and made here.

mod booklet;
mod branches;
mod card;
mod feeds;
mod lists;
mod picture;
mod sitemap;
mod statistics;
mod story;
pub mod view;

use std::borrow::Cow;

use serde::Serialize;
use tera::{Context, Value};

use crate::config::MenuItem;
use crate::error::Error;
use crate::fs::Inside;
use crate::link::Target;
use crate::parse::body::Body;
use crate::picture::{Picture, Request};
use crate::render::picture::Position;
use crate::render::view::{
    AliasView, FreePageView, HeadingView, MenuView, PageView, SiteView, TaxonomyLink,
};
use crate::search::{self, Index};
use crate::site::{Planned, Route, Site, permalink};
use crate::theme::{self, Theme};

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
}

/// Renders any route of one site with one theme.
pub struct Renderer<'s> {
    site: &'s Site,
    theme: &'s Theme,
    site_view: Value,
    index: &'s Index,
}

impl<'s> Renderer<'s> {
    /// Prepares what every page shares. `index` is the site's; it is made when the first of its parts
    /// is asked for. Whoever renders on all cores asks it for a segment before the segment's parts.
    pub fn new(site: &'s Site, theme: &'s Theme, index: &'s Index) -> Self {
        let site_view = Value::from_serializable(&site_view(site));
        Self { site, theme, site_view, index }
    }

    /// The bytes that are published for a route.
    ///
    /// # Errors
    /// [`Error::Template`] for a template that does not render.
    pub fn render(&self, planned: &Planned) -> Result<Rendered<'s>, Error> {
        let site = self.site;
        let bytes = match planned.route {
            Route::Asset(at) => return Ok(self.file(at, None)),
            Route::Picture(at, request) => return Ok(self.file(at, Some(request))),
            Route::AtomFeed => feeds::atom(site),
            Route::JsonFeed => feeds::json(site),
            Route::Sitemap => sitemap::sitemap(site),
            Route::Robots => sitemap::robots(site),
            Route::BranchesJson => return Ok(Rendered::Parts(Box::new(branches::json(site)))),
            Route::BranchesCsv => return Ok(Rendered::Parts(Box::new(branches::csv(site)))),
            Route::SearchManifest => self.index.manifest(site),
            Route::SearchIndex(segment, part) => self.index.segment(site, segment).part(part),
            Route::SearchTerms => search::terms(site),
            Route::SearchText(number, start, end) => search::texts(site, number, start..end),
            _ => self.page(planned)?,
        };
        Ok(Rendered::Bytes(bytes))
    }

    /// The n-th file, or a picture derived from it. A picture never goes out with what must not be
    /// published.
    fn file(&self, at: usize, request: Option<Request>) -> Rendered<'s> {
        let path = &self.site.assets[at].path;
        match self.site.pictures.of_file(at) {
            Some(picture) => {
                Rendered::Picture(path, picture, request.unwrap_or_else(|| picture.as_it_is()))
            }
            None => Rendered::File(path),
        }
    }

    fn page(&self, planned: &Planned) -> Result<Vec<u8>, Error> {
        let (site, here) = (self.site, planned);
        match here.route {
            Route::Feed(number) => {
                let title = lists::feed_title(number);
                self.html(here, "feed", (title, ""), &lists::feed(site, number))
            }
            Route::Story(id) => {
                let story = site.story(id);
                let view = story::view(site, id, &root(site, here), Position::First);
                self.html(here, "story", (story.title(), &story.summary), &view)
            }
            Route::SeriesIndex => {
                self.html(here, "series_index", ("专辑", ""), &lists::series_index(site))
            }
            Route::Series(at) => {
                let series = &site.series[at].series;
                let summary = series.summary.as_deref().unwrap_or_default();
                let view = lists::series(site, at, &root(site, here));
                self.html(here, "series", (&series.title, summary), &view)
            }
            Route::Booklet(at) => {
                let title = format!("{}（汇编）", site.series[at].series.title);
                let view = booklet::view(site, at, &root(site, here));
                self.html(here, "booklet", (&title, ""), &view)
            }
            Route::TermIndex(at) => {
                let view = lists::terms(site, at);
                self.html(here, "terms", (view.kind, ""), &view)
            }
            Route::Term(at, term, number) => {
                let view = lists::term(site, at, term, number);
                self.html(here, "term", (view.name, ""), &view)
            }
            Route::Statistics => self.html(here, "statistics", ("", ""), &statistics::view(site)),
            Route::Search => {
                let view = lists::search(site, &self.index.version(site));
                self.html(here, "search", ("搜索", ""), &view)
            }
            Route::Page(at) => self.free_page(here, at),
            Route::Alias(at) => {
                let alias = &site.aliases[at];
                let view = AliasView { title: &alias.title, href: permalink::href(&alias.target) };
                self.html(here, "alias", (&alias.title, ""), &view)
            }
            _ => self.html(here, "404", ("", ""), &()),
        }
    }

    fn free_page(&self, here: &Planned, at: usize) -> Result<Vec<u8>, Error> {
        let page = &self.site.pages[at];
        let view = FreePageView {
            title: &page.title,
            date_text: page.date.map(card::chinese_date),
            content: content(
                self.site,
                (&page.file, &page.body),
                &root(self.site, here),
                Position::First,
            ),
            headings: headings(&page.body),
        };
        let summary = page.summary.as_deref().unwrap_or_default();
        self.html(here, "page", (&page.title, summary), &view)
    }

    /// Renders `kind.html`; the template finds `view` under the name of its kind.
    fn html(
        &self,
        here: &Planned,
        kind: &'static str,
        (title, description): (&str, &str),
        view: &impl Serialize,
    ) -> Result<Vec<u8>, Error> {
        let (template, name) = template(kind);
        let page = PageView {
            kind: if kind == "404" { "not_found" } else { kind },
            title,
            description,
            canonical: self.canonical(here),
        };
        let mut context = Context::new();
        context.insert_value("site", self.site_view.clone());
        context.insert("root", &root(self.site, here));
        context.insert("page", &page);
        let value =
            Value::try_from_serializable(view).map_err(|fault| theme::template_error(&fault))?;
        context.insert_value(name, value);
        let mut bytes = Vec::with_capacity(16 * 1024);
        self.theme
            .tera
            .render_to(template, &context, &mut bytes)
            .map_err(|fault| theme::template_error(&fault))?;
        Ok(bytes)
    }

    fn canonical(&self, here: &Planned) -> Option<String> {
        let address = match here.route {
            Route::Alias(at) => &self.site.aliases[at].target,
            Route::NotFound => return None,
            _ => &here.address,
        };
        let base_url = self.site.config.base_url.as_deref()?;
        Some(permalink::absolute(base_url, address))
    }
}

/// The file of a kind's template and the name of its value.
fn template(kind: &'static str) -> (&'static str, &'static str) {
    match kind {
        "feed" => ("feed.html", "feed"),
        "story" => ("story.html", "story"),
        "series_index" => ("series_index.html", "series_index"),
        "series" => ("series.html", "series"),
        "booklet" => ("booklet.html", "booklet"),
        "terms" => ("terms.html", "terms"),
        "term" => ("term.html", "term"),
        "statistics" => ("statistics.html", "statistics"),
        "search" => ("search.html", "search"),
        "page" => ("page.html", "free"),
        "alias" => ("alias.html", "alias"),
        _ => ("404.html", "not_found"),
    }
}

/// The way from a page to the site's root. A host shows `404.html` at any depth, so there it is
/// the site's full address where one is known.
fn root(site: &Site, here: &Planned) -> String {
    match (&site.config.base_url, here.route) {
        (Some(base_url), Route::NotFound) => base_url.clone(),
        _ => permalink::root(&here.address),
    }
}

/// A body's HTML with its addresses, for a page whose way to the root is `root`. An address that
/// leads nowhere has stopped the build before.
fn content<'s>(
    site: &Site,
    (file, body): (&str, &'s Body),
    root: &str,
    position: Position,
) -> Cow<'s, str> {
    let mut is_lazy = position == Position::Below;
    body.fill(|slot, html| {
        if slot.is_image {
            picture::markup(site, (file, &slot.target), root, is_lazy, html);
            is_lazy = true;
            return;
        }
        let Some(found) = site.resolve(file, &slot.target) else { return html.push('#') };
        if let Some(to) = found.address {
            html.push_str(root);
            html.push_str(&permalink::href(&to));
        }
        if let Some(fragment) = found.fragment {
            html.push('#');
            html.push_str(&permalink::href(&fragment));
        }
    })
}

fn headings(body: &Body) -> Vec<HeadingView<'_>> {
    body.headings()
        .map(|heading| HeadingView { level: heading.level, id: heading.id, text: heading.text })
        .collect()
}

fn site_view(site: &Site) -> SiteView {
    let config = &site.config;
    let taxonomies = site.taxonomies.iter().filter(|taxonomy| !taxonomy.terms.is_empty());
    SiteView {
        name: config.name.clone(),
        introduction: config.introduction.clone(),
        avatar: config.avatar.as_deref().map(permalink::href),
        footer: config.footer.clone(),
        menu: config.menu.iter().map(menu).collect(),
        stories: site.statistics.stories,
        branches: site.statistics.branches,
        members: site.statistics.members.as_ref().map(crate::quantity::Total::to_chinese),
        has_series: !site.series.is_empty(),
        has_search: config.search,
        taxonomies: taxonomies
            .map(|taxonomy| TaxonomyLink {
                kind: taxonomy.kind.folder(),
                href: permalink::href(&permalink::index(taxonomy.kind.folder())),
            })
            .collect(),
        scheme: config.scheme.id.clone(),
        goods: config.scheme.goods.iter().map(|good| good.name.clone()).collect(),
    }
}

fn menu(item: &MenuItem) -> MenuView {
    let is_external = matches!(item.link.as_deref().map(Target::of), Some(Target::External(_)));
    let href = item.link.as_deref().map(|link| match Target::of(link) {
        Target::Internal { path, fragment } => {
            let fragment = fragment.map(|text| format!("#{}", permalink::href(text)));
            let path = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
            permalink::href(path) + &fragment.unwrap_or_default()
        }
        Target::External(link) => link.to_owned(),
        Target::Refused => "#".to_owned(),
    });
    MenuView {
        title: item.title.clone(),
        href,
        is_external,
        items: item.items.iter().map(menu).collect(),
    }
}
