//! Changes the program in many small ways, compiles all of them at once, and sees for each whether a test fails.
//!
//!     liuhao-mutants FOLDER SAMPLE SEED BUDGET MODULE… -- CARGO-TEST-ARGUMENT…
//!
//! `FOLDER` has two copies of the repository, `own` and, to be written to, `tree`; results go there as well. `SAMPLE` is how many
//! changes of each module are tried (0: all; `missed`: those that the last run left), `SEED` which ones, `BUDGET` how many
//! seconds of tests are run for one. Each change stands in the program beside what it changes, behind a
//! question that an environment variable answers, so that the program is compiled once and not once for each change. Which
//! tests reach a change is found out first; only those are run for it, the likeliest first.

#![allow(
    clippy::disallowed_methods,
    reason = "only the program itself goes to the disk by `src/fs`"
)]

mod compile;
mod find;
mod report;
mod run;
#[cfg(test)]
mod tests;
mod write;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

use report::Sample;
use run::Trial;

fn main() -> ExitCode {
    let all: Vec<String> = std::env::args().skip(1).collect();
    let (own, cargo) = match all.iter().position(|one| one == "--") {
        Some(at) => (&all[..at], &all[at + 1..]),
        None => (&all[..], &[][..]),
    };
    let [folder, sample, seed, budget, modules @ ..] = own else {
        eprintln!(
            "usage: liuhao-mutants FOLDER SAMPLE SEED BUDGET MODULE… -- CARGO-TEST-ARGUMENT…"
        );
        return ExitCode::from(2);
    };
    let folder = Path::new(folder);
    let tree = &folder.join("tree");
    let number = |text: &str| text.parse::<usize>().expect("SAMPLE, SEED and BUDGET are numbers");
    let sample = if sample == "missed" {
        let keys = std::fs::read_to_string(folder.join("missed-keys.txt")).unwrap_or_default();
        Sample::Again(keys.lines().map(str::to_owned).collect())
    } else {
        Sample::Some { size: number(sample), seed: number(seed) }
    };

    let mut changes = find::in_modules(&folder.join("own"), tree, modules);
    println!("{} changes in {} files", changes.count(), changes.files.len());
    let programs = compile::all(tree, folder, &mut changes, cargo);
    println!("{} of them compile", changes.viable().count());
    let tests = &run::reach(tree, folder, &programs);
    let budget = Duration::from_secs(number(budget) as u64);
    let trial = Trial { tree, folder, tests, budget, noticed: Mutex::default() };
    report::all(&trial, &changes, &sample.of(&changes, modules), modules)
}

/// The Rust files of a module: `src/MODULE.rs`, or all below `src/MODULE`.
fn files(tree: &Path, module: &str) -> Vec<PathBuf> {
    let alone = tree.join("src").join(module).with_extension("rs");
    let mut found = if alone.is_file() { vec![alone] } else { Vec::new() };
    let mut folders = vec![tree.join("src").join(module)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("a folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
