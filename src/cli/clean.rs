//! `liuhao clean`: removes what the tool wrote, and only that; the cache of pictures too.

use crate::cli::args::CleanArguments;
use crate::cli::{Exit, out};
use crate::deploy;
use crate::error::Error;
use crate::locale::{Locale, Message};
use crate::picture::Cache;
use crate::serve;
use crate::write::Target;

pub(super) fn run(arguments: &CleanArguments, locale: &Locale) -> Result<Exit, Error> {
    let output = arguments.output.clone().unwrap_or_else(|| arguments.root.join("public"));
    let cleaned = Target::new(&output).clean()?;
    serve::forget(&arguments.root)?;
    deploy::forget(&arguments.root)?;
    Cache::new(&arguments.root).remove()?;
    if !arguments.quiet {
        out::line(&locale.text(&Message::new("clean-done").count("removed", cleaned.removed)))?;
    }
    for file in &cleaned.kept {
        out::line(&locale.text(&Message::new("clean-kept").text("file", file)))?;
    }
    Ok(Exit::Clean)
}
