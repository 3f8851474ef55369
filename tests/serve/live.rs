//! Save, and the preview shows it.

use std::fs;

use crate::client::Preview;
use crate::support::{Site, markdown};

fn site() -> Site {
    Site::new()
        .story("a", "title: 甲\ndate: 2024-03-18")
        .story("b", "title: 乙\ndate: 2024-03-19")
        .file("static/a.txt", "旧")
}

fn put(site: &Site, slug: &str, facts: &str) {
    site.put(&format!("content/branches/{slug}.md"), markdown(facts, "支部现有党员。"));
}

#[test]
fn a_saved_story_is_shown_wherever_it_stands() {
    let site = site();
    let mut preview = Preview::of(&site);
    let mut events = preview.listen();
    put(&site, "a", "title: 新题\ndate: 2024-03-18");
    events.first(|event| event["errors"] == 0);
    for path in ["/branches/a.html", "/", "/feed.xml", "/data/branches.json"] {
        assert!(preview.page(path).contains("新题"), "{path}");
    }
    assert!(preview.line().contains("content/branches/a.md"));
}

#[test]
fn files_come_go_and_change_their_names() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    put(&site, "c", "title: 丙\ndate: 2024-03-20");
    events.until(|| preview.get("/branches/c.html").status == 200);
    fs::rename(site.path("content/branches/c.md"), site.path("content/branches/d.md")).unwrap();
    events.until(|| preview.get("/branches/d.html").status == 200);
    assert_eq!(preview.get("/branches/c.html").status, 404);
    fs::remove_file(site.path("content/branches/d.md")).unwrap();
    events.until(|| preview.get("/branches/d.html").status == 404);
    assert!(!preview.page("/").contains('丙'));
}

#[test]
fn what_an_office_declares_is_there_as_soon_as_it_is_saved() {
    let declared = |name: &str, label: &str| {
        format!(
            "名称: 示例\n栏目: [{{名称: {name}, 地址: notices}}]\n字段: [{{名称: 党小组数, 显示名称: {label}}}]\n"
        )
    };
    let site = Site::new()
        .file("site.yaml", declared("通知", "小组"))
        .story("a", "title: 甲\ndate: 2024-03-18\n党小组数: 3个")
        .file("content/notices/one.md", markdown("title: 一\ndate: 2024-03-01", "请报送。"));
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    assert!(preview.page("/notices/one.html").contains("通知"));
    site.put("site.yaml", declared("公告栏", "党小组"));
    events.until(|| preview.page("/notices/one.html").contains("公告栏"));
    events.until(|| preview.page("/branches/a.html").contains(">党小组<"));
    site.put("content/notices/two.md", markdown("title: 二\ndate: 2024-03-02", "请报送。"));
    events.until(|| preview.page("/notices/index.html").contains(">二<"));
    site.put("site.yaml", "名称: 示例\n");
    events.until(|| preview.get("/notices/one.html").status == 404);
}

#[test]
fn a_shared_theme_is_watched_too() {
    let site = Site::empty()
        .file("shared/feed/templates/404.html", "旧")
        .file("one/site.yaml", "名称: 示例\n主题: ../shared/feed\n");
    let preview = Preview::with(&site, &["--root", "one"]);
    let mut events = preview.listen();
    site.put("shared/feed/templates/404.html", "新的一页");
    events.until(|| preview.get("/404.html").text().contains("新的一页"));
}

#[test]
fn settings_templates_styles_and_pictures_too() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    site.put("site.yaml", "name: 新名\n");
    events.until(|| preview.page("/").contains("新名"));
    site.put(
        "themes/feed/templates/partials/footer.html",
        "<footer>新页脚 {{ site.name }}</footer>",
    );
    events.until(|| preview.page("/branches/a.html").contains("新页脚 新名"));
    site.put("themes/feed/static/style.css", "body { color: teal }");
    events.first(|event| event["assets"][0] == "theme/style.css");
    assert_eq!(preview.page("/theme/style.css"), "body { color: teal }");
    site.put("static/a.txt", "新");
    events.first(|event| event["assets"][0] == "a.txt");
    assert_eq!(preview.page("/a.txt"), "新");
    fs::remove_dir_all(site.path("themes")).unwrap();
    events.until(|| !preview.page("/").contains("新页脚"));
}

#[test]
fn word_lists_are_read_again() {
    let site = site();
    put(&site, "a", "title: 金塔事迹\ndate: 2024-03-18");
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    let before = preview.json("/_liuhao/story.json?file=content/branches/a.md");
    site.put("terms.yaml", "terms:\n  - {wrong: 现有党员, right: 共有党员}\n");
    events.next();
    let after = preview.json("/_liuhao/story.json?file=content/branches/a.md");
    let count = |report: &serde_json::Value| report["faults"].as_array().unwrap().len();
    assert!(count(&after) > count(&before), "{after}");
}

#[test]
fn an_error_keeps_the_last_good_page_and_is_reported_until_it_is_mended() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    let bad = "title: 坏\ndate: 2024-02-30\ndarft: true\nmembers: {total: <script>}";
    put(&site, "a", bad);
    events.first(|event| event["errors"].as_u64().unwrap() >= 3);
    assert!(preview.page("/branches/a.html").contains("<title>甲"));
    // Other pages go on.
    put(&site, "b", "title: 乙二\ndate: 2024-03-19");
    events.until(|| preview.page("/branches/b.html").contains("乙二"));
    let report = preview.json("/_liuhao/report.json");
    let faults = report["faults"].as_array().unwrap();
    let rules: Vec<_> = faults.iter().map(|fault| fault["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["impossible-date", "unknown-key", "wrong-type"], "{report:#}");
    let at = &faults[0]["at"];
    assert_eq!(
        (at["name"].as_str(), at["line"].as_u64(), at["column"].as_u64()),
        (Some("content/branches/a.md"), Some(3), Some(7))
    );
    assert_eq!(at["words"][1], "2024-02-30");
    assert_eq!(faults[0]["label"], "错误");
    // Nothing of it is markup: it comes as JSON, and a script puts it in as text.
    assert!(
        preview
            .get("/_liuhao/report.json")
            .header("Content-Type")
            .unwrap()
            .starts_with("application/json")
    );
    put(&site, "a", "title: 好了\ndate: 2024-03-18");
    events.first(|event| event["errors"] == 0);
    assert!(preview.page("/branches/a.html").contains("好了"));
    assert_eq!(preview.json("/_liuhao/report.json")["faults"].as_array().unwrap().len(), 0);
}

#[test]
fn an_error_that_only_the_whole_site_shows_keeps_the_page_too() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    site.put("content/branches/a.md", "---\ntitle: 甲二\ndate: 2024-03-18\n---\n[某](none.md)\n");
    events.first(|event| event["errors"] == 1);
    assert!(preview.page("/branches/a.html").contains("<title>甲 "));
    put(&site, "none", "title: 有了\ndate: 2024-03-18");
    events.until(|| preview.page("/branches/a.html").contains("<title>甲二"));
    assert_eq!(preview.json("/_liuhao/report.json")["errors"], 0);
}

#[test]
fn a_site_that_is_wrong_from_the_start_is_shown_as_far_as_it_goes() {
    let site = site();
    put(&site, "a", "title: 甲\ndate: 2024-02-30");
    site.put("content/branches/c.md", "没有资料");
    let preview = Preview::of(&site);
    assert!(preview.page("/").contains('乙'));
    assert_eq!(preview.json("/_liuhao/report.json")["errors"], 2);
    let mut events = preview.listen();
    put(&site, "c", "title: 丙\ndate: 2024-03-18");
    events.until(|| preview.get("/branches/c.html").status == 200);
}

#[test]
fn a_template_error_names_template_line_and_variable() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    let template =
        "{% extends \"feed/story.html\" %}\n{% block content %}\n{{ story.titel }}\n{% endblock %}";
    site.put("themes/feed/templates/story.html", template);
    events.first(|event| event["errors"] == 1);
    let fault = &preview.json("/_liuhao/report.json")["faults"][0];
    assert_eq!((fault["rule"].as_str(), fault["at"]["line"].as_u64()), (Some("template"), Some(3)));
    assert_eq!(fault["at"]["name"], "themes/feed/templates/story.html");
    assert!(fault["message"].as_str().unwrap().contains("titel"), "{fault}");
    assert!(preview.page("/branches/a.html").contains("<title>甲"));
    // One that does not even parse.
    site.put("themes/feed/templates/story.html", "{% if %}");
    events.until(|| preview.page("/_liuhao/report.json").contains("\"line\":1"));
    assert!(preview.page("/branches/a.html").contains("<title>甲"));
    site.put("themes/feed/templates/story.html", "<h1>改好</h1>");
    events.until(|| preview.page("/branches/a.html").contains("改好"));
    assert_eq!(preview.json("/_liuhao/report.json")["errors"], 0);
}

#[test]
fn a_template_that_was_broken_before_is_told_on_every_page() {
    let site = site().file("themes/feed/templates/story.html", "{{ nothing.at.all }}");
    let preview = Preview::of(&site);
    let page = preview.get("/branches/a.html");
    assert_eq!(page.status, 500);
    assert!(page.text().contains(liuhao::serve::SCRIPT));
    assert_eq!(preview.get("/").status, 200);
    assert_eq!(preview.json("/_liuhao/report.json")["faults"][0]["at"]["line"], 1);
}

/// It takes ten seconds once, when the page is tried first, and not again at each request and each save.
#[test]
fn a_template_that_runs_on_is_a_page_of_errors_and_the_preview_lives() {
    let endless = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}{% set c = b %}{% endfor %}{% endfor %}";
    let site = site().file("themes/feed/templates/story.html", endless);
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    for title in ["甲二", "甲三"] {
        let page = preview.get("/branches/a.html");
        assert_eq!(page.status, 500);
        assert!(page.text().contains(liuhao::serve::SCRIPT));
        let fault = &preview.json("/_liuhao/report.json")["faults"][0]["message"];
        let fault = fault.as_str().unwrap();
        assert!(fault.contains("story.html") && fault.contains("branches/a.html"), "{fault}");
        put(&site, "a", &format!("title: {title}\ndate: 2024-03-18"));
        events.until(|| preview.page("/").contains(title));
    }
    site.put("themes/feed/templates/story.html", "<h1>改好</h1>");
    events.until(|| preview.page("/branches/a.html").contains("改好"));
    assert_eq!(preview.json("/_liuhao/report.json")["errors"], 0);
}

#[test]
fn settings_of_the_theme_that_cannot_be_read_are_told_and_the_preview_goes_on() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    let folder = site.path("themes/feed/theme.yaml");
    fs::create_dir_all(&folder).unwrap();
    events.until(|| preview.page("/_liuhao/report.json").contains("themes/feed/theme.yaml"));
    put(&site, "a", "title: 甲二\ndate: 2024-03-18");
    events.until(|| preview.page("/branches/a.html").contains("甲二"));
    fs::remove_dir(&folder).unwrap();
    events.until(|| preview.json("/_liuhao/report.json")["errors"] == 0);
    // From the start as well.
    fs::create_dir_all(&folder).unwrap();
    let preview = Preview::of(&site);
    assert!(preview.page("/_liuhao/report.json").contains("themes/feed/theme.yaml"));
    put(&site, "a", "title: 甲三\ndate: 2024-03-18");
    preview.listen().until(|| preview.page("/branches/a.html").contains("甲三"));
}

#[test]
fn broken_settings_leave_the_site_as_it_was() {
    let site = site();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    site.put("site.yaml", "name: 新名\npage_size: 很多\n");
    events.first(|event| event["errors"] == 1);
    assert!(preview.page("/").contains("示例老干部"));
    fs::remove_file(site.path("site.yaml")).unwrap();
    events.until(|| preview.page("/_liuhao/report.json").contains("unreadable-file"));
    assert!(preview.page("/").contains("示例老干部"));
    // It is told until it is mended, and the rest goes on.
    put(&site, "a", "title: 甲二\ndate: 2024-03-18");
    site.put("content/branches/neu.md", markdown("title: 新\ndate: 2024-03-18", "正文。"));
    events.until(|| preview.get("/branches/neu.html").status == 200);
    assert!(preview.page("/_liuhao/report.json").contains("unreadable-file"));
    site.put("site.yaml", "name: 又有了\n");
    events.until(|| preview.page("/").contains("又有了"));
}

#[test]
fn the_browser_is_led_to_the_story_being_written_where_that_is_wished() {
    let site = site();
    let preview = Preview::with(&site, &["--port", "0", "--follow"]);
    let mut events = preview.listen();
    put(&site, "b", "title: 乙二\ndate: 2024-03-19");
    events.first(|event| event["follow"] == "branches/b.html");
    let other = Preview::of(&site);
    let mut events = other.listen();
    put(&site, "b", "title: 乙三\ndate: 2024-03-19");
    events.first(|event| event["follow"].is_null() && event["errors"] == 0);
}

#[test]
fn drafts_where_they_are_wished() {
    let site = site().story("d", "title: 稿\ndraft: true");
    assert_eq!(Preview::of(&site).get("/branches/d.html").status, 404);
    let drafts = Preview::with(&site, &["--port", "0", "--drafts"]);
    assert_eq!(drafts.get("/branches/d.html").status, 200);
}
