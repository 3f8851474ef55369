//! `image-case`: a picture is named in the letters of its file.
//!
//! Why: Windows opens `Photo.JPG` as `photo.jpg`, the host does not; the page that looked right in
//! the office shows an empty frame to its readers. Unicode form counts likewise.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::check::Rule;
use crate::check::broken_link::{each_broken, place};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::discover::Asset;
use crate::link::Target;
use crate::locale::{Argument, Message};
use crate::site::{Site, permalink};
use crate::slug;

pub(super) const RULE: Rule = Rule::site("image-case", Severity::Error, check);

/// The pictures by their names without letter case; made when the first is looked for.
pub(super) struct Twins<'s> {
    site: &'s Site,
    by_name: OnceCell<HashMap<String, &'s Asset>>,
}

impl<'s> Twins<'s> {
    pub(super) fn of(site: &'s Site) -> Self {
        Self { site, by_name: OnceCell::new() }
    }

    /// The file that `image` in `file` would be, were letter case not told apart.
    pub(super) fn find(&self, file: &str, image: &str) -> Option<&'s Asset> {
        let Target::Internal { path, .. } = Target::of(image) else { return None };
        let wanted = permalink::join(file, path)?;
        let by_name = self.by_name.get_or_init(|| {
            let name = |asset: &Asset| slug::collision_key(&asset.file).into_owned();
            self.site.assets.iter().map(|asset| (name(asset), asset)).collect()
        });
        by_name.get(&*slug::collision_key(&wanted)).copied()
    }
}

/// The name of the file that a breach of this rule would mean.
pub(super) fn twin(told: &Diagnostic) -> Option<&str> {
    let mut arguments = told.message.arguments.iter().filter(|_| told.rule == RULE.id);
    arguments.find_map(|(key, value)| match value {
        Argument::Text(name) if *key == "name" => Some(name.as_str()),
        Argument::Text(_) | Argument::Count(_) | Argument::Message(_) | Argument::List(_) => None,
    })
}

fn check(site: &Site) -> Vec<Diagnostic> {
    let twins = Twins::of(site);
    let fault = |place: Place, image: &str, asset: &Asset| {
        let name = asset.file.rsplit('/').next().unwrap_or_default();
        let message = Message::new("image-case").text("image", image).text("name", name);
        RULE.found(place, message).with_help(Message::new("image-case-help"))
    };
    let text = each_broken(site, true).filter_map(|(file, slot)| {
        let asset = twins.find(file, &slot.target)?;
        Some(fault(place(file, slot), &slot.target, asset))
    });
    let covers = site.stories.iter().filter_map(|story| {
        let cover = story.profile.cover.as_deref()?;
        let is_there = site.resolve(&story.file, cover).is_some();
        let asset = twins.find(&story.file, cover).filter(|_| !is_there)?;
        Some(fault(Place::fact(&story.file, "cover", None), cover, asset))
    });
    text.chain(covers).collect()
}
