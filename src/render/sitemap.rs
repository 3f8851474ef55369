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
