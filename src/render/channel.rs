//! What a feed tells of: the newest stories of the site, or the newest articles of a section.
//!
//! Entry points: [`stories`], [`section`]; [`all`] for whoever remembers what each has told.

use jiff::civil::Date;

use crate::config::Section;
use crate::parse::body::Body;
use crate::render::body::feed_content;
use crate::site::taxonomy::Kind;
use crate::site::{MachineFile, SectionId, Site, StoryId, permalink};

/// A feed before it has a format.
pub(super) struct Channel<'s> {
    /// What its own id is made of: nothing, or the folder of a section with a slash.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// One sentence about it.
    pub introduction: &'s str,
    /// The page that lists the same.
    pub home: String,
    /// Its files: Atom and JSON Feed.
    pub files: [MachineFile; 2],
    /// What it tells of, newest first; each has a day.
    pub items: Vec<Item<'s>>,
}

/// One story or article.
pub(super) struct Item<'s> {
    /// Where its page is.
    pub address: String,
    /// Where it was, as far as it was below the same folder.
    pub former: Vec<String>,
    /// Its title.
    pub title: &'s str,
    /// Who it is by.
    pub author: &'s str,
    /// When it was published.
    pub date: Date,
    /// A few sentences.
    pub summary: &'s str,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its file and text.
    text: (&'s str, &'s Body),
}

impl Item<'_> {
    /// Its text as HTML, the addresses in it full where `base_url` is known.
    pub(super) fn html(&self, site: &Site, base_url: &str) -> String {
        let prefix = format!("s{}_", &blake3::hash(self.address.as_bytes()).to_hex()[..8]);
        feed_content(site, self.text, &self.address, (base_url, prefix))
    }
}

/// The feed of the site.
pub(super) fn stories(site: &Site) -> Channel<'_> {
    let dated = StoryId::all(&site.stories)
        .filter_map(|(_, story)| Some((story, story.profile.date?)))
        .take(site.config.feed_size);
    let items = dated.map(|(story, date)| {
        let former = story.profile.aliases.iter();
        Item {
            address: permalink::story(&story.slug),
            former: former.filter_map(|one| permalink::former_story(one)).collect(),
            title: story.title(),
            author: story.branch_name(),
            date,
            summary: &story.summary,
            tags: Kind::Tag.terms(story, &site.config),
            text: (&story.file, &story.body),
        }
    });
    Channel {
        key: String::new(),
        title: site.config.name.clone(),
        introduction: &site.config.introduction,
        home: permalink::feed(1),
        files: [MachineFile::AtomFeed, MachineFile::JsonFeed],
        items: items.collect(),
    }
}

/// The feed of a section; an empty one where the site has no such section.
pub(super) fn section<'s>(site: &'s Site, section: &'static Section) -> Channel<'s> {
    let list = SectionId::all(&site.sections).find(|(_, list)| list.section == section);
    let articles = list.map(|(_, list)| list.articles.as_slice()).unwrap_or_default();
    let dated = articles.iter().filter_map(|article| Some((article, article.page.date?)));
    let items = dated.take(site.config.feed_size).map(|(article, date)| {
        let former = article.page.aliases.iter();
        Item {
            address: permalink::article(article),
            former: former.filter_map(|one| permalink::former_in(&section.folder, one)).collect(),
            title: &article.page.title,
            author: &site.config.name,
            date,
            summary: &article.summary,
            tags: Vec::new(),
            text: (&article.page.file, &article.page.body),
        }
    });
    Channel {
        key: format!("{}/", section.folder),
        title: format!("{} - {}", section.name, site.config.name),
        introduction: &section.introduction,
        home: permalink::section(&section.folder, 1),
        files: [MachineFile::SectionAtom(section), MachineFile::SectionJson(section)],
        items: items.collect(),
    }
}

/// All feeds of a site.
pub(super) fn all(site: &Site) -> impl Iterator<Item = Channel<'_>> {
    let sections = site.config.sections.iter().filter(|section| section.has_feed);
    std::iter::once(stories(site)).chain(sections.map(|one| section(site, one)))
}
