//! What stands before and behind the stories: cover, contents, indexes by county and by honour.
//!
//! Entry points: [`cover`], [`contents`], [`title`], [`indexes`]. Page numbers are fields that Word computes on opening;
//! until then each line refers to the page of its title. All of it lies in content controls that say what they are, as
//! Word's own covers and contents do, so that `import` passes over them.

use std::collections::BTreeMap;

use crate::booklet::parts::{Parts, paragraph};
use crate::booklet::runs::{self, escaped, field, plain};
use crate::booklet::styles;
use crate::parse::{Series, Story};
use crate::render::facts::Facts;

/// A story with its facts.
type Known<'s> = (&'s Story, Facts<'s>);

/// An index: its heading, the letter that Word keeps its entries apart by, and the groups that a story stands in.
struct Index {
    title: &'static str,
    letter: char,
    groups: for<'f> fn(&'f Facts<'_>) -> Vec<&'f str>,
}

const INDEXES: [Index; 2] = [
    Index {
        title: "索引（按县区）",
        letter: 'c',
        groups: |facts| facts.branch.county.iter().map(|county| county.name).collect(),
    },
    Index {
        title: "索引（按荣誉级别）",
        letter: 'h',
        groups: |facts| {
            let mut levels: Vec<&str> =
                facts.honours.iter().filter_map(|one| Some(one.level.as_ref()?.name)).collect();
            let mut seen = Vec::new();
            levels.retain(|level| {
                !seen.contains(level) && {
                    seen.push(*level);
                    true
                }
            });
            levels
        },
    },
];

/// A content control that says what it holds.
fn control(gallery: &str, inside: &str) -> String {
    format!(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"{gallery}\"/><w:docPartUnique/></w:docPartObj>\
         </w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )
}

/// Appends the cover.
pub(super) fn cover(series: &Series, office: &str, parts: &mut Parts<'_>) {
    let mut inside = paragraph(styles::COVER, "", &plain(&series.title));
    if let Some(summary) = &series.summary {
        inside += &paragraph(styles::OFFICE, "", &plain(summary));
    }
    inside += &paragraph(styles::OFFICE, "", &plain(office));
    parts.body += &control("Cover Pages", &inside);
}

/// Appends the contents.
pub(super) fn contents(stories: &[Known<'_>], parts: &mut Parts<'_>) {
    let mut inside = paragraph(styles::LIST_TITLE, "", &plain("目　录"));
    for (nth, (story, _)) in stories.iter().enumerate() {
        let mut line =
            if nth == 0 { runs::begin("TOC \\o \"1-1\" \\h \\z") } else { String::new() };
        line += &to_title(nth + 1, story.title());
        if nth + 1 == stories.len() {
            line += runs::END;
        }
        inside += &paragraph(styles::CONTENTS, "", &line);
    }
    parts.body += &control("Table of Contents", &inside);
}

/// A title with the page that it stands on.
fn to_title(nth: usize, text: &str) -> String {
    let page = field(&format!("PAGEREF {} \\h", bookmark(nth)), &plain("…"));
    format!(
        "<w:hyperlink w:anchor=\"{}\" w:history=\"1\">{}<w:r><w:tab/></w:r>{page}</w:hyperlink>",
        bookmark(nth),
        plain(text)
    )
}

fn bookmark(nth: usize) -> String {
    format!("_Toc{nth:06}")
}

/// Appends the title of a story, with its entries in the indexes.
pub(super) fn title(story: &Story, facts: &Facts<'_>, parts: &mut Parts<'_>) {
    parts.titles += 1;
    let nth = parts.titles;
    let mut line = format!(
        "<w:bookmarkStart w:id=\"{nth}\" w:name=\"{}\"/>{}<w:bookmarkEnd w:id=\"{nth}\"/>",
        bookmark(nth),
        plain(story.title())
    );
    for index in &INDEXES {
        for group in (index.groups)(facts) {
            let (group, branch) = (entry(group), entry(story.branch_name()));
            let instruction = format!("XE \"{group}:{branch}\" \\f {}", index.letter);
            line += &format!(
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {} \
                 </w:instrText></w:r>{}",
                escaped(&instruction),
                runs::END
            );
        }
    }
    parts.paragraph(styles::heading(1), &line);
}

/// A name in an entry, where these marks mean something.
fn entry(name: &str) -> String {
    name.replace('"', "”").replace(':', "：").replace('\\', "＼")
}

/// Appends the indexes.
pub(super) fn indexes(stories: &[Known<'_>], parts: &mut Parts<'_>) {
    for index in &INDEXES {
        let mut groups: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
        let mut order: Vec<&str> = Vec::new();
        for (nth, (_, facts)) in stories.iter().enumerate() {
            for group in (index.groups)(facts) {
                let at = order.iter().position(|one| *one == group).unwrap_or_else(|| {
                    order.push(group);
                    order.len() - 1
                });
                groups.entry((at, group)).or_default().push(nth);
            }
        }
        if groups.is_empty() {
            continue;
        }
        let mut lines: Vec<(&str, String)> = Vec::new();
        for ((_, group), members) in &groups {
            lines.push((styles::GROUP, plain(group)));
            lines.extend(
                members
                    .iter()
                    .map(|nth| (styles::INDEX, to_title(nth + 1, stories[*nth].0.branch_name()))),
            );
        }
        let instruction = format!("INDEX \\f {} \\e \"\t\" \\c 1", index.letter);
        if let Some((_, first)) = lines.first_mut() {
            first.insert_str(0, &runs::begin(&instruction));
        }
        if let Some((_, last)) = lines.last_mut() {
            last.push_str(runs::END);
        }
        let lines: String = lines.iter().map(|(style, line)| paragraph(style, "", line)).collect();
        let heading = paragraph(styles::LIST_TITLE, "", &plain(index.title));
        parts.body += &control("Custom Table of Contents", &format!("{heading}{lines}"));
    }
}
