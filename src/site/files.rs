//! Which files are published as they are, and which pictures are derived from them.
//!
//! Entry point: [`plan`]. A page shows derived pictures, so a photo that lies in `content/` and is
//! only shown does not go out as it is: readers would load ten times as much, and whoever asks for
//! it gets what the office never meant to hand out.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::picture::{Cut, Request};
use crate::site::id::AssetId;
use crate::site::links::Resolver;
use crate::site::pictures::Shown;
use crate::site::routes::{Planned, Route};

/// The files that are published as they are, and the derived pictures; those of one file stand
/// together.
pub(super) fn plan(site: Resolver<'_>) -> Vec<Planned> {
    let content = site.content;
    let uses = if content.pictures.is_empty() { Uses::default() } else { Uses::of(site) };
    let mut routes = Vec::with_capacity(content.assets.len());
    for (id, asset) in AssetId::each(&content.assets) {
        let requests = uses.shown.get(&id);
        let is_only_shown = requests.is_some() && !uses.linked.contains(&id);
        if !(is_only_shown && asset.file.starts_with("content/")) {
            routes.push(Planned { route: Route::Asset(id), address: asset.address.clone() });
        }
        let Some(picture) = content.pictures.of_file(id) else { continue };
        routes.extend(requests.into_iter().flatten().map(|request| Planned {
            route: Route::Picture(id, *request),
            address: picture.address(&asset.address, *request),
        }));
    }
    routes
}

/// Who asks for pictures, by file.
#[derive(Default)]
struct Uses {
    /// Shown on a page: the derived pictures.
    shown: BTreeMap<AssetId, BTreeSet<Request>>,
    /// Linked to, or shown as it is.
    linked: HashSet<AssetId>,
}

impl Uses {
    fn of(site: Resolver<'_>) -> Self {
        let mut uses = Self::default();
        for (file, body) in site.content.texts() {
            for link in body.links_inside() {
                let Some(shown) = site.picture(file, &link.target) else { continue };
                if link.is_image {
                    uses.show(shown, Cut::Whole);
                } else {
                    uses.linked.insert(shown.file);
                }
            }
        }
        for story in &site.content.stories {
            let cover = story.profile.cover.as_deref();
            let Some(shown) = cover.and_then(|cover| site.picture(&story.file, cover)) else {
                continue;
            };
            uses.show(shown, Cut::Wide(story.profile.cover_focus));
            uses.show(shown, Cut::Square(story.profile.cover_focus));
        }
        uses.link_menu(site);
        uses
    }

    fn show(&mut self, shown: Shown<'_>, cut: Cut) {
        let requests = self.shown.entry(shown.file).or_default();
        requests.extend(shown.picture.series(cut).requests());
    }

    /// The account's picture and menu lead to addresses.
    fn link_menu(&mut self, site: Resolver<'_>) {
        let config = &site.content.config;
        let items = config.menu.iter().flat_map(|item| std::iter::once(item).chain(&item.items));
        let links = items.filter_map(|item| item.link.as_deref()).chain(config.avatar.as_deref());
        self.linked.extend(links.filter_map(|link| site.picture("", link)).map(|shown| shown.file));
    }
}
