//! Text stays text: nothing from content or settings becomes markup, script or template.

use crate::support::{Site, html, markdown};

const EVIL: &str = r#"<script>alert(1)</script>"'&{{ 1+1 }}{% raw %}"#;

/// As a YAML text in single quotes.
fn evil(mark: &str) -> String {
    format!("'{mark}{}'", EVIL.replace('\'', "''"))
}

fn site() -> Site {
    let facts = format!(
        "title: {}\ndate: 2024-03-01\nsummary: {}\ncover: a.jpg\ncover_alt: {}\nseries: s\ntags: [{}]\nbranch:\n  name: {}\n  unit: {}\n  county: {}\n  former_names: [{{name: {}, reason: {}}}]\nmembers: {{total: 22}}\nhonours: [{{title: {}, level: {}, batch: {}, by: {}, year: 2023}}]\nmechanisms: [{}]\nactivities: {{{}: {{count: 6次, since: {}, note: {}}}}}\nsections: [{{title: {}, goods: [{}]}}]\nsignoff: [{{role: {}, by: {}}}]",
        evil("标题"),
        evil("摘要"),
        evil("封面说明"),
        evil("标签"),
        evil("支部"),
        evil("单位"),
        evil("县区"),
        evil("曾用"),
        evil("原因"),
        evil("荣誉"),
        evil("级别"),
        evil("批次"),
        evil("颁发"),
        evil("机制"),
        evil("活动"),
        evil("起"),
        evil("备注"),
        evil("板块"),
        evil("内容"),
        evil("角色"),
        evil("姓名"),
    );
    let settings = format!(
        "name: {}\nintroduction: {}\nfooter: {}\nmenu: [{{title: {}, link: about.html}}]\nscheme: {{id: {}}}\n",
        evil("账号"),
        evil("简介"),
        evil("页脚"),
        evil("菜单"),
        evil("六好"),
    );
    Site::new()
        .file("site.yaml", settings)
        .file(
            "content/branches/a/index.md",
            markdown(&facts, "正文 \\<b> {{ 1+1 }} {% raw %}\n\n## 节 \\<i> \"{{ 1+1 }}\"\n"),
        )
        .file("content/branches/a/a.jpg", crate::support::PICTURE)
        .file(
            "content/series/s.md",
            markdown(&format!("title: {}\nsummary: {}", evil("专辑"), evil("专辑摘要")), "前言"),
        )
        .file(
            "content/about.md",
            markdown(&format!("title: {}\naliases: [old]", evil("关于")), "甲"),
        )
        .story("b", &format!("title: 乙\ndate: 2024-03-01\nseries: s\ntags: [{}]", evil("标签")))
}

#[test]
fn markup_in_facts_and_settings_shows_as_text_on_every_page() {
    let site = site();
    // No level has such a name, the text holds marks of another system, and texts of the settings a tag.
    let run = site.build();
    run.exits(0)
        .says("honour-level")
        .says("leftover-markup")
        .says("排版的标记")
        .says("共 0 个错误");
    let output = site.output();
    html::check_links(&output);
    for path in output.keys().filter(|path| html::is_page(path)) {
        let page = site.page(path);
        html::check_nesting(path, &page);
        for tag in html::tags(&page) {
            assert!(tag.name != "i" && !page.contains("<script>alert"), "{path}: <{}>", tag.name);
            for name in tag.attributes.keys() {
                assert!(
                    name.chars().all(|c| c.is_ascii_lowercase() || "-:".contains(c))
                        || tag.name.starts_with('!')
                        || tag.name == "svg",
                    "{path}: {name} in <{}>",
                    tag.name
                );
            }
        }
    }
}

#[test]
fn every_evil_fact_is_still_there_to_read() {
    let site = site();
    site.build().exits(0);
    let squeezed: String = EVIL.split_whitespace().collect();
    let page = site.text("branches/a.html");
    for fact in [
        "标题", "标签", "支部", "单位", "县区", "曾用", "原因", "荣誉", "级别", "机制", "活动",
        "起", "备注", "角色", "姓名", "专辑",
    ] {
        assert!(page.contains(&format!("{fact}{squeezed}")), "{fact} in {page}");
    }
    assert!(page.contains("正文<b>{{1+1}}{%raw%}") && page.contains("节<i>\"{{1+1}}\""), "{page}");
    for (address, fact) in [
        ("index.html", "账号"),
        ("index.html", "简介"),
        ("index.html", "页脚"),
        ("index.html", "菜单"),
        ("series/s.html", "专辑"),
        ("about.html", "关于"),
        ("old.html", "关于"),
        ("series/index.html", "专辑摘要"),
    ] {
        assert!(site.text(address).contains(&format!("{fact}{squeezed}")), "{address}: {fact}");
    }
    let alt = html::tags(&site.page("index.html"))
        .into_iter()
        .find(|tag| tag.name == "img" && tag.get("src").contains("/a-"));
    assert_eq!(alt.unwrap().get("alt"), format!("封面说明{EVIL}"));
}

#[test]
fn feeds_and_data_keep_the_text_as_it_is() {
    let site = site();
    site.build().exits(0);
    let feed: serde_json::Value = serde_json::from_str(&site.page("feed.json")).unwrap();
    let titles: Vec<_> = feed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["title"].as_str().unwrap().to_owned())
        .collect();
    assert!(titles.contains(&format!("标题{EVIL}")), "{titles:?}");
    let data: serde_json::Value = serde_json::from_str(&site.page("data/branches.json")).unwrap();
    assert!(
        data.as_array().unwrap().iter().any(|one| one["county"] == format!("县区{EVIL}").as_str())
    );
    assert!(!site.page("feed.xml").contains("<script"));
}

#[test]
fn html_in_a_text_is_shown_as_text_with_a_warning() {
    let text = "开头\n\n<script>alert(1)</script>\n\n<div onclick=\"x\">\n块\n</div>\n\n行内 <b>粗</b> <img src=x onerror=alert(1)>。<!-- 注 -->";
    let site =
        Site::new().file("content/branches/a.md", markdown("title: 甲\ndate: 2024-03-01", text));
    site.build().exits(0).shows("raw-html");
    let page = site.page("branches/a.html");
    html::check_nesting("branches/a.html", &page);
    assert!(
        html::tags(&page).iter().all(|tag| !tag.attributes.contains_key("onclick")
            && !tag.attributes.contains_key("onerror"))
    );
    let shown = site.text("branches/a.html");
    for part in ["<script>alert(1)</script>", "<divonclick=\"x\">", "<b>粗</b>"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    // A remark of the editor is for no reader.
    assert!(!shown.contains('注'), "{shown}");
    assert!(!html::text(&site.page("index.html")).is_empty());
}

#[test]
fn links_that_could_run_are_dropped_with_a_warning() {
    let text = "[一](javascript:alert(1)) [二](JaVaScRiPt:alert(1)) [三](<java\tscript:alert(1)>) [四](data:text/html,x)\n[五](&#106;avascript:alert(1)) [六](//evil.example/x) <javascript:alert(1)> ![七](javascript:x) ![八](https://evil.example/x.png) [好](https://example.org/)";
    let site =
        Site::new().file("content/branches/a.md", markdown("title: 甲\ndate: 2024-03-01", text));
    site.build().exits(0).shows("unsafe-link");
    let page = site.page("branches/a.html");
    for tag in html::tags(&page) {
        for address in [tag.get("href"), tag.get("src")] {
            assert!(
                !address.contains("script:")
                    && !address.contains("data:")
                    && !address.contains("evil"),
                "{address}"
            );
        }
    }
    let shown = site.text("branches/a.html");
    for word in ["一", "二", "三", "四", "五", "六", "七", "八", "好"] {
        assert!(shown.contains(word), "{word}");
    }
    assert!(html::tags(&page).iter().any(|tag| tag.get("href") == "https://example.org/"));
    html::check_links(&site.output());
}

#[test]
fn markdown_that_is_left_alone() {
    let text = "一，**粗**，~~删~~。\n\n| 甲 | 乙 |\n|:-:|--:|\n| 1 | 2 |\n\n- [x] 完成\n\n脚注[^一]。\n\n[^一]: 注文 <b>\n\n```rust onclick=\"x\"\nlet a = \"<b>\";\n```\n\n## 标题 {#id onclick=\"x\"}\n";
    let site =
        Site::new().file("content/branches/a.md", markdown("title: 甲\ndate: 2024-03-01", text));
    site.build().exits(0);
    let page = site.page("branches/a.html");
    html::check_nesting("branches/a.html", &page);
    html::check_links(&site.output());
    let tags = html::tags(&page);
    for name in ["strong", "del", "th", "td", "input", "sup", "pre"] {
        assert!(tags.iter().any(|tag| tag.name == name), "<{name}>");
    }
    assert!(tags.iter().all(|tag| !tag.attributes.contains_key("onclick")));
}

#[test]
fn an_office_may_let_an_allow_list_through() {
    let text = "甲<sub onclick=\"x\">乙</sub> <script>alert(1)</script>\n\n<details><summary>题</summary>文</details>\n\n#### 深\n";
    let site = Site::new()
        .file("site.yaml", "name: 示例老干部\nHTML: 过滤\n")
        .file("content/branches/a.md", markdown("title: 甲\ndate: 2024-03-01", text));
    site.build().exits(0).shows("html-sanitised");
    let page = site.page("branches/a.html");
    html::check_nesting("branches/a.html", &page);
    assert!(page.contains("甲<sub>乙</sub>") && page.contains("<summary>题</summary>"), "{page}");
    assert!(!page.contains("<script>alert"));
}

#[test]
fn what_becomes_of_html_is_one_of_two() {
    Site::published().file("site.yaml", "name: 甲\nhtml: 全部\n").refuses(1, "settings-html");
}

#[test]
fn pictures_and_recordings_alone_are_blocks() {
    let text = "![一](a.jpg)\n\n![二](b.jpg \"题\")\n\n[录音](c.mp3)\n\n听[录音](c.mp3)[^一]\n\n[^一]: 注\n";
    let site = Site::new()
        .file("content/branches/a/index.md", markdown("title: 甲\ndate: 2024-03-01", text))
        .file("content/branches/a/a.jpg", crate::support::PICTURE)
        .file("content/branches/a/b.jpg", crate::support::PICTURE)
        .file("content/branches/a/c.mp3", b"mp3");
    site.build().exits(0).reports_nothing();
    html::check_links(&site.output());
    let page = site.page("branches/a.html");
    html::check_nesting("branches/a.html", &page);
    let tags = html::tags(&page);
    let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    assert_eq!((count("figure"), count("audio")), (2, 1), "{page}");
    let player = tags.iter().find(|tag| tag.name == "audio").unwrap();
    let download = tags.iter().find(|tag| tag.attributes.contains_key("download")).unwrap();
    assert_eq!(
        (player.get("src"), download.get("href")),
        ("../branches/a/c.mp3", "../branches/a/c.mp3")
    );
    assert!(page.contains("href=\"#fnref-1\""));
}
