//! Facts that are wrong: each fault in its place, in words that an editor can act on.

use crate::support::{Site, markdown};

/// A published site and a second story with these facts.
fn with(facts: &str) -> Site {
    Site::published().file("content/branches/b.md", markdown(facts, "支部现有党员。"))
}

const HEAD: &str = "title: 银发先锋\ndate: 2024-07-01\n";

fn with_more(facts: &str) -> Site {
    with(&format!("{HEAD}{facts}"))
}

#[test]
fn an_unknown_key_comes_with_a_suggestion() {
    with("titel: 银发先锋\ndate: 2024-07-01\ndarft: true\nzzzzzz: 1").refuses(1, "unknown-key");
    with("标提: 银发先锋\n日期: 2024-07-01\n党员总书: 22").refuses(1, "unknown-key-chinese");
    with_more("total: 22\nmembers: {county: 甲县, averageage: 67}\nbranch:\n  平均年龄: 67")
        .refuses(1, "unknown-key-nesting");
    with_more("honours:\n  - {title: 先进, levle: 县级}\nactivities: {党课: {cuont: 6次}}")
        .refuses(1, "unknown-key-in-list");
}

#[test]
fn a_value_of_the_wrong_kind_is_told_what_is_expected() {
    with_more("tags: {a: 1}\nsummary: [一, 二]\nbranch: [甲]\ndraft: 也许\norder: 几\nmembers:\n  total: 很多\n  age_bands: {老年: 3, 70-79岁: 十余}\nhonours: [{title: 先进, years: 去年}]\nactivities: {党课: 很多}")
        .refuses(1, "wrong-type");
    with("title: 银发先锋\ndate: 2024年7月\nas_of: 上个月\nexpires: 明天")
        .refuses(1, "wrong-type-date");
}

#[test]
fn a_key_that_stands_twice_is_told_so() {
    with_more("title: 又一个\nbranch:\n  name: 甲\n  name: 乙\nactivities: {党课: 6次, 党课: 7次}")
        .refuses(1, "duplicate-key");
    with_more("标题: 又一个\nmembers: {total: 22, 总数: 23}").refuses(1, "duplicate-key-alias");
}

#[test]
fn a_fact_at_the_top_and_in_its_group_is_there_twice() {
    with_more("members: {total: 22}\n党员总数: 23\n支部名称: 甲\nbranch: {name: 乙}")
        .refuses(1, "duplicate-key-flat");
}

#[test]
fn a_day_that_does_not_exist_is_told_so() {
    with("title: 银发先锋\ndate: 2024-02-30\nexpires: 2025年2月29日\nbranch: {founded: 2005-13}")
        .refuses(1, "impossible-date");
}

#[test]
fn slips_of_the_keyboard_are_named() {
    // These have one reading, and are read so.
    with("title：银发先锋\ndate: 2024-07-01").build().exits(0).shows("full-width-colon");
    with("title: 银发先锋\ndate: 2024-07-01\nbranch:\n\tname: 甲\n\tunit: 乙")
        .build()
        .exits(0)
        .shows("tab-indentation");
    with_more("honours:\n  - {title: 聚焦组织设置,提升支部向心力, level: 县级}")
        .refuses(1, "flow-comma");
}

#[test]
fn a_text_that_is_no_yaml_is_told_what_is_wrong() {
    let cases = [
        ("c1", "title: 甲: 乙\ndate: 2024-07-01"),
        ("c2", "title: 甲\ndate 2024-07-01\n关键词 乙"),
        ("cb", "title: 甲\nbranch:\n  name: 甲\n  unit 乙\n  county: 丙\ndate: 2024-07-01"),
        ("cc", "title: 甲\n曾用名:\n  - 'name: 甲\ndate: 2024-07-01"),
        ("c3", "title: 甲\ntags: [一, 二\ndate: 2024-07-01"),
        ("c4", "title: 甲\nbranch: {name: 乙\ndate: 2024-07-01"),
        ("c5", "title: \"甲\ndate: 2024-07-01"),
        ("c6", "title: @甲\ndate: 2024-07-01"),
        ("c7", "title: *a\ndate: 2024-07-01"),
        ("ca", "title: *甲\ndate: 2024-07-01"),
        ("c8", "title: \"甲\\x\"\ndate: 2024-07-01"),
        ("c9", "title: 甲\u{1}\ndate: 2024-07-01"),
        ("d1", "title: 甲\n  date: 2024-07-01"),
        ("d2", "branch:\n  name: 甲\n unit: 乙"),
        ("d3", "title: !!str 甲\ndate: 2024-07-01"),
        ("d4", "? [a]\n: 1"),
        ("d5", "只有一句话"),
        ("d6", "- 甲\n- 乙"),
        ("d7", "title: 甲\n...\n--- a"),
    ];
    let site = cases.iter().fold(Site::published(), |site, (slug, facts)| {
        site.file(&format!("content/branches/{slug}.md"), markdown(facts, "甲"))
    });
    site.refuses(1, "yaml-syntax");
}

#[test]
fn front_matter_that_could_eat_the_memory_is_refused() {
    let bomb = (1..10).fold("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, n| {
        let last = format!("*a{}", n - 1);
        format!("{text}a{n}: &a{n} [{}]\n", vec![last; 10].join(", "))
    });
    let deep = format!("tags: {}{}", "[".repeat(5000), "]".repeat(5000));
    let long = format!("title: {}", "甲".repeat(30_000));
    Site::published()
        .file("content/branches/b.md", markdown(&bomb, ""))
        .file("content/branches/c.md", markdown(&deep, ""))
        .file("content/branches/d.md", markdown(&long, ""))
        .refuses(1, "yaml-too-large");
}

#[test]
fn what_a_story_cannot_be_without_is_asked_for() {
    with("date: 2024-07-01\ntags: [甲]").refuses(1, "missing-title");
    with("title: 银发先锋\ntags: [甲]").refuses(1, "missing-date");
    with("title:\ndate: ~\n").refuses(1, "missing-empty");
    Site::published()
        .file("content/about.md", markdown("date: 2024-07-01", "甲"))
        .file("content/series/s.md", "---\n---\n前言\n")
        .refuses(1, "missing-page-title");
    with_more("activities:\n  党课:\n  慰问: {since: 去年}\nwaive: [{rule: age-bands-total}]")
        .refuses(1, "missing-inner");
}

#[test]
fn the_name_of_the_branch_is_title_enough_and_a_draft_needs_no_date() {
    let site = Site::new()
        .story("a", "date: 2024-07-01\nbranch: 甲支部")
        .story("b", "title: 乙\ndraft: true");
    site.run(&["build", "--drafts"]).exits(0).reports_nothing();
    assert!(site.text("index.html").contains("甲支部"));
}

#[test]
fn a_series_that_is_not_there_is_told_so() {
    with_more("series: 2023-liuha")
        .file("content/series/2023-liuhao.md", markdown("title: 专辑", ""))
        .file("content/branches/c.md", markdown("title: 丙\ndate: 2024-07-01\n系列: 别的", "甲"))
        .refuses(1, "unknown-series");
}

#[test]
fn a_link_or_a_picture_that_leads_nowhere_is_told_so() {
    let text = "见[甲](old.md)、[乙](没有.md)、[丙](/nothing.html)、[大写](Old.md)、[外](../../../etc/passwd)。\n\n![照片](没有.jpg)\n\n长句长句长句长句长句长句长句长句长句长句长句长句长句长句长句长句长句长句长句长句[草稿](c.md)长句长句长句长句长句长句长句长句长句长句长句长句长句长句长句长句";
    Site::published()
        .file("content/branches/b.md", markdown(&format!("{HEAD}cover: 封面.jpg"), text))
        .file("content/branches/c.md", markdown("title: 丙\ndraft: true", "甲"))
        .file(
            "site.yaml",
            "name: 示例老干部\navatar: 没有.png\nmenu: [{title: 关于, link: about.html}]\n",
        )
        .refuses(1, "broken-link");
}

#[test]
fn two_files_of_one_address_name_each_other() {
    Site::published()
        .file("content/branches/b.md", markdown(HEAD, "甲"))
        .file("content/branches/b/index.md", markdown(HEAD, "甲"))
        .refuses(1, "duplicate-address");
    Site::published()
        .file("content/branches/2024/Old.md", markdown(HEAD, "甲"))
        .file("content/branches/caf\u{e9}.md", markdown(HEAD, "甲"))
        .file("content/branches/2024/cafe\u{301}.md", markdown(HEAD, "甲"))
        .refuses(1, "duplicate-address-case");
    Site::published()
        .file("site.yaml", "name: 示例老干部\npublish: [html]\n")
        .file("content/about.md", markdown("title: 关于", "甲"))
        .file("static/about.html", "甲")
        .file("static/Theme/x.css", "甲")
        .file("static/feed.xml", "<?xml version=\"1.0\"?><a/>")
        .file("content/stats.md", markdown("title: 统计", "甲"))
        .refuses(1, "duplicate-address-own");
}

#[test]
fn an_alias_may_not_take_an_address_or_leave_the_site() {
    with_more("aliases: [branches/old, ../../etc/passwd, /a/../b, '', theme/x]")
        .refuses(1, "bad-alias");
}

#[test]
fn an_address_below_a_file_is_told_so() {
    with_more("aliases: [about.html/, feed.xml/x]")
        .file("site.yaml", "name: 示例老干部\npublish: [branches]\n")
        .file("static/branches", "甲")
        .refuses(1, "address-below-file");
}

#[test]
fn a_term_that_is_called_as_the_list_of_all_is_told_at_its_place() {
    with_more("tags: [志愿, Index]\nhonours: [2023年度县级先进, {title: 先进, level: index}]")
        .file("site.yaml", "name: 甲\ncounties:\n  - 乙县\n  - {name: 甲县, slug: index}\n")
        .story("c", "title: 丙\ndate: 2024-07-01\nbranch: {county: 甲县}")
        .refuses(1, "reserved-term");
}

#[test]
fn two_tags_that_differ_in_letter_case_alone_are_told_so() {
    with_more("tags: [志愿, AI]")
        .story("c", "title: 丙\ndate: 2024-07-01\ntags: [ai]")
        .refuses(1, "duplicate-term");
}

#[test]
fn age_bands_that_do_not_sum_are_shown_where_they_stand() {
    let members =
        "members:\n  total: 22\n  age_bands:\n    69岁及以下: 14\n    70-79岁: 5\n    80岁以上: 2";
    with_more(members).refuses(1, "age-bands-total");
    with_more("members: {total: 22名, age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}}")
        .refuses(1, "age-bands-total-flow");
    with_more("members:\n  total: 22\n  age_bands:\n    - {label: 69岁及以下, count: 14}\n    - {label: 70-79岁, count: 5}\n    - {label: 80岁以上, count: 2}")
        .refuses(1, "age-bands-total-list");
    with_more("党员总数: 22\n年龄段:\n  69岁及以下: 14\n  70-79岁: 5\n  80岁以上: 2")
        .refuses(1, "age-bands-total-chinese");
    with_more("党员:\n  总数: 22\n  年龄段:\n    69岁及以下: 14\n    70-79岁: 5\n    80岁以上: 2")
        .refuses(1, "age-bands-total-chinese-group");
}

#[test]
fn age_bands_that_may_be_right_are_left_alone() {
    for members in [
        "{total: 22, age_bands: {69岁及以下: 15, 70-79岁: 5, 80岁以上: 2}}",
        "{total: 22, age_bands: {69岁及以下: 14, 80岁以上: 2}}",
        "{total: 22, age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2, partial: true}}",
        "{total: 20余名, age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}}",
        "{age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}}",
        "{total: 22}",
    ] {
        let site = Site::new().story("a", &format!("{HEAD}members: {members}"));
        site.build().exits(0).reports_nothing();
    }
}

#[test]
fn a_rule_can_be_waived_with_a_reason() {
    let members = "members: {total: 22, age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}}";
    let site = Site::new().story(
        "a",
        &format!("{HEAD}{members}\nwaive: [{{rule: age-bands-total, reason: 原文如此}}]"),
    );
    site.build().exits(0);
    assert!(site.has("branches/a.html"));
}

#[test]
fn all_faults_of_all_files_come_in_one_run_in_order() {
    Site::published()
        .file("site.yaml", "name: 示例老干部\nfoo: 1\n")
        .file(
            "content/branches/b.md",
            markdown("title: 乙\ndate: 2024-02-30\nbar: 1", "[坏](没有.md) <b>粗</b>"),
        )
        .file("content/branches/a.md", "---\ntitle: 甲\n")
        .file("content/pages/x.md", markdown("titel: 丙", "![坏](没有.png)"))
        .file("content/branches/将来.md", markdown("title: 丁\ndate: 2030-01-01", "甲"))
        .refuses(1, "several-faults");
}

#[test]
fn a_fault_of_syntax_hides_no_fault_of_another_entry() {
    // The date is wrong, not missing; the title and the branch could not be read, and are not missing either.
    with("title: \"六好\"支部\ndate: 2024-13-01\ntags: [甲\n党原总数: 22\n平均年龄 70岁\nbranch: *甲")
        .refuses(1, "syntax-entry-by-entry");
    with("title: 甲\n平均年龄： 70岁\n标题: 乙\nmembers:\n\ttotal: 22\n县区: [甲]")
        .refuses(1, "syntax-slips-entry-by-entry");
}

#[test]
fn a_number_of_another_base_and_a_flag_stay_text() {
    let facts = "title: 0x1F\ndate: 2024-07-01\nbranch: True\ntags: [0o17, +5, 1.10]";
    let site = with(facts);
    site.run(&["build"]).exits(0);
    let page = site.text("branches/b.html");
    for written in ["0x1F", "True", "0o17", "+5", "1.10"] {
        assert!(page.contains(written), "{written} in {page}");
    }
}
