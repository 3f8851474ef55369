//! Attacks on the output, the theme and what is typed: links, special files, files that stay, endless templates. Those on the state
//! are in `state.rs`.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::Path;
use std::process::Command;

use crate::support::{Site, markdown};

pub(crate) fn site() -> Site {
    let story = |number: u32| {
        let facts = format!(
            "title: 故事{number}\ndate: 2024-03-0{number}\nbranch: {{name: 示例{number}支部}}"
        );
        markdown(&facts, "支部现有党员。")
    };
    let mut site = Site::new();
    for number in 1..=3 {
        site = site.file(&format!("content/branches/s{number}.md"), story(number));
    }
    site
}

pub(crate) fn pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

pub(crate) fn socket(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::os::unix::net::UnixListener::bind(path).unwrap();
}

/// In a theme as elsewhere: what a link leads to is neither read nor published. The folder of a theme may be a link to one
/// near the site (`tests/site/theme.rs`), so that several sites share it.
#[test]
fn a_link_in_place_of_a_part_of_a_theme_is_refused() {
    for linked in [
        "themes/feed/theme.yaml",
        "themes/feed/templates",
        "themes/feed/templates/story.html",
        "themes/feed/static",
        "themes/feed/static/a.css",
    ] {
        let name = linked.rsplit('/').next().unwrap();
        let elsewhere = Site::empty()
            .file("story.html", "SECRET")
            .file("a.css", "SECRET")
            .file("theme.yaml", "字号: {大: 26}\n")
            .file("feed/templates/story.html", "SECRET")
            .file("templates/story.html", "SECRET");
        let site = site();
        fs::create_dir_all(site.path(linked).parent().unwrap()).unwrap();
        let to = if name.contains('.') { elsewhere.path(name) } else { elsewhere.path("") };
        symlink(to, site.path(linked)).unwrap();
        for call in ["build", "check"] {
            let run = site.run(&[call]);
            run.exits(2).says("链接");
            assert!(!site.has("index.html"), "{linked}");
        }
    }
}

#[test]
fn special_files_are_told_by_name_and_never_waited_for() {
    for path in [
        "site.yaml",
        "terms.yaml",
        ".liuhao/public/lock",
        ".liuhao/public/manifest",
        ".liuhao/public/journal",
        ".liuhao/public/note",
        "themes/feed/theme.yaml",
        "themes/feed/templates/story.html",
        "themes/feed/templates",
        "themes/feed/static/a.css",
        "content/branches/pipe.md",
        "content/branches/a.jpg",
        "content/series",
        "static/a.txt",
        "static/a",
    ] {
        for (make, name) in [(pipe as fn(&Path), "管道"), (socket, "套接字")] {
            let site = site();
            let _ = fs::remove_file(site.path(path));
            make(&site.path(path));
            for call in [&["build"][..], &["check"], &["check", "--fix"]] {
                let run = site.run(call);
                let is_state = path.starts_with(".liuhao") && call[0] == "check";
                let is_fix = call.len() > 1;
                let is_told = run.err.contains(path) && run.err.contains(name);
                assert!(is_told || is_state || is_fix, "{path}: {}", run.err);
            }
            assert!(!site.has("index.html"), "{path}");
        }
    }
    for path in ["themes/feed", ".liuhao", ".liuhao/public", "public"] {
        let site = site();
        pipe(&site.path(path));
        site.build().exits(2).says(path).says("文件夹");
    }
}

type Build<'b> = &'b dyn Fn() -> (Option<i32>, String);

/// Of three changed stories one cannot be replaced: nothing is published, unless a story is taken back.
fn one_page_stays(site: &Site, build: Build<'_>, let_go: &dyn Fn()) {
    for number in 1..=3 {
        let path = format!("content/branches/s{number}.md");
        let text = fs::read_to_string(site.path(&path)).unwrap() + "改过。\n";
        site.put(&path, text);
    }
    let before = site.output();
    let (code, told) = build();
    assert!(code == Some(2) && told.contains("s2.html"), "{told}");
    assert!(site.output() == before, "half published");
    assert!(!site.path(".liuhao/public/journal").exists());
    // A story that is taken back goes all the same.
    fs::remove_file(site.path("content/branches/s3.md")).unwrap();
    let (code, told) = build();
    assert!(code == Some(2) && told.contains("branches/s2.html"), "{told}");
    assert!(!site.has("branches/s3.html") && site.text("branches/s1.html").contains("改过"));
    assert!(!site.text("index.html").contains("故事3"));
    // And what stayed is replaced as soon as it can be.
    let_go();
    let (code, told) = build();
    assert_eq!(code, Some(0), "{told}");
    assert!(site.text("branches/s2.html").contains("改过"));
}

#[test]
fn one_page_that_stays_stops_the_build_whole_and_never_the_next() {
    let site = site();
    site.build_unprivileged("en").exits(0);
    if chown(site.path("public/branches/s2.html"), Some(0), Some(0)).is_err() {
        eprintln!("SKIPPED: files cannot be given away here (root may)");
        return;
    }
    fs::set_permissions(site.path("public/branches"), fs::Permissions::from_mode(0o1777)).unwrap();
    chown(site.path("public/branches"), Some(0), Some(0)).unwrap();
    let program = site.path(".program/liuhao");
    let build = || {
        use std::os::unix::process::CommandExt;
        let mut command = Command::new(&program);
        command.current_dir(site.path("")).args(["build", "--lang", "en", "--today", "2026-01-01"]);
        let run = command.uid(65534).gid(65534).output().unwrap();
        (run.status.code(), String::from_utf8(run.stderr).unwrap())
    };
    one_page_stays(&site, &build, &|| {
        chown(site.path("public/branches/s2.html"), Some(65534), Some(65534)).unwrap();
    });
}

/// Calls a program on a file; `false` where it may not.
pub(crate) fn may(program: &[&str], path: &Path) -> bool {
    let run = Command::new(program[0]).args(&program[1..]).arg(path).output();
    run.is_ok_and(|run| run.status.success())
}

/// A file that is let go when the test ends, so that its folder can be removed.
pub(crate) struct Fixed<'f>(pub(crate) &'f Path, pub(crate) &'f [&'f str]);

impl Drop for Fixed<'_> {
    fn drop(&mut self) {
        may(self.1, self.0);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn one_page_that_is_immutable_or_a_mount_stops_the_build_whole_and_never_the_next() {
    let (immutable, ordinary): (&[&str], &[&str]) = (&["chattr", "+i"], &["chattr", "-i"]);
    for (hold, free) in [(immutable, ordinary), (&["mount", "--bind"], &["umount"])] {
        let site = site();
        site.build().exits(0);
        let page = site.path("public/branches/s2.html");
        let itself = page.to_str().unwrap();
        let hold = if hold[0] == "mount" { [hold, &[itself]].concat() } else { hold.to_vec() };
        if !may(&hold, &page) {
            eprintln!("SKIPPED: {} is not allowed here (root may)", hold[0]);
            continue;
        }
        let _fixed = Fixed(&page, free);
        let build = || {
            let run = site.build();
            (run.code, run.err)
        };
        one_page_stays(&site, &build, &|| assert!(may(free, &page)));
    }
}

#[test]
fn a_template_without_an_end_is_stopped_and_named() {
    let endless = "{% for i in range(end=100000) %}{% for j in range(end=100000) %}xxxxxxxxxx{% endfor %}{% endfor %}";
    let site = site().file("themes/feed/templates/story.html", endless);
    site.build().exits(2).says("story.html").says("branches/s").says("循环");
    assert!(!site.has("index.html"));
}

/// `check` tells of it too, and waits no longer for a hundred pages than for one.
#[test]
fn a_template_that_runs_on_without_writing_is_stopped_and_named() {
    let endless = "{% set c %}{% for a in range(end=100000) %}{% for b in range(end=100000) %}x{% endfor %}{% endfor %}{% endset %}";
    let mut site = site().file("themes/feed/templates/story.html", endless);
    for number in 10..30 {
        let facts = format!("title: 故事{number}\ndate: 2024-04-{number}");
        let story = markdown(&facts, "支部现有党员。");
        site = site.file(&format!("content/branches/s{number}.md"), story);
    }
    for call in ["build", "check"] {
        site.run(&[call]).exits(2).says("story.html").says("branches/s").says("循环");
    }
    assert!(!site.has("index.html"));
}

/// A build tries all templates again to tell all faults; one that does not show then is no leave to publish
/// what is there.
#[test]
fn a_template_that_fails_in_the_build_alone_publishes_nothing() {
    let site = site();
    site.build().exits(0);
    let before = site.output();
    // A trial has no index to search, so that its address is shorter.
    let fails = "{% if search.manifest | length > 21 %}{{ nothing.at.all }}{% endif %}";
    site.put("themes/feed/templates/search.html", fails);
    site.run(&["check"]).exits(0);
    site.build().exits(2).says("search.html:1");
    assert!(site.output() == before);
}

#[test]
fn a_password_in_an_address_is_never_published() {
    for address in [
        "https://u:p@a.example/",
        "https://u@a.example",
        "https://:p@a.example",
        "https://u%3Ap@a.example",
        "https://u：p@a.example",
        "https://u:p＠a.example",
        "https://a.example/\\\\u:p@b.example",
        "https:///u:p@a.example",
        "//u:p@a.example",
    ] {
        let settings = format!("name: 示例老干部\nbase_url: \"{address}\"\n");
        site().file("site.yaml", settings).build().exits(1).says("wrong-type");
    }
    for address in ["https://user:pass@a.example/", "https://user:pass＠a.example/"] {
        let text = markdown("title: 甲\ndate: 2024-03-01", &format!("[这里]({address})"));
        let site = Site::new().file("content/branches/a.md", text);
        site.build().exits(0).says("unsafe-link");
        assert!(!site.page("branches/a.html").contains("user:pass"));
    }
}

/// It is put before every address of the feeds and the sitemap: browsers must read it as it is written.
#[test]
fn an_address_that_is_read_otherwise_than_written_is_no_base_url() {
    for address in [
        "https:///a.example",
        "https://a.example:99999",
        "https://[::1",
        "https://a.example/../b",
        "https://a.example/./",
        "https://a\\u200b.example",
        "https://a.example/\\\\b",
        "https://a.example/\\u202eb",
        "https://a b.example",
        "https://",
        "https://a.example/%2e%2e/b",
        "https://a.example/a/%2E/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://a\\u3002example/",
    ] {
        let settings = format!("name: 示例老干部\nbase_url: \"{address}\"\n");
        site().file("site.yaml", settings).build().exits(1).says("wrong-type");
    }
    for address in [
        "http://127.0.0.1:8080/a",
        "https://[::1]:8080/",
        "https://示例.example/老干部/",
        "https://A.example:8443/a%20b/%E7%94%B2/",
    ] {
        let settings = format!("name: 示例老干部\nbase_url: \"{address}\"\n");
        site().file("site.yaml", settings).build().exits(0);
    }
}

#[test]
fn names_that_nobody_sees_are_refused() {
    for name in [
        "\u{3164}",
        "\u{115f}",
        "\u{ffa0}",
        "\u{2800}",
        "a\u{17b4}",
        "a\u{a0}b",
        "a\u{1d173}",
        "\u{3000}",
    ] {
        let site = Site::published().file(
            &format!("content/branches/{name}.md"),
            markdown("title: 甲\ndate: 2024-03-01", "支部"),
        );
        site.build().exits(1).says("bad-name");
    }
}

#[test]
fn no_cell_of_a_table_is_a_formula_behind_what_nobody_sees() {
    for start in ["\u{200b}=", "\u{feff}@", "\u{3164}+", "﹦", "−", "\u{a0}=", "＝", "\u{2060}-"]
    {
        for facts in [
            format!("title: \"{start}1\""),
            format!("title: 甲\nbranch: {{name: \"{start}1\"}}"),
            format!("title: 甲\ntags: [\"{start}1\"]"),
        ] {
            let facts = format!("{facts}\ndate: 2024-03-01");
            let site = Site::new().file("content/branches/a.md", markdown(&facts, "支部"));
            site.build().exits(0);
            let csv = site.page("data/branches.csv");
            let row = csv.lines().nth(1).unwrap();
            // What nobody sees is left out of facts.
            let unseen = ['\u{a0}', '\u{200b}', '\u{feff}', '\u{3164}', '\u{2060}'];
            let seen = start.trim_start_matches(unseen);
            assert!(
                row.contains(&format!("'{start}")) || row.contains(&format!("'{seen}")),
                "{row}"
            );
            assert!(
                !row.split(',').any(|cell| cell.starts_with(start) || cell.starts_with(seen)),
                "{row}"
            );
        }
    }
}
