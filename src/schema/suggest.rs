//! "Did you mean": the key an editor had in mind.
//!
//! Entry point: [`suggest`]. It knows the right key in the wrong place (`total` at the top means
//! `members.total`) and keys one or two slips away, English or Chinese.

use crate::schema::Field;

/// The key, with its groups, that `name` most likely means, or `None` where nothing is near.
pub fn suggest(table: &'static [Field], name: &str) -> Option<&'static str> {
    let trimmed = name.trim_matches(|c: char| c.is_whitespace() || c == ':' || c == '：');
    let candidates = || table.iter().chain(table.iter().flat_map(Field::fields));
    if let Some(field) = candidates().find(|field| field.answers_to(trimmed)) {
        return Some(field.path);
    }
    candidates()
        .flat_map(|field| names(field).map(move |candidate| (field, candidate)))
        .filter_map(|(field, candidate)| Some((distance(trimmed, candidate)?, field.path)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, path)| path)
}

fn names(field: &'static Field) -> impl Iterator<Item = &'static str> {
    std::iter::once(field.key())
        .chain(field.aliases.iter().copied())
        .chain(field.flat.iter().copied())
}

/// The number of slips between two names, where they are few enough to be slips: one in a word of
/// two or three characters, two in a longer one.
fn distance(name: &str, candidate: &str) -> Option<usize> {
    let length = candidate.chars().count();
    let allowed = match length {
        0 | 1 => 0,
        2 | 3 => 1,
        _ => 2,
    };
    let slips = strsim::osa_distance(&name.to_lowercase(), candidate);
    (slips <= allowed).then_some(slips)
}
