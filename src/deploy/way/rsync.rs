//! rsync: over SSH, to a daemon, or between folders.
//!
//! Entry point: [`Rsync`]. It is never told to delete what it does not find here: what goes is named, one by one.

use std::ffi::OsString;

use crate::config::Target;
use crate::deploy::fault::Fault;
use crate::deploy::listing::{Kind, Listing};
use crate::deploy::scratch::Scratch;
use crate::deploy::tools::{Answer, Call, Program};
use crate::deploy::way::{Batch, Depth, Session, Way, failed};
use crate::fs::Root;

pub(super) struct Rsync<'s> {
    session: &'s Session<'s>,
    target: &'s Target,
    scratch: Scratch,
}

impl<'s> Rsync<'s> {
    pub(super) fn new(session: &'s Session<'s>, target: &'s Target) -> Self {
        Self { session, target, scratch: Scratch::default() }
    }

    /// The target, with the slash that means what is in it.
    fn to(&self) -> OsString {
        format!("{}/", self.target.to.trim_end_matches('/')).into()
    }

    /// Names are bytes, and nothing of them is a pattern. A remote shell never sees them.
    fn call(&self, folder: &std::path::Path) -> Call {
        let mut call = Call::new(Program::Rsync, folder).with(["--8-bit-output"]);
        let mut shell = "ssh".to_owned();
        if !self.session.is_interactive {
            shell += " -o BatchMode=yes";
        }
        if let Some(port) = self.target.port {
            shell += &format!(" -p {port}");
        }
        if shell != "ssh" {
            call = call.with([format!("--rsh={shell}")]);
        }
        call
    }

    fn run(&self, call: &Call) -> Result<Answer, Fault> {
        self.session.run(call)
    }
}

/// Names, each with its end.
fn names(paths: &[&str]) -> Vec<u8> {
    paths.iter().flat_map(|path| path.bytes().chain([0])).collect()
}

impl Way for Rsync<'_> {
    fn list(&mut self, depth: Depth<'_>) -> Result<Listing, Fault> {
        let depth = match depth {
            Depth::Top => "--dirs",
            Depth::Within(_) => "--recursive",
        };
        let flags = ["--list-only", "--links", "--no-human-readable", depth, "--"];
        let call = self.call(self.session.root).with(flags).with([self.to()]);
        let answer = self.session.ask(&call)?;
        if answer.code != Some(0) {
            // Of a folder that may not be read nothing is known, so nothing may be done.
            return Err(failed(&call, &answer));
        }
        let text = String::from_utf8_lossy(&answer.out);
        Ok(Listing { entries: text.lines().filter_map(entry).collect() })
    }

    fn fetch(&mut self, paths: &[&str]) -> Result<Root, Fault> {
        let folder = self.scratch.fresh()?;
        let flags = ["--files-from=-", "--from0", "--"];
        let call = self.call(self.session.root).with(flags).with([self.to()]);
        let call = call.with([folder.as_path().as_os_str()]).reading(names(paths));
        self.run(&call)?;
        Ok(folder)
    }

    fn send(&mut self, batch: &Batch<'_>) -> Result<(), Fault> {
        let flags = ["--files-from=-", "--from0", "--checksum", "--times", "--delay-updates", "--"];
        let call = self.call(self.session.root).with(flags);
        let mut from = absolute(batch.folder)?;
        from.push("/");
        let call = call.with([from, self.to()]).reading(names(batch.paths));
        self.run(&call).map(|_| ())
    }

    fn remove(&mut self, paths: &[&str]) -> Result<(), Fault> {
        // What is named and lies in none of these empty folders is taken away there.
        let nothing = self.scratch.fresh()?;
        for (folder, _) in paths.iter().filter_map(|path| path.rsplit_once('/')) {
            nothing.make_folder(folder)?;
        }
        let flags = ["--files-from=-", "--from0", "--delete-missing-args", "--"];
        let mut from = nothing.as_path().as_os_str().to_owned();
        from.push("/");
        let call = self.call(self.session.root).with(flags).with([from, self.to()]);
        self.run(&call.reading(names(paths))).map(|_| ())
    }
}

/// The path of a folder wherever a tool runs.
pub(super) fn absolute(folder: &Root) -> Result<OsString, Fault> {
    Ok(crate::fs::canonicalize(folder.as_path())?.into_os_string())
}

/// `-rw-r--r--          1,234 2026/11/26 03:51:00 branches/a.html`
fn entry(line: &str) -> Option<(String, Kind)> {
    let (rights, rest) = line.split_once(' ')?;
    let (size, rest) = rest.trim_start().split_once(' ')?;
    let (_day, rest) = rest.trim_start().split_once(' ')?;
    let (_time, name) = rest.split_once(' ')?;
    let kind = match rights.as_bytes().first()? {
        b'-' => Kind::File(size.replace(',', "").parse().ok()?),
        b'd' => Kind::Folder,
        _ => Kind::Other,
    };
    let name = match kind {
        Kind::Other => name.split(" -> ").next().unwrap_or(name),
        Kind::File(_) | Kind::Folder => name,
    };
    (name != ".").then(|| (name.to_owned(), kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_listing_is_read() {
        for (line, expected) in [
            (
                "-rw-r--r--          1,234 2026/11/26 03:51:00 a b/六.html",
                Some(("a b/六.html", Kind::File(1234))),
            ),
            (
                "drwxr-xr-x          4096 2026/11/26 03:51:00 branches",
                Some(("branches", Kind::Folder)),
            ),
            ("lrwxrwxrwx             4 2026/11/26 03:51:00 x -> /etc", Some(("x", Kind::Other))),
            ("drwxr-xr-x          4,096 2026/11/26 03:51:00 .", None),
            ("", None),
        ] {
            assert_eq!(entry(line), expected.map(|(name, kind)| (name.to_owned(), kind)), "{line}");
        }
    }
}
