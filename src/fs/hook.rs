//! A place before every call to the system at which a test can step in.
//!
//! Entry point: [`pass`]. In the program it is nothing. A test lets a call fail, stops all calls from
//! one on as a kill does, or changes the disk in the middle of a build: by number, never by luck.

#[cfg(not(test))]
use std::io;
#[cfg(not(test))]
use std::path::PathBuf;

/// What is about to be asked of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// Opening a file or folder.
    Open,
    /// Reading from an open file.
    Read,
    /// Asking what is there.
    Find,
    /// Listing a folder.
    List,
    /// Making a file, a link or a folder.
    Make,
    /// Writing into an open file.
    Write,
    /// Forcing to disk.
    Sync,
    /// Renaming, or two that change places.
    Rename,
    /// Removing.
    Remove,
    /// Taking a lock.
    Lock,
}

/// Lets a call through, or not.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, clippy::inline_always, reason = "only a test lets it fail")]
#[inline(always)]
pub(super) fn pass(_: Call, _: impl FnOnce() -> PathBuf) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(super) use testing::pass;

#[cfg(test)]
pub(crate) mod testing {
    use std::io;
    use std::path::{Path, PathBuf};
    use std::sync::{Arc, PoisonError, RwLock};

    use super::Call;

    type Step = Arc<dyn Fn(Call, &Path) -> io::Result<()> + Send + Sync>;

    /// Tests run side by side: each hears of calls below its own folder.
    static STEPS: RwLock<Vec<(PathBuf, Step)>> = RwLock::new(Vec::new());

    /// Steps in before every call below a folder, until it is dropped.
    pub(crate) struct Hook(PathBuf);

    impl Hook {
        pub(crate) fn new(
            below: &Path,
            step: impl Fn(Call, &Path) -> io::Result<()> + Send + Sync + 'static,
        ) -> Self {
            let mut steps = STEPS.write().unwrap_or_else(PoisonError::into_inner);
            steps.push((below.to_path_buf(), Arc::new(step)));
            Self(below.to_path_buf())
        }
    }

    impl Drop for Hook {
        fn drop(&mut self) {
            let mut steps = STEPS.write().unwrap_or_else(PoisonError::into_inner);
            steps.retain(|(below, _)| *below != self.0);
        }
    }

    pub(in crate::fs) fn pass(call: Call, path: impl FnOnce() -> PathBuf) -> io::Result<()> {
        let path = path();
        let steps = STEPS.read().unwrap_or_else(PoisonError::into_inner);
        let step = steps.iter().find(|(below, _)| path.starts_with(below));
        let step = step.map(|(_, step)| Arc::clone(step));
        drop(steps);
        step.map_or(Ok(()), |step| step(call, &path))
    }
}
