//! `liuhao poster`: a story as one long picture, to be sent into groups.

use std::path::{Path, PathBuf};

use crate::cli::args::PosterArguments;
use crate::cli::stories::{self, derived};
use crate::cli::{Exit, out};
use crate::error::Error;
use crate::fs::{self, Root};
use crate::locale::{Locale, Message};
use crate::picture::Cache;
use crate::poster::{self, Fonts};
use crate::write::beside;

pub(super) fn run(arguments: &PosterArguments, locale: &Locale) -> Result<Exit, Error> {
    let mut loaded = stories::load(&arguments.root)?;
    let Some(chosen) = loaded.chosen(&arguments.story, locale)? else { return Ok(Exit::Faulty) };
    let fonts = match &arguments.fonts {
        Some(folder) => Fonts::of_folder(folder),
        None => Fonts::of_the_system(),
    };
    let fonts = fonts.ok_or_else(|| Error::Usage {
        message: Message::new("poster-no-font"),
        help: Some(Message::new("poster-no-font-help")),
    })?;
    let folder = arguments.out.clone().unwrap_or_else(|| {
        let folder = arguments.root.join("poster");
        folder.strip_prefix(".").map(Path::to_path_buf).unwrap_or(folder)
    });
    fs::create_dir_all(&folder)?;
    let root = Root::open(&folder)?;
    let cache = Cache::new(&arguments.root);
    for id in chosen {
        let poster = poster::poster(&loaded.site, id, &loaded.theme.palette);
        let photo = poster.photo.as_ref();
        let photo = photo
            .map(|photo| derived(&cache, (photo.path, photo.picture), photo.request))
            .transpose()?;
        let Some(png) = poster.draw(photo.as_deref(), &fonts) else {
            return Err(Error::Usage { message: Message::new("poster-not-drawn"), help: None });
        };
        let name = PathBuf::from(format!("{}.png", stories::name(&loaded.site, id)));
        let is_new = beside::put(&root, &name, &png)?;
        let done = if is_new { "poster-done" } else { "poster-unchanged" };
        out::line(&locale.text(&Message::new(done).path("path", &folder.join(&name))))?;
        for note in poster.notes {
            out::line(&format!("  {}", locale.text(&note)))?;
        }
    }
    Ok(Exit::Clean)
}
