//! Which pictures the pages show, and under which addresses.
//!
//! Entry points: [`Pictures::at`], [`plan`]. A page shows derived pictures, so a photo that lies in
//! `content/` and is only shown does not go out as it is: readers would load ten times as much, and
//! whoever asks for it gets what the office never meant to hand out.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::picture::{Cut, Picture, Request};
use crate::site::{Planned, Route, Site};

/// The pictures among the files of a site.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    /// By the number of the file.
    by_file: BTreeMap<usize, Picture>,
    /// The number of the file by its address.
    by_address: HashMap<Box<str>, usize>,
}

/// A picture that a page shows.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'s> {
    /// What it is.
    pub picture: &'s Picture,
    /// The address that it has as a file.
    own: &'s str,
    file: usize,
}

impl Shown<'_> {
    /// The address of a derived picture.
    pub fn address(&self, request: Request) -> String {
        self.picture.address(self.own, request)
    }
}

impl Pictures {
    /// From every file in its order: its address, and what it is as a picture.
    pub(super) fn new<'a>(files: impl Iterator<Item = (&'a str, Option<Picture>)>) -> Self {
        let mut pictures = Self::default();
        for (file, (address, picture)) in files.enumerate() {
            if let Some(picture) = picture {
                pictures.by_address.insert(address.into(), file);
                pictures.by_file.insert(file, picture);
            }
        }
        pictures
    }

    /// The picture whose file has this address.
    pub fn at(&self, address: &str) -> Option<Shown<'_>> {
        let (own, file) = self.by_address.get_key_value(address)?;
        Some(Shown { picture: self.by_file.get(file)?, own, file: *file })
    }

    /// The picture that the n-th file is.
    pub fn of_file(&self, file: usize) -> Option<&Picture> {
        self.by_file.get(&file)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Picture> {
        self.by_file.values()
    }
}

/// The files that are published as they are, and the derived pictures; those of one file stand
/// together.
pub(super) fn plan(site: &Site) -> Vec<Planned> {
    let uses = if site.pictures.by_file.is_empty() { Uses::default() } else { Uses::of(site) };
    let mut routes = Vec::with_capacity(site.assets.len());
    for (at, asset) in site.assets.iter().enumerate() {
        let requests = uses.shown.get(&at);
        let is_only_shown = requests.is_some() && !uses.linked.contains(&at);
        if !(is_only_shown && asset.file.starts_with("content/")) {
            routes.push(Planned { route: Route::Asset(at), address: asset.address.clone() });
        }
        let Some(picture) = site.pictures.of_file(at) else { continue };
        routes.extend(requests.into_iter().flatten().map(|request| Planned {
            route: Route::Picture(at, *request),
            address: picture.address(&asset.address, *request),
        }));
    }
    routes
}

/// Who asks for pictures, by the number of the file.
#[derive(Default)]
struct Uses {
    /// Shown on a page: the derived pictures.
    shown: BTreeMap<usize, BTreeSet<Request>>,
    /// Linked to, or shown as it is.
    linked: HashSet<usize>,
}

impl Uses {
    fn of(site: &Site) -> Self {
        let mut uses = Self::default();
        for (file, body) in site.texts() {
            for slot in &body.slots {
                let Some(shown) = site.picture(file, &slot.target) else { continue };
                if slot.is_image {
                    uses.show(shown, Cut::Whole);
                } else {
                    uses.linked.insert(shown.file);
                }
            }
        }
        for story in &site.stories {
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
    fn link_menu(&mut self, site: &Site) {
        let items =
            site.config.menu.iter().flat_map(|item| std::iter::once(item).chain(&item.items));
        let links =
            items.filter_map(|item| item.link.as_deref()).chain(site.config.avatar.as_deref());
        self.linked.extend(links.filter_map(|link| site.picture("", link)).map(|shown| shown.file));
    }
}
