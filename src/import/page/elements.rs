//! What elements are: silent, blocks, headings, marks of lists.
//!
//! Entry points: [`is_silent`], [`is_block`], [`heading_level`], [`is_list_mark`].

use crate::import::page::tree::Tree;
use crate::import::page::values::property;

/// Whether an element is the mark of an item of a list, as a word processor writes it: `mso-list: Ignore`.
pub(super) fn is_list_mark(tree: &Tree, node: usize) -> bool {
    let style = tree.attribute(node, "style").unwrap_or_default().to_ascii_lowercase();
    property(&style, "mso-list") == Some("ignore")
}

/// Whether nothing inside an element is text of the page.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "svg"
            | "iframe"
            | "video"
            | "audio"
            | "template"
            | "head"
            | "button"
            | "select"
            | "input"
            | "textarea"
    ) || name.starts_with("mp-")
        || name.starts_with("mpvoice")
}

/// 0 for h1.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    let level: u8 = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then(|| level - 1)
}

/// Whether a line ends where an element begins and ends.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "section"
            | "div"
            | "li"
            | "ul"
            | "ol"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "pre"
            | "dl"
            | "dt"
            | "dd"
            | "center"
            | "hr"
            | "fieldset"
    )
}
