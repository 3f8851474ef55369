//! A series as one page, to be printed: preface, contents, all stories.
//!
//! Entry point: [`view`]. Many stories share the page, so the anchors of each begin with a name of
//! its own, and its headings go one level down, below its title.

use memchr::memchr;

use crate::render::body::content;
use crate::render::picture::Position;
use crate::render::story;
use crate::render::view::{BookletView, StoryView};
use crate::site::{SeriesId, Site, permalink};

pub(super) fn view<'s>(site: &'s Site, id: SeriesId, root: &str) -> BookletView<'s> {
    let list = site.list(id);
    let stories = (1..).zip(&list.stories).map(|(number, id)| {
        let anchor = format!("s{number}");
        let whole = story::view(site, *id, root, Position::Below);
        let content = below(&whole.content, &anchor).into();
        StoryView { anchor, content, ..whole }
    });
    BookletView {
        title: &list.series.title,
        series: permalink::href(&permalink::series(&list.series.slug)),
        preface: content(site, (&list.series.file, &list.series.body), root, Position::First),
        stories: stories.collect(),
    }
}

/// HTML for a page of several texts: ids and links to them begin with `name_`, headings are one
/// level lower. Texts between the tags stay as they are.
fn below(html: &str, name: &str) -> String {
    let mut lower = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        lower.push_str(&rest[..at]);
        let tag = tag(&rest[at..]);
        rest = &rest[at + tag.len()..];
        lower.push_str(
            &heading(tag)
                .replace(" id=\"", &format!(" id=\"{name}_"))
                .replace(" href=\"#", &format!(" href=\"#{name}_")),
        );
    }
    lower + rest
}

/// The tag that `html` begins with. A `>` in quotes does not end it.
fn tag(html: &str) -> &str {
    let mut is_quoted = false;
    let end = html.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    });
    end.map_or(html, |end| &html[..=end])
}

/// A tag, of a heading the one that is a level lower.
fn heading(tag: &str) -> String {
    let digit = tag.find('h').map_or(0, |at| at + 1);
    let is_heading = ["<h", "</h"].contains(&&tag[..digit])
        && tag[digit..].starts_with(|c| matches!(c, '2'..='5'))
        && tag[digit + 1..].starts_with([' ', '>']);
    if !is_heading {
        return tag.to_owned();
    }
    let level = tag.as_bytes()[digit] - b'0' + 1;
    format!("{}{level}{}", &tag[..digit], &tag[digit + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_get_a_name_and_headings_go_down() {
        let html = "<h2 id=\"甲\">甲</h2>\n<p>a id=\"b &lt;h2&gt;<a href=\"#甲\">回</a> <a href=\"x.html#甲\">外</a></p>";
        assert_eq!(
            below(html, "s1"),
            "<h3 id=\"s1_甲\">甲</h3>\n<p>a id=\"b &lt;h2&gt;<a href=\"#s1_甲\">回</a> <a href=\"x.html#甲\">外</a></p>"
        );
    }

    #[test]
    fn other_tags_stay() {
        for html in ["<hr /><img alt=\"a > b\"><h6>x</h6><header>", "<a title=\"<h2>\">x", "<"] {
            assert_eq!(below(html, "s1"), html);
        }
    }
}
