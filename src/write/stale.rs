//! What earlier builds wrote, this one does not have, and is still there.
//!
//! Entry point: [`stale`]. A manifest can be long, and what it names long gone: where there is much to ask, a
//! folder is listed once instead.

use std::collections::{BTreeMap, HashSet};

use blake3::Hash;

use super::entry::Entry;
use super::manifest::Manifest;
use crate::error::Error;
use crate::fs::Root;
use crate::slug::collision_key;

/// Up to so many files are left to those who look at each of them anyway.
const FEW: usize = 64;

/// A file of the manifest, and the part of its path below the folder at hand.
type File<'m> = (&'m str, (&'m String, &'m Hash));

/// The files of the manifest that are not among `entries`, which are sorted by path, and that may be there.
pub(super) fn stale(
    manifest: &Manifest,
    entries: &[Entry],
    output: Option<&Root>,
) -> Result<BTreeMap<String, Hash>, Error> {
    let has = |path: &str| entries.binary_search_by(|e| e.file.path.as_str().cmp(path)).is_ok();
    let gone = manifest.files.iter().filter(|(path, _)| !has(path));
    let gone = gone.map(|file| (file.0.as_str(), file)).collect();
    let gone = match output {
        Some(output) => present(output, gone)?,
        None => gone,
    };
    Ok(gone.into_iter().map(|(_, (path, hash))| (path.clone(), *hash)).collect())
}

/// Leaves out what is not in a folder.
fn present<'m>(folder: &Root, files: Vec<File<'m>>) -> Result<Vec<File<'m>>, Error> {
    if files.len() <= FEW {
        return Ok(files);
    }
    // A disk may ignore letter case.
    let key = |name: &str| collision_key(name).into_owned();
    let names: HashSet<String> =
        folder.names()?.iter().map(|name| key(&name.to_string_lossy())).collect();
    let (mut kept, mut below) = (Vec::new(), BTreeMap::<&str, Vec<File<'m>>>::new());
    for (path, file) in files {
        let (name, rest) = path.split_once('/').map_or((path, None), |(a, b)| (a, Some(b)));
        match rest {
            _ if !names.contains(&key(name)) => {}
            None => kept.push((path, file)),
            Some(rest) => below.entry(name).or_default().push((rest, file)),
        }
    }
    for (name, files) in below {
        // What is a link, or no folder, is looked at by those who remove.
        kept.extend(match folder.folder(name) {
            Ok(Some(folder)) => present(&folder, files)?,
            Ok(None) | Err(_) => files,
        });
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]

    use std::fs;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::fs::hook::testing::Hook;

    #[test]
    fn a_long_manifest_of_files_that_are_gone_costs_a_call_for_each_folder_that_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap();
        fs::create_dir_all(path.join("branches/a")).unwrap();
        for there in ["index.html", "branches/n00001.html", "branches/a/n00002.html"] {
            fs::write(path.join(there), "x").unwrap();
        }
        let hash = blake3::hash(b"x");
        let mut files = BTreeMap::from([("index.html".to_owned(), hash)]);
        for number in 0..3_000 {
            for below in ["", "branches/", "branches/a/", "gone/"] {
                files.insert(format!("{below}n{number:05}.html"), hash);
            }
            files.insert(format!("gone{number}/index.html"), hash);
        }
        let manifest = Manifest { files };
        let output = Root::open(&path).unwrap();
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let hook = Hook::new(&path, move |_, _| {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok(())
        });
        let stale = stale(&manifest, &[], Some(&output)).unwrap();
        drop(hook);
        let names: Vec<_> = stale.keys().map(String::as_str).collect();
        assert_eq!(names, ["branches/a/n00002.html", "branches/n00001.html", "index.html"]);
        let calls = count.load(Ordering::Relaxed);
        assert!((3..10).contains(&calls), "{calls} calls");
    }
}
