//! `site.yaml` that is wrong.

use crate::support::Site;

fn with(settings: &str) -> Site {
    Site::published().file("site.yaml", settings)
}

#[test]
fn the_file_is_closed() {
    with("name: 甲\npagesize: 10\n简价: 乙\nmenu: [{titel: 关于, link: /}]\ncounties: [{name: 甲县, slag: jia}]\n")
        .refuses(1, "settings-unknown-key");
}

#[test]
fn the_name_is_needed_and_nothing_else() {
    with("introduction: 甲\n").refuses(1, "settings-no-name");
    with("").refuses(1, "settings-empty");
    with("name: ''\n").refuses(1, "settings-empty-name");
    with("name: 甲").build().exits(0).reports_nothing();
    with("名称: 甲").build().exits(0).reports_nothing();
}

#[test]
fn a_number_out_of_range_is_told_so() {
    with("name: 甲\npage_size: 0\nfeed_size: 501\nsummary_length: 很多\n")
        .refuses(1, "settings-size");
    with("name: 甲\npage_size: -3\n").refuses(1, "settings-size-negative");
}

#[test]
fn other_settings_that_make_no_sense() {
    with("name: [甲]\nbase_url: example.org\ncounties: 甲县\nlevels: [{name: 县级, slug: a/b}]\nmenu: [{title: 一, link: 'javascript:x'}, {title: 二}, {title: 三}, {title: 四}]\n")
        .refuses(1, "settings-wrong");
    with("name：甲\n").build().exits(0).shows("settings-full-width-colon");
    with("name: 甲\n名称: 乙\n").refuses(1, "settings-twice");
}

#[test]
fn other_words_for_settings_lead_to_them() {
    with("站名: 甲\n网站描述: 乙\n备案号: 丙\n每页篇数: 10\n导航: 丁\n网站地址: https://example.org\n")
        .refuses(1, "settings-other-words");
    with("name: 甲\nbase_url: https：//www.example.org/a\n").refuses(1, "settings-wide-address");
    with("name: 甲\nbase_url: www.example.org\n").refuses(1, "settings-bare-address");
}

#[test]
fn markup_in_a_text_of_the_settings_is_told() {
    let one = "title: 甲\ndate: 2024-03-01\nbranch: {name: 甲, county: 甲县}";
    for line in [
        "footer: 主办<br>协办",
        "页脚: \"&copy; 示例县\"",
        "页脚: \"**示例县委老干部局**主办\"",
        "简介: 银发<b>先锋</b>",
        "菜单: [{标题: \"关于<br>本站\", 链接: \"https://example.org\"}]",
    ] {
        let site = with(&format!("name: 甲\n{line}\n")).story("a", one);
        site.run(&["build", "--lang", "zh"]).exits(0).says("排版的标记");
    }
}

#[test]
fn terms_on_one_line_are_each_one_and_fences_of_a_front_matter_are_told() {
    let one = "title: 甲\ndate: 2024-03-01\nbranch: {name: 甲, county: 甲县}";
    let site = with("name: 甲\ncounties: 甲县、乙县\n").story("a", one);
    site.build().exits(0).reports_nothing();
    with("---\nname: 甲\n---\n").build().exits(0).shows("settings-fences");
}

#[test]
fn two_terms_of_one_address_name_each_other() {
    let site = with("name: 甲\ncounties: [{name: 甲县, slug: x}, {name: 乙县, slug: X}]\n")
        .story("a", "title: 甲\ndate: 2024-03-01\nbranch: {name: 甲, county: 甲县}")
        .story("b", "title: 乙\ndate: 2024-03-01\nbranch: {name: 乙, county: 乙县}");
    site.refuses(1, "settings-one-address");
}

/// Names that a Chinese Windows, an editor or another program gives to `site.yaml`.
const MISNAMED: [&str; 12] = [
    "site.yml",
    "Site.yaml",
    "site.yaml.txt",
    "site.yaml.yaml",
    "site.txt",
    "site .yaml",
    "site。yaml",
    "site.yaml.md",
    "_config.yml",
    "配置.yaml",
    "网站设置.yaml",
    "站点.yml",
];

#[test]
fn settings_by_another_name_are_told_by_it() {
    for name in MISNAMED {
        // On Windows Site.yaml is site.yaml.
        if cfg!(windows) && name.eq_ignore_ascii_case("site.yaml") {
            continue;
        }
        let site = Site::empty().file(name, "name: 示例老干部\n");
        let run = site.run(&["check"]);
        run.exits(2).says("网站的设置写在 site.yaml 里").says(name).says("改名为 site.yaml");
        // Beside the right one it is told that it is not read; a copy is called so on purpose.
        let site = Site::new().file(name, "name: 别的\n");
        let run = site.run(&["check"]);
        if name.starts_with('_') {
            run.exits(0).reports_nothing();
        } else {
            run.exits(0).says("这个文件没有读取").says(name);
        }
    }
    for name in ["site - 副本.yaml", "site_2023.yaml", "site(1).yaml", "配置.md", "其他.yaml"]
    {
        Site::new().file(name, "name: 别的\n").run(&["check"]).exits(0).reports_nothing();
    }
}

#[test]
fn the_name_of_a_site_may_be_called_its_title() {
    for key in ["title", "标题", "网站名称", "名称", "name"] {
        let site = with(&format!("{key}: 示例县老干部之家\n"));
        site.build().exits(0).reports_nothing();
        assert!(site.page("index.html").contains("示例县老干部之家"), "{key}");
    }
}
