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
    for name in ["/etc", "../../content/..", "a//b", "..", "../a/../b", "a/./b"] {
        let site = site().file("site.yaml", format!("name: 示例老干部\ntheme: {name}\n"));
        site.build().exits(1).says("不能用作主题名");
    }
    let site = site().file("site.yaml", "name: 示例老干部\ntheme: ../themes/..\n");
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

/// What is wrong with the parts it uses shows in a template that is built in: its line is shown too, under its own name.
#[test]
fn a_fault_in_an_embedded_template_is_shown_with_its_line() {
    let own = "{% extends \"feed/story.html\" %}{% block main %}{% set story = \"x\" %}{{ super() }}{% endblock %}";
    let site = site().file("themes/feed/templates/story.html", own);
    site.refuses(1, "template-embedded");
    let formats = ["json", "github"].map(|format| site.run(&["check", "--format", format]).out);
    assert!(formats[0].contains("\"file\": \"feed/story.html\""), "{}", formats[0]);
    assert!(formats[1].contains("file=feed/story.html,line="), "{}", formats[1]);
    self::site().file("themes/feed/templates/base.html", "<p>").refuses(1, "template-no-block");
}

#[test]
fn a_fault_that_many_pages_show_is_told_once() {
    let site = site().file("themes/feed/templates/partials/footer.html", "<p>\n{{ nothing.at }}");
    let run = site.run(&["check"]);
    assert_eq!(run.err.matches("footer.html:2:").count(), 1, "{}", run.err);
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

/// A folder with two sites and a theme that both use.
fn shared(names: [&str; 2]) -> Site {
    let site =
        Site::empty().file("shared/feed/templates/404.html", "共用的一页 {{ params.greeting }}");
    let site = site.file("shared/feed/theme.yaml", "参数:\n  greeting: 你好\n");
    let story = "---\n标题: 甲\n日期: 2024-03-18\n---\n支部现有党员。\n";
    names.into_iter().zip(["one", "two"]).fold(site, |site, (theme, name)| {
        site.file(&format!("{name}/site.yaml"), format!("名称: 示例老干部\n主题: {theme}\n"))
            .file(&format!("{name}/content/branches/a.md"), story)
    })
}

fn build_in(site: &Site, folder: &str) -> crate::support::Run {
    let output = format!("{folder}/public");
    site.run(&["build", "--root", folder, "--output", &output])
}

#[test]
fn several_sites_share_a_theme_by_its_path() {
    let site = shared(["../shared/feed", "../shared/feed"]);
    for name in ["one", "two"] {
        build_in(&site, name).exits(0);
        let page = std::fs::read_to_string(site.path(name).join("public/404.html")).unwrap();
        assert_eq!(page, "共用的一页 你好");
    }
    site.put("shared/feed/templates/404.html", "{{ nothing.at.all }}");
    build_in(&site, "one").exits(1).says("../shared/feed/templates/404.html:1");
    site.put("shared/feed/templates/404.html", "好");
    site.put("shared/feed/templates/strory.html", "x");
    build_in(&site, "one").exits(0).says("../shared/feed/templates/strory.html");
    let run = site.run(&["build", "--root", "one", "--output", "shared/feed/public"]);
    run.exits(2);
    assert!(!site.path("shared/feed/public").exists(), "nothing is written into a shared theme");
}

#[cfg(unix)]
#[test]
fn a_theme_may_be_a_link_to_a_folder_beside_the_site_and_to_no_other() {
    let site = shared(["feed", "feed"]);
    std::fs::create_dir(site.path("one/themes")).unwrap();
    std::os::unix::fs::symlink("../../shared/feed", site.path("one/themes/feed")).unwrap();
    build_in(&site, "one").exits(0);
    assert_eq!(
        std::fs::read_to_string(site.path("one/public/404.html")).unwrap(),
        "共用的一页 你好"
    );
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(elsewhere.path().join("static")).unwrap();
    std::fs::write(elsewhere.path().join("static/secret.txt"), "秘密").unwrap();
    std::fs::create_dir(site.path("two/themes")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), site.path("two/themes/feed")).unwrap();
    build_in(&site, "two").exits(2).says("不能用");
    assert!(!site.path("two/public").exists());
    std::fs::remove_file(site.path("two/themes/feed")).unwrap();
    std::os::unix::fs::symlink("../content", site.path("two/themes/feed")).unwrap();
    build_in(&site, "two").exits(2).says("不能用");
    std::fs::remove_file(site.path("two/themes/feed")).unwrap();
    std::os::unix::fs::symlink("../nothing", site.path("two/themes/feed")).unwrap();
    build_in(&site, "two").exits(2).says("没有主题");
    // A link inside the theme is followed nowhere.
    std::fs::remove_file(site.path("two/themes/feed")).unwrap();
    std::os::unix::fs::symlink("../../shared/feed", site.path("two/themes/feed")).unwrap();
    std::fs::create_dir(site.path("shared/feed/static")).unwrap();
    let secret = elsewhere.path().join("static/secret.txt");
    std::os::unix::fs::symlink(secret, site.path("shared/feed/static/secret.txt")).unwrap();
    build_in(&site, "two").exits(2);
}

#[test]
fn a_theme_outside_the_parent_of_the_site_is_refused() {
    let site = shared(["../../etc", "../shared/feed"]);
    build_in(&site, "one").exits(2);
    let site = shared(["../one/content", "../two"]);
    build_in(&site, "one").exits(2).says("不能用");
    // A whole site is no theme, but it holds nothing that would be read as one.
    build_in(&site, "two").exits(2).says("不能用");
}

const PARAMS: &str = "params:\n  banner: true\n  columns: 2\n  greeting: 你好\n  links: [甲, 乙]\n";
const SHOWS: &str = "{% if params.banner %}有{% else %}无{% endif %}|{{ params.columns + 1 }}|{{ params.greeting }}|{% for link in params.links %}{{ link }}、{% endfor %}";

fn with_params(settings: &str) -> Site {
    site()
        .file("site.yaml", format!("name: 示例老干部\n{settings}"))
        .file("themes/feed/theme.yaml", PARAMS)
        .file("themes/feed/templates/404.html", SHOWS)
}

#[test]
fn parameters_of_a_theme_have_defaults_that_a_site_sets_anew() {
    let site = with_params("");
    site.build().exits(0);
    assert_eq!(site.page("404.html"), "有|3|你好|甲、乙、");
    let site = with_params("theme_params: {banner: 否, columns: 4, greeting: 3, links: 丙}\n");
    site.build().exits(0);
    assert_eq!(site.page("404.html"), "无|5|3|丙、");
}

#[test]
fn a_parameter_that_is_unknown_or_of_another_kind_is_told_with_its_place() {
    for (settings, said) in [
        ("theme_params: {baner: 是}\n", "banner"),
        ("主题参数: {banner: 好}\n", "是或否"),
        ("主题参数: {columns: 两栏}\n", "数字"),
        ("主题参数: {greeting: [甲]}\n", "应当是一段文字"),
        ("主题参数: {links: {a: b}}\n", "几段文字"),
        ("主题参数: 好\n", "wrong-type"),
    ] {
        with_params(settings).build().exits(1).says(said).says("site.yaml:2:");
    }
    let site = with_params("").file("themes/feed/theme.yaml", "参数: {好-的: 1}\n");
    site.build().exits(1).says("themes/feed/theme.yaml:1").says("params.好-的");
    // The embedded theme has none.
    let site = site_with("theme_params: {banner: 是}\n");
    site.build().exits(1).says("主题没有参数“banner”");
}

fn site_with(settings: &str) -> Site {
    site().file("site.yaml", format!("name: 示例老干部\n{settings}"))
}

#[test]
fn colours_that_an_own_style_makes_void_are_told() {
    let site = site()
        .file("themes/feed/theme.yaml", "浅色: {主色: \"#9c1f1f\"}\n")
        .file("themes/feed/static/style.css", "body { color: red }");
    site.build().exits(0).says("themes/feed/theme.yaml:1").says("不起作用");
    let site = site.file("themes/feed/theme.yaml", "参数: {a: 1}\n");
    site.build().exits(0).is_silent_on("不起作用");
}

#[test]
fn an_own_search_page_is_made_from_the_manual_alone() {
    let search = "{% extends \"base.html\" %}{% block main %}<form class=\"search-form\" data-root=\"{{ root }}\" data-manifest=\"{{ search.manifest }}\">\
        <input name=\"q\">{% for filter in search.filters %}<select name=\"{{ filter.kind }}\"></select>{% endfor %}</form>\
        <p class=\"search-status\"></p><ol class=\"search-results\"></ol><button class=\"search-more\"></button>\
        <script src=\"{{ root }}theme/search.js\" defer></script>{% endblock main %}";
    let site = Site::of_the_repository().file("themes/feed/templates/search.html", search);
    site.build().exits(0);
    let page = site.page("search.html");
    assert!(page.contains("data-root=\"\" data-manifest=\"search/manifest.js?v="), "{page}");
    assert!(page.contains("<select name=\"county\">") && page.contains("src=\"theme/search.js\""));
    let manual =
        std::fs::read_to_string(crate::support::repository().join("docs/theme.md")).unwrap();
    for said in [
        "data-root=\"{{ root }}\" data-manifest=\"{{ search.manifest }}\"",
        ".search-status",
        ".search-results",
        ".search-more",
        "theme/search.js",
        "`safe_url`",
        "`json`",
    ] {
        assert!(manual.contains(said), "{said}");
    }
}
