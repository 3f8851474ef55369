//! The data files hold every fact, with numbers to count with, and are as their schema says.
//!
//! `docs/data.md` is made of the schema that is published: `LIUHAO_UPDATE=1 cargo test --test site data` writes it anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::support::Site;

/// A story that states every fact there is.
const ALL: &str = "title: 题目\ndate: 2024-03-18\nas_of: 2024-02\nseries: s\norder: 3\nsummary: 摘要一句。\n\
    aliases: [branches/old, branches/older]\n\
    branch:\n  name: 甲支部\n  unit: 某单位\n  county: 某县\n  founded: 2005-08\n  former_names:\n  - {name: 老甲支部, until: 2010-01, reason: 机构改革}\n\
    members:\n  total: 22名\n  average_age: 67.5岁\n  committee: 5名\n  veteran: 2名\n  retired: 近20名\n  serving: 1名\n  women: 3至5名\n  age_bands: {60岁以上: 21, 未列全: 是}\n\
    honours:\n- {title: 示范支部, level: 县级, year: 2019, by: 县委, batch: 第三批}\n\
    mechanisms: [三学]\n\
    activities:\n- {name: 党课, count: 90余场次, since: 2023年以来, note: 含线上}\n- {name: 阅读, count: 三分之一}\n\
    sections:\n- {title: 一节, goods: [支部班子好]}\n\
    整理: 老干部局\ntags: [结对帮扶]";

fn published() -> Site {
    let site = Site::new()
        .story("a", ALL)
        .story("b", "title: 乙\ndate: 2024-03-17")
        .file("content/series/s.md", "---\ntitle: 专辑\n---\n前言。\n");
    site.build().exits(0);
    site
}

fn json(site: &Site, file: &str) -> Value {
    serde_json::from_str(&site.page(file)).unwrap()
}

#[test]
fn every_fact_is_there_and_numbers_are_numbers() {
    let site = published();
    let all = json(&site, "data/branches.json");
    let one = all.as_array().unwrap().iter().find(|one| one["title"] == "题目").unwrap();
    let empty: Vec<_> = one
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, value)| value.is_null() || **value == json!([]) || **value == json!(""))
        .collect();
    assert!(empty.is_empty(), "{empty:?}");
    assert_eq!(one["id"], "branches/old.html");
    assert_eq!(one["summary"], "摘要一句。");
    assert_eq!(one["order"], 3);
    assert_eq!(one["age_bands_are_partial"], true);
    assert_eq!(
        one["former_names"],
        json!([{"name": "老甲支部", "until": "2010-01", "reason": "机构改革"}])
    );
    assert_eq!(one["sections"], json!([{"title": "一节", "goods": ["支部班子好"]}]));
    assert_eq!(one["signoff"], json!([{"role": "整理", "by": ["老干部局"], "date": null}]));
    for (key, value, low, high, qualifier) in [
        ("members", json!(22), json!(22), json!(22), "exact"),
        ("average_age", json!(67.5), json!(67.5), json!(67.5), "exact"),
        ("retired", json!(20), json!(16), json!(20), "about"),
        ("women", Value::Null, json!(3), json!(5), "range"),
    ] {
        let number = &one[key];
        assert_eq!(
            (&number["value"], &number["low"], &number["high"], &number["qualifier"]),
            (&value, &low, &high, &json!(qualifier)),
            "{key}: {number}"
        );
    }
    let activity = &one["activities"][0];
    assert_eq!((&activity["value"], &activity["high"]), (&json!(90), &json!(100)));
    assert_eq!((&activity["since"], &activity["note"]), (&json!("2023年以来"), &json!("含线上")));
    let third = one["activities"][1]["value"].as_f64().unwrap();
    assert!((third - 1.0 / 3.0).abs() < 1e-12);
    let other = all.as_array().unwrap().iter().find(|one| one["title"] == "乙").unwrap();
    assert_eq!(
        (&other["members"], &other["women"]),
        (&Value::Null, &Value::Null),
        "absent is absent"
    );
}

#[test]
fn the_table_holds_them_too() {
    let site = published();
    let text = site.page("data/branches.csv");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let record = reader.records().map(Result::unwrap).find(|row| &row[1] == "题目").unwrap();
    let cell = |name: &str| &record[names.iter().position(|known| known == name).unwrap()];
    for (name, value) in [
        ("编号", "branches/old.html"),
        ("曾用名", "老甲支部（至2010-01，机构改革）"),
        ("党员总数", "22名"),
        ("党员总数（数）", "22"),
        ("党员总数（性质）", "exact"),
        ("平均年龄（数）", "67.5"),
        ("女党员", "3至5名"),
        ("女党员（数）", ""),
        ("女党员（性质）", "range"),
        ("年龄段未列全", "是"),
        ("荣誉", "2019年度县级示范支部（县委，第三批）"),
        ("机制", "三学"),
        ("活动", "党课：90余场次（2023年以来，含线上）；阅读：三分之一"),
        ("各节", "一节：支部班子好"),
        ("落款", "整理：老干部局"),
        ("摘要", "摘要一句。"),
    ] {
        assert_eq!(cell(name), value, "{name}");
    }
    let package = json(&site, "data/datapackage.json");
    let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap();
    let described: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(described, names, "the package describes the columns in their order");
    for (name, kind) in [
        ("标题", "string"),
        ("发布日期", "date"),
        ("成立", "string"),
        ("党员总数", "string"),
        ("党员总数（数）", "number"),
    ] {
        let field = fields.iter().find(|field| field["name"] == name).unwrap();
        assert_eq!(field["type"], kind, "{name}");
    }
    for resource in package["resources"].as_array().unwrap() {
        assert!(site.has(&format!("data/{}", resource["path"].as_str().unwrap())));
    }
}

/// Whether `value` is as `schema` says, by the few words of the language that ours uses; others end the test.
fn is_valid(value: &Value, schema: &Value, root: &Value) -> bool {
    schema.as_object().unwrap().iter().all(|(word, rule)| match &**word {
        "$schema" | "title" | "description" | "$defs" | "format" => true,
        "$ref" => is_valid(value, root.pointer(&rule.as_str().unwrap()[1..]).unwrap(), root),
        "anyOf" => rule.as_array().unwrap().iter().any(|one| is_valid(value, one, root)),
        "enum" => rule.as_array().unwrap().contains(value),
        "type" => {
            let is = |kind: &Value| match kind.as_str().unwrap() {
                "string" => value.is_string(),
                "null" => value.is_null(),
                "boolean" => value.is_boolean(),
                "array" => value.is_array(),
                "object" => value.is_object(),
                "number" => value.is_number(),
                "integer" => value.is_u64(),
                other => panic!("unknown type {other}"),
            };
            rule.as_array().map_or_else(|| is(rule), |kinds| kinds.iter().any(is))
        }
        "minimum" => value.as_f64().is_none_or(|value| value >= rule.as_f64().unwrap()),
        "pattern" => value.as_str().is_none_or(|text| {
            text.len() <= 10 && text.split('-').all(|part| part.parse::<u16>().is_ok())
        }),
        "items" => {
            value.as_array().is_none_or(|list| list.iter().all(|one| is_valid(one, rule, root)))
        }
        "properties" => value
            .as_object()
            .is_none_or(|object| object.iter().all(|(key, one)| is_valid(one, &rule[key], root))),
        "required" => {
            rule.as_array().unwrap().iter().all(|key| value.get(key.as_str().unwrap()).is_some())
        }
        "additionalProperties" => {
            let known: BTreeSet<_> = schema["properties"].as_object().unwrap().keys().collect();
            *rule == json!(false)
                && value.as_object().is_none_or(|one| one.keys().all(|key| known.contains(key)))
        }
        other => panic!("unknown word {other}"),
    })
}

#[test]
fn the_list_is_as_its_schema_says() {
    for site in [published(), Site::of_the_repository()] {
        site.run(&["build", "--drafts"]).exits(0);
        let (schema, mut list) =
            (json(&site, "data/schema.json"), json(&site, "data/branches.json"));
        assert!(is_valid(&list, &schema, &schema));
        list[0]["members"] = json!("22");
        assert!(!is_valid(&list, &schema, &schema), "a text is no number");
    }
}

/// What a schema says that a value is, in a word.
fn shape(schema: &Value) -> String {
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect::<Vec<_>>(),
    };
    let reference = schema["$ref"].as_str().or_else(|| schema["anyOf"][0]["$ref"].as_str());
    let word = match (reference, kinds.first().copied()) {
        (Some(reference), _) => format!("`{}`", reference.rsplit('/').next().unwrap()),
        (None, Some("array")) => format!("{} 的列表", shape(&schema["items"])),
        (None, Some("string")) if schema["format"] == "date" => "日期".to_owned(),
        (None, Some("string")) if schema["pattern"].is_string() => "年、年月或日期".to_owned(),
        (None, Some("string")) => "文字".to_owned(),
        (None, Some("integer")) => "整数".to_owned(),
        (None, Some("number")) => "数".to_owned(),
        (None, Some("boolean")) => "是或否".to_owned(),
        (None, _) if schema["enum"].is_array() => "五个词之一".to_owned(),
        other => panic!("{other:?} of {schema}"),
    };
    let may_lack = kinds.contains(&"null") || schema["anyOf"].is_array();
    if may_lack { format!("{word}，可无") } else { word }
}

fn rows(object: &Map<String, Value>, keys: &Value) -> String {
    let mut rows = String::new();
    for key in keys.as_array().unwrap().iter().filter_map(Value::as_str) {
        let (schema, what) = (&object[key], object[key]["description"].as_str().unwrap());
        let label = schema["title"].as_str().map(|label| format!("{label} | ")).unwrap_or_default();
        writeln!(rows, "| `{key}` | {label}{} | {what} |", shape(schema)).unwrap();
    }
    rows
}

const HEAD: &str = "# 数据文件\n\n\
    每次构建都在 `data/` 里发布全部事迹的事实，供统计和别的程序用，没有一项只在网页上才有：\n\n\
    | 文件 | 是什么 |\n|---|---|\n\
    | `branches.json` | 一篇一行的 JSON 列表，各项见下表 |\n\
    | `branches.csv` | 同样的内容，表头是下表的中文名；UTF-8 带 BOM，用 Excel、WPS 直接打开。每个数量占三列：原文、（数）、（性质） |\n\
    | `schema.json` | `branches.json` 的 JSON Schema（2020-12） |\n\
    | `datapackage.json` | 两个文件的说明（Frictionless Data Package），给数据目录和 `frictionless` 用 |\n\n\
    没有写的就是没有：`null`、空列表或空格子，从不写成 0。数量照原文给出，旁边是能计算的数；原文是“90余场次”的，数是 90，至少 90，至多 100，性质是 `at_least`。\n\n\
    `site.yaml` 的 `fields` 另加的项目，在 `branches.json` 每一篇的 `fields` 里，按它们的名称；在表格里是最后几栏，按显示名称。没有另加的，没有这一项。\n\n\
    本页由 `tests/site/data.rs` 从发布的 `schema.json` 生成。\n";

#[test]
fn the_manual_of_the_data_is_fresh() {
    let schema = json(&published(), "data/schema.json");
    let item = &schema["items"];
    let mut made =
        format!("{HEAD}\n## 一篇事迹\n\n| 项 | 表格中的列 | 是 | 说明 |\n|---|---|---|---|\n");
    made += &rows(item["properties"].as_object().unwrap(), &item["required"]);
    for (name, part) in schema["$defs"].as_object().unwrap() {
        let title = part["title"].as_str().unwrap();
        write!(made, "\n## `{name}`：{title}\n\n| 项 | 是 | 说明 |\n|---|---|---|\n").unwrap();
        made += &rows(part["properties"].as_object().unwrap(), &part["required"]);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/data.md");
    if std::env::var_os("LIUHAO_UPDATE").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), made);
}
