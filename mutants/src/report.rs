//! Which changes are tried, and what became of them: a line for each that nothing notices, one for each module.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;

use crate::find::{Change, Changes, File};
use crate::run::{self, Trial, Verdict};

/// Per cent of the changes that compile.
const LEAST: usize = 95;

/// Which changes of each module are tried.
pub enum Sample {
    /// So many, 0 for all; another seed, other changes.
    Some { size: usize, seed: usize },
    /// Those that were left last time, by their keys.
    Again(Vec<String>),
}

impl Sample {
    /// Of all modules, the changes of one module beside each other.
    pub fn of<'c>(&self, changes: &'c Changes, modules: &[String]) -> Vec<(&'c File, &'c Change)> {
        let mut chosen = Vec::new();
        for module in modules {
            let mut own: Vec<_> =
                changes.viable().filter(|(file, _)| file.module == *module).collect();
            match self {
                Sample::Some { size, seed } => {
                    // Spread evenly by a hash of the number: the same ones every time.
                    own.sort_by_key(|(_, one)| {
                        let mixed = ((one.id + seed * 1_000_003) as u64)
                            .wrapping_mul(0x9E37_79B9_7F4A_7C15);
                        mixed ^ mixed >> 29
                    });
                    own.truncate(if *size == 0 { own.len() } else { *size });
                }
                Sample::Again(keys) => own.retain(|(_, one)| keys.contains(&one.key)),
            }
            chosen.extend(own);
        }
        chosen
    }
}

/// Tries them, and says what was found; the exit code tells whether it is enough in each module.
pub fn all(
    trial: &Trial,
    changes: &Changes,
    chosen: &[(&File, &Change)],
    modules: &[String],
) -> ExitCode {
    let done = Mutex::new(BTreeMap::new());
    run::each(chosen, |_, (file, one)| {
        let verdict = trial.verdict(&file.path, one);
        let mut done = done.lock().expect("no change panics here");
        done.insert(one.id, verdict);
        if !is_noticed(verdict) {
            println!("{}", shown(trial.tree, file, one, verdict));
        }
        let mut own = chosen.iter().filter(|(other, _)| other.module == file.module);
        if own.all(|(_, one)| done.contains_key(&one.id)) {
            module(&file.module, changes, &done);
        }
    });
    let done = done.into_inner().expect("no change panics here");
    let left: Vec<_> = chosen.iter().filter(|(_, one)| !is_noticed(done[&one.id])).collect();
    let lines = left.iter().map(|(file, one)| shown(trial.tree, file, one, done[&one.id]));
    write(&trial.folder.join("missed.txt"), &lines.collect::<Vec<_>>());
    let keys = left.iter().map(|(_, one)| one.key.clone());
    write(&trial.folder.join("missed-keys.txt"), &keys.collect::<Vec<_>>());
    println!();
    let is_enough = modules.iter().filter(|one| !module(one, changes, &done)).count() == 0;
    if is_enough { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn write(path: &Path, lines: &[String]) {
    std::fs::write(path, lines.join("\n")).expect("the folder can be written");
}

fn is_noticed(verdict: Verdict) -> bool {
    match verdict {
        Verdict::Caught | Verdict::Hung => true,
        Verdict::Missed | Verdict::Tired | Verdict::Unreached => false,
    }
}

fn shown(tree: &Path, file: &File, one: &Change, verdict: Verdict) -> String {
    let path = file.path.strip_prefix(tree).unwrap_or(&file.path).display();
    let why = match verdict {
        Verdict::Unreached => "reached by no test",
        Verdict::Missed => "missed",
        Verdict::Tired => "ran out of time",
        Verdict::Caught | Verdict::Hung => "caught",
    };
    format!("{why}: {path}:{}: {}: {}", one.line, one.function, one.instead)
}

/// Says what became of a module's changes; whether that is enough.
fn module(name: &str, changes: &Changes, done: &BTreeMap<usize, Verdict>) -> bool {
    let written = changes.all().filter(|(file, _)| file.module == name).count();
    let own = changes.viable().filter(|(file, _)| file.module == name);
    let all: Vec<Option<Verdict>> = own.map(|(_, one)| done.get(&one.id).copied()).collect();
    let tried: Vec<Verdict> = all.iter().flatten().copied().collect();
    let count = |wanted: Verdict| tried.iter().filter(|one| **one == wanted).count();
    let (caught, hung) = (count(Verdict::Caught), count(Verdict::Hung));
    let (missed, tired) = (count(Verdict::Missed), count(Verdict::Tired));
    let share = ((caught + hung) * 1000).checked_div(tried.len()).unwrap_or(1000);
    println!(
        "== {name}: {written} changes, {} compile, {} tried: {caught} caught, {hung} without end, {missed} missed, {tired} out of time, {} reached by no test: {}.{} %",
        all.len(),
        tried.len(),
        count(Verdict::Unreached),
        share / 10,
        share % 10
    );
    share >= LEAST * 10
}
