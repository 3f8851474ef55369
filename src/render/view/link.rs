//! What a template may see of a link to a list of stories.

use serde::Serialize;

/// A term that a page links to.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct TermLink<'s> {
    /// Its name.
    pub name: &'s str,
    /// Address of its list.
    pub href: String,
    /// Stories in the list.
    pub count: usize,
}

/// The page on which a year's stories begin.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct YearLink {
    /// `2024`.
    pub year: i16,
    /// Address of the page.
    pub href: String,
}
