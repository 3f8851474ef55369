//! sftp: the tool that comes with Windows, for servers that take nothing else.
//!
//! Entry point: [`Sftp`]. Commands go in as a batch; a file is put beside its place and renamed, as a reader may ask for
//! it meanwhile.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::config::Target;
use crate::deploy::above;
use crate::deploy::fault::Fault;
use crate::deploy::listing::{Kind, Listing};
use crate::deploy::scratch::Scratch;
use crate::deploy::tools::{Answer, Call, Program};
use crate::deploy::way::rsync::absolute;
use crate::deploy::way::{Batch, Depth, Session, Way};
use crate::fs::Root;

/// What a file is called until it is whole.
const PART: &str = ".part";

pub(super) struct Sftp<'s> {
    session: &'s Session<'s>,
    target: &'s Target,
    scratch: Scratch,
    /// Folders that are known to be there.
    folders: BTreeSet<String>,
    /// A rename there does not replace: what stands in its place is removed before. Old servers are so.
    removes_first: bool,
}

impl<'s> Sftp<'s> {
    pub(super) fn new(session: &'s Session<'s>, target: &'s Target) -> Self {
        let (scratch, folders) = (Scratch::default(), BTreeSet::new());
        Self { session, target, scratch, folders, removes_first: false }
    }

    /// User and host, and the folder there.
    fn parts(&self) -> (&str, &str) {
        let to = &*self.target.to;
        // A colon inside the brackets of an IPv6 address is none of ours.
        let from = to.find(']').unwrap_or_default();
        match to[from..].split_once(':') {
            Some((rest, path)) => {
                (&to[..from + rest.len()], if path.is_empty() { "." } else { path })
            }
            None => (to, "."),
        }
    }

    /// Runs commands in the folder of the target.
    fn run(&self, commands: &str, local: &std::path::Path) -> Result<Answer, Fault> {
        let (host, path) = self.parts();
        let mode = if self.session.is_interactive { "no" } else { "yes" };
        let mut call = Call::new(Program::Sftp, local).with([format!("-oBatchMode={mode}")]);
        if let Some(port) = self.target.port {
            call = call.with([format!("-P{port}")]);
        }
        let batch = format!("cd {}\n{commands}", quoted(path));
        self.session.run(&call.with(["-b", "-", "--", host]).reading(batch))
    }
}

impl Way for Sftp<'_> {
    fn list(&mut self, depth: Depth<'_>) -> Result<Listing, Fault> {
        let mut listing = Listing::default();
        let mut asked = vec![String::new()];
        let none = BTreeSet::new();
        let wanted = match depth {
            Depth::Top => &none,
            Depth::Within(folders) => folders,
        };
        // Level by level: a folder is looked into only where it was seen to be one, and no link.
        while !asked.is_empty() {
            let mut commands = String::new();
            for folder in &asked {
                let folder = if folder.is_empty() { ".".to_owned() } else { quoted(folder) };
                writeln!(commands, "ls -lan {folder}").expect("writing into a String cannot fail");
            }
            let answer = self.run(&commands, self.session.root)?;
            let text = String::from_utf8_lossy(&answer.out).into_owned();
            listing.entries.extend(text.lines().filter_map(entry));
            let is_next = |folder: &&String| {
                let depth = asked
                    .first()
                    .map_or(0, |one| if one.is_empty() { 0 } else { one.split('/').count() });
                folder.split('/').count() == depth + 1
                    && listing.entries.get(*folder) == Some(&Kind::Folder)
            };
            asked = wanted.iter().filter(is_next).cloned().collect();
        }
        let folders = listing.entries.iter().filter(|(_, kind)| **kind == Kind::Folder);
        self.folders.extend(folders.map(|(path, _)| path.clone()));
        Ok(listing)
    }

    fn fetch(&mut self, paths: &[&str]) -> Result<Root, Fault> {
        let folder = self.scratch.fresh()?;
        let mut commands = String::new();
        for path in paths {
            if let Some((above, _)) = path.rsplit_once('/') {
                folder.make_folder(above)?;
            }
            let path = quoted(path);
            writeln!(commands, "get {path} {path}").expect("writing into a String cannot fail");
        }
        self.run(&commands, folder.as_path())?;
        Ok(folder)
    }

    fn send(&mut self, batch: &Batch<'_>) -> Result<(), Fault> {
        let mut folders: Vec<&str> = batch.paths.iter().flat_map(|path| above(path)).collect();
        folders.sort_unstable();
        folders.dedup();
        folders.retain(|folder| !self.folders.contains(*folder));
        let commands = puts(&folders, batch.paths, self.removes_first);
        let local = absolute(batch.folder)?;
        let sent = self.run(&commands, local.as_ref());
        if let Err(Fault::Tool { text, .. }) = &sent
            && !self.removes_first
            && text.to_lowercase().contains("rename")
        {
            self.removes_first = true;
            let commands = puts(&folders, batch.paths, true);
            self.run(&commands, local.as_ref())?;
        } else {
            sent?;
        }
        self.folders.extend(folders.into_iter().map(str::to_owned));
        Ok(())
    }

    fn remove(&mut self, paths: &[&str]) -> Result<(), Fault> {
        let mut commands = String::new();
        let mut folders: Vec<&str> = paths.iter().flat_map(|path| above(path)).collect();
        folders.sort_by_key(|folder| (std::cmp::Reverse(folder.len()), *folder));
        folders.dedup();
        for path in paths {
            writeln!(commands, "rm {}", quoted(path)).expect("writing into a String cannot fail");
        }
        for folder in folders {
            // One with something in it stays.
            writeln!(commands, "-rmdir {}", quoted(folder))
                .expect("writing into a String cannot fail");
            self.folders.remove(folder);
        }
        self.run(&commands, self.session.root).map(|_| ())
    }
}

/// The commands that put files beside their places and rename them.
fn puts(folders: &[&str], paths: &[&str], removes_first: bool) -> String {
    let mut commands = String::new();
    let mut line = |text: String| commands += &(text + "\n");
    for folder in folders {
        line(format!("-mkdir {}", quoted(folder)));
    }
    for path in paths {
        let (place, part) = (quoted(path), quoted(&format!("{path}{PART}")));
        line(format!("put {place} {part}"));
        if removes_first {
            line(format!("-rm {place}"));
        }
        line(format!("rename {part} {place}"));
    }
    commands
}

/// A name as one word of a batch, nothing of it a pattern.
fn quoted(name: &str) -> String {
    let mut word = String::from("\"");
    for c in name.chars() {
        if matches!(c, '"' | '\\') {
            word.push('\\');
        }
        word.push(c);
    }
    word + "\""
}

/// `-rw-r--r--    1 0        0            1234 Nov 26 03:51 branches/a.html`
fn entry(line: &str) -> Option<(String, Kind)> {
    let kind = line.chars().next()?;
    let mut rest = line;
    let mut size = None;
    // Rights, links, user, group, size, month, day, time or year.
    for column in 0..8 {
        rest = rest.trim_start();
        let (word, behind) = rest.split_once(' ')?;
        if column == 0 && word.len() < 10 {
            return None;
        }
        if column == 4 {
            size = Some(word.parse().ok()?);
        }
        rest = behind;
    }
    let kind = match kind {
        '-' => Kind::File(size?),
        'd' => Kind::Folder,
        'l' | 'b' | 'c' | 'p' | 's' => Kind::Other,
        _ => return None,
    };
    let name = unescaped(rest.strip_prefix("./").unwrap_or(rest));
    let last = name.rsplit('/').next().unwrap_or_default();
    (!matches!(last, "" | "." | "..")).then(|| (name.clone(), kind))
}

/// A name in which a tool without UTF-8 has written bytes as `\346`.
fn unescaped(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits =
            behind.get(..3).filter(|digits| digits.iter().all(|one| (b'0'..=b'7').contains(one)));
        let byte =
            digits.and_then(|digits| u8::from_str_radix(str::from_utf8(digits).ok()?, 8).ok());
        if let (b'\\', Some(byte)) = (first, byte) {
            bytes.push(byte);
            rest = &behind[3..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_listing_is_read() {
        for (line, expected) in [
            (
                "-rw-r--r--    1 0        0            1234 Nov 26 03:51 a/六 b.html",
                Some(("a/六 b.html", Kind::File(1234))),
            ),
            (
                "-rw-r--r--    ? 0        0               7 Nov 26  2025 \\345\\205\\255.html",
                Some(("六.html", Kind::File(7))),
            ),
            (
                "drwxr-xr-x    2 1000     1000         4096 Nov 26 03:51 ./branches",
                Some(("branches", Kind::Folder)),
            ),
            ("lrwxrwxrwx    1 0        0               4 Nov 26 03:51 x", Some(("x", Kind::Other))),
            ("drwxr-xr-x    2 1000     1000         4096 Nov 26 03:51 a/..", None),
            ("sftp> ls -lan .", None),
            ("total 8", None),
        ] {
            assert_eq!(entry(line), expected.map(|(name, kind)| (name.to_owned(), kind)), "{line}");
        }
    }

    #[test]
    fn a_name_is_one_word() {
        assert_eq!(quoted(r#"a "b\*.html"#), r#""a \"b\\*.html""#);
    }
}
