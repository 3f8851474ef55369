//! The manifest: which files are published, with the hash of what was written.
//!
//! Entry point: [`Manifest::load`]. A version line, then `<blake3> <path>` sorted by path, then
//! the closing line of `seal.rs`. It says what is ours, not what lies in the output.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use blake3::Hash;

use super::seal::Successor;
use super::{path, seal};
use crate::error::Error;
use crate::fs::Root;

/// Its name in the state folder.
pub(super) const NAME: &str = "manifest";
const VERSION: &str = "liuhao manifest 1";

/// The published files by path. `None` of [`Manifest::load`] and an empty one differ only in that
/// the latter was written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) files: BTreeMap<String, Hash>,
}

impl Manifest {
    /// Reads the manifest, or `None` where there is none.
    pub(super) fn load(state: &Root) -> Result<Option<Self>, Error> {
        let Some(bytes) = seal::read(state, NAME)? else {
            return Ok(None);
        };
        let manifest = Self::parse(&bytes);
        manifest.map(Some).map_err(|line| Error::BadState { path: state.path(NAME), line })
    }

    /// Replaces the manifest, whole and on disk.
    pub(super) fn store(&self, state: &Root) -> Result<(), Error> {
        seal::store(state, NAME, &self.render())
    }

    /// The same in two steps, for a commit: what can fail for want of room comes first.
    pub(super) fn prepare<'s>(&self, state: &'s Root) -> Result<Successor<'s>, Error> {
        Successor::new(state, NAME, &self.render())
    }

    fn parse(bytes: &[u8]) -> Result<Self, usize> {
        let mut lines = seal::unseal(bytes)?.lines().zip(1_usize..);
        if lines.next().is_none_or(|(version, _)| version != VERSION) {
            return Err(1);
        }
        let files = lines.map(|(line, number)| parse_file(line).ok_or(number));
        Ok(Self { files: files.collect::<Result<_, _>>()? })
    }

    fn render(&self) -> String {
        let mut text = format!("{VERSION}\n");
        for (path, hash) in &self.files {
            writeln!(text, "{} {path}", hash.to_hex()).expect("writing into a String cannot fail");
        }
        seal::seal(text)
    }
}

/// Parses `<blake3> <path>`. The path is checked as if it came from a stranger: a file that is
/// copied along with a site must not make us remove files outside the output.
pub(super) fn parse_file(line: &str) -> Option<(String, Hash)> {
    let (hash, path) = line.split_once(' ')?;
    let hash = Hash::from_hex(hash).ok()?;
    path::is_legal(path).then(|| (path.to_owned(), hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(line: &str) -> Vec<u8> {
        seal::seal(format!("{VERSION}\n{line}\n")).into_bytes()
    }

    #[test]
    fn a_manifest_reads_back_as_written() {
        let files = ["index.html", "branches/六好 支部.html"];
        let files = files.map(|path| (path.to_owned(), blake3::hash(path.as_bytes())));
        let manifest = Manifest { files: files.into() };
        assert_eq!(Manifest::parse(manifest.render().as_bytes()), Ok(manifest));
    }

    #[test]
    fn a_wrong_line_is_named() {
        let hash = blake3::hash(b"").to_hex();
        assert_eq!(Manifest::parse(&sealed(&format!("{hash} ../outside"))), Err(2));
        assert_eq!(Manifest::parse(&sealed("abc index.html")), Err(2));
        let newer = seal::seal("liuhao manifest 2\n".to_owned());
        assert_eq!(Manifest::parse(newer.as_bytes()), Err(1));
        assert_eq!(Manifest::parse(b""), Err(1));
    }
}
