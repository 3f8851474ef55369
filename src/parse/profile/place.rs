//! Where a fact stands in its file, for a fault that is found after parsing.
//!
//! Entry point: [`place_of`]. The front matter is read again, and only when there is something to
//! report; the same table that parsed the file finds the fact under whatever name it has there.

use crate::diagnostic::{Place, Source, Split};
use crate::parse::profile::keys::PROFILE;
use crate::schema::{self, Reader, Trail};
use crate::yaml::{Node, Step};

/// The place of the fact `path` (`members.age_bands`) in a profile; with `nth`, of its n-th entry.
/// The file as a whole where the fact is not there.
pub fn place_of(source: &Source, path: &str, nth: Option<usize>) -> Place {
    let Split::Found { yaml, .. } = source.split() else { return Place::file(&source.file) };
    let (Some(map), _) = schema::read_map(source, yaml.clone()) else {
        return Place::file(&source.file);
    };
    let reader = Reader::new(source, yaml);
    find(&map, path, &Trail::TOP, &mut |node, at| match (node, nth) {
        (Node::Map(map), Some(nth)) => map
            .iter()
            .filter(|(key, _)| !matches!(key.as_str(), "partial" | "未列全"))
            .nth(nth)
            .map_or_else(|| reader.place(at), |(key, _)| reader.place(&at.then(Step::Key(key, 0)))),
        (Node::List(_), Some(nth)) => reader.place(&at.then(Step::Index(nth))),
        _ => reader.place(at),
    })
    .unwrap_or_else(|| Place::file(&source.file))
}

fn find(
    map: &[(String, Node)],
    path: &str,
    at: &Trail<'_>,
    visit: &mut dyn FnMut(&Node, &Trail<'_>) -> Place,
) -> Option<Place> {
    for (key, node) in map {
        let Some(field) = schema::find(PROFILE, key, true) else { continue };
        let here = at.then(Step::Key(key, 0));
        if field.path == path {
            return Some(visit(node, &here));
        }
        if let Node::Map(inner) = node
            && path.strip_prefix(field.path).is_some_and(|rest| rest.starts_with('.'))
            && let Some((key, node)) = inner.iter().find(|(key, _)| {
                schema::find(field.fields(), key, false).is_some_and(|inner| inner.path == path)
            })
        {
            return Some(visit(node, &here.then(Step::Key(key, 0))));
        }
    }
    None
}
