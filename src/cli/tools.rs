//! Starts the programs that a deploy calls: the one place where processes begin for it.
//!
//! Entry point: [`Processes`]. Arguments are a list and never go through a shell. What a program says comes back; it
//! may ask its own questions at the console, for a password or a code.

use std::io::{self, Write as _};
use std::process::{Command, Stdio};

use crate::deploy::{Answer, Call, Tools};

/// The programs of this machine.
pub(super) struct Processes;

impl Tools for Processes {
    fn run(&self, call: &Call) -> io::Result<Answer> {
        let mut command = Command::new(call.program.name());
        command.args(&call.arguments).current_dir(&call.folder);
        // Names in UTF-8, faults in words that are known.
        command.env("LC_ALL", "C.UTF-8");
        command.envs(call.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let mut input = child.stdin.take();
        let output = std::thread::scope(|scope| {
            scope.spawn(|| {
                // A program that ends early has read enough.
                let _ = input.as_mut().map(|input| input.write_all(&call.input));
                drop(input.take());
            });
            child.wait_with_output()
        })?;
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        Ok(Answer { code: output.status.code(), out: output.stdout, err })
    }
}
