//! Writes the manual pages of the command line, one a subcommand, into a folder: `cargo run --example manpages -- FOLDER zh|en`.
//!
//! For the package; the program itself carries none of it.

use std::path::PathBuf;

use clap_mangen::generate_to;
use liuhao::locale::{Language, Locale};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the folder is named"));
    let language = match arguments.next().as_deref() {
        Some("zh") => Language::Chinese,
        _ => Language::English,
    };
    std::fs::DirBuilder::new().recursive(true).create(&folder)?;
    let command = liuhao::cli::command(&Locale::new(language)).disable_help_subcommand(true);
    generate_to(command, folder)
}
