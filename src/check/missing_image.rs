//! `missing-image`: every picture that a page shows is there.
//!
//! Why: an empty frame in an official story looks careless. Covers, pictures in the text and the
//! account's own picture are looked for; letter case counts, as on most hosts.

use crate::check::broken_link::{each_broken, place};
use crate::check::{Check, Rule};
use crate::config;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::site::Site;

pub(super) const RULE: Rule =
    Rule { id: "missing-image", severity: Severity::Error, check: Check::Site(check) };

fn check(site: &Site) -> Vec<Diagnostic> {
    let text = each_broken(site, true).map(|(file, slot)| fault(place(file, slot), &slot.target));
    let covers = site.stories.iter().filter_map(|story| {
        let cover = story.profile.cover.as_deref()?;
        let is_missing = site.resolve(&story.file, cover).is_none();
        is_missing.then(|| fault(Place::fact(&story.file, "cover", None), cover))
    });
    let avatar = site.config.avatar.as_deref().filter(|avatar| {
        let is_there = site.assets.iter().any(|asset| asset.address == *avatar);
        !is_there
    });
    let avatar =
        avatar.map(|avatar| fault(Place::fact(&config::FILE.into(), "avatar", None), avatar));
    text.chain(covers).chain(avatar).collect()
}

fn fault(place: Place, image: &str) -> Diagnostic {
    let message = Message::new("missing-image").text("image", image);
    Diagnostic::error(RULE.id, place, message).with_help(Message::new("missing-image-help"))
}
