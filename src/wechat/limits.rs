//! What an editor is told of an article: what is too long for the platform, and what else needs a hand.
//!
//! Entry point: [`notes`]. The lengths are those of [`crate::account`].

use crate::account::{self, Excess, Limit};
use crate::locale::Message;
use crate::parse::Story;
use crate::wechat::Article;

/// The largest photo inside an article, in bytes.
pub const MAX_EMBEDDED: usize = 1024 * 1024;

/// What an editor is told of an article.
pub(super) fn notes(article: &Article<'_>, story: &Story) -> Vec<Message> {
    let mut notes: Vec<Message> = Vec::new();
    if story.profile.is_draft {
        notes.push(Message::new("wechat-draft"));
    }
    let stated = account::excesses(story).into_iter().filter(|one| one.limit != Limit::Body);
    let body = Limit::Body.excess(article.body.chars().count());
    notes.extend(stated.chain(body).map(Excess::message));
    if article.cover.is_none() {
        notes.push(Message::new("wechat-no-cover"));
    }
    if article.source.is_none() {
        notes.push(Message::new("wechat-no-address"));
    }
    notes
}
