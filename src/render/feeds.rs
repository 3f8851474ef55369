//! The Atom feed and the JSON feed: the newest stories, or articles of a section, for feed readers.
//!
//! Entry points: [`atom`] (RFC 4287) and [`json`] (JSON Feed 1.1), given what they tell of. Ids do not depend on
//! `base_url`, nor on a name that a file got later, so neither shows readers everything anew. When a story
//! was changed is the matter of `updates.rs`.

use std::io;

use jiff::civil::DateTime;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde::Serialize;

use crate::render::channel::{Channel, Item};
use crate::render::updates::Updates;
use crate::site::{Site, permalink};

fn time(time: DateTime) -> String {
    format!("{time}+08:00")
}

/// A UUID made of the account's name and an address (RFC 9562, version 8).
fn id(site: &Site, address: &str) -> String {
    let hash = blake3::hash(format!("{}\n{address}", site.config.name).as_bytes());
    let hex = hash.to_hex();
    let part = |range: std::ops::Range<usize>| &hex[range];
    let (time, random) = (part(0..8), part(20..32));
    format!("urn:uuid:{time}-{}-8{}-8{}-{random}", part(8..12), part(13..16), part(17..20))
}

/// An address as feed readers need it: full where the site's own is known.
fn url(site: &Site, address: &str) -> String {
    permalink::absolute(site.config.base_url.as_deref().unwrap_or_default(), address)
}

fn content(site: &Site, item: &Item<'_>) -> String {
    item.html(site, site.config.base_url.as_deref().unwrap_or_default())
}

/// `feed.xml`.
pub(super) fn atom(site: &Site, channel: &Channel<'_>, updates: &Updates) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write_atom(&mut writer, site, channel, updates).expect("a Vec takes every write");
    writer.into_inner()
}

fn write_atom(
    writer: &mut Writer<Vec<u8>>,
    site: &Site,
    channel: &Channel<'_>,
    updates: &Updates,
) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let feed = writer
        .create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "zh-CN")]);
    feed.write_inner_content(|writer| {
        text(writer, "title", &channel.title)?;
        if !channel.introduction.is_empty() {
            text(writer, "subtitle", channel.introduction)?;
        }
        let newest = channel.items.first().map(|item| item.date);
        text(writer, "id", &id(site, &channel.key))?;
        text(writer, "updated", &time(updates.updated(&channel.key, newest)))?;
        link(writer, "self", &url(site, &channel.files[0].address()))?;
        link(writer, "alternate", &url(site, &channel.home))?;
        author(writer, &site.config.name)?;
        channel.items.iter().try_for_each(|item| write_entry(writer, site, updates, item))
    })?;
    Ok(())
}

fn write_entry(
    writer: &mut Writer<Vec<u8>>,
    site: &Site,
    updates: &Updates,
    item: &Item<'_>,
) -> io::Result<()> {
    let changed = updates.updated(&item.address, Some(item.date));
    writer.create_element("entry").write_inner_content(|writer| {
        text(writer, "title", item.title)?;
        text(writer, "id", &id(site, updates.first_address(&item.address)))?;
        text(writer, "published", &time(item.date.into()))?;
        text(writer, "updated", &time(changed))?;
        link(writer, "alternate", &url(site, &item.address))?;
        author(writer, item.author)?;
        for tag in &item.tags {
            writer
                .create_element("category")
                .with_attribute(("term", tag.as_str()))
                .write_empty()?;
        }
        text(writer, "summary", item.summary)?;
        let html = content(site, item);
        let element = writer.create_element("content").with_attribute(("type", "html"));
        element.write_text_content(BytesText::new(&html))?;
        Ok(())
    })?;
    Ok(())
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

fn link(writer: &mut Writer<Vec<u8>>, relation: &str, href: &str) -> io::Result<()> {
    writer
        .create_element("link")
        .with_attributes([("rel", relation), ("href", href)])
        .write_empty()?;
    Ok(())
}

fn author(writer: &mut Writer<Vec<u8>>, name: &str) -> io::Result<()> {
    writer.create_element("author").write_inner_content(|writer| text(writer, "name", name))?;
    Ok(())
}

#[derive(Serialize)]
struct JsonFeed<'s> {
    version: &'static str,
    title: &'s str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'s str,
    language: &'static str,
    authors: [Author<'s>; 1],
    home_page_url: String,
    feed_url: String,
    items: Vec<JsonItem<'s>>,
}

#[derive(Serialize)]
struct Author<'s> {
    name: &'s str,
}

#[derive(Serialize)]
struct JsonItem<'s> {
    id: String,
    url: String,
    title: &'s str,
    summary: &'s str,
    content_html: String,
    date_published: String,
    date_modified: String,
    authors: [Author<'s>; 1],
    tags: &'s [String],
}

/// `feed.json`.
pub(super) fn json(site: &Site, channel: &Channel<'_>, updates: &Updates) -> Vec<u8> {
    let items = channel.items.iter().map(|item| JsonItem {
        id: id(site, updates.first_address(&item.address)),
        url: url(site, &item.address),
        title: item.title,
        summary: item.summary,
        content_html: content(site, item),
        date_published: time(item.date.into()),
        date_modified: time(updates.updated(&item.address, Some(item.date))),
        authors: [Author { name: item.author }],
        tags: &item.tags,
    });
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &channel.title,
        description: channel.introduction,
        language: "zh-CN",
        authors: [Author { name: &site.config.name }],
        home_page_url: url(site, &channel.home),
        feed_url: url(site, &channel.files[1].address()),
        items: items.collect(),
    };
    serde_json::to_vec_pretty(&feed).expect("texts and lists are JSON")
}
