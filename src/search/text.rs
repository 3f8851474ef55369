//! What of a story is searched: everything that its page shows of itself, as plain lines.
//!
//! Entry point: [`Text::of`]. The body's HTML is ours or sanitised, so its tags are whole; it is
//! read once, and nothing of it is kept beside the HTML that the page is made from.

use memchr::memchr;

use crate::config::Config;
use crate::date::PartialDate;
use crate::parse::Story;
use crate::search::fold::clean;
use crate::site::Site;

/// The text of one story, a line for each fact and paragraph. No match goes over the end of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The title and names: who the story is about.
    pub head: String,
    /// Tags, facts, then the story.
    pub body: String,
}

impl Text {
    /// The text of `story`.
    pub fn of(site: &Site, story: &Story) -> Self {
        let mut text = Self { head: String::with_capacity(128), body: String::new() };
        text.names(site, story);
        let html = story.body.fill(|_, _| {});
        text.body.reserve(html.len() + 256);
        text.facts(site, story);
        plain(&html, &mut text.body);
        end_line(&mut text.body);
        text.head.pop();
        text.body.pop();
        text
    }

    fn names(&mut self, site: &Site, story: &Story) {
        let branch = &story.profile.branch;
        line(&mut self.head, &[story.title()]);
        if story.branch_name() != story.title() {
            line(&mut self.head, &[story.branch_name()]);
        }
        for former in &branch.former_names {
            line(&mut self.head, &[&former.name]);
        }
        if let Some(unit) = branch.unit.as_deref() {
            line(&mut self.head, &[unit]);
        }
        if let Some(county) = branch.county.as_deref() {
            line(&mut self.head, &[Config::canonical(&site.config.counties, county)]);
        }
    }

    fn facts(&mut self, site: &Site, story: &Story) {
        let (profile, into) = (&story.profile, &mut self.body);
        for tag in &profile.tags {
            line(into, &[tag]);
        }
        for honour in &profile.honours {
            let level = honour.level.as_deref().unwrap_or_default();
            let by = honour.by.as_deref().unwrap_or_default();
            let batch = honour.batch.as_deref().unwrap_or_default();
            let years = honour.years.map(years).unwrap_or_default();
            let level = Config::canonical(&site.config.levels, level);
            line(into, &[level, &honour.title, &years, batch, by]);
        }
        for activity in &profile.activities {
            let since = activity.since.as_deref().unwrap_or_default();
            let note = activity.note.as_deref().unwrap_or_default();
            line(into, &[&activity.name, activity.count.text(), since, note]);
        }
        if let Some(founded) = profile.branch.founded {
            line(into, &["成立", &PartialDate::to_chinese(founded)]);
        }
        for former in &profile.branch.former_names {
            line(into, &[former.reason.as_deref().unwrap_or_default()]);
        }
        for mechanism in &profile.mechanisms {
            line(into, &[mechanism]);
        }
        for signoff in &profile.signoff {
            line(into, &[&signoff.role, &signoff.by.join("、")]);
        }
    }
}

/// `2023年度`, `2019—2020年度`.
fn years((first, last): (i16, i16)) -> String {
    if first == last { format!("{first}年度") } else { format!("{first}—{last}年度") }
}

/// Appends a line of parts with spaces between them; nothing where all are empty.
fn line(into: &mut String, parts: &[&str]) {
    for part in parts {
        clean(part, into);
        clean(" ", into);
    }
    end_line(into);
}

/// Ends the line, unless it is empty.
fn end_line(into: &mut String) {
    into.truncate(into.trim_end_matches(' ').len());
    if !into.is_empty() && !into.ends_with('\n') {
        into.push('\n');
    }
}

/// Tags inside a line; every other one ends it.
const INLINE: [&str; 23] = [
    "a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt",
    "ruby", "s", "small", "span", "strong", "sub", "sup", "u", "input",
];

/// Appends the text between the tags, a line for each block. The numbers of footnotes, which stand
/// in the middle of sentences, are left out.
fn plain(html: &str, into: &mut String) {
    let mut rest = html;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        unescape(&rest[..at], into);
        let (tag, behind) = split_tag(&rest[at..]);
        rest = behind;
        let name = tag.trim_start_matches(['<', '/']);
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if !INLINE.contains(&name) {
            end_line(into);
        }
        if tag.starts_with("<sup class=\"footnote-") {
            rest = rest.find("</sup>").map_or(rest, |end| &rest[end..]);
        }
    }
    unescape(rest, into);
}

/// The tag at the start of `html`, and what follows. A `>` in quotes does not end it.
fn split_tag(html: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return html.split_at(at + 1),
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    (html, "")
}

/// The named characters that the Markdown writer and the sanitiser write.
const ENTITIES: [(&str, &str); 6] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&nbsp;", " "),
];

fn unescape(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        clean(&rest[..at], into);
        let known = ENTITIES.iter().find(|(entity, _)| rest[at..].starts_with(entity));
        let (shown, length) = known.map_or(("&", 1), |(entity, shown)| (shown, entity.len()));
        clean(shown, into);
        rest = &rest[at + length..];
    }
    clean(rest, into);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(html: &str) -> String {
        let mut into = String::new();
        plain(html, &mut into);
        into
    }

    #[test]
    fn blocks_are_lines_and_what_marks_words_is_gone() {
        assert_eq!(
            lines("<h2 id=\"a\">甲</h2>\n<p>乙<em>丙</em>丁<br />\n戊</p>\n"),
            "甲\n乙丙丁\n戊\n"
        );
        assert_eq!(lines("<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"), "甲\n乙\n");
        assert_eq!(lines("<p>red\n<b>star</b></p>"), "red star\n");
    }

    #[test]
    fn escapes_are_read_and_attributes_are_not() {
        assert_eq!(lines("<p>a &amp;lt; &lt;b&gt; &x</p>"), "a &lt; <b> &x\n");
        assert_eq!(lines("<img src=\"\" alt=\"a>b\"><a title='c>\"d' href=\"\">e</a>"), "e");
    }

    #[test]
    fn the_number_of_a_footnote_does_not_cut_a_sentence() {
        let html = "<p>甲<sup class=\"footnote-reference\"><a href=\"#1\">1</a></sup>乙</p>";
        assert_eq!(lines(html), "甲乙\n");
    }
}
