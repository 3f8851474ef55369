//! Runs the tests: all of them once, to see what each reaches; then those that reach a change, with it.
//!
//! What a test costs is what it took on that first run. So how many of them are run for a change does not depend on what else
//! the machine does meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::find::Change;

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
    /// All tests that reach it pass.
    Missed,
    /// The tests that were run for it pass, and others are left.
    Tired,
    /// No test reaches it.
    Unreached,
}

/// A test that takes longer on its first run is none for each change.
const PATIENCE: Duration = Duration::from_mins(1);

/// What the tests of one process may cost, unless it is a single one.
const BATCH: Duration = Duration::from_secs(8);

/// Tests that are run by themselves before the rest, as they have noticed something near.
const LIKELIEST: usize = 3;

/// How a run ended.
enum Ended {
    Passed,
    /// With the tests that failed; none where the process ended before it could say.
    Failed(Vec<String>),
    Never,
}

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
        let on = ("LIUHAO_MUTANTS_SEEN", &*seen.to_string_lossy());
        let ended = Runner { tree, folder }.run(program, &[name], on, PATIENCE);
        let reached = std::fs::read_to_string(&seen).unwrap_or_default();
        let _ = std::fs::remove_file(&seen);
        match ended {
            Ended::Passed => {}
            Ended::Failed(_) => return println!("left out, as it fails by itself: {name}"),
            Ended::Never => return println!("left out, as it takes too long: {name}"),
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

/// Tries changes, and learns which tests notice those of a file.
pub struct Trial<'t> {
    pub tree: &'t Path,
    pub folder: &'t Path,
    pub tests: &'t [Test],
    /// What the tests for one change may cost, none of which notices it.
    pub budget: Duration,
    /// By file and by function, how often a test noticed something there.
    pub noticed: Mutex<BTreeMap<String, BTreeMap<usize, usize>>>,
}

impl Trial<'_> {
    pub fn verdict(&self, path: &Path, change: &Change) -> Verdict {
        let (file, function) = (path.display().to_string(), change.function.clone());
        let places = [format!("{file}:{function}"), file];
        let mut spent = Duration::ZERO;
        let mut is_reached = false;
        for batch in self.batches(change.id, path, &places) {
            is_reached = true;
            if spent >= self.budget {
                return Verdict::Tired;
            }
            spent += batch.iter().map(|nth| self.tests[*nth].time).sum::<Duration>();
            match self.run(&batch, change.id) {
                Ended::Passed => {}
                Ended::Never => return Verdict::Hung,
                Ended::Failed(names) => {
                    // Twice, so that a test that is unlucky under load counts for nothing.
                    let failed = batch
                        .iter()
                        .copied()
                        .filter(|nth| names.is_empty() || names.contains(&self.tests[*nth].name));
                    let failed: Vec<usize> = failed.collect();
                    match self.run(&failed, change.id) {
                        Ended::Passed => println!("failed once: {}", names.join(" ")),
                        Ended::Never => return Verdict::Hung,
                        Ended::Failed(_) => {
                            self.note(&places, &failed);
                            return Verdict::Caught;
                        }
                    }
                }
            }
        }
        if is_reached { Verdict::Missed } else { Verdict::Unreached }
    }

    fn note(&self, places: &[String], failed: &[usize]) {
        let mut noticed = self.noticed.lock().expect("no change panics here");
        for place in places {
            let tests = noticed.entry(place.clone()).or_default();
            for nth in failed {
                *tests.entry(*nth).or_default() += 1;
            }
        }
    }

    /// The tests that reach a change: those of its file and the likeliest alone, then as many as one process may cost, the
    /// cheapest first.
    fn batches(&self, id: usize, path: &Path, places: &[String]) -> Vec<Vec<usize>> {
        let is_near = |nth: &usize| self.tests[*nth].reached.contains(&id);
        let mut own: Vec<usize> = (0..self.tests.len()).filter(is_near).collect();
        let beside = own.iter().filter(|nth| is_beside(&self.tests[**nth].name, path)).copied();
        let mut batches: Vec<Vec<usize>> = beside.map(|nth| vec![nth]).collect();
        own.retain(|nth| !is_beside(&self.tests[*nth].name, path));
        let noticed = self.noticed.lock().expect("no change panics here");
        for place in places {
            let known = noticed.get(place).into_iter().flatten();
            let mut known: Vec<(usize, usize)> = known
                .filter(|(nth, _)| own.contains(nth))
                .map(|(nth, often)| (*often, *nth))
                .collect();
            known.sort_by_key(|(often, nth)| (std::cmp::Reverse(*often), *nth));
            for (_, nth) in known.into_iter().take(LIKELIEST) {
                own.retain(|one| *one != nth);
                batches.push(vec![nth]);
            }
        }
        drop(noticed);
        let mut programs: BTreeMap<&Path, Vec<Vec<usize>>> = BTreeMap::new();
        let cost =
            |batch: &[usize]| batch.iter().map(|nth| self.tests[*nth].time).sum::<Duration>();
        for nth in own {
            let batches = programs.entry(&self.tests[nth].program).or_default();
            match batches.last_mut() {
                Some(last) if cost(last) + self.tests[nth].time <= BATCH => last.push(nth),
                Some(_) | None => batches.push(vec![nth]),
            }
        }
        let mut rest: Vec<Vec<usize>> = programs.into_values().flatten().collect();
        rest.sort_by_key(|batch| cost(batch) / u32::try_from(batch.len()).unwrap_or(1));
        batches.extend(rest);
        batches
    }

    /// Runs tests of one program with a change.
    fn run(&self, batch: &[usize], id: usize) -> Ended {
        let tests = batch.iter().map(|nth| &self.tests[*nth]);
        let names: Vec<&str> = tests.clone().map(|test| &*test.name).collect();
        let patience = Duration::from_secs(30) + tests.map(|test| test.time * 20).sum::<Duration>();
        let program = &self.tests[batch[0]].program;
        let on = ("LIUHAO_MUTANT", &*id.to_string());
        Runner { tree: self.tree, folder: self.folder }.run(program, &names, on, patience)
    }
}

struct Runner<'t> {
    tree: &'t Path,
    folder: &'t Path,
}

impl Runner<'_> {
    fn run(
        &self,
        program: &Path,
        names: &[impl AsRef<str>],
        (key, value): (&str, &str),
        patience: Duration,
    ) -> Ended {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let said = self.folder.join(format!("said-{}", NEXT.fetch_add(1, Ordering::Relaxed)));
        let mut command = Command::new(program);
        command
            .args(names.iter().map(AsRef::as_ref))
            .args(["--exact", "--test-threads=1"])
            .env(key, value)
            .env("PROPTEST_FAILURE_PERSISTENCE", "off")
            .current_dir(self.tree)
            .stdout(std::fs::File::create(&said).expect("the folder can be written"))
            .stderr(Stdio::null())
            .stdin(Stdio::null());
        // A group of its own, so that what a test has started ends with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().expect("a test program runs");
        let end = Instant::now() + patience;
        let mut pause = Duration::from_millis(2);
        let passed = loop {
            if let Some(status) = child.try_wait().expect("it is our child") {
                break Some(status.success());
            }
            if Instant::now() > end {
                break None;
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
        };
        if passed != Some(true) {
            let group = format!("-{}", child.id());
            let _ =
                Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
            let _ = child.kill();
            let _ = child.wait();
        }
        let text = std::fs::read(&said).unwrap_or_default();
        let _ = std::fs::remove_file(&said);
        match passed {
            None => Ended::Never,
            Some(true) => Ended::Passed,
            Some(false) => Ended::Failed(failed(&String::from_utf8_lossy(&text))),
        }
    }
}

/// Whether a test is of the file at `path`: `search::fold::tests::…` of `src/search/fold.rs`, or called after it, as the cases
/// of a rule are.
pub fn is_beside(test: &str, path: &Path) -> bool {
    let parts: Vec<_> =
        path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let own =
        parts.iter().rposition(|part| part == "src").map_or(&parts[..], |at| &parts[at + 1..]);
    let own = own.strip_suffix(&["mod".to_owned()]).unwrap_or(own);
    let called = test.rsplit("::").next().unwrap_or(test);
    test.starts_with(&format!("{}::tests::", own.join("::")))
        || own.last().is_some_and(|name| name == called)
}

/// The tests that a test program says have failed.
fn failed(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("test "));
    let failed = lines.filter_map(|line| line.split_once(" ... FAILED").map(|(name, _)| name));
    // `test name - should panic ... FAILED`
    failed.map(|name| name.split(" - ").next().unwrap_or(name).to_owned()).collect()
}

/// Does something with each, on all cores.
pub fn each<T: Sync>(all: &[T], work: impl Fn(usize, &T) + Sync) {
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
