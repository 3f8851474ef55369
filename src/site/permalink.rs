//! Where every page of the site is published, and the way from one page to another.
//!
//! Entry points: the functions named after pages give addresses (`branches/a.html`, no leading
//! `/`, not encoded); [`root`] and [`href`] turn one into a relative link. Addresses come from file names,
//! never from titles. Flat files: they work on every static host and from disk.

use percent_encoding::{percent_encode_byte, utf8_percent_encode};

use crate::config::Section;
use crate::link;
use crate::parse::Article;
use crate::site::alias::Former;

/// The address of what a host shows where nothing is.
pub(crate) const NOT_FOUND: &str = "404.html";

/// The address of a branch's story.
pub(crate) fn story(slug: &str) -> String {
    // Joined, not formatted: every card of every list asks for it.
    ["branches/", slug, ".html"].concat()
}

/// The address of a branch's story that `alias`, as written among former addresses, once was.
pub(crate) fn former_story(alias: &str) -> Option<String> {
    former_in("branches", alias)
}

/// The address below `folder` that `alias`, as written among former addresses, once was.
pub(crate) fn former_in(folder: &str, alias: &str) -> Option<String> {
    let is_inside = |address: &String| {
        address.strip_prefix(folder).is_some_and(|inside| inside.starts_with('/'))
    };
    match Former::parse(alias)? {
        Former::Page(address) => Some(address).filter(is_inside),
        Former::Asked(_) => None,
    }
}

/// The address of a series.
pub(crate) fn series(slug: &str) -> String {
    format!("series/{slug}.html")
}

/// The address of a series as one page.
pub(crate) fn booklet(slug: &str) -> String {
    format!("series/{slug}/booklet.html")
}

/// The address of a free page.
pub(crate) fn page(slug: &str) -> String {
    format!("{slug}.html")
}

/// The address of an article of a section.
pub(crate) fn article(article: &Article) -> String {
    article_at(article.section, &article.page.slug)
}

/// The address of the article of this name in a section.
pub(crate) fn article_at(section: &Section, slug: &str) -> String {
    format!("{}/{slug}.html", section.folder)
}

/// The address of page `number` (from 1) of a section's list.
pub(crate) fn section(folder: &str, number: usize) -> String {
    if number == 1 { index(folder) } else { format!("{folder}/page/{number}.html") }
}

/// The address of page `number` (from 1) of the feed.
pub(crate) fn feed(number: usize) -> String {
    if number == 1 { "index.html".to_owned() } else { format!("page/{number}.html") }
}

/// The address of page `number` (from 1) of a term's list.
pub(crate) fn term(taxonomy: &str, slug: &str, number: usize) -> String {
    if number == 1 {
        format!("{taxonomy}/{slug}.html")
    } else {
        format!("{taxonomy}/{slug}/{number}.html")
    }
}

/// The address of a year in review.
pub(crate) fn review(year: i16) -> String {
    format!("reviews/{year}.html")
}

/// The address of a list of terms or series.
pub(crate) fn index(folder: &str) -> String {
    format!("{folder}/index.html")
}

/// `../` as often as `address` lies deep.
pub(crate) fn root(address: &str) -> String {
    "../".repeat(address.matches('/').count())
}

/// `address` as an attribute value behind a page's [`root`]: what an address or an attribute could
/// misread is percent-encoded, Han stays readable. Relative links work at a domain's root, under a
/// sub-path and from disk.
pub(crate) fn href(address: &str) -> String {
    let mut link = String::with_capacity(address.len());
    let mut from = 0;
    let misread = |byte: &u8| {
        byte.is_ascii() && !byte.is_ascii_alphanumeric() && !b"-._~/!*(),;:@=".contains(byte)
    };
    while let Some(length) = address.as_bytes()[from..].iter().position(misread) {
        let at = from + length;
        link.push_str(&address[from..at]);
        link.push_str(percent_encode_byte(address.as_bytes()[at]));
        from = at + 1;
    }
    link.push_str(&address[from..]);
    link
}

/// A full address for feeds and sitemaps: ASCII only.
pub(crate) fn absolute(base_url: &str, address: &str) -> String {
    format!("{base_url}{}", utf8_percent_encode(address, link::PATH))
}

/// The address that the relative path `path` means in the folder of `from`; `None` where it leads
/// out of the site.
pub(crate) fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').collect(),
    };
    parts.pop();
    for part in path.trim_start_matches('/').split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_lead_up() {
        assert_eq!(root("index.html"), "");
        assert_eq!(root("branches/a.html"), "../");
        assert_eq!(root("county/甲/2.html"), "../../");
    }

    #[test]
    fn what_an_address_could_misread_is_encoded() {
        assert_eq!(href("tag/1+3 N&\"%#?.html"), "tag/1%2B3%20N%26%22%25%23%3F.html");
        assert_eq!(
            absolute("https://example.org/", "tag/甲.html"),
            "https://example.org/tag/%E7%94%B2.html"
        );
    }

    #[test]
    fn paths_join_inside_the_site() {
        let from = "content/branches/a/index.md";
        assert_eq!(join(from, "cover.jpg").as_deref(), Some("content/branches/a/cover.jpg"));
        assert_eq!(join(from, "../b.md").as_deref(), Some("content/branches/b.md"));
        assert_eq!(join(from, "/about.html").as_deref(), Some("about.html"));
        assert_eq!(join("a.html", "../x"), None);
    }
}
