//! `liuhao init`: a working site in an empty folder.

use crate::cli::args::InitArguments;
use crate::cli::{Exit, out};
use crate::error::Error;
use crate::fs::{self, Root};
use crate::locale::{Locale, Message};
use crate::scaffold::{self, NewSite};

pub(super) fn run(arguments: &InitArguments, locale: &Locale) -> Result<Exit, Error> {
    let folder = &arguments.folder;
    if fs::metadata_if_exists(folder)?.is_some() && !fs::read_dir(folder)?.is_empty() {
        return Err(Error::FolderNotEmpty { folder: folder.clone() });
    }
    fs::create_dir_all(folder)?;
    scaffold::make(&Root::open(folder)?, &NewSite::default())?;
    out::line(&locale.text(&Message::new("init-done").path("folder", folder)))?;
    Ok(Exit::Clean)
}
