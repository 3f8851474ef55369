//! Output folders that must not be written into.

use crate::support::Site;

fn build(output: &str) -> Vec<&str> {
    vec!["build", "--output", output]
}

#[test]
fn an_output_that_is_or_holds_or_lies_in_the_content_is_refused() {
    let site = Site::published().file("static/a.txt", "a").file("themes/feed/static/x.css", "x");
    site.refuses_with(&build("content"), 2, "output-is-content");
    site.refuses_with(&build("content/网页"), 2, "output-inside-content");
    site.refuses_with(&build("."), 2, "output-is-root");
    for output in [
        "..",
        "/",
        "./content/../content",
        "static",
        "static/网页",
        "themes",
        "themes/feed",
        "public/..",
    ] {
        site.run(&build(output)).exits(2);
    }
    assert!(!site.path("index.html").exists() && !site.path("content/index.html").exists());
    assert_eq!(std::fs::read_dir(site.path("content")).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn an_output_that_leads_back_by_a_link_is_refused() {
    let site = Site::published();
    std::os::unix::fs::symlink("content", site.path("aussen")).unwrap();
    site.run(&build("aussen")).exits(2).says("content");
    site.run(&build("aussen/网页")).exits(2).says("content");
    assert!(!site.path("content/网页").exists());
}

#[test]
fn an_output_inside_the_state_folder_is_no_output() {
    let site = Site::published();
    let before = site.stamps();
    site.run(&build(".liuhao")).exits(2);
    site.run(&build(".liuhao/public")).exits(2);
    assert_eq!(site.stamps(), before);
}

#[test]
fn an_output_that_is_a_file_is_refused() {
    let site = Site::published().file("out", "文件");
    site.refuses_with(&build("out"), 2, "output-is-a-file");
    site.run(&build("out/in")).exits(2);
    assert_eq!(std::fs::read_to_string(site.path("out")).unwrap(), "文件");
}

#[test]
fn files_of_others_are_not_overwritten() {
    let site = Site::published().file("fremd/index.html", "别人的");
    site.refuses_with(&build("fremd"), 2, "foreign-files");
    assert_eq!(std::fs::read_to_string(site.path("fremd/index.html")).unwrap(), "别人的");
    assert!(!site.path("fremd/feed.xml").exists());
    site.run(&["build", "--output", "fremd", "--allow-overwrite"]).exits(0);
    assert!(site.path("fremd/feed.xml").exists());
}

#[test]
fn a_build_that_would_empty_the_site_asks_first() {
    let facts = |day| format!("title: 第{day}篇\ndate: 2024-07-{day:02}");
    let site = (1..=30).fold(Site::new(), |site, day| site.story(&format!("s{day}"), &facts(day)));
    site.build().exits(0);
    for day in 2..=30 {
        std::fs::remove_file(site.path(&format!("content/branches/s{day}.md"))).unwrap();
    }
    site.refuses(2, "mass-delete");
    site.run(&["build", "--allow-mass-delete"]).exits(0);
    assert!(!site.has("branches/s2.html") && site.has("branches/s1.html"));
}

#[test]
fn a_second_build_at_once_is_told_so() {
    let site = Site::published();
    let lock = std::fs::File::options().write(true).open(site.path(".liuhao/public/lock")).unwrap();
    lock.lock().unwrap();
    site.refuses(2, "locked");
    site.run(&["clean"]).exits(2);
    drop(lock);
    site.build().exits(0);
}

#[test]
fn a_state_that_makes_no_sense_stops_the_build() {
    let site = Site::published().file(".liuhao/public/manifest", "liuhao manifest 1\n../x\n");
    site.refuses(2, "bad-state");
}

#[cfg(unix)]
#[test]
fn a_link_inside_the_output_is_not_written_through() {
    let site = Site::published().file("elsewhere/x", "x");
    std::fs::remove_dir_all(site.path("public/branches")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", site.path("public/branches")).unwrap();
    site.refuses(2, "linked-folder");
    assert_eq!(std::fs::read_dir(site.path("elsewhere")).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn an_output_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::published();
    site.build_unprivileged("zh").exits(0);
    site.put("content/branches/b.md", "---\ntitle: 乙\ndate: 2024-07-01\n---\n甲\n");
    let set = |mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(site.path("public/branches"), mode).unwrap();
    };
    set(0o555);
    site.refuses_as(2, "unwritable-output", |language| site.build_unprivileged(language));
    set(0o755);
}

#[test]
fn a_page_changed_by_hand_that_is_no_longer_ours_is_kept() {
    let site = Site::published().story("b", "title: 乙\ndate: 2024-07-01");
    site.build().exits(0);
    site.put("public/branches/b.html", "改过的");
    let site = site.without("content/branches/b.md");
    site.build().exits(0).shows("kept");
    assert_eq!(site.page("branches/b.html"), "改过的");
}
