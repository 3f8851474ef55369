//! `liuhao wechat`: a story as an article for the public account, ready to be pasted.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::cli::args::WechatArguments;
use crate::cli::stories::{self, Loaded, derived};
use crate::cli::{Exit, out};
use crate::error::Error;
use crate::fs::{self, Root};
use crate::locale::{Locale, Message};
use crate::picture::Cache;
use crate::site::StoryId;
use crate::wechat::{self, Article, Embed, MAX_EMBEDDED, Options, Photo, Source};
use crate::write::beside;

pub(super) fn run(arguments: &WechatArguments, locale: &Locale) -> Result<Exit, Error> {
    let mut loaded = stories::load(&arguments.root)?;
    let Some(chosen) = loaded.chosen(&arguments.story, locale)? else { return Ok(Exit::Faulty) };
    let out = arguments.out.clone().unwrap_or_else(|| {
        let folder = arguments.root.join("wechat");
        folder.strip_prefix(".").map(Path::to_path_buf).unwrap_or(folder)
    });
    let cache = Cache::new(&arguments.root);
    for id in chosen {
        let folder = out.join(stories::name(&loaded.site, id));
        let (article, changed) = write(arguments, &loaded, (id, &folder), (&cache, locale))?;
        let id = if changed == 0 { "wechat-unchanged" } else { "wechat-done" };
        let done = Message::new(id).path("path", &folder).count("count", changed);
        out::line(&locale.text(&done))?;
        for note in &article.notes {
            out::line(&format!("  {}", locale.text(note)))?;
        }
    }
    Ok(Exit::Clean)
}

/// Writes what differs of an article; gives it, and how many files changed.
fn write<'s>(
    arguments: &WechatArguments,
    loaded: &'s Loaded,
    (id, folder): (StoryId, &Path),
    (cache, locale): (&Cache, &Locale),
) -> Result<(Article<'s>, usize), Error> {
    let bytes = |photo: &Photo<'_>| derived(cache, (photo.path, photo.picture), photo.request).ok();
    let inside = |photo: &Photo<'_>| bytes(photo).filter(|bytes| bytes.len() <= MAX_EMBEDDED);
    let options = Options {
        look: arguments.look,
        palette: &loaded.theme.palette,
        has_facts: !arguments.no_facts,
        embed: arguments.embed.then_some(&inside as Embed<'_>),
    };
    let article = wechat::article(&loaded.site, id, options);
    fs::create_dir_all(folder)?;
    let root = Root::open(folder)?;
    let mut changed = 0;
    let mut kept = HashSet::new();
    for file in wechat::files(&article, arguments.look, locale) {
        let bytes = match file.source {
            Source::Bytes(bytes) => bytes,
            Source::Picture(path, picture, request) => derived(cache, (path, picture), request)?,
        };
        let path = PathBuf::from(&file.path);
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            root.make_folder(parent)?;
        }
        changed += usize::from(beside::put(&root, &path, &bytes)?);
        kept.insert(path);
    }
    changed += remove_former(&root, &kept)?;
    Ok((article, changed))
}

/// Removes photos of an earlier run that the article no longer has; gives how many.
fn remove_former(root: &Root, kept: &HashSet<PathBuf>) -> Result<usize, Error> {
    let mut removed = 0;
    let Some(photos) = root.folder("photos")? else { return Ok(0) };
    for name in photos.names()? {
        let path = Path::new("photos").join(&name);
        if wechat::is_photo_name(&name.to_string_lossy()) && !kept.contains(&path) {
            photos.remove_file(&name)?;
            removed += 1;
        }
    }
    for name in ["cover-235.jpg", "cover-1.jpg"] {
        if !kept.contains(Path::new(name)) && root.found(name)?.is_some() {
            root.remove_file(name)?;
            removed += 1;
        }
    }
    Ok(removed)
}
