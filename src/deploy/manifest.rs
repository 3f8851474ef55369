//! The manifest at a target: which files there are ours, with hash and size.
//!
//! Entry points: [`Manifest::of`], [`Manifest::parse`]. It is the local manifest without anything local, as JSON, and the
//! last file that is sent.

use std::collections::BTreeMap;

use blake3::Hash;
use serde::{Deserialize, Serialize};

use crate::deploy::output::Output;
use crate::write;

/// Grows when an older program could not read it any more.
const VERSION: u32 = 1;

/// A file as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) hash: Hash,
    pub(super) size: u64,
}

/// Our files at a target.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) files: BTreeMap<String, Sent>,
}

#[derive(Serialize, Deserialize)]
struct Document {
    generator: String,
    version: u32,
    files: BTreeMap<String, Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    blake3: String,
    size: u64,
}

impl Manifest {
    /// The manifest of what is to be sent.
    pub(super) fn of(output: &Output) -> Self {
        let sent = output
            .files
            .iter()
            .map(|(path, file)| (path.clone(), Sent { hash: file.hash, size: file.size }));
        Self { files: sent.collect() }
    }

    /// Its bytes.
    pub(super) fn render(&self) -> Vec<u8> {
        let entry = |sent: &Sent| Entry { blake3: sent.hash.to_hex().to_string(), size: sent.size };
        let document = Document {
            generator: "liuhao".to_owned(),
            version: VERSION,
            files: self.files.iter().map(|(path, sent)| (path.clone(), entry(sent))).collect(),
        };
        let mut bytes = serde_json::to_vec_pretty(&document).expect("texts and numbers alone");
        bytes.push(b'\n');
        bytes
    }

    /// Reads one; `None` for anything else. Names that could lead out of the target make it none.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let document: Document = serde_json::from_slice(bytes).ok()?;
        if document.generator != "liuhao" || document.version != VERSION {
            return None;
        }
        let sent = |(path, entry): (String, Entry)| {
            let hash = Hash::from_hex(&entry.blake3).ok()?;
            write::is_legal(&path).then_some((path, Sent { hash, size: entry.size }))
        };
        Some(Self { files: document.files.into_iter().map(sent).collect::<Option<_>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_and_a_strange_one_does_not() {
        let sent = Sent { hash: blake3::hash(b"a"), size: 1 };
        let manifest = Manifest { files: [("六/a.html".to_owned(), sent)].into() };
        let bytes = manifest.render();
        assert_eq!(Manifest::parse(&bytes), Some(manifest));
        let text = String::from_utf8(bytes).expect("JSON is text");
        for (from, to) in [
            ("六/a.html", "../a.html"),
            ("六/a.html", "/etc/a"),
            ("liuhao", "other"),
            ("\"size\": 1", "\"size\": -1"),
        ] {
            assert_eq!(Manifest::parse(text.replace(from, to).as_bytes()), None, "{to}");
        }
        assert_eq!(Manifest::parse(&text.as_bytes()[..20]), None);
    }
}
