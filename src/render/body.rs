//! A text on a page: its HTML with addresses.
//!
//! Entry points: [`Text`]; [`feed_content`] for a reader of feeds.

use std::fmt::{self, Debug};
use std::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};

use crate::parse::body::Body;
use crate::parse::body::node::Link;
use crate::render::html::{self, Anchors, Position};
use crate::render::picture;
use crate::site::{Site, permalink};

/// A body on a page. Its value is its HTML, which is made when a template is to see it. What is hashed of it is what that HTML is
/// made of, so that a page is told from what it was without it. An address that leads nowhere has stopped the build before.
#[derive(Clone, Copy)]
pub(crate) struct Text<'s> {
    pub(super) site: &'s Site,
    pub(super) file: &'s str,
    pub(super) body: &'s Body,
    /// The way to the site's root.
    pub(super) root: &'s str,
    pub(super) position: Position,
}

impl Debug for Text<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Text").field("file", &self.file).finish_non_exhaustive()
    }
}

impl<'s> Text<'s> {
    /// A body that opens its page.
    pub(super) fn first(site: &'s Site, (file, body): (&'s str, &'s Body), root: &'s str) -> Self {
        Self { site, file, body, root, position: Position::First }
    }

    fn html(&self) -> String {
        let is_lazy = self.position != Position::First;
        filled(self.site, (self.file, self.body), self.root, (Anchors::at(self.position), is_lazy))
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.html())
    }
}

impl Hash for Text<'_> {
    /// The body itself, where it stands, and what a page says of each of its links, be it the first picture or not.
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let Some(digest) = self.body.digest else { return self.html().hash(hasher) };
        let here = Anchors::at(self.position).here;
        let mut said = String::new();
        for link in self.body.links() {
            for is_lazy in [false, true] {
                fill(self.site, (self.file, link), self.root, (&here, is_lazy), &mut said);
                said.push('\n');
            }
        }
        (digest.file, self.position, said).hash(hasher);
    }
}

/// The HTML of a body for a reader of feeds, who shows many texts on one page: addresses are full where `base_url` is known,
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
