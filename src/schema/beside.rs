//! What the keys of one level say, for whoever tells what is meant by one that no table has.
//!
//! Entry point: [`Beside::of`].

use std::collections::HashMap;
use std::ops::Range;

use crate::schema::{self, Fields, Shape, fields, synonym};
use crate::yaml::{Entry, Key, Value};

/// The keys of one level, looked at once: a text may have thousands that are unknown.
pub(super) struct Beside {
    /// By field: the keys that say it, in order, and whether each is one of its own.
    said: HashMap<&'static str, Vec<(Range<usize>, bool)>>,
    /// Of the keys that are known: whether any is English, and whether all are.
    english: Option<(bool, bool)>,
}

impl Beside {
    pub(super) fn of<'e, 't: 'e>(
        table: Fields,
        entries: impl IntoIterator<Item = &'e Entry<'t>>,
    ) -> Self {
        let mut beside = Self { said: HashMap::new(), english: None };
        for Entry { key, value, .. } in entries {
            let field = schema::find(table, &key.text, true);
            let path = field.map(|field| field.path).or_else(|| synonym::path(table, &key.text));
            if let Some(path) = path {
                let place = (key.place.clone(), field.is_some());
                beside.said.entry(path).or_default().push(place);
            }
            if let (Some(Shape::Group(table)), Value::Map(inner)) =
                (field.map(|field| field.shape), &value.value)
            {
                beside.add_within(table, inner);
            }
            if field.is_some() {
                let is_english = key.text.is_ascii();
                let (any, all) = beside.english.unwrap_or((false, true));
                beside.english = Some((any || is_english, all && is_english));
            }
        }
        beside
    }

    /// Adds the keys of a group: `党员: {总数: 26名}` says what 党员总数 does.
    fn add_within(&mut self, table: Fields, entries: &[Entry<'_>]) {
        for Entry { key, .. } in entries {
            if let Some(field) = fields(table).find(|field| field.is_called(&key.text)) {
                self.said.entry(field.path).or_default().push((key.place.clone(), true));
            }
        }
    }

    /// The place of another key that says what a word for `path` says: one of its own, or another word before it. Who renames
    /// 党员人数 beside 党员总数 has the key twice.
    pub(super) fn says(&self, path: &str, key: &Key<'_>) -> Option<&Range<usize>> {
        let said = self.said.get(path)?;
        let says_it =
            |(place, is_own): &&(Range<usize>, bool)| *is_own || place.start < key.place.start;
        said.iter().find(says_it).map(|(place, _)| place)
    }

    /// Whether a key is named in English: in the words of those beside it.
    pub(super) fn names_in_english(&self, key: &str) -> bool {
        match (self.english, key.is_ascii()) {
            (None, is_ascii) => is_ascii,
            (Some((any, _)), true) => any,
            (Some((_, all)), false) => all,
        }
    }
}
