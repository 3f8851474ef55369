//! What is done with a whole story: begun, renamed, put away and brought back.
//!
//! Entry points: [`new`], [`new_article`], [`rename`], [`delete`], [`restore`]. Files are found by the name that the site knows them by,
//! never by a path of a request. Nothing is destroyed: what is put away lies below `.liuhao/trash/` as it lay before.

use std::ffi::OsString;
use std::path::Path;

use serde::Serialize;

use crate::discover;
use crate::fs::{self, Replaced, Root};
use crate::locale::Message;
use crate::parse;
use crate::serve::desk::refused::Refused;
use crate::serve::desk::{old_address, tables};
use crate::serve::model::{Entry, Snapshot};
use crate::serve::preview::Preview;
use crate::slug;
use crate::yaml;

/// Where stories lie.
pub(super) const BRANCHES: &str = "content/branches";
/// Where stories that were put away lie.
const TRASH: &str = ".liuhao/trash";

/// A file of the site.
#[derive(Serialize)]
pub(super) struct Named {
    pub(super) file: String,
}

/// A story that was put away: the name that brings it back.
#[derive(Serialize)]
pub(super) struct Away {
    trash: String,
}

/// The entry of a file that the site knows.
///
/// # Errors
/// `no-file`.
pub(super) fn entry<'s>(snapshot: &'s Snapshot, file: &str) -> Result<&'s Entry, Refused> {
    let found = snapshot.entries.get(file).map(|entry| &**entry);
    found.ok_or_else(|| {
        let message = Message::new("desk-no-file").text("file", file);
        Refused::new(404, "no-file", message)
    })
}

/// Holds the bytes of a file against those that an editor saw.
///
/// # Errors
/// `no-file`; 409 `changed` where somebody has written since.
pub(super) fn is_current(snapshot: &Snapshot, file: &str, etag: &str) -> Result<(), Refused> {
    let text = &entry(snapshot, file)?.text;
    let bytes = text.path.read(parse::MAX_TEXT)?.unwrap_or_default();
    if blake3::hash(&bytes).to_hex().as_str() == etag {
        return Ok(());
    }
    let message = Message::new("desk-changed").text("file", file);
    Err(Refused::new(409, "changed", message))
}

/// The name by which the site knows a path.
pub(super) fn name_of(preview: &Preview, path: &Path) -> String {
    let inside = path.strip_prefix(&preview.root).unwrap_or(path);
    inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Begins a story: a draft with the name of its branch.
///
/// # Errors
/// `name-empty`, `exists`; a disk that refuses.
pub(super) fn new(preview: &Preview, name: &str, series: Option<&str>) -> Result<Named, Refused> {
    let name = named(name)?;
    let series = series.map(|series| format!("series: {}\n", yaml::scalar(series)));
    let text = format!(
        "---\ndraft: true\n{}branch:\n  name: {}\n---\n\n",
        series.unwrap_or_default(),
        yaml::scalar(&name),
    );
    begin(preview, BRANCHES, &name, &text)
}

/// Begins an article of the section with this folder: a draft with its title.
///
/// # Errors
/// `no-file` for a section that the site has not; those of [`new`].
pub(super) fn new_article(
    preview: &Preview,
    snapshot: &Snapshot,
    name: &str,
    folder: &str,
) -> Result<Named, Refused> {
    let name = named(name)?;
    let mut sections = snapshot.site.config.sections.iter();
    let section = sections.find(|section| section.folder == folder).ok_or_else(|| {
        Refused::new(404, "no-file", Message::new("desk-no-file").text("file", folder))
    })?;
    let text = format!("---\ndraft: true\ntitle: {}\n---\n\n", yaml::scalar(&name));
    begin(preview, &format!("content/{}", section.folder), &name, &text)
}

/// A name that something can be given, on one line.
fn named(name: &str) -> Result<String, Refused> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refused::new(422, "name-empty", Message::new("name-empty")));
    }
    Ok(name.replace(['\n', '\r', '\t'], " "))
}

/// Writes a new text that is called after a name.
fn begin(preview: &Preview, folder: &str, name: &str, text: &str) -> Result<Named, Refused> {
    let slug = legal(&slug::from_name(name))?;
    let root = Root::open(&preview.root)?;
    is_free(&root, &slug, folder)?;
    root.make_folder(folder)?;
    let file = format!("{folder}/{slug}.md");
    fs::create_with(&preview.root.join(&file), text.as_bytes())?;
    Ok(Named { file })
}

/// Gives a story another name, and with it another address. Readers of a page that others can see find it under the
/// old one too.
///
/// # Errors
/// `no-file`, `bad-slug`, `exists`; facts that cannot be edited; a disk that refuses.
pub(super) fn rename(
    preview: &Preview,
    snapshot: &Snapshot,
    file: &str,
    name: &str,
) -> Result<Named, Refused> {
    let entry = entry(snapshot, file)?;
    let slug = legal(name.trim())?;
    let root = Root::open(&preview.root)?;
    let (from, is_folder) = place(snapshot, file);
    let (folder, _) = from.rsplit_once('/').unwrap_or_default();
    is_free(&root, &slug, folder)?;
    let to = if is_folder { format!("{folder}/{slug}") } else { format!("{folder}/{slug}.md") };
    let before = entry.text.path.read(parse::MAX_TEXT)?.unwrap_or_default();
    let old = entry.address();
    let new = entry.address_as(&slug);
    let after = match snapshot.route(&old) {
        Some(_) => old_address::moved(&before, tables::of(preview, entry.text.kind), (&old, &new))?,
        None => before.clone(),
    };
    // First the address, so that whoever sees the new name sees the whole of it.
    let is_held = after != before && !matches!(replace(entry, &before, &after)?, Replaced::Done);
    if is_held {
        return Err(Refused::new(409, "changed", Message::new("desk-changed").text("file", file)));
    }
    if let Err(fault) = root.rename(&from, &root, &to) {
        // Who saves at this very moment keeps theirs.
        replace(entry, &after, &before)?;
        return Err(fault.into());
    }
    let file = if is_folder { format!("{to}{}", &file[from.len()..]) } else { to };
    Ok(Named { file })
}

/// Puts a story away, with the folder that is its own.
///
/// # Errors
/// `no-file`; a disk that refuses.
pub(super) fn delete(preview: &Preview, snapshot: &Snapshot, file: &str) -> Result<Away, Refused> {
    let entry = entry(snapshot, file)?;
    let root = Root::open(&preview.root)?;
    let trash = root.make_folder(TRASH)?;
    let day = preview.selection.today.map(|day| format!("{day}-")).unwrap_or_default();
    let name = free_name(&trash, &format!("{day}{}", entry.text.slug))?;
    let (from, _) = place(snapshot, file);
    let (folder, _) = from.rsplit_once('/').unwrap_or_default();
    let kept = trash.make_folder(&name)?;
    kept.make_folder(folder)?;
    root.rename(&from, &kept, &from)?;
    Ok(Away { trash: name })
}

/// Brings back what was put away.
///
/// # Errors
/// `no-file` where nothing of that name was, `exists` where something has its place; a disk that refuses.
pub(super) fn restore(preview: &Preview, name: &str) -> Result<Named, Refused> {
    let root = Root::open(&preview.root)?;
    let gone = || Refused::new(422, "no-file", Message::new("desk-no-file").text("file", name));
    slug::check_component(name).map_err(|_| gone())?;
    let kept = root.folder(format!("{TRASH}/{name}"))?.ok_or_else(gone)?;
    let Kept { from, text: file } = the_one(&kept)?.ok_or_else(gone)?;
    if root.found(&from)?.is_some() {
        return Err(exists(&from));
    }
    let (folder, _) = from.rsplit_once('/').unwrap_or_default();
    root.make_folder(folder)?;
    kept.rename(&from, &root, &from)?;
    root.remove_tree(format!("{TRASH}/{name}"))?;
    Ok(Named { file })
}

/// A story in the trash.
struct Kept {
    /// What was moved there: its text, or the folder that is its own.
    from: String,
    /// Its text.
    text: String,
}

/// The one story below a folder of the trash: every folder above it holds nothing else.
fn the_one(kept: &Root) -> Result<Option<Kept>, Refused> {
    let mut path = String::new();
    loop {
        let folder = if path.is_empty() { Some(kept.clone()) } else { kept.folder(&path)? };
        let Some(folder) = folder else { return Ok(None) };
        let names = folder.names()?;
        let below = |name: &OsString| {
            let name = name.to_str()?;
            Some(if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") })
        };
        let is_its_own = |file: &String| discover::own_folder(file).is_some();
        if let Some(text) = names.iter().filter_map(below).find(is_its_own) {
            return Ok(Some(Kept { from: path, text }));
        }
        let [name] = &names[..] else { return Ok(None) };
        let Some(next) = below(name) else { return Ok(None) };
        if discover::is_text(&next) {
            return Ok(Some(Kept { from: next.clone(), text: next }));
        }
        path = next;
    }
}

/// What is moved with a story: its own folder where it has one that holds no other text, else the file.
fn place(snapshot: &Snapshot, file: &str) -> (String, bool) {
    let Some(folder) = discover::own_folder(file) else { return (file.to_owned(), false) };
    let inside = format!("{folder}/");
    let texts = snapshot.entries.keys().filter(|other| other.starts_with(&inside)).count();
    if texts == 1 { (folder.to_owned(), true) } else { (file.to_owned(), false) }
}

fn replace(entry: &Entry, before: &[u8], after: &[u8]) -> Result<Replaced, Refused> {
    Ok(fs::replace(&entry.text.path, before, after, parse::MAX_TEXT)?)
}

fn legal(slug: &str) -> Result<String, Refused> {
    slug::check_component(slug)
        .map_err(|fault| Refused::new(422, "bad-slug", fault.message(slug)))?;
    Ok(slug.to_owned())
}

fn is_free(root: &Root, slug: &str, folder: &str) -> Result<(), Refused> {
    for taken in [format!("{folder}/{slug}.md"), format!("{folder}/{slug}")] {
        if root.found(&taken)?.is_some() {
            return Err(exists(&taken));
        }
    }
    Ok(())
}

fn exists(file: &str) -> Refused {
    Refused::new(422, "exists", Message::new("desk-exists").text("file", file))
}

fn free_name(folder: &Root, name: &str) -> Result<String, Refused> {
    let mut nth = 1;
    loop {
        let name = if nth == 1 { name.to_owned() } else { format!("{name}-{nth}") };
        if folder.found(&name)?.is_none() {
            return Ok(name);
        }
        nth += 1;
    }
}
