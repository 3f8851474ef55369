//! A private folder for what tools fetch before anything is decided; it goes with the run.
//!
//! Entry point: [`Scratch`]. It lies where the system keeps temporary files, so that a dry run writes nothing into the
//! site. It is made when it is first needed.

use std::cell::{Cell, OnceCell};
use std::path::Path;

use tempfile::TempDir;

use crate::deploy::fault::Fault;
use crate::error::FileAction;
use crate::fs::{self, Root};

/// A folder of its own.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    folder: OnceCell<TempDir>,
    next: Cell<u32>,
}

impl Scratch {
    /// An empty folder in it.
    pub(super) fn fresh(&self) -> Result<Root, Fault> {
        let number = self.next.get();
        self.next.set(number + 1);
        let root = Root::open(self.path()?)?;
        Ok(root.make_folder(number.to_string())?)
    }

    fn path(&self) -> Result<&Path, Fault> {
        if let Some(folder) = self.folder.get() {
            return Ok(folder.path());
        }
        let made = TempDir::with_prefix("liuhao-deploy-");
        let made = made.map_err(fs::error(FileAction::Write, Path::new("liuhao-deploy")))?;
        Ok(self.folder.get_or_init(|| made).path())
    }
}
