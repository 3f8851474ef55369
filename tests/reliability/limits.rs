//! Builds of the real program that run out of something: disk, file size, descriptors, permission.
//!
//! The promise is the same each time: the build says what was missing and leaves the published site
//! as it was, or it succeeds; once there is enough, the next build equals a clean one.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::{Files, Site, TODAY, files};
use crate::{fill, large_site, program, timeless};

const STORIES: usize = 40;

/// A site published in its first version, changed to the second, and what the second publishes.
struct Change {
    site: Site,
    before: Files,
    after: Files,
    place: PathBuf,
}

impl Change {
    /// Published in `place`, or in `public/` of the site.
    fn new(place: Option<&Path>) -> Self {
        let clean = large_site("second", STORIES);
        clean.build().exits(0);
        let site = large_site("first", STORIES);
        let place = place.map_or_else(|| site.path("public"), Path::to_path_buf);
        let mut change =
            Self { site, before: Files::new(), after: timeless(clean.output()), place };
        assert!(change.build("").status.success());
        change.before = change.output();
        assert!(change.before != change.after);
        fs::remove_dir_all(change.site.path("content/branches")).unwrap();
        fill(&change.site, "second", STORIES);
        change
    }

    /// A build through a shell that first runs `limits`. What the shell was left open by whoever runs the tests does not count.
    fn build(&self, limits: &str) -> Output {
        let closed =
            (3..10).map(|number| format!("exec {number}>&-; ")).collect::<Vec<_>>().concat();
        let script =
            format!("{closed}{limits} exec \"$0\" build --lang en --today {TODAY} --output \"$1\"");
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).arg(program()).arg(&self.place);
        command.current_dir(self.site.path("")).output().unwrap()
    }

    fn output(&self) -> Files {
        timeless(files(&self.place))
    }

    /// Builds with too little of something: all or nothing, with a message. Tells whether it was enough.
    fn try_with(&self, limits: &str) -> bool {
        let run = self.build(limits);
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        if run.status.success() {
            assert!(self.output() == self.after, "{limits} not the clean build");
            return true;
        }
        assert_eq!(run.status.code(), Some(2), "{limits} {told}");
        assert!(told.contains("error: "), "{limits} says only {told:?}");
        assert!(self.output() == self.before, "{limits} the site has changed: {told}");
        false
    }

    /// Nothing is left of the attempts that failed.
    fn recovers(&self) {
        assert!(self.try_with(""), "enough is not enough");
        let state = self.place.parent().unwrap().join(".liuhao/public");
        let state = crate::state(&state);
        assert_eq!(state, ["lock", "manifest", "note"]);
    }
}

#[test]
fn a_limit_of_file_size_stops_a_build_before_it_changes_anything() {
    let change = Change::new(None);
    // Blocks of 512 bytes in dash, of 1024 in bash.
    let enough = [1, 2, 4, 8, 16]
        .map(|blocks| change.try_with(&format!("trap '' XFSZ; ulimit -f {blocks};")));
    assert!(!enough[0], "no file is larger than a block");
    change.recovers();
}

#[test]
fn a_limit_of_descriptors_stops_a_build_before_it_changes_anything() {
    let change = Change::new(None);
    let enough = [4, 5, 6, 7, 8, 10, 12, 16, 24, 32, 64]
        .map(|limit| change.try_with(&format!("ulimit -n {limit};")));
    assert!(!enough[0], "four descriptors are enough for nothing");
    assert!(enough[10], "64 descriptors are enough");
    change.recovers();
}

#[test]
fn a_folder_that_may_not_be_written_stops_a_build_of_an_ordinary_user() {
    let site = large_site("first", STORIES);
    site.build_unprivileged("en").exits(0);
    fill(&site, "second", STORIES);
    let before = site.stamps();
    for folder in ["public", "public/branches", ".liuhao/public"] {
        let set = |mode| {
            fs::set_permissions(site.path(folder), fs::Permissions::from_mode(mode)).unwrap();
        };
        set(0o555);
        let run = site.build_unprivileged("en");
        set(0o755);
        run.exits(2).says(folder);
        assert!(site.stamps() == before, "{folder}: the site has changed");
    }
    site.build_unprivileged("en").exits(0);
    let clean = large_site("first", STORIES);
    fill(&clean, "second", STORIES);
    clean.build().exits(0);
    assert!(timeless(site.output()) == timeless(clean.output()));
}

/// A file system of its own in a folder, for root alone; `None` where the machine refuses it.
struct Mount(PathBuf);

impl Mount {
    fn new(place: PathBuf, size: &str) -> Option<Self> {
        fs::create_dir_all(&place).unwrap();
        let options = format!("size={size}");
        let mounted = call("mount", &["-t", "tmpfs", "-o", &options, "tmpfs"], &place);
        if !mounted {
            eprintln!("SKIPPED: no file system can be mounted here (root may)");
        }
        mounted.then_some(Self(place))
    }

    fn remount(&self, options: &str) {
        assert!(call("mount", &["-o", &format!("remount,{options}")], &self.0));
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        call("umount", &["--lazy"], &self.0);
    }
}

fn call(program: &str, arguments: &[&str], place: &Path) -> bool {
    let run = Command::new(program).args(arguments).arg(place).output();
    run.is_ok_and(|run| run.status.success())
}

#[test]
fn a_full_disk_leaves_the_site_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mount) = Mount::new(folder.path().join("disk"), "64m") else { return };
    let change = Change::new(Some(&mount.0.join("public")));
    let used = used(&mount.0);
    let mut refused = 0;
    // From a disk with no room at all to one that holds both versions.
    for step in 0..12 {
        mount.remount(&format!("size={}k", used + step * used / 6));
        if change.try_with("") {
            break;
        }
        refused += 1;
    }
    eprintln!("full disk: refused {refused} times, from {used} KiB on");
    assert!(refused >= 2, "the disk was never full");
    mount.remount("size=64m");
    change.recovers();
}

#[test]
fn a_disk_mounted_for_reading_only_leaves_the_site_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mount) = Mount::new(folder.path().join("disk"), "64m") else { return };
    let change = Change::new(Some(&mount.0.join("public")));
    mount.remount("ro");
    assert!(!change.try_with(""));
    mount.remount("rw");
    change.recovers();
}

#[test]
fn an_output_on_another_file_system_is_published_whole_and_full_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mount) = Mount::new(folder.path().join("public"), "64m") else { return };
    let change = Change::new(Some(&mount.0));
    mount.remount(&format!("size={}k", used(&mount.0) + 40));
    assert!(!change.try_with(""), "the disk was not full");
    mount.remount("size=64m");
    change.recovers();
    assert!(!mount.0.join(".liuhao-stage").exists());
}

/// KiB in use on a file system.
fn used(place: &Path) -> u64 {
    let run = Command::new("df").args(["-k", "--output=used"]).arg(place).output().unwrap();
    let text = String::from_utf8(run.stdout).unwrap();
    text.lines().nth(1).unwrap().trim().parse().unwrap()
}
