//! A field of Word: what it asks for, and what of it stands in the text.
//!
//! Entry point: [`Field`].

/// A field: what it asks for, and whether its result has begun.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) instruction: String,
    pub(super) has_result: bool,
}

impl Field {
    /// Whether its result is made from the rest of the document.
    pub(super) fn is_made(&self) -> bool {
        let word =
            self.instruction.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        ["TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "INDEX", "TOA", "XE", "TC"]
            .contains(&word.as_str())
    }

    /// Where a link leads.
    pub(super) fn link(&self) -> Option<String> {
        let rest = self.instruction.trim_start().strip_prefix("HYPERLINK")?;
        let address = rest.split('"').nth(1)?;
        (!rest.trim_start().starts_with("\\l")).then(|| address.to_owned())
    }
}
