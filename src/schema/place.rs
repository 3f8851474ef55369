//! Where a value stands in its file, for a fault that is found after parsing.
//!
//! Entry point: [`place_of`]. The YAML is read again, and only when there is something to report;
//! the same table that parsed the file finds the value under whatever name it has there.

use std::ops::Range;

use crate::diagnostic::{Place, Source};
use crate::schema::{self, Field, Reader, Shape, Trail, read_map};
use crate::yaml::{Node, Step};

/// The place of the value `path` (`members.age_bands`) in the part `yaml` of a file; with `nth`, of
/// its n-th entry. The file as a whole where the value is not there.
pub fn place_of(
    source: &Source,
    yaml: Range<usize>,
    table: &'static [Field],
    (path, nth): (&str, Option<usize>),
) -> Place {
    let (Some(map), _) = read_map(source, yaml.clone()) else {
        return Place::file(&source.file);
    };
    let reader = Reader::new(source, yaml);
    find(table, &map, path, &mut |field, node, at| {
        let entry = |node: &Node, at: &Trail<'_>| value_of_entry(&reader, field, node, at);
        match (node, nth) {
            (Node::Map(map), Some(nth)) => map
                .iter()
                .filter(|(key, _)| !matches!(key.as_str(), "partial" | "未列全"))
                .nth(nth)
                .map_or_else(
                    || reader.place(at),
                    |(key, node)| entry(node, &at.then(Step::Key(key, 0))),
                ),
            (Node::List(list), Some(nth)) => {
                let at = at.then(Step::Index(nth));
                list.get(nth).map_or_else(|| reader.place(&at), |node| entry(node, &at))
            }
            _ => reader.place(at),
        }
    })
    .unwrap_or_else(|| Place::file(&source.file))
}

/// Of an entry that has a short form, the key that the short form states; else the whole entry.
fn value_of_entry(reader: &Reader<'_>, field: &Field, node: &Node, at: &Trail<'_>) -> Place {
    if let (Shape::Entries([_, value, ..]), Node::Map(map)) = (&field.shape, node)
        && let Some((key, _)) = map.iter().find(|(key, _)| value.answers_to(key))
    {
        return reader.place(&at.then(Step::Key(key, 0)));
    }
    reader.place(at)
}

fn find(
    table: &'static [Field],
    map: &[(String, Node)],
    path: &str,
    visit: &mut dyn FnMut(&Field, &Node, &Trail<'_>) -> Place,
) -> Option<Place> {
    for (key, node) in map {
        let Some(field) = schema::find(table, key, true) else { continue };
        let here = Trail::TOP.then(Step::Key(key, 0));
        if field.path == path {
            return Some(visit(field, node, &here));
        }
        if let Node::Map(inner) = node
            && path.strip_prefix(field.path).is_some_and(|rest| rest.starts_with('.'))
            && let Some((found, key, node)) = inner.iter().find_map(|(key, node)| {
                let found = schema::find(field.fields(), key, false);
                Some((found.filter(|found| found.path == path)?, key, node))
            })
        {
            return Some(visit(found, node, &here.then(Step::Key(key, 0))));
        }
    }
    None
}
