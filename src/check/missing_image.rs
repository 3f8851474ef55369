//! `missing-image`: every picture that a page shows is there.
//!
//! Why: an empty frame in an official story looks careless. Covers, pictures in the text and the
//! account's own picture are looked for; letter case counts, as on most hosts.

use unicode_normalization::UnicodeNormalization;

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
    text.chain(covers).chain(avatar).collect()
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
const ENDINGS: [&str; 7] = ["jpg", "jpeg", "png", "gif", "webp", "avif", "heic"];

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
