//! A build talks to nobody.

use std::process::Command;

use crate::support::{TODAY, html};
use crate::{large_site, program};

/// `strace` sees every socket that is opened, in every thread; where it is missing, the build is at
/// least cut off from all networks.
#[test]
fn a_build_opens_no_socket_and_needs_none() {
    let expected = large_site("first", 20);
    expected.build().exits(0);
    let site = large_site("first", 20);
    let log = site.path("calls");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "trace=%network", "-o"]).arg(&log).arg(program());
    strace.current_dir(site.path("")).args(["build", "--today", TODAY]);
    match strace.output() {
        Ok(run) => {
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
            let calls = std::fs::read_to_string(&log).unwrap();
            assert!(!calls.contains("socket("), "{calls}");
            assert!(site.output() == expected.output());
        }
        Err(_) => eprintln!("strace is missing: no socket was looked for"),
    }
    // A user of one's own makes the namespace possible for everybody, where the system allows it.
    let namespace = ["--net", "--map-root-user"];
    let can = Command::new("unshare").args(namespace).arg("true").output();
    if !can.is_ok_and(|run| run.status.success()) {
        eprintln!("SKIPPED: no network namespace can be made here");
        return;
    }
    let site = large_site("first", 20);
    let mut alone = Command::new("unshare");
    alone.args(namespace).arg(program());
    alone.current_dir(site.path("")).args(["build", "--today", TODAY]);
    let run = alone.output().unwrap();
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{told}");
    assert!(site.output() == expected.output());
    html::check_links(&site.output());
}
