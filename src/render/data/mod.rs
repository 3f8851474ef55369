//! `data/`: the facts of all published stories, to count with, and what describes them to programs.
//!
//! Entry points: [`json`] and [`csv`] hold the stories, one a line; [`schema::json_schema`] and [`schema::package`] describe
//! them. All four are folds over one table, [`facts::FACTS`]: a fact that stands in one stands in all. `docs/data.md` is made of
//! the schema.

mod facts;
pub(super) mod schema;
mod table;
mod value;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::config::Config;
use crate::parse::Story;
use crate::render::data::facts::FACTS;
use crate::render::data::value::Datum;
use crate::site::Site;

pub(super) use table::csv;

/// Stories in one part of a file.
const PART: usize = 256;

/// What a fact is called in the table.
pub(super) fn label(key: &str) -> Option<&'static str> {
    FACTS.iter().find(|fact| fact.key == key).map(|fact| fact.label)
}

/// The facts of one story by their keys, in the order of the table.
struct Row<'s> {
    config: &'s Config,
    story: &'s Story,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(FACTS.len()))?;
        for fact in &FACTS {
            map.serialize_entry(
                fact.key,
                &Datum { read: &fact.read, config: self.config, story: self.story },
            )?;
        }
        map.end()
    }
}

/// One story a line, so that a change of one story changes one line.
pub(super) fn json(site: &Site) -> impl Iterator<Item = Vec<u8>> {
    let parts = site.stories.chunks(PART).enumerate().map(|(part, stories)| {
        let mut bytes = Vec::new();
        for (at, story) in stories.iter().enumerate() {
            bytes.extend_from_slice(if part + at == 0 { b"[\n" } else { b",\n" });
            serde_json::to_writer(&mut bytes, &Row { config: &site.config, story })
                .expect("texts and numbers are JSON");
        }
        bytes
    });
    let end: &[u8] = if site.stories.is_empty() { b"[]\n" } else { b"\n]\n" };
    parts.chain(std::iter::once(end.to_vec()))
}
