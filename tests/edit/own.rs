//! The repository's own profiles: every value of a form is set to another one, and nothing else changes.

use std::fs;
use std::path::Path;

use liuhao::diagnostic::Source;
use liuhao::edit::{self, Cell, Change, Given};
use liuhao::parse::profile::keys::PROFILE;

/// Another value of the same kind.
fn other(text: &str) -> String {
    let digits = text.replace(|c: char| c.is_ascii_digit(), "1");
    if digits == text { format!("{text}（改）") } else { digits }
}

/// What two texts have in common at both ends, in bytes.
fn common(a: &[u8], b: &[u8]) -> (usize, usize) {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (&a[head..], &b[head..]);
    (head, rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(a, b)| a == b).count())
}

/// Sets a value and back: the whole is as it was, and between the two only lines of that entry differ.
fn there_and_back(bytes: &[u8], change: &dyn Fn(String) -> Change, value: &str, name: &str) {
    let set = |bytes: &[u8], value: String| edit::edit_bytes(bytes, &PROFILE, &[change(value)]);
    let changed =
        set(bytes, other(value)).unwrap_or_else(|fault| panic!("{name} {value}: {fault:?}"));
    assert_ne!(changed, bytes, "{name} {value}");
    let (head, tail) = common(bytes, &changed);
    let touched = &bytes[head..bytes.len() - tail];
    assert!(
        touched.len() <= value.len() + 2,
        "{name} {value}: {}",
        String::from_utf8_lossy(touched)
    );
    let back = set(&changed, value.to_owned()).unwrap();
    let (back, before) =
        (String::from_utf8(back).unwrap(), String::from_utf8(bytes.to_vec()).unwrap());
    // Quotes that were not needed may have been, and stay.
    if back.len() == before.len() {
        assert_eq!(back, before, "{name} {value}");
    }
}

#[test]
fn each_value_there_and_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/branches");
    let mut count = 0;
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let name = path.display().to_string();
        let form = edit::form(&Source::decode("".into(), &bytes), &PROFILE).unwrap();
        for fact in &form.facts {
            let path = fact.field.path.to_owned();
            if let Cell::Text(text) = &fact.cell {
                let change = |value| Change::Set {
                    path: path.clone(),
                    nth: None,
                    field: None,
                    value: Given::Text(value),
                };
                there_and_back(&bytes, &change, text, &name);
                count += 1;
            }
            let cells = fact.rows.iter().enumerate();
            let cells = cells.flat_map(|(nth, row)| row.cells.iter().map(move |cell| (nth, cell)));
            for (nth, (column, cell)) in cells {
                let Cell::Text(text) = cell else { continue };
                let field = Some((*column).to_owned());
                let change = |value| Change::Set {
                    path: path.clone(),
                    nth: Some(nth),
                    field: field.clone(),
                    value: Given::Text(value),
                };
                there_and_back(&bytes, &change, text, &name);
                count += 1;
            }
        }
    }
    assert!(count > 500, "{count}");
}
