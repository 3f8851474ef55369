//! A text on a page: its HTML with addresses, its headings.
//!
//! Entry points: [`content`], [`headings`]; [`Wanted`] says whether a page is made or only told from others.

use std::borrow::Cow;

use blake3::Hash;

use crate::parse::body::Body;
use crate::parse::body::node::Link;
use crate::render::html::{self, Anchors, Position};
use crate::render::picture;
use crate::render::view::HeadingView;
use crate::site::{Site, permalink};

/// What is wanted of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Its bytes.
    Page,
    /// What tells that they are the same: a text is named by its file and by where its links lead.
    Key,
}

/// The page that a text stands on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way<'r> {
    /// The way to the site's root.
    pub(super) root: &'r str,
    pub(super) wanted: Wanted,
}

/// A body's HTML with its addresses, for a page. An address that leads nowhere has stopped the build before.
pub(super) fn content<'s>(
    site: &Site,
    (file, body): (&str, &'s Body),
    way: Way<'_>,
    position: Position,
) -> Cow<'s, str> {
    let (root, is_lazy) = (way.root, position != Position::First);
    match (way.wanted, body.digest) {
        (Wanted::Key, Some(digest)) => {
            named(site, (file, body), root, position, digest.file).into()
        }
        (Wanted::Key, None) | (Wanted::Page, _) => {
            filled(site, (file, body), root, (Anchors::at(position), is_lazy)).into()
        }
    }
}

/// All that the HTML of a body is made of, without making it: the body itself, where it stands, and what a page says of
/// each of its links, be it the first picture or not.
fn named(
    site: &Site,
    (file, body): (&str, &Body),
    root: &str,
    position: Position,
    digest: [u8; 32],
) -> String {
    let here = Anchors::at(position).here;
    let mut name = format!("{} {position:?}", Hash::from_bytes(digest).to_hex());
    for link in body.links() {
        for is_lazy in [false, true] {
            name.push('\n');
            fill(site, (file, link), root, (&here, is_lazy), &mut name);
        }
    }
    name
}

/// The same for a reader of feeds, who shows many texts on one page: addresses are full where `base_url` is known,
/// and anchors begin with `prefix`, as no others there do.
pub(super) fn feed_content(
    site: &Site,
    text: (&str, &Body),
    address: &str,
    (base_url, prefix): (&str, String),
) -> String {
    let own = permalink::absolute(base_url, address);
    let anchors = Anchors { prefix, here: format!("{own}#"), depth: 0 };
    filled(site, text, base_url, (anchors, true))
}

fn filled(
    site: &Site,
    (file, body): (&str, &Body),
    root: &str,
    (anchors, mut is_lazy): (Anchors, bool),
) -> String {
    let here = anchors.here.clone();
    html::render_with(body, anchors, |link, html| {
        fill(site, (file, link), root, (&here, is_lazy), html);
        is_lazy |= link.is_image;
    })
}

/// What only a page knows of a link or a picture.
fn fill(
    site: &Site,
    (file, link): (&str, &Link),
    root: &str,
    (here, is_lazy): (&str, bool),
    html: &mut String,
) {
    if link.is_image {
        return picture::markup(site, (file, &link.target), root, is_lazy, html);
    }
    let Some(found) = site.resolve(file, &link.target) else { return html.push('#') };
    let Some(fragment) = &found.fragment else {
        match &found.address {
            Some(to) => html.extend([root, &permalink::href(to)]),
            None => html.push_str(here.trim_end_matches('#')),
        }
        return;
    };
    match &found.address {
        Some(to) => html.extend([root, &permalink::href(to), "#"]),
        None => html.push_str(here),
    }
    html.push_str(&permalink::href(fragment));
}

/// The headings of a body; they follow from what names it.
pub(super) fn headings<'s>(body: &'s Body, way: Way<'_>) -> Vec<HeadingView<'s>> {
    if way.wanted == Wanted::Key && body.digest.is_some() {
        return Vec::new();
    }
    body.headings()
        .map(|heading| HeadingView { level: heading.level, id: heading.id, text: heading.text })
        .collect()
}
