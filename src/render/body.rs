//! A text on a page: its HTML with addresses, its headings.
//!
//! Entry points: [`content`], [`headings`].

use std::borrow::Cow;

use crate::parse::body::Body;
use crate::render::html::{self, Anchors, Position};
use crate::render::picture;
use crate::render::view::HeadingView;
use crate::site::{Site, permalink};

/// A body's HTML with its addresses, for a page whose way to the root is `root`. An address that
/// leads nowhere has stopped the build before.
pub(super) fn content<'s>(
    site: &Site,
    (file, body): (&str, &'s Body),
    root: &str,
    position: Position,
) -> Cow<'s, str> {
    let is_lazy = position != Position::First;
    filled(site, (file, body), root, (Anchors::at(position), is_lazy)).into()
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
        if link.is_image {
            picture::markup(site, (file, &link.target), root, is_lazy, html);
            is_lazy = true;
            return;
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
            None => html.push_str(&here),
        }
        html.push_str(&permalink::href(fragment));
    })
}

pub(super) fn headings(body: &Body) -> Vec<HeadingView<'_>> {
    body.headings()
        .map(|heading| HeadingView { level: heading.level, id: heading.id, text: heading.text })
        .collect()
}
