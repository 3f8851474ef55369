//! `duplicate-address`: no two sources claim one address.
//!
//! Why: the second would silently replace the first. Addresses that differ only in letter case or
//! in Unicode form count as one, because on many hosts and disks they are.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use crate::check::Rule;
use crate::config::{self, Config, Term};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::site::taxonomy::{Kind, TermId};
use crate::site::{PageRoute, Planned, Redirect, Route, Site};
use crate::slug;

pub(super) const RULE: Rule = Rule::site("duplicate-address", Severity::Error, check);

/// The folder of the theme's own files.
const THEME: &str = "theme/";

fn check(site: &Site) -> Vec<Diagnostic> {
    let mut owners: HashMap<Cow<'_, str>, &Planned> =
        HashMap::with_capacity(site.routes.all().len());
    let mut faults = Vec::new();
    for planned in site.routes.all() {
        let key = slug::collision_key(&planned.address);
        if key.starts_with(THEME) {
            faults.extend(place(site, planned.route).map(|place| {
                let message = Message::new("reserved-address").text("address", &planned.address);
                Diagnostic::error(RULE.id, place, message)
            }));
        }
        if let Some(other) = owners.get(&key) {
            faults.extend(fault(site, other, planned));
        } else {
            owners.insert(key, planned);
        }
    }
    faults.extend(folders_that_are_files(site, &owners));
    faults.extend(redirects(site));
    faults
}

/// Two pages that are said to have had one address, which no page answers.
fn redirects(site: &Site) -> Vec<Diagnostic> {
    let mut owners: HashMap<&str, &Redirect> = HashMap::new();
    let mut faults = Vec::new();
    for one in &site.redirects {
        let Some(first) = owners.get(&*one.asked) else {
            owners.insert(&one.asked, one);
            continue;
        };
        let message = Message::new("duplicate-address").text("address", &one.asked);
        let fault = Diagnostic::error(RULE.id, one.place.clone(), message);
        let other = Message::new("duplicate-address-other");
        faults.push(fault.with_related(first.place.clone(), other));
    }
    faults
}

/// No disk holds a file `feed.xml` beside a file `feed.xml/index.html`. Told at the file, once, or
/// where the tool makes it, at each address below it.
fn folders_that_are_files(
    site: &Site,
    owners: &HashMap<Cow<'_, str>, &Planned>,
) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let clash = |planned: &Planned| {
        let key = slug::collision_key(&planned.address);
        let mut folders = key.match_indices('/').map(|(at, _)| &key[..at]);
        let file = folders.find_map(|folder| owners.get(folder))?;
        let at = place(site, file.route).or_else(|| place(site, planned.route))?;
        let message = Message::new("address-below-file")
            .text("address", &planned.address)
            .text("file", &file.address);
        told.insert(at.clone()).then(|| Diagnostic::error(RULE.id, at, message))
    };
    site.routes.all().iter().filter_map(clash).collect()
}

/// Shown at the source that came second; a page that the tool makes itself has no source.
fn fault(site: &Site, first: &Planned, second: &Planned) -> Option<Diagnostic> {
    let (one, two) = (first.route.page(), second.route.page());
    if let (Some(PageRoute::Term(one, page)), Some(PageRoute::Term(two, _))) = (one, two) {
        // Told once, not for each page of their lists.
        return if page == 1 { terms(site, (one, two), &second.address) } else { None };
    }
    let (at, other) = match (place(site, first.route), place(site, second.route)) {
        (Some(first), Some(second)) => (second, Some(first)),
        (Some(one), None) | (None, Some(one)) => (one, None),
        (None, None) => return reserved(site, (one, two), &second.address),
    };
    let message = Message::new("duplicate-address").text("address", &second.address);
    let fault = Diagnostic::error(RULE.id, at, message);
    Some(match other {
        Some(other) => fault.with_related(other, Message::new("duplicate-address-other")),
        None => fault.with_help(Message::new("duplicate-address-own")),
    })
}

/// What two routes are as pages.
type Pages = (Option<PageRoute>, Option<PageRoute>);

/// Two pages that the tool makes itself: a term that is called as the list of all terms is.
fn reserved(site: &Site, pages: Pages, address: &str) -> Option<Diagnostic> {
    let term = |page: Option<PageRoute>| {
        if let Some(PageRoute::Term(id, _)) = page { Some(id) } else { None }
    };
    let id = term(pages.0).or_else(|| term(pages.1))?;
    let name = &site.taxonomies.term(id).name;
    let message = Message::new("reserved-term").text("name", name).text("address", address);
    let fault = Diagnostic::error(RULE.id, term_place(site, id)?, message);
    Some(fault.with_help(Message::new("reserved-term-help")))
}

/// Two tags, or two counties, that differ too little: told once, at a story of each.
fn terms(site: &Site, (one, two): (TermId, TermId), address: &str) -> Option<Diagnostic> {
    let name = |id: TermId| &*site.taxonomies.term(id).name;
    let message = Message::new("duplicate-term")
        .text("name", name(one))
        .text("twin", name(two))
        .text("address", address);
    let fault = Diagnostic::error(RULE.id, term_place(site, two)?, message)
        .with_related(term_place(site, one)?, Message::new("duplicate-address-other"));
    Some(fault.with_help(Message::new("duplicate-term-help")))
}

/// Where a term gets its address: its slug in `site.yaml`, else the first story that names it.
fn term_place(site: &Site, id: TermId) -> Option<Place> {
    let (config, term) = (&site.config, site.taxonomies.term(id));
    let (key, listed) = match id.kind {
        Kind::County => ("counties", config.counties.as_slice()),
        Kind::Honour => ("levels", config.levels.as_slice()),
        Kind::Year | Kind::Tag | Kind::Own(_) => ("", [].as_slice()),
    };
    let has_slug = |one: &Term| one.name == term.name && one.slug.is_some();
    if let Some(nth) = listed.iter().position(has_slug) {
        return Some(Place::fact(&config::FILE.into(), key, Some(nth)));
    }
    let story = site.story(*term.stories.first()?);
    let profile = &story.profile;
    let nth = match id.kind {
        Kind::County | Kind::Year | Kind::Own(_) => None,
        Kind::Honour => profile.honours.iter().position(|honour| {
            let level = honour.level.as_deref().unwrap_or_default();
            Config::canonical(&config.levels, level.trim()) == term.name
        }),
        Kind::Tag => profile.tags.iter().position(|tag| tag.trim() == term.name),
    };
    Some(Place::fact(&story.file, id.kind.key(), nth))
}

/// The source of a route; what the tool makes itself has none.
fn place(site: &Site, route: Route) -> Option<Place> {
    let file = match route {
        Route::Page(page) => return page_place(site, page),
        Route::Asset(id) | Route::Picture(id, _) => &site.asset(id).file,
        Route::File(_) => return None,
    };
    Some(Place::file(file))
}

fn page_place(site: &Site, page: PageRoute) -> Option<Place> {
    let file = match page {
        PageRoute::Story(id) => &site.story(id).file,
        PageRoute::Series(id) | PageRoute::Booklet(id) => &site.list(id).series.file,
        PageRoute::Free(id) => &site.page(id).file,
        PageRoute::Article(id) => &site.article(id).page.file,
        PageRoute::Section(id, _) => {
            let folder = &site.section(id).section.folder;
            let nth = site.config.sections.iter().position(|one| one.folder == *folder);
            return Some(Place::fact(&config::FILE.into(), "sections", nth));
        }
        PageRoute::Alias(id) => return Some(site.alias(id).place.clone()),
        PageRoute::Feed(_)
        | PageRoute::SeriesIndex
        | PageRoute::Terms(_)
        | PageRoute::Term(..)
        | PageRoute::Statistics
        | PageRoute::Review(_)
        | PageRoute::Search
        | PageRoute::NotFound => return None,
    };
    Some(Place::file(file))
}
