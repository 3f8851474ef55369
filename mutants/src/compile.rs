//! Compiles the program with all changes in it; those that the compiler refuses are dropped, until it refuses none.
//!
//! Entry point: [`all`].

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::find::Changes;
use crate::write;

/// How often the compiler is asked: names first, then types, then borrows.
const ROUNDS: usize = 25;

/// The test programs, compiled with every change that compiles.
pub fn all(
    tree: &Path,
    folder: &Path,
    changes: &mut Changes,
    arguments: &[String],
) -> Vec<PathBuf> {
    let noted = folder.join("dropped.txt");
    let known = std::fs::read_to_string(&noted).unwrap_or_default();
    let known: BTreeSet<&str> = known.lines().collect();
    let again = changes.all().filter(|(_, one)| known.contains(&*one.key));
    changes.dropped = again.map(|(_, one)| one.id).collect();
    let lib = tree.join("src/lib.rs");
    let own = std::fs::read_to_string(&lib).expect("there is a library");
    for round in 1..=ROUNDS {
        let mut written = BTreeMap::new();
        for file in &changes.files {
            let text = write::file(file, &changes.dropped);
            if std::fs::read_to_string(&file.path).ok().as_deref() != Some(&text) {
                std::fs::write(&file.path, &text).expect("the copy can be written");
            }
            written.insert(file.path.clone(), text);
        }
        if !own.contains("pub mod mutant {") {
            let text = written.get(&lib).unwrap_or(&own).clone();
            std::fs::write(&lib, text + write::QUESTION).expect("the copy can be written");
        }
        let (programs, faults) = cargo(tree, arguments);
        if faults.is_empty() {
            let dropped = changes.all().filter(|(_, one)| changes.dropped.contains(&one.id));
            let keys: Vec<&str> = dropped.map(|(_, one)| &*one.key).collect();
            std::fs::write(&noted, keys.join("\n")).expect("the folder can be written");
            return programs;
        }
        let before = changes.dropped.len();
        for (file, at, message) in &faults {
            let path = tree.join(file);
            let found =
                written.get(&path).map_or_else(Vec::new, |text| write::changes_at(text, *at));
            if found.is_empty() {
                eprintln!("{file}: {message}");
            }
            changes.dropped.extend(found);
        }
        println!(
            "round {round}: {} faults, {} changes dropped",
            faults.len(),
            changes.dropped.len()
        );
        assert!(changes.dropped.len() > before, "the compiler refuses what no change has made");
    }
    panic!("the compiler refuses changes without an end");
}

type Fault = (String, usize, String);

fn cargo(tree: &Path, arguments: &[String]) -> (Vec<PathBuf>, Vec<Fault>) {
    let mut child = Command::new("cargo")
        .args(["test", "--no-run", "--locked", "--message-format=json"])
        .args(arguments)
        .current_dir(tree)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("cargo runs");
    let (mut programs, mut faults) = (Vec::new(), Vec::new());
    let lines = BufReader::new(child.stdout.take().expect("it was asked for")).lines();
    for line in lines.map_while(Result::ok) {
        let Ok(said) = serde_json::from_str::<Value>(&line) else { continue };
        let is_test = said["profile"]["test"].as_bool() == Some(true);
        if let (true, Some(program)) = (is_test, said["executable"].as_str()) {
            programs.push(PathBuf::from(program));
        }
        let message = &said["message"];
        if message["level"] == "error" {
            let spans = message["spans"].as_array().cloned().unwrap_or_default();
            let primary = spans.iter().filter(|span| span["is_primary"] == true);
            for span in primary {
                faults.push((
                    span["file_name"].as_str().unwrap_or_default().to_owned(),
                    usize::try_from(span["byte_start"].as_u64().unwrap_or(0)).unwrap_or(0),
                    message["message"].as_str().unwrap_or_default().to_owned(),
                ));
            }
        }
    }
    let is_well = child.wait().is_ok_and(|status| status.success());
    assert!(is_well || !faults.is_empty(), "cargo failed and named no place");
    (programs, faults)
}
