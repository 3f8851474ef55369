//! Guards and boundaries, one small change of the program each: a rule that is in force by a hair, an
//! order that only a tie shows, a mark at the beginning of a cell.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{PICTURE, Site, markdown};

/// Where each of `words` first stands in a text; they stand in this order.
fn stand_in_order(text: &str, words: &[&str]) {
    let places: Vec<_> = words.iter().map(|word| text.find(word).expect(word)).collect();
    assert!(places.is_sorted(), "{words:?}: {places:?}");
}

#[test]
fn a_fault_that_cannot_be_switched_off_is_not_waived() {
    for (rule, facts) in [
        ("unknown-key", "title: 甲\ndate: 2024-03-18\ndarft: true"),
        ("impossible-date", "title: 甲\ndate: 2024-03-18\nas_of: 2024-13"),
        ("wrong-type", "title: 甲\ndate: 2024-03-18\norder: 很多"),
    ] {
        let facts = format!("{facts}\nwaive: [{{rule: {rule}, reason: 原文如此}}]");
        let site = Site::new().story("a", &facts);
        site.run(&["check"]).exits(1).says(rule);
        site.build().exits(1).says(rule);
    }
}

#[test]
fn every_column_of_the_table_has_its_own_value() {
    let facts = "title: 题目\ndate: 2024-03-18\nas_of: 2024-02\nseries: s\n\
        branch: {name: 甲支部, unit: 某单位, county: 某县, founded: 2005年8月, former_names: [{name: 老甲支部}]}\n\
        members: {total: 22, average_age: 67, committee: 5, age_bands: {60岁以上: 21, 59岁及以下: 1}}\n\
        honours: [{title: 示范支部, level: 县级, year: 2019}]\nactivities: {党课: 6次}\n\
        tags: [结对帮扶]";
    let site = Site::new()
        .story("a", facts)
        .file("content/series/s.md", "---\ntitle: 专辑\n---\n前言。\n");
    site.build().exits(0);
    let text = site.page("data/branches.csv");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let record = reader.records().next().unwrap().unwrap();
    let row: BTreeMap<&str, &str> = names.iter().map(String::as_str).zip(&record).collect();
    for (name, value) in [
        ("支部名称", "甲支部"),
        ("标题", "题目"),
        ("发布日期", "2024-03-18"),
        ("县区", "某县"),
        ("单位", "某单位"),
        ("成立", "2005-08"),
        ("系列", "s"),
        ("数据截至", "2024-02"),
        ("党员总数", "22"),
        ("平均年龄", "67"),
        ("班子成员", "5"),
        ("年龄段", "60岁以上：21；59岁及以下：1"),
        ("荣誉", "2019年度县级示范支部"),
        ("活动", "党课：6次"),
        ("标签", "结对帮扶"),
        ("地址", "branches/a.html"),
        ("曾用名", "老甲支部"),
    ] {
        assert_eq!(row.get(name), Some(&value), "{name} of {row:?}");
    }
}

#[test]
fn stories_of_one_day_stand_by_their_order() {
    let site = Site::new()
        .file("site.yaml", "name: 示例老干部\nbase_url: https://example.org/\n")
        .story("a", "title: 后来者\ndate: 2024-03-18\norder: 2")
        .story("b", "title: 先到者\ndate: 2024-03-18\norder: 1")
        .story("c", "title: 无序者\ndate: 2024-03-18");
    site.build().exits(0);
    for address in ["index.html", "feed.xml", "feed.json", "data/branches.csv"] {
        stand_in_order(&site.page(address), &["先到者", "后来者", "无序者"]);
    }
}

#[test]
fn a_cell_that_begins_like_a_formula_is_text() {
    for mark in ['=', '+', '-', '@', '＝', '＋', '－', '＠'] {
        let site = Site::new().story("a", &format!("title: \"{mark}1\"\ndate: 2024-03-18"));
        site.build().exits(0);
        let table = site.page("data/branches.csv");
        assert!(table.contains(&format!(",'{mark}1,")), "{mark}: {table}");
    }
}

#[test]
fn the_number_of_a_document_is_no_mobile_number() {
    let check = |body: &str| {
        let site = Site::new();
        site.put("content/branches/a.md", markdown("title: 甲\ndate: 2024-03-18", body));
        site.run(&["check"])
    };
    check("荣誉证书编为第13912345678，存于支部。").exits(0).is_silent_on("personal-data");
    check("荣誉证书编为13912345678号，存于支部。").exits(0).is_silent_on("personal-data");
    check("请打电话13912345678，存于支部。").exits(1).says("personal-data");
}

#[test]
fn series_stand_by_order_then_by_date() {
    let series = |date: &str, title: &str, order: &str| {
        format!("---\ntitle: {title}\ndate: {date}\n{order}---\n前言。\n")
    };
    let site = Site::new()
        .file("content/series/a.md", series("2022-01-01", "最早一辑", ""))
        .file("content/series/b.md", series("2024-01-01", "最新一辑", ""))
        .file("content/series/c.md", series("2023-01-01", "居中一辑", ""))
        .file("content/series/d.md", series("2021-01-01", "排头一辑", "order: 1\n"));
    site.build().exits(0);
    let index = site.page("series/index.html");
    stand_in_order(&index, &["排头一辑", "最新一辑", "居中一辑", "最早一辑"]);
}

#[test]
fn an_alias_keeps_the_ending_that_was_written() {
    let facts =
        "title: 甲\ndate: 2024-03-18\naliases: [old.htm, older.html, oldest, folder/, v1.2]";
    let site = Site::new().story("a", facts);
    site.build().exits(0);
    for (address, root) in [
        ("old.htm", ""),
        ("older.html", ""),
        ("oldest.html", ""),
        ("folder/index.html", "../"),
        ("v1.2.html", ""),
    ] {
        let page = site.page(address);
        assert!(page.contains(&format!("url={root}branches/a.html")), "{address}: {page}");
    }
    assert!(!site.has("old.htm.html") && !site.has("v1.2"));
}

#[test]
fn a_search_engine_is_led_from_an_alias_to_the_story() {
    let site = Site::new()
        .file("site.yaml", "name: 示例老干部\nbase_url: https://example.org/x/\n")
        .story("a", "title: 甲\ndate: 2024-03-18\naliases: [old]");
    site.build().exits(0);
    let canonical = "<link rel=\"canonical\" href=\"https://example.org/x/branches/a.html\">";
    for address in ["old.html", "branches/a.html"] {
        assert_eq!(site.page(address).matches(canonical).count(), 1, "{address}");
    }
    let site = Site::new().story("a", "title: 甲\ndate: 2024-03-18\naliases: [old]");
    site.build().exits(0);
    assert!(site.page("old.html").contains("<link rel=\"canonical\" href=\"branches/a.html\">"));
}

#[test]
fn the_search_index_is_cut_where_a_part_is_full() {
    let files = |characters: &[usize], folder: &str| {
        let bodies = characters.iter().enumerate();
        let site = bodies.fold(Site::new(), |site, (at, count)| {
            let body = "支".repeat(*count);
            let facts = format!("title: 题{at}\ndate: 2024-03-18");
            site.file(&format!("content/branches/a{at}.md"), markdown(&facts, &body))
        });
        site.build().exits(0);
        site.output().keys().filter(|path| path.starts_with(folder)).count()
    };
    // A part is of 24,000 characters, a file of texts full at 5,000; a story counts 150 for its facts.
    assert_eq!(files(&[23_850], "search/index/"), 1);
    assert_eq!(files(&[23_851], "search/index/"), 2);
    assert_eq!(files(&[47_850], "search/index/"), 2);
    assert_eq!(files(&[47_851], "search/index/"), 3);
    assert_eq!(files(&[4_849, 100], "search/text/"), 1);
    assert_eq!(files(&[4_850, 4_850], "search/text/"), 2);
}

#[test]
fn a_shared_tag_counts_more_than_a_shared_county_and_nearness() {
    let branch = |county: &str| format!("branch: {{county: {county}}}");
    let site = Site::new()
        .story("this", &format!("title: 本篇\ndate: 2024-03-18\ntags: [帮扶]\n{}", branch("甲县")))
        .story("near", &format!("title: 同县邻篇\ndate: 2024-03-17\n{}", branch("甲县")))
        .story("far", "title: 同题远篇\ndate: 2020-01-01\ntags: [帮扶]")
        .story(
            "both",
            &format!("title: 俱同旧篇\ndate: 2019-01-01\ntags: [帮扶]\n{}", branch("甲县")),
        )
        .story("none", &format!("title: 无关之篇\ndate: 2024-03-18\n{}", branch("乙县")));
    site.build().exits(0);
    let page = site.page("branches/this.html");
    let related = page.split("class=\"related\"").nth(1).unwrap().split("</section>").next();
    let related = related.unwrap();
    stand_in_order(related, &["俱同旧篇", "同题远篇", "同县邻篇"]);
    assert!(!related.contains("无关之篇"));
}

/// A grey picture that says it has so many pixels.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = PICTURE.to_vec();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// The check sum of PNG (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            sum >> 1 ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

#[test]
fn forty_million_pixels_are_allowed_and_not_one_row_more() {
    assert_eq!(picture(1, 1), PICTURE);
    let check = |width, height| {
        Site::new()
            .story("a", "title: 甲\ndate: 2024-03-18")
            .file("static/large.png", picture(width, height))
            .run(&["check"])
    };
    check(8000, 5000).exits(0).is_silent_on("picture-size");
    check(8000, 5001).exits(1).says("picture-size");
    check(5000, 8000).exits(0).is_silent_on("picture-size");
    check(5001, 8000).exits(1).says("picture-size");
}

#[test]
fn a_text_with_a_character_lost_is_not_decoded_for_good() {
    let text = "---\ntitle: 党员\ndate: 2024-03-18\n---\n支部现有\u{FFFD}党员。\n";
    let (bytes, _, failed) = encoding_rs::GB18030.encode(text);
    assert!(!failed && str::from_utf8(&bytes).is_err());
    let site = Site::new().file("content/branches/a.md", &bytes);
    site.run(&["check", "--fix"]).exits(1);
    assert_eq!(fs::read(site.path("content/branches/a.md")).unwrap(), &*bytes);
    // The same text without it is.
    let (bytes, _, _) =
        encoding_rs::GB18030.encode("---\ntitle: 党员\ndate: 2024-03-18\n---\n支部。\n");
    let site = Site::new().file("content/branches/a.md", &bytes);
    site.run(&["check", "--fix"]).exits(0);
    assert!(str::from_utf8(&fs::read(site.path("content/branches/a.md")).unwrap()).is_ok());
}

#[test]
fn a_name_that_two_earlier_stories_share_is_compared_with_neither() {
    let facts = |name: &str, total: u32| {
        format!(
            "title: 甲\ndate: 2024-03-18\nbranch: {{name: {name}}}\nmembers: {{total: {total}}}"
        )
    };
    let old = Site::new()
        .story("x", &facts("同名支部", 20))
        .story("y", &facts("同名支部", 21))
        .story("z", &facts("独名支部", 20));
    let against = old.path("").to_str().unwrap().to_owned();
    let site = Site::new().story("n", &facts("同名支部", 900));
    let run = site.run(&["check", "--against", &against]);
    run.exits(0).is_silent_on("number-jump").is_silent_on("total-change");
    let site = Site::new().story("n", &facts("独名支部", 900));
    site.run(&["check", "--against", &against]).says("number-jump");
}
