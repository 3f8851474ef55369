//! Where the files of a site's own theme lie: in its `themes/`, or in a folder that several sites share.
//!
//! Entry point: [`folder`]. A theme may be named by a way (`theme: ../shared/feed`), or `themes/<name>` may be a link. Either
//! leads no further than the folder that holds the site, and not into what the site reads or writes otherwise: what a site
//! publishes lies where whoever made the site can see it.

use std::path::{Path, PathBuf};

use crate::error::{Error, FileAction};
use crate::fs;

/// Folders of a site that are no theme.
const OTHERS: [&str; 3] = ["content", "static", ".liuhao"];

/// Whether a theme is named by a way to its folder.
pub(super) fn is_path(name: &str) -> bool {
    name.contains('/')
}

/// How the folder of a theme is shown, and where a report finds its files: seen from the site.
pub fn shown(name: &str) -> String {
    if is_path(name) { name.to_owned() } else { format!("themes/{name}") }
}

/// The folder of the site's own theme `name`; `None` where there is none.
///
/// # Errors
/// [`Error::ThemeOutside`] for one that lies elsewhere than it may, [`Error::NoTheme`] for a link that leads nowhere; a file in
/// its place.
pub fn folder(root: &Path, name: &str) -> Result<Option<PathBuf>, Error> {
    let named = root.join(shown(name));
    let Some(found) = fs::metadata_if_exists(&named)? else { return Ok(None) };
    let real = fs::canonicalize(&named).ok();
    let is_folder = match &real {
        Some(real) => fs::metadata_if_exists(real)?.is_some_and(|found| found.is_dir()),
        None => false,
    };
    let Some(real) = real.filter(|_| is_folder) else {
        // Neither a link that leads nowhere nor a file is a reason to take the embedded theme.
        let fault = std::io::ErrorKind::NotADirectory.into();
        return Err(if found.is_symlink() {
            Error::NoTheme { name: name.to_owned(), folder: named }
        } else {
            fs::error(FileAction::Read, &named)(fault)
        });
    };
    let site = fs::canonicalize(root)?;
    let themes = site.join("themes");
    if real.starts_with(&themes) && real != themes {
        return Ok(Some(named));
    }
    let is_near = site.parent().is_some_and(|parent| real.starts_with(parent) && real != parent);
    let is_taken = OTHERS.iter().any(|other| real.starts_with(site.join(other)));
    if !is_near || is_taken || site.starts_with(&real) {
        return Err(Error::ThemeOutside { name: name.to_owned(), folder: named });
    }
    Ok(Some(real))
}
