//! The photos of an article: numbered in order, in formats that the platform takes; its cover.
//!
//! Entry points: [`Photo`], [`cover`].

use crate::fs::Inside;
use crate::parse::Story;
use crate::parse::body::node::Link;
use crate::picture::{Cut, Focus, Picture, Request};
use crate::site::{Shown, Site, permalink};

/// The widest photo, in pixels: what a phone shows, twice.
const WIDEST: u32 = 1080;

/// A photo of an article.
#[derive(Debug, Clone)]
pub struct Photo<'s> {
    /// Its place, from 1.
    pub number: usize,
    /// The name of its file: `01.jpg`.
    pub name: String,
    /// What stands below it; empty where nothing does.
    pub caption: &'s str,
    /// The file that it is made from.
    pub path: &'s Inside,
    /// What that file is.
    pub picture: &'s Picture,
    /// What is made of it.
    pub request: Request,
}

/// The picture of an article in a list, cut twice.
#[derive(Debug, Clone, Copy)]
pub struct Cover<'s> {
    /// The file that it is made from.
    pub path: &'s Inside,
    /// What that file is.
    pub picture: &'s Picture,
    /// 2.35:1.
    pub wide: Request,
    /// 1:1.
    pub square: Request,
}

impl<'s> Photo<'s> {
    /// The photo that `link` shows in `story`, as the `number`th; `None` for a drawing of lines, which the platform
    /// does not take, and for what is not there.
    pub(super) fn new(
        site: &'s Site,
        story: &Story,
        link: &'s Link,
        number: usize,
    ) -> Option<Self> {
        let shown = site.picture(&story.file, &link.target)?;
        let request = shown.picture.elsewhere(Cut::Whole, WIDEST);
        let ending = shown.picture.encoded(request).ending();
        Some(Self {
            number,
            name: format!("{number:02}.{ending}"),
            caption: link.caption(),
            path: path(site, shown),
            picture: shown.picture,
            request,
        })
    }
}

/// Whether a file is called as a photo of an article is.
pub fn is_photo_name(name: &str) -> bool {
    let Some((number, ending)) = name.split_once('.') else { return false };
    number.len() >= 2
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && ["jpg", "png", "gif"].contains(&ending)
}

fn path<'s>(site: &'s Site, shown: Shown<'s>) -> &'s Inside {
    &site.asset(shown.file()).path
}

/// The cover: the one that the editor names, else the first photo of the text.
pub(super) fn cover<'s>(site: &'s Site, story: &'s Story) -> Option<Cover<'s>> {
    let named = story.profile.cover.as_deref();
    let own = named.and_then(|target| site.picture(&story.file, target));
    let first = || {
        let mut links = story.body.links_inside().filter(|link| link.is_image);
        links.find_map(|link| site.picture(&story.file, &link.target))
    };
    let shown = own.or_else(first)?;
    let focus = if own.is_some() { story.profile.cover_focus } else { Focus::default() };
    Some(Cover {
        path: path(site, shown),
        picture: shown.picture,
        wide: shown.picture.elsewhere(Cut::Wide(focus), WIDEST),
        square: shown.picture.elsewhere(Cut::Square(focus), WIDEST),
    })
}

/// The full address of the story's page.
pub(super) fn source(site: &Site, story: &Story) -> Option<String> {
    let base = site.config.base_url.as_deref()?;
    Some(permalink::absolute(base, &permalink::story(&story.slug)))
}
