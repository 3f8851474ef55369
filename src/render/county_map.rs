//! The map of the counties as it stands on their page: each shape leads to its county and is the darker the more stories that has.
//!
//! Entry point: [`svg`]. The list beside it says the same in words.

use std::fmt::Write as _;

use pulldown_cmark_escape::escape_html;

use crate::site::county_map::Part;
use crate::site::taxonomy::{Kind, Term};
use crate::site::{Site, permalink};

/// Steps of darkness.
const STEPS: usize = 4;

/// The map as HTML, for a page whose way to the root is `root`.
pub(super) fn svg(site: &Site, root: &str) -> Option<String> {
    let map = site.map.as_ref()?;
    let terms = &site.taxonomies.of(Kind::County).terms;
    let most = terms.iter().map(|term| term.stories.len()).max().unwrap_or(1);
    let mut html = String::new();
    // The elements that stand open, and whether each is a county; one inside another is part of it.
    let mut open: Vec<bool> = Vec::new();
    for part in &map.parts {
        match part {
            Part::Markup(markup) => html.push_str(markup),
            Part::Begin(id) => {
                let county = terms.iter().find(|term| term.is_shape(id));
                let county = county.filter(|_| !open.contains(&true));
                if let Some(term) = county {
                    begin(term, most, root, &mut html);
                }
                open.push(county.is_some());
            }
            Part::End => html.push_str(if open.pop() == Some(true) { "</a>" } else { "" }),
        }
    }
    Some(html)
}

/// The link that stands round a county.
fn begin(term: &Term, most: usize, root: &str, html: &mut String) {
    let (expect, count) = ("a String takes every write", term.stories.len());
    let step = (count * STEPS).div_ceil(most.max(1)).clamp(1, STEPS);
    let address = permalink::term(Kind::County.folder(), &term.slug, 1);
    let mut href = root.to_owned();
    escape_html(&mut href, &permalink::href(&address)).expect(expect);
    write!(
        html,
        // Safari 12 knows the old name of the link alone.
        "<a class=\"map-step map-step-{step}\" href=\"{href}\" xlink:href=\"{href}\"><title>"
    )
    .expect(expect);
    escape_html(&mut *html, &term.name).expect(expect);
    write!(html, " {count} 篇</title>").expect(expect);
}
