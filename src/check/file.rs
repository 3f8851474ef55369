//! Whether a file may be published for its name: what is on the list of [`media`], and what the
//! settings allow beyond it.
//!
//! Entry points: [`files`]; what may not go out is no file of the site, and a preview does not show it either.
//! [`office`] tells of office files and PDF that do go out.

use std::collections::HashSet;
use std::sync::Arc;

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
