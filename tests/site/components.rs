//! Components in texts, as an author types them and a reader meets them.

use crate::support::{Site, html, markdown};

const TEXT: &str = "\
:::引文 张某某，支部书记
退休不褪色，离岗不离党。
:::

:::数字 一年做了什么
- 90余场次 主题党日
- 22名：党员
:::

:::视频 重阳节活动
[活动录像](a.mp4)
:::

:::下载
[报名表](form.txt)
:::

:::折叠 更多做法
## 做法

支部坚持每月学习。
:::
";

fn site(text: &str) -> Site {
    Site::new()
        .file(
            "content/branches/a/index.md",
            markdown("title: 甲\ndate: 2024-03-18\nseries: s\nmembers: {total: 22名}", text),
        )
        .file("content/series/s.md", markdown("title: 专辑", "前言。"))
        .file("content/branches/a/a.mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom")
        .file("content/branches/a/form.txt", "报名表")
}

#[test]
fn every_component_is_shown_on_the_page_in_the_booklet_and_in_the_feed() {
    let site = site(TEXT);
    let run = site.build();
    let page = site.page("branches/a.html");
    run.exits(0).is_silent_on("leftover-markup");
    for shown in [
        "<blockquote class=\"card\">\n<p>退休不褪色，离岗不离党。</p>\n<footer>张某某，支部书记</footer>\n</blockquote>",
        "<div class=\"figures\">\n<p class=\"caption\">一年做了什么</p>\n<ul>\n<li><strong>90余场次</strong> 主题党日</li>\n<li><strong>22名</strong>：党员</li>\n</ul>\n</div>",
        "<div class=\"film\">\n<p class=\"caption\">重阳节活动</p>\n<div class=\"player\"><video",
        "<div class=\"download\">\n<p><a href=\"../branches/a/form.txt\">报名表</a></p>\n</div>",
        "<details class=\"fold\">\n<summary>更多做法</summary>\n<h2 id=",
    ] {
        assert!(page.contains(shown), "{shown}\n{page}");
    }
    assert!(!page.contains(":::"), "{page}");
    assert!(
        site.has("branches/a/a.mp4") && site.has("branches/a/form.txt"),
        "what is linked is published"
    );
    html::check_links(&site.output());
    let booklet = site.page("series/s/booklet.html");
    assert!(
        booklet.contains("class=\"figures\"") && booklet.contains("<summary>更多做法</summary>")
    );
    assert!(site.page("feed.json").contains("<footer>张某某，支部书记</footer>"));
    let searched = site.page("search/text/0.js");
    for words in ["张某某，支部书记", "90余场次 主题党日", "更多做法", "支部坚持每月学习。"]
    {
        assert!(searched.contains(words), "{words}: {searched}");
    }
}

#[test]
fn components_leave_the_site_as_words() {
    let site = site(TEXT);
    site.build().exits(0);
    site.run(&["wechat", "a"]).exits(0);
    let html = std::fs::read_to_string(site.path("wechat/甲/body.html")).unwrap();
    for words in [
        "退休不褪色",
        "——张某某，支部书记",
        "<strong>90余场次</strong>",
        "更多做法",
        "支部坚持每月学习。",
        "【视频：",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(!html.contains(":::") && !html.contains("<details") && !html.contains("<footer"));
    site.run(&["booklet", "s", "--docx", "s.docx"]).exits(0);
    let file = std::fs::File::open(site.path("s.docx")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let word = std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap();
    for words in ["退休不褪色", "——", "张某某，支部书记", "90余场次", "更多做法"]
    {
        assert!(word.contains(words), "{words}: {word}");
    }
    assert!(!word.contains(":::"));
}

#[test]
fn the_rules_read_what_stands_in_a_component() {
    let site = site(":::折叠 名单\n联系人身份证号 11010519491231002X。\n:::\n");
    site.build().exits(1).says("personal-data");
    let site = self::site(":::数字\n- 23名 党员\n:::\n\n支部现有党员23名。\n");
    site.build().says("members-total-in-text");
}

#[test]
fn what_is_not_as_it_was_meant_is_told() {
    for (text, said) in [
        (":::数子\n- 3次 党课\n:::\n", ":::数字"),
        (":::tip\n提示。\n:::\n", "引文、引用、数字、视频、录像、下载、附件、折叠、展开"),
        (":::折叠 更多\n内容。\n", "这个组件没有结束"),
        (":::数字\n没有列表。\n:::\n", "每行一项"),
        (":::视频\n没有录像。\n:::\n", "录像的链接"),
        (":::下载\n[外面](https://example.org/a.docx)\n:::\n", "本站文件的链接"),
        (":::引文\n:::\n", "里面没有内容"),
    ] {
        site(text).build().says(said).says("index.md:");
    }
}

#[test]
fn a_component_is_safe_and_stays_inside_its_text() {
    let text = ":::折叠 <script>alert(1)</script>\n<img src=x onerror=alert(1)>\n\n[链](javascript:alert(1))\n:::\n\n> :::数字\n> 引用里的不算。\n\n- :::折叠\n- 乙\n\n：：：引文　李某某\n全角的也算。\n：：：\n";
    let site = site(text);
    site.build();
    let page = site.page("branches/a.html");
    assert!(
        !page.contains("<script>alert")
            && !page.contains("<img src=x")
            && !page.contains("javascript:")
    );
    assert!(page.contains("<summary>&lt;script&gt;"), "{page}");
    assert!(page.contains("<footer>李某某</footer>"), "{page}");
    assert_eq!(
        page.matches("<details class=\"fold\"").count(),
        page.matches("</details>\n").count().min(1)
    );
}

#[test]
fn mending_leaves_components_and_takes_the_fences_of_others_away() {
    let site = site(":::数字\n- 3次 党课\n:::\n\n:::tip\n提示。\n:::\n");
    site.run(&["check", "--fix"]);
    let text = std::fs::read_to_string(site.path("content/branches/a/index.md")).unwrap();
    assert!(
        text.contains(":::数字\n- 3次 党课\n:::\n")
            && !text.contains("tip")
            && text.contains("提示。"),
        "{text}"
    );
}
