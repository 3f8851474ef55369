//! Names of what is not finished yet: only runs of this program use them, and whatever stands there is no hindrance.
//!
//! Entry points: [`Root::create_temporary`], [`Root::clear_temporaries`], [`Root::make_way`]. What a killed run has left goes, and
//! so does what somebody has put there. What cannot be removed (it is immutable, a mount, another's) is left aside.

use std::fs::File;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::path::{Path, PathBuf};

use super::Root;
use crate::error::Error;

/// How many names are tried.
const TRIES: u32 = 16;

impl Root {
    /// Makes a file under a temporary name and gives the name that it got: another one beside it, where what stands there
    /// does not go.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn create_temporary(&self, name: impl AsRef<Path>) -> Result<(PathBuf, File), Error> {
        let name = name.as_ref();
        // What does not go is told by the next call.
        let _ = self.remove_file(name);
        let mut free = name.to_path_buf();
        for _ in 0..TRIES {
            match self.create_file(&free) {
                Err(fault) if self.found(&free)?.is_none() => return Err(fault),
                Err(_) => free = beside(name),
                made => return made.map(|file| (free, file)),
            }
        }
        self.create_file(&free).map(|file| (free, file))
    }

    /// Removes what stands in this folder under these temporary names, whatever it is.
    ///
    /// # Errors
    /// The first that cannot be removed; the others are all the same.
    pub fn clear_temporaries(&self, names: &[&str]) -> Result<(), Error> {
        let is_temporary = |found: &str| names.iter().any(|name| is_of(found, name));
        let mut done = Ok(());
        for found in self.names()? {
            if found.to_str().is_some_and(is_temporary) {
                done = done.and(self.remove_tree(&found));
            }
        }
        done
    }

    /// Whether anything stands in this folder under these temporary names.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn has_temporaries(&self, names: &[&str]) -> Result<bool, Error> {
        let is_temporary = |found: &str| names.iter().any(|name| is_of(found, name));
        Ok(self.names()?.iter().any(|found| found.to_str().is_some_and(is_temporary)))
    }

    /// Removes what stands under a temporary name, or moves it aside.
    ///
    /// # Errors
    /// It can be neither removed nor moved.
    pub fn make_way(&self, name: impl AsRef<Path>) -> Result<(), Error> {
        let name = name.as_ref();
        let Err(fault) = self.remove_tree(name) else { return Ok(()) };
        self.rename(name, self, beside(name)).map_err(|_| fault)
    }
}

/// A name that nothing has.
fn beside(name: &Path) -> PathBuf {
    let mut beside = name.as_os_str().to_owned();
    beside.push(format!("-{:016x}", random()));
    beside.into()
}

/// Whether a name is a temporary one, or was made beside it.
fn is_of(found: &str, name: &str) -> bool {
    let Some(rest) = found.strip_prefix(name) else { return false };
    let random = rest.strip_prefix('-').unwrap_or_default();
    rest.is_empty() || (random.len() == 16 && random.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// A number for a name; it need not be a secret.
pub(super) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]

    use std::fs;
    use std::io;
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::fs::hook::Call;
    use crate::fs::hook::testing::Hook;

    fn folder() -> (tempfile::TempDir, Root) {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::open(&folder.path().canonicalize().unwrap()).unwrap();
        (folder, root)
    }

    fn stand(at: &Path, kind: usize) {
        match kind {
            0 => fs::write(at, "left").unwrap(),
            1 => symlink("/nowhere", at).unwrap(),
            2 => drop(std::os::unix::net::UnixListener::bind(at).unwrap()),
            3 => fs::create_dir(at).unwrap(),
            _ => {
                fs::create_dir_all(at.join("a/b")).unwrap();
                fs::write(at.join("a/b/c"), "left").unwrap();
            }
        }
    }

    #[test]
    fn whatever_stands_under_a_temporary_name_is_no_hindrance_and_is_cleared() {
        for kind in 0..5 {
            let (folder, root) = folder();
            stand(&root.path("a.new"), kind);
            stand(&root.path("b.new-0123456789abcdef"), kind);
            let (name, mut file) = root.create_temporary("a.new").unwrap();
            root.write(&mut file, &name, b"whole").unwrap();
            assert_eq!(name == Path::new("a.new"), kind < 3, "{name:?}");
            root.rename(&name, &root, "a").unwrap();
            for kept in ["a.newer", "a.new-", "a.new-1", "b"] {
                fs::write(root.path(kept), "somebody's").unwrap();
            }
            root.clear_temporaries(&["a.new", "b.new"]).unwrap();
            assert_eq!(root.names().unwrap(), ["a", "a.new-", "a.new-1", "a.newer", "b"]);
            assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"whole");
        }
    }

    #[test]
    fn what_does_not_go_is_left_aside() {
        let (_folder, root) = folder();
        stand(&root.path("a.new"), 0);
        stand(&root.path("stage"), 4);
        let held = root.path("");
        let hook = Hook::new(&held, |call, _| match call {
            Call::Remove => Err(io::ErrorKind::PermissionDenied.into()),
            Call::Open
            | Call::Read
            | Call::Find
            | Call::List
            | Call::Make
            | Call::Write
            | Call::Sync
            | Call::Rename
            | Call::Lock => Ok(()),
        });
        let (name, _) = root.create_temporary("a.new").unwrap();
        assert!(name != Path::new("a.new"));
        root.make_way("stage").unwrap();
        assert!(root.found("stage").unwrap().is_none());
        assert!(root.clear_temporaries(&["a.new"]).is_err());
        drop(hook);
        root.clear_temporaries(&["a.new", "stage"]).unwrap();
        assert!(root.names().unwrap().is_empty());
    }
}
