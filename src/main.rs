//! The command `liuhao`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(liuhao::cli::run(std::env::args_os()))
}
