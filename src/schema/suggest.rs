//! "Did you mean": the key an editor had in mind.
//!
//! Entry point: [`suggest`]. It knows the right key in the wrong place (`total` at the top means
//! `members.total`) and keys one or two slips away, English or Chinese.

use crate::schema::Field;

/// The key that `name` most likely means in `table`, with its group where that is another one;
/// `None` where nothing is near. `top` is the table of the whole file.
pub fn suggest(top: &'static [Field], table: &'static [Field], name: &str) -> Option<String> {
    let trimmed = name.trim_matches(|c: char| c.is_whitespace() || c == ':' || c == '：');
    let misplaced = candidates(table).chain(candidates(top));
    if let Some((key, _)) =
        misplaced.into_iter().find(|(_, field)| names(field).any(|name| name == trimmed))
    {
        return Some(key);
    }
    candidates(table)
        .flat_map(|(key, field)| names(field).map(move |candidate| (key.clone(), candidate)))
        .filter_map(|(key, candidate)| Some((distance(trimmed, candidate)?, key)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, key)| key)
}

/// The fields of a table as one would write them there, then those inside its groups.
fn candidates(table: &'static [Field]) -> impl Iterator<Item = (String, &'static Field)> {
    let inside = table.iter().flat_map(|group| {
        let key = move |field: &Field| format!("{}.{}", group.key(), field.key());
        group.fields().iter().map(move |field| (key(field), field))
    });
    table.iter().map(|field| (field.key().to_owned(), field)).chain(inside)
}

fn names(field: &'static Field) -> impl Iterator<Item = &'static str> {
    std::iter::once(field.key())
        .chain(field.aliases.iter().copied())
        .chain(field.flat.iter().copied())
}

/// The number of slips between two names, where they are few enough to be slips: one in a word of
/// two or three characters, two in a longer one.
fn distance(name: &str, candidate: &str) -> Option<usize> {
    let length = candidate.chars().count().min(name.chars().count());
    let allowed = match length {
        0 | 1 => 0,
        2 | 3 => 1,
        _ => 2,
    };
    let slips = strsim::osa_distance(&name.to_lowercase(), candidate);
    (slips <= allowed).then_some(slips)
}
