//! The site's own theme over the embedded one.

use crate::support::Site;

fn site() -> Site {
    Site::published()
}

#[test]
fn an_own_template_wins() {
    let site =
        site().file("themes/feed/templates/404.html", "\u{FEFF}<p>{{ site.name }}：走丢了</p>");
    site.build().exits(0);
    assert_eq!(site.page("404.html"), "<p>示例老干部：走丢了</p>");
    assert!(
        site.page("index.html").contains("<!DOCTYPE html>"),
        "the rest is the embedded theme's"
    );
}

#[test]
fn one_block_of_an_embedded_template_can_be_replaced() {
    let before = site().page("branches/old.html");
    let site = site().file(
        "themes/feed/templates/story.html",
        "{% extends \"feed/story.html\" %}{% block facts %}<p>没有卡片</p>{% endblock facts %}",
    );
    site.build().exits(0);
    let page = site.page("branches/old.html");
    assert!(page.contains("<p>没有卡片</p>") && !page.contains("支部概况"));
    assert!(before.contains("支部概况") && page.contains("早先的事迹") && page.contains("</html>"));
}

#[test]
fn an_own_partial_reaches_the_embedded_pages() {
    let site =
        site().file("themes/feed/templates/partials/footer.html", "<footer>自己的页脚</footer>");
    site.build().exits(0);
    for address in ["index.html", "branches/old.html", "stats.html"] {
        assert!(site.page(address).contains("自己的页脚"), "{address}");
    }
}

#[test]
fn an_own_file_wins_and_a_new_one_is_added() {
    let site = site()
        .file("themes/feed/static/style.css", "body{color:red}")
        .file("themes/feed/static/图/logo.svg", "<svg/>")
        .file("themes/feed/static/.DS_Store", "x")
        .file("themes/feed/README.md", "x");
    site.build().exits(0);
    assert_eq!(site.page("theme/style.css"), "body{color:red}");
    assert_eq!(site.page("theme/图/logo.svg"), "<svg/>");
    assert!(site.has("theme/icon.svg"));
    assert!(!site.has("theme/.DS_Store") && !site.has("theme/README.md") && !site.has("README.md"));
}

#[test]
fn a_theme_of_another_name_stands_on_the_embedded_one() {
    let site = site()
        .file("site.yaml", "name: 示例老干部\ntheme: 红色\n")
        .file("themes/红色/templates/404.html", "红");
    site.build().exits(0);
    assert_eq!(site.page("404.html"), "红");
    assert!(site.page("index.html").contains("早先的事迹"));
}

#[test]
fn a_theme_that_is_not_there_is_an_error() {
    site().file("site.yaml", "name: 示例老干部\ntheme: 没有\n").refuses(2, "no-theme");
}

#[test]
fn a_theme_name_leads_nowhere_else() {
    let site = site().file("site.yaml", "name: 示例老干部\ntheme: ../content\n");
    site.refuses(1, "theme-name-outside");
}

#[test]
fn a_template_that_does_not_parse_is_named_with_its_place() {
    site()
        .file(
            "themes/feed/templates/story.html",
            "<p>好</p>\n<p>{% if story.title %}\n{% endfor %}\n",
        )
        .refuses(1, "template-syntax");
}

#[test]
fn a_template_that_does_not_render_is_named_with_its_place() {
    site()
        .file("themes/feed/templates/story.html", "<p>好</p>\n<p>标题：{{ story.title + 1 }}</p>\n")
        .refuses(1, "template-render");
}

#[test]
fn a_template_that_names_what_is_not_there_is_an_error() {
    site()
        .file("themes/feed/templates/story.html", "{% extends \"nothing.html\" %}")
        .refuses(1, "template-extends");
    site()
        .file("themes/feed/templates/story.html", "{{ story.title | nothing }}")
        .refuses(1, "template-filter");
    site()
        .file("themes/feed/templates/story.html", "{% extends \"story.html\" %}")
        .refuses(1, "template-cycle");
}

#[test]
fn filters_make_text_safe_in_an_address_and_in_a_script() {
    let site = Site::new()
        .story("a", "title: '</script><b>&\"甲'\ndate: 2024-03-01\nsummary: javascript:alert(1)")
        .file(
            "themes/feed/templates/story.html",
            "<a href=\"{{ story.summary | safe_url }}\">x</a><script>let t = {{ story.title | json }};</script>",
        );
    site.build().exits(0);
    let page = site.page("branches/a.html");
    assert!(page.starts_with("<a href=\"#\">"), "{page}");
    assert!(page.contains(r#"let t = "\u003c/script\u003e\u003cb\u003e\u0026\"甲";"#), "{page}");
}

#[test]
fn an_office_changes_one_colour_and_keeps_the_rest() {
    let before = site().page("theme/style.css");
    let site =
        site().file("themes/feed/theme.yaml", "浅色: {主色块: \"#9C1F1F\"}\n字号: {大: 26}\n");
    site.build().exits(0);
    let css = site.page("theme/style.css");
    assert!(before.contains("--accent-fill:#018942") && css.contains("--accent-fill:#9c1f1f"));
    assert!(css.contains("[data-size=large]{font-size:130.00%}"), "{css}");
    let changed = before.lines().zip(css.lines()).filter(|(old, new)| old != new).count();
    assert_eq!(changed, 3, "the light scheme, by itself and as chosen, and the large size");
}

#[test]
fn theme_settings_are_closed_and_safe() {
    for (text, id) in [
        ("浅色: {主色: red;}body{}}\n", "theme-yaml-syntax"),
        ("浅色: {主色: \"red;}body{display:none\"}\n", "theme-not-a-colour"),
        ("浅色: {主颜色: \"#018942\"}\n", "theme-unknown-key"),
        ("dark: {text: \"#333333\"}\n", "theme-low-contrast"),
        ("字号: {特大: 80}\n", "theme-size"),
    ] {
        site().file("themes/feed/theme.yaml", text).refuses(1, id);
    }
}

#[test]
fn parts_of_the_style_are_replaced_and_added_by_name() {
    let site = site()
        .file("themes/feed/styles/25-foot.css", "/* no foot */")
        .file("themes/feed/styles/99-own.css", ".own { color: red }");
    site.build().exits(0);
    let css = site.page("theme/style.css");
    assert!(css.contains("/* no foot */") && !css.contains(".foot >"));
    assert!(css.trim_end().ends_with(".own { color: red }"));
}

#[test]
fn a_theme_file_that_takes_no_effect_is_told_with_the_name_that_was_meant() {
    for (path, meant) in [
        ("templates/strory.html", "templates/story.html"),
        ("templates/story.htm", "templates/story.html"),
        ("templates/partials/foter.html", "templates/partials/footer.html"),
        ("templates/footer.html", ""),
        ("strory.html", "templates/strory.html"),
        ("template/story.html", "templates/story.html"),
        ("styles.css", "styles/styles.css"),
        ("style/99-own.css", "styles/99-own.css"),
        ("css/99-own.css", "styles/99-own.css"),
        ("static/styles.css", "static/style.css"),
        ("own.js", "scripts/own.js"),
        ("theme.yml", "theme.yaml"),
        ("thme.yaml", "theme.yaml"),
        ("theme.yaml.txt", "theme.yaml"),
    ] {
        let site = site().file(&format!("themes/feed/{path}"), "");
        let run = site.build();
        run.exits(0).says("[theme-file]").says(&format!("themes/feed/{path}")).says(meant);
        run.says("警告 1 条");
    }
}

#[test]
fn a_theme_file_that_is_in_use_or_none_of_a_theme_is_not_told() {
    let site = site()
        .file("themes/feed/templates/404.html", "{% include \"partials/own.html\" %}")
        .file("themes/feed/templates/partials/own.html", "走丢了")
        .file("themes/feed/styles/99-own.css", "a { background: url(research.png) }")
        .file("themes/feed/static/research.png", crate::support::PICTURE)
        .file("themes/feed/static/logo.png", crate::support::PICTURE)
        .file("themes/feed/static/style.css", "")
        .file("themes/feed/README.md", "说明")
        .file("themes/feed/LICENSE", "x");
    site.build().exits(0).is_silent_on("theme-file");
}

/// The site of the repository with its second theme.
fn plain() -> Site {
    let site = Site::of_the_repository();
    let settings = std::fs::read_to_string(site.path("site.yaml")).unwrap();
    assert!(!settings.lines().any(|line| line.starts_with("theme:")));
    let theme = crate::support::files(&crate::support::repository().join("themes/plain"));
    let site = site.file("site.yaml", format!("{settings}\ntheme: plain\n"));
    theme.iter().fold(site, |site, (path, bytes)| site.file(&format!("themes/plain/{path}"), bytes))
}

#[test]
fn the_second_theme_is_complete_short_and_without_script() {
    let folder = crate::support::repository().join("themes/plain");
    let templates = std::fs::read_dir(folder.join("templates")).unwrap();
    let templates = templates.filter(|one| one.as_ref().unwrap().path().is_file()).count();
    assert_eq!(templates, 7);
    let files = crate::support::files(&folder);
    let lines: usize = files.values().map(|bytes| bytes.split(|byte| *byte == b'\n').count()).sum();
    assert!(lines <= 300, "{lines}");
    let site = plain();
    site.build().exits(0);
    let output = site.output();
    assert!(output["theme/style.css"].starts_with(b"/* The whole style"));
    let is_page =
        |address: &str| std::path::Path::new(address).extension().is_some_and(|one| one == "html");
    let pages = output.iter().filter(|(address, _)| is_page(address));
    let mut counted = 0;
    for (address, bytes) in pages {
        let page = String::from_utf8_lossy(bytes);
        let is_alias = page.contains("http-equiv=\"refresh\"");
        assert!(is_alias || page.contains("<main id=\"page_main\""), "{address}");
        // Searching, and finding the root from a page that is lost, need one.
        let needs_script = is_alias || ["search.html", "404.html"].contains(&address.as_str());
        assert!(needs_script || !page.contains("<script"), "{address}");
        counted += 1;
    }
    assert!(counted > 50);
    let story = site.text("branches/jinta-caizheng.html");
    for text in ["22", "90余场次", "第三党支部"] {
        assert!(story.contains(text), "{text}");
    }
}

#[test]
fn what_the_theme_is_made_of_is_listed() {
    let site = Site::new();
    let run = site.run(&["theme", "list"]);
    run.exits(0).says("story.html            head main").says("data_table").says("safe_url");
    site.run(&["theme", "export"]).exits(0);
    for part in liuhao::theme::list() {
        assert!(site.path(&format!("themes/feed/{}", part.path)).is_file(), "{}", part.path);
    }
}

#[test]
fn a_part_of_the_theme_is_taken_out_and_changes_nothing_by_itself() {
    let before = site();
    before.build().exits(0);
    let all: Vec<_> = liuhao::theme::list()
        .into_iter()
        .flat_map(|part| {
            let template =
                part.path.trim_start_matches("templates/").trim_end_matches(".html").to_owned();
            part.blocks.into_iter().map(move |block| (template.clone(), block))
        })
        .collect();
    assert!(all.len() > 20, "{all:?}");
    for (template, block) in all {
        let site = site();
        let name = format!("{template}/{block}");
        site.run(&["theme", "export", "--block", &name]).exits(0).says(&format!("{template}.html"));
        site.run(&["theme", "export", "--block", &name]).exits(2);
        site.build().exits(0);
        for (address, bytes) in before.output() {
            let now = &site.output()[&address];
            let text = |bytes: &[u8]| {
                String::from_utf8_lossy(bytes).split_whitespace().collect::<String>()
            };
            assert_eq!(text(now), text(&bytes), "{name}: {address}");
        }
    }
    let site = site();
    site.run(&["theme", "export", "story.html"]).exits(0);
    site.run(&["theme", "export", "--block", "strory/facts"]).exits(2).says("story/facts");
    site.run(&["theme", "export", "nosuch"]).exits(2).says("theme list");
}

#[test]
fn an_own_base_owes_the_embedded_pages_its_five_blocks_alone() {
    let base = "<!DOCTYPE html><html lang=\"zh-CN\"><head><title>{% block title %}{% endblock title %}</title>\
        {% block head %}{% endblock head %}</head><body>{% block header %}{% endblock header %}\
        <main>{% block main %}{% endblock main %}</main>{% block footer %}{% endblock footer %}</body></html>";
    let site = Site::of_the_repository().file("themes/feed/templates/base.html", base);
    site.build().exits(0);
    for (address, name) in
        [("tag", "标签"), ("county", "县区"), ("year", "年度"), ("honour", "荣誉")]
    {
        let page = site.page(&format!("{address}/index.html"));
        assert!(page.contains(&format!("<h1>{name}</h1>")), "{page}");
    }
}
