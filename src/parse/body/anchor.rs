//! The fragments that lead to places of a page: headings and footnotes.
//!
//! Entry points: [`Anchors::unique`], [`Body::has_anchor`]. Han characters stay as they are, so that a link can be
//! written by hand; marks go; the same heading twice gets a number.

use std::collections::{BTreeMap, BTreeSet};

use crate::parse::body::Body;
use crate::parse::body::node::{Element, Node, Step};

/// The id of a footnote's text.
pub fn footnote_id(number: u16) -> String {
    format!("fn-{number}")
}

/// The id of the number in a sentence that leads to a footnote: of the n-th, where there are several.
pub fn call_id(number: u16, nth: u16) -> String {
    if nth == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{nth}") }
}

impl Body {
    /// Whether `fragment` leads to a heading, a footnote, or the top, which every browser knows.
    pub fn has_anchor(&self, fragment: &str) -> bool {
        let is_named = |step: Step<'_>| match step {
            Node::Start(Element::Heading { id, .. }) => id == fragment,
            Node::Start(Element::Footnote { number, .. }) => footnote_id(number) == fragment,
            Node::FootnoteCall { number, nth } => call_id(number, nth) == fragment,
            _ => false,
        };
        fragment == "top" || self.steps().any(is_named)
    }
}

/// The anchors of one page.
#[derive(Default)]
pub(super) struct Anchors {
    taken: BTreeSet<String>,
    /// The number that the next twin of an anchor tries first: a thousand twins take no longer
    /// than a thousand others.
    next: BTreeMap<String, usize>,
}

impl Anchors {
    /// An anchor for the heading `text` that nothing else of the page has.
    pub(super) fn unique(&mut self, text: &str) -> String {
        let mut base = slugify(text);
        // Footnotes, the text itself and the parts of a booklet have such ids.
        let is_part = base
            .strip_prefix('s')
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
        if base.starts_with("fn-") || base.starts_with("fnref-") || base == "page" || is_part {
            base.insert_str(0, "section-");
        }
        if self.taken.insert(base.clone()) {
            return base;
        }
        let number = self.next.entry(base.clone()).or_insert(2);
        loop {
            let anchor = format!("{base}-{number}");
            *number += 1;
            if self.taken.insert(anchor.clone()) {
                return anchor;
            }
        }
    }
}

fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\u{4E00}'..='\u{9FFF}') {
            // Han has one form alone, which takes long to look up.
            slug.push(c);
        } else if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "section".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_stays_and_twins_are_numbered() {
        let mut anchors = Anchors::default();
        let title = "聚焦组织设置,提升支部向心力";
        assert_eq!(anchors.unique(title), "聚焦组织设置-提升支部向心力");
        assert_eq!(anchors.unique(title), "聚焦组织设置-提升支部向心力-2");
        assert_eq!(anchors.unique("“1+3+N” Hub"), "1-3-n-hub");
        assert_eq!(anchors.unique("……"), "section");
        assert_eq!(anchors.unique("fn-1"), "section-fn-1");
        assert_eq!(anchors.unique("Fnref 1 2"), "section-fnref-1-2");
        assert_eq!(anchors.unique("S1"), "section-s1");
    }
}
