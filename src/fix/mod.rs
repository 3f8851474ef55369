//! Mends slips that have one right answer: `liuhao check --fix`.
//!
//! Entry points: [`plan`] reads a site and says what would change, [`mend`] changes it, [`fix`]
//! mends the bytes of one file. Only the bytes at fault change; what follows is read again, so a
//! second run finds nothing. Front matter is mended by the slips that the reader sees through itself
//! (`schema::typed`), so no fact ever changes its meaning; in titles and names marks are mended as in the text. Chinese dates are legal and stay. Links are not followed.

mod markup;
mod punctuation;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::apart::apart;
use crate::check;
use crate::config;
use crate::diagnostic::{Encoding, Source, Split};
use crate::discover::{self, Keys};
use crate::error::Error;
use crate::fs::{self, Held, Inside, Replaced};
use crate::media;
use crate::parse;
use crate::schema::typed::{self, Kind};
use crate::theme;

const MARK: &str = "\u{FEFF}";
/// How often a text is mended over again.
const ROUNDS: usize = 4;
/// How often a file is mended that somebody saves meanwhile.
const TRIES: usize = 8;

/// What was mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// GBK or UTF-16 instead of UTF-8.
    Encoding,
    /// A slip in the facts.
    Facts(Kind),
    /// Half-width punctuation between Han characters.
    Punctuation,
    /// A heading without its mark, or with one that does nothing.
    Heading,
    /// Items without the mark of a list.
    List,
    /// Short lines that Markdown joins.
    Line,
    /// Lines of cells that are no table.
    Table,
    /// Marks round words that do nothing.
    Mark,
    /// Brackets or an address of a link.
    Link,
    /// A character that controls a machine, or takes no room.
    Control,
    /// A character that looks like another one.
    Look,
}

impl Slip {
    /// The message that names it, with how often (`count`).
    pub fn message_id(self) -> &'static str {
        match self {
            Self::Encoding => "fix-encoding",
            Self::Facts(Kind::Tab) => "fix-tab",
            Self::Facts(Kind::Colon) => "fix-colon",
            Self::Facts(Kind::Quote) => "fix-quote",
            Self::Facts(Kind::Fence) => "fix-fence",
            Self::Facts(Kind::MissingColon) => "fix-missing-colon",
            Self::Facts(Kind::Unquoted | Kind::Cut | Kind::Glued | Kind::Swallowed) => {
                "fix-unquoted"
            }
            Self::Facts(Kind::Item | Kind::Dash) => "fix-item",
            Self::Facts(Kind::Joined | Kind::Sentence) => "fix-joined",
            Self::Facts(Kind::Indentation | Kind::Child) => "fix-indentation",
            Self::Facts(Kind::Blank) => "fix-blank",
            Self::Facts(Kind::MissingBlank) => "fix-missing-blank",
            Self::Facts(Kind::Mark | Kind::Tail | Kind::Hash | Kind::Verb | Kind::Sign) => {
                "fix-wide"
            }
            Self::Facts(Kind::Doubled) => "fix-doubled",
            Self::Facts(Kind::Wrapped | Kind::Ornament) => "fix-wrapped",
            Self::Facts(Kind::Divider) => "fix-divider",
            Self::Facts(Kind::Heading | Kind::Remark) => "fix-facts-heading",
            Self::Facts(Kind::Key | Kind::Word) => "fix-key",
            Self::Facts(Kind::Digits) => "fix-digits",
            Self::Facts(Kind::Traditional) => "fix-traditional",
            Self::Punctuation => "fix-punctuation",
            Self::Heading => "fix-heading",
            Self::List => "fix-list",
            Self::Line => "fix-line",
            Self::Table => "fix-table",
            Self::Mark => "fix-mark",
            Self::Link => "fix-link",
            Self::Control | Self::Facts(Kind::Control) => "fix-control",
            Self::Look | Self::Facts(Kind::Look) => "fix-look",
        }
    }
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
}

impl Fixed {
    /// The whole file as it is to be.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// A replacement in a text.
type Edit<T = &'static str> = (Range<usize>, T, Slip);

/// One whose text is made for its place.
type Made = Edit<Cow<'static, str>>;

/// What became of a file with slips.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was mended.
    Mended(Fixed),
    /// It was left as it is.
    Left(Arc<str>, Reason),
    /// A file that a killed run has left behind, whose text is nowhere else: it is kept.
    Leftover(PathBuf),
}

/// Why a file with slips was left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Somebody saved it again and again meanwhile.
    Busy,
    /// The mended file would lose something else.
    Held(Held),
}

/// What would be mended in the site at `root`, by file.
pub fn plan(root: &Path) -> Result<Vec<Fixed>, Error> {
    let mut fixed = Vec::new();
    let keys = declared(root)?;
    for (file, path) in files(root, &keys)? {
        fixed.extend(look(&file, &path, &keys)?.map(|(_, one)| one));
    }
    Ok(fixed)
}

/// Mends the site at `root`, file by file, each whole or not at all: what somebody saves meanwhile is
/// read anew. `tell` hears of each file as soon as it is done.
///
/// # Errors
/// [`Error::Fixing`] where another run mends the site.
pub fn mend(root: &Path, tell: &mut dyn FnMut(&Outcome)) -> Result<(), Error> {
    let keys = declared(root)?;
    let files = files(root, &keys)?;
    let Some(_lock) = fs::lock_fixing(root)? else {
        return Err(Error::Fixing { root: root.to_path_buf() });
    };
    let folders: BTreeSet<&Path> = files.iter().filter_map(|(_, path)| path.parent()).collect();
    for folder in folders {
        clear(root, folder, &keys)?.into_iter().for_each(|left| tell(&Outcome::Leftover(left)));
    }
    for (file, path) in &files {
        if let Some(outcome) = mend_one(file, path, &keys)? {
            tell(&outcome);
        }
    }
    Ok(())
}

/// Reads, mends and replaces a file, and again if it was saved meanwhile.
fn mend_one(file: &Arc<str>, path: &Inside, keys: &Keys) -> Result<Option<Outcome>, Error> {
    for _ in 0..TRIES {
        let Some((before, fixed)) = look(file, path, keys)? else { return Ok(None) };
        match fs::replace(path, &before, &fixed.bytes, parse::MAX_TEXT)? {
            Replaced::Done => return Ok(Some(Outcome::Mended(fixed))),
            Replaced::Changed => {}
            Replaced::Held(held) => {
                return Ok(Some(Outcome::Left(Arc::clone(file), Reason::Held(held))));
            }
        }
    }
    Ok(Some(Outcome::Left(Arc::clone(file), Reason::Busy)))
}

/// Removes what killed runs have left in a folder; gives what could be missed.
fn clear(root: &Path, folder: &Path, keys: &Keys) -> Result<Vec<PathBuf>, Error> {
    let site = fs::Root::open(root)?;
    let inside = folder.strip_prefix(root).unwrap_or(folder);
    let below = inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let is_top = inside.as_os_str().is_empty();
    let folder = if is_top { Some(site) } else { site.folder(inside)? };
    let Some(folder) = folder else { return Ok(Vec::new()) };
    fs::remove_leftovers(&folder, parse::MAX_TEXT, &|name, bytes| {
        let name = name.to_string_lossy();
        let file = if is_top { name.into() } else { format!("{below}/{name}").into() };
        fix_with(&file, bytes, keys).map(|fixed| fixed.bytes)
    })
}

/// The texts of the site and its settings.
fn files(root: &Path, keys: &Keys) -> Result<Vec<(Arc<str>, Inside)>, Error> {
    let site = match fs::metadata_if_exists(&root.join(config::FILE))? {
        Some(_) => fs::Root::open(root)?,
        None => return Err(config::no_site(root)),
    };
    let (files, _) = discover::discover(&site, keys.sections())?;
    let settings = (Arc::from(config::FILE), site.inside(config::FILE));
    let texts = files.texts.into_iter().map(|text| (text.file, text.path));
    let others =
        texts_beside(root)?.into_iter().map(|file| (Arc::from(&*file), site.inside(&*file)));
    Ok(texts.chain([settings]).chain(others).collect())
}

/// The word list and the texts of the site's own themes, of which only the encoding is mended.
fn texts_beside(root: &Path) -> Result<Vec<String>, Error> {
    let mut files = theme::texts(root)?;
    if fs::metadata_if_exists(&root.join(check::TERMS))?.is_some() {
        files.push(check::TERMS.to_owned());
    }
    Ok(files)
}

/// The bytes of a file and what they would be mended; `None` where nothing is to be mended, or where no
/// regular file is.
fn look(file: &Arc<str>, path: &Inside, keys: &Keys) -> Result<Option<(Vec<u8>, Fixed)>, Error> {
    if path.found()?.is_none_or(|found| found.kind != fs::Kind::File) {
        return Ok(None);
    }
    let Ok(bytes) = path.read(parse::MAX_TEXT)? else { return Ok(None) };
    Ok(fix_with(file, &bytes, keys).map(|fixed| (bytes, fixed)))
}

/// The keys of texts, as far as `site.yaml` can be read.
fn declared(root: &Path) -> Result<Keys, Error> {
    config::load(root).map(|(config, _)| Keys::of(&config))
}

/// Mends the bytes of one file of an office that declares no keys of its own; `None` where nothing is to be mended.
pub fn fix(file: &Arc<str>, bytes: &[u8]) -> Option<Fixed> {
    fix_with(file, bytes, &Keys::default())
}

/// The same, of an office whose texts have these keys.
pub fn fix_with(file: &Arc<str>, bytes: &[u8], keys: &Keys) -> Option<Fixed> {
    let has_mark = bytes.starts_with(MARK.as_bytes());
    let source = Source::decode(Arc::clone(file), bytes);
    let is_decoded = source.encoding != Encoding::Utf8;
    // A character that could not be decoded would be lost for good. A PDF called `.md` is no text, though GBK can read it.
    let would_lose = || source.text.contains('\u{FFFD}') || check::binary(&source, bytes).is_some();
    if is_decoded && would_lose() {
        return None;
    }
    let mut counts = BTreeMap::new();
    if is_decoded {
        counts.insert(Slip::Encoding, 1);
    }
    let before = source.text.clone();
    let mut mended = source;
    // What was mended may let more be seen: the marks in the cells of a new table.
    for _ in 0..ROUNDS {
        let edits = edits(&mended, keys);
        if edits.is_empty() {
            break;
        }
        for (_, _, slip) in &edits {
            *counts.entry(*slip).or_default() += 1;
        }
        mended.text = apply(&mended.text, &edits);
    }
    if counts.is_empty() {
        return None;
    }
    let after = mended.text;
    let mark = if has_mark { MARK } else { "" };
    let bytes = format!("{mark}{after}").into_bytes();
    let file = Arc::clone(file);
    Some(Fixed { file, before, after, counts, bytes })
}

/// A replacement that mends one slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// The bytes of the decoded text.
    pub range: Range<usize>,
    /// What stands there then.
    pub text: Cow<'static, str>,
    /// What is mended.
    pub slip: Slip,
}

/// What [`fix_with`] mends in a text at first, each by itself; in order and apart.
pub fn mends(source: &Source, keys: &Keys) -> Vec<Mend> {
    let edits = edits(source, keys).into_iter();
    edits.map(|(range, text, slip)| Mend { range, text, slip }).collect()
}

/// What to mend in a round: in order and apart.
fn edits(source: &Source, keys: &Keys) -> Vec<Made> {
    if &*source.file == config::FILE {
        let mut edits = facts(typed::slips(&source.text, 0..source.text.len(), &config::SITE));
        let address = config::meant_base_url(source).map(|(place, meant)| (place, meant.into()));
        edits.extend(address.map(|(place, meant)| (place, meant, Slip::Link)));
        apart(&mut edits, |(range, _, _)| range, |_| ());
        return edits;
    }
    if !["md", "markdown"].contains(&&*media::ending(&source.file)) {
        return Vec::new();
    }
    let Split::Found { yaml, body } = source.split() else { return Vec::new() };
    let mut slips = typed::slips(&source.text, yaml, keys.of_file(&source.file));
    slips.extend(typed::fences(source));
    // What is put before the first byte comes before what is put in its place.
    slips.sort_by_key(|slip| (slip.range.start, slip.range.end));
    let mut edits = facts(slips);
    // What is put in the place of a whole value leaves nothing in it to be mended.
    let words = shifted(punctuation::of_facts(source, keys.of_file(&source.file)), 0);
    let words = words.into_iter().filter(|(range, _, _)| {
        let next = edits.partition_point(|(other, _, _)| other.end < range.start);
        edits.get(next).is_none_or(|(other, _, _)| other.start > range.end)
    });
    let words: Vec<Made> = words.collect();
    edits.extend(words);
    edits.sort_by_key(|(range, _, _)| (range.start, range.end));
    let mut marks = shifted(markup::edits(&source.text[body..]), body);
    marks.extend(shifted(punctuation::edits(&source.text[body..]), body));
    // Of two at one place the mark of Markdown comes first.
    apart(&mut marks, |(range, _, _)| range, |_| ());
    // A file keeps its line ends.
    if source.text.contains("\r\n") {
        for (_, text, _) in marks.iter_mut().filter(|(_, text, _)| text.contains('\n')) {
            *text = text.replace('\n', "\r\n").into();
        }
    }
    edits.extend(marks);
    edits
}

fn facts(slips: Vec<typed::Slip>) -> Vec<Made> {
    let kind = |kind| if kind == Kind::Child { Kind::Indentation } else { kind };
    let plain = slips.into_iter().filter(|slip| slip.kind.is_plain());
    plain.map(|slip| (slip.range, slip.text, Slip::Facts(kind(slip.kind)))).collect()
}

fn shifted<T: Into<Cow<'static, str>>>(edits: Vec<Edit<T>>, by: usize) -> Vec<Made> {
    let shift =
        |(range, text, slip): Edit<T>| (range.start + by..range.end + by, text.into(), slip);
    edits.into_iter().map(shift).collect()
}

/// The text with `edits`, which are sorted and apart.
fn apply<T: AsRef<str>>(text: &str, edits: &[Edit<T>]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut from = 0;
    for (range, replacement, _) in edits {
        mended.push_str(&text[from..range.start]);
        mended.push_str(replacement.as_ref());
        from = range.end;
    }
    mended.push_str(&text[from..]);
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_that_nothing_opens_may_begin_with_a_tab() {
        let text = "\ttotal: 22\ntitle: “甲\"\n---\n甲\n";
        let fixed = fix(&"content/branches/a.md".into(), text.as_bytes()).unwrap();
        assert!(fixed.after.starts_with("---\n"), "{:?}", fixed.after);
    }

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
        assert_eq!(mend(b"%PDF-1.4\n%\xE2\xE3\n---\n"), None);
    }

    #[test]
    fn a_clean_file_and_one_without_front_matter_are_left_alone() {
        assert_eq!(mend("---\ndate: 2024年7月1日\n---\n甲，乙。\n".as_bytes()), None);
        assert_eq!(mend("甲,乙".as_bytes()), None);
    }
}
