//! A text on a page: its HTML with addresses, its headings.
//!
//! Entry points: [`content`], [`headings`].

use std::borrow::Cow;

use crate::parse::body::Body;
use crate::render::html::{self, Position};
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
    let mut is_lazy = position != Position::First;
    let html = html::render(body, position, |link, html| {
        if link.is_image {
            picture::markup(site, (file, &link.target), root, is_lazy, html);
            is_lazy = true;
            return;
        }
        let Some(found) = site.resolve(file, &link.target) else { return html.push('#') };
        let is_here = found.address.is_none();
        if let Some(to) = found.address {
            html.push_str(root);
            html.push_str(&permalink::href(&to));
        }
        if let Some(fragment) = found.fragment {
            html.push('#');
            if is_here {
                html.push_str(&position.prefix());
            }
            html.push_str(&permalink::href(&fragment));
        }
    });
    html.into()
}

pub(super) fn headings(body: &Body) -> Vec<HeadingView<'_>> {
    body.headings()
        .map(|heading| HeadingView { level: heading.level, id: heading.id, text: heading.text })
        .collect()
}
