//! `liuhao` without arguments: the desk of the site in this folder, or beside the program. What a double click starts.

use std::path::{Path, PathBuf};

use crate::cli::args::ServeArguments;
use crate::cli::{Exit, serve};
use crate::config;
use crate::error::Error;
use crate::fs;
use crate::locale::Locale;
use crate::serve::{Claim, claim};

/// The site that is meant: in the current folder, else in that of the program. `None` where neither is one.
pub(super) fn site() -> Option<PathBuf> {
    let beside =
        std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_path_buf));
    [Some(PathBuf::from(".")), beside].into_iter().flatten().find(|folder| {
        fs::metadata_if_exists(&folder.join(config::FILE)).is_ok_and(|found| found.is_some())
    })
}

/// Serves the site and opens its desk; where it is served already, opens that.
pub(super) fn run(root: &Path, locale: &Locale) -> Result<Exit, Error> {
    match claim(root)? {
        Claim::Taken(port) => {
            serve::open_first(port, locale);
            Ok(Exit::Clean)
        }
        Claim::Ours(ours) => {
            let arguments = ServeArguments {
                root: root.to_path_buf(),
                drafts: false,
                strict: false,
                today: None,
                port: 1313,
                host: "127.0.0.1".to_owned(),
                open: true,
                follow: false,
                read_only: false,
            };
            serve::run_desk(&arguments, &ours, locale)
        }
    }
}
