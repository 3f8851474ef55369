//! Changes the program in many small ways, compiles all of them at once, and sees for each whether a test fails.
//!
//!     liuhao-mutants TREE FOLDER SAMPLE SEED MODULE… -- CARGO-TEST-ARGUMENT…
//!
//! `TREE` is a copy of the repository that may be written to, `FOLDER` is where results go, `SAMPLE` how many changes of
//! each module are tried (0: all), `SEED` which ones. Each change stands in the program beside what it changes, behind a
//! question that an environment variable answers, so that the program is compiled once and not once for each change. Which
//! tests reach a change is found out first; only those are run for it, the likeliest first.

mod compile;
mod find;
mod run;
mod write;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let all: Vec<String> = std::env::args().skip(1).collect();
    let (own, cargo) = match all.iter().position(|one| one == "--") {
        Some(at) => (&all[..at], &all[at + 1..]),
        None => (&all[..], &[][..]),
    };
    let [tree, folder, sample, seed, modules @ ..] = own else {
        eprintln!("usage: liuhao-mutants TREE FOLDER SAMPLE SEED MODULE… -- CARGO-TEST-ARGUMENT…");
        return ExitCode::from(2);
    };
    let (tree, folder) = (PathBuf::from(tree), PathBuf::from(folder));
    let number = |text: &str| text.parse::<usize>().expect("SAMPLE and SEED are numbers");
    let sample = Sample { size: number(sample), seed: number(seed) };

    let mut changes = find::in_modules(&tree, modules);
    println!("{} changes in {} files", changes.count(), changes.files.len());
    let programs = compile::all(&tree, &mut changes, cargo);
    println!("{} of them compile", changes.viable().count());
    let tests = run::reach(&tree, &folder, &programs);
    let verdicts = run::verdicts(&tree, &changes, &tests, &sample, modules);
    run::report(&tree, &folder, &changes, &verdicts, modules)
}

/// Which changes of each module are tried.
struct Sample {
    /// How many; 0 for all.
    size: usize,
    /// Another number, other changes.
    seed: usize,
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
