//! What `liuhao deploy` refuses, what it leaves alone, and what becomes of a run that is stopped.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Files, Site, files, html};
use crate::target::{MANIFEST, Place, settings, site, story};
use crate::{has, published};

const FOLDER: &str = "{name: 盘, way: folder, to: there}";

/// A site that lies at its target.
fn sent() -> Site {
    let site = site(FOLDER);
    site.run(&["deploy", "--yes", "--today", "2026-01-01"]).exits(0);
    site
}

fn place(site: &Site) -> Place<'_> {
    let site_path: &'static std::path::Path = Box::leak(site.path("there").into_boxed_path());
    Place::folder(site, site_path)
}

fn text_story(name: &str) -> String {
    story(name, "9名").replace("![合影](p.png)", "")
}

#[test]
fn only_a_finished_build_of_the_site_as_it_is_goes_out() {
    let site = sent();
    let before = files(&site.path("there"));
    let place = place(&site);
    let refused = |says: &str| {
        place.deploy(&["--yes"]).exits(1).says(says);
        assert!(files(&site.path("there")) == before, "{says}");
    };
    site.put("content/branches/c.md", text_story("丙支部"));
    refused("branches/c.html");
    site.put(
        "content/branches/c.md",
        text_story("丙支部").replace("---\ntitle", "---\ndraft: true\ntitle"),
    );
    site.run(&["build", "--drafts"]).exits(0);
    refused("带了草稿");
    site.build().exits(0);
    let page = site.path("public/branches/a.html");
    let bytes = fs::read(&page).unwrap();
    fs::write(&page, "改过").unwrap();
    refused("branches/a.html");
    fs::write(&page, bytes).unwrap();
    site.put(".liuhao/public/journal", "half");
    refused("没有构建完的网站");
    fs::remove_file(site.path(".liuhao/public/journal")).unwrap();
    site.put("content/branches/c.md", "---\ntitle: 丙\ndate: 2024-02-30\n---\n文。\n");
    refused("impossible-date");
    fs::remove_file(site.path("content/branches/c.md")).unwrap();
    // The day of the last change in the feeds may be another one.
    place.deploy(&["--yes"]).exits(0);
    place.deploy(&["--yes"]).exits(0).says("什么也不用传");
    let before = files(&site.path("there"));
    let refused = |says: &str| {
        place.deploy(&["--yes"]).exits(1).says(says);
        assert!(files(&site.path("there")) == before, "{says}");
    };
    fs::remove_dir_all(site.path("public")).unwrap();
    refused("没有构建完的网站");
    site.run(&["clean"]).exits(0);
    refused("没有构建完的网站");
}

#[test]
fn many_pages_do_not_go_unasked() {
    let site = site(FOLDER);
    for n in 0..30 {
        site.put(&format!("content/branches/s{n}.md"), text_story(&format!("第{n}支部")));
    }
    site.build().exits(0);
    let place = place(&site);
    place.deploy(&["--yes"]).exits(0);
    let before = files(&site.path("there"));
    for n in 0..25 {
        fs::remove_file(site.path(&format!("content/branches/s{n}.md"))).unwrap();
    }
    site.run(&["build", "--allow-mass-delete"]).exits(0);
    place.deploy(&["--yes"]).exits(1).says("--allow-mass-delete");
    assert!(files(&site.path("there")) == before);
    // So many are asked for; but they are more than half.
    place.deploy(&["--yes", "--max-delete", "1000"]).exits(1).says("--allow-mass-delete");
    place.deploy(&["--yes", "--allow-mass-delete"]).exits(0).says("撤下 25 篇").says("还有 5 篇");
    assert!(place.site_files() == published(&site));
}

#[test]
fn what_is_not_ours_is_never_changed_and_no_link_is_followed() {
    let site = sent();
    site.put("elsewhere/keep.txt", "别处");
    site.put("there/branches/c.html", "别人的页");
    symlink(site.path("elsewhere"), site.path("there/photos")).unwrap();
    site.put("content/branches/c.md", text_story("丙支部"));
    site.build().exits(0);
    let place = place(&site);
    let before = files(&site.path("there"));
    place.deploy(&["--yes"]).exits(1).says("branches/c.html").says("--adopt");
    assert!(files(&site.path("there")) == before);
    fs::remove_file(site.path("there/branches/c.html")).unwrap();
    // A link in the place of a folder, of a file, and of the manifest.
    fs::rename(site.path("there/branches"), site.path("elsewhere/branches")).unwrap();
    symlink(site.path("elsewhere/branches"), site.path("there/branches")).unwrap();
    let elsewhere = files(&site.path("elsewhere"));
    for allowed in [&["--yes"][..], &["--yes", "--adopt"]] {
        place.deploy(allowed).exits(1).says("branches");
        assert!(files(&site.path("elsewhere")) == elsewhere);
    }
    fs::remove_file(site.path("there/branches")).unwrap();
    fs::rename(site.path("elsewhere/branches"), site.path("there/branches")).unwrap();
    fs::rename(site.path("there/index.html"), site.path("elsewhere/index.html")).unwrap();
    symlink(site.path("elsewhere/index.html"), site.path("there/index.html")).unwrap();
    place.deploy(&["--yes"]).exits(1).says("index.html");
    fs::remove_file(site.path("there/index.html")).unwrap();
    place.deploy(&["--yes"]).exits(0);
    assert_eq!(fs::read(site.path("elsewhere/keep.txt")).unwrap(), "别处".as_bytes());
    assert_eq!(fs::read_link(site.path("there/photos")).unwrap(), site.path("elsewhere"));
    fs::remove_file(site.path("there/photos")).unwrap();
    assert!(place.site_files() == published(&site));
}

#[test]
fn what_somebody_has_changed_there_stays_when_its_story_goes_and_is_replaced_while_it_stands() {
    let site = sent();
    let place = place(&site);
    site.put("there/branches/b.html", "改过的页面");
    place.deploy(&["--yes"]).exits(0).says("改 1 个文件");
    assert!(place.site_files() == published(&site));
    site.put("there/branches/b.html", "改过的页面");
    fs::remove_file(site.path("content/branches/b.md")).unwrap();
    site.build().exits(0);
    place.deploy(&["--yes"]).exits(0).says("被人改过").says("branches/b.html");
    assert_eq!(fs::read(site.path("there/branches/b.html")).unwrap(), "改过的页面".as_bytes());
    // What was taken away there comes back.
    fs::remove_file(site.path("there/index.html")).unwrap();
    place.deploy(&["--yes"]).exits(0);
    assert!(site.path("there/index.html").is_file());
    // Bytes that were changed and kept their number are seen by looking at all of them.
    let page = site.path("there/index.html");
    let swapped: Vec<u8> = fs::read(&page).unwrap().iter().rev().copied().collect();
    fs::write(&page, swapped).unwrap();
    place.deploy(&["--yes"]).exits(0).says("什么也不用传");
    place.deploy(&["--yes", "--full"]).exits(0).says("改 1 个文件");
    place.deploy(&["--yes", "--full"]).exits(0).says("什么也不用传");
}

#[test]
fn a_file_and_a_folder_of_one_name_change_places() {
    let site = sent();
    let place = place(&site);
    for (from, to) in [("static/x", "static/x/y.txt"), ("static/x/y.txt", "static/x.txt")] {
        let _ = fs::remove_dir_all(site.path("static"));
        site.put(&format!("{from}.txt"), "一");
        site.build().exits(0);
        place.deploy(&["--yes"]).exits(0);
        let _ = fs::remove_dir_all(site.path("static"));
        site.put(to, "二");
        site.build().exits(0);
        place.deploy(&["--yes"]).exits(0);
        assert!(place.site_files() == published(&site));
    }
}

#[test]
fn a_target_is_named_or_told() {
    let site = Site::new();
    site.refuses_with(&["deploy"], 2, "deploy-none");
    let two = format!("{FOLDER}\n  - {{name: 外网, way: sftp, to: 'a@b:/c', port: 2222}}");
    site.put("site.yaml", settings(&two));
    site.refuses_with(&["deploy"], 2, "deploy-which");
    site.refuses_with(&["deploy", "外往"], 2, "deploy-unknown");
    site.run(&["deploy", "--list"]).exits(0).shows("deploy-list");
    site.run(&["deploy", "盘", "--yes"]).exits(1).says("没有构建完的网站");
    site.put("site.yaml", settings("{name: 盘, way: folder, to: no/such/folder}"));
    site.build().exits(0);
    site.run(&["deploy", "--yes"]).exits(1).says("U 盘");
    site.put("file", "");
    site.put("site.yaml", settings("{name: 盘, way: folder, to: file}"));
    site.run(&["deploy", "--yes"]).exits(1).says("不是文件夹");
}

#[test]
fn bad_settings_are_told_with_their_place() {
    let bad = [
        "{name: 甲, way: folder}",
        "{name: 甲, way: ftp, to: x}",
        "{name: 甲, way: sftpp, to: 'a:b'}",
        "{name: 甲, way: folder, to: there, password: abc}",
        "{name: 甲, way: folder, to: there, 密钥: abc}",
        "{name: 甲, way: git, to: 'https://user:pass@example.org/a.git'}",
        "{name: 甲, way: git, to: 'ext::sh -c id'}",
        "{name: 甲, way: git, to: x.git, branch: 'a..b'}",
        "{name: 甲, way: git, to: --upload-pack=id}",
        "{name: 甲, way: rsync, to: 'a@-oProxyCommand=id:/b'}",
        "{name: 甲, way: rsync, to: 'C:\\x'}",
        "{name: 甲, way: sftp, to: /just/a/folder}",
        "{name: 甲, way: sftp, to: 'a@b:/c', port: 70000}",
        "{name: 甲, way: bucket, to: ':s3,access_key_id=x:bucket'}",
        "{name: 甲, way: folder, to: there, port: 22}",
        "{name: 甲, way: folder, to: there, branch: pages}",
        "{name: ../甲, way: folder, to: there}",
        "{name: 甲, way: folder, to: there}\n  - {name: 甲, way: folder, to: elsewhere}",
        "甲",
    ];
    let site = Site::new();
    let mut console = String::new();
    for target in bad {
        site.put("site.yaml", settings(target));
        let run = site.run(&["check"]);
        run.exits(1).says("site.yaml:");
        assert!(!run.err.contains("abc") || target.contains("abc"), "{}", run.err);
        console += &format!("{target}\n{}\n", run.err);
        site.run(&["deploy", "--list"]).exits(1);
    }
    crate::support::compare("deploy-bad-settings", &console);
}

#[test]
fn two_at_once_do_not_meet() {
    let site = sent();
    let lock = site.path(".liuhao/deploy/盘/lock");
    let held = fs::File::options().write(true).open(lock).unwrap();
    held.try_lock().unwrap();
    site.run(&["deploy", "--yes", "--today", "2026-01-01"]).exits(1).says("另一个 liuhao deploy");
    site.run(&["deploy", "--dry-run", "--today", "2026-01-01"]).exits(0);
    drop(held);
    site.run(&["deploy", "--yes", "--today", "2026-01-01"]).exits(0);
    // A build holds its own lock while files go out: it is taken for the length of the run.
    site.run(&["clean"]).exits(0);
    assert!(!site.path(".liuhao").exists());
}

/// Names of files, their bytes, and when each was written.
fn stamps(site: &Site) -> Vec<(String, u64, std::time::SystemTime)> {
    let entries = walkdir::WalkDir::new(site.path("")).sort_by_file_name().into_iter().flatten();
    let stamp = |entry: walkdir::DirEntry| {
        let found = entry.metadata().unwrap();
        (entry.path().display().to_string(), found.len(), found.modified().unwrap())
    };
    entries.map(stamp).collect()
}

#[test]
fn a_dry_run_writes_nothing_into_the_site_or_the_target() {
    let site = sent();
    site.put("content/branches/a/index.md", story("甲支部", "23名"));
    fs::remove_file(site.path("content/branches/b.md")).unwrap();
    site.build().exits(0);
    let ways = ["{name: 盘, way: folder, to: there}", "{name: 近, way: rsync, to: there}"];
    for way in ways {
        if way.contains("rsync") && !has("rsync") {
            continue;
        }
        site.put("site.yaml", settings(way));
        site.build().exits(0);
        let before = stamps(&site);
        if has("strace") {
            let log = tempfile::NamedTempFile::new().unwrap();
            let mut traced = Command::new("strace");
            traced.args([
                "-f",
                "-y",
                "-e",
                "trace=%file,ftruncate,fchmod,fchown,write,pwrite64",
                "-o",
            ]);
            traced.arg(log.path()).arg(env!("CARGO_BIN_EXE_liuhao"));
            traced
                .args(["deploy", "--dry-run", "--today", "2026-01-01"])
                .current_dir(site.path(""));
            let run = traced.output().unwrap();
            assert_eq!(run.status.code(), Some(3), "{}", String::from_utf8_lossy(&run.stderr));
            let log = fs::read_to_string(log.path()).unwrap();
            let wrote: Vec<_> = log.lines().filter(|line| writes(line, &site)).collect();
            assert!(wrote.is_empty(), "{wrote:?}");
            assert!(log.contains("liuhao-manifest.json"), "the trace holds what was done");
        } else {
            site.run(&["deploy", "--dry-run", "--today", "2026-01-01"]).exits(3);
        }
        assert!(stamps(&site) == before, "{way}");
    }
}

/// Whether a line of a trace changes something below the site: of two names one may be relative.
fn writes(line: &str, site: &Site) -> bool {
    let Some((_, call)) = line.split_once(' ') else { return false };
    let mut call = call.trim_start().to_owned();
    // An absolute name has nothing to do with the folder that the program is in.
    if let (Some(at), true) = (call.find("AT_FDCWD<"), call.contains(">, \"/")) {
        let end = at + call[at..].find('>').unwrap();
        call.replace_range(at..end, "");
    }
    let name = call.split('(').next().unwrap_or_default();
    let is_below = call.contains(site.path("").to_str().unwrap().trim_end_matches('/'));
    let is_done = !call.contains(" = -1 ");
    let changes = match name {
        "open" | "openat" | "openat2" => {
            ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|flag| call.contains(flag))
        }
        "creat" | "mkdir" | "mkdirat" | "rmdir" | "unlink" | "unlinkat" | "rename" | "renameat"
        | "renameat2" | "link" | "linkat" | "symlink" | "symlinkat" | "utimensat" | "chmod"
        | "fchmod" | "fchmodat" | "chown" | "fchown" | "fchownat" | "truncate" | "ftruncate"
        | "write" | "pwrite64" => true,
        _ => false,
    };
    changes && is_below && is_done
}

/// Stopped at any moment: each file there is the old or the new one, whole, the page that readers come to leads nowhere
/// that is not there, nothing of others has changed, and the next run ends the work. `LIUHAO_KILLS` says how often.
#[test]
fn a_run_that_is_killed_leaves_whole_files_and_the_next_goes_on() {
    let kills: u64 = std::env::var("LIUHAO_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    let site = site(FOLDER);
    for n in 0..40 {
        site.put(&format!("content/branches/s{n}.md"), text_story(&format!("第{n}支部")));
    }
    site.build().exits(0);
    site.put("there/foreign.txt", "别人的");
    site.run(&["deploy", "--yes", "--adopt", "--today", "2026-01-01"]).exits(0);
    let mut old = published(&site);
    let (mut interrupted, mut struck) = (0, 0);
    // How long a run takes here; the first is not killed.
    let mut whole = None;
    let mut random = 88_172_645_463_325_252_u64;
    for round in 0..=kills {
        site.put("content/branches/s0.md", text_story(&format!("第{round}次改名的支部")));
        let (gone, came) = (format!("content/branches/t{round}.md"), round + 1);
        let _ = fs::remove_file(site.path(&gone));
        site.put(&format!("content/branches/t{came}.md"), text_story(&format!("新{came}支部")));
        site.build().exits(0);
        let new = published(&site);
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let mut command = Command::new(env!("CARGO_BIN_EXE_liuhao"));
        command.args(["deploy", "--yes", "--today", "2026-01-01"]).current_dir(site.path(""));
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        if let Some(whole) = whole {
            // The moment is any; that it is one before the end is counted below.
            std::thread::sleep(Duration::from_micros(random % whole));
            let _ = child.kill();
            interrupted += u64::from(!child.wait().unwrap().success());
        } else {
            let start = Instant::now();
            child.wait().unwrap();
            whole = Some(u64::try_from(start.elapsed().as_micros()).unwrap().max(1));
        }
        struck += u64::from(is_whole(&site, &old, &new));
        site.run(&["deploy", "--yes", "--today", "2026-01-01"]).exits(0);
        let mut there = files(&site.path("there"));
        assert_eq!(there.remove("foreign.txt").unwrap(), "别人的".as_bytes());
        assert!(there.remove(MANIFEST).is_some());
        assert!(there == new, "round {round}");
        old = new;
    }
    println!(
        "{kills} kills, {interrupted} before the end, {struck} while the target was between two states"
    );
    assert!(interrupted > 0, "no run was stopped before its end");
}

/// Every file there is whole; whether it is neither the old site nor the new one.
fn is_whole(site: &Site, old: &Files, new: &Files) -> bool {
    let mut there = files(&site.path("there"));
    assert_eq!(there.remove("foreign.txt").unwrap(), "别人的".as_bytes());
    there.retain(|path, _| path != MANIFEST && !path.starts_with(".liuhao-part/"));
    for (path, bytes) in &there {
        assert!(old.get(path) == Some(bytes) || new.get(path) == Some(bytes), "{path} is torn");
    }
    let home = std::str::from_utf8(&there["index.html"]).unwrap();
    let links = html::tags(home).into_iter().filter(|tag| tag.name == "a");
    for link in links.map(|tag| tag.get("href").to_owned()) {
        let path = link.split(['#', '?']).next().unwrap();
        let is_page = html::is_page(path) && !path.contains(':');
        assert!(
            !is_page || there.contains_key(&html::decode_percent(path)),
            "index.html leads to {link}"
        );
    }
    there != *old && there != *new
}

/// The disk there is full: what was sent is whole, it is said, and the next run goes on.
#[test]
fn a_full_disk_is_told_and_the_next_run_goes_on() {
    let site = site(FOLDER);
    fs::create_dir(site.path("there")).unwrap();
    let program = env!("CARGO_BIN_EXE_liuhao");
    let script = format!(
        "mount -t tmpfs -o size=64k none there || exit 77\n\
         {program} deploy --yes --lang zh --today 2026-01-01 2>&1; code=$?\n\
         mount -o remount,size=16m there\n\
         {program} deploy --yes --lang zh --today 2026-01-01 || exit 1\n\
         cp -R there/. arrived\n exit $code"
    );
    fs::create_dir(site.path("arrived")).unwrap();
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", &script]).current_dir(site.path(""));
    let Ok(run) = command.output() else { return };
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    if run.status.code() == Some(77) || said.is_empty() {
        eprintln!("SKIPPED: nothing may be mounted here");
        return;
    }
    assert_eq!(run.status.code(), Some(1), "{said}{}", String::from_utf8_lossy(&run.stderr));
    assert!(said.contains("满"), "{said}");
    let mut arrived = files(&site.path("arrived"));
    arrived.remove(MANIFEST);
    assert!(arrived == published(&site));
}
