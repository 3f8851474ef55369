//! The harness: a folder with a `public/` to be, and sites to build into it.
//!
//! Entry points: [`Office`] and [`build`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use liuhao::error::Error;
use liuhao::write::{CommitOptions, Output, Phase, Summary, Target};
use rayon::prelude::*;
use tempfile::TempDir;

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) const NOTHING_ALLOWED: CommitOptions =
    CommitOptions { allow_mass_delete: false, allow_overwrite: false };

/// A folder with a `public/` to be.
pub(crate) struct Office {
    pub(crate) folder: TempDir,
}

impl Office {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// In memory where the system has such a folder: a kill tests the order of steps, not the disk.
    #[cfg(unix)]
    pub(crate) fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
        Self { folder: folder.unwrap() }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn public(&self, path: &str) -> PathBuf {
        self.path("public").join(path)
    }

    pub(crate) fn target(&self) -> Target {
        Target::new(&self.path("public"))
    }

    /// Puts a file there by hand.
    pub(crate) fn place(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn build(&self, site: &[(&str, &str)]) -> Result<Summary, Error> {
        build(&self.target(), &files(site), NOTHING_ALLOWED)
    }

    pub(crate) fn build_with(
        &self,
        site: &[(&str, &str)],
        o: CommitOptions,
    ) -> Result<Summary, Error> {
        build(&self.target(), &files(site), o)
    }

    pub(crate) fn output(&self) -> Files {
        tree(&self.path("public"))
    }

    pub(crate) fn state(&self) -> Vec<String> {
        tree(&self.path(".liuhao/public")).into_keys().collect()
    }
}

pub(crate) fn files(site: &[(&str, &str)]) -> Files {
    site.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn phase(path: &str) -> Phase {
    match path {
        "index.html" => Phase::Home,
        "feed.xml" => Phase::Feed,
        _ if path.starts_with("branches/") => Phase::Page,
        _ => Phase::Asset,
    }
}

pub(crate) fn build(
    target: &Target,
    site: &Files,
    options: CommitOptions,
) -> Result<Summary, Error> {
    let publication = target.begin()?;
    site.par_iter().try_for_each(|(path, bytes)| {
        let (path, phase) = (Cow::from(path), phase(path));
        publication.stage(&Output { path, phase, bytes: bytes.into() })
    })?;
    publication.commit(options)
}

/// Every file below a folder; a link is `-> where`.
pub(crate) fn tree(folder: &Path) -> Files {
    fn walk(folder: &Path, prefix: &str, found: &mut Files) {
        for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
            let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                walk(&entry.path(), &format!("{path}/"), found);
            } else if kind.is_symlink() {
                let to = fs::read_link(entry.path()).unwrap();
                found.insert(path, format!("-> {}", to.display()).into_bytes());
            } else {
                found.insert(path, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut found = Files::new();
    walk(folder, "", &mut found);
    found
}

/// A summary without kept files.
pub(crate) fn summary(written: usize, unchanged: usize, removed: usize) -> Summary {
    Summary { written, unchanged, removed, kept: vec![] }
}
