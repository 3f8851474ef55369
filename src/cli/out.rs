//! Standard output and standard error: what happens when nobody listens, or the disk is full.
//!
//! Entry points: [`line()`], [`print`] and [`tell`]. A closed pipe is no fault: whoever closed it has heard
//! enough, and the work is done. Output that is lost in any other way is one: the exit status says so.

use std::io::{ErrorKind, Write};

use crate::error::Error;

/// Writes a line to standard output.
pub(super) fn line(text: &str) -> Result<(), Error> {
    print(&format!("{text}\n"))
}

/// Writes a text to standard output.
///
/// # Errors
/// [`Error::Output`] where it could not be written, unless the other end is closed.
pub(super) fn print(text: &str) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(source) if source.kind() != ErrorKind::BrokenPipe => Err(Error::Output { source }),
        _ => Ok(()),
    }
}

/// Writes a line to standard error. Where that is lost too, there is nobody left to tell.
pub(super) fn tell(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
