//! The command line: flags in, one library call, a report out. The only place that prints.
//!
//! Entry point: [`run`]. One subcommand, one file.

mod args;
mod ask;
mod booklet;
mod browser;
mod build;
mod check;
mod clean;
mod completions;
mod deploy;
mod deploy_shown;
mod explain;
mod home;
mod import;
mod init;
mod into;
mod kept;
mod lsp;
mod new;
mod out;
mod pdf;
mod poster;
mod refused;
mod report;
mod roster;
mod schema;
mod serve;
mod stories;
mod theme;
mod tools;
mod wechat;

pub use args::command;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::FromArgMatches;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::check::Choice;
use crate::cli::args::{Arguments, SiteArguments, Subcommand};
use crate::error::Error;
use crate::locale::{Language, Locale};
use crate::write::CommitOptions;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Nothing is wrong.
    Clean,
    /// The content has errors, or a deploy was refused or failed.
    Faulty,
    /// A dry run of a deploy would change something.
    Pending,
}

/// Runs the program with its arguments (the first is its name) and gives the exit code: 0 clean,
/// 1 the content has errors or a deploy failed, 2 it could not run, 3 a dry run of a deploy would change something.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let locale = Locale::new(language(&arguments));
    if names_nothing(&arguments) {
        return ended(home::run(&locale), &locale);
    }
    let parsed = args::command(&locale)
        .try_get_matches_from(&arguments)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let parsed = match parsed {
        Ok(parsed) => parsed,
        Err(fault) => return usage(&fault, &locale),
    };
    ended(dispatch(&parsed.subcommand, &locale), &locale)
}

/// The exit code, and a word about what went wrong.
fn ended(done: Result<Exit, Error>, locale: &Locale) -> u8 {
    match done {
        Ok(Exit::Clean) => 0,
        Ok(Exit::Faulty) => 1,
        Ok(Exit::Pending) => 3,
        Err(error) => {
            out::tell(&report::error(&error, locale));
            2
        }
    }
}

/// Whether nothing but perhaps a language stands behind the name of the program: a double click.
fn names_nothing(arguments: &[OsString]) -> bool {
    match arguments {
        [_] => true,
        [_, flag] => flag.to_string_lossy().starts_with("--lang="),
        [_, flag, _] => flag == "--lang",
        _ => false,
    }
}

/// Help, or what is wrong with the arguments.
fn usage(fault: &clap::Error, locale: &Locale) -> u8 {
    args::explain(fault, locale).unwrap_or_else(|error| {
        out::tell(&report::error(&error, locale));
        2
    })
}

fn dispatch(subcommand: &Subcommand, locale: &Locale) -> Result<Exit, Error> {
    match subcommand {
        Subcommand::Init(arguments) => init::run(arguments, locale),
        Subcommand::New(arguments) => new::run(arguments, locale),
        Subcommand::Import(arguments) => import::run(arguments, locale),
        Subcommand::Build(arguments) => build::run(arguments, locale),
        Subcommand::Serve(arguments) => serve::run(arguments, locale),
        Subcommand::Check(arguments) => check::run(arguments, locale),
        Subcommand::Explain(arguments) => explain::run(arguments, locale),
        Subcommand::Booklet(arguments) => booklet::run(arguments, locale),
        Subcommand::Poster(arguments) => poster::run(arguments, locale),
        Subcommand::Wechat(arguments) => wechat::run(arguments, locale),
        Subcommand::Deploy(arguments) => deploy::run(arguments, locale),
        Subcommand::Clean(arguments) => clean::run(arguments, locale),
        Subcommand::Theme(arguments) => theme::run(arguments, locale),
        Subcommand::Schema(arguments) => schema::run(arguments),
        Subcommand::Lsp(arguments) => lsp::run(arguments, locale),
        Subcommand::Completions(arguments) => completions::run(arguments, locale),
    }
}

/// The language is needed before the arguments are parsed, because their errors are worded in it.
fn language(arguments: &[OsString]) -> Language {
    let texts: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    let named = texts.iter().enumerate().find_map(|(at, text)| match text.strip_prefix("--lang") {
        Some("") => texts.get(at + 1).map(ToString::to_string),
        Some(value) => value.strip_prefix('=').map(str::to_owned),
        None => None,
    });
    match named.as_deref() {
        Some("zh") => Language::Chinese,
        Some("en") => Language::English,
        _ => Language::from_environment(),
    }
}

/// The options of a run from the flags that `build` and `check` share.
fn options(
    site: &SiteArguments,
    output: Option<PathBuf>,
    commit: CommitOptions,
) -> crate::build::Options {
    crate::build::Options {
        output: output.unwrap_or_else(|| site.root.join("public")),
        root: site.root.clone(),
        drafts: site.drafts,
        rules: Choice { strict: site.strict, ..Choice::default() },
        today: Some(site.today.unwrap_or_else(today)),
        commit,
        cache: !site.no_cache,
        ..crate::build::Options::default()
    }
}

/// Today in China, whatever time zone the machine is set to.
fn today() -> Date {
    Offset::constant(8).to_datetime(Timestamp::now()).date()
}
