//! Folders of this machine by ids: only what was offered can be asked for, never a path.
//!
//! Entry points: [`Places::folder`] offers one, [`Places::path`] finds it again.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::config;
use crate::fs::{self, Kind, Root};
use crate::locale::{Locale, Message, shown};
use crate::serve::desk::Refused;

/// Folders that are offered in one run.
const MOST: usize = 20_000;
/// Folders that are shown of one.
const SHOWN: usize = 500;

/// A place to begin with.
#[derive(Debug, Clone)]
pub enum Likely {
    /// 文档.
    Documents,
    /// 桌面.
    Desktop,
    /// The user's own folder.
    Home,
    /// That in which the program lies.
    Beside,
    /// That from which it was started.
    Here,
    /// A disk of Windows, by its letter.
    Disk(char),
}

/// What is known of this machine.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The folder in which is remembered which sites were opened; without one, nothing is.
    pub state: Option<PathBuf>,
    /// Places to begin with, in order.
    pub likely: Vec<(Likely, PathBuf)>,
}

/// A folder as the first page shows it.
#[derive(Debug, Serialize)]
pub(super) struct Folder {
    pub(super) id: String,
    name: String,
    path: String,
    pub(super) is_site: bool,
    /// The name of the site in it.
    site: Option<String>,
}

/// What was offered so far.
#[derive(Default)]
pub(super) struct Places {
    paths: Vec<PathBuf>,
}

impl Likely {
    /// What it is called.
    pub(super) fn name(&self, locale: &Locale) -> String {
        locale.text(&match self {
            Self::Documents => Message::new("first-documents"),
            Self::Desktop => Message::new("first-desktop"),
            Self::Home => Message::new("first-home"),
            Self::Beside => Message::new("first-beside"),
            Self::Here => Message::new("first-here"),
            Self::Disk(letter) => Message::new("first-disk").text("letter", letter.to_string()),
        })
    }
}

impl Folder {
    /// The same under a name that people know.
    pub(super) fn called(self, name: String) -> Self {
        Self { name, ..self }
    }
}

impl Places {
    /// Offers a folder; `None` where none is there, or where too many were offered.
    pub(super) fn folder(&mut self, path: &Path) -> Option<Folder> {
        if !is_folder(path) {
            return None;
        }
        let known = self.paths.iter().position(|known| known == path);
        let nth = known.or_else(|| {
            (self.paths.len() < MOST).then(|| {
                self.paths.push(path.to_path_buf());
                self.paths.len() - 1
            })
        })?;
        let is_site = is_site(path);
        let site =
            is_site.then(|| config::load(path).ok().map(|(config, _)| config.name)).flatten();
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Some(Folder { id: format!("f{nth}"), name, path: shown(path), is_site, site })
    }

    /// The folder that was offered under an id.
    ///
    /// # Errors
    /// `no-folder` where none was.
    pub(super) fn path(&self, id: &str) -> Result<PathBuf, Refused> {
        let nth: Option<usize> = id.strip_prefix('f').and_then(|nth| nth.parse().ok());
        let found = nth.and_then(|nth| self.paths.get(nth)).cloned();
        found.ok_or_else(|| Refused::new(404, "no-folder", Message::new("first-no-folder")))
    }

    /// Offers the folders in one, hidden ones left out; no link is followed.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub(super) fn inside(&mut self, path: &Path) -> Result<Vec<Folder>, Refused> {
        let root = Root::open(path)?;
        let names = root.names()?;
        let is_shown = |name: &std::ffi::OsString| {
            let text = name.to_string_lossy();
            !text.starts_with(['.', '$'])
                && root
                    .found(name)
                    .is_ok_and(|found| found.is_some_and(|one| one.kind == Kind::Folder))
        };
        let folders = names.iter().filter(|name| is_shown(name)).take(SHOWN);
        Ok(folders.filter_map(|name| self.folder(&path.join(name))).collect())
    }
}

/// Whether a folder holds a site.
pub(super) fn is_site(path: &Path) -> bool {
    fs::metadata_if_exists(&path.join(config::FILE))
        .is_ok_and(|found| found.is_some_and(|found| found.is_file()))
}

fn is_folder(path: &Path) -> bool {
    // A folder that the user has named may be a link.
    fs::canonicalize(path)
        .and_then(|path| fs::metadata_if_exists(&path))
        .is_ok_and(|found| found.is_some_and(|found| found.is_dir()))
}
