//! What is written is the same program until a change is switched on, and that change then.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use crate::find::{self, Changes};
use crate::write;

/// A program whose every change is seen in what it prints.
const PROGRAM: &str = include_str!("../example.rs");

/// A folder as [`find::in_modules`] wants it, with the program as a module.
fn changes(folder: &Path) -> Changes {
    std::fs::create_dir_all(folder.join("src")).unwrap();
    std::fs::write(folder.join("src/example.rs"), PROGRAM).unwrap();
    find::in_modules(folder, folder, &["example".to_owned()])
}

fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("liuhao-mutants-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn compiled(folder: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let (source, program) = (folder.join(format!("{name}.rs")), folder.join(name));
    std::fs::write(&source, text).unwrap();
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let mut command = Command::new(rustc);
    command.args(["--edition=2024", "-Awarnings", "-o"]).arg(&program).arg(&source);
    let done = command.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    program
}

/// What a program prints; where it panics, that.
fn printed(program: &Path, on: usize) -> String {
    let done = Command::new(program).env("LIUHAO_MUTANT", on.to_string()).output().unwrap();
    format!("{}{}", String::from_utf8_lossy(&done.stdout), done.status.success())
}

#[test]
fn it_is_the_same_program_until_a_change_is_switched_on() {
    let folder = folder("same");
    let changes = changes(&folder);
    let [file] = &*changes.files else { panic!("one file") };
    let written = write::file(file, &BTreeSet::new()) + write::QUESTION;
    let own = printed(&compiled(&folder, "own", PROGRAM), 0);
    let changed = compiled(&folder, "changed", &written);
    assert_eq!(printed(&changed, 0), own);
    let silent = changes.all().filter(|(_, one)| printed(&changed, one.id) == own);
    let silent: Vec<&str> = silent.map(|(_, one)| &*one.key).collect();
    assert_eq!(silent, Vec::<&str>::new(), "changes that change nothing");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn each_kind_of_change_is_found_and_nothing_in_texts_macros_constants_and_tests() {
    let folder = folder("kinds");
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, one) in changes(&folder).all() {
        found.entry(one.function.clone()).or_default().push(one.instead.clone());
    }
    std::fs::remove_dir_all(&folder).unwrap();
    let mut expected = BTreeMap::new();
    for line in PROGRAM.lines() {
        if let Some((function, instead)) = line.strip_prefix("// ").and_then(|l| l.split_once(": "))
        {
            expected.insert(function, instead.split(" | ").collect::<Vec<_>>());
        }
    }
    let found: BTreeMap<&str, Vec<&str>> =
        found.iter().map(|(name, all)| (&**name, all.iter().map(|one| &**one).collect())).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_repository_is_written_back_as_it_is_and_stays_rust_with_all_changes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let modules = ["date", "slug", "fix", "write", "serve"].map(str::to_owned);
    let changes = find::in_modules(root, root, &modules);
    let all: BTreeSet<usize> = changes.all().map(|(_, one)| one.id).collect();
    assert!(all.len() > 500, "{} changes", all.len());
    let keys: BTreeSet<&str> = changes.all().map(|(_, one)| &*one.key).collect();
    assert_eq!(keys.len(), all.len(), "each change has a key of its own");
    for file in &changes.files {
        assert_eq!(write::file(file, &all), file.text);
        let written = write::file(file, &BTreeSet::new());
        assert!(syn::parse_file(&written).is_ok(), "{}", file.path.display());
        for change in file.nodes.iter().flat_map(|node| &node.changes) {
            // Where its question stands, a fault of the compiler is told as one of it.
            let at = written.find(&format!("is({})", change.id)).unwrap();
            assert!(write::changes_at(&written, at).contains(&change.id), "{}", change.key);
        }
    }
}

#[test]
fn the_tests_of_a_file_are_known_by_their_names() {
    let is_beside = |test: &str, path: &str| crate::run::is_beside(test, Path::new(path));
    assert!(is_beside("search::fold::tests::forms_of_one_letter", "/tmp/tree/src/search/fold.rs"));
    assert!(is_beside("serve::http::tests::more_clients", "tree/src/serve/http/mod.rs"));
    assert!(is_beside("every_case_shows_its_text::list_count", "tree/src/check/list_count.rs"));
    assert!(!is_beside("search::folder::tests::a", "tree/src/search/fold.rs"));
    assert!(!is_beside("search::fold::tests::a", "tree/src/search/text.rs"));
    assert!(!is_beside("every_case_shows_its_text::list_count", "tree/src/check/count.rs"));
}
