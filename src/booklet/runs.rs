//! Pieces of WordprocessingML: runs of text, fields.
//!
//! Entry points: [`run`], [`field`].

use quick_xml::escape::escape;

/// How words are set beyond their style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Format {
    /// How many elements deep words are strong.
    pub(super) strong: usize,
    /// How many elements deep words are stressed.
    pub(super) stressed: usize,
    /// How many elements deep words are struck.
    pub(super) struck: usize,
    /// Raised, for numbers of powers and the like.
    pub(super) raised: usize,
    /// Lowered.
    pub(super) lowered: usize,
    /// Whether blanks and letters keep their width.
    pub(super) is_code: bool,
}

/// Text that may stand in XML: escaped, without characters that XML does not have.
pub(super) fn escaped(text: &str) -> String {
    let is_legal = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let text: String =
        text.chars().filter(is_legal).filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect();
    escape(text).into_owned()
}

/// A run of plain text.
pub(super) fn plain(text: &str) -> String {
    run(text, Format::default())
}

/// A run of text.
pub(super) fn run(text: &str, format: Format) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<w:r>{}<w:t xml:space=\"preserve\">{}</w:t></w:r>", properties(format), escaped(text))
}

/// The properties of a run, in the order of the schema.
pub(super) fn properties(format: Format) -> String {
    let Format { strong, stressed, struck, raised, lowered, is_code } = format;
    let parts = [
        (
            is_code,
            "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:eastAsia=\"仿宋_GB2312\"/>",
        ),
        (strong > 0, "<w:b/>"),
        (struck > 0, "<w:strike/>"),
        (raised > 0, "<w:vertAlign w:val=\"superscript\"/>"),
        (raised == 0 && lowered > 0, "<w:vertAlign w:val=\"subscript\"/>"),
        (stressed > 0, "<w:em w:val=\"dot\"/>"),
    ];
    let set: String = parts.iter().filter(|(is, _)| *is).map(|(_, xml)| *xml).collect();
    if set.is_empty() { set } else { format!("<w:rPr>{set}</w:rPr>") }
}

/// A field: what Word computes, and what stands there until it does.
pub(super) fn field(instruction: &str, shown: &str) -> String {
    format!("{}{shown}{END}", begin(instruction))
}

/// The beginning of a field, up to what is shown.
pub(super) fn begin(instruction: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
         <w:r><w:instrText xml:space=\"preserve\"> {} </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
        escaped(instruction)
    )
}

/// The end of a field.
pub(super) const END: &str = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
