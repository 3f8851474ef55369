//! A store of objects, by rclone: which store, and with which key, is a remote in rclone's own settings.
//!
//! Entry point: [`Bucket`]. It is never told to make the target like the source: what goes is named, one by one.

use serde::Deserialize;

use crate::config::Target;
use crate::deploy::fault::Fault;
use crate::deploy::listing::{Kind, Listing};
use crate::deploy::scratch::Scratch;
use crate::deploy::tools::{Call, Program};
use crate::deploy::way::rsync::absolute;
use crate::deploy::way::{Batch, Depth, Session, Way, failed};
use crate::fs::Root;
use crate::media;

/// rclone's exit code for a folder that is not there: an empty one, in a store.
const NO_FOLDER: i32 = 3;
/// What rclone calls a link of a store that has such.
const LINK: &str = ".rclonelink";

pub(super) struct Bucket<'s> {
    session: &'s Session<'s>,
    target: &'s Target,
    scratch: Scratch,
}

/// One line of `rclone lsjson`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    path: String,
    size: i64,
    is_dir: bool,
}

impl<'s> Bucket<'s> {
    pub(super) fn new(session: &'s Session<'s>, target: &'s Target) -> Self {
        Self { session, target, scratch: Scratch::default() }
    }

    fn call(&self, command: &str) -> Call {
        let ask = if self.session.is_interactive { "true" } else { "false" };
        let call = Call::new(Program::Rclone, self.session.root);
        call.with([command]).with([format!("--ask-password={ask}")])
    }
}

/// Whether it is a picture with the hash of its bytes in its name: `p-0123456789ab-640.webp`.
fn is_named_by_hash(path: &str) -> bool {
    let is_hash = |part: &str| {
        part.len() == 12 && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    media::kind(path).starts_with("image/") && path.split(['-', '.', '/']).skip(1).any(is_hash)
}

/// Names, one a line.
fn names(paths: &[&str]) -> Vec<u8> {
    (paths.join("\n") + "\n").into_bytes()
}

impl Way for Bucket<'_> {
    fn list(&mut self, depth: Depth<'_>) -> Result<Listing, Fault> {
        let mut call = self.call("lsjson").with(["--links", "--no-mimetype", "--no-modtime"]);
        if let Depth::Within(_) = depth {
            call = call.with(["--recursive"]);
        }
        let call = call.with(["--", &*self.target.to]);
        let answer = self.session.ask(&call)?;
        match answer.code {
            Some(0) => {}
            Some(NO_FOLDER) => return Ok(Listing::default()),
            Some(_) | None => return Err(failed(&call, &answer)),
        }
        let entries: Vec<Entry> =
            serde_json::from_slice(&answer.out).map_err(|_| failed(&call, &answer))?;
        let kind = |entry: Entry| match (entry.path.strip_suffix(LINK), entry.is_dir) {
            (Some(link), false) => (link.to_owned(), Kind::Other),
            (_, true) => (entry.path, Kind::Folder),
            (None, false) => {
                let size = u64::try_from(entry.size).unwrap_or_default();
                (entry.path, Kind::File(size))
            }
        };
        Ok(super::with_folders(entries.into_iter().map(kind)))
    }

    fn fetch(&mut self, paths: &[&str]) -> Result<Root, Fault> {
        let folder = self.scratch.fresh()?;
        let call = self.call("copy").with(["--files-from-raw", "-", "--no-traverse", "--"]);
        let call = call.with([&*self.target.to]).with([folder.as_path().as_os_str()]);
        self.session.run(&call.reading(names(paths)))?;
        Ok(folder)
    }

    fn send(&mut self, batch: &Batch<'_>) -> Result<(), Fault> {
        // The name of a derived picture changes with it; everything else is asked for anew each time.
        let (pictures, others): (Vec<&str>, Vec<&str>) =
            batch.paths.iter().copied().partition(|path| is_named_by_hash(path));
        for (paths, time) in [(pictures, "public, max-age=86400"), (others, "no-cache")] {
            if paths.is_empty() {
                continue;
            }
            let call =
                self.call("copy").with(["--files-from-raw", "-", "--no-traverse", "--checksum"]);
            let call = call.with([format!("--header-upload=Cache-Control: {time}")]).with(["--"]);
            let call = call.with([absolute(batch.folder)?]).with([&*self.target.to]);
            self.session.run(&call.reading(names(&paths)))?;
        }
        Ok(())
    }

    fn remove(&mut self, paths: &[&str]) -> Result<(), Fault> {
        let call = self.call("delete").with(["--files-from-raw", "-", "--", &*self.target.to]);
        self.session.run(&call.reading(names(paths))).map(|_| ())
    }
}
