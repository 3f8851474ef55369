//! The Atom feed and the JSON feed: the newest stories for feed readers.
//!
//! Entry points: [`atom`] (RFC 4287) and [`json`] (JSON Feed 1.1). Ids do not depend on
//! `base_url`, nor on a name that a file got later, so neither shows readers everything anew. When a story
//! was changed is the matter of `updates.rs`.

use std::io;

use jiff::civil::DateTime;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde::Serialize;

use crate::parse::Story;
use crate::render::body::feed_content;
use crate::render::updates::Updates;
use crate::site::taxonomy::Kind;
use crate::site::{MachineFile, Site, StoryId, permalink};

/// The stories of the feeds.
pub(super) fn newest(site: &Site) -> impl Iterator<Item = (StoryId, &Story)> {
    let dated = StoryId::all(&site.stories).filter(|(_, story)| story.profile.date.is_some());
    dated.take(site.config.feed_size)
}

fn time(time: DateTime) -> String {
    format!("{time}+08:00")
}

fn published(story: &Story) -> DateTime {
    story.profile.date.unwrap_or_default().into()
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

/// The text of a story, its addresses full where `base_url` is known.
pub(super) fn story_html(site: &Site, story: &Story, base_url: &str) -> String {
    let own = permalink::story(&story.slug);
    let prefix = format!("s{}_", &blake3::hash(own.as_bytes()).to_hex()[..8]);
    feed_content(site, story, base_url, prefix)
}

fn content(site: &Site, story: &Story) -> String {
    story_html(site, story, site.config.base_url.as_deref().unwrap_or_default())
}

/// `feed.xml`.
pub(super) fn atom(site: &Site, updates: &Updates) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write_atom(&mut writer, site, updates).expect("a Vec takes every write");
    writer.into_inner()
}

fn write_atom(writer: &mut Writer<Vec<u8>>, site: &Site, updates: &Updates) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let feed = writer
        .create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "zh-CN")]);
    feed.write_inner_content(|writer| {
        text(writer, "title", &site.config.name)?;
        if !site.config.introduction.is_empty() {
            text(writer, "subtitle", &site.config.introduction)?;
        }
        text(writer, "id", &id(site, ""))?;
        text(writer, "updated", &time(updates.updated("", site.newest())))?;
        link(writer, "self", &url(site, &MachineFile::AtomFeed.address()))?;
        link(writer, "alternate", &url(site, &permalink::feed(1)))?;
        author(writer, &site.config.name)?;
        newest(site).try_for_each(|(_, story)| write_entry(writer, site, updates, story))
    })?;
    Ok(())
}

fn write_entry(
    writer: &mut Writer<Vec<u8>>,
    site: &Site,
    updates: &Updates,
    story: &Story,
) -> io::Result<()> {
    let address = permalink::story(&story.slug);
    let changed = updates.updated(&address, story.profile.date);
    writer.create_element("entry").write_inner_content(|writer| {
        text(writer, "title", story.title())?;
        text(writer, "id", &id(site, updates.first_address(&address)))?;
        text(writer, "published", &time(published(story)))?;
        text(writer, "updated", &time(changed))?;
        link(writer, "alternate", &url(site, &address))?;
        author(writer, story.branch_name())?;
        for tag in Kind::Tag.terms(story, &site.config) {
            writer
                .create_element("category")
                .with_attribute(("term", tag.as_str()))
                .write_empty()?;
        }
        text(writer, "summary", &story.summary)?;
        let html = content(site, story);
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
    tags: Vec<String>,
}

/// `feed.json`.
pub(super) fn json(site: &Site, updates: &Updates) -> Vec<u8> {
    let items = newest(site).map(|(_, story)| {
        let address = permalink::story(&story.slug);
        JsonItem {
            id: id(site, updates.first_address(&address)),
            url: url(site, &address),
            title: story.title(),
            summary: &story.summary,
            content_html: content(site, story),
            date_published: time(published(story)),
            date_modified: time(updates.updated(&address, story.profile.date)),
            authors: [Author { name: story.branch_name() }],
            tags: Kind::Tag.terms(story, &site.config),
        }
    });
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &site.config.name,
        description: &site.config.introduction,
        language: "zh-CN",
        authors: [Author { name: &site.config.name }],
        home_page_url: url(site, &permalink::feed(1)),
        feed_url: url(site, &MachineFile::JsonFeed.address()),
        items: items.collect(),
    };
    serde_json::to_vec_pretty(&feed).expect("texts and lists are JSON")
}
