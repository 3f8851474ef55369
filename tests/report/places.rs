//! The place of a fault is the value's, however the file is written.

use serde_json::Value;

use crate::support::Site;

/// What a report marks: the text between its columns, by rule.
fn marked(bytes: &[u8]) -> Vec<(String, String)> {
    let site = Site::new().file("content/branches/a.md", bytes);
    let run = site.run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    // An editor's first column is that of the first character people see.
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<Vec<char>> =
        text.split('\n').map(|line| line.trim_end_matches('\r').chars().collect()).collect();
    let faults = report["diagnostics"].as_array().unwrap().iter();
    let mut marked: Vec<_> = faults
        .filter(|fault| fault["line"].is_u64())
        .map(|fault| {
            let number = |name: &str| usize::try_from(fault[name].as_u64().unwrap()).unwrap();
            let line = &lines[number("line") - 1];
            let part = &line[number("column") - 1..number("end_column") - 1];
            (fault["rule"].as_str().unwrap().to_owned(), part.iter().collect())
        })
        .collect();
    marked.sort();
    marked
}

/// The same facts, written in every way that YAML has; behind them the same text.
const FRONT_MATTER: &[(&str, &str)] = &[
    (
        "block",
        "members:\n  total: 22名\n  age_bands:\n    69岁及以下: 14\n    70-79岁: 5\n    80岁以上: 2\nactivities:\n  走访: 36场次\n",
    ),
    (
        "flow",
        "members: {total: 22名, age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}}\nactivities: {走访: 36场次}\n",
    ),
    (
        "flow over lines",
        "members: {\n  total: 22名,\n  age_bands: {69岁及以下: 14,\n    70-79岁: 5, 80岁以上: 2}\n}\nactivities: {走访: 36场次}\n",
    ),
    (
        "Chinese keys",
        "党员:\n  总数: 22名\n  年龄段:\n    69岁及以下: 14\n    70-79岁: 5\n    80岁以上: 2\n活动:\n  走访: 36场次\n",
    ),
    (
        "flat keys",
        "党员总数: 22名\nmembers:\n  age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}\n活动: {走访: 36场次}\n",
    ),
    (
        "comments, blank lines",
        "# 注：22名、36场次\nmembers:   # 党员\n\n  total:   22名   # 二十二\n  # 36场次\n  age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}\n\nactivities:\n\n  走访:  36场次\n",
    ),
    (
        "long forms",
        "members:\n  total: 22名\n  age_bands:\n    - label: 69岁及以下\n      count: 14\n    - {label: 70-79岁, count: 5}\n    - label: 80岁以上\n      count: 2\nactivities:\n  - name: 走访\n    count: 36场次\n",
    ),
    (
        "beside a block scalar",
        "summary: |\n  党员22名，\n  走访36场次。\nmembers: {total: 22名, age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}}\nactivities: {走访: 36场次}\n",
    ),
    (
        "beside a folded scalar",
        "summary: >-\n  𠮷😀\n\n  二\nmembers: {total: 22名, age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}}\nactivities: {走访: 36场次}\n",
    ),
    (
        "beside an anchor",
        "tags: &t [党建]\nmechanisms: *t\nmembers: {total: 22名, age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}}\nactivities: {走访: 36场次}\n",
    ),
    (
        "behind rare characters",
        "tags: [𠮷祥, 👨‍👩‍👧, é]\nmembers: {total: 22名, age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}}\nactivities: {走访: 36场次}\n",
    ),
];

/// A story as long as one: what a stub leaves out is not missed.
const REST: &str = "支部坚持每月开展主题党日，组织老同志学习交流，重温入党誓词，讲述身边的奋斗故事。老同志们说，退休不褪色，离岗不离党，愿意为家乡的发展再添一份力。大家约定，有事一起商量，有难一起帮忙，把支部办成老同志的温暖之家。\n";

/// The same text behind things that shift columns.
const TEXT: &[(&str, &str)] = &[
    ("plain", "支部现有党员45名，走访63场次。\n"),
    ("rare characters", "𠮷祥😀👨‍👩‍👧é：支部现有党员45名，走访63场次。\n"),
    ("Tabs", "-\t甲\n\n\t支部现有党员45名，走访63场次。\n"),
    ("markup", "> **支部**现有党员45名，[走访](#top)63场次。\n"),
    ("entities", "&amp;&#x4e00;支部现有党员45名，走访63场次。\n"),
    ("a second paragraph", "开头。\n\n## 一、甲\n\n支部现有党员45名，走访63场次。\n"),
];

#[test]
fn a_place_is_that_of_the_value_however_it_is_written() {
    let mut tried = 0;
    for (written, facts) in FRONT_MATTER {
        for (shifted, text) in TEXT {
            let file = format!(
                "---\ntitle: 甲\ndate: 2024-03-01\nas_of: 2023-12\n{facts}---\n{text}\n{REST}"
            );
            for (ending, bytes) in [
                ("LF", file.clone()),
                ("CRLF", file.replace('\n', "\r\n")),
                ("BOM", format!("\u{feff}{file}")),
                ("BOM and CRLF", format!("\u{feff}{}", file.replace('\n', "\r\n"))),
            ] {
                let marked = marked(bytes.as_bytes());
                let of = |rule: &str| {
                    let found: Vec<_> = marked.iter().filter(|(one, _)| one == rule).collect();
                    found.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("|")
                };
                let case = format!("{written}, {shifted}, {ending}: {marked:?}\n{bytes}");
                assert_eq!(of("age-bands-total"), "14", "{case}");
                assert_eq!(of("members-total-in-text"), "45名", "{case}");
                assert_eq!(of("activity-in-text"), "36场次", "{case}");
                tried += 1;
            }
        }
    }
    assert_eq!(tried, FRONT_MATTER.len() * TEXT.len() * 4);
}
