//! Calls of other programs, as data: whoever may start processes does so.
//!
//! Entry point: [`Tools`]. Arguments are a list and never go through a shell.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

/// A program that the office has already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    /// Files over SSH, or between folders.
    Rsync,
    /// Files over SSH, by the protocol of its own; comes with Windows.
    Sftp,
    /// Stores of objects.
    Rclone,
    /// A branch of a repository.
    Git,
}

impl Program {
    /// What is typed to start it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rsync => "rsync",
            Self::Sftp => "sftp",
            Self::Rclone => "rclone",
            Self::Git => "git",
        }
    }
}

/// One run of a program.
#[derive(Debug)]
pub(crate) struct Call {
    /// Which.
    pub program: Program,
    /// Its arguments, one by one.
    pub arguments: Vec<OsString>,
    /// The folder that it runs in.
    pub folder: PathBuf,
    /// What it reads.
    pub input: Vec<u8>,
    /// What its environment has beside ours.
    pub environment: Vec<(&'static str, OsString)>,
}

impl Call {
    /// A run in a folder, that reads nothing.
    pub(crate) fn new(program: Program, folder: impl Into<PathBuf>) -> Self {
        let (arguments, input, environment) = (Vec::new(), Vec::new(), Vec::new());
        Self { program, arguments, folder: folder.into(), input, environment }
    }

    /// The same with more arguments.
    #[must_use]
    pub(crate) fn with<A: Into<OsString>>(
        mut self,
        arguments: impl IntoIterator<Item = A>,
    ) -> Self {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    /// The same reading this.
    #[must_use]
    pub(crate) fn reading(self, input: impl Into<Vec<u8>>) -> Self {
        Self { input: input.into(), ..self }
    }

    /// The same with a variable of the environment.
    #[must_use]
    pub(crate) fn where_is(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.environment.push((name, value.into()));
        self
    }
}

/// How a run ended.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// Its exit code; `None` where it was killed.
    pub code: Option<i32>,
    /// What it wrote.
    pub out: Vec<u8>,
    /// What it complained of.
    pub err: String,
}

/// Starts programs.
pub(crate) trait Tools {
    /// Runs a program to its end.
    ///
    /// # Errors
    /// It is not installed, or could not be started.
    fn run(&self, call: &Call) -> io::Result<Answer>;
}
