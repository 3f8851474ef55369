//! The feeds of any site: well-formed by a strict parser, and as RFC 4287 and JSON Feed 1.1 want them.
//!
//! Entry point: [`check`].

use std::collections::BTreeSet;

use roxmltree::{Document, Node};
use serde_json::Value;

use crate::support::Site;

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// Checks both feeds in a folder of a published site: the site's own in none, those of a section in its own.
pub(crate) fn check(site: &Site, folder: &str, base_url: Option<&str>) {
    let text = site.page(&format!("{folder}feed.xml"));
    let document = Document::parse(&text).unwrap();
    let feed = document.root_element();
    assert!(feed.has_tag_name((ATOM, "feed")), "{text}");
    let ids = atom_ids(feed, base_url);
    let json: Value = serde_json::from_str(&site.page(&format!("{folder}feed.json"))).unwrap();
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    for key in ["title", "home_page_url", "feed_url", "language"] {
        assert!(json[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {json}");
    }
    let items = json["items"].as_array().unwrap();
    let same: Vec<_> = items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(same, ids);
    let mut anchors = BTreeSet::new();
    for item in items {
        for key in ["date_published", "date_modified"] {
            is_time(item[key].as_str().unwrap());
        }
        assert!(item["authors"].as_array().unwrap().iter().all(|one| one["name"].is_string()));
        assert!(item["tags"].as_array().unwrap().iter().all(Value::is_string));
        let html = item["content_html"].as_str().unwrap();
        is_full(item["url"].as_str().unwrap(), base_url);
        for link in values(html, "href").chain(values(html, "src")) {
            is_full(link, base_url);
        }
        for id in values(html, "id") {
            assert!(anchors.insert(id.to_owned()), "{id} stands twice");
        }
    }
}

/// RFC 4287, sections 4.1.1 and 4.1.2: what a feed and an entry must hold, once. Gives the ids of the entries.
fn atom_ids(feed: Node<'_, '_>, base_url: Option<&str>) -> Vec<String> {
    let all = |of: Node<'_, '_>, name: &str| {
        let children = of.children().filter(|child| child.has_tag_name((ATOM, name)));
        children.map(|child| child.text().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let one = |of: Node<'_, '_>, name: &str| {
        let found = all(of, name);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        found.into_iter().next().unwrap()
    };
    let mut ids = Vec::new();
    let entries = feed.children().filter(|child| child.has_tag_name((ATOM, "entry")));
    let mut last = "1970-01-01T00:00:00+08:00".to_owned();
    for of in [feed].into_iter().chain(entries) {
        assert!(!one(of, "title").is_empty());
        let id = one(of, "id");
        assert!(id.starts_with("urn:uuid:") && !ids.contains(&id), "{id}");
        ids.push(id);
        let updated = one(of, "updated");
        is_time(&updated);
        if of != feed {
            is_time(&one(of, "published"));
            one(of, "summary");
            last = last.max(updated);
        }
        let authors = of.children().filter(|child| child.has_tag_name((ATOM, "author")));
        assert!(authors.clone().count() > 0);
        authors.for_each(|author| drop(one(author, "name")));
        let links = of.children().filter(|child| child.has_tag_name((ATOM, "link")));
        let mut kinds = BTreeSet::new();
        for link in links {
            is_full(link.attribute("href").unwrap(), base_url);
            assert!(kinds.insert(link.attribute("rel").unwrap()), "two links of one kind");
        }
        assert!(kinds.contains("alternate"));
    }
    assert_eq!(one(feed, "updated"), last);
    ids.split_off(1)
}

/// RFC 3339.
fn is_time(text: &str) {
    assert!(text.parse::<jiff::Timestamp>().is_ok(), "{text}");
}

/// Where the site's address is known, every address is a full one.
fn is_full(address: &str, base_url: Option<&str>) {
    if base_url.is_some() {
        let is_full =
            ["https://", "http://", "mailto:", "tel:"].iter().any(|one| address.starts_with(one));
        assert!(is_full, "{address}");
    }
}

fn values<'h>(html: &'h str, name: &str) -> impl Iterator<Item = &'h str> {
    let opening = format!(" {name}=\"");
    let at = html.match_indices(&*opening).map(|(at, _)| at + opening.len()).collect::<Vec<_>>();
    at.into_iter().map(move |at| html[at..].split('"').next().unwrap())
}
