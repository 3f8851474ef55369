//! Which files make up a site.
//!
//! Entry point: [`discover`]. It walks `content/` and `static/`, sorts what it finds, and tells by
//! place and ending what each file is. It reads no file's content, but of texts beside `site.yaml`, which may be
//! stories in the wrong place. Links are not followed, and only
//! regular files are taken. [`Keys`] tells the same of one file by its name, for whoever has its text from elsewhere.

use std::path::Path;
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use crate::config::{self, Config, Section};
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::error::{Error, FileAction};
use crate::fs::{self, Inside, Root};
use crate::locale::Message;
use crate::parse::profile::Table;
use crate::parse::{self, Kind};
use crate::schema::{self, Fields};
use crate::slug;
use crate::theme;

mod leftover;

pub use leftover::is_leftover;

use leftover::{WELL_KNOWN, before_it_was_left, extension, is_hidden_on_purpose, is_marked};

/// A Markdown file to parse.
#[derive(Debug, Clone, PartialEq)]
pub struct TextFile {
    /// Where it lies.
    pub path: Inside,
    /// Path relative to the site's root, `/` between components.
    pub file: Arc<str>,
    /// What it is.
    pub kind: Kind,
    /// Its name in addresses.
    pub slug: Box<str>,
}

/// A file to publish as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Asset {
    /// Where it lies.
    pub path: Inside,
    /// Path relative to the site's root, `/` between components.
    pub file: Arc<str>,
    /// Address relative to the site.
    pub address: String,
}

/// All files of a site, sorted.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Markdown.
    pub texts: Vec<TextFile>,
    /// Everything else.
    pub assets: Vec<Asset>,
}

/// Which keys the texts of an office may have.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    table: Table,
    sections: Vec<&'static Section>,
}

impl Keys {
    /// Those of an office with these settings.
    pub fn of(config: &Config) -> Self {
        Self::new(Table::of(&config.fields), config.sections.clone())
    }

    /// Those of an office with these keys of profiles and these sections.
    pub fn new(table: Table, sections: Vec<&'static Section>) -> Self {
        Self { table, sections }
    }

    /// The sections of the office.
    pub fn sections(&self) -> &[&'static Section] {
        &self.sections
    }

    /// The keys of a text, told by where it lies; those of a profile where no text of a site lies.
    pub fn of_file(&self, file: &str) -> Fields {
        let kind = classify(file, &self.sections).map_or(Kind::Story, |(kind, _)| kind);
        parse::table(kind, self.table)
    }
}

/// Walks a site with these sections. Folders that are not there are empty.
pub fn discover(
    site: &Root,
    sections: &[&'static Section],
) -> Result<(Files, Vec<Diagnostic>), Error> {
    let mut walk = Walk { site, sections, files: Files::default(), diagnostics: Vec::new() };
    walk.folder("content", &Walk::content)?;
    walk.folder("static", &Walk::asset)?;
    walk.beside_settings()?;
    walk.files.texts.sort_by(|a, b| a.file.cmp(&b.file));
    walk.files.assets.sort_by(|a, b| a.file.cmp(&b.file));
    Ok((walk.files, walk.diagnostics))
}

/// How the names of Markdown files end.
const TEXTS: [&str; 2] = ["md", "markdown"];
/// What people call the folders of `content/`, in small letters.
const OTHER_NAMES: [(&[&str], &str); 3] = [
    (&["branches", "branch", "支部", "事迹", "支部事迹", "story", "stories"], "branches"),
    (&["series", "serie", "系列", "专栏"], "series"),
    (&["pages", "page", "页面", "网页"], "pages"),
];
/// Folders beside `site.yaml` that are looked at otherwise, or written.
const OWN_FOLDERS: [&str; 5] = ["content", "static", "themes", "public", "node_modules"];
/// Whether a file beside `site.yaml` is called as that is by a slip: no copy of it, which is called so on purpose.
fn is_second_settings(name: &str) -> bool {
    let is_copy = is_leftover(name) || name.contains(['-', '_', '(', '（']);
    config::is_misnamed(name) && !is_copy
}

/// How many files and folders of another one are looked at: it may be an archive.
const MOST_BESIDE: usize = 100;

struct Walk<'r> {
    site: &'r Root,
    sections: &'r [&'static Section],
    files: Files,
    diagnostics: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn folder(&mut self, name: &str, take: &dyn Fn(&mut Self, Arc<str>)) -> Result<(), Error> {
        let folder = self.site.path(name);
        match self.site.found(name)? {
            None => return Ok(()),
            Some(found) if found.kind == fs::Kind::Folder => {}
            Some(found) => {
                self.refuse_kind(&name.into(), found.kind);
                return Ok(());
            }
        }
        let mut walk = WalkDir::new(&folder).sort_by_file_name().into_iter();
        let is_left = |entry: &DirEntry| {
            let name = entry.file_name().to_string_lossy();
            // Where machines look for what a site says of itself.
            let is_for_machines =
                name == WELL_KNOWN && entry.depth() == 1 && folder.ends_with("static");
            entry.depth() > 0 && is_leftover(&name) && !is_for_machines
        };
        while let Some(entry) = walk.next() {
            let entry = entry.map_err(|fault| walk_error(&folder, fault))?;
            let file = self.relative(entry.path());
            let kind = entry.file_type();
            if is_left(&entry) {
                self.left(&entry, &file);
                if kind.is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            if kind.is_file() {
                if self.has_legal_name(&entry, &file) {
                    take(self, file);
                }
            } else if !kind.is_dir() {
                // Between two looks it may have become something else.
                let found = self.site.found(&*file)?;
                self.refuse_kind(&file, found.map_or(fs::Kind::Link, |found| found.kind));
            }
        }
        Ok(())
    }

    /// A leftover is passed over; one that may be all there is of a text is told, as is a folder that somebody has put
    /// away.
    fn left(&mut self, entry: &DirEntry, file: &Arc<str>) {
        let name = entry.file_name().to_string_lossy();
        let is_named = is_marked(&name) && !name.starts_with(['.', '~']);
        let text = before_it_was_left(&name);
        let text = text.filter(|text| !entry.path().with_file_name(text).exists());
        let (message, help) = match text {
            _ if is_hidden_on_purpose(&name) => {
                (Message::new("hidden-file"), Message::new("hidden-file-help"))
            }
            _ if !file.starts_with("content/") => return,
            Some(text) => {
                let say = |id| Message::new(id).text("text", text);
                (say("leftover-text"), say("leftover-text-help"))
            }
            None if is_named && entry.file_type().is_dir() => {
                (Message::new("leftover-folder"), Message::new("leftover-folder-help"))
            }
            None => return,
        };
        let told = Diagnostic::information("unused-file", Place::file(file), message);
        self.diagnostics.push(told.with_help(help));
    }

    /// Stories that lie beside `site.yaml`, or in a folder there. Other texts there are the office's own.
    fn beside_settings(&mut self) -> Result<(), Error> {
        let walk = WalkDir::new(self.site.as_path()).min_depth(1).max_depth(1).sort_by_file_name();
        for entry in walk.into_iter().filter_map(Result::ok) {
            let file = self.relative(entry.path());
            if entry.file_type().is_dir() && !OWN_FOLDERS.contains(&&*file) {
                self.beside_content(&file)?;
            } else if entry.file_type().is_file() && self.is_story(entry.path())? {
                self.diagnostics.push(misplaced_story(&file));
            }
            if is_second_settings(&file) {
                let message = Message::new("second-settings");
                self.diagnostics.push(
                    Diagnostic::information("misplaced-file", Place::file(&file), message)
                        .with_help(Message::new("second-settings-help")),
                );
            }
            let inside = entry.file_type().is_dir().then(|| names_in(entry.path()));
            self.diagnostics.extend(theme::beside(&file, inside.as_deref()));
        }
        Ok(())
    }

    /// A folder beside `content/`: stories in it may be put away, or be in the wrong place. Told once.
    fn beside_content(&mut self, folder: &Arc<str>) -> Result<(), Error> {
        if folder.starts_with('.') || is_leftover(folder) {
            return Ok(());
        }
        // What lies deeper is put away, unless the folder is meant to be `content/`.
        let is_meant = ["content", "contents", "内容"].contains(&&*folder.to_lowercase());
        let depth = if is_meant { 2 } else { 1 };
        let walk = WalkDir::new(self.site.path(&**folder)).min_depth(1).max_depth(depth);
        let walk = walk.sort_by_file_name().into_iter().filter_map(Result::ok).take(MOST_BESIDE);
        let mut stories = Vec::new();
        for entry in walk.filter(|entry| entry.file_type().is_file()) {
            if self.is_story(entry.path())? {
                stories.push(self.relative(entry.path()));
            }
        }
        let Some(first) = stories.first() else { return Ok(()) };
        let message =
            Message::new("stories-beside").count("count", stories.len()).text("first", &**first);
        let told = Diagnostic::information("misplaced-file", Place::file(folder), message);
        self.diagnostics.push(told.with_help(Message::new("stories-beside-help")));
        Ok(())
    }

    /// Whether a text outside `content/` has the facts of a story.
    fn is_story(&self, path: &Path) -> Result<bool, Error> {
        let is_text = TEXTS.contains(&extension(path).as_str());
        let is_left = path.file_name().is_some_and(|name| is_leftover(&name.to_string_lossy()));
        if !is_text || is_left {
            return Ok(false);
        }
        let file = self.relative(path);
        let Some(Ok(bytes)) = self.site.read(&*file, parse::MAX_TEXT)? else { return Ok(false) };
        Ok(parse::is_misplaced_story(&Source::decode(file, &bytes), None))
    }

    /// A link that leads out of the site could publish anything on the machine, a pipe would be waited
    /// for without end.
    fn refuse_kind(&mut self, file: &Arc<str>, kind: fs::Kind) {
        let (rule, message) = match kind {
            fs::Kind::Link => ("symlink", "symlink"),
            fs::Kind::Pipe => ("special-file", "special-pipe"),
            fs::Kind::Socket => ("special-file", "special-socket"),
            fs::Kind::Device => ("special-file", "special-device"),
            fs::Kind::File | fs::Kind::Folder => ("special-file", "special-file"),
        };
        self.refuse(file, rule, Message::new(message));
    }

    fn relative(&self, path: &Path) -> Arc<str> {
        let inside = path.strip_prefix(self.site.as_path()).unwrap_or(path).to_string_lossy();
        if std::path::MAIN_SEPARATOR == '/' {
            return inside.into();
        }
        inside.replace(std::path::MAIN_SEPARATOR, "/").into()
    }

    fn refuse(&mut self, file: &Arc<str>, rule: &'static str, message: Message) {
        self.diagnostics.push(Diagnostic::error(rule, Place::file(file), message));
    }

    fn has_legal_name(&mut self, entry: &DirEntry, file: &Arc<str>) -> bool {
        let Some(name) = entry.file_name().to_str() else {
            self.refuse(file, "bad-name", Message::new("name-not-utf8"));
            return false;
        };
        match slug::check_component(&slug::normalise(name)) {
            Ok(()) => true,
            Err(fault) => {
                self.refuse(file, "bad-name", fault.message(name));
                false
            }
        }
    }

    fn content(&mut self, file: Arc<str>) {
        match extension(Path::new(&*file)).as_str() {
            ending if TEXTS.contains(&ending) => self.text(file),
            _ => self.publish(file, "content/"),
        }
    }

    fn asset(&mut self, file: Arc<str>) {
        self.publish(file, "static/");
    }

    fn publish(&mut self, file: Arc<str>, prefix: &str) {
        let address = slug::normalise(file.strip_prefix(prefix).unwrap_or(&file)).into_owned();
        let path = self.site.inside(&*file);
        self.files.assets.push(Asset { path, file, address });
    }

    fn text(&mut self, file: Arc<str>) {
        let Some((kind, name)) = classify(&file, self.sections) else {
            let fault = Diagnostic::error(
                "misplaced-file",
                Place::file(&file),
                Message::new("misplaced-file"),
            );
            self.diagnostics.push(match self.undeclared(&file) {
                Some(help) => fault.with_help(help),
                None => fault,
            });
            return;
        };
        self.tell_odd_name(&file, name);
        let slug = slug::normalise(name).as_ref().into();
        let path = self.site.inside(&*file);
        self.files.texts.push(TextFile { path, file, kind, slug });
    }
}

impl Walk<'_> {
    /// `甲.md.md` where endings are hidden, and `甲 .md`: the slip would stand in the address for good.
    fn tell_odd_name(&mut self, file: &Arc<str>, name: &str) {
        let bare = name.trim();
        let bare = bare.rsplit_once('.').filter(|_| is_text(bare)).map_or(bare, |(stem, _)| stem);
        let meant = bare.trim();
        if meant == name || meant.is_empty() {
            return;
        }
        let id = if is_text(name.trim()) { "name-ends-twice" } else { "name-with-blank" };
        let is_folder = own_folder(file).is_some();
        let last = file.rsplit('/').next().unwrap_or(file);
        let name = if is_folder { name } else { last };
        let meant = if is_folder { meant.to_owned() } else { format!("{meant}.md") };
        let message = Message::new(id).text("name", name);
        let told = Diagnostic::warning("bad-name", Place::file(file), message);
        self.diagnostics.push(told.with_help(Message::new("name-slip-help").text("meant", meant)));
    }

    /// How a folder of `content/` becomes a section: by its name, or the one that was meant.
    fn undeclared(&self, file: &str) -> Option<Message> {
        let (folder, _) = file.strip_prefix("content/")?.split_once('/')?;
        if config::FOLDERS.contains(&folder) {
            return None;
        }
        if let Some((_, meant)) =
            OTHER_NAMES.iter().find(|(names, _)| names.contains(&folder.to_lowercase().as_str()))
        {
            return Some(Message::new("did-you-mean").text("name", format!("content/{meant}/")));
        }
        let known = self.sections.iter().map(|section| &*section.folder);
        Some(match schema::nearest(folder, known) {
            Some(near) => Message::new("did-you-mean").text("name", format!("content/{near}/")),
            None => Message::new("misplaced-section-help").text("folder", folder),
        })
    }
}

/// Names of files in a folder, some of them where there are many.
fn names_in(folder: &Path) -> Vec<String> {
    let walk = WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name().into_iter();
    let entries = walk.filter_map(Result::ok).take(MOST_BESIDE);
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// What is said of a story outside its folder.
pub fn misplaced_story(file: &Arc<str>) -> Diagnostic {
    Diagnostic::error("misplaced-file", Place::file(file), Message::new("misplaced-story"))
        .with_help(Message::new("misplaced-story-help"))
}

/// The folder that a Markdown file is the text of: `content/branches/a` of `content/branches/a/index.md`. Notepad writes that name
/// in capitals, other systems with a line before it. In the folder of all stories `index.md` is one of them.
pub fn own_folder(file: &str) -> Option<&str> {
    let (whole, last) = file.rsplit_once('/')?;
    let folder = whole.strip_prefix("content/")?;
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let is_index = stem.eq_ignore_ascii_case("index") && folder != "branches"
        || stem.eq_ignore_ascii_case("_index") && folder.contains('/');
    (is_index && is_text(last)).then_some(whole)
}

/// Whether a file is Markdown by its name.
pub fn is_text(file: &str) -> bool {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| TEXTS.iter().any(|text| ending.eq_ignore_ascii_case(text)))
}

/// What a Markdown file is and the name it has in addresses. `name/index.md` is called `name`.
fn classify<'f>(file: &'f str, sections: &[&'static Section]) -> Option<(Kind, &'f str)> {
    let known_as =
        own_folder(file).unwrap_or_else(|| file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    let inside = known_as.strip_prefix("content/")?;
    let (place, name) = inside.rsplit_once('/').unwrap_or(("", inside));
    match place.split('/').next()? {
        "branches" => Some((Kind::Story, name)),
        "series" if place == "series" => Some((Kind::Series, name)),
        "" | "pages" if !place.contains('/') => Some((Kind::Page, name)),
        folder => {
            let folder = slug::normalise(folder);
            let section = sections.iter().find(|section| section.folder == *folder)?;
            Some((Kind::Article(section), name))
        }
    }
}

fn walk_error(folder: &Path, fault: walkdir::Error) -> Error {
    let path = fault.path().unwrap_or(folder).to_path_buf();
    let source = fault.into_io_error().unwrap_or_else(|| std::io::ErrorKind::Other.into());
    Error::File { action: FileAction::Read, path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_tells_the_kind() {
        let kind = |file| classify(file, &[]);
        assert_eq!(kind("content/branches/a.md"), Some((Kind::Story, "a")));
        assert_eq!(kind("content/branches/a/index.md"), Some((Kind::Story, "a")));
        assert_eq!(kind("content/branches/2024/a/index.md"), Some((Kind::Story, "a")));
        assert_eq!(kind("content/branches/a/Index.md"), Some((Kind::Story, "a")));
        assert_eq!(kind("content/branches/a/INDEX.MD"), Some((Kind::Story, "a")));
        assert_eq!(kind("content/branches/a/_index.md"), Some((Kind::Story, "a")));
        assert_eq!(kind("content/branches/_index.md"), Some((Kind::Story, "_index")));
        assert_eq!(kind("content/branches/index.md"), Some((Kind::Story, "index")));
        assert_eq!(kind("content/branches/2024/a.md"), Some((Kind::Story, "a")));
        assert_eq!(kind("content/series/s.md"), Some((Kind::Series, "s")));
        assert_eq!(kind("content/about.md"), Some((Kind::Page, "about")));
        assert_eq!(kind("content/pages/about.md"), Some((Kind::Page, "about")));
        assert_eq!(kind("content/about/index.md"), Some((Kind::Page, "about")));
        assert_eq!(kind("content/else/a.md"), None);
        assert_eq!(kind("content/pages/deep/er/a.md"), None);
    }
}
