//! Mends slips that have one right answer: `liuhao check --fix`.
//!
//! Entry points: [`plan`] reads a site and says what would change, [`fn@write`] changes it, [`fix`]
//! mends the bytes of one file. Only the bytes at fault change; what follows is read again, so a
//! second run finds nothing. Where front matter can be read it is left alone: no fact ever changes
//! its meaning. Chinese dates are legal and stay. Links are not followed.

mod front_matter;
mod punctuation;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config;
use crate::diagnostic::{Encoding, Source, Split};
use crate::discover;
use crate::error::Error;
use crate::fs;
use crate::parse;

const MARK: &str = "\u{FEFF}";

/// What was mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// GBK or UTF-16 instead of UTF-8.
    Encoding,
    /// A Tab in an indentation.
    Tab,
    /// A full-width colon behind a key.
    Colon,
    /// A full-width quote that closes a half-width one.
    Quote,
    /// Half-width punctuation between Han characters.
    Punctuation,
}

/// One file, mended.
#[derive(Debug, Clone, PartialEq)]
pub struct Fixed {
    /// Path relative to the site's root, `/` between components.
    pub file: Arc<str>,
    /// The text that was there, decoded, without byte order mark.
    pub before: String,
    /// The text as mended.
    pub after: String,
    /// How often each slip was mended.
    pub counts: BTreeMap<Slip, usize>,
    /// The whole file as it is to be.
    bytes: Vec<u8>,
    path: PathBuf,
}

/// A replacement in a text.
type Edit = (Range<usize>, &'static str, Slip);

/// What would be mended in the site at `root`, by file.
pub fn plan(root: &Path) -> Result<Vec<Fixed>, Error> {
    let path = root.join(config::FILE);
    let is_file = |path: &Path| {
        fs::metadata_if_exists(path).map(|found| found.is_some_and(|found| found.is_file()))
    };
    if fs::metadata_if_exists(&path)?.is_none() {
        return Err(Error::NoSite { root: root.to_path_buf() });
    }
    let (files, _) = discover::discover(root)?;
    let settings = (Arc::from(config::FILE), path);
    let texts = files.texts.into_iter().map(|text| (text.file, text.path));
    let mut fixed = Vec::new();
    for (file, path) in texts.chain([settings]) {
        if is_file(&path)?
            && let Ok(bytes) = fs::read_at_most(&path, parse::MAX_TEXT)?
        {
            fixed.extend(fix(&file, &bytes).map(|one| Fixed { path, ..one }));
        }
    }
    Ok(fixed)
}

/// Puts the mended files into place, each whole or not at all.
pub fn write(fixed: &[Fixed]) -> Result<(), Error> {
    fixed.iter().try_for_each(|one| fs::replace(&one.path, &one.bytes))
}

/// Mends the bytes of one file; `None` where nothing is to be mended.
pub fn fix(file: &Arc<str>, bytes: &[u8]) -> Option<Fixed> {
    let has_mark = bytes.starts_with(MARK.as_bytes());
    let source = Source::decode(Arc::clone(file), bytes);
    let is_decoded = match source.encoding {
        Encoding::Utf8 => false,
        // A character that could not be decoded would be lost for good.
        Encoding::Unknown => return None,
        _ if source.text.contains('\u{FFFD}') => return None,
        _ => true,
    };
    let edits = edits(&source);
    if edits.is_empty() && !is_decoded {
        return None;
    }
    let mut counts = BTreeMap::new();
    if is_decoded {
        counts.insert(Slip::Encoding, 1);
    }
    for (_, _, slip) in &edits {
        *counts.entry(*slip).or_default() += 1;
    }
    let after = apply(&source.text, &edits);
    let mark = if has_mark { MARK } else { "" };
    let bytes = format!("{mark}{after}").into_bytes();
    let file = Arc::clone(file);
    Some(Fixed { file, before: source.text, after, counts, bytes, path: PathBuf::new() })
}

fn edits(source: &Source) -> Vec<Edit> {
    if &*source.file == config::FILE {
        return front_matter::edits(&source.text);
    }
    let Split::Found { yaml, body } = source.split() else { return Vec::new() };
    let mut edits = shifted(front_matter::edits(&source.text[yaml.clone()]), yaml.start);
    edits.extend(shifted(punctuation::edits(&source.text[body..]), body));
    edits
}

fn shifted(edits: Vec<Edit>, by: usize) -> Vec<Edit> {
    let shift = |(range, text, slip): Edit| (range.start + by..range.end + by, text, slip);
    edits.into_iter().map(shift).collect()
}

/// The text with `edits`, which are sorted and apart.
fn apply(text: &str, edits: &[Edit]) -> String {
    let mut mended = String::with_capacity(text.len() + edits.len() * 2);
    let mut from = 0;
    for (range, replacement, _) in edits {
        mended.push_str(&text[from..range.start]);
        mended.push_str(replacement);
        from = range.end;
    }
    mended.push_str(&text[from..]);
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(bytes: &[u8]) -> Option<Vec<u8>> {
        let fixed = fix(&"a.md".into(), bytes)?;
        assert_eq!(fix(&"a.md".into(), &fixed.bytes), None, "a second run changes nothing");
        Some(fixed.bytes)
    }

    #[test]
    fn byte_order_mark_and_line_ends_stay() {
        let before = "\u{FEFF}---\r\n标题: 甲 # 注\r\n---\r\n甲,乙\r\n";
        let after = before.replace(',', "，");
        assert_eq!(mend(before.as_bytes()), Some(after.into_bytes()));
    }

    #[test]
    fn old_encodings_become_utf8() {
        let text = "---\n标题: 党员\n---\n支部现有党员。\n";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        assert_eq!(mend(&gbk), Some(text.as_bytes().to_vec()));
        let utf16: Vec<u8> =
            format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(mend(&utf16), Some(text.as_bytes().to_vec()));
        assert_eq!(mend(&[b'a', 0xFF]), None);
    }

    #[test]
    fn a_clean_file_and_one_without_front_matter_are_left_alone() {
        assert_eq!(mend("---\ndate: 2024年7月1日\n---\n甲，乙。\n".as_bytes()), None);
        assert_eq!(mend("甲,乙".as_bytes()), None);
    }
}
