//! Which files come out, when they are written, and what is told.

use std::fs;
use std::time::SystemTime;

use crate::support::{Files, Site, files};

const FOLDER: &str = "wechat/示例县国有林场离退休干部党支部";

fn written(site: &Site, folder: &str) -> Files {
    files(&site.path(folder))
}

#[test]
fn an_article_lies_in_a_folder_called_as_its_branch() {
    let site = Site::of_the_repository();
    site.run(&["wechat", "shili-linchang"]).shows("wechat-done");
    let names: Vec<String> = written(&site, FOLDER).into_keys().collect();
    let all = [
        "article.html",
        "body.html",
        "cover-1.jpg",
        "cover-235.jpg",
        "photos/01.jpg",
        "photos/02.jpg",
        "说明.txt",
    ];
    assert_eq!(names, all);
    let steps = fs::read_to_string(site.path(FOLDER).join("说明.txt")).unwrap();
    assert!(
        steps
            .starts_with("\u{FEFF}标题：半生守得青山绿 老来仍是护林人\r\n作者：示例县国有林场\r\n"),
        "{steps}"
    );
}

#[test]
fn an_unchanged_story_writes_nothing() {
    let site = Site::of_the_repository();
    site.run(&["wechat", "shili-linchang"]).exits(0);
    let times = || -> Vec<SystemTime> {
        let names = written(&site, FOLDER).into_keys();
        names
            .map(|name| fs::metadata(site.path(FOLDER).join(name)).unwrap().modified().unwrap())
            .collect()
    };
    let before = times();
    site.run(&["wechat", "content/branches/shili-linchang/index.md"]).exits(0).says("没有变化");
    assert_eq!(times(), before);
}

#[test]
fn a_photo_that_left_the_story_leaves_its_folder() {
    let site = Site::of_the_repository();
    site.run(&["wechat", "shili-linchang"]).exits(0);
    let path = "content/branches/shili-linchang/index.md";
    let text = fs::read_to_string(site.path(path)).unwrap();
    let without: Vec<&str> = text.lines().filter(|line| !line.contains("rings.jpg")).collect();
    site.put(path, without.join("\n"));
    site.put(&format!("{FOLDER}/photos/我的.jpg"), b"mine");
    site.run(&["wechat", "shili-linchang"]).exits(0);
    let names = written(&site, FOLDER);
    assert!(!names.contains_key("photos/02.jpg") && names.contains_key("photos/我的.jpg"));
}

#[test]
fn two_stories_of_one_branch_lie_apart() {
    let facts =
        |title: &str| format!("title: {title}\ndate: 2024-03-18\nbranch: {{name: 示例县某支部}}");
    let site = Site::new().story("a", &facts("甲事")).story("b", &facts("乙事"));
    site.run(&["wechat", "甲事", "乙事"]).exits(0);
    let names: Vec<String> = written(&site, "wechat").into_keys().collect();
    assert!(names.iter().any(|name| name.starts_with("示例县某支部-甲事/")), "{names:?}");
    assert!(names.iter().any(|name| name.starts_with("示例县某支部-乙事/")), "{names:?}");
}

#[test]
fn a_name_that_no_story_has_is_told_with_the_nearest() {
    let site = Site::of_the_repository();
    site.run(&["wechat", "shili-linchan"]).shows("wechat-no-story");
    assert!(!site.path("wechat").exists());
}

#[test]
fn a_story_with_errors_is_told_and_not_written() {
    let site = Site::new().story("a", "title: 甲\ndate: 2024-02-30");
    site.run(&["wechat", "a"]).exits(1);
    assert!(!site.path("wechat").exists());
}

#[test]
fn what_the_platform_does_not_take_is_told() {
    let title = "标题".repeat(33);
    let by = "示例县离退休干部工作领导小组办公室通讯组";
    let site = Site::new().file(
        "content/branches/a.md",
        format!(
            "---\ntitle: {title}\ndate: 2024-03-18\ndraft: true\nsignoff:\n  - {{role: 供稿, by: {by}}}\n---\n\
             见[网站](https://example.org/)和[另一篇](b.md)。\n\n[录音](sound.mp3)\n"
        ),
    );
    let site = site
        .story("b", "title: 乙\ndate: 2024-03-18")
        .file("content/branches/sound.mp3", b"ID3\x03");
    site.run(&["wechat", "content/branches/a.md"]).shows("wechat-limits");
}
