//! Sections beside the stories, which an office declares: `sections` of `site.yaml`.
//!
//! Entry points: [`Section`], [`read`]. A declaration is kept as long as the program runs, each once: addresses of pages
//! and feeds are made of it, and there is a handful of them.

use crate::config::kept::Kept;
use crate::locale::Message;
use crate::schema::{At, Reader, Rows};
use crate::slug;

static SECTIONS: Kept<Section> = Kept::new();

/// The most sections that an office may declare.
const MAX_SECTIONS: usize = 20;

/// A section of articles: notices, policies, pictures of events.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Section {
    /// As readers see it.
    pub name: String,
    /// The folder in `content/`, and that of its addresses.
    pub folder: String,
    /// One sentence about it.
    pub introduction: String,
    /// Whether every page leads to it.
    pub is_in_menu: bool,
    /// Whether it has feeds.
    pub has_feed: bool,
    /// Whether the search finds its articles.
    pub is_searched: bool,
}

/// One as it is read.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub name: String,
    pub folder: Option<String>,
    pub introduction: String,
    pub is_in_menu: bool,
    pub has_feed: bool,
    pub is_searched: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            name: String::new(),
            folder: None,
            introduction: String::new(),
            is_in_menu: true,
            has_feed: true,
            is_searched: true,
        }
    }
}

/// The sections that an office declares, no two of one folder.
pub(super) fn read(
    keys: &'static Rows<Draft>,
    reader: &mut Reader<'_>,
    at: At<'_>,
) -> Vec<&'static Section> {
    let mut sections: Vec<&'static Section> = Vec::new();
    reader.each_with(keys, at, &mut |reader, draft: Draft, at| {
        let marks = ['、', '，', '；'];
        if draft.folder.is_some() || !draft.name.contains(marks) {
            return keep(reader, draft, at, &mut sections);
        }
        // 通知公告、学习园地 on one line are two.
        for name in draft.name.split(marks).map(str::trim).filter(|name| !name.is_empty()) {
            let one = Draft { name: name.to_owned(), ..draft.clone() };
            keep(reader, one, at, &mut sections);
        }
    });
    sections
}

/// Keeps a section, where it has a name and a folder of its own.
fn keep(reader: &mut Reader<'_>, draft: Draft, at: At<'_>, sections: &mut Vec<&'static Section>) {
    if sections.len() == MAX_SECTIONS {
        let message = Message::new("too-many-sections").count("max", MAX_SECTIONS);
        return reader.fault("out-of-range", at, message);
    }
    if draft.name.is_empty() {
        return reader.fault("missing-key", at, Message::new("section-without-name"));
    }
    let folder = draft.folder.unwrap_or_else(|| slug::from_term(&draft.name));
    let key = slug::collision_key(&folder).into_owned();
    if super::FOLDERS.contains(&&*key) {
        return reader.fault("bad-name", at, Message::new("folder-taken").text("name", folder));
    }
    if sections.iter().any(|one| slug::collision_key(&one.folder) == *key) {
        let message = Message::new("section-twice").text("folder", folder);
        return reader.fault("duplicate-key", at, message);
    }
    sections.push(SECTIONS.keep(Section {
        name: draft.name,
        folder,
        introduction: draft.introduction,
        is_in_menu: draft.is_in_menu,
        has_feed: draft.has_feed,
        is_searched: draft.is_searched,
    }));
}
