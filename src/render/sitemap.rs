//! `sitemap.xml` and `robots.txt`.

use std::io;

use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::site::{MachineFile, PageRoute, Site, permalink};

/// The protocol's limit of addresses in one sitemap.
const MAX_ADDRESSES: usize = 50_000;

/// The sitemap: every page, stories with their publishing day. Larger sites list their newest
/// pages first, so what the protocol's limit cuts off is the oldest.
pub(super) fn sitemap(site: &Site) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write_sitemap(&mut writer, site).expect("a Vec takes every write");
    writer.into_inner()
}

fn write_sitemap(writer: &mut Writer<Vec<u8>>, site: &Site) -> io::Result<()> {
    let base_url = site.config.base_url.as_deref().unwrap_or_default();
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer
        .create_element("urlset")
        .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
        .write_inner_content(|writer| {
            let pages = site.routes.pages().filter(|(page, _)| page.is_listed());
            pages.take(MAX_ADDRESSES).try_for_each(|(page, address)| {
                write_page(writer, &permalink::absolute(base_url, address), day(site, page))
            })
        })?;
    Ok(())
}

/// The publishing day of a story; other pages have none of their own.
fn day(site: &Site, page: PageRoute) -> Option<Date> {
    if let PageRoute::Story(id) = page { site.story(id).profile.date } else { None }
}

fn write_page(writer: &mut Writer<Vec<u8>>, address: &str, date: Option<Date>) -> io::Result<()> {
    writer.create_element("url").write_inner_content(|writer| {
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
