//! A series, or one story, as a Word file for the printing office.
//!
//! Entry points: [`document`] writes the text and says which photos it shows, [`Document::package`] puts the file
//! together. What it looks like stands in named styles (`styles`) and nowhere else, so that a printer restyles it in
//! one place: A4, titles in 小标宋, text in 仿宋 三号 on lines of 28 points. `import` reads it back.

mod body;
mod facts;
mod front;
mod package;
mod parts;
mod photo;
mod runs;
mod styles;

pub(crate) use package::Document;
pub(crate) use photo::Media;

use crate::booklet::parts::Parts;
use crate::booklet::photo::Drawing;
use crate::parse::{Series, Story};
use crate::render::facts::{Facts, facts};
use crate::site::{SeriesId, Shown, Site, StoryId};

/// What is printed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Print {
    /// A series with cover, contents and indexes.
    Series(SeriesId),
    /// One story.
    Story(StoryId),
}

/// The photo that leads a story, below its title, where its text does not show it.
fn cover<'s>(site: &'s Site, story: &'s Story, parts: &mut Parts<'s>) {
    let named = story.profile.cover.as_deref();
    let Some(shown) = named.and_then(|target| site.picture(&story.file, target)) else { return };
    let media = Media::new(site, shown);
    let mut in_text = story.body.links_inside().filter(|link| link.is_image);
    let is_same = |other: Shown<'s>| Media::new(site, other).is_same(&media);
    if in_text.any(|link| site.picture(&story.file, &link.target).is_some_and(is_same)) {
        return;
    }
    parts.shown += 1;
    let (nth, relation) = (parts.shown, parts.media(media.clone()));
    let alt = story.profile.cover_alt.as_deref().unwrap_or_default();
    let drawing = Drawing { relation: &relation, nth, alt, is_cover: true };
    parts.paragraph(styles::PHOTO, &photo::drawing(&media, &drawing));
}

/// The Word file of what is printed.
pub(crate) fn document(site: &Site, print: Print) -> Document<'_> {
    let mut parts = Parts::default();
    match print {
        Print::Story(id) => story(site, id, &facts(site, id), &mut parts),
        Print::Series(id) => series(site, id, &mut parts),
    }
    let title = match print {
        Print::Series(id) => site.list(id).series.title.as_str(),
        Print::Story(id) => site.story(id).title(),
    };
    Document::new(title, &site.config.name, parts)
}

fn series<'s>(site: &'s Site, id: SeriesId, parts: &mut Parts<'s>) {
    let list = site.list(id);
    let stories: Vec<_> =
        list.stories.iter().map(|id| (site.story(*id), facts(site, *id))).collect();
    front::cover(&list.series, &site.config.name, parts);
    front::contents(&stories, parts);
    preface(site, &list.series, parts);
    for (id, (_, facts)) in list.stories.iter().zip(&stories) {
        story(site, *id, facts, parts);
    }
    front::indexes(&stories, parts);
}

fn preface<'s>(site: &'s Site, series: &'s Series, parts: &mut Parts<'s>) {
    if series.body.bytes() == 0 {
        return;
    }
    parts.heading(1, "前言");
    body::write(site, (&series.file, &series.body), parts);
}

fn story<'s>(site: &'s Site, id: StoryId, known: &Facts<'_>, parts: &mut Parts<'s>) {
    let story = site.story(id);
    front::title(story, known, parts);
    cover(site, story, parts);
    facts::table(known, parts);
    body::write(site, (&story.file, &story.body), parts);
    for line in known.signed() {
        parts.paragraph(styles::SIGNOFF, &runs::plain(&line));
    }
}
