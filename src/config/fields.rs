//! The keys of profiles that an office declares: `fields` of `site.yaml`.
//!
//! Entry points: [`OwnField`], one such key; [`read`]. What an office declares is kept as long as the program runs, each
//! declaration once: tables of keys live as long, and there is a handful of them.

use crate::config::kept::Kept;
use crate::config::read::component;
use crate::locale::Message;
use crate::schema::{At, Reader, Rows};
use crate::slug;

static FIELDS: Kept<OwnField> = Kept::new();

/// The most keys that an office may declare: a profile of more is no profile.
const MAX_FIELDS: usize = 40;
/// Characters of a name.
const MAX_NAME: usize = 20;

/// A key of profiles that the office declares.
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnField {
    /// The key in profiles and in data files.
    pub name: String,
    /// Other names of the key in profiles.
    pub aliases: Vec<String>,
    /// What its value looks like.
    pub kind: FieldKind,
    /// What readers see beside the value, and the column of the table.
    pub label: String,
    /// What it means, for editors.
    pub note: String,
    /// Whether pages show it.
    pub is_shown: bool,
    /// Whether a search can be restricted to its values.
    pub is_filter: bool,
    /// Whether it is a column of `data/branches.csv`.
    pub is_column: bool,
    /// Whether each of its values has a page that lists its stories.
    pub is_list: bool,
    /// The folder of these pages.
    pub folder: String,
}

/// What the value of a declared key looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKind {
    /// One text.
    Text,
    /// A number with or without a unit.
    Quantity,
    /// A date, as fine as written.
    Date,
    /// One text or several.
    Texts,
}

impl FieldKind {
    /// The words for a kind.
    const WORDS: [&str; 8] = ["文字", "数量", "日期", "多项", "text", "quantity", "date", "texts"];

    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "文字" | "text" => Self::Text,
            "数量" | "quantity" => Self::Quantity,
            "日期" | "date" => Self::Date,
            "多项" | "texts" => Self::Texts,
            _ => return None,
        })
    }
}

impl OwnField {
    /// Whether anything of it is published: a field with all four switched off is a note of the office.
    pub fn is_public(&self) -> bool {
        self.is_shown || self.has_terms() || self.is_column
    }

    /// Whether stories are sorted by it.
    pub fn has_terms(&self) -> bool {
        self.is_filter || self.is_list
    }
}

/// One as it is read, before it is known to be whole.
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub name: String,
    pub aliases: Vec<String>,
    pub kind: FieldKind,
    pub label: String,
    pub note: String,
    pub is_shown: bool,
    pub is_filter: bool,
    pub is_column: bool,
    pub is_list: bool,
    pub folder: Option<String>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            name: String::new(),
            aliases: Vec::new(),
            kind: FieldKind::Text,
            label: String::new(),
            note: String::new(),
            is_shown: true,
            is_filter: false,
            is_column: true,
            is_list: false,
            folder: None,
        }
    }
}

/// The kind of a declared key.
pub(super) fn kind(reader: &mut Reader<'_>, at: At<'_>) -> FieldKind {
    let Some(word) = reader.text(at) else { return FieldKind::Text };
    FieldKind::parse(word.trim()).unwrap_or_else(|| {
        reader.no_such_word(at, "not-a-field-kind", &word, &FieldKind::WORDS);
        FieldKind::Text
    })
}

/// The keys that an office declares, each once.
pub(super) fn read(
    keys: &'static Rows<Draft>,
    reader: &mut Reader<'_>,
    at: At<'_>,
) -> Vec<&'static OwnField> {
    let mut fields: Vec<&'static OwnField> = Vec::new();
    reader.each_with(keys, at, &mut |reader, draft: Draft, at| {
        if fields.len() == MAX_FIELDS {
            let message = Message::new("too-many-fields").count("max", MAX_FIELDS);
            return reader.fault("out-of-range", at, message);
        }
        if let Some(field) = finished(reader, draft, at) {
            fields.push(field);
        }
    });
    fields
}

fn finished(reader: &mut Reader<'_>, draft: Draft, at: At<'_>) -> Option<&'static OwnField> {
    let names = std::iter::once(&draft.name).chain(&draft.aliases);
    let mut is_legal = true;
    for name in names.filter(|name| !is_name(name)) {
        is_legal = false;
        let message = Message::new("bad-field-name").text("name", name).count("max", MAX_NAME);
        reader.fault("bad-name", at, message);
    }
    if (draft.is_filter || draft.is_list) && draft.kind == FieldKind::Quantity {
        is_legal = false;
        let message = Message::new("field-has-no-terms").text("name", &draft.name);
        reader.fault("wrong-type", at, message);
    }
    if !is_legal {
        return None;
    }
    let label = if draft.label.is_empty() { draft.name.clone() } else { draft.label };
    let folder = draft.folder.unwrap_or_else(|| slug::from_term(&draft.name));
    Some(FIELDS.keep(OwnField {
        aliases: draft.aliases,
        kind: draft.kind,
        label,
        note: draft.note,
        is_shown: draft.is_shown,
        is_filter: draft.is_filter,
        is_column: draft.is_column,
        is_list: draft.is_list,
        folder,
        name: draft.name,
    }))
}

/// Whether a key can be called so: letters, Han, digits, `_` and `-`, the first a letter or a Han.
fn is_name(name: &str) -> bool {
    let is_first = name.starts_with(char::is_alphabetic);
    let is_legal = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    is_first && name.chars().count() <= MAX_NAME && name.chars().all(is_legal)
}

/// Names of the folders that pages of the site itself have: no declared folder can be called so.
pub const FOLDERS: [&str; 14] = [
    "branches", "series", "county", "honour", "year", "tag", "data", "page", "pages", "search",
    "theme", "stats", "feed", "reviews",
];

/// The folder of declared pages.
pub(super) fn folder(reader: &mut Reader<'_>, at: At<'_>) -> Option<String> {
    let name = component(reader, at)?;
    if FOLDERS.contains(&&*slug::collision_key(&name)) {
        reader.fault("bad-name", at, Message::new("folder-taken").text("name", name));
        return None;
    }
    Some(name)
}
