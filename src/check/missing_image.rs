//! `missing-image`: every picture that a page shows is there.
//!
//! Why: an empty frame in an official story looks careless. Covers, pictures in the text and the
//! account's own picture are looked for; letter case counts, as on most hosts.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::check::Rule;
use crate::check::broken_link::{each_broken, place};
use crate::check::image_case::Twins;
use crate::config;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::{Argument, Message};
use crate::media::{self, Class};
use crate::site::Site;

pub(super) const RULE: Rule = Rule::site("missing-image", Severity::Error, check);

fn check(site: &Site) -> Vec<Diagnostic> {
    // A picture that differs in letter case alone is told by image-case.
    let twins = Twins::of(site);
    let is_missing = |file: &str, image: &str| twins.find(file, image).is_none();
    let text = each_broken(site, true)
        .filter(|(file, slot)| is_missing(file, &slot.target))
        .map(|(file, slot)| fault(site, file, place(file, slot), &slot.target));
    let covers = site.stories.iter().filter_map(|story| {
        let cover = story.profile.cover.as_deref()?;
        let is_broken = site.resolve(&story.file, cover).is_none();
        (is_broken && is_missing(&story.file, cover))
            .then(|| fault(site, &story.file, Place::fact(&story.file, "cover", None), cover))
    });
    let avatar = site.config.avatar.as_deref().filter(|avatar| {
        let is_there = site.assets.iter().any(|asset| asset.address == *avatar);
        !is_there
    });
    let avatar = avatar.map(|avatar| {
        fault(site, config::FILE, Place::fact(&config::FILE.into(), "avatar", None), avatar)
    });
    text.chain(covers).chain(avatar).chain(others(site)).collect()
}

/// What stands where a picture does and is none: a film, a sound, a document.
fn others(site: &Site) -> impl Iterator<Item = Diagnostic> {
    let links =
        site.texts().flat_map(|(file, body)| body.links_inside().map(move |link| (file, link)));
    links.filter(|(_, link)| link.is_image).filter_map(|(file, link)| {
        let class = media::of(link.target.split(['?', '#']).next()?)?.class;
        let help = match class {
            Class::Picture => return None,
            Class::Recording => "not-an-image-recording-help",
            Class::Pdf | Class::Office | Class::Text | Class::Xml | Class::Font | Class::Code => {
                "not-an-image-help"
            }
        };
        site.resolve(file, &link.target)?;
        let message = Message::new("not-an-image").text("file", &*link.target);
        let help = Message::new(help).text("file", &*link.target);
        Some(Diagnostic::error(RULE.id, place(file, link), message).with_help(help))
    })
}

/// Takes the pictures out of `told` that are there and may not be published for their names: that is told, and where.
pub(super) fn without_refused(told: &mut Vec<Diagnostic>) {
    let folder = |file: &str| file.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let refused: BTreeSet<String> = told
        .iter()
        .filter(|one| one.rule == "unsafe-file")
        .map(|one| one.place.file.to_string())
        .collect();
    if refused.is_empty() {
        return;
    }
    told.retain(|one| {
        let image = one.message.arguments.iter().find_map(|(name, value)| match value {
            Argument::Text(text) if *name == "image" => Some(text),
            Argument::Text(_) | Argument::Count(_) | Argument::Message(_) | Argument::List(_) => {
                None
            }
        });
        let is_there = |image: &String| {
            refused.contains(&format!(
                "{}/{}",
                folder(&one.place.file),
                image.trim_start_matches("./")
            ))
        };
        one.rule != RULE.id || !image.is_some_and(is_there)
    });
}

fn fault(site: &Site, file: &str, place: Place, image: &str) -> Diagnostic {
    let message = Message::new("missing-image").text("image", image);
    let help = match near(site, file, image) {
        Some(name) => Message::new("missing-image-near-help").text("name", name),
        None => Message::new("missing-image-help"),
    };
    Diagnostic::error(RULE.id, place, message).with_help(help)
}

/// The picture that is meant, as the text would name it: in the folder of the file or below, with the same name but for
/// its ending, its width, blanks and quotes.
fn near(site: &Site, file: &str, image: &str) -> Option<String> {
    let folder = &file[..=file.rfind('/')?];
    let wanted = stem(image);
    let inside = site.assets.iter().filter_map(|asset| asset.file.strip_prefix(folder));
    let mut alike = inside.filter(|name| stem(name) == wanted && ends_as_picture(name));
    let first = alike.next().filter(|_| !wanted.is_empty())?;
    // Of two nobody can say which.
    alike.next().is_none().then(|| first.to_owned())
}

/// Endings of pictures that a page shows.
const ENDINGS: [&str; 8] = ["jpg", "jpeg", "jfif", "png", "gif", "webp", "avif", "heic"];

fn ends_as_picture(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    ENDINGS.contains(&&*ending)
}

/// The name of a file as it is said: half-width, without folder, ending, quotes, blanks and what stands behind a comma.
fn stem(name: &str) -> String {
    let name: String = name.replace('。', ".").nfkc().collect::<String>().to_lowercase();
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let last = last.split([',', '?']).next().unwrap_or_default();
    let mut bare: String =
        last.chars().filter(|c| !c.is_whitespace() && !"\"'“”‘’<>".contains(*c)).collect();
    while let Some((stem, ending)) = bare.rsplit_once('.')
        && ENDINGS.contains(&ending)
    {
        bare.truncate(stem.len());
    }
    bare
}
