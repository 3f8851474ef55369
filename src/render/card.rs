//! A story in a list, and the small texts that lists and stories share.

use jiff::civil::Date;

use crate::config::Config;
use crate::parse::Story;
use crate::quantity::Quantity;
use crate::render::view::{CardView, StoryLink, TermLink};
use crate::render::{motif, picture};
use crate::site::taxonomy::{Kind, Term};
use crate::site::{Site, StoryId, permalink};

/// `2024年3月18日`.
pub(super) fn chinese_date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A number of persons or years with its unit, which editors may leave out.
pub(super) fn with_unit(quantity: &Quantity, unit: &str) -> String {
    if quantity.unit().is_empty() {
        format!("{}{unit}", quantity.text())
    } else {
        quantity.text().to_owned()
    }
}

pub(super) fn card(site: &Site, id: StoryId) -> CardView<'_> {
    let story = site.story(id);
    let profile = &story.profile;
    CardView {
        title: story.title(),
        href: permalink::href(&permalink::story(&story.slug)),
        date: profile.date.map(|date| date.to_string()).unwrap_or_default(),
        date_text: profile.date.map(chinese_date).unwrap_or_default(),
        summary: &story.summary,
        branch_name: story.branch_name(),
        county: profile
            .branch
            .county
            .as_deref()
            .map(|name| Config::canonical(&site.config.counties, name)),
        cover: picture::cover(site, story),
        cover_alt: profile.cover_alt.as_deref().unwrap_or_default(),
        motif: motif::motif(story),
        figure: motif::figure(story),
        levels: levels(site, story),
        is_draft: profile.is_draft,
    }
}

pub(super) fn levels<'s>(site: &'s Site, story: &'s Story) -> Vec<&'s str> {
    let mut levels = Vec::new();
    for level in story.profile.honours.iter().filter_map(|honour| honour.level.as_deref()) {
        let level = Config::canonical(&site.config.levels, level);
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    levels
}

pub(super) fn story_link(site: &Site, id: StoryId) -> StoryLink<'_> {
    let story = site.story(id);
    StoryLink {
        title: story.title(),
        href: permalink::href(&permalink::story(&story.slug)),
        branch: story.branch_name(),
    }
}

/// The link to a term's list.
pub(super) fn term_link(kind: Kind, term: &Term) -> TermLink<'_> {
    TermLink {
        name: &term.name,
        href: permalink::href(&permalink::term(kind.folder(), &term.slug, 1)),
        count: term.stories.len(),
    }
}

/// The link to the list of the term of that name; `None` for a name that no story has.
pub(super) fn named_term<'s>(site: &'s Site, kind: Kind, name: &str) -> Option<TermLink<'s>> {
    Some(term_link(kind, site.taxonomies.of(kind).term(name)?))
}

/// The links to all terms of a story, in the story's order.
pub(super) fn term_links<'s>(site: &'s Site, kind: Kind, story: &Story) -> Vec<TermLink<'s>> {
    let names = kind.terms(story, &site.config);
    names.iter().filter_map(|name| named_term(site, kind, name)).collect()
}
