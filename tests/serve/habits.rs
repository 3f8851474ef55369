//! What editors, offices and systems do to files.

use std::fs;

use crate::client::Preview;
use crate::support::{Site, markdown};

const FILE: &str = "content/branches/a.md";

fn site() -> Site {
    Site::new().story("a", "title: 甲\ndate: 2024-03-18")
}

/// Saves the story in one step: a file that is written in place may be seen while it is empty.
fn save(site: &Site, title: &str) {
    site.put("content/branches/a.md.tmp", story(title));
    fs::rename(site.path("content/branches/a.md.tmp"), site.path(FILE)).unwrap();
}

fn story(title: &str) -> String {
    markdown(&format!("title: {title}\ndate: 2024-03-18"), "支部现有党员。")
}

#[test]
fn a_file_that_is_put_in_place_of_the_old_one() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    for round in 0..5 {
        let title = format!("第{round}次");
        // As vim, gedit and Word do it: a probe, a backup, a new file, a rename.
        site.put("content/branches/4913", "");
        fs::remove_file(site.path("content/branches/4913")).unwrap();
        fs::rename(site.path(FILE), site.path("content/branches/a.md~")).unwrap();
        site.put("content/branches/.a.md.swp", "x");
        site.put("content/branches/~$a.md", "x");
        save(&site, &title);
        events.until(|| preview.page("/branches/a.html").contains(&title));
    }
    assert_eq!(preview.json("/_liuhao/report.json")["errors"], 0);
}

#[test]
fn leftovers_of_editors_are_no_change() {
    let site = site();
    let mut preview = Preview::of(&site);
    let mut events = preview.listen();
    for name in ["~$a.docx", ".a.md.swp", "a.md~", ".#a.md", "a.tmp", "a.BAK", "Thumbs.db"] {
        site.put(&format!("content/branches/{name}"), "x");
    }
    save(&site, "真的");
    // The first that is heard is the real change; nothing else was one.
    events.next();
    assert!(preview.page("/branches/a.html").contains("真的"));
    assert!(preview.line().contains(FILE));
}

#[test]
fn a_console_that_is_closed() {
    let site = site();
    let mut preview = Preview::of(&site);
    let mut events = preview.listen();
    preview.close_console();
    for title in ["一", "二", "三"] {
        site.put(FILE, story(title));
        events.until(|| preview.page("/branches/a.html").contains(&format!("<title>{title} ")));
    }
}

#[test]
fn a_byte_order_mark_and_old_line_ends() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    let text = story("带标记").replace('\n', "\r\n");
    site.put(FILE, format!("\u{FEFF}{text}"));
    // A file that is written in place may be seen while it is empty.
    events.until(|| preview.page("/branches/a.html").contains("带标记"));
    assert_eq!(preview.json("/_liuhao/desk.json")["totals"]["errors"], 0);
}

#[test]
fn a_thousand_files_at_once_are_one_change() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    for number in 0..1000 {
        site.put(&format!("content/branches/n{number}.md"), story(&format!("第{number}篇")));
    }
    let event = events.next();
    events.until(|| preview.get("/branches/n999.html").status == 200);
    // A slow machine may draw breath between two files; it must not be told of each.
    let last = preview.json("/_liuhao/desk.json")["totals"]["all"].as_u64().unwrap();
    assert_eq!(last, 1001);
    let mut again = preview.listen();
    site.put(FILE, story("其后"));
    let version = again.next()["version"].as_u64().unwrap();
    assert!(version <= event["version"].as_u64().unwrap() + 6, "{version} changes");
}

#[test]
fn a_folder_that_is_moved_away_and_back() {
    let site = site().story("sub/b", "title: 乙\ndate: 2024-03-18");
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    fs::rename(site.path("content/branches"), site.path("away")).unwrap();
    events.until(|| preview.get("/branches/a.html").status == 404);
    assert_eq!(preview.get("/").status, 200);
    fs::rename(site.path("away"), site.path("content/branches")).unwrap();
    events.until(|| preview.get("/branches/b.html").status == 200);
    // It is watched again.
    site.put("content/branches/sub/b.md", story("仍在"));
    events.until(|| preview.page("/branches/b.html").contains("仍在"));
    fs::rename(site.path("content"), site.path("away")).unwrap();
    events.until(|| preview.get("/branches/a.html").status == 404);
    fs::rename(site.path("away"), site.path("content")).unwrap();
    events.until(|| preview.page("/branches/b.html").contains("仍在"));
}

#[test]
fn new_folders_with_files_in_them() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    for number in 0..20 {
        let path = format!("content/branches/2024/{number}/name{number}/index.md");
        site.put(&path, story(&format!("深{number}")));
    }
    events.until(|| {
        (0..20).all(|number| preview.get(&format!("/branches/name{number}.html")).status == 200)
    });
    site.put("content/branches/2024/7/name7/index.md", story("又改"));
    events.until(|| preview.page("/branches/name7.html").contains("又改"));
}

#[test]
fn the_same_size_within_the_same_instant() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    // Each is as long as the other, and the times of a disk are coarse.
    for title in ["一一", "二二", "三三", "四四"] {
        site.put(FILE, story(title));
    }
    events.until(|| preview.page("/branches/a.html").contains("四四"));
}

#[cfg(unix)]
#[test]
fn links_are_reported_and_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    symlink("/etc/passwd", site.path("content/branches/b.md")).unwrap();
    symlink(".", site.path("content/branches/loop")).unwrap();
    events.until(|| preview.json("/_liuhao/report.json")["errors"].as_u64() == Some(2));
    assert!(!preview.page("/").contains("root:"));
    fs::remove_file(site.path("content/branches/b.md")).unwrap();
    fs::remove_file(site.path("content/branches/loop")).unwrap();
    events.until(|| preview.json("/_liuhao/report.json")["errors"].as_u64() == Some(0));
}

#[cfg(unix)]
#[test]
fn a_site_that_is_reached_by_a_link() {
    let site = site();
    let beside = tempfile::TempDir::new().unwrap();
    let link = beside.path().join("link");
    std::os::unix::fs::symlink(site.path(""), &link).unwrap();
    let preview = Preview::with(&site, &["--port", "0", "--root", link.to_str().unwrap()]);
    let mut events = preview.listen();
    site.put(FILE, story("由链接"));
    events.until(|| preview.page("/branches/a.html").contains("由链接"));
}

/// The limit is that of a user namespace of its own; where there is none to be had, nothing is shown.
#[cfg(target_os = "linux")]
#[test]
fn where_the_system_watches_no_more_folders_looking_finds_changes() {
    use std::process::Command;
    let unshared = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", script]);
        command
    };
    let limit = "echo 1 > /proc/sys/user/max_inotify_watches";
    if !unshared(limit).output().is_ok_and(|output| output.status.success()) {
        return;
    }
    let site = site();
    let program = env!("CARGO_BIN_EXE_liuhao");
    let script = format!("{limit}; exec {program} serve --port 0 --lang zh 2>&1");
    let preview = Preview::spawn(unshared(&script).current_dir(site.path("")));
    let mut events = preview.listen();
    site.put(FILE, story("看到的"));
    events.until(|| preview.page("/branches/a.html").contains("看到的"));
    drop(events);
    let mut preview = preview;
    assert!(preview.line().contains("已到上限"));
}
