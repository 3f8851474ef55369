//! Which files are published as they are, and which pictures are derived from them.
//!
//! Entry point: [`plan`]. A file in `content/` goes out only where something names it: a text, the settings,
//! the theme, or a published file such as a style sheet. Offices keep manuscripts and lists of members beside a
//! story, and nobody may find them on the web. A page shows derived pictures, so a photo that is only shown does
//! not go out as it is either: readers would load ten times as much, and whoever asks for it gets what the
//! office never meant to hand out.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::media::{self, Verdict};
use crate::picture::{Cut, Request};
use crate::site::county_map;
use crate::site::id::AssetId;
use crate::site::links::Resolver;
use crate::site::pictures::Shown;
use crate::site::routes::{Planned, Route};

/// What becomes of the files that are no texts.
pub(super) struct Plan {
    /// The files that are published as they are, and the derived pictures; those of one file stand together.
    pub(super) routes: Vec<Planned>,
    /// Files of `content/` that nothing names.
    pub(super) unused: Vec<AssetId>,
}

/// Decides for each file.
pub(super) fn plan(site: Resolver<'_>) -> Plan {
    let content = site.content;
    let uses = if content.assets.is_empty() { Uses::default() } else { Uses::of(site) };
    let mut routes = Vec::with_capacity(content.assets.len());
    let mut unused = Vec::new();
    for (id, asset) in AssetId::each(&content.assets) {
        // The map stands on a page; its file stays here.
        let is_map = &*asset.file == county_map::FILE;
        if is_map && media::judge(&asset.file, &content.config.publish) != Verdict::Fine {
            continue;
        }
        let requests = uses.shown.get(&id);
        if uses.linked.contains(&id) || is_static(&asset.file) {
            routes.push(Planned { route: Route::Asset(id), address: asset.address.clone() });
        } else if requests.is_none() && !uses.kept.contains(&id) {
            unused.push(id);
        }
        let Some(picture) = content.pictures.of_file(id) else { continue };
        routes.extend(requests.into_iter().flatten().map(|request| Planned {
            route: Route::Picture(id, *request),
            address: picture.address(&asset.address, *request),
        }));
    }
    Plan { routes, unused }
}

fn is_static(file: &str) -> bool {
    file.starts_with("static/")
}

/// Who asks for files.
#[derive(Default)]
struct Uses {
    /// Shown on a page: the derived pictures.
    shown: BTreeMap<AssetId, BTreeSet<Request>>,
    /// Linked to, or shown as it is.
    linked: HashSet<AssetId>,
    /// Named by a story or page that is not published yet.
    kept: HashSet<AssetId>,
}

impl Uses {
    fn of(site: Resolver<'_>) -> Self {
        let mut uses = Self::default();
        for (file, body) in site.content.texts() {
            for link in body.links_inside() {
                match site.picture(file, &link.target) {
                    Some(shown) if link.is_image => uses.show(shown, Cut::Whole),
                    Some(shown) => {
                        uses.linked.insert(shown.file);
                    }
                    None => uses.linked.extend(site.file(file, &link.target)),
                }
            }
        }
        for story in &site.content.stories {
            let audio = story.profile.audio.as_deref();
            uses.linked.extend(audio.and_then(|audio| site.file(&story.file, audio)));
            let Some(cover) = story.profile.cover.as_deref() else { continue };
            let Some(shown) = site.picture(&story.file, cover) else {
                uses.linked.extend(site.file(&story.file, cover));
                continue;
            };
            uses.show(shown, Cut::Wide(story.profile.cover_focus));
            uses.show(shown, Cut::Square(story.profile.cover_focus));
        }
        uses.link_settings(site);
        uses.link_named(site);
        uses.keep(site);
        uses
    }

    fn show(&mut self, shown: Shown<'_>, cut: Cut) {
        let requests = self.shown.entry(shown.file).or_default();
        requests.extend(shown.picture.series(cut).requests());
    }

    /// The account's picture and menu lead to addresses.
    fn link_settings(&mut self, site: Resolver<'_>) {
        let config = &site.content.config;
        let items = config.menu.iter().flat_map(|item| std::iter::once(item).chain(&item.items));
        let links = items.filter_map(|item| item.link.as_deref()).chain(config.avatar.as_deref());
        self.linked.extend(links.filter_map(|link| site.file("", link)));
    }

    /// What the theme and published files name, and what those name in turn.
    fn link_named(&mut self, site: Resolver<'_>) {
        let content = site.content;
        let files_of = |base: &str, names: &[Box<str>]| -> Vec<AssetId> {
            names.iter().flat_map(|name| site.named(base, name)).collect()
        };
        let mut new = files_of("", &content.theme_names);
        let of_asset = |id: AssetId| {
            let names = content.names.get(&id).map(Vec::as_slice).unwrap_or_default();
            files_of(&content.asset(id).address, names)
        };
        let published = content.names.keys().copied();
        let published: Vec<_> = published
            .filter(|id| self.linked.contains(id) || is_static(&content.asset(*id).file))
            .collect();
        new.extend(published.into_iter().flat_map(of_asset));
        while let Some(id) = new.pop() {
            if self.linked.insert(id) {
                new.extend(of_asset(id));
            }
        }
    }

    /// A draft's photos wait with it.
    fn keep(&mut self, site: Resolver<'_>) {
        let kept = &site.content.kept;
        let stories = kept.stories.iter().map(|(story, _)| (&story.file, &story.body));
        let pages = kept.pages.iter().map(|page| (&page.file, &page.body));
        let articles = kept.articles.iter().map(|(one, _)| (&one.page.file, &one.page.body));
        for (file, body) in stories.chain(pages).chain(articles) {
            let links = body.links_inside();
            self.kept.extend(links.filter_map(|link| site.file(file, &link.target)));
        }
        let named = kept.stories.iter().flat_map(|(story, _)| {
            let names = [story.profile.cover.as_deref(), story.profile.audio.as_deref()];
            names.into_iter().flatten().filter_map(|name| site.file(&story.file, name))
        });
        self.kept.extend(named);
    }
}
