//! What a plan means for stories: which are new, changed or withdrawn, and which of their facts are others.
//!
//! Entry points: [`Stories::of`]; [`differences`] of one story. The facts of both sides are those that a site publishes in `data/branches.json`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::against;
use crate::deploy::plan::Plan;
use crate::quantity;
use crate::render;
use crate::site::{PageRoute, Site};

/// The facts of a story, by their keys.
pub(crate) type Row = Map<String, Value>;

/// Facts that tell nothing of a branch.
const SILENT: [&str; 3] = ["address", "id", "characters"];

/// What happens to stories.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Stories {
    /// Titles of stories that are new at the target.
    pub added: Vec<String>,
    /// Stories whose pages change.
    pub changed: Vec<Changed>,
    /// Titles of stories that are taken away; the address where the target does not say.
    pub withdrawn: Vec<String>,
}

/// A story whose page changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changed {
    /// Its title now.
    pub title: String,
    /// Its facts that change; none where its text or the theme does.
    pub facts: Vec<FactChange>,
}

/// A fact that is another one now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactChange {
    /// Its key in the data.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// What it was; empty where it was not stated.
    pub before: String,
    /// What it is; empty where it is not stated any more.
    pub now: String,
    /// A number that is ten times as large or small, or a total that changed by more than half: worth a look.
    pub is_odd: bool,
}

impl Stories {
    /// Reads a plan with the published facts of both sides, where there are such.
    pub(super) fn of(site: &Site, plan: &Plan, ours: Option<&[u8]>, theirs: Option<&[u8]>) -> Self {
        let (ours, theirs) = (rows(ours), rows(theirs));
        let titles: BTreeMap<&str, &str> = site
            .routes
            .pages()
            .filter_map(|(page, address)| match page {
                PageRoute::Story(id) => Some((address, site.story(id).title())),
                _ => None,
            })
            .collect();
        let title = |path: &String| titles.get(&**path).map(|title| (*title).to_owned());
        let changed = |path: &String| {
            let (before, now) = (theirs.get(path), ours.get(path));
            let facts = before.zip(now).map(|(before, now)| differences(before, now));
            Some(Changed { title: title(path)?, facts: facts.unwrap_or_default() })
        };
        let withdrawn = |path: &String| theirs.get(path).map(|row| text(row.get("title")));
        Self {
            added: plan.new.iter().filter_map(title).collect(),
            changed: plan.changed.iter().filter_map(changed).collect(),
            withdrawn: plan.gone.iter().filter_map(withdrawn).collect(),
        }
    }
}

/// Stories by the address of their pages; none of what is no list of stories.
fn rows(bytes: Option<&[u8]>) -> BTreeMap<String, Row> {
    let rows: Vec<Row> =
        bytes.and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default();
    let keyed = |row: Row| Some((row.get("address")?.as_str()?.to_owned(), row));
    rows.into_iter().filter_map(keyed).collect()
}

/// Facts of two states of one story that differ, as `data/branches.json` states them.
pub(crate) fn differences(before: &Row, now: &Row) -> Vec<FactChange> {
    let keys = now.keys().chain(before.keys().filter(|key| !now.contains_key(*key)));
    let keys = keys.filter(|key| !SILENT.contains(&&***key));
    keys.filter(|key| before.get(*key) != now.get(*key))
        .map(|key| {
            let (before, now) = (text(before.get(key)), text(now.get(key)));
            let label = render::fact_label(key).unwrap_or(key).to_owned();
            let is_odd = is_odd(&before, &now, key == "members");
            FactChange { key: key.clone(), label, before, now, is_odd }
        })
        .filter(|change| change.before != change.now)
        .collect()
}

/// Whether a number departs from the earlier one as `check --against` would tell.
fn is_odd(before: &str, now: &str, is_total: bool) -> bool {
    let read = |text| quantity::parse_quantity(text).ok();
    let both = read(before).zip(read(now));
    both.is_some_and(|(before, now)| against::is_odd(&before, &now, is_total))
}

/// A fact as a reader would write it: its own text, its name, or all of its parts.
fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(is)) => (if *is { "是" } else { "否" }).to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Array(items)) => {
            items.iter().map(|item| text(Some(item))).collect::<Vec<_>>().join("；")
        }
        Some(Value::Object(map)) => {
            // `value`, `low` and the like say in numbers what `text` says.
            let parts = map.iter().filter(|(key, value)| {
                !matches!(&***key, "value" | "low" | "high" | "qualifier" | "unit")
                    && !value.is_null()
            });
            let parts: Vec<_> = parts.map(|(_, value)| text(Some(value))).collect();
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
    }
}
