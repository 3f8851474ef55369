//! What stands at a path, and how it is opened.
//!
//! Entry point: [`Found`].

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// For reading.
    Read,
    /// For writing; nothing may stand there.
    New,
    /// For being locked; made where nothing stands.
    Lock,
    /// For being asked about, not read; elsewhere no file has a signature.
    #[cfg(unix)]
    Look,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, which is not followed.
    Link,
    /// A FIFO.
    Pipe,
    /// A socket.
    Socket,
    /// A device, or what else a system knows.
    Device,
}

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// Bytes of a file.
    pub length: u64,
    /// Of a folder: only owners may rename what is in it.
    pub is_sticky: bool,
    /// It may refuse to be renamed: it is immutable, append-only or a mount, or the system cannot say.
    pub is_held: bool,
}
