//! `sitemap.xml` and `robots.txt`.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::site::{Planned, Route, Site, permalink};

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
            let pages = site.routes.iter().filter(|planned| planned.route.is_page());
            pages
                .take(MAX_ADDRESSES)
                .try_for_each(|planned| write_address(writer, site, base_url, planned))
        })?;
    Ok(())
}

fn write_address(
    writer: &mut Writer<Vec<u8>>,
    site: &Site,
    base_url: &str,
    planned: &Planned,
) -> io::Result<()> {
    let address = permalink::absolute(base_url, &planned.address);
    let date = match planned.route {
        Route::Story(id) => site.story(id).profile.date,
        _ => None,
    };
    writer.create_element("url").write_inner_content(|writer| {
        writer.create_element("loc").write_text_content(BytesText::new(&address))?;
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
        text += &format!("Sitemap: {}\n", permalink::absolute(base_url, "sitemap.xml"));
    }
    text.into_bytes()
}
