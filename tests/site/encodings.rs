//! Texts of an office in an old encoding: each is told, and `check --fix` writes it as UTF-8.

use encoding_rs::GBK;

use crate::support::Site;

fn gbk(text: &str) -> Vec<u8> {
    GBK.encode(text).0.into_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn texts_of_a_theme_in_an_old_encoding_are_told_and_mended() {
    let footer = "<footer>示例县委老干部局</footer>";
    for (file, text) in [
        ("templates/partials/footer.html", footer),
        ("templates/story.html", "{% extends \"feed/story.html\" %}{# 事迹页 #}"),
        ("styles/99-own.css", "/* 页脚加大 */ footer { color: red }"),
        ("scripts/99-own.js", "// 示例脚本"),
        ("static/说明.svg", "<svg><title>示例</title></svg>"),
        ("theme.yaml", "# 颜色\n字号: {大: 26}\n"),
    ] {
        for (bytes, encoding) in [(gbk(text), "GBK"), (utf16(text), "UTF-16")] {
            let path = format!("themes/feed/{file}");
            let site = Site::published().file(&path, bytes);
            site.build().exits(1).says("[encoding]").says(&path).says(encoding);
            let run = site.run(&["check", "--fix"]);
            run.exits(0).says(&format!("改好 {path}"));
            assert_eq!(std::fs::read_to_string(site.path(&path)).unwrap(), text, "{path}");
            site.build().exits(0);
            site.run(&["check", "--fix"]).exits(0).says("没有可以自动改好的地方");
        }
    }
}

#[test]
fn settings_and_the_word_list_are_written_as_utf8() {
    let (settings, terms) =
        ("name: 示例老干部 # 名称\n", "terms:\n  - {wrong: 按装, right: 安装}\n");
    for encode in [gbk as fn(&str) -> Vec<u8>, utf16] {
        let site = Site::published();
        site.put("site.yaml", encode(settings));
        site.put("terms.yaml", encode(terms));
        site.build().exits(1).says("site.yaml").says("terms.yaml").says("[encoding]");
        site.run(&["check", "--fix"]).says("改好 site.yaml").says("改好 terms.yaml");
        assert_eq!(std::fs::read_to_string(site.path("site.yaml")).unwrap(), settings);
        assert_eq!(std::fs::read_to_string(site.path("terms.yaml")).unwrap(), terms);
    }
}

#[test]
fn the_text_of_a_theme_is_left_as_it_is_but_for_its_encoding() {
    // Half-width marks between Han are a slip in a story alone.
    let text = "<p>甲,乙</p>\u{3000}１２３";
    let site = Site::published().file("themes/feed/templates/404.html", text);
    site.run(&["check", "--fix"]).exits(0).says("没有可以自动改好的地方");
    site.put("themes/feed/templates/404.html", gbk(text));
    site.run(&["check", "--fix"]).exits(0);
    let path = site.path("themes/feed/templates/404.html");
    assert_eq!(std::fs::read_to_string(path).unwrap(), text);
}

#[test]
fn themes_that_are_not_in_use_are_mended_too_and_links_are_not_followed() {
    let site = Site::published().file("themes/旧/templates/404.html", gbk("走丢了"));
    site.put("outside.html", gbk("别处"));
    #[cfg(unix)]
    std::os::unix::fs::symlink("../../outside.html", site.path("themes/旧/link.html")).unwrap();
    site.run(&["check", "--fix"]).exits(0).says("改好 themes/旧/templates/404.html");
    assert_eq!(std::fs::read(site.path("outside.html")).unwrap(), gbk("别处"));
}
