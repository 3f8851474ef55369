//! `missing-image`: every picture that a page shows is there.
//!
//! Why: an empty frame in an official story looks careless. Covers, pictures in the text and the
//! account's own picture are looked for; letter case counts, as on most hosts.

use crate::check::Rule;
use crate::check::broken_link::{each_broken, place};
use crate::check::image_case::Twins;
use crate::config;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::site::Site;

pub(super) const RULE: Rule = Rule::site("missing-image", Severity::Error, check);

fn check(site: &Site) -> Vec<Diagnostic> {
    // A picture that differs in letter case alone is told by image-case.
    let twins = Twins::of(site);
    let is_missing = |file: &str, image: &str| twins.find(file, image).is_none();
    let text = each_broken(site, true)
        .filter(|(file, slot)| is_missing(file, &slot.target))
        .map(|(file, slot)| fault(place(file, slot), &slot.target));
    let covers = site.stories.iter().filter_map(|story| {
        let cover = story.profile.cover.as_deref()?;
        let is_broken = site.resolve(&story.file, cover).is_none();
        (is_broken && is_missing(&story.file, cover))
            .then(|| fault(Place::fact(&story.file, "cover", None), cover))
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
