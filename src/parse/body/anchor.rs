//! The fragment that leads to a heading.
//!
//! Entry point: [`Anchors::unique`]. Han characters stay as they are, so that a link can be
//! written by hand; marks go; the same heading twice gets a number.

use std::collections::{BTreeMap, BTreeSet};

/// The anchors of one page.
#[derive(Default)]
pub(super) struct Anchors {
    taken: BTreeSet<String>,
    /// The number that the next twin of an anchor tries first: a thousand twins take no longer
    /// than a thousand others.
    next: BTreeMap<String, usize>,
}

impl Anchors {
    /// An anchor for the heading `text` that no other heading of the page has.
    pub(super) fn unique(&mut self, text: &str) -> String {
        let base = slugify(text);
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
        if c.is_alphanumeric() {
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
    }
}
