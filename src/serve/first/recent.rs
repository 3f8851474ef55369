//! Which sites were opened on this machine, the last one first.
//!
//! Entry points: [`remember`], [`sites`]. A list that cannot be read or written is none: nothing hangs on it.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::fs::{self, Root};

/// The list, in the folder for what is remembered: one path a line.
const FILE: &str = "sites";
/// While it is being written.
const NEW: &str = "sites.new";
/// Sites that are remembered.
const MOST: usize = 12;
/// The longest list that is read, in bytes.
const MAX: u64 = 256 * 1024;

/// Sites that were opened, those that are no more among them.
pub(super) fn sites(state: Option<&Path>) -> Vec<PathBuf> {
    let read = state.and_then(|state| Root::open(state).ok()?.read(FILE, MAX).ok()??.ok());
    let text = read.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    text.lines().filter(|line| !line.is_empty()).map(PathBuf::from).take(MOST).collect()
}

/// Remembers that a site is opened now.
pub fn remember(state: Option<&Path>, site: &Path) {
    if let (Some(state), Ok(site)) = (state, fs::canonicalize(site)) {
        // Without the list nothing is lost.
        let _ = put(state, &site);
    }
}

fn put(state: &Path, site: &Path) -> Result<(), Error> {
    // A path that no line can hold is found by looking.
    let Some(text) = site.to_str().filter(|text| !text.contains(['\n', '\r'])) else {
        return Ok(());
    };
    let others = sites(Some(state)).into_iter().filter(|other| other != site);
    let lines = std::iter::once(text.to_owned())
        .chain(others.filter_map(|other| other.to_str().map(str::to_owned)));
    let list: Vec<String> = lines.take(MOST).collect();
    fs::create_dir_all(state)?;
    let folder = Root::open(state)?;
    let (beside, mut file) = folder.create_temporary(NEW)?;
    folder.write(&mut file, &beside, (list.join("\n") + "\n").as_bytes())?;
    drop(file);
    folder.rename(beside, &folder, FILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_site_stands_first_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let site = |name: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(&path).unwrap();
            path
        };
        for name in ["a", "b", "a", "没有"].iter().take(3) {
            remember(Some(&state), &site(name));
        }
        let names: Vec<_> = sites(Some(&state))
            .iter()
            .filter_map(|path| Some(path.file_name()?.to_owned()))
            .collect();
        assert_eq!(names, ["a", "b"]);
        remember(Some(&state), &folder.path().join("gone"));
        assert_eq!(sites(Some(&state)).len(), 2);
        assert_eq!(sites(None).len(), 0);
        for nth in 0..MOST + 3 {
            remember(Some(&state), &site(&format!("site {nth}")));
        }
        assert_eq!(sites(Some(&state)).len(), MOST);
    }
}
