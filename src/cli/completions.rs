//! `liuhao completions`: what a shell needs to complete the command line.

use clap_complete::{Shell, generate};

use crate::cli::args::{CompletionsArguments, command};
use crate::locale::Locale;

pub(super) fn run(arguments: &CompletionsArguments, locale: &Locale) {
    let shell = match arguments.shell.as_str() {
        "elvish" => Shell::Elvish,
        "fish" => Shell::Fish,
        "powershell" => Shell::PowerShell,
        "zsh" => Shell::Zsh,
        _ => Shell::Bash,
    };
    generate(shell, &mut command(locale), "liuhao", &mut std::io::stdout());
}
