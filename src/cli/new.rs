//! `liuhao new`: a profile with its usual keys, ready to be filled in.

use crate::cli::args::NewArguments;
use crate::cli::{Exit, out};
use crate::config;
use crate::error::Error;
use crate::fs;
use crate::locale::{Locale, Message};
use crate::scaffold;
use crate::slug;

pub(super) fn run(arguments: &NewArguments, locale: &Locale) -> Result<Exit, Error> {
    let root = &arguments.root;
    if fs::metadata_if_exists(&root.join(config::FILE))?.is_none() {
        return Err(config::no_site(root));
    }
    let name = joined(&arguments.name);
    if name.is_empty() {
        return Err(Error::Usage { message: Message::new("name-empty"), help: None });
    }
    let slug = match &arguments.slug {
        Some(slug) => slug.clone(),
        None => slug::from_name(&name),
    };
    slug::check_component(&slug)
        .map_err(|fault| Error::BadSlug { slug: slug.clone(), reason: fault.message(&slug) })?;
    let folder = root.join("content").join("branches");
    let folder = folder.strip_prefix(".").unwrap_or(&folder);
    let path = folder.join(format!("{slug}.md"));
    for taken in [path.clone(), folder.join(&slug)] {
        if fs::metadata_if_exists(&taken)?.is_some() {
            return Err(Error::FileExists { path: taken });
        }
    }
    fs::create_dir_all(folder)?;
    // What is wrong with the settings is told by `check`.
    let (settings, _) = config::load(root)?;
    fs::create_with(&path, scaffold::profile(&name, &settings.fields).as_bytes())?;
    out::line(&locale.text(&Message::new("new-done").path("path", &path)))?;
    Ok(Exit::Clean)
}

/// The words of a name as one: 金塔县 财政局 is 金塔县财政局, and a blank beside Latin letters stays.
fn joined(words: &[String]) -> String {
    let mut name = String::new();
    for word in words.iter().flat_map(|word| word.split_whitespace()) {
        let is_latin =
            name.ends_with(|c: char| c.is_ascii()) && word.starts_with(|c: char| c.is_ascii());
        name += if is_latin { " " } else { "" };
        name += word;
    }
    name
}
