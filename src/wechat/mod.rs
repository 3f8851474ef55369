//! A story as an article for a public account: what an editor pastes, and what stands beside it.
//!
//! Entry points: [`article`] makes it of a story, a pure function as `render` is; [`page`] shows it with buttons that
//! copy; [`files`] are what `liuhao wechat` writes. The platform keeps inline styles of an allow-list and drops all
//! else, so the body is written from one table of looks (`look`) and needs no style sheet. Nothing here reaches the
//! network: the last step is a person's paste.

mod body;
mod card;
pub mod dark;
mod embed;
mod files;
mod inline;
mod limits;
mod look;
mod page;
mod photo;
mod styles;

pub use files::{File, Source, files};
pub use limits::MAX_EMBEDDED;
pub use look::Look;
pub use page::{SCRIPT, STYLE, Script, page};
pub use photo::{Cover, Photo, is_photo_name};

use crate::account;
use crate::locale::Message;
use crate::render::facts;
use crate::site::{Site, StoryId};
use crate::theme::Palette;
use crate::wechat::styles::Styles;

/// The bytes of a photo that stands inside the article; `None` leaves it numbered.
pub type Embed<'e> = &'e dyn Fn(&Photo<'_>) -> Option<Vec<u8>>;

/// How an article is made.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// The look.
    pub look: Look,
    /// The office's colours.
    pub palette: &'o Palette,
    /// Whether the facts stand above the text.
    pub has_facts: bool,
    /// Gives the photos that stand inside the article; without it each is a line with its number.
    pub embed: Option<Embed<'o>>,
}

/// A story as an article.
#[derive(Debug, Clone)]
pub struct Article<'s> {
    /// Its title.
    pub title: &'s str,
    /// Who wrote it, as the platform names an author.
    pub author: String,
    /// What stands below the title in a list.
    pub digest: String,
    /// What is pasted: HTML with inline styles.
    pub body: String,
    /// Characters of the body that a reader sees, blanks not counted.
    pub characters: usize,
    /// Its photos in order.
    pub photos: Vec<Photo<'s>>,
    /// The picture in the list of articles.
    pub cover: Option<Cover<'s>>,
    /// Where its page of the site is, where `site.yaml` says so.
    pub source: Option<String>,
    /// What needs a hand, most of it a limit of the platform.
    pub notes: Vec<Message>,
}

/// The article of a story.
pub fn article<'s>(site: &'s Site, id: StoryId, options: Options<'_>) -> Article<'s> {
    let story = site.story(id);
    let facts = facts::facts(site, id);
    let styles = Styles::new(options.look, options.palette);
    let mut writer = body::Writer::new(site, story, &styles, options.embed);
    if options.has_facts {
        card::write(&facts, &styles, writer.html());
    }
    for step in story.body.steps() {
        writer.step(step);
    }
    let written = writer.finish(&facts);
    let mut article = Article {
        title: story.title(),
        author: account::author(story).unwrap_or_else(|| site.config.name.clone()),
        digest: account::digest(story),
        characters: inline::visible(&written.html),
        body: written.html,
        photos: written.photos,
        cover: photo::cover(site, story),
        source: photo::source(site, story),
        notes: Vec::new(),
    };
    article.notes = limits::notes(&article, story);
    article.notes.extend(written.notes);
    article
}
