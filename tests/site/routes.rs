//! Which pages a site has, what stands on them, and what is kept back.

use std::collections::BTreeMap;

use crate::support::{Site, html, markdown};

/// Three stories of two days, two counties and one series.
fn site() -> Site {
    Site::new()
        .file("site.yaml", "name: 示例老干部\npage_size: 2\ncounties: [甲县, {name: 乙县, slug: yi}]\n")
        .file("content/series/s.md", markdown("title: 专辑一", "专辑前言。"))
        .file("content/pages/about.md", markdown("title: 关于我们", "由谁主办。"))
        .story("a", "title: 甲文\ndate: 2024-03-01\nseries: s\ntags: [结对]\nbranch: {name: 甲支部, county: 甲县}\nhonours: [2023年度国家级先进]")
        .story("b", "title: 乙文\ndate: 2024-03-02\nseries: s\ntags: [结对]\nbranch: {name: 乙支部, county: 乙县}\nhonours: [{title: 先进, level: 市级, years: 2022-2023}]")
        .story("c", "title: 丙文\ndate: 2024-03-02\nbranch: {name: 丙支部, county: 甲县}")
}

fn order(page: &str, texts: &[&str]) {
    let places: Vec<_> = texts
        .iter()
        .map(|text| page.find(text).unwrap_or_else(|| panic!("no {text} in {page}")))
        .collect();
    assert!(places.is_sorted(), "{texts:?} in {page}");
}

#[test]
fn every_kind_of_page_is_there_and_every_link_leads_somewhere() {
    let site = site();
    site.build().exits(0).reports_nothing();
    let pages: Vec<String> =
        site.output().into_keys().filter(|path| !path.starts_with("theme/")).collect();
    assert_eq!(
        pages,
        [
            "404.html",
            "about.html",
            "branches/a.html",
            "branches/b.html",
            "branches/c.html",
            "county/index.html",
            "county/yi.html",
            "county/甲县.html",
            "data/branches.csv",
            "data/branches.json",
            "data/datapackage.json",
            "data/schema.json",
            "feed.json",
            "feed.xml",
            "honour/index.html",
            "honour/国家级.html",
            "honour/市级.html",
            "index.html",
            "page/2.html",
            "reviews/2024.html",
            "robots.txt",
            "search.html",
            "search/index/0/0.js",
            "search/manifest.js",
            "search/terms.js",
            "search/text/0.js",
            "series/index.html",
            "series/s.html",
            "series/s/booklet.html",
            "site.webmanifest",
            "stats.html",
            "tag/index.html",
            "tag/结对.html",
            "year/2022.html",
            "year/2023.html",
            "year/index.html",
        ]
    );
    html::check_links(&site.output());
}

#[test]
fn pages_have_titles_that_say_what_they_are_and_no_two_have_the_same() {
    let site = ["d", "e"].into_iter().fold(site(), |site, name| {
        let facts = "tags: [结对]\nbranch: {county: 甲县}";
        site.story(name, &format!("title: {name}文\ndate: 2024-02-01\n{facts}"))
    });
    site.build().exits(0);
    let mut titles = BTreeMap::new();
    let is_page = |address: &String| address.rsplit_once('.').is_some_and(|(_, one)| one == "html");
    for address in site.output().into_keys().filter(is_page) {
        let page = site.page(&address);
        let (_, behind) = page.split_once("<title>").unwrap();
        let title = behind.split_once("</title>").unwrap().0.to_owned();
        if let Some(other) = titles.insert(title.clone(), address.clone()) {
            panic!("{title} stands over {address} and {other}");
        }
    }
    for (title, address) in [
        ("示例老干部", "index.html"),
        ("推送 · 第2页 - 示例老干部", "page/2.html"),
        ("专辑 - 示例老干部", "series/index.html"),
        ("专辑一 - 示例老干部", "series/s.html"),
        ("专辑一（汇编） - 示例老干部", "series/s/booklet.html"),
        ("县区 - 示例老干部", "county/index.html"),
        ("县区 · 乙县 - 示例老干部", "county/yi.html"),
        ("标签 · 结对 · 第2页 - 示例老干部", "tag/结对/2.html"),
        ("2023年度 - 示例老干部", "year/2023.html"),
        ("统计 - 示例老干部", "stats.html"),
        ("2024年度盘点 - 示例老干部", "reviews/2024.html"),
        ("搜索 - 示例老干部", "search.html"),
        ("关于我们 - 示例老干部", "about.html"),
        ("没有找到这个页面 - 示例老干部", "404.html"),
    ] {
        assert_eq!(titles.get(title).map(String::as_str), Some(address), "{titles:#?}");
    }
}

#[test]
fn the_feed_goes_by_day_newest_first_and_by_page() {
    let site = site();
    site.build().exits(0);
    let page = site.text("index.html");
    order(&page, &["2024年3月2日", "乙文", "丙文"]);
    assert_eq!(page.matches("2024年3月2日").count(), 1, "one line for one day");
    assert!(!page.contains("甲文"));
    let page = site.text("page/2.html");
    order(&page, &["2024年3月1日", "甲文"]);
    assert!(!page.contains("乙文"));
    let next =
        html::tags(&site.page("index.html")).into_iter().find(|tag| tag.get("rel") == "next");
    assert_eq!(next.unwrap().get("href"), "page/2.html");
}

#[test]
fn a_page_that_is_no_longer_needed_goes() {
    let site = site();
    site.build().exits(0);
    assert!(site.has("page/2.html"));
    let site = site.without("content/branches/c.md");
    site.build().exits(0);
    assert!(
        !site.has("page/2.html")
            && !site.has("branches/c.html")
            && !site.path("public/page").exists()
    );
}

#[test]
fn a_series_has_its_preface_once_and_its_stories_in_reading_order() {
    let site = site();
    site.build().exits(0);
    order(&site.text("series/s.html"), &["专辑一", "专辑前言。", "甲文", "乙文"]);
    assert!(!site.text("series/s.html").contains("丙文"));
    assert!(!site.text("branches/a.html").contains("专辑前言。"));
    order(&site.text("series/index.html"), &["专辑一", "2篇"]);
}

#[test]
fn a_reader_goes_on_inside_the_series_from_old_to_new() {
    let site = site();
    site.build().exits(0);
    let turn = |address: &str, relation: &str| {
        let tags = html::tags(&site.page(address));
        let link = tags.iter().find(|tag| tag.name == "a" && tag.get("rel") == relation);
        link.map(|tag| tag.get("href").to_owned())
    };
    assert_eq!(turn("branches/a.html", "prev"), None);
    assert_eq!(turn("branches/a.html", "next").as_deref(), Some("../branches/b.html"));
    assert_eq!(turn("branches/b.html", "prev").as_deref(), Some("../branches/a.html"));
    assert_eq!(turn("branches/b.html", "next"), None, "丙文 belongs to no series");
}

#[test]
fn an_order_in_the_series_wins_over_the_date() {
    let site = Site::new()
        .file("content/series/s.md", markdown("title: 专辑", ""))
        .story("a", "title: 甲文\ndate: 2024-03-01\nseries: s\norder: 2")
        .story("b", "title: 乙文\ndate: 2024-03-02\nseries: s\n序号: 1");
    site.build().exits(0);
    order(&site.text("series/s.html"), &["乙文", "甲文"]);
}

#[test]
fn terms_list_their_stories_in_the_order_of_the_settings() {
    let site = site();
    site.build().exits(0);
    let county = site.text("county/甲县.html");
    order(&county, &["甲县", "丙文", "甲文"]);
    assert!(!county.contains("乙文"));
    order(&site.text("county/index.html"), &["甲县2篇", "乙县1篇"]);
    order(&site.text("honour/index.html"), &["市级", "国家级"]);
    order(&site.text("year/index.html"), &["2023", "2篇", "2022", "1篇"]);
    order(&site.text("tag/结对.html"), &["乙文", "甲文"]);
}

#[test]
fn an_alias_of_a_term_is_the_term() {
    let site = Site::new()
        .file("site.yaml", "name: 甲\ncounties: [{name: 金塔县, slug: jinta, aliases: [金塔]}]\n")
        .story("a", "title: 甲文\ndate: 2024-03-01\nbranch: {name: 甲, county: 金塔}")
        .story("b", "title: 乙文\ndate: 2024-03-01\nbranch: {name: 乙, county: 金塔县}");
    site.build().exits(0);
    assert!(site.text("county/index.html").contains("金塔县2篇"));
}

#[test]
fn long_lists_of_a_term_go_on_too() {
    let site =
        (1..=5).fold(Site::new().file("site.yaml", "name: 甲\npage_size: 2\n"), |site, day| {
            site.story(
                &format!("s{day}"),
                &format!("title: 第{day}篇\ndate: 2024-03-0{day}\ntags: [甲]"),
            )
        });
    site.build().exits(0);
    order(&site.text("tag/甲.html"), &["第5篇", "第4篇"]);
    order(&site.text("tag/甲/3.html"), &["第1篇"]);
    assert!(!site.has("tag/甲/4.html"));
    html::check_links(&site.output());
}

#[test]
fn related_stories_share_a_tag_or_the_county() {
    let site = site();
    site.build().exits(0);
    let links = |address: &str| {
        let tags = html::tags(&site.page(address));
        tags.iter().map(|tag| tag.get("href").to_owned()).collect::<Vec<_>>()
    };
    assert!(links("branches/a.html").contains(&"../branches/c.html".to_owned()), "one county");
    assert!(links("branches/c.html").contains(&"../branches/a.html".to_owned()), "one county");
    assert_eq!(
        links("branches/a.html").iter().filter(|href| **href == "../branches/b.html").count(),
        2,
        "next, and one tag"
    );
}

#[test]
fn a_free_page_and_a_page_for_what_is_not_there() {
    let site = site();
    site.build().exits(0);
    order(&site.text("about.html"), &["关于我们", "由谁主办。"]);
    assert!(site.text("404.html").contains("没有找到"));
}

#[test]
fn the_page_for_what_is_not_there_works_at_any_depth_where_the_address_is_known() {
    let site = site().file("site.yaml", "name: 甲\nbase_url: https://example.org/a\n");
    site.build().exits(0);
    for tag in html::tags(&site.page("404.html")) {
        for address in [tag.get("href"), tag.get("src")] {
            let is_full = address.starts_with("https://example.org/a/");
            assert!(address.is_empty() || address.starts_with('#') || is_full, "{address}");
        }
    }
}

#[test]
fn an_alias_leads_to_the_new_address() {
    let site = Site::new()
        .story(
            "a",
            "title: 甲文\ndate: 2024-03-01\naliases: [branches/old, /更早/地址/, 2019/x.html]",
        )
        .file("content/about.md", markdown("title: 关于\n旧地址: guanyu", "甲"));
    site.build().exits(0).reports_nothing();
    for (address, to) in [
        ("branches/old.html", "../branches/a.html"),
        ("更早/地址/index.html", "../../branches/a.html"),
        ("2019/x.html", "../branches/a.html"),
        ("guanyu.html", "about.html"),
    ] {
        let tags = html::tags(&site.page(address));
        let refresh = tags.iter().find(|tag| tag.get("http-equiv") == "refresh").unwrap();
        assert_eq!(refresh.get("content"), format!("0; url={to}"));
        assert!(tags.iter().any(|tag| tag.name == "a" && tag.get("href") == to), "{address}");
    }
    html::check_links(&site.output());
}

#[test]
fn drafts_are_kept_back_unless_asked_for() {
    let site = Site::new()
        .story("a", "title: 甲文\ndate: 2024-03-01")
        .story("b", "title: 草稿文\ndraft: true")
        .file("content/about.md", markdown("title: 关于\ndraft: 是", "甲"));
    site.build().exits(0).reports_nothing();
    let all: String = site.output().into_keys().collect();
    assert!(!all.contains("branches/b.html") && !all.contains("about.html"));
    for (path, bytes) in site.output() {
        assert!(!String::from_utf8_lossy(&bytes).contains("草稿文"), "{path}");
    }
    site.run(&["build", "--drafts"]).exits(0).reports_nothing();
    assert!(site.text("index.html").contains("草稿文") && site.has("about.html"));
    site.build().exits(0);
    assert!(!site.has("branches/b.html") && !site.has("about.html"));
}

#[test]
fn a_future_story_waits_for_its_day() {
    let site = Site::new()
        .story("a", "title: 甲文\ndate: 2024-03-01")
        .story("b", "title: 将来的文\ndate: 2026-01-02");
    site.build().exits(0).shows("future-date");
    assert!(!site.has("branches/b.html") && !site.page("feed.xml").contains("将来的文"));
    site.run(&["build", "--today", "2026-01-02"]).exits(0).reports_nothing();
    assert!(site.has("branches/b.html"));
    site.build().exits(0);
    site.run(&["build", "--drafts"]).exits(0).reports_nothing();
    assert!(site.has("branches/b.html"));
}

#[test]
fn a_story_that_expires_is_gone_from_that_day_on() {
    let site = Site::new()
        .story("a", "title: 甲文\ndate: 2024-03-01")
        .story("b", "title: 过期的文\ndate: 2024-03-01\nexpires: 2026-01-01");
    site.run(&["build", "--today", "2025-12-31"]).exits(0).reports_nothing();
    assert!(site.has("branches/b.html"));
    site.build().exits(0).shows("expired");
    assert!(!site.has("branches/b.html"));
}

#[test]
fn a_story_lies_beside_its_photos() {
    let site = Site::new()
        .file(
            "content/branches/a/index.md",
            markdown("title: 甲文\ndate: 2024-03-01\ncover: 封面 1.jpg", "![合影](照片/一.png)"),
        )
        .file("content/branches/a/封面 1.jpg", crate::support::PICTURE)
        .file("content/branches/a/照片/一.png", crate::support::PICTURE)
        .file("static/报表.pdf", b"%PDF-1.4\n");
    site.build().exits(0).says("[unread-pdf]").says("1 条提示");
    for shown in ["branches/a/封面 1-", "branches/a/照片/一-"] {
        assert!(site.output().keys().any(|address| address.starts_with(shown)), "{shown}");
    }
    assert_eq!(site.page("报表.pdf"), "%PDF-1.4\n");
    html::check_links(&site.output());
    assert!(site.page("index.html").contains("branches/a/封面%201-"));
}

#[test]
fn links_between_files_become_links_between_pages() {
    let site = site().file("content/series/s.md", markdown("title: 专辑一", "## x")).file(
        "content/guide.md",
        markdown("title: 指南", "[甲](branches/a.md) [专辑](series/s.md#x) [关于](/about.html) [外](https://example.org/) [本页](#第一节)\n\n## 第一节\n"),
    );
    site.build().exits(0).reports_nothing();
    let hrefs: Vec<String> =
        html::tags(&site.page("guide.html")).iter().map(|tag| tag.get("href").to_owned()).collect();
    for href in
        ["branches/a.html", "series/s.html#x", "about.html", "https://example.org/", "#第一节"]
    {
        assert!(hrefs.contains(&href.to_owned()), "{href} in {hrefs:?}");
    }
}

#[test]
fn the_menu_leads_into_and_out_of_the_site() {
    let site = site().file(
        "site.yaml",
        "name: 甲\nmenu:\n  - {title: 首页, link: /}\n  - title: 更多\n    items: [{title: 关于, link: about.html}, {title: 外, link: 'https://example.org/?a=1&b=2'}]\n",
    );
    site.build().exits(0).reports_nothing();
    let tags = html::tags(&site.page("branches/a.html"));
    for href in ["../index.html", "../about.html", "https://example.org/?a=1&b=2"] {
        assert!(tags.iter().any(|tag| tag.get("href") == href), "{href}");
    }
}

#[test]
fn an_empty_site_is_a_site() {
    let site = Site::new();
    site.build().exits(0).reports_nothing();
    assert!(site.has("index.html") && site.has("feed.xml") && site.has("stats.html"));
    html::check_links(&site.output());
}

#[test]
fn the_same_facts_in_chinese_and_in_english_give_the_same_page() {
    let english = "title: 甲文\ndate: 2024-03-01\ncover_alt: 无\ntags: [结对]\nbranch:\n  name: 甲支部\n  county: 甲县\n  founded: 2005-08\nmembers:\n  total: 22\n  average_age: 67\n  age_bands: {69岁及以下: 15, 70-79岁: 5, 80岁以上: 2}\nhonours: [{title: 先进, level: 县级, year: 2023}]\nactivities:\n  党课: {count: 6次, since: 去年}\nsignoff: [{role: 整理, by: 党建科}]";
    let chinese = "标题: 甲文\n日期: 2024年3月1日\n封面说明: 无\n标签: [结对]\n支部名称: 甲支部\n县区: 甲县\n成立时间: 2005年8月\n党员总数: 22\n平均年龄: 67\n年龄段: {69岁及以下: 15, 70-79岁: 5, 80岁以上: 2}\n荣誉: [{名称: 先进, 级别: 县级, 年度: 2023年度}]\n活动:\n  - {名称: 党课, 数量: 6次, 起: 去年}\n整理: 党建科";
    let page = |facts| {
        let site = Site::new().story("a", facts);
        site.build().exits(0).reports_nothing();
        site.output()
    };
    assert!(page(english) == page(chinese));
}

#[test]
fn output_and_root_may_lie_anywhere() {
    let site = Site::empty()
        .file("源/site.yaml", "name: 甲\n")
        .file("源/content/about.md", markdown("title: 关于", "甲"));
    site.run(&["build", "--root", "源", "--output", "发布/网站"]).exits(0).reports_nothing();
    assert!(site.path("发布/网站/about.html").is_file() && !site.path("源/public").exists());
}

#[test]
fn a_series_is_one_page_too_with_every_story_and_no_anchor_twice() {
    let site = Site::of_the_repository();
    site.build().exits(0);
    let page = site.page("series/2023-liuhao/booklet.html");
    let story = site.page("branches/jinta-caizheng.html");
    let source = std::fs::read_to_string(site.path("content/branches/jinta-caizheng.md")).unwrap();
    let (text, whole) = (html::text(&story), html::text(&page));
    let lines: Vec<_> = source.lines().filter(|line| text.contains(*line)).collect();
    assert!(lines.len() > 10 && lines.iter().all(|line| whole.contains(line)));
    assert!(page.contains("id=\"s1_text\"") && page.contains("<h3 id=\"s1_"));
}
