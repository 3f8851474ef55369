//! `check --fix`: only the bytes at fault, once, never a link.

use std::fs;

use crate::support::{Files, Site, files};

const STORY: &str = "---\r\n# 注,释\r\n标题: 甲,乙 # 注\r\ndate: 2024年7月1日\r\n---\r\n支部现有党员22名,平均年龄67岁,下午12:30开会(以下简称例会).\r\n\r\n`甲,乙` [丙,丁](about.md)\r\n";

fn site() -> Site {
    let (gbk, _, _) =
        encoding_rs::GBK.encode("---\ntitle: 党员之家\ndate: 2024-07-01\n---\n支部,党员\n");
    Site::new()
        .file("content/branches/a.md", format!("\u{feff}{STORY}"))
        .file(
            "content/branches/b.md",
            "---\ntitle：乙\ndate: \"2024-07-01”\nmembers:\n\ttotal: 22名\n---\n支部。\n",
        )
        .file("content/branches/c.md", gbk)
        .file(
            "content/branches/about.md",
            "---\ntitle: 关于\ndate: 2024-07-01\n---\n支部，党员。\n",
        )
}

fn content(site: &Site) -> Files {
    files(&site.path("content"))
}

#[test]
fn only_the_bytes_at_fault_change_and_only_once() {
    let site = site();
    let about = fs::metadata(site.path("content/branches/about.md")).unwrap().modified().unwrap();
    site.run(&["check", "--fix"]).exits(0).shows("fix");
    let story = STORY
        .replace("甲,乙 #", "甲，乙 #")
        .replace("22名,平", "22名，平")
        .replace("岁,下", "岁，下")
        .replace("(以下简称例会).", "（以下简称例会）。")
        .replace("[丙,丁]", "[丙，丁]");
    let after = content(&site);
    assert_eq!(
        String::from_utf8(after["branches/a.md"].clone()).unwrap(),
        format!("\u{feff}{story}")
    );
    let b = "---\ntitle: 乙\ndate: \"2024-07-01\"\nmembers:\n  total: 22名\n---\n支部。\n";
    assert_eq!(after["branches/b.md"], b.as_bytes());
    let c = "---\ntitle: 党员之家\ndate: 2024-07-01\n---\n支部，党员\n";
    assert_eq!(after["branches/c.md"], c.as_bytes());
    let kept = fs::metadata(site.path("content/branches/about.md")).unwrap().modified().unwrap();
    assert_eq!(about, kept);
    site.run(&["check", "--fix"]).exits(0).says("没有可以自动改好的地方");
    assert_eq!(content(&site), after);
}

#[test]
fn english_words_for_what_was_fixed() {
    let run = site().run(&["check", "--fix", "--lang", "en"]);
    run.exits(0).says("fixed content/branches/c.md: 1 encoding made UTF-8, 1 punctuation.");
}

#[test]
fn a_dry_run_shows_the_difference_and_writes_nothing() {
    let site = site();
    let before = content(&site);
    site.run(&["check", "--fix", "--dry-run"]).exits(0).shows("fix-dry-run");
    assert_eq!(content(&site), before);
    site.run(&["check", "--dry-run"]).exits(2);
}

#[cfg(unix)]
#[test]
fn a_link_is_never_followed() {
    let outside = Site::empty().file("story.md", "---\ntitle: 甲\ndate: 2024-07-01\n---\n甲,乙\n");
    let site = Site::new();
    fs::create_dir_all(site.path("content/branches")).unwrap();
    std::os::unix::fs::symlink(outside.path("story.md"), site.path("content/branches/a.md"))
        .unwrap();
    site.run(&["check", "--fix"]).says("没有可以自动改好的地方");
    let text = fs::read_to_string(outside.path("story.md")).unwrap();
    assert!(text.contains("甲,乙"));
}

#[test]
fn permissions_stay_and_nothing_is_left_behind() {
    let site = site();
    #[cfg(unix)]
    let path = site.path("content/branches/a.md");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    }
    let names = |site: &Site| content(site).into_keys().collect::<Vec<_>>();
    let before = names(&site);
    site.run(&["check", "--fix"]).exits(0);
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions())
            & 0o777,
        0o640
    );
    assert_eq!(names(&site), before);
}

#[test]
fn the_address_of_the_site_is_mended_where_one_is_meant() {
    for (typed, right) in [
        ("网址：https：//www.example.com／", "网址: https://www.example.com/"),
        ("网址: www.example.com", "网址: https://www.example.com/"),
        ("网址: “https;//www。example。com/laogan”", "网址: https://www.example.com/laogan/"),
        ("网址: HTTP://WWW.EXAMPLE.COM/Laogan", "网址: http://www.example.com/Laogan/"),
        ("网址: https:/www.example.com # 待备案", "网址: https://www.example.com/ # 待备案"),
    ] {
        let site = Site::new().file("site.yaml", format!("名称: 示例\n{typed}\n"));
        site.run(&["check", "--fix"]).exits(0);
        let after = fs::read_to_string(site.path("site.yaml")).unwrap();
        assert_eq!(after, format!("名称: 示例\n{right}\n"), "{typed}");
    }
    for kept in ["网址: laogan@example.com", "网址: D:\\网站", "网址: 见通知"] {
        let site = Site::new().file("site.yaml", format!("名称: 示例\n{kept}\n"));
        site.run(&["check", "--fix"]).exits(1).says("还没有网址的，删去这一行");
        let after = fs::read_to_string(site.path("site.yaml")).unwrap();
        assert_eq!(after, format!("名称: 示例\n{kept}\n"));
    }
}
