//! `personal-file-name`: no file is named by a resident ID, mobile or bank card number.
//!
//! Why: the name of a picture is part of its address, and phones name scans by what is on them.
//! The report names the folder alone, as the name is what must not be shown.

use std::sync::Arc;

use crate::check::Rule;
use crate::check::personal_data;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::site::Site;

pub(super) const RULE: Rule = Rule::site("personal-file-name", Severity::Error, check);

fn check(site: &Site) -> Vec<Diagnostic> {
    let assets = site.assets.iter().map(|asset| &asset.file);
    let stories = site.stories.iter().map(|story| &story.file);
    let pages = site.pages.iter().map(|page| &page.file);
    let articles = site.articles().map(|article| &article.page.file);
    let named = assets.chain(stories).chain(pages).chain(articles).filter_map(|file| {
        let what = file.split('/').find_map(personal_data::in_name)?;
        let (folder, _) = file.rsplit_once('/').unwrap_or(("", file));
        let folder: Arc<str> =
            personal_data::mask(folder).unwrap_or_else(|| folder.to_owned()).into();
        let message = Message::new("personal-file-name").message("what", what);
        let fault = RULE.found(Place::file(&folder), message);
        Some(fault.with_help(Message::new("personal-file-name-help")))
    });
    named.collect()
}
