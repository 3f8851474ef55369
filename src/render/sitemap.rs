//! `sitemap.xml` and `robots.txt`.

use std::io;

use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::site::{MAX_ADDRESSES, MachineFile, PageRoute, Route, Site, permalink};

/// The sitemap: every page, stories and articles with their publishing day. Where one file may not hold them, the list
/// of its parts.
pub(super) fn sitemap(site: &Site) -> Vec<u8> {
    let parts: Vec<_> = site.routes.all().iter().filter(|one| is_part(one.route)).collect();
    if parts.is_empty() {
        return part(site, 1);
    }
    let base_url = site.config.base_url.as_deref().unwrap_or_default();
    written("sitemapindex", |writer| {
        parts.iter().try_for_each(|one| {
            write_entry(writer, "sitemap", &permalink::absolute(base_url, &one.address), None)
        })
    })
}

fn is_part(route: Route) -> bool {
    matches!(route, Route::File(MachineFile::SitemapPart(_)))
}

/// The n-th part of the list of pages (from 1).
pub(super) fn part(site: &Site, number: usize) -> Vec<u8> {
    let base_url = site.config.base_url.as_deref().unwrap_or_default();
    written("urlset", |writer| {
        let pages = site.routes.pages().filter(|(page, _)| page.is_listed());
        let mut own = pages.skip((number - 1) * MAX_ADDRESSES).take(MAX_ADDRESSES);
        own.try_for_each(|(page, address)| {
            write_entry(writer, "url", &permalink::absolute(base_url, address), day(site, page))
        })
    })
}

/// A document of the sitemap protocol.
fn written(root: &str, fill: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let write = || {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        writer
            .create_element(root)
            .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
            .write_inner_content(fill)
            .map(|_| ())
    };
    write().expect("a Vec takes every write");
    writer.into_inner()
}

/// The publishing day of a story or an article; other pages have none of their own.
fn day(site: &Site, page: PageRoute) -> Option<Date> {
    match page {
        PageRoute::Story(id) => site.story(id).profile.date,
        PageRoute::Article(id) => site.article(id).page.date,
        PageRoute::Feed(_)
        | PageRoute::SeriesIndex
        | PageRoute::Series(_)
        | PageRoute::Booklet(_)
        | PageRoute::Terms(_)
        | PageRoute::Term(..)
        | PageRoute::Statistics
        | PageRoute::Review(_)
        | PageRoute::Search
        | PageRoute::Free(_)
        | PageRoute::Section(..)
        | PageRoute::NotFound
        | PageRoute::Alias(_) => None,
    }
}

fn write_entry(
    writer: &mut Writer<Vec<u8>>,
    name: &str,
    address: &str,
    date: Option<Date>,
) -> io::Result<()> {
    writer.create_element(name).write_inner_content(|writer| {
        writer.create_element("loc").write_text_content(BytesText::new(address))?;
        if let Some(date) = date {
            let date = date.to_string();
            writer.create_element("lastmod").write_text_content(BytesText::new(&date))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Everything may be read by everyone; the sitemap is named where there is one.
pub(super) fn robots(site: &Site) -> Vec<u8> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base_url) = &site.config.base_url {
        text += &format!(
            "Sitemap: {}\n",
            permalink::absolute(base_url, &MachineFile::Sitemap.address())
        );
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::parse::{Document, Page};
    use crate::site::{Assets, Options, collect};

    /// A site with so many free pages, a home page and one of statistics.
    fn site(pages: usize) -> Site {
        let page = |number: usize| {
            let slug = number.to_string().into();
            Document::Page(Box::new(Page { slug, title: "甲".to_owned(), ..Page::default() }))
        };
        let base_url = Some("https://example.org/".to_owned());
        let config = Config { base_url, search: false, ..Config::default() };
        let documents = (0..pages).map(page).collect();
        Site::new(collect(config, documents, Assets::default(), Options::default()).0, &[])
    }

    fn text(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).expect("a sitemap is UTF-8")
    }

    #[test]
    fn what_one_file_may_hold_is_one_file() {
        let site = site(MAX_ADDRESSES - 2);
        let sitemap = text(sitemap(&site));
        assert_eq!(sitemap.matches("<loc>").count(), MAX_ADDRESSES);
        assert!(sitemap.contains("<urlset") && site.routes.at("sitemap-1.xml").is_none());
    }

    #[test]
    fn what_it_may_not_hold_stands_in_parts_that_it_names() {
        let site = site(MAX_ADDRESSES + 5);
        let index = text(sitemap(&site));
        assert!(
            index.contains("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">")
        );
        let parts: Vec<_> =
            index.split("<loc>").skip(1).map(|rest| &rest[..rest.find('<').unwrap_or(0)]).collect();
        assert_eq!(
            parts,
            ["https://example.org/sitemap-1.xml", "https://example.org/sitemap-2.xml"]
        );
        let counts = [1, 2].map(|number| text(part(&site, number)).matches("<url>").count());
        assert_eq!(counts, [MAX_ADDRESSES, 7]);
        assert!(
            site.routes.at("sitemap-2.xml").is_some() && site.routes.at("sitemap-3.xml").is_none()
        );
    }
}
