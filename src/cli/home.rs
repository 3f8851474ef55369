//! `liuhao` without arguments, what a double click starts: the desk of the site in this folder, or beside the program; where
//! there is none, the first page, which asks for one.

use std::path::{Path, PathBuf};

use crate::cli::args::ServeArguments;
use crate::cli::{Exit, serve};
use crate::config;
use crate::error::Error;
use crate::fs;
use crate::locale::Locale;
use crate::serve::{Claim, Known, Likely, claim, remember};

/// The name of our folder among those in which programs remember things.
const NAME: &str = "liuhao";

/// Opens the desk of the site that is meant, or the first page.
pub(super) fn run(locale: &Locale) -> Result<Exit, Error> {
    match site() {
        Some(root) => of_site(&root, locale),
        None => first(locale),
    }
}

/// The site that is meant: in the current folder, else in that of the program. `None` where neither is one.
fn site() -> Option<PathBuf> {
    [Some(PathBuf::from(".")), beside()].into_iter().flatten().find(|folder| {
        fs::metadata_if_exists(&folder.join(config::FILE)).is_ok_and(|found| found.is_some())
    })
}

/// The folder of the program.
fn beside() -> Option<PathBuf> {
    std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_path_buf))
}

/// Serves the site and opens its desk; where it is served already, opens that.
fn of_site(root: &Path, locale: &Locale) -> Result<Exit, Error> {
    match claim(root)? {
        Claim::Taken(port) => {
            serve::open_first(port, locale);
            Ok(Exit::Clean)
        }
        Claim::Ours(ours) => {
            remember(state().as_deref(), root);
            serve::run_desk(&arguments(root), &ours, locale)
        }
    }
}

/// Asks for a site. A second start finds the first; where nothing can be remembered on this machine, it is one more.
fn first(locale: &Locale) -> Result<Exit, Error> {
    let state = state();
    let claimed = state.as_deref().and_then(|state| {
        fs::create_dir_all(state).ok()?;
        claim(state).ok()
    });
    let ours = match claimed {
        Some(Claim::Taken(port)) => {
            serve::open_first(port, locale);
            return Ok(Exit::Clean);
        }
        Some(Claim::Ours(ours)) => Some(ours),
        None => None,
    };
    let known = Known { state, likely: likely() };
    serve::run_first(&arguments(Path::new(".")), known, ours.as_ref(), locale)
}

fn arguments(root: &Path) -> ServeArguments {
    ServeArguments {
        root: root.to_path_buf(),
        drafts: false,
        strict: false,
        today: None,
        port: 1313,
        host: "127.0.0.1".to_owned(),
        open: true,
        follow: false,
        read_only: false,
    }
}

/// Where is remembered which sites were opened.
fn state() -> Option<PathBuf> {
    dirs::state_dir().or_else(dirs::data_local_dir).map(|folder| folder.join(NAME))
}

/// A folder of one of these names in the user's own; Linux names none where nothing set it up.
fn in_home(names: &[&str]) -> Option<PathBuf> {
    let home = dirs::home_dir()?;
    let folders = names.iter().map(|name| home.join(name));
    folders.into_iter().find(|path| fs::metadata_if_exists(path).is_ok_and(|one| one.is_some()))
}

/// Folders to begin with, each once.
fn likely() -> Vec<(Likely, PathBuf)> {
    let disks = ('C'..='Z').filter(|_| cfg!(windows));
    let known = [
        (Likely::Documents, dirs::document_dir().or_else(|| in_home(&["文档", "Documents"]))),
        (Likely::Desktop, dirs::desktop_dir().or_else(|| in_home(&["桌面", "Desktop"]))),
        (Likely::Home, dirs::home_dir()),
        (Likely::Beside, beside()),
        (Likely::Here, std::env::current_dir().ok()),
    ];
    let known = known.into_iter().filter_map(|(likely, path)| Some((likely, path?)));
    let disks = disks.map(|letter| (Likely::Disk(letter), PathBuf::from(format!("{letter}:\\"))));
    let mut places: Vec<(Likely, PathBuf)> = Vec::new();
    for (likely, path) in known.chain(disks) {
        if !places.iter().any(|(_, other)| *other == path) {
            places.push((likely, path));
        }
    }
    places
}
