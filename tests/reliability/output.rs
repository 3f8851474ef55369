//! Standard output that nobody reads, or that takes no more.

use std::fs::File;
use std::io::Read as _;
use std::process::{Command, Stdio};

use crate::program;
use crate::support::{Site, TODAY};

fn run(site: &Site, arguments: &[&str], out: Stdio) -> std::process::Output {
    let mut command = Command::new(program());
    command.current_dir(site.path("")).args(arguments).args(["--lang", "en"]);
    if ["build", "check"].contains(&arguments[0]) {
        command.args(["--today", TODAY]);
    }
    command.stdout(out).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap()
}

/// The writing end of a pipe whose reading end is closed.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

const CALLS: [&[&str]; 8] = [
    &["build"],
    &["build", "--format", "json"],
    &["check"],
    &["check", "--format", "sarif"],
    &["explain"],
    &["explain", "symlink"],
    &["completions", "bash"],
    &["clean"],
];

#[test]
fn a_closed_pipe_is_no_fault_once_all_is_done() {
    for call in CALLS {
        let site = Site::published();
        let run = run(&site, call, closed());
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(0), "{call:?}: {told}");
        assert!(!told.contains("panicked"), "{told}");
        assert_eq!(site.has("index.html"), call[0] != "clean", "{call:?}");
    }
}

#[test]
fn output_that_is_lost_is_told_by_the_exit_status() {
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        eprintln!("SKIPPED: no /dev/full");
        return;
    };
    for call in CALLS {
        let site = Site::published();
        let run = run(&site, call, full.try_clone().unwrap().into());
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        let is_silent = call == ["check"] && !told.contains("error");
        assert_eq!(run.status.code(), Some(if is_silent { 0 } else { 2 }), "{call:?}: {told}");
        assert!(
            is_silent || told.contains("error: what was to be shown is lost: the disk is full"),
            "{told}"
        );
        assert_eq!(site.has("index.html"), call[0] != "clean", "{call:?}: {told}");
    }
}

#[test]
fn a_reader_who_leaves_in_the_middle_is_no_fault() {
    let site = Site::published();
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut command = Command::new(program());
    command.args(["completions", "zsh"]).stdout(writer);
    let mut child = command.spawn().unwrap();
    drop(command);
    reader.read_exact(&mut [0; 16]).unwrap();
    drop(reader);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    drop(site);
}

#[test]
fn faults_of_the_content_are_told_though_nobody_reads_the_report() {
    let site = Site::new().file("content/branches/a.md", "");
    assert_eq!(run(&site, &["check", "--format", "json"], closed()).status.code(), Some(1));
    assert_eq!(run(&site, &["build"], closed()).status.code(), Some(1));
}
