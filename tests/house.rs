//! The rules of the house that no lint can hold: which module may use which, who prints, who
//! touches the disk, how long a file is, and that every dependency says why it is there.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The rows of `ARCHITECTURE.md`, the lowest first. A module imports only from rows below its own;
/// modules of one row do not know each other, but for those in [`NEIGHBOURS`].
const ROWS: &[&[&str]] = &[
    &["apart", "fullwidth", "locale", "prefilter"],
    &["diagnostic", "error", "yaml"],
    &["fs", "link", "media", "slug"],
    &["date", "picture", "quantity"],
    &["claims", "schema"],
    &["config", "theme"],
    &["parse", "write"],
    &["account", "discover", "scaffold"],
    &["site"],
    &["search"],
    &["against", "check", "render"],
    &["booklet", "build", "deploy", "edit", "fix", "import", "poster", "wechat"],
    &["lsp", "serve"],
    &["cli"],
    &["main"],
];

/// A quantity steps over dates in prose, and a date is read with the cursor of quantities.
const NEIGHBOURS: &[(&str, &str)] = &[("date", "quantity"), ("quantity", "date")];

/// The longest file, in lines.
const MAX_LINES: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder: path relative to the repository, and text.
fn sources(folder: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root().join(folder)).into_iter().filter_map(Result::ok) {
        if entry.path().extension().is_some_and(|extension| extension == "rs") {
            let path = entry.path().strip_prefix(root()).unwrap().to_str().unwrap();
            found.insert(path.replace('\\', "/"), fs::read_to_string(entry.path()).unwrap());
        }
    }
    found
}

/// The top module of a file: `parse` of `src/parse/body/html.rs`.
fn module(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap();
    inside.split('/').next().unwrap().trim_end_matches(".rs")
}

fn row(module: &str) -> usize {
    let row = ROWS.iter().position(|row| row.contains(&module));
    row.unwrap_or_else(|| panic!("{module} stands in no row of tests/house.rs"))
}

/// A file without comments and without its tests, which may use anything.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules of the crate that a text names: `use crate::a::b`, `use crate::{a, b}`, `crate::a`.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c == '$' || c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let names = match rest.strip_prefix('{') {
            Some(list) => top_names(list),
            None => vec![rest],
        };
        let name = |text: &str| {
            text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        found.extend(names.into_iter().map(name).filter(|name: &String| !name.is_empty()));
    }
    found
}

/// The entries of `a::{b, c}, d}` that are not inside inner braces.
fn top_names(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut names) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' => {
                names.push(&list[start..at]);
                return names;
            }
            ',' if depth == 0 => {
                names.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

#[test]
fn imports_are_read_right() {
    let code = "use crate::{a::{b, c}, d};\nuse crate::e;\ncrate::f::g(); $crate::no";
    let names = imports(code);
    assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "d", "e", "f"]);
}

#[test]
fn a_module_uses_only_modules_of_rows_below_it() {
    let sources = sources("src");
    assert!(sources.len() > 50);
    for (path, text) in sources.iter().filter(|(path, _)| *path != "src/lib.rs") {
        let here = module(path);
        for used in imports(&code(text)).iter().filter(|used| *used != here) {
            let is_below = row(used) < row(here) || NEIGHBOURS.contains(&(here, used));
            assert!(is_below, "{path}: {here} may not use {used}");
        }
    }
}

#[test]
fn every_module_has_its_row_and_no_row_names_a_module_that_is_gone() {
    let modules: BTreeSet<_> = sources("src").keys().map(|path| module(path).to_owned()).collect();
    let rows = ROWS.iter().flat_map(|row| row.iter().map(|name| (*name).to_owned())).collect();
    assert_eq!(modules.into_iter().filter(|name| name != "lib").collect::<BTreeSet<_>>(), rows);
}

#[test]
fn only_the_command_line_prints() {
    for (path, text) in sources("src").iter().filter(|(path, _)| module(path) != "cli") {
        let code = code(text);
        for word in ["println!", "print!", "stdout()", "stderr()", "dbg!"] {
            assert!(!code.contains(word), "{path}: {word}");
        }
    }
}

#[test]
fn only_one_module_touches_the_disk_itself() {
    for (path, text) in sources("src").iter().filter(|(path, _)| module(path) != "fs") {
        let code = code(text);
        for word in ["File::open", "File::create", "File::options", "OpenOptions"] {
            assert!(!code.contains(word), "{path}: {word}");
        }
        // The types may be named: a lock is a file that is held.
        let named = code.lines().filter(|line| line.contains("std::fs"));
        for line in named {
            let is_type = [
                "use std::fs::File;",
                "use std::fs::{File, TryLockError};",
                "use std::fs::{File, Metadata};",
                "use std::fs::Metadata;",
            ];
            assert!(is_type.contains(&line.trim()), "{path}: {line}");
        }
    }
}

#[test]
fn nothing_that_is_published_reads_a_clock_or_a_network() {
    for (path, text) in sources("src") {
        let code = code(&text);
        // The preview publishes nothing: it waits, and answers browsers.
        if module(&path) == "serve" {
            continue;
        }
        if module(&path) != "cli" {
            for word in ["SystemTime", "Instant", "std::env", "Zoned"] {
                let is_known =
                    ["src/fs/signature.rs", "src/locale.rs", "src/main.rs", "src/theme/pulse.rs"]
                        .contains(&path.as_str());
                assert!(!code.contains(word) || is_known, "{path}: {word}");
            }
        }
        let is_told = path == "src/cli/serve.rs";
        assert!(!code.contains("std::net") || is_told, "{path}");
    }
}

#[test]
fn order_in_the_output_never_comes_from_a_hash() {
    for (path, text) in sources("src") {
        if matches!(module(&path), "render" | "write") {
            let code = code(&text);
            let is_ordered = !code.contains("HashMap") && !code.contains("HashSet");
            assert!(is_ordered || module(&path) == "write", "{path}");
        }
    }
}

#[test]
fn every_file_says_at_its_top_what_it_is_for_and_none_is_too_long() {
    for folder in ["src", "tests", "benches"] {
        for (path, text) in sources(folder) {
            assert!(text.starts_with("//! "), "{path} does not begin with its purpose");
            let lines = text.lines().count();
            assert!(lines <= MAX_LINES, "{path} has {lines} lines");
        }
    }
}

#[test]
fn no_name_that_says_nothing() {
    for path in sources("src").keys() {
        for name in ["util", "utils", "helper", "helpers", "common", "manager", "misc", "prelude"] {
            assert!(!path.split(['/', '.']).any(|part| part == name), "{path}");
        }
    }
}

#[test]
fn yaml_stands_behind_one_door() {
    let sources = sources("src");
    for (path, text) in sources.iter().filter(|(path, _)| !path.starts_with("src/yaml/")) {
        assert!(!code(text).contains("serde_yaml"), "{path}");
        assert!(!code(text).contains("granit_parser"), "{path}");
    }
    // It reads nothing but in the tests.
    for reader in ["serde_yaml::from_", "serde_yaml::Deserializer"] {
        let readers: Vec<_> = sources.iter().filter(|(_, text)| text.contains(reader)).collect();
        assert!(readers.iter().all(|(path, _)| *path == "src/yaml/tests.rs"), "{reader}");
    }
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (mut section, mut before, mut count) = ("", "", 0);
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.contains("dependencies") && line.contains('=') {
            assert!(before.starts_with("# "), "no reason above: {line}");
            assert!(before.ends_with('.') || before.ends_with(')'), "no sentence: {before}");
            count += 1;
        }
        before = line;
    }
    assert!(count > 20);
}

#[test]
fn no_console_text_is_kept_that_no_test_compares() {
    let tests: String = sources("tests").into_values().collect();
    for entry in fs::read_dir(root().join("tests/console")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(tests.contains(&format!("\"{name}\"")), "tests/console/{name}.txt");
    }
}
