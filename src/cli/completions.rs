//! `liuhao completions`: what a shell needs to complete the command line.

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};
use clap_complete::{Shell, generate};

use crate::check;
use crate::cli::args::{CompletionsArguments, command};
use crate::cli::{Exit, out};
use crate::error::Error;
use crate::locale::Locale;

pub(super) fn run(arguments: &CompletionsArguments, locale: &Locale) -> Result<Exit, Error> {
    let shell = match arguments.shell.as_str() {
        "elvish" => Shell::Elvish,
        "fish" => Shell::Fish,
        "powershell" => Shell::PowerShell,
        "zsh" => Shell::Zsh,
        _ => Shell::Bash,
    };
    let mut script = Vec::new();
    generate(shell, &mut with_rules(command(locale)), "liuhao", &mut script);
    out::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}

/// With the names of all rules, which the program itself refuses with words of its own.
fn with_rules(command: Command) -> Command {
    let ids = |arg: Arg| {
        let ids = check::kinds().map(|(id, _)| id);
        arg.value_parser(PossibleValuesParser::new(ids)).hide_possible_values(true)
    };
    command
        .mut_subcommand("check", |check| check.mut_arg("rule", ids).mut_arg("no_rule", ids))
        .mut_subcommand("explain", |explain| explain.mut_arg("rule", ids))
}
