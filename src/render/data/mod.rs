//! `data/`: the facts of all published stories, to count with, and what describes them to programs.
//!
//! Entry points: [`json`] and [`csv`] hold the stories, one a line; [`schema::json_schema`] and [`schema::package`] describe
//! them. All four are folds over one table, [`facts::FACTS`]: a fact that stands in one stands in all. `docs/data.md` is made of
//! the schema.

mod facts;
pub(super) mod schema;
mod table;
mod value;

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::config::Config;
use crate::parse::Story;
use crate::render::data::facts::{FACTS, Fact};
use crate::render::data::value::Data;
use crate::site::Site;

pub(super) use table::{csv, taken_labels};

/// Stories in one part of a file.
const PART: usize = 256;
/// Parts that are made side by side and held in memory.
const SIDE: usize = 8;

/// The parts of a file, each made of some stories and the number of the first. Those that follow each other are made on all cores.
fn parts<'s>(
    site: &'s Site,
    part: impl Fn(usize, &'s [Arc<Story>]) -> Vec<u8> + Send + Sync + 's,
) -> impl Iterator<Item = Vec<u8>> {
    let all = (0..).zip(site.stories.chunks(PART * SIDE));
    all.flat_map(move |(nth, stories): (usize, &'s [Arc<Story>])| {
        let first = |at: usize| (nth * SIDE + at) * PART;
        let parts = stories.par_chunks(PART).enumerate();
        parts.map(|(at, stories)| part(first(at), stories)).collect::<Vec<_>>()
    })
}

/// What a fact is called in the table.
pub(super) fn label(key: &str) -> Option<&'static str> {
    FACTS.iter().find(|fact| fact.key == key).map(|fact| fact.label)
}

/// The facts of one story by their keys, in the order of the table; those of declared fields by themselves, so that
/// none can be called as another.
#[derive(Serialize)]
struct Row<'s> {
    #[serde(flatten)]
    facts: Data<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Data<'s>>,
}

/// The facts of one story as they stand in the list.
pub(super) fn row(config: &Config, story: &Story) -> serde_json::Value {
    let own: Vec<Fact> = facts::own(config).collect();
    let data = |facts| Data { facts, config, story };
    let row = Row { facts: data(&FACTS), fields: (!own.is_empty()).then(|| data(&own)) };
    serde_json::to_value(&row).expect("texts and numbers are JSON")
}

/// One story a line, so that a change of one story changes one line.
pub(super) fn json(site: &Site) -> impl Iterator<Item = Vec<u8>> {
    let own: Arc<[Fact]> = facts::own(&site.config).collect();
    let row = move |story: &Story, own: &[Fact], into: &mut Vec<u8>| {
        let data = |facts| Data { facts, config: &site.config, story };
        let row = Row { facts: data(&FACTS), fields: (!own.is_empty()).then(|| data(own)) };
        serde_json::to_writer(into, &row).expect("texts and numbers are JSON");
    };
    let part = move |first: usize, stories: &[Arc<Story>]| {
        let mut bytes = Vec::new();
        for (at, story) in stories.iter().enumerate() {
            bytes.extend_from_slice(if first + at == 0 { b"[\n" } else { b",\n" });
            row(story, &own, &mut bytes);
        }
        bytes
    };
    let end: &[u8] = if site.stories.is_empty() { b"[]\n" } else { b"\n]\n" };
    parts(site, part).chain(std::iter::once(end.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::parse::Document;
    use crate::parse::body::Body;
    use crate::parse::profile::Profile;
    use crate::site::{Assets, Options, collect};

    #[test]
    fn each_part_is_told_the_number_of_its_first_story() {
        let count = PART * SIDE + PART + 1;
        let story = |number: usize| {
            Document::Story(Arc::new(Story {
                file: format!("content/branches/{number}.md").into(),
                slug: number.to_string().into(),
                profile: Profile::default(),
                body: Body::default(),
                summary: "".into(),
            }))
        };
        let config = Config { search: false, ..Config::default() };
        let documents = (0..count).map(story).collect();
        let content = collect(config, documents, Assets::default(), Options::default()).0;
        let site = Site::new(content, &[]);
        let told = parts(&site, |first, stories| {
            assert_eq!(stories[0].slug, site.stories[first].slug);
            format!("{first}+{} ", stories.len()).into_bytes()
        });
        let told = String::from_utf8(told.flatten().collect()).unwrap();
        let whole = (0..=SIDE).map(|nth| format!("{}+{PART} ", nth * PART)).collect::<Vec<_>>();
        assert_eq!(told, format!("{}{}+1 ", whole.concat(), count - 1));
    }
}
