//! What `liuhao explain` says of a rule: what it wants, why, an example and how to mend it.
//!
//! Entry point: [`manual`]. The texts lie in `docs/`, one file for each rule and language, each
//! with the same four parts; `docs/rules.md` is made from the very same texts.

use include_dir::{Dir, include_dir};

use crate::locale::Language;

static TEXTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/check/docs");

/// The four parts of a rule's manual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manual {
    /// What must hold, in a sentence or two.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// Lines of a file that break the rule.
    pub example: &'static str,
    /// How to mend it.
    pub fix: &'static str,
}

/// The manual of the rule `id`, or `None` where no rule is called so.
pub fn manual(id: &str, language: Language) -> Option<Manual> {
    let end = match language {
        Language::Chinese => "zh",
        Language::English => "en",
    };
    let text = TEXTS.get_file(format!("{id}.{end}.md"))?.contents_utf8()?;
    let mut parts = text.split("\n\n---\n\n").map(str::trim);
    let mut next = || parts.next().filter(|part| !part.is_empty());
    Some(Manual { what: next()?, why: next()?, example: next()?, fix: next()? })
}
