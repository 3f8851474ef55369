//! `check --fix` beside editors who save, killed at any moment, on files that are more than their text.
//!
//! `LIUHAO_KILLS=500` kills 500 times and has 500 edits saved at least; without it 20 and 200.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::program;
use crate::support::{Site, TODAY, files};

fn rounds(ordinary: usize) -> usize {
    std::env::var("LIUHAO_KILLS").map_or(ordinary, |number| number.parse().unwrap())
}

/// A site whose stories have slips in them.
fn site(stories: usize) -> Site {
    let site = Site::new();
    for number in 0..stories {
        site.put(&format!("content/branches/a{number:03}.md"), text(number, "支部,党员."));
    }
    site
}

fn text(number: usize, body: &str) -> String {
    let body = body.repeat(40);
    format!("---\ntitle: 第{number}个支部\ndate: 2024-03-01\n---\n{body}\n")
}

fn start(site: &Site) -> Child {
    let mut command = Command::new(program());
    command.current_dir(site.path("")).args(["check", "--fix", "--today", TODAY]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

fn leftovers(site: &Site) -> Vec<String> {
    let names = files(&site.path("")).into_keys();
    names.filter(|path| path.contains(".liuhao-")).collect()
}

/// How editors' programs save.
#[derive(Clone, Copy)]
enum Save {
    /// A new file takes the place of the old one.
    Rename,
    /// The file is emptied and written.
    InPlace,
}

fn save(path: &Path, text: &str, how: Save) {
    match how {
        Save::Rename => {
            let beside = path.with_extension("saving");
            fs::write(&beside, text).unwrap();
            fs::rename(&beside, path).unwrap();
        }
        Save::InPlace => fs::write(path, text).unwrap(),
    }
}

/// While a run mends files one after the other, an editor saves most of them again and again, each time
/// with more text. Whatever the run does, the last text that was saved is there in the end, and what
/// nobody touched is mended. `src/fs/replace.rs` does the same at each call of a replacement, by number.
#[test]
fn what_editors_save_while_slips_are_mended_is_never_lost() {
    const STORIES: usize = 12;
    const EDITED: usize = 9;
    let (mut saved, mut mended) = (0, 0);
    while saved < rounds(200) {
        let site = site(STORIES);
        let mut run = start(&site);
        let mut last = vec![None; STORIES];
        let mut step = 0;
        while run.try_wait().unwrap().is_none() && step < 2000 {
            let number = (step * 5) % EDITED;
            let how = if step % 2 == 0 { Save::Rename } else { Save::InPlace };
            let marker = format!("新增第{step}处会计报告");
            let path = site.path(&format!("content/branches/a{number:03}.md"));
            save(&path, &format!("{}{marker},甲\n", text(number, "支部,党员.")), how);
            last[number] = Some(marker);
            (step, saved) = (step + 1, saved + 1);
            std::thread::sleep(Duration::from_micros(300));
        }
        let _ = run.wait().unwrap();
        for (number, marker) in last.iter().enumerate() {
            let path = site.path(&format!("content/branches/a{number:03}.md"));
            let now = fs::read_to_string(path).unwrap();
            let is_mended = now.contains("支部，党员");
            mended += usize::from(is_mended);
            assert!(is_mended || number < EDITED, "story {number} is not mended");
            if let Some(marker) = marker {
                assert!(now.contains(marker), "lost {marker} in story {number}:\n{now}");
            }
            assert!(now.ends_with('\n') && now.starts_with("---\n"), "torn: {now}");
        }
        assert_eq!(leftovers(&site), Vec::<String>::new());
    }
    eprintln!(
        "mending beside editors: {saved} edits saved, none lost; {mended} files mended meanwhile"
    );
}

#[test]
fn a_run_that_is_killed_leaves_every_file_whole_and_the_next_one_clears_up() {
    const STORIES: usize = 12;
    let clean = site(STORIES);
    let begun = Instant::now();
    assert!(start(&clean).wait().unwrap().success());
    let length = begun.elapsed();
    let after = files(&clean.path("content"));
    let rounds = rounds(20);
    let (mut running, mut mixed, mut left) = (0, 0, 0);
    for round in 0..rounds {
        let site = site(STORIES);
        let before = files(&site.path("content"));
        let delay = length * u32::try_from(round).unwrap() / u32::try_from(rounds).unwrap();
        let mut run = start(&site);
        std::thread::sleep(delay);
        running += usize::from(run.try_wait().unwrap().is_none());
        run.kill().unwrap();
        run.wait().unwrap();
        left += leftovers(&site).len();
        let now = files(&site.path("content"));
        for (path, bytes) in &before {
            let is_whole = now.get(path) == Some(bytes) || now.get(path) == after.get(path);
            assert!(is_whole, "round {round}: {path} is torn");
        }
        mixed += usize::from(
            before.keys().any(|path| now[path] != before[path])
                && before.keys().any(|path| now[path] != after[path]),
        );
        site.run(&["check", "--fix"]).exits(0);
        assert!(files(&site.path("content")) == after, "round {round}: {:?}", leftovers(&site));
    }
    eprintln!(
        "mending killed: {rounds} times, {running} while it ran, {mixed} between files, {left} files left and cleared"
    );
    assert!(running > rounds / 4, "the kills came too late");
}

#[test]
fn what_is_left_of_a_run_is_cleared_unless_its_text_is_nowhere_else() {
    let mended = {
        let site = site(1);
        site.run(&["check", "--fix"]).exits(0);
        fs::read(site.path("content/branches/a000.md")).unwrap()
    };
    let site = site(1);
    let digest = blake3::hash(b"a000.md").to_hex()[..16].to_owned();
    let beside = |random: u64| format!("content/branches/.liuhao-fix-{digest}-{random:016x}.tmp");
    // Of a former version, whatever its process was called; never put into place; moved away.
    site.put("content/branches/.liuhao-1.tmp", "");
    site.put("content/branches/.liuhao-4711.tmp", "---\ntitle: 甲\n");
    site.put(&beside(1), &mended);
    site.put(&beside(2), text(0, "支部,党员."));
    site.put(&beside(3), &mended[..99]);
    site.put(&beside(4), "有人在这时保存的\n");
    site.run(&["check", "--fix"]).says(&beside(4)).says("留下了");
    assert_eq!(leftovers(&site), [beside(4)]);
    assert_eq!(fs::read(site.path("content/branches/a000.md")).unwrap(), mended);
}

#[test]
fn other_names_stay_names_of_the_same_file() {
    let site = site(2);
    fs::hard_link(site.path("content/branches/a000.md"), site.path("elsewhere.md")).unwrap();
    let run = site.run(&["check", "--fix"]);
    run.says("没有改 content/branches/a000.md")
        .says("硬链接")
        .says("改好 content/branches/a001.md");
    let same =
        ["content/branches/a000.md", "elsewhere.md"].map(|path| fs::read(site.path(path)).unwrap());
    assert!(same[0] == same[1] && same[0] == text(0, "支部,党员.").into_bytes());
}

#[test]
fn mode_owner_and_group_stay() {
    let site = site(1);
    let path: PathBuf = site.path("content/branches/a000.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let is_root = fs::metadata(site.path("")).unwrap().uid() == 0;
    if is_root {
        std::os::unix::fs::chown(&path, Some(65534), Some(65533)).unwrap();
    }
    let before = fs::metadata(&path).unwrap();
    site.run(&["check", "--fix"]).exits(0);
    let after = fs::metadata(&path).unwrap();
    let of = |found: &fs::Metadata| (found.mode(), found.uid(), found.gid());
    assert_eq!(of(&before), of(&after));
    assert!(before.ino() != after.ino(), "it was mended");
    if is_root {
        // Whoever may not give a file away leaves it alone.
        std::os::unix::fs::chown(&path, Some(1), Some(1)).unwrap();
        site.put("content/branches/a000.md", text(0, "支部,党员."));
        fs::set_permissions(site.path("content/branches"), fs::Permissions::from_mode(0o777))
            .unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let run = site.run_unprivileged(&["check", "--fix", "--lang", "zh"], false);
        run.says("没有改 content/branches/a000.md").says("别人的文件");
        let now = fs::metadata(&path).unwrap();
        assert_eq!((now.uid(), now.gid()), (1, 1));
    }
}

/// What one run has begun looks to another like what a dead one has left: so there is never more than one.
#[test]
fn two_runs_at_once_do_not_clear_up_after_each_other() {
    let site = site(3);
    let before = files(&site.path("content"));
    let folder = fs::File::open(site.path("")).unwrap();
    folder.try_lock().unwrap();
    site.run(&["check", "--fix"]).exits(2).says("check --fix 正在改");
    assert!(files(&site.path("content")) == before);
    drop(folder);
    site.run(&["check", "--fix"]).exits(0);
    assert!(files(&site.path("content")).values().all(|text| !text.contains(&b',')));
}
