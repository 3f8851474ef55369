//! What happened to a branch, in the order in which it happened.

use crate::support::Site;

/// A branch that was founded, renamed twice and honoured, and one more of its county.
fn site() -> Site {
    let first = "title: 银发先锋\ndate: 2024-03-01\nbranch:\n  name: 示例县甲局支部\n  county: 示例县\n  founded: 2005年8月\n  \
        former_names:\n    - {name: 甲所支部, until: 2012-03, reason: 机构改革}\n    - {name: 甲站支部, until: 2018年}\n\
        honours:\n  - {title: 示范支部, level: 县, year: 2018}\n  - {title: 先进支部, years: 2011-2012}\n  - {title: 好支部}";
    Site::new()
        .file("site.yaml", "name: 示例老干部\nlevels: [{name: 县级, aliases: [县]}]\ncounties: [示例县]\n")
        .story("a", first)
        .story(
            "b",
            "title: 二访\ndate: 2024-02-01\nbranch: {name: 示例县甲局支部, county: 示例县, founded: 2005-08}\n\
             honours: [{title: 示范支部, level: 县级, year: 2018}, {title: 五星支部, year: 2020}]",
        )
        .story(
            "c",
            "title: 丙文\ndate: 2024-01-01\nbranch: {name: 示例县丙局支部, county: 示例县, founded: 2005-08}",
        )
}

/// The events of the line on a page, a text each.
fn events(site: &Site, path: &str) -> Vec<String> {
    let page = site.page(path);
    let Some((_, behind)) = page.split_once("<ol class=\"timeline\">") else { return Vec::new() };
    let (line, _) = behind.split_once("</ol>").unwrap();
    let text = |item: &str| {
        let mut is_tag = false;
        let mut out = String::new();
        for c in item.chars() {
            match c {
                '<' => is_tag = true,
                '>' => is_tag = false,
                c if !is_tag && !c.is_whitespace() => out.push(c),
                _ => {}
            }
        }
        out
    };
    line.split("<li>").skip(1).map(text).collect()
}

#[test]
fn the_events_of_a_story_stand_the_earliest_first() {
    let site = site();
    site.build().exits(0);
    assert_eq!(
        events(&site, "branches/a.html"),
        [
            "2005年8月成立",
            "2012年3月由甲所支部更名为甲站支部（机构改革）",
            // An honour for some years comes when they are over, a renaming without a month before its year's honours.
            "2011—2012年度先进支部",
            "2018年由甲站支部更名为示例县甲局支部",
            "2018年度县级示范支部",
        ]
    );
    let table = site.page("data/branches.csv");
    assert!(table.contains("2018年度县级示范支部；2011—2012年度先进支部；好支部,"), "{table}");
    // Of one event there is no line.
    assert_eq!(events(&site, "branches/c.html"), [""; 0]);
}

#[test]
fn the_events_of_a_county_stand_the_latest_first_and_each_once() {
    let site = site();
    site.build().exits(0);
    let page = "county/示例县.html";
    assert_eq!(
        events(&site, page),
        [
            "2020年度示例县甲局支部五星支部",
            "2018年度示例县甲局支部县级示范支部",
            "2018年示例县甲局支部由甲站支部更名为示例县甲局支部",
            "2011—2012年度示例县甲局支部先进支部",
            "2012年3月示例县甲局支部由甲所支部更名为甲站支部（机构改革）",
            "2005年8月示例县甲局支部成立",
            "2005年8月示例县丙局支部成立",
        ]
    );
    assert!(site.text(page).contains("大事7件"), "{}", site.text(page));
    assert!(site.text(page).contains("县级荣誉2篇"), "{}", site.text(page));
}
