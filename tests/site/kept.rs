//! The last line of a run says which stories were not published, and why.

use crate::support::{Site, markdown};

#[test]
fn drafts_future_and_expired_stories_are_counted_in_the_last_line() {
    let site = Site::new()
        .story("a", "title: 甲\ndate: 2024-07-01\n草稿: 是")
        .story("b", "title: 乙\ndate: 2026-07-01")
        .story("c", "title: 丙\ndate: 2024-07-01\nexpires: 2025-01-01")
        .file("content/说明.md", markdown("title: 说明\ndraft: true", "正文。"))
        .story("d", "title: 丁\ndate: 2024-07-01");
    for command in ["build", "check"] {
        let run = site.run(&[command]);
        run.exits(0);
        let last = run.out.lines().last().unwrap();
        assert_eq!(last, "没有发布：2 篇草稿、1 篇未到日期、1 篇已过期。", "{command}");
    }
    let run = site.run(&["build", "--lang", "en"]);
    assert!(run.out.ends_with("1 whose last day is over.\n"), "{}", run.out);
    site.run(&["build", "--drafts"]).exits(0).is_silent_on("草稿");
}

#[test]
fn a_lone_draft_is_told() {
    let site = Site::new().story("a", "title: 甲\n草稿: 是");
    site.build().exits(0).says("没有发布：1 篇草稿。");
    site.run(&["check"]).exits(0).says("没有发布：1 篇草稿。");
}

#[test]
fn nothing_is_said_where_all_is_published_and_to_programs() {
    Site::published().build().exits(0).is_silent_on("没有发布");
    let site = Site::new().story("a", "title: 甲\n草稿: 是");
    for format in ["json", "github", "sarif"] {
        site.run(&["check", "--format", format]).exits(0).is_silent_on("没有发布");
    }
}
