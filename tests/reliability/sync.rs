//! What a commit promises is on the disk before it is promised.

use std::process::Command;

use crate::support::TODAY;
use crate::support::patience;
use crate::{large_site, program};

/// `strace` sees every call in its order; where it is missing, the order is not looked at.
#[test]
fn staged_files_are_on_disk_before_the_journal_and_the_journal_before_the_first_rename() {
    let site = large_site("first", 20);
    let log = site.path("calls");
    let mut strace = Command::new("strace");
    let calls = "trace=fsync,fdatasync,syncfs,rename,renameat,renameat2,sendfile,copy_file_range";
    strace.args(["-f", "-y", "-qq", "-s", "4096", "-e", calls, "-o"]).arg(&log).arg(program());
    strace.current_dir(site.path("")).args(["build", "--today", TODAY]);
    if Command::new("strace").arg("-V").output().is_err() {
        eprintln!("SKIPPED: strace is missing");
        return;
    }
    let run = patience::output(&mut strace);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let log = std::fs::read_to_string(&log).unwrap();
    let find = |from: usize, what: &str, is: &dyn Fn(&str) -> bool| {
        let at = log.lines().skip(from).position(is);
        at.unwrap_or_else(|| panic!("no {what} behind line {from} of\n{log}")) + from
    };
    let is_sync = |line: &str| line.contains("sync(") || line.contains("syncfs(");
    let is_entered = |line: &str| line.contains("rename") && line.contains("journal.new");
    let staged = find(0, "sync of staged files", &|line| {
        line.contains("syncfs(") || line.contains("sync(") && line.contains("/stage/")
    });
    let journal =
        find(staged, "sync of the journal", &|line| is_sync(line) && line.contains("journal.new"));
    let entered = find(journal, "rename of the journal", &is_entered);
    let folder = find(entered, "sync of its folder", &|line| {
        is_sync(line) && line.contains(".liuhao/public>")
    });
    // Nothing was put into place before: no rename stands in between but the journal's own.
    let is_put = |line: &str| line.contains("rename") && !line.contains("journal.new");
    let first = find(0, "rename into the site", &|line| is_put(line) && line.contains("/stage/"));
    assert!(folder < first, "line {first} comes before line {folder} of\n{log}");
}
