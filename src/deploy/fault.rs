//! Why a deploy stops: the machine, a tool, or a refusal of ours.
//!
//! Entry point: [`Fault`]. A fault holds names and numbers; [`Fault::message`] is what a locale words.

use crate::deploy::tools::Program;
use crate::deploy::trouble::Trouble;
use crate::error::Error;
use crate::locale::Message;

/// Names of foreign files that a refusal shows.
const SHOWN: usize = 10;

/// What stops a deploy.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The operating system refused something.
    Machine(Error),
    /// A program is not installed.
    Missing(Program),
    /// A program ended with a fault.
    Tool {
        /// Which.
        program: Program,
        /// What is the matter, where that is one of the usual things.
        trouble: Option<Trouble>,
        /// What it said, without secrets.
        text: String,
    },
    /// Nothing may be done.
    Refused(Refusal),
}

/// Why nothing may be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// No finished build lies in the output.
    NotBuilt,
    /// Files of the output are not as the build wrote them.
    Touched(Vec<String>),
    /// The output has other pages than the site would have now: something was written, withdrawn or is a draft.
    Stale(Vec<String>),
    /// The site publishes a file under the name of the manifest at the target.
    NameTaken,
    /// The target holds files, and nothing says that they are ours.
    Strangers(Vec<String>),
    /// Files that are not ours, folders or links stand where ours are to go.
    InTheWay(Vec<String>),
    /// Many pages would go.
    MassDelete {
        /// How many pages would go.
        gone: usize,
        /// How many are there.
        pages: usize,
    },
    /// Another run sends to the same target.
    Busy,
    /// The output was built anew since the plan was shown.
    Rebuilt,
    /// After the last file the target's manifest is not the one that was sent.
    NotArrived,
    /// The target is no folder.
    NoFolder(String),
}

impl Refusal {
    /// What is said of it.
    pub(crate) fn message(&self) -> Message {
        let named = |id, paths: &[String]| {
            let shown: Vec<_> = paths.iter().take(SHOWN).map(|path| format!("  {path}")).collect();
            Message::new(id).count("count", paths.len()).text("files", shown.join("\n"))
        };
        match self {
            Self::NotBuilt => Message::new("deploy-not-built"),
            Self::Touched(paths) => named("deploy-touched", paths),
            Self::Stale(paths) => named("deploy-stale", paths),
            Self::NameTaken => Message::new("deploy-name-taken"),
            Self::Strangers(paths) => named("deploy-strangers", paths),
            Self::InTheWay(paths) => named("deploy-in-the-way", paths),
            Self::MassDelete { gone, pages } => {
                Message::new("deploy-mass-delete").count("gone", *gone).count("pages", *pages)
            }
            Self::Busy => Message::new("deploy-busy"),
            Self::Rebuilt => Message::new("deploy-rebuilt"),
            Self::NotArrived => Message::new("deploy-not-arrived"),
            Self::NoFolder(path) => Message::new("deploy-no-folder").text("path", path),
        }
    }
}

impl Fault {
    /// What is said of it first.
    pub(crate) fn message(&self) -> Message {
        match self {
            Self::Machine(error) => error.message(),
            Self::Missing(program) => Message::new(match program {
                Program::Rsync => "deploy-no-rsync",
                Program::Sftp => "deploy-no-sftp",
                Program::Rclone => "deploy-no-rclone",
                Program::Git => "deploy-no-git",
            }),
            Self::Tool { program, trouble: Some(trouble), .. } => {
                Message::new(trouble.id()).text("program", program.name())
            }
            Self::Tool { program, trouble: None, .. } => {
                Message::new("deploy-tool").text("program", program.name())
            }
            Self::Refused(refusal) => refusal.message(),
        }
    }

    /// What a tool said, to be shown below.
    pub(crate) fn said(&self) -> Option<&str> {
        match self {
            Self::Tool { text, .. } => Some(text),
            Self::Machine(_) | Self::Missing(_) | Self::Refused(_) => None,
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Machine(error)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
