//! Text of an article: escaping, and what of HTML a reader sees.
//!
//! Entry points: [`push`], [`attribute`], [`visible`], [`cell`], [`open_ended`].

use pulldown_cmark::Alignment;
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

const EXPECT: &str = "a String takes every write";

/// Appends a text between tags.
pub(super) fn push(html: &mut String, text: &str) {
    escape_html_body_text(&mut *html, text).expect(EXPECT);
}

/// A text inside an attribute.
pub(super) fn attribute(text: &str) -> String {
    let mut escaped = String::new();
    escape_html(&mut escaped, text).expect(EXPECT);
    escaped
}

/// Characters of HTML of ours that a reader sees, blanks not counted.
pub(super) fn visible(html: &str) -> usize {
    let mut count = 0;
    each_text(html, &mut |c| count += usize::from(!c.is_whitespace()));
    count
}

/// The text of HTML of ours, a line for each block: what an editor without markup takes.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        each_text(&rest[..at], &mut |c| text.push(c));
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = rest[at..end].trim_start_matches(['<', '/']);
        let ends_line = ["p", "section", "tr", "br"].iter().any(|name| {
            tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>', '/']))
        });
        if ends_line && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        } else if rest[at..].starts_with("<td") || rest[at..].starts_with("<th") {
            text.push(' ');
        }
        rest = &rest[end..];
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Every character between tags, references resolved.
fn each_text(html: &str, see: &mut dyn FnMut(char)) {
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        if c == '<' {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            rest = &rest[end..];
            continue;
        }
        let known = REFERENCES.iter().find(|(name, _)| rest.starts_with(name));
        let (length, c) = known.map_or((c.len_utf8(), c), |(name, c)| (name.len(), *c));
        see(c);
        rest = &rest[length..];
    }
}

/// The references that we write.
const REFERENCES: [(&str, char); 5] =
    [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&nbsp;", '\u{A0}')];

/// HTML of ours without the ends of paragraphs that the next one, or the end of what they stand in, tells as well (HTML
/// Standard, 13.1.2.4). Before a table the end stays: a page without a document type puts the table inside the paragraph.
pub(super) fn open_ended(html: &str) -> String {
    ["<p", "<section", "</section"]
        .iter()
        .fold(html.to_owned(), |html, next| html.replace(&format!("</p>{next}"), next))
}

/// The tag that begins a cell of a table.
pub(super) fn cell(is_head: bool, alignment: Alignment) -> &'static str {
    match (is_head, alignment) {
        (false, Alignment::None | Alignment::Left) => "<td>",
        (false, Alignment::Center) => "<td style=text-align:center>",
        (false, Alignment::Right) => "<td style=text-align:right>",
        // A head stands in the middle by itself.
        (true, Alignment::None | Alignment::Left | Alignment::Center) => "<th>",
        (true, Alignment::Right) => "<th style=text-align:right>",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_sees() {
        let html = "<section style=\"a\"><p>甲 乙&lt;b</p><table><tr><th>丙<td>丁<tr><td>戊</table></section>";
        assert_eq!(visible(html), 7);
        assert_eq!(plain(html), "甲 乙<b\n丙 丁\n戊");
    }
}
