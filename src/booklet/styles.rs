//! The styles of a Word file: all of its look, each under the name that a printer looks for.
//!
//! Entry points: [`XML`], and the ids of the styles. Fonts are named and not embedded: a printing office has them. Sizes
//! are half points, distances twips; the page is A4 with the margins of official documents (GB/T 9704-2012).

/// The title of a series on its cover.
pub(super) const COVER: &str = "CoverTitle";
/// The office on the cover.
pub(super) const OFFICE: &str = "CoverOffice";
/// The heading of contents and indexes.
pub(super) const LIST_TITLE: &str = "ListTitle";
/// A line of the contents.
pub(super) const CONTENTS: &str = "TOC1";
/// A group of an index.
pub(super) const GROUP: &str = "IndexGroup";
/// A line of an index.
pub(super) const INDEX: &str = "Index2";
/// Text.
pub(super) const TEXT: &str = "Normal";
/// What holds a photo.
pub(super) const PHOTO: &str = "Photo";
/// What stands below a photo.
pub(super) const CAPTION: &str = "Caption";
/// A line of the sign-off.
pub(super) const SIGNOFF: &str = "Signoff";
/// A quotation.
pub(super) const QUOTE: &str = "Quote";
/// Code in lines of its own.
pub(super) const CODE: &str = "Code";
/// An item with a bullet.
pub(super) const BULLET: &str = "ListBullet";
/// An item with a number.
pub(super) const NUMBER: &str = "ListNumber";
/// A table.
pub(super) const TABLE: &str = "Table";
/// Text in a table.
pub(super) const CELL: &str = "Cell";
/// The name of a fact, the head of a column.
pub(super) const LABEL: &str = "Label";
/// The text of a footnote.
pub(super) const FOOTNOTE: &str = "FootnoteText";

/// The style of a heading; 1 is a title.
pub(super) fn heading(level: u8) -> &'static str {
    ["Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6"]
        [usize::from(level.clamp(1, 6)) - 1]
}

/// `word/styles.xml`.
pub(super) const XML: &str = include_str!("assets/styles.xml");
/// `word/fontTable.xml`.
pub(super) const FONTS: &str = include_str!("assets/fontTable.xml");
/// `word/settings.xml`.
pub(super) const SETTINGS: &str = include_str!("assets/settings.xml");
/// `word/theme/theme1.xml`: colours and fonts that no style of ours takes, but that a file of Word has.
pub(super) const THEME: &str = include_str!("assets/theme1.xml");
/// `word/footer1.xml`.
pub(super) const FOOTER: &str = include_str!("assets/footer1.xml");
