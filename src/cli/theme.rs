//! `liuhao theme`: what the embedded theme is made of, and files of it to start an own one from.

use std::collections::BTreeMap;

use crate::cli::args::{ThemeArguments, ThemeExportArguments, ThemeSubcommand};
use crate::cli::{Exit, out};
use crate::config;
use crate::error::Error;
use crate::fs;
use crate::locale::{Locale, Message};
use crate::schema;
use crate::theme::{EMBEDDED_NAME, FILTERS, Part, Unknown, Wanted, export, list};

pub(super) fn run(arguments: &ThemeArguments, locale: &Locale) -> Result<Exit, Error> {
    match &arguments.subcommand {
        ThemeSubcommand::List => out::line(&listed(&list(), locale)).map(|()| Exit::Clean),
        ThemeSubcommand::Export(arguments) => write(arguments, locale),
    }
}

/// Every file, folder by folder, with its blocks and components; the filters at the end.
fn listed(parts: &[Part], locale: &Locale) -> String {
    let mut folders: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for part in parts {
        let (folder, name) = part.path.rsplit_once('/').unwrap_or(("", &part.path));
        let more: Vec<_> = part.blocks.iter().chain(&part.components).map(String::as_str).collect();
        let line = format!("  {name:<22}{}", more.join(" "));
        folders.entry(folder).or_default().push(line.trim_end().to_owned());
    }
    let section =
        |(folder, lines): (&str, Vec<String>)| format!("{folder}/\n{}\n", lines.join("\n"));
    let files: String = folders.into_iter().map(section).collect();
    let filters = locale.text(&Message::new("theme-filters"));
    let explained = locale.text(&Message::new("theme-list"));
    format!("{explained}\n\n{files}\n{filters}: {}", FILTERS.join(" "))
}

fn write(arguments: &ThemeExportArguments, locale: &Locale) -> Result<Exit, Error> {
    let root = &arguments.root;
    if fs::metadata_if_exists(&root.join(config::FILE))?.is_none() {
        return Err(config::no_site(root));
    }
    let wanted = match (&arguments.block, &arguments.file) {
        (Some(block), _) => Wanted::Block(block),
        (None, Some(file)) => Wanted::File(file),
        (None, None) => Wanted::All,
    };
    let files = export(wanted).map_err(unknown)?;
    let folder = root.join("themes").join(EMBEDDED_NAME);
    let folder = folder.strip_prefix(".").unwrap_or(&folder);
    // Nothing is written where one of them stands: an office's own work is there.
    for (path, _) in &files {
        let path = folder.join(path);
        if fs::metadata_if_exists(&path)?.is_some() {
            return Err(Error::FileExists { path });
        }
    }
    for (path, bytes) in &files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::create_with(&path, bytes)?;
        if files.len() == 1 {
            out::line(&locale.text(&Message::new("theme-exported-one").path("path", &path)))?;
        }
    }
    if files.len() > 1 {
        let message =
            Message::new("theme-exported").count("files", files.len()).path("folder", folder);
        out::line(&locale.text(&message))?;
    }
    Ok(Exit::Clean)
}

fn unknown(unknown: Unknown) -> Error {
    let near = schema::nearest(&unknown.name, unknown.known.iter().map(String::as_str));
    let help = near.map(|name| Message::new("did-you-mean").text("name", name));
    let help = help.or_else(|| Some(Message::new("theme-see-list")));
    Error::Usage { message: Message::new("theme-unknown-part").text("name", unknown.name), help }
}
