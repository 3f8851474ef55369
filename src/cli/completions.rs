//! `liuhao completions`: what a shell needs to complete the command line.

use clap_complete::{Shell, generate};

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
    generate(shell, &mut command(locale), "liuhao", &mut script);
    out::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}
