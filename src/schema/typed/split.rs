//! A key, what parts it from its value, and what is wrong with that.

use std::ops::Range;

use crate::schema::typed::Kind;
use crate::schema::typed::line::is_blank;

/// A key, a gap and a value, as bytes of the text that was split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Split {
    /// The key.
    pub key: Range<usize>,
    /// From the key to the value.
    pub gap: Range<usize>,
    /// What is wrong with the gap.
    pub slip: Option<Kind>,
}

/// Marks that are seen as a colon.
pub(super) const COLONS: [char; 5] = [':', '：', '﹕', '∶', '︰'];

/// What is wrong with a gap that has a colon.
pub(super) fn slip(gap: &str, has_value: bool) -> Option<Kind> {
    let blanks = gap.trim_start_matches(is_blank);
    let colon = blanks.chars().next()?;
    let behind = &blanks[colon.len_utf8()..];
    if colon != ':' || behind.contains('：') {
        Some(Kind::Colon)
    } else if behind.contains(COLONS) {
        Some(Kind::Mark)
    } else if gap.chars().any(|c| is_blank(c) && !c.is_ascii()) {
        Some(Kind::Blank)
    } else if has_value && behind.is_empty() {
        Some(Kind::MissingBlank)
    } else {
        None
    }
}
