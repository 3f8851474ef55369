//! Sections beside the stories: `sections` of `site.yaml` and `content/<section>/`, as an editor and a reader meet them.

use serde_json::Value;

use crate::support::{Site, html, markdown};

const SETTINGS: &str = "名称: 示例老干部\n网址: https://example.org/\n每页: 2\n栏目:\n\
    - {名称: 通知公告, 地址: notices, 简介: 通知和公告。}\n\
    - {名称: 活动剪影, 菜单: 否, 订阅: 否, 搜索: 否}\n";

fn article(title: &str, date: &str, text: &str) -> String {
    markdown(&format!("标题: {title}\n日期: {date}"), text)
}

/// Three notices and a picture of an event.
fn site() -> Site {
    Site::empty()
        .file("site.yaml", SETTINGS)
        .story("a", "标题: 甲支部的事迹\n日期: 2024-03-02")
        .file(
            "content/notices/one.md",
            article("第一个通知", "2024-03-01", "请各支部报送材料，见[事迹](../branches/a.md)。"),
        )
        .file(
            "content/notices/two/index.md",
            article("第二个通知", "2024-03-03", "## 要求\n\n按时报送。"),
        )
        .file("content/notices/2024/three.md", article("第三个通知", "2024-03-04", "照旧办理。"))
        .file("content/活动剪影/spring.md", article("春日剪影", "2024-03-05", "踏青留影。"))
}

#[test]
fn a_section_has_its_list_its_pages_its_feeds_and_its_place_in_the_menu() {
    let site = site();
    site.build().exits(0).reports_nothing();
    let nowhere =
        self::site().file("site.yaml", SETTINGS.replace("网址: https://example.org/\n", ""));
    nowhere.build().exits(0);
    html::check_links(&nowhere.output());
    let first = site.text("notices/index.html");
    assert!(
        first.contains("通知公告") && first.contains("通知和公告。") && first.contains("共3篇"),
        "{first}"
    );
    let place = |text: &str| first.find(text).unwrap_or_else(|| panic!("{text}: {first}"));
    assert!(place("第三个通知") < place("第二个通知"), "newest first");
    assert!(site.text("notices/page/2.html").contains("第一个通知"));
    let page = site.page("notices/two.html");
    assert!(page.contains("<h2 id=") && page.contains("href=\"../notices/index.html\""), "{page}");
    assert!(site.page("notices/one.html").contains("href=\"../branches/a.html\""));
    assert!(site.has("notices/three.html") && site.has("活动剪影/spring.html"));
    let home = site.page("index.html");
    assert_eq!(home.matches("href=\"notices/index.html\"").count(), 2, "tabs and foot");
    assert!(!home.contains("活动剪影"), "not in the menu");
    let sitemap = site.page("sitemap.xml");
    assert!(
        sitemap.contains("https://example.org/notices/two.html</loc>\n  <lastmod>2024-03-03"),
        "{sitemap}"
    );
    let feed: Value = serde_json::from_str(&site.page("notices/feed.json")).unwrap();
    let titles: Vec<_> = feed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["第三个通知", "第二个通知", "第一个通知"]);
    assert_eq!(feed["feed_url"], "https://example.org/notices/feed.json");
    let atom = site.page("notices/feed.xml");
    let atom = roxmltree::Document::parse(&atom).unwrap();
    let entries: Vec<_> = atom
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "entry")))
        .collect();
    assert_eq!(entries.len(), 3);
    assert!(!site.has("活动剪影/feed.xml"));
    assert!(!site.page("feed.xml").contains("通知"), "the feed of stories stays one of stories");
    assert!(!site.page("data/branches.json").contains("通知"));
    let texts = site.page("search/text/0.js");
    assert!(
        texts.contains("请各支部报送材料")
            && texts.contains("notices/one.html")
            && texts.contains("甲支部的事迹")
    );
    assert!(!texts.contains("踏青留影"), "not searched");
}

#[test]
fn what_is_a_draft_or_not_yet_due_is_kept_back_in_a_section_too() {
    let site = site()
        .file("content/notices/draft.md", markdown("标题: 未定稿\n草稿: 是", "内部。"))
        .file("content/notices/later.md", article("以后的通知", "2027-01-01", "以后。"))
        .file(
            "content/notices/over.md",
            markdown("标题: 过时的\n日期: 2020-01-01\n下线日期: 2021-01-01", "过时。"),
        );
    site.build().exits(0).says("future-date").says("expired");
    for name in ["draft", "later", "over"] {
        assert!(!site.has(&format!("notices/{name}.html")), "{name}");
    }
    let all = site.output().into_values().collect::<Vec<_>>().concat();
    let all = String::from_utf8_lossy(&all);
    assert!(!all.contains("未定稿") && !all.contains("以后的通知") && !all.contains("过时的"));
    site.run(&["build", "--drafts", "--output", "preview"]).exits(0);
    assert!(site.path("preview/notices/draft.html").is_file());
}

#[test]
fn the_rules_of_a_text_hold_in_a_section_too() {
    for (text, rule) in [
        ("联系人身份证号 11010519491231002X。", "personal-data"),
        ("见[附件](javascript:alert(1))。", "unsafe-link"),
        ("见[事迹](../branches/nothing.md)。", "broken-link"),
        ("<script>alert(1)</script>", "raw-html"),
    ] {
        let site = site().file("content/notices/bad.md", article("坏的", "2024-03-01", text));
        site.build().says(rule);
        let output = site.output();
        let page =
            output.get("notices/bad.html").map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        assert!(page.is_none_or(
            |page| !page.contains("<script>alert") && !page.contains("javascript:alert")
        ));
    }
    let secret = site().file("content/notices/名单.xlsx", "张三");
    secret.build();
    assert!(!secret.has("notices/名单.xlsx"), "a file that nothing names is not published");
}

#[test]
fn what_is_missing_or_misplaced_is_told() {
    let site = site()
        .file("content/notices/none.md", markdown("标题: 没有日期", "内容。"))
        .file("content/notice/slip.md", article("放错了", "2024-03-01", "内容。"))
        .file("content/政策/new.md", article("没有声明", "2024-03-01", "内容。"))
        .file("content/notices/key.md", markdown("标题: 甲\n日其: 2024-03-01", "内容。"));
    site.build()
        .exits(1)
        .says("content/notices/none.md")
        .says("content/notices/")
        .says("栏目: [{名称: 通知公告, 地址: 政策}]")
        .says("日期");
}

#[test]
fn a_section_that_cannot_be_is_told_with_its_place() {
    for (section, said) in [
        ("{名称: 事迹, 地址: branches}", "文件夹“branches”是网站自己用的"),
        ("{名称: Series}", "是网站自己用的"),
        ("{地址: notices}", "栏目没有名称"),
        ("{名称: 通知, 地址: ../up}", "bad-name"),
        ("{名称: 通知, 订: 是}", "unknown-key"),
        ("{名称: 甲, 地址: a}\n- {名称: 乙, 地址: A}", "两个栏目都在文件夹“A”里"),
    ] {
        let site = Site::new().file("site.yaml", format!("名称: 示例老干部\n栏目:\n- {section}\n"));
        site.build().exits(1).says(said).says("site.yaml:");
    }
}

#[test]
fn a_former_address_of_an_article_leads_to_it() {
    let site = site().file(
        "content/notices/one.md",
        markdown("标题: 第一个通知\n日期: 2024-03-01\n旧地址: [notices/old]", "内容。"),
    );
    site.build().exits(0);
    assert!(site.page("notices/old.html").contains("notices/one.html"));
}
