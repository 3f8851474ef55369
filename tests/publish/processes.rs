//! Builds in another process: killed, without permission, under a limit.
//!
//! A test starts this very binary again with `PUBLISH_CHILD` set; [`child`] then does the one thing
//! asked for.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use liuhao::write::Target;

use crate::office::{Files, NOTHING_ALLOWED, Office, build, files};
use crate::patience::Patience;

/// What a started copy of this binary does; a plain run of the tests finds nothing to do.
#[test]
fn child() {
    let Ok(task) = std::env::var("PUBLISH_CHILD") else {
        return;
    };
    let office = PathBuf::from(std::env::var("PUBLISH_OFFICE").unwrap());
    let target = Target::new(&office.join("public"));
    let built = match task.as_str() {
        "second" => build(&target, &second_site(), NOTHING_ALLOWED),
        "large" => build(&target, &files(&[("a.html", &"x".repeat(9000))]), NOTHING_ALLOWED),
        "many" => {
            let site = (0..5000).map(|n| (format!("{}/{n}.html", n % 300), vec![b'x'; 10]));
            build(&target, &site.collect(), NOTHING_ALLOWED)
        }
        other => panic!("{other}"),
    };
    let told = built.map_or_else(|error| format!("{error:?}"), |_| "built".to_owned());
    fs::write(std::env::var("PUBLISH_ANSWER").unwrap(), told).unwrap();
}

/// Padded, so that a torn file would show.
fn page(number: usize, version: &str) -> (String, Vec<u8>) {
    let path = format!("branches/{}/{number}.html", number % 7);
    (path, format!("{number} {version} ").repeat(300).into_bytes())
}

fn first_site() -> Files {
    let shared = [("index.html", "first"), ("swap", "file"), ("turn/a.html", "folder")];
    (0..300)
        .map(|n| page(n, "same"))
        .chain((300..600).map(|n| page(n, "first")))
        .chain(files(&shared))
        .collect()
}

/// 150 pages are gone, 150 changed, 150 new; a file and a folder have changed places.
fn second_site() -> Files {
    let shared = [("index.html", "second"), ("swap/b.html", "folder"), ("turn", "file")];
    let changed = (450..750).map(|n| page(n, "second"));
    (0..300).map(|n| page(n, "same")).chain(changed).chain(files(&shared)).collect()
}

/// This binary once more, through a shell that first runs `limits`.
fn command(office: &Office, program: &Path, task: &str, limits: &str) -> Command {
    let mut command = Command::new("sh");
    let script = format!("{limits} exec \"$0\" --exact processes::child --nocapture");
    command.arg("-c").arg(script).arg(program);
    command.env("PUBLISH_CHILD", task).env("PUBLISH_OFFICE", office.folder.path());
    command.env("PUBLISH_ANSWER", office.path("answer"));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn start(office: &Office, task: &str, limits: &str) -> Child {
    let program = std::env::current_exe().unwrap();
    command(office, &program, task, limits).spawn().unwrap()
}

fn answer(office: &Office, task: &str, limits: &str) -> String {
    let mut child = start(office, task, limits);
    let _patience = Patience::with(&child);
    child.wait().unwrap();
    fs::read_to_string(office.path("answer")).unwrap_or_default()
}

/// A sign of how far the child has come.
type Sign = fn(&Office) -> bool;

const SIGNS: [Sign; 7] = [
    |office| office.path(".liuhao/public/stage/0").exists(),
    |office| office.path(".liuhao/public/journal.new").exists(),
    |office| office.path(".liuhao/public/journal").exists(),
    |office| office.public("swap").is_dir(),
    |office| office.public("branches/0/630.html").exists(),
    |office| fs::read(office.public("index.html")).is_ok_and(|text| text == b"second"),
    |office| !office.public(&page(301, "").0).exists(),
];

#[test]
fn a_build_killed_at_any_moment_is_finished_or_discarded() {
    let (first, second) = (first_site(), second_site());
    for round in 0..42 {
        let office = Office::in_memory();
        office.place("public/CNAME", "example.org");
        build(&office.target(), &first, NOTHING_ALLOWED).unwrap();
        kill(&office, SIGNS[round % SIGNS.len()], round / SIGNS.len());
        check_every_file_is_whole(&office.output(), &first, &second);
        drop(office.target().begin().unwrap());
        let recovered = site_of(&office);
        assert!(recovered == first || recovered == second, "round {round}: a mixture");
        assert_eq!(office.state(), ["lock", "manifest"], "round {round}");
        build(&office.target(), &second, NOTHING_ALLOWED).unwrap();
        assert!(site_of(&office) == second, "round {round}: not the clean build");
        assert_eq!(office.target().clean().unwrap().kept, ["CNAME"], "round {round}");
    }
}

/// Kills the child a little after a sign; the child may also have finished by then.
fn kill(office: &Office, sign: Sign, step: usize) {
    let mut child = start(office, "second", "");
    let _patience = Patience::with(&child);
    while !sign(office) && child.try_wait().unwrap().is_none() {
        std::hint::spin_loop();
    }
    let seen = Instant::now();
    while seen.elapsed() < Duration::from_micros(300 * step as u64) {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

fn check_every_file_is_whole(output: &Files, first: &Files, second: &Files) {
    for (path, bytes) in output.iter().filter(|(path, _)| *path != "CNAME") {
        let is_whole = first.get(path) == Some(bytes) || second.get(path) == Some(bytes);
        assert!(is_whole, "{path} is torn");
    }
    // `index.html` comes last: it never points to a page that is not there yet.
    if output.get("index.html") == second.get("index.html") {
        assert!(second.keys().all(|path| output.contains_key(path)), "index.html came too early");
    }
}

/// The output without the file that is not ours, which must be there.
fn site_of(office: &Office) -> Files {
    let mut output = office.output();
    assert_eq!(output.remove("CNAME").unwrap(), b"example.org");
    output
}

#[test]
fn an_interrupted_run_can_be_cleaned() {
    let office = Office::in_memory();
    build(&office.target(), &first_site(), NOTHING_ALLOWED).unwrap();
    kill(&office, SIGNS[4], 0);
    office.target().clean().unwrap();
    assert!(!office.path("public").exists());
    assert_eq!(office.state(), [""; 0]);
}

#[test]
fn few_descriptors_are_enough() {
    let office = Office::new();
    assert_eq!(answer(&office, "many", "ulimit -n 64;"), "built");
    assert_eq!(office.output().len(), 5000);
}

#[test]
fn a_disk_that_takes_no_more_leaves_the_site_as_it_was() {
    let office = Office::new();
    let site = [("a.html", "first"), ("index.html", "1")];
    office.build(&site).unwrap();
    // A size limit refuses the write the way a full disk does, for any user.
    let told = answer(&office, "large", "trap '' XFSZ; ulimit -f 4;");
    assert!(told.contains("stage/0") && told.contains("FileTooLarge"), "{told}");
    assert_eq!(office.output(), files(&site));
    assert_eq!(office.state(), ["lock", "manifest"]);
}

#[test]
fn a_folder_that_may_not_be_written_is_named_and_nothing_changes() {
    let office = Office::new();
    let first = first_site();
    build(&office.target(), &first, NOTHING_ALLOWED).unwrap();
    set_mode(&office.public("branches/3"), 0o555);
    let told = answer_unprivileged(&office, "second");
    set_mode(&office.public("branches/3"), 0o755);
    assert!(told.contains("PermissionDenied") && told.contains("branches/3"), "{told}");
    assert!(office.output() == first);
    assert_eq!(office.state(), ["lock", "manifest"]);
    assert_eq!(answer_unprivileged(&office, "second"), "built");
}

/// As a user to whom permissions apply: root is let through everywhere.
fn answer_unprivileged(office: &Office, task: &str) -> String {
    let program = office.path("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let mut command = command(office, &program, task, "");
    if fs::metadata(office.folder.path()).unwrap().uid() == 0 {
        give_away(office.folder.path());
        command.uid(65534).gid(65534).current_dir(office.folder.path());
    }
    command.status().unwrap();
    fs::read_to_string(office.path("answer")).unwrap_or_default()
}

fn give_away(path: &Path) {
    std::os::unix::fs::chown(path, Some(65534), Some(65534)).unwrap();
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            give_away(&entry.unwrap().path());
        }
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}
