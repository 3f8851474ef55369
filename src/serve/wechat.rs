//! A story as an article for the public account, below `/_liuhao/wechat/`: the page that `liuhao wechat` writes, with
//! its buttons, and the photos of it.
//!
//! Entry point: [`answer`]. `look` in the query chooses the look, `facts=0` leaves out the facts, `photo` asks for a
//! photo by its name in the article.

use crate::serve::http::target::Target;
use crate::serve::http::{Answer, STYLED};
use crate::serve::model::Snapshot;
use crate::serve::pictures::Wanted;
use crate::serve::preview::{self, Preview};
use crate::site::{PageRoute, permalink};
use crate::wechat::{self, Article, Look, Options, Photo, Script};

/// The answer to a request for the article of the story whose page has this address; `None` where there is none.
pub(crate) fn answer(
    preview: &Preview,
    snapshot: &Snapshot,
    address: &str,
    target: &Target,
) -> Option<Answer> {
    let Some(PageRoute::Story(id)) = snapshot.route(address)?.route.page() else { return None };
    let look = target.value("look").and_then(|name| name.parse().ok()).unwrap_or_default();
    let palette = &snapshot.theme.palette;
    let has_facts = target.value("facts") != Some("0");
    let options = Options { look, palette, has_facts, embed: None };
    let article = wechat::article(&snapshot.site, id, options);
    match target.value("photo") {
        Some(name) => photo(preview, &article, address, name),
        None => Some(show(preview, &article, address, look)),
    }
}

fn show(preview: &Preview, article: &Article<'_>, address: &str, look: Look) -> Answer {
    let own = permalink::href(address);
    let href = |photo: &Photo<'_>| format!("/_liuhao/wechat/{own}?photo={}", photo.name);
    let page = wechat::page(article, look, &href, (Script::Beside, &preview.locale));
    let answer = Answer::bytes("text/html; charset=utf-8", page.into_bytes()).with_hash();
    // What an article looks like stands in its elements.
    Answer { policy: STYLED, ..answer }
}

fn photo(preview: &Preview, article: &Article<'_>, address: &str, name: &str) -> Option<Answer> {
    let photo = article.photos.iter().find(|photo| photo.name == name)?;
    let wanted = Wanted { path: photo.path, picture: photo.picture, request: photo.request };
    let bytes = preview.pictures.get(&format!("wechat {address} {name}"), &wanted)?;
    Some(Answer::bytes(preview::kind(name), bytes).with_hash())
}
