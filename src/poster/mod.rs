//! A story as a poster: one long picture for groups, with its title, three figures, a photo and the code of its page.
//!
//! Entry points: [`poster`] lays it out as SVG, a pure function; [`Poster::draw`] makes pixels of it with a font that the
//! system has. Nothing is embedded: a font with all Han is larger than the program.

mod draw;
mod fonts;
mod layout;
mod lines;

pub(crate) use fonts::Fonts;

use crate::fs::Inside;
use crate::locale::Message;
use crate::parse::body::shorten;
use crate::picture::{Cut, Picture, Request};
use crate::poster::layout::{Figure, Layout};
use crate::render::facts::{Facts, facts, honour};
use crate::site::{Shown, Site, StoryId, permalink};
use crate::theme::Palette;

/// Pixels from left to right.
pub(crate) const WIDTH: u32 = 1080;
/// Pixels of the photo from left to right.
const PHOTO: u32 = 960;
/// Figures on a poster.
const FIGURES: usize = 3;
/// Characters of the text below the photo.
const DIGEST: usize = 90;

/// The photo of a poster.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Photo<'s> {
    /// The file that it is made from.
    pub path: &'s Inside,
    /// What that file is.
    pub picture: &'s Picture,
    /// What is made of it.
    pub request: Request,
}

/// A poster before it is drawn.
#[derive(Debug, Clone)]
pub(crate) struct Poster<'s> {
    /// Its photo, which is drawn below the SVG.
    pub photo: Option<Photo<'s>>,
    /// What is missing.
    pub notes: Vec<Message>,
    layout: Layout,
}

/// The poster of a story.
pub(crate) fn poster<'s>(site: &'s Site, id: StoryId, palette: &Palette) -> Poster<'s> {
    let story = site.story(id);
    let known = facts(site, id);
    let photo = photo(site, id);
    let mut notes = Vec::new();
    let base = site.config.base_url.as_deref();
    let address = base.map(|base| permalink::absolute(base, &permalink::story(&story.slug)));
    if address.is_none() {
        notes.push(Message::new("poster-no-address"));
    }
    if photo.is_none() {
        notes.push(Message::new("poster-no-photo"));
    }
    let digest = shorten(&story.summary, DIGEST);
    let layout = Layout {
        account: site.config.name.clone(),
        title: story.title().to_owned(),
        branch: story.branch_name().to_owned(),
        honour: known.honours.last().map(honour),
        figures: figures(&known),
        digest,
        photo: photo.as_ref().map(|photo| (photo.request.width, photo.request.height)),
        address,
        palette: *palette,
    };
    Poster { photo, notes, layout }
}

/// The cover, else the first photo of the text.
fn photo(site: &Site, id: StoryId) -> Option<Photo<'_>> {
    let story = site.story(id);
    let of = |shown: Shown<'_>, cut: Cut| shown.picture.elsewhere(cut, PHOTO);
    let cover = story.profile.cover.as_deref();
    let cover = cover.and_then(|target| site.picture(&story.file, target));
    let first = || {
        let mut links = story.body.links_inside().filter(|link| link.is_image);
        links.find_map(|link| site.picture(&story.file, &link.target))
    };
    let shown = cover.or_else(first)?;
    let is_high = shown.picture.height > shown.picture.width;
    let cut = if is_high { Cut::Square(story.profile.cover_focus) } else { Cut::Whole };
    let path = &site.asset(shown.file()).path;
    Some(Photo { path, picture: shown.picture, request: of(shown, cut) })
}

/// Three figures of the branch: members, their age, then what it did.
fn figures(known: &Facts<'_>) -> Vec<Figure> {
    let members = &known.members;
    let of = |label: &str, value: &Option<String>| {
        value.as_ref().map(|value| Figure { label: label.to_owned(), value: value.clone() })
    };
    let own = [of("党员", &members.total), of("平均年龄", &members.average_age)];
    let done = known
        .activities
        .iter()
        .map(|one| Figure { label: one.name.to_owned(), value: one.text.to_owned() });
    let rest = [of("班子成员", &members.committee)];
    let all = own.into_iter().flatten().chain(done).chain(rest.into_iter().flatten());
    all.take(FIGURES).collect()
}
