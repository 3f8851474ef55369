//! `liuhao schema`: the keys of a file as a JSON Schema, for editors of code and other programs; in the folder of a site with
//! the keys that its office declares.

use std::path::Path;

use crate::check;
use crate::cli::args::{SchemaArguments, SchemaFile};
use crate::cli::{Exit, out};
use crate::config::{self, SITE};
use crate::error::Error;
use crate::parse::profile::Table;
use crate::parse::profile::keys::{ARTICLE, PAGE, SERIES};
use crate::schema::{Fields, json_schema};
use crate::theme;

pub(super) fn run(arguments: &SchemaArguments) -> Result<Exit, Error> {
    let schema = match arguments.file {
        SchemaFile::Site => json_schema("网站设置 site.yaml", &SITE, &["name"]),
        SchemaFile::Profile => json_schema("支部事迹的资料", profile(&arguments.root)?, &[]),
        SchemaFile::Series => json_schema("系列的资料", &SERIES, &["title"]),
        SchemaFile::Page => json_schema("单页的资料", &PAGE, &["title"]),
        SchemaFile::Article => json_schema("栏目文章的资料", &ARTICLE, &["title"]),
        SchemaFile::Theme => json_schema("主题设置 theme.yaml", theme::keys(), &[]),
        SchemaFile::Terms => json_schema("用语表 terms.yaml", check::term_keys(), &[]),
    };
    let text = serde_json::to_string_pretty(&schema).expect("texts, flags and lists alone");
    out::line(&text)?;
    Ok(Exit::Clean)
}

/// The keys of a profile of the site at `root`; where no site is, those that every site has.
fn profile(root: &Path) -> Result<Fields, Error> {
    match config::load(root) {
        Ok((config, _)) => Ok(Table::of(&config.fields).fields()),
        Err(Error::NoSite { .. }) => Ok(Table::default().fields()),
        Err(fault) => Err(fault),
    }
}
