//! What the platform takes: lengths of title, author, digest and body, and what else needs a hand.
//!
//! Entry points: [`excesses`] for a story alone, [`notes`] for its article.

use strum::IntoEnumIterator as _;

use crate::locale::Message;
use crate::parse::Story;
use crate::wechat::Article;

/// The largest photo inside an article, in bytes.
pub const MAX_EMBEDDED: usize = 1024 * 1024;

/// A length that the platform limits, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumIter)]
pub enum Limit {
    /// The title.
    Title,
    /// The author.
    Author,
    /// The digest.
    Digest,
    /// The body with its markup.
    Body,
}

impl Limit {
    /// The most characters.
    pub fn most(self) -> usize {
        match self {
            Self::Title => 64,
            Self::Author => 16,
            Self::Digest => 128,
            Self::Body => 20_000,
        }
    }
}

/// A text that is longer than the platform takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excess {
    /// Which.
    pub limit: Limit,
    /// Its characters.
    pub count: usize,
}

impl Excess {
    /// What is too long, and by how much.
    pub fn message(self) -> Message {
        let id = match self.limit {
            Limit::Title => "wechat-title-long",
            Limit::Author => "wechat-author-long",
            Limit::Digest => "wechat-digest-long",
            Limit::Body => "wechat-body-long",
        };
        Message::new(id).count("count", self.count).count("max", self.limit.most())
    }
}

/// The texts of an article that are too long.
pub fn excesses(article: &Article<'_>) -> Vec<Excess> {
    let length = |limit| match limit {
        Limit::Title => article.title.chars().count(),
        Limit::Author => article.author.chars().count(),
        Limit::Digest => article.digest.chars().count(),
        Limit::Body => article.body.chars().count(),
    };
    Limit::iter()
        .map(|limit| Excess { limit, count: length(limit) })
        .filter(|excess| excess.count > excess.limit.most())
        .collect()
}

/// What an editor is told of an article.
pub(super) fn notes(article: &Article<'_>, story: &Story) -> Vec<Message> {
    let mut notes: Vec<Message> = Vec::new();
    if story.profile.is_draft {
        notes.push(Message::new("wechat-draft"));
    }
    notes.extend(excesses(article).into_iter().map(Excess::message));
    if article.cover.is_none() {
        notes.push(Message::new("wechat-no-cover"));
    }
    if article.source.is_none() {
        notes.push(Message::new("wechat-no-address"));
    }
    notes
}
