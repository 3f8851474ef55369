//! Whether a file may be published for its name: what is on the list of [`media`], and what the
//! settings allow beyond it.
//!
//! Entry points: [`files`]; what may not go out is no file of the site, and a preview does not show it either. In
//! `content/` only what something names would go out: [`unnamed`] lets the others lie. [`office`] tells of office files and PDF that do go out.

use std::collections::HashSet;
use std::sync::Arc;

use crate::check::missing_image;
use crate::diagnostic::{Diagnostic, Place};
use crate::discover::Asset;
use crate::locale::Message;
use crate::media::{self, Class, Verdict};
use crate::site::{Site, county_map};

/// The files that may be published, each with what else is known of it, and what is told of names. What is
/// told in `known` as a story by another name is told as that alone.
pub fn files<T>(
    assets: Vec<(Asset, T)>,
    listed: &[String],
    known: &[Diagnostic],
) -> (Vec<(Asset, T)>, Vec<Diagnostic>) {
    let stories = known.iter().filter(|one| one.rule == "story-format");
    let stories: HashSet<&str> = stories.map(|one| &*one.place.file).collect();
    let mut told = Vec::new();
    let mut kept = assets;
    kept.retain(|(asset, _)| {
        if &*asset.file == county_map::FILE {
            return true;
        }
        let verdict = media::judge(&asset.file, listed);
        let place = Place::file(&asset.file);
        let is_fine = !matches!(verdict, Verdict::Unlisted(_));
        match verdict {
            Verdict::Fine | Verdict::Office => {}
            Verdict::Code => {
                told.push(Diagnostic::warning("own-code", place, Message::new("own-code")));
            }
            Verdict::Unlisted(_) if stories.contains(&*asset.file) => {}
            Verdict::Unlisted(name) => told.push(
                Diagnostic::error("unsafe-file", place, Message::new("unsafe-file"))
                    .with_help(Message::new("unsafe-file-help").text("name", name)),
            ),
        }
        is_fine
    });
    (kept, told)
}

/// What may not be published.
const REFUSED: [&str; 2] = ["unsafe-file", "file-type"];

/// The files of `content/` that may not go out and that nothing names: an archive beside a story endangers nobody where it
/// lies. Their faults are taken out of `told`.
pub fn unnamed(site: &Site, told: &mut Vec<Diagnostic>) -> Vec<Arc<str>> {
    let is_refused = |one: &Diagnostic| {
        REFUSED.contains(&one.rule)
            && one.place.span.is_none()
            && one.place.file.starts_with("content/")
    };
    if !told.iter().any(is_refused) {
        return Vec::new();
    }
    let unused: HashSet<&str> = site.unused.iter().map(|id| &*site.asset(*id).file).collect();
    let named = names(site);
    let is_unnamed = |file: &str| {
        let is_file = site.assets.iter().any(|asset| &*asset.file == file);
        if is_file { unused.contains(file) } else { !named.contains(&last(file)) }
    };
    let mut found = Vec::new();
    told.retain(|one| {
        let is_left = is_refused(one) && is_unnamed(&one.place.file);
        found.extend(is_left.then(|| one.place.file.clone()));
        !is_left
    });
    missing_image::without_refused(told);
    found.sort();
    found.dedup();
    found
}

/// The last parts of all names of files that are none of the site, in small letters: of links, settings and theme. Which
/// folder was meant is not asked: one name too many refuses a file, one too few would let it pass in silence.
fn names(site: &Site) -> HashSet<String> {
    let kept = &site.kept;
    let waiting = kept.stories.iter().map(|(story, _)| &story.body);
    let waiting = waiting.chain(kept.pages.iter().map(|page| &page.body));
    let waiting = waiting.chain(kept.articles.iter().map(|(one, _)| &one.page.body));
    let links = site.texts().map(|(_, body)| body).chain(waiting);
    let links = links.flat_map(|body| body.links_inside().map(|link| last(&link.target)));
    let stories = site.stories.iter().chain(kept.stories.iter().map(|(story, _)| story));
    let profiles = stories.map(|story| &story.profile);
    let own = profiles.flat_map(|profile| [profile.cover.as_deref(), profile.audio.as_deref()]);
    let items = site.config.menu.iter().flat_map(|item| std::iter::once(item).chain(&item.items));
    let menu = items.filter_map(|item| item.link.as_deref());
    let config = menu.chain(site.config.avatar.as_deref());
    let named = own.flatten().chain(config).chain(site.names_in_files());
    links.chain(named.map(last)).flat_map(both).collect()
}

/// The last part of an address in small letters.
fn last(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or_default();
    name.to_lowercase()
}

/// A name as it stands, and as the file is called that an address with `%20` means.
fn both(name: String) -> [String; 2] {
    let decoded = percent_encoding::percent_decode_str(&name).decode_utf8_lossy().to_lowercase();
    [name, decoded]
}

/// Office files that are published, with all that is in them; and PDF files, which nobody has looked through, once.
pub fn office(site: &Site) -> Vec<Diagnostic> {
    let listed = &site.config.publish;
    let files = || site.published_files().map(|asset| &asset.file);
    let told = files().filter(|file| media::judge(file, listed) == Verdict::Office).map(|file| {
        Diagnostic::warning("office-file", Place::file(file), Message::new("office-file"))
            .with_help(Message::new("office-file-help"))
    });
    let is_pdf = |file: &&Arc<str>| media::of(file).is_some_and(|one| one.class == Class::Pdf);
    let unread = files().find(is_pdf).map(|first| {
        let message = Message::new("unread-pdf").count("count", files().filter(is_pdf).count());
        Diagnostic::information("unread-pdf", Place::file(first), message)
            .with_help(Message::new("unread-pdf-help"))
    });
    told.chain(unread).collect()
}
