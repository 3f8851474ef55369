//! Writes YAML that reads back the same, here and in other programs.
//!
//! Entry points: [`scalar`] for one text, [`document`] for anything that serde can serialise.

use serde::Serialize;

/// A text on one line, quoted where it would otherwise be taken for something else. Line breaks are
/// written as escapes.
pub fn scalar(text: &str) -> String {
    if text.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{FEFF}']) {
        return double_quoted(text);
    }
    let written = document(&text);
    let written = written.trim_end_matches('\n');
    if written.contains('\n') { double_quoted(text) } else { written.to_owned() }
}

/// JSON's escapes are YAML's.
fn double_quoted(text: &str) -> String {
    let mut quoted = serde_json::to_string(text).expect("a text is JSON");
    for (character, escape) in
        [('\u{85}', "\\N"), ('\u{2028}', "\\L"), ('\u{2029}', "\\P"), ('\u{FEFF}', "\\uFEFF")]
    {
        quoted = quoted.replace(character, escape);
    }
    quoted
}

/// A whole document.
///
/// # Panics
/// Where a key of `value` is a list or a map.
pub fn document(value: &impl Serialize) -> String {
    serde_yaml::to_string(value).expect("texts, numbers, lists and maps with keys of text are YAML")
}
