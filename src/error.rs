//! Faults of the machine, or of the call: what stops the program.
//!
//! Entry point: [`Error`]. A fault of the content is a [`crate::diagnostic::Diagnostic`] instead;
//! those are collected and all shown. An error holds fields, never finished sentences: the console
//! asks [`Error::message`] for a [`Message`] and a [`crate::locale::Locale`] words it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::locale::{self, Message};

/// What was tried with a file when it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileAction {
    /// Opening, reading or listing.
    Read,
    /// Creating, writing or renaming.
    Write,
    /// Removing.
    Remove,
    /// Forcing to disk.
    Sync,
    /// Taking the lock.
    Lock,
}

/// What a path stands for where a regular file is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Irregular {
    /// A symbolic link, where none is followed.
    Link,
    /// A FIFO.
    Pipe,
    /// A socket.
    Socket,
    /// A device.
    Device,
}

impl Irregular {
    /// Where the system refused to follow a link, or to open a socket, says so.
    pub(crate) fn of(fault: io::Error) -> io::Error {
        #[cfg(unix)]
        {
            use rustix::io::Errno;
            let number = fault.raw_os_error();
            if number == Some(Errno::LOOP.raw_os_error()) {
                return Self::Link.into();
            }
            // What cannot be opened at all, pipe or device that it may be, is a socket.
            if number == Some(Errno::NXIO.raw_os_error()) {
                return Self::Socket.into();
            }
        }
        fault
    }

    /// What it is, for a reader.
    pub(crate) fn reason(self) -> Message {
        Message::new(match self {
            Self::Link => "io-link",
            Self::Pipe => "io-pipe",
            Self::Socket => "io-socket",
            Self::Device => "io-device",
        })
    }
}

impl fmt::Display for Irregular {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a regular file: {self:?}")
    }
}

impl std::error::Error for Irregular {}

impl From<Irregular> for io::Error {
    fn from(kind: Irregular) -> Self {
        Self::other(kind)
    }
}

/// What stops the program (exit code 2).
#[derive(Debug)]
pub enum Error {
    /// The operating system refused something.
    File {
        /// What was tried.
        action: FileAction,
        /// On which file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The call names something that is not there.
    Usage {
        /// What is wrong with it.
        message: Message,
        /// How to mend it.
        help: Option<Message>,
    },
    /// The folder holds no `site.yaml`.
    NoSite {
        /// The folder looked at.
        root: PathBuf,
    },
    /// The folder holds no `site.yaml`, but a file whose name is nearly that.
    MisnamedSettings {
        /// The file.
        path: PathBuf,
    },
    /// The output folder is, holds or lies inside a folder that is read (content, theme, root).
    OutputOverlaps {
        /// The output folder.
        output: PathBuf,
        /// The folder it overlaps.
        source_folder: PathBuf,
    },
    /// The output is there but is not a folder.
    OutputNotFolder {
        /// The output path.
        output: PathBuf,
    },
    /// Another build holds the lock.
    Locked {
        /// The output folder it builds.
        output: PathBuf,
    },
    /// Standard output takes no more.
    Output {
        /// What the operating system said.
        source: io::Error,
    },
    /// Another run mends the site.
    Fixing {
        /// The folder with `site.yaml`.
        root: PathBuf,
    },
    /// A build would delete more than half of the published pages.
    MassDelete {
        /// How many files would go.
        removed: usize,
        /// How many files are published now.
        published: usize,
    },
    /// Files that no build wrote stand where files of the site are to go.
    ForeignFiles {
        /// The output folder.
        output: PathBuf,
        /// The first few of them, relative to it.
        files: Vec<String>,
        /// How many there are.
        count: usize,
    },
    /// A page was taken back and the site published, but for files that could not be replaced or removed.
    HeldBack {
        /// These files, relative to the output.
        files: Vec<String>,
        /// Why the first could not.
        reason: Box<Error>,
    },
    /// A folder inside the output is a link: writing there would leave the output.
    LinkedFolder {
        /// The link.
        path: PathBuf,
    },
    /// The state folder `.liuhao/` holds a file that this version cannot read.
    BadState {
        /// The file.
        path: PathBuf,
        /// The first line (from 1) that makes no sense.
        line: usize,
    },
    /// Something stands in the state folder in place of one of its files, or cannot be changed there.
    BlockedState {
        /// What, and where.
        reason: Box<Error>,
    },
    /// The theme named in `site.yaml` is neither embedded nor in `themes/`.
    NoTheme {
        /// The name asked for.
        name: String,
        /// The folder looked at.
        folder: PathBuf,
    },
    /// The folder of a theme lies elsewhere than it may.
    ThemeOutside {
        /// The name asked for.
        name: String,
        /// The folder that it names.
        folder: PathBuf,
    },
    /// A template does not parse or does not render.
    Template {
        /// The template's name, `line:column` appended where known.
        place: String,
        /// What the template engine said, in English.
        detail: String,
    },
    /// A template writes more than a page can be, or for longer than a page may take.
    EndlessTemplate {
        /// The template's name.
        template: String,
        /// The address of the page.
        page: String,
    },
    /// `init` on a folder with something in it.
    FolderNotEmpty {
        /// The folder.
        folder: PathBuf,
    },
    /// `new` where the file is already there.
    FileExists {
        /// The file.
        path: PathBuf,
    },
    /// `--slug` is not a legal name of a file.
    BadSlug {
        /// The slug as typed.
        slug: String,
        /// Why it is not legal.
        reason: Message,
    },
}

impl Error {
    /// A template's fault at a place.
    pub fn template(place: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Template { place: place.into(), detail: detail.into() }
    }

    /// The error as a text that a locale can word.
    pub fn message(&self) -> Message {
        match self {
            Self::File { action, path, source } => file_message(*action, path, source),
            Self::Usage { message, .. } => message.clone(),
            Self::NoSite { root } => Message::new("error-no-site").path("root", root),
            Self::MisnamedSettings { path } => {
                Message::new("error-misnamed-settings").path("path", path)
            }
            Self::OutputOverlaps { output, source_folder } => Message::new("error-output-overlaps")
                .path("output", output)
                .path("source", source_folder),
            Self::OutputNotFolder { output } => {
                Message::new("error-output-not-folder").path("output", output)
            }
            Self::Locked { output } => Message::new("error-locked").path("output", output),
            Self::Output { source } => {
                Message::new("error-output").message("reason", io_reason(source))
            }
            Self::Fixing { root } => Message::new("error-fixing").path("root", root),
            Self::MassDelete { removed, published } => Message::new("error-mass-delete")
                .count("removed", *removed)
                .count("published", *published),
            Self::ForeignFiles { output, files, count } => Message::new("error-foreign-files")
                .path("output", output)
                .text("files", files.join("\n"))
                .count("count", *count),
            Self::HeldBack { files, reason } => Message::new("error-held-back")
                .text("files", files.join("\n"))
                .message("reason", reason.message()),
            Self::LinkedFolder { path } => Message::new("error-linked-folder").path("path", path),
            Self::BadState { path, line } => {
                Message::new("error-bad-state").path("path", path).count("line", *line)
            }
            Self::BlockedState { reason } => {
                Message::new("error-blocked-state").message("reason", reason.message())
            }
            Self::NoTheme { name, folder } => {
                Message::new("error-no-theme").text("name", name).path("folder", folder)
            }
            Self::ThemeOutside { name, folder } => {
                Message::new("error-theme-outside").text("name", name).path("folder", folder)
            }
            Self::Template { place, detail } => {
                Message::new("error-template").text("place", place).text("detail", detail)
            }
            Self::EndlessTemplate { template, page } => {
                Message::new("error-endless-template").text("template", template).text("page", page)
            }
            Self::FolderNotEmpty { folder } => {
                Message::new("error-folder-not-empty").path("folder", folder)
            }
            Self::FileExists { path } => Message::new("error-file-exists").path("path", path),
            Self::BadSlug { slug, reason } => {
                Message::new("error-bad-slug").text("slug", slug).message("reason", reason.clone())
            }
        }
    }
}

fn file_message(action: FileAction, path: &Path, source: &io::Error) -> Message {
    let id = match action {
        FileAction::Read => "error-file-read",
        FileAction::Write => "error-file-write",
        FileAction::Remove => "error-file-remove",
        FileAction::Sync => "error-file-sync",
        FileAction::Lock => "error-file-lock",
    };
    Message::new(id).path("path", path).message("reason", io_reason(source))
}

/// The common reasons in the reader's language; the rare ones as the operating system words them.
fn io_reason(source: &io::Error) -> Message {
    let irregular = source.get_ref().and_then(|inner| inner.downcast_ref::<Irregular>());
    if let Some(irregular) = irregular {
        return irregular.reason();
    }
    let id = match source.kind() {
        io::ErrorKind::NotFound => "io-not-found",
        io::ErrorKind::PermissionDenied => "io-permission-denied",
        io::ErrorKind::ReadOnlyFilesystem => "io-read-only",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "io-storage-full",
        io::ErrorKind::IsADirectory => "io-is-a-folder",
        io::ErrorKind::NotADirectory => "io-not-a-folder",
        io::ErrorKind::FileTooLarge => "io-file-too-large",
        io::ErrorKind::InvalidFilename => "io-invalid-name",
        io::ErrorKind::CrossesDevices => "io-crosses-devices",
        io::ErrorKind::ResourceBusy => "io-busy",
        _ => return Message::new("io-other").text("detail", source.to_string()),
    };
    Message::new(id)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&locale::Locale::new(locale::Language::English).text(&self.message()))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } | Self::Output { source } => Some(source),
            _ => None,
        }
    }
}
