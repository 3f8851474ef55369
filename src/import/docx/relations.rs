//! Which part of an archive refers to which other.
//!
//! Entry points: [`parse`], and [`part_of`] for where the relations of a part stand.

use std::collections::BTreeMap;

use crate::import::docx::xml::{Step, Xml};
use crate::import::refusal::Refusal;

/// What a part refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Relation {
    /// The last word of its type: `image`, `styles`, `hyperlink`.
    pub(in crate::import) kind: String,
    /// The part it leads to; `None` outside the archive, and where the address leads out of it.
    pub(in crate::import) part: Option<String>,
    /// The address as written.
    pub(in crate::import) target: String,
    /// Whether it leads out of the file.
    pub(in crate::import) is_external: bool,
}

/// Relations by id.
pub(in crate::import) type Relations = BTreeMap<String, Relation>;

/// Where the relations of a part stand: `word/_rels/document.xml.rels`.
pub(in crate::import) fn part_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{name}.rels")
}

/// Reads the relations of a part that lies in `folder`.
pub(in crate::import) fn parse(text: &str, folder: &str) -> Result<Relations, Refusal> {
    let mut xml = Xml::new(text, "rels");
    let mut relations = Relations::new();
    loop {
        match xml.next()? {
            Step::Open(tag) if tag.name == "Relationship" => {
                let get = |name| tag.any(name).unwrap_or_default().to_owned();
                let target = get("Target");
                let is_external =
                    tag.any("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
                let part = if is_external { None } else { resolve(folder, &target) };
                let kind = get("Type").rsplit('/').next().unwrap_or_default().to_owned();
                relations.insert(get("Id"), Relation { kind, part, target, is_external });
            }
            Step::Open(_) | Step::Close | Step::Text(_) => {}
            Step::End => return Ok(relations),
        }
    }
}

/// The name of a part from an address in a folder; `None` for one that leads above the root.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|part| !part.is_empty()).collect()
    };
    for part in target.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_never_lead_out() {
        assert_eq!(resolve("word", "media/a.png").as_deref(), Some("word/media/a.png"));
        assert_eq!(resolve("word", "/word/media/a.png").as_deref(), Some("word/media/a.png"));
        assert_eq!(resolve("word", "../media/a.png").as_deref(), Some("media/a.png"));
        assert_eq!(resolve("word", "../../../etc/passwd"), None);
        assert_eq!(part_of("word/document.xml"), "word/_rels/document.xml.rels");
        assert_eq!(part_of(""), "_rels/.rels");
    }
}
