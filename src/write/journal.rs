//! The journal: what a commit is about to do, complete enough to finish it without anything else.
//!
//! Entry points: [`Journal::store`], after which the new site is promised, and [`Journal::load`].
//! Lines: the version, `stage beside` or `stage inside`, `put <number> <blake3> <path>` in the
//! order of the renames, `keep <blake3> <path>`, `remove <blake3> <path>`, and the closing line of
//! `seal.rs`. The old manifest is not needed: `put` and `keep` together are the new one.

use std::fmt::Write as _;

use blake3::Hash;

use super::manifest::{Manifest, parse_file};
use super::seal;
use super::stage_place::StagePlace;
use crate::error::Error;
use crate::fs::Root;

/// Its name in the state folder.
pub(super) const NAME: &str = "journal";
const VERSION: &str = "liuhao journal 2";
/// What the program wrote before it kept old files until the end: read all the same.
const FORMER: &str = "liuhao journal 1";

/// A file that is or was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Published {
    pub(super) path: String,
    pub(super) hash: Hash,
}

/// A staged file and where it goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Put {
    pub(super) number: u32,
    pub(super) file: Published,
}

/// Everything that one commit does.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Journal {
    pub(super) stage: StagePlace,
    pub(super) puts: Vec<Put>,
    pub(super) kept: Vec<Published>,
    pub(super) removes: Vec<Published>,
}

impl Journal {
    /// Whether the output stays as it is.
    pub(super) fn changes_nothing(&self) -> bool {
        self.puts.is_empty() && self.removes.is_empty()
    }

    /// The files of the new site.
    pub(super) fn published(&self) -> impl Iterator<Item = &Published> {
        self.puts.iter().map(|put| &put.file).chain(&self.kept)
    }

    /// The manifest of the new site.
    pub(super) fn manifest(&self) -> Manifest {
        let mut files: Vec<_> =
            self.published().map(|file| (file.path.clone(), file.hash)).collect();
        files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Manifest { files: files.into_iter().collect() }
    }

    /// Enters the journal, whole and on disk.
    pub(super) fn store(&self, state: &Root) -> Result<(), Error> {
        seal::store(state, NAME, &self.render())
    }

    /// Reads the journal of an interrupted run. One that is torn was never entered, so nothing of
    /// it was done: it counts as none.
    pub(super) fn load(state: &Root) -> Result<Option<Self>, Error> {
        Ok(seal::read(state, NAME)?.and_then(|bytes| Self::parse(&bytes)))
    }

    fn render(&self) -> String {
        let mut text = format!("{VERSION}\nstage {}\n", self.stage.name());
        for put in &self.puts {
            push_line(&mut text, format_args!("put {}", put.number), &put.file);
        }
        for file in &self.kept {
            push_line(&mut text, format_args!("keep"), file);
        }
        for file in &self.removes {
            push_line(&mut text, format_args!("remove"), file);
        }
        seal::seal(text)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut lines = seal::unseal(bytes).ok()?.lines();
        if ![VERSION, FORMER].contains(&lines.next()?) {
            return None;
        }
        let stage = StagePlace::from_name(lines.next()?.strip_prefix("stage ")?)?;
        let mut journal = Self { stage, puts: vec![], kept: vec![], removes: vec![] };
        for line in lines {
            journal.push(line)?;
        }
        Some(journal)
    }

    fn push(&mut self, line: &str) -> Option<()> {
        let (verb, rest) = line.split_once(' ')?;
        match verb {
            "put" => {
                let (number, file) = rest.split_once(' ')?;
                self.puts.push(Put { number: number.parse().ok()?, file: published(file)? });
            }
            "keep" => self.kept.push(published(rest)?),
            "remove" => self.removes.push(published(rest)?),
            _ => return None,
        }
        Some(())
    }
}

fn published(line: &str) -> Option<Published> {
    parse_file(line).map(|(path, hash)| Published { path, hash })
}

fn push_line(text: &mut String, verb: std::fmt::Arguments<'_>, file: &Published) {
    writeln!(text, "{verb} {} {}", file.hash.to_hex(), file.path)
        .expect("writing into a String cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_reads_back_as_written_and_a_torn_one_is_none() {
        let file =
            |path: &str| Published { path: path.into(), hash: blake3::hash(path.as_bytes()) };
        let journal = Journal {
            stage: StagePlace::Inside,
            puts: vec![Put { number: 7, file: file("branches/六好 支部.html") }],
            kept: vec![file("a.css")],
            removes: vec![file("old.html")],
        };
        let text = journal.render();
        assert!((0..text.len()).all(|end| Journal::parse(&text.as_bytes()[..end]).is_none()));
        assert_eq!(Journal::parse(text.as_bytes()), Some(journal));
    }
}
