//! Runs the tests: all of them once, to see what each reaches; then those that reach a change, with it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::Sample;
use crate::find::{Change, Changes, File};

/// One test, and what it reaches.
pub struct Test {
    program: PathBuf,
    name: String,
    time: Duration,
    reached: BTreeSet<usize>,
}

/// What became of a change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Caught,
    /// The test did not end, and its patience does.
    Hung,
    Missed,
    /// No test reaches it.
    Unreached,
}

/// Per cent of the changes that compile.
const LEAST: usize = 95;

/// Every test that passes, alone, with what it reaches.
pub fn reach(tree: &Path, folder: &Path, programs: &[PathBuf]) -> Vec<Test> {
    let mut names = Vec::new();
    for program in programs {
        let listed = Command::new(program)
            .args(["--list", "--format", "terse"])
            .current_dir(tree)
            .output()
            .expect("a test program runs");
        let text = String::from_utf8_lossy(&listed.stdout).into_owned();
        let tests = text.lines().filter_map(|line| line.strip_suffix(": test"));
        names.extend(tests.map(|name| (program.clone(), name.to_owned())));
    }
    let tests = Mutex::new(Vec::new());
    each(&names, |nth, (program, name)| {
        let seen = folder.join(format!("seen-{nth}"));
        let _ = std::fs::remove_file(&seen);
        let begun = Instant::now();
        let seen_text = seen.to_string_lossy().into_owned();
        let passed = run(tree, program, name, ("LIUHAO_MUTANTS_SEEN", &seen_text), PATIENCE);
        let reached = std::fs::read_to_string(&seen).unwrap_or_default();
        let _ = std::fs::remove_file(&seen);
        if passed != Some(true) {
            return println!("left out, as it fails by itself: {name}");
        }
        let reached: BTreeSet<usize> = reached.lines().filter_map(|one| one.parse().ok()).collect();
        if !reached.is_empty() {
            let (program, name) = (program.clone(), name.clone());
            let test = Test { program, name, time: begun.elapsed(), reached };
            tests.lock().expect("no test panics here").push(test);
        }
    });
    let mut tests = tests.into_inner().expect("no test panics here");
    // Those that are quick and reach little are likeliest to tell, and cost least.
    tests.sort_by_key(|test| test.time.as_millis() * (50 + test.reached.len() as u128));
    println!("{} tests, {} of them reach a change", names.len(), tests.len());
    tests
}

const PATIENCE: Duration = Duration::from_mins(5);

/// How long tests are run for one change, none of which notices it.
const BUDGET: Duration = Duration::from_mins(2);

/// What becomes of the sample of each module.
pub fn verdicts(
    tree: &Path,
    changes: &Changes,
    tests: &[Test],
    sample: &Sample,
    modules: &[String],
) -> BTreeMap<usize, Verdict> {
    let mut chosen: Vec<(&File, &Change)> = Vec::new();
    for module in modules {
        let mut own: Vec<_> = changes.viable().filter(|(file, _)| file.module == *module).collect();
        if sample.size > 0 && sample.size < own.len() {
            // Spread evenly by a hash of the number: the same ones every time.
            own.sort_by_key(|(_, one)| {
                let mixed =
                    ((one.id + sample.seed * 1_000_003) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                mixed ^ mixed >> 29
            });
            own.truncate(sample.size);
        }
        chosen.extend(own);
    }
    let done = Mutex::new(BTreeMap::new());
    each(&chosen, |_, (file, one)| {
        let verdict = verdict(tree, tests, one.id);
        let mut done = done.lock().expect("no change panics here");
        done.insert(one.id, verdict);
        if matches!(verdict, Verdict::Missed | Verdict::Unreached) {
            println!("{}", shown(tree, file, one, verdict));
        }
        if done.len().is_multiple_of(100) {
            println!("{} of {}", done.len(), chosen.len());
        }
    });
    done.into_inner().expect("no change panics here")
}

fn verdict(tree: &Path, tests: &[Test], id: usize) -> Verdict {
    let mut verdict = Verdict::Unreached;
    let begun = Instant::now();
    for test in tests.iter().filter(|test| test.reached.contains(&id)) {
        let patience = Duration::from_secs(20).max(test.time * 20);
        let on = id.to_string();
        verdict = match run(tree, &test.program, &test.name, ("LIUHAO_MUTANT", &on), patience) {
            Some(true) => Verdict::Missed,
            Some(false) => return Verdict::Caught,
            None => return Verdict::Hung,
        };
        if begun.elapsed() > BUDGET {
            break;
        }
    }
    verdict
}

fn shown(tree: &Path, file: &File, one: &Change, verdict: Verdict) -> String {
    let path = file.path.strip_prefix(tree).unwrap_or(&file.path).display();
    let why = match verdict {
        Verdict::Unreached => "reached by no test",
        Verdict::Missed => "missed",
        Verdict::Caught | Verdict::Hung => "caught",
    };
    format!("{why}: {path}:{}: {}: {}", one.line, one.function, one.instead)
}

/// Says what was found; the exit code tells whether it is enough in each module.
pub fn report(
    tree: &Path,
    folder: &Path,
    changes: &Changes,
    verdicts: &BTreeMap<usize, Verdict>,
    modules: &[String],
) -> ExitCode {
    let is_left = |verdict: Verdict| matches!(verdict, Verdict::Missed | Verdict::Unreached);
    let left: Vec<String> = changes
        .viable()
        .filter_map(|(file, one)| {
            let verdict = *verdicts.get(&one.id)?;
            is_left(verdict).then(|| shown(tree, file, one, verdict))
        })
        .collect();
    std::fs::write(folder.join("missed.txt"), left.join("\n")).expect("the folder can be written");
    let mut is_enough = true;
    for module in modules {
        let own = changes.viable().filter(|(file, _)| file.module == *module);
        let all: Vec<Option<Verdict>> =
            own.map(|(_, one)| verdicts.get(&one.id).copied()).collect();
        let tried: Vec<Verdict> = all.iter().flatten().copied().collect();
        let count = |wanted: Verdict| tried.iter().filter(|one| **one == wanted).count();
        let (caught, hung) = (count(Verdict::Caught), count(Verdict::Hung));
        let (missed, unreached) = (count(Verdict::Missed), count(Verdict::Unreached));
        let share = ((caught + hung) * 1000).checked_div(tried.len()).unwrap_or(1000);
        println!(
            "{module}: {} of {} tried, {caught} caught, {hung} without end, {missed} missed, {unreached} reached by no test: {}.{} %",
            tried.len(),
            all.len(),
            share / 10,
            share % 10
        );
        is_enough &= share >= LEAST * 10;
    }
    if is_enough { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether a test passes; none where it does not end in time.
fn run(
    tree: &Path,
    program: &Path,
    name: &str,
    (key, value): (&str, &str),
    patience: Duration,
) -> Option<bool> {
    let mut child = Command::new(program)
        .args([name, "--exact", "--test-threads=1"])
        .env(key, value)
        .env("PROPTEST_FAILURE_PERSISTENCE", "off")
        .current_dir(tree)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .stdin(Stdio::null())
        .spawn()
        .expect("a test program runs");
    let end = Instant::now() + patience;
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(status) = child.try_wait().expect("it is our child") {
            return Some(status.success());
        }
        if Instant::now() > end {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Does something with each, on all cores.
fn each<T: Sync>(all: &[T], work: impl Fn(usize, &T) + Sync) {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let take = || next.fetch_add(1, Ordering::Relaxed);
                while let Some((nth, one)) = Some(take()).and_then(|nth| Some((nth, all.get(nth)?)))
                {
                    work(nth, one);
                }
            });
        }
    });
}
