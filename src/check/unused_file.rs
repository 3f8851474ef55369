//! `unused-file`: what lies in `content/` is shown or linked somewhere.
//!
//! Why: such a file is not published, as offices keep manuscripts and lists of members beside a story. A photo
//! that was forgotten in the text is one too, so it is told: once for a folder, however many lie there.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::check::{Rule, image_case, personal_data, story_format};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::media;
use crate::site::Site;

pub(super) const RULE: Rule = Rule::elsewhere("unused-file", Severity::Information);

/// Names that are told of one folder.
const NAMES: usize = 5;
/// Folders that are told one by one.
const FOLDERS: usize = 10;

/// Tells the files that nothing names, `unnamed` among them, which may not be published anyhow. What has an error already, in `told`, is left out, as are files that a
/// text would name but for letter case: that is told at the text.
pub fn unused(site: &Site, unnamed: &[Arc<str>], told: &[Diagnostic]) -> Vec<Diagnostic> {
    if site.unused.is_empty() && unnamed.is_empty() {
        return Vec::new();
    }
    let errors = told.iter().filter(|one| one.severity == Severity::Error);
    let known: HashSet<&str> = errors.map(|one| &*one.place.file).collect();
    let twins: HashSet<&str> = told.iter().filter_map(image_case::twin).collect();
    let stories: HashSet<&str> = texts(site).filter_map(stem).collect();
    let mut words = Vec::new();
    let mut folders: BTreeMap<&str, Vec<&Arc<str>>> = BTreeMap::new();
    let unused: BTreeSet<&Arc<str>> =
        site.unused.iter().map(|id| &site.asset(*id).file).chain(unnamed).collect();
    for file in unused {
        let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
        if !known.contains(&**file) && is_for_import(file, &stories) {
            words.push(story_format::word(file));
            continue;
        }
        // A name that is personal data is told by its folder alone.
        if !known.contains(&**file)
            && !twins.contains(name)
            && personal_data::in_name(name).is_none()
        {
            folders.entry(folder).or_default().push(file);
        }
    }
    let rest = folders.values().skip(FOLDERS);
    let rest = (rest.clone().count(), rest.map(Vec::len).sum());
    let one_by_one = folders.iter().take(FOLDERS).map(|(folder, files)| of_folder(folder, files));
    one_by_one.chain(others(rest.0, rest.1)).chain(words).collect()
}

/// Every text of the site, published or not.
fn texts(site: &Site) -> impl Iterator<Item = &str> {
    let kept = site.kept.stories.iter().map(|(story, _)| &*story.file);
    site.texts().map(|(file, _)| &**file).chain(kept)
}

fn stem(file: &str) -> Option<&str> {
    file.rsplit_once('.').map(|(stem, _)| stem)
}

/// A Word file among the stories, where no story has been made of it: one beside an `index.md` or a Markdown file
/// of its name is a manuscript.
fn is_for_import(file: &str, stories: &HashSet<&str>) -> bool {
    let is_word = ["doc", "docx", "wps", "rtf", "odt"].contains(&&*media::ending(file));
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let index = format!("{folder}/index");
    let has_index = || stories.iter().any(|story| story.eq_ignore_ascii_case(&index));
    let has_text = stem(file).is_some_and(|stem| stories.contains(stem));
    is_word && file.starts_with("content/branches/") && !has_text && !has_index()
}

fn of_folder(folder: &str, files: &[&Arc<str>]) -> Diagnostic {
    let name = |file: &Arc<str>| file.rsplit('/').next().unwrap_or_default().to_owned();
    let shown: Vec<_> = files.iter().take(NAMES).map(|file| name(file)).collect();
    let message = Message::new(if files.len() > NAMES { "unused-files" } else { "unused-file" })
        .count("count", files.len())
        .text("names", shown.join("、"));
    let place = match files {
        [one] => Place::file(one),
        _ => Place::file(&folder.into()),
    };
    RULE.found(place, message).with_help(Message::new("unused-file-help"))
}

/// Many folders are told by their number.
fn others(folders: usize, files: usize) -> Option<Diagnostic> {
    let message =
        Message::new("unused-file-folders").count("folders", folders).count("files", files);
    let fault = RULE.found(Place::file(&"content".into()), message);
    (folders > 0).then(|| fault.with_help(Message::new("unused-file-help")))
}
