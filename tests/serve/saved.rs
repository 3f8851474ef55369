//! What stands on the disk when the desk writes: links and locked files are left alone, a kill tears nothing.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::client::Preview;
use crate::support::Site;
use crate::writing::{FILE, TEXT, edit, form, headers, post, set, site};

#[test]
fn links_and_files_that_are_locked_are_left_alone() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = site();
    let preview = Preview::of(&site);
    let etag = form(&preview)["etag"].clone();
    let lock =
        |mode| fs::set_permissions(site.path(FILE), fs::Permissions::from_mode(mode)).unwrap();
    lock(0o444);
    assert_eq!(form(&preview)["writable"], false);
    let (status, told) = post(&preview, "edit", &edit(&etag, &set("title", "乙")));
    assert_eq!((status, &told["error"]), (422, &json!("read-only")));
    lock(0o644);
    fs::hard_link(site.path(FILE), site.path("twin.md")).unwrap();
    let (status, told) = post(&preview, "edit", &edit(&etag, &set("title", "乙")));
    assert_eq!((status, &told["error"]), (422, &json!("held")));
    fs::rename(site.path(FILE), site.path("elsewhere.md")).unwrap();
    symlink(site.path("elsewhere.md"), site.path(FILE)).unwrap();
    let (status, _) = post(&preview, "edit", &edit(&etag, &set("title", "乙")));
    assert!([404, 422].contains(&status), "{status}");
    assert_eq!(fs::read_to_string(site.path("elsewhere.md")).unwrap(), TEXT);
    assert_eq!(fs::read_to_string(site.path("twin.md")).unwrap(), TEXT);
}

/// How long each step of a write is held, before it and behind it, in microseconds.
const HELD: u64 = 40_000;
/// The steps of a write that change the disk.
const STEPS: &str = "fsync,fdatasync,syncfs,renameat2,renameat,unlinkat,fchmod,fchown";

/// What a kill found on the disk.
#[derive(Debug, Default)]
struct Found {
    /// The old file, and nothing of the new one.
    before: u32,
    /// The old file, the new one beside it.
    prepared: u32,
    /// The new file, the old one beside it.
    changed: u32,
    /// The new file alone.
    after: u32,
}

/// A crash at any moment leaves the old or the new file. `strace` holds each step that changes the disk, so that kills strike
/// between them; where it is missing they are spread over the time that a write takes.
#[test]
fn a_kill_at_any_moment_leaves_the_old_file_or_the_new_one() {
    let kills =
        std::env::var("LIUHAO_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(12u32);
    let old = format!("{TEXT}{}\n", "长".repeat(20_000));
    let new = old.replace("22名\n---", "23名\n---");
    let is_held = Command::new("strace").arg("-V").output().is_ok();
    let mut all = Found::default();
    // The first write is not killed: it tells how long one takes here.
    let mut whole = Duration::ZERO;
    for nth in 0..=kills {
        let site = Site::new().file(FILE, &old);
        let folder = site.path("content/branches");
        let mut preview = Preview::of(&site);
        let mut tracer = is_held.then(|| Tracer::of(preview.id()));
        let etag = form(&preview)["etag"].clone();
        let body = edit(&etag, &set("members.total", "23名")).to_string();
        let head = format!(
            "POST /_liuhao/edit HTTP/1.1\r\n{}Content-Length: {}\r\n\r\n",
            headers(&preview),
            body.len()
        );
        let mut stream = preview.connect();
        let mut start = Instant::now();
        stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).unwrap();
        let is_begun = |names: &[String]| names.iter().any(|name| name.contains(".tmp"));
        if is_held {
            // A write begins with the file beside.
            until(|| is_begun(&names(&folder)));
            start = Instant::now();
        }
        if nth == 0 {
            until(|| {
                fs::read_to_string(site.path(FILE)).unwrap() == new && !is_begun(&names(&folder))
            });
            whole = start.elapsed() * 11 / 10;
        } else {
            let wait = whole * (nth - 1) / kills;
            until(|| start.elapsed() >= wait);
        }
        preview.kill();
        tracer.take().into_iter().for_each(Tracer::ends);
        let found = fs::read_to_string(site.path(FILE)).unwrap();
        assert!(found == old || found == new, "kill {nth}");
        let names = names(&folder);
        let texts =
            names.iter().filter(|name| Path::new(name).extension().is_some_and(|end| end == "md"));
        assert_eq!(texts.count(), 1, "{names:?}");
        let count = match (found == new, is_begun(&names)) {
            (false, false) => &mut all.before,
            (false, true) => &mut all.prepared,
            (true, true) => &mut all.changed,
            (true, false) => &mut all.after,
        };
        *count += u32::from(nth > 0);
        // What is left beside is no text of the site, and goes only where nothing in it could be missed.
        site.run(&["check", "--fix"]);
        assert_eq!(fs::read_to_string(site.path(FILE)).unwrap(), found);
    }
    println!("{kills} kills, each step held: {is_held}; {all:?}");
    if is_held {
        assert!(all.prepared >= kills / 6 && all.changed >= kills / 6, "{all:?}");
    }
}

fn until(is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(60), "it never came");
        std::hint::spin_loop();
    }
}

/// `strace`, which holds the steps of a write.
struct Tracer(Child);

impl Tracer {
    /// Begins to trace a process and all its threads.
    fn of(id: u32) -> Self {
        let held = format!("inject={STEPS}:delay_enter={HELD}:delay_exit={HELD}");
        let mut strace = Command::new("strace");
        strace.args(["-f", "-e", &format!("trace={STEPS}"), "-e", &held, "-p", &id.to_string()]);
        let mut child = strace.stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("attached") {
            line.clear();
            assert!(said.read_line(&mut line).unwrap() > 0, "strace ended");
        }
        // Nobody else reads what it says.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self(child)
    }

    fn ends(mut self) {
        self.0.wait().unwrap();
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}
