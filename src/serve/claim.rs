//! One desk for a site: a second start finds the first, however it was started.
//!
//! Entry point: [`claim`]. The lock goes with the process, so a desk that was killed stands in nobody's way.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::error::{Error, FileAction};
use crate::fs::{self, Root};

const STATE: &str = ".liuhao";
const LOCK: &str = ".liuhao/desk.lock";
/// Where the first says its port.
const PORT: &str = ".liuhao/desk.port";
/// How long is waited for a first that has just begun to say its port.
const PATIENCE: Duration = Duration::from_secs(5);
const MOMENT: Duration = Duration::from_millis(20);

/// Whose a site is.
pub enum Claim {
    /// Ours, as long as this is kept.
    Ours(Ours),
    /// Another process serves it, at this port; without one, it has not said.
    Taken(Option<u16>),
}

/// The right to serve a site by its desk.
pub struct Ours {
    site: Root,
    _lock: File,
}

/// Claims the site in a folder.
///
/// # Errors
/// A folder that cannot be written.
pub fn claim(root: &Path) -> Result<Claim, Error> {
    let site = Root::open(root)?;
    site.make_folder(STATE)?;
    let lock = site.lock_file(LOCK)?;
    match lock.try_lock() {
        // Another run has just taken away the file that this one waited for.
        Ok(()) if !site.is_named(LOCK, &lock)? => claim(root),
        Ok(()) => {
            site.remove_file(PORT)?;
            Ok(Claim::Ours(Ours { site, _lock: lock }))
        }
        Err(TryLockError::WouldBlock) => Ok(Claim::Taken(said(&site))),
        Err(TryLockError::Error(fault)) => {
            Err(fs::error(FileAction::Lock, &site.path(LOCK))(fault))
        }
    }
}

/// Removes what a desk has left, unless one is open.
///
/// # Errors
/// A disk that refuses.
pub fn forget(root: &Path) -> Result<(), Error> {
    let site = Root::open(root)?;
    if site.found(LOCK)?.is_none() {
        return Ok(());
    }
    let lock = site.lock_file(LOCK)?;
    if lock.try_lock().is_ok() && site.is_named(LOCK, &lock)? {
        site.remove_file(PORT)?;
        site.remove_file(LOCK)?;
        drop(lock);
        // Something else may lie there.
        let _ = site.remove_folder_if_empty(STATE);
    }
    Ok(())
}

/// The port that the first has said.
fn said(site: &Root) -> Option<u16> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let text = site.read(PORT, 16).ok().flatten().and_then(Result::ok);
        let port = text.and_then(|text| String::from_utf8(text).ok()?.trim().parse().ok());
        if port.is_some() || Instant::now() > deadline {
            return port;
        }
        std::thread::sleep(MOMENT);
    }
}

impl Ours {
    /// Says where the desk is.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn say(&self, port: u16) -> Result<(), Error> {
        self.site.remove_file(PORT)?;
        let mut file = self.site.create_file(PORT)?;
        self.site.write(&mut file, PORT, port.to_string().as_bytes())
    }
}
