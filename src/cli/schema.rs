//! `liuhao schema`: the keys of a file as a JSON Schema, for editors of code and other programs.

use crate::check;
use crate::cli::args::{SchemaArguments, SchemaFile};
use crate::cli::{Exit, out};
use crate::config::SITE;
use crate::error::Error;
use crate::parse::profile::keys::{PAGE, PROFILE, SERIES};
use crate::schema::json_schema;
use crate::theme;

pub(super) fn run(arguments: &SchemaArguments) -> Result<Exit, Error> {
    let schema = match arguments.file {
        SchemaFile::Site => json_schema("网站设置 site.yaml", &SITE, &["name"]),
        SchemaFile::Profile => json_schema("支部事迹的资料", &PROFILE, &[]),
        SchemaFile::Series => json_schema("系列的资料", &SERIES, &["title"]),
        SchemaFile::Page => json_schema("单页的资料", &PAGE, &["title"]),
        SchemaFile::Theme => json_schema("主题设置 theme.yaml", theme::keys(), &[]),
        SchemaFile::Terms => json_schema("用语表 terms.yaml", check::term_keys(), &[]),
    };
    let text = serde_json::to_string_pretty(&schema).expect("texts, flags and lists alone");
    out::line(&text)?;
    Ok(Exit::Clean)
}
