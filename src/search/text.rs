//! What of a story is searched: everything that its page shows of itself, as plain lines.
//!
//! Entry point: [`Text::of`].

use crate::config::Config;
use crate::date::PartialDate;
use crate::parse::body::node::{Leads, Node, Step};
use crate::parse::{Article, Story};
use crate::search::fold::clean;
use crate::site::{Searched, Site};

/// The text of one story, a line for each fact and paragraph. No match goes over the end of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The title and names: who the story is about.
    pub head: String,
    /// Tags, facts, then the story.
    pub body: String,
}

impl Text {
    /// The text of what a search finds.
    pub fn of(site: &Site, one: Searched) -> Self {
        match one {
            Searched::Story(id) => Self::of_story(site, site.story(id)),
            Searched::Article(id) => Self::of_article(site.article(id)),
        }
    }

    fn of_article(article: &Article) -> Self {
        let mut text = Self::default();
        line(&mut text.head, &[&article.page.title]);
        line(&mut text.head, &[&article.section.name]);
        for step in article.page.body.spoken() {
            push(step, &mut text.body);
        }
        end_line(&mut text.body);
        text.head.pop();
        text.body.pop();
        text
    }

    fn of_story(site: &Site, story: &Story) -> Self {
        let mut text = Self { head: String::with_capacity(128), body: String::new() };
        text.names(site, story);
        text.body.reserve(story.body.bytes() + 256);
        text.facts(site, story);
        for step in story.body.spoken() {
            push(step, &mut text.body);
        }
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
        for (field, value) in
            profile.stated(&site.config.fields).filter(|(field, _)| field.is_shown)
        {
            line(into, &[&field.label, &value.shown().join(" ")]);
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

/// Appends what a reader sees of a step, a line for each block. The numbers of footnotes, which stand
/// in the middle of sentences, are left out.
fn push(step: Step<'_>, into: &mut String) {
    match step {
        Node::Start(element) | Node::End(element) if element.is_inline() => {}
        Node::Tag(_) | Node::Checkbox { .. } | Node::FootnoteCall { .. } => {}
        Node::Start(_) | Node::End(_) | Node::BlockTag(_) | Node::HardBreak | Node::Rule => {
            end_line(into);
        }
        Node::Text(_) | Node::Code(_) | Node::Source(_) | Node::SoftBreak { .. } => {
            clean(step.words(), into);
        }
        Node::Picture(link) if link.leads != Leads::Inside => clean(&link.alt, into),
        Node::Picture(_) => end_line(into),
        Node::Figure(link) => {
            end_line(into);
            clean(link.caption(), into);
            end_line(into);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::RawHtml;
    use crate::parse::body::{self, Settings};
    use crate::render::html::{Position, render};

    fn lines(markdown: &str, html: RawHtml) -> String {
        let settings = Settings { summary_length: 60, html };
        let body = body::parse(&"a.md".into(), markdown, 0, settings).body;
        let mut into = String::new();
        body.spoken().for_each(|step| push(step, &mut into));
        into
    }

    #[test]
    fn blocks_are_lines_and_what_marks_words_is_gone() {
        let text = |markdown| lines(markdown, RawHtml::Text);
        assert_eq!(text("## 甲\n\n乙*丙*丁\\\n戊"), "甲\n乙丙丁\n戊\n");
        assert_eq!(text("- 甲\n- [x] 乙\n"), "甲\n乙\n");
        assert_eq!(text("red\n**star**"), "red star\n");
        assert_eq!(text("| 甲 | 乙 |\n|--|--|\n| 丙 | `丁` |"), "甲\n乙\n丙\n丁\n");
        assert_eq!(text("![图](a.jpg \"题\")\n\n[录音](a.mp3)"), "题\n录音\n");
        assert_eq!(text("a &lt; <b>"), "a < <b>\n");
    }

    #[test]
    fn html_that_passed_is_its_text() {
        let html = "<details><summary title='c>d'>甲&amp;lt;</summary><p>乙<b>丙</b></p></details>";
        assert_eq!(lines(html, RawHtml::Sanitised), "甲&lt;\n乙丙\n");
        assert_eq!(lines("甲<br>乙<sub>丙</sub><!-- 丁 -->", RawHtml::Sanitised), "甲\n乙丙\n");
    }

    #[test]
    fn readings_stay_out() {
        let ruby = "<ruby>酒<rp>（</rp><rt>jiǔ</rt><rp>）</rp>泉<rt>quán</rt></ruby>市";
        assert_eq!(lines(ruby, RawHtml::Sanitised), "酒泉市\n");
        assert_eq!(lines(&format!("<div>{ruby}</div>"), RawHtml::Sanitised), "酒泉市\n");
        let settings = Settings { summary_length: 60, html: RawHtml::Sanitised };
        let body = body::parse(&"a.md".into(), ruby, 0, settings).body;
        assert_eq!(body.summary(60), "酒泉市");
        let headed =
            body::parse(&"a.md".into(), &format!("## {ruby}支部\n\n{ruby}\n"), 0, settings);
        let headings: Vec<_> =
            headed.body.headings().map(|one| format!("{} {}", one.id, one.text)).collect();
        assert_eq!(headings, ["酒泉市支部 酒泉市支部"]);
        assert_eq!(headed.prose.text(), "酒泉市支部\n酒泉市\n");
    }

    /// Markup, and a place for a word.
    const PIECES: [&str; 24] = [
        "W",
        "W",
        "W",
        "*",
        "**",
        "_",
        "甲~~",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "## ",
        "1. ",
        "[",
        "](b.md)",
        "](javascript:x)",
        "[^1]",
        "\n\n[^1]: ",
        "<b>",
        "</b>",
        "<div>\n",
        "</div>\n\n",
        "\\",
        "&amp;",
    ];

    /// A text of these pieces with words that differ, and the words.
    fn text(pieces: &[&str]) -> (String, Vec<String>) {
        let words = pieces.iter().filter(|piece| **piece == "W").zip('\u{5000}'..);
        let words: Vec<_> = words.map(|(_, c)| format!("词{c}")).collect();
        let mut next = words.iter();
        let pieces = pieces.iter().map(|piece| match *piece {
            "W" => next.next().map_or("", String::as_str),
            markup => markup,
        });
        (pieces.collect(), words)
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]
        #[test]
        fn a_word_that_is_shown_is_searched_and_checked(
            pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40),
        ) {
            let (markdown, words) = text(&pieces);
            for html in [RawHtml::Text, RawHtml::Sanitised] {
                let settings = Settings { summary_length: 60, html };
                let parsed = body::parse(&"a.md".into(), &markdown, 0, settings);
                let shown = render(&parsed.body, Position::First, |_, _| {});
                let searched = lines(&markdown, html);
                for word in &words {
                    proptest::prop_assert!(shown.contains(word), "{word} of {markdown:?} is not shown");
                    proptest::prop_assert!(searched.contains(word), "{word} of {markdown:?} is not found");
                    let checked = parsed.prose.text().contains(word);
                    proptest::prop_assert!(checked, "{word} of {markdown:?} is not checked");
                }
            }
        }
    }

    #[test]
    fn the_number_of_a_footnote_does_not_cut_a_sentence() {
        assert_eq!(lines("甲[^1]乙\n\n[^1]: 注\n", RawHtml::Text), "甲乙\n注\n");
    }
}
