//! Data as a script: `search.js` loads it with a `<script>` tag, which works from a disk too, where
//! a page may fetch nothing.
//!
//! Entry point: [`script`]. The script calls one function with JSON, and can do nothing else.

use memchr::memmem;
use serde::Serialize;

/// `liuhaoSearch("text",3,…);`
pub(super) fn script(kind: &str, number: usize, data: &impl Serialize) -> Vec<u8> {
    let mut script = format!("liuhaoSearch(\"{kind}\",{number},").into_bytes();
    serde_json::to_writer(&mut script, data).expect("texts and numbers are JSON");
    script.extend_from_slice(b");\n");
    harmless(script)
}

/// JSON that is JavaScript of every age, and that could even stand inside a page. Outside its texts
/// JSON has none of these characters.
fn harmless(script: Vec<u8>) -> Vec<u8> {
    let holds = |text: &str| memmem::find(&script, text.as_bytes()).is_some();
    if !["<", "\u{2028}", "\u{2029}"].into_iter().any(holds) {
        return script;
    }
    let json = String::from_utf8(script).expect("JSON is UTF-8");
    let json = json.replace('<', "\\u003c");
    json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_quotes() {
        let text = "</script><!--\"\\\n\u{2028}\u{2029}𠮷";
        let bytes = script("text", 3, &[text]);
        let expected = "liuhaoSearch(\"text\",3,[\"\\u003c/script>\\u003c!--\\\"\\\\\\n\\u2028\\u2029𠮷\"]);\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }
}
