//! Which stories a call names, and whether they can be shown elsewhere.
//!
//! Entry points: [`load`], [`find`]. A story is named by its file, its file's name, its title or its branch.

use std::path::{Component, Path, PathBuf};

use crate::build::{self, Report};
use crate::check::Choice;
use crate::cli::report::{self, Format};
use crate::diagnostic::Severity;
use crate::discover;
use crate::error::Error;
use crate::fs;
use crate::locale::{Locale, Message};
use crate::parse::Story;
use crate::picture::{Cache, Picture, Refusal, Request};
use crate::schema;
use crate::site::{SeriesId, SeriesList, Site, StoryId};
use crate::slug;
use crate::theme::{self, Theme};

/// A site with its theme, drafts and all: what goes out by another way may not be on the site yet.
pub(super) struct Loaded {
    pub(super) site: Site,
    pub(super) theme: Theme,
    report: Report,
    root: PathBuf,
}

/// Reads the site at `root`.
pub(super) fn load(root: &Path) -> Result<Loaded, Error> {
    if fs::metadata_if_exists(&root.join(crate::config::FILE))?.is_none() {
        return Err(crate::config::no_site(root));
    }
    let options = build::Options {
        root: root.to_path_buf(),
        drafts: true,
        rules: Choice::default(),
        ..build::Options::default()
    };
    let (site, report) = build::load(&options)?;
    let theme = theme::load(root, &site.config.theme, &site.config.theme_params)?;
    Ok(Loaded { site, theme, report, root: root.to_path_buf() })
}

impl Loaded {
    /// The stories that `names` name, or `None` where errors stand in one of their files: then they were told.
    ///
    /// # Errors
    /// A name that no story has.
    pub(super) fn chosen(
        &mut self,
        names: &[String],
        locale: &Locale,
    ) -> Result<Option<Vec<StoryId>>, Error> {
        let mut chosen = Vec::new();
        for name in names {
            match find(&self.site, name) {
                Some(id) => chosen.push(id),
                // Its file may be one that could not be read.
                None if self.has_errors(|_| true) => return self.tell(|_| true, locale),
                None => return Err(unknown(&self.site, name)),
            }
        }
        let files: Vec<_> = chosen.iter().map(|id| self.site.story(*id).file.clone()).collect();
        let is_theirs = |file: &str| files.iter().any(|own| **own == *file);
        if self.has_errors(is_theirs) {
            return self.tell(is_theirs, locale);
        }
        Ok(Some(chosen))
    }

    /// The series with this file name, title or file.
    ///
    /// # Errors
    /// A name that no series has.
    pub(super) fn series(&self, name: &str) -> Result<SeriesId, Error> {
        let site = &self.site;
        let all: Vec<_> = SeriesId::all(&site.series).collect();
        let is_named = |list: &SeriesList| {
            let series = &list.series;
            *series.slug == *name || series.title == name || is_file(&series.file, name)
        };
        let found = all.iter().find(|(_, list)| is_named(list)).map(|(id, _)| *id);
        found.ok_or_else(|| {
            let names = all.iter().flat_map(|(_, list)| [&*list.series.slug, &*list.series.title]);
            let near = schema::nearest(name, names).map(str::to_owned);
            Error::Usage {
                message: Message::new("no-series").text("name", name),
                help: near.map(|near| Message::new("did-you-mean").text("name", near)),
            }
        })
    }

    /// Whether errors stand in a series or one of its stories; then they were told.
    pub(super) fn is_faulty(&mut self, id: SeriesId, locale: &Locale) -> Result<bool, Error> {
        let list = self.site.list(id);
        let mut files = vec![list.series.file.clone()];
        files.extend(list.stories.iter().map(|id| self.site.story(*id).file.clone()));
        let is_theirs = |file: &str| files.iter().any(|own| **own == *file);
        if !self.has_errors(is_theirs) {
            return Ok(false);
        }
        self.tell::<()>(is_theirs, locale).map(|_| true)
    }

    fn has_errors(&self, concerns: impl Fn(&str) -> bool) -> bool {
        let mut all = self.report.diagnostics.iter();
        all.any(|one| one.severity == Severity::Error && concerns(&one.place.file))
    }

    fn tell<T>(
        &mut self,
        concerns: impl Fn(&str) -> bool,
        locale: &Locale,
    ) -> Result<Option<T>, Error> {
        let mut report = std::mem::take(&mut self.report);
        report
            .diagnostics
            .retain(|one| one.severity == Severity::Error && concerns(&one.place.file));
        report::print(&report.below(&report::folder(&self.root)), None, Format::Human, locale)?;
        Ok(None)
    }
}

/// A picture made for another place than a page.
///
/// # Errors
/// A file that cannot be read or is no picture any more.
pub(super) fn derived(
    cache: &Cache,
    (path, picture): (&fs::Inside, &Picture),
    request: Request,
) -> Result<Vec<u8>, Error> {
    let made = cache.derived(path, picture, &[request])?;
    let made = made.and_then(|mut made| made.pop().ok_or(Refusal::Damaged));
    made.map_err(|_| Error::Usage {
        message: Message::new("picture-changed").path("path", path),
        help: None,
    })
}

/// The story with this file, file name, title or branch.
pub(super) fn find(site: &Site, name: &str) -> Option<StoryId> {
    let is_named: [&dyn Fn(&Story) -> bool; 4] = [
        &|story| is_file(&story.file, name),
        &|story| *story.slug == *name,
        &|story| story.title() == name,
        &|story| story.branch_name() == name,
    ];
    is_named
        .iter()
        .find_map(|is| StoryId::all(&site.stories).find(|(_, story)| is(story)).map(|(id, _)| id))
}

/// Whether a path that was typed is this file, or its folder.
fn is_file(file: &str, name: &str) -> bool {
    let typed: Vec<_> = Path::new(name)
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    let typed = typed.join("/");
    let folder = discover::own_folder(file).unwrap_or(file);
    let ends = |whole: &str| whole == typed || typed.ends_with(&format!("/{whole}"));
    ends(file) || ends(folder)
}

fn unknown(site: &Site, name: &str) -> Error {
    let names =
        site.stories.iter().flat_map(|story| [&*story.slug, story.title(), story.branch_name()]);
    let near = schema::nearest(name, names).map(str::to_owned);
    Error::Usage {
        message: Message::new("no-story").text("name", name),
        help: near.map(|near| Message::new("did-you-mean").text("name", near)),
    }
}

/// What is made of a story is called as its branch, in Han; of two stories of one branch, by their titles too.
pub(super) fn name(site: &Site, id: StoryId) -> String {
    let story = site.story(id);
    let names: [&dyn Fn(StoryId) -> String; 2] =
        [&|id| slug::from_term(site.story(id).branch_name()), &|id| {
            let story = site.story(id);
            slug::from_term(&format!("{}-{}", story.branch_name(), story.title()))
        }];
    let others: Vec<_> =
        StoryId::all(&site.stories).map(|(other, _)| other).filter(|other| *other != id).collect();
    let is_alone = |name: &&dyn Fn(StoryId) -> String| {
        let own = name(id);
        others.iter().all(|other| slug::collision_key(&name(*other)) != slug::collision_key(&own))
    };
    let found = names.iter().copied().find(|name| is_alone(name));
    let name = found.map_or_else(|| story.slug.to_string(), |name| name(id));
    if slug::check_component(&name).is_ok() { name } else { story.slug.to_string() }
}
