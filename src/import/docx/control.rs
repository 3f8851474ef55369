//! What a content control of Word shows.
//!
//! Entry points: [`Shows`], [`is_front`].

/// What a control shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// Text of the document.
    Text,
    /// What to type.
    Prompt,
    /// A table of contents.
    Contents,
}

/// Galleries of what is no text: covers, contents, indexes.
pub(super) fn is_front(gallery: &str) -> bool {
    ["Cover Pages", "Table of Contents", "Custom Table of Contents"].contains(&gallery)
}
