//! Text files of the state folder that tell whether they are whole.
//!
//! Entry points: [`seal`] and [`unseal`]. The last line is `end` and the hash of all before it.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::fault::blocked;
use crate::error::Error;
use crate::fs::Root;

/// The largest file of the state folder that is read, in bytes: five million paths.
pub(super) const MAX: u64 = 1024 * 1024 * 1024;

/// Appends the closing line.
pub(super) fn seal(mut text: String) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    writeln!(text, "end {hash}").expect("writing into a String cannot fail");
    text
}

/// The text before the closing line, or the number of the line (from 1) that is wrong.
pub(super) fn unseal(bytes: &[u8]) -> Result<&str, usize> {
    let text = str::from_utf8(bytes).map_err(|e| 1 + line_ends(&bytes[..e.valid_up_to()]))?;
    let line = line_ends(bytes).max(1);
    let body = text.strip_suffix('\n').ok_or(line)?;
    let start = body.rfind('\n').map_or(0, |end| end + 1);
    let hash = text[start..].strip_prefix("end ").ok_or(line)?.trim_end();
    let is_whole = blake3::hash(&bytes[..start]).to_hex().as_str() == hash;
    is_whole.then_some(&text[..start]).ok_or(line)
}

/// Replaces a file of the state folder by `text`, whole and on disk, or leaves it as it was.
pub(super) fn store(state: &Root, name: &'static str, text: &str) -> Result<(), Error> {
    Successor::new(state, name, text)?.take_effect()
}

/// A text that is on disk beside the file that it will replace. A full disk is met here, before anything else is done.
pub(super) struct Successor<'s> {
    state: &'s Root,
    name: &'static str,
    temporary: PathBuf,
    is_done: bool,
}

impl<'s> Successor<'s> {
    /// Writes the text beside the file `name`.
    pub(super) fn new(state: &'s Root, name: &'static str, text: &str) -> Result<Self, Error> {
        // Whoever holds the lock is alone here: what stands there was left, or put there.
        let (temporary, mut file) = state.create_temporary(temporary(name))?;
        let successor = Self { state, name, temporary, is_done: false };
        state.write(&mut file, &successor.temporary, text.as_bytes())?;
        state.sync_file(&file, &successor.temporary)?;
        Ok(successor)
    }

    /// Puts it into the place of the file.
    pub(super) fn take_effect(mut self) -> Result<(), Error> {
        self.state.rename(&self.temporary, self.state, self.name).map_err(blocked)?;
        self.is_done = true;
        self.state.sync()
    }
}

impl Drop for Successor<'_> {
    fn drop(&mut self) {
        if !self.is_done {
            // The first error is the one to tell; a temporary file that stays is removed next time.
            let _ = self.state.remove_file(&self.temporary);
        }
    }
}

/// Removes what was prepared for these files and took no effect, whatever it is.
///
/// # Errors
/// It does not go. A build does without that, by another name.
pub(super) fn discard(state: &Root, names: &[&str]) -> Result<(), Error> {
    let temporaries: Vec<String> = names.iter().copied().map(temporary).collect();
    state.clear_temporaries(&temporaries.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether anything was prepared for these files and took no effect.
pub(super) fn has_prepared(state: &Root, names: &[&str]) -> Result<bool, Error> {
    let temporaries: Vec<String> = names.iter().copied().map(temporary).collect();
    state.has_temporaries(&temporaries.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Reads a file of the state folder, which must be a regular one.
pub(super) fn read(state: &Root, name: &str) -> Result<Option<Vec<u8>>, Error> {
    state.read_whole(name, MAX).map_err(blocked)
}

/// Removes a file.
pub(super) fn remove(state: &Root, name: &str) -> Result<(), Error> {
    state.remove_file(name).map_err(blocked)
}

pub(super) fn temporary(name: &str) -> String {
    format!("{name}.new")
}

fn line_ends(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_or_changed_text_is_not_whole() {
        let text = seal("a\nb\n".to_owned());
        assert_eq!(unseal(text.as_bytes()), Ok("a\nb\n"));
        for end in 0..text.len() {
            assert!(unseal(&text.as_bytes()[..end]).is_err(), "cut at {end}");
        }
        assert_eq!(unseal(text.replace('a', "c").as_bytes()), Err(3));
    }

    #[test]
    fn bytes_that_are_not_text_name_their_line() {
        assert_eq!(unseal(b"a\n\xff\n"), Err(2));
    }
}
