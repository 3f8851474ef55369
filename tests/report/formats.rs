//! Four formats, one report.

use serde_json::Value;

use crate::support::{Site, markdown, repository};

const BANDS: &str = "title: 甲\ndate: 2024-07-01\nmembers: {total: 22名, age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}}";

/// Faults with and without a line, in CRLF, behind rare characters, in a name that has to be escaped.
fn faulty() -> Site {
    let crlf = markdown("title: 乙\ndate: 2024-02-30", "𠮷祥👍 <b>甲</b>").replace('\n', "\r\n");
    Site::new()
        .story("a", BANDS)
        .file(
            "content/branches/b, 50%:#.md",
            "---\ntitle: 丙\ndate: 2024-07-01\nseires: x\n---\n甲\n",
        )
        .file("content/branches/c.md", format!("\u{feff}{crlf}"))
        .file("content/branches/d.md", [0x2d, 0x2d, 0x2d, 0x0a, 0xbc, 0xd7, 0x0a])
        .story("dd", "title: 丁\ndate: 2024-07-01\nseires: x")
        .story("e", "title: 戊\ndate: 2027-01-01")
}

type Found = (String, String, Option<[u64; 3]>);

fn json(site: &Site) -> Vec<Found> {
    let run = site.run(&["check", "--format", "json"]);
    run.exits(1);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let faults = report["diagnostics"].as_array().unwrap();
    let total = ["errors", "warnings", "information"].map(|name| report[name].as_u64().unwrap());
    assert_eq!(total.iter().sum::<u64>(), faults.len() as u64);
    let found = faults.iter().map(|fault| {
        assert_eq!(fault["line"], fault["end_line"]);
        let place = ["line", "column", "end_column"].map(|name| fault[name].as_u64());
        let place = place[0].map(|_| place.map(Option::unwrap));
        (text(&fault["rule"]), text(&fault["file"]), place)
    });
    found.collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn unescape(uri: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), uri.bytes());
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap().to_owned();
            bytes.push(u8::from_str_radix(&digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn sarif(site: &Site) -> Vec<Found> {
    let run = site.run(&["check", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let found = results.iter().map(|result| {
        let place = &result["locations"][0]["physicalLocation"];
        let region = place.get("region").map(|region| {
            ["startLine", "startColumn", "endColumn"].map(|name| region[name].as_u64().unwrap())
        });
        let file = unescape(place["artifactLocation"]["uri"].as_str().unwrap());
        (text(&result["ruleId"]), file, region)
    });
    found.collect()
}

fn github(site: &Site) -> Vec<Found> {
    let run = site.run(&["check", "--format", "github"]);
    let commands = run.out.lines().filter_map(|line| line.strip_prefix("::"));
    let found = commands.map(|line| {
        let (properties, _) = line.split_once("::").unwrap();
        let (_, properties) = properties.split_once(' ').unwrap();
        let property = |name: &str| {
            let mut all = properties.split(',').filter_map(|one| one.split_once('='));
            all.find(|(key, _)| *key == name).map(|(_, value)| unescape(value))
        };
        let place = ["line", "col", "endColumn"].map(&property);
        let place = place[0].is_some().then(|| place.map(|text| text.unwrap().parse().unwrap()));
        (property("title").unwrap(), property("file").unwrap(), place)
    });
    found.collect()
}

/// All single files of the fault corpus as one site.
fn corpus() -> Site {
    let mut site = Site::new();
    for rule in std::fs::read_dir(repository().join("tests/faults")).unwrap() {
        let rule = rule.unwrap();
        for case in std::fs::read_dir(rule.path()).unwrap() {
            let path = case.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "md") {
                let name = path.file_name().unwrap().to_str().unwrap();
                let name = format!("{}-{name}", rule.file_name().to_str().unwrap());
                let bytes = std::fs::read(&path).unwrap();
                site = site.file(&format!("content/branches/{name}"), bytes);
            }
        }
    }
    site
}

#[test]
fn every_format_tells_the_same_faults_at_the_same_places() {
    for (site, least) in [(faulty(), 6), (corpus(), 140)] {
        tells_the_same(&site, least);
    }
}

fn tells_the_same(site: &Site, least: usize) {
    let found = json(site);
    assert!(found.len() >= least, "{}", found.len());
    assert_eq!(found, sarif(site));
    assert_eq!(found, github(site));
    let human = site.run(&["check"]);
    let labels = ["错误: ", "警告: ", "提示: "];
    let shown = human.err.lines().filter(|line| labels.iter().any(|label| line.starts_with(label)));
    assert_eq!(shown.count(), found.len());
    for (rule, file, place) in found {
        human.says(&format!("[{rule}]"));
        match place {
            Some([line, column, _]) => human.says(&format!("{file}:{line}:{column}\n")),
            None => human.says(&file),
        };
    }
}

#[test]
fn places_count_characters_from_the_first_line_of_the_file() {
    let found = json(&faulty());
    let place = |rule: &str| found.iter().find(|one| one.0 == rule).unwrap().2;
    assert_eq!(place("age-bands-total"), Some([4, 43, 45]));
    assert_eq!(place("unknown-key"), Some([4, 1, 7]));
    assert_eq!(place("impossible-date"), Some([3, 7, 17]));
    assert_eq!(place("raw-html"), Some([5, 5, 13]));
    assert_eq!(place("encoding"), None);
}

/// A report is read where the program runs, as at the root of a repository: names of files lead there from there.
#[test]
fn with_root_every_format_names_files_from_where_the_program_runs() {
    let facts = "title: 甲\ndate: 2024-02-30";
    let site = Site::empty()
        .file("sites/甲 a/site.yaml", "name: 甲\nfoo: 1\n")
        .file("sites/甲 a/content/branches/a.md", markdown(facts, "文"))
        .file("sites/甲 a/themes/feed/theme.yaml", "foo: 1\n");
    let whole = site.path("sites/甲 a");
    let files = ["content/branches/a.md", "site.yaml", "themes/feed/theme.yaml"];
    let wanted = files.map(|file| format!("sites/甲 a/{file}"));
    for root in ["sites/甲 a", "sites/甲 a/", "./sites/甲 a/.", whole.to_str().unwrap()] {
        let run = |format: &str| site.run(&["check", "--root", root, "--format", format]);
        let report: Value = serde_json::from_str(&run("json").out).unwrap();
        let named: Vec<String> = report["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| text(&one["file"]))
            .collect();
        assert_eq!(named, wanted, "{root}");
        let log: Value = serde_json::from_str(&run("sarif").out).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        for (result, file) in results.iter().zip(&wanted) {
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(unescape(place["artifactLocation"]["uri"].as_str().unwrap()), *file);
            assert!(place["region"]["startLine"].is_u64(), "{root}: {file}");
        }
        let (github, human) = (run("github").out, run("human").err);
        for file in &wanted {
            assert!(github.contains(&format!("file={file},line=")), "{root}: {github}");
            assert!(human.contains(&format!("{file}:")), "{root}: {human}");
        }
    }
}

#[test]
fn sarif_is_what_the_standard_says() {
    let schema = include_str!("../fixtures/sarif-2.1.0.schema.json");
    // The standard's own slip: a stray bracket in the pattern of `language`, which strict readers
    // of regular expressions refuse.
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for site in [faulty(), Site::published()] {
        for language in ["zh", "en"] {
            let run = site.run(&["check", "--format", "sarif", "--lang", language]);
            let log: Value = serde_json::from_str(&run.out).unwrap();
            let faults: Vec<_> =
                validator.iter_errors(&log).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{faults:?}");
            assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
        }
    }
    let wrong = serde_json::json!({ "version": "2.1.0", "runs": [{ "results": [{}] }] });
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn a_rule_in_sarif_has_its_name_its_help_and_its_own_level() {
    let levels = [("encoding", "error"), ("leftover-markup", "warning"), ("unused-file", "note")];
    let site = Site::published()
        .file("content/branches/b.md", encoding_rs::GBK.encode("---\ntitle: 乙\n---\n乙").0)
        .file("content/branches/c/index.md", markdown("title: 丙\ndate: 2024-07-01", "##丙"))
        .file("content/branches/c/原稿.docx", b"PK\x03\x04")
        .file("site.yaml", "name: 示例\nrules: {leftover-markup: error}\n");
    for (language, word) in [("zh", "的"), ("en", " ")] {
        let run = site.run(&["check", "--format", "sarif", "--lang", language]);
        let log: Value = serde_json::from_str(&run.out).unwrap();
        let run = &log["runs"][0];
        for (id, level) in levels {
            let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
            let at = rules.iter().position(|rule| rule["id"] == id).unwrap();
            let rule = &rules[at];
            let name = rule["name"].as_str().unwrap();
            assert_eq!(name.to_lowercase(), id.replace('-', ""), "{id}");
            assert_eq!(rule["defaultConfiguration"]["level"], level, "{id}");
            let texts = ["shortDescription", "fullDescription", "help"].map(|key| {
                let text = rule[key]["text"].as_str().unwrap_or_default();
                assert!(!text.is_empty(), "{id}: {key}");
                text
            });
            assert!(texts.concat().contains(word), "{id}: {texts:?}");
            let results = run["results"].as_array().unwrap();
            let result = results.iter().find(|result| result["ruleId"] == id).unwrap();
            assert_eq!(result["ruleIndex"], at);
            // The office has made one of them heavier than it is by itself.
            let own = if id == "leftover-markup" { "error" } else { level };
            assert_eq!(result["level"], own, "{id}");
        }
    }
}

#[test]
fn a_clean_site_is_a_whole_report_too() {
    let site = Site::published();
    let run = site.run(&["check", "--format", "json"]);
    run.exits(0).reports_nothing();
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["diagnostics"], serde_json::json!([]));
    assert_eq!(report["stories"], 1);
    let built = site.run(&["build", "--format", "json"]);
    built.exits(0);
    let _: Value = serde_json::from_str(&built.out).unwrap();
    assert!(built.err.contains("共 1 篇"));
}

#[test]
fn a_report_for_github_is_one_line_a_fault() {
    faulty().run(&["check", "--format", "github"]).exits(1).shows("format-github");
}

#[test]
fn a_report_in_json() {
    Site::new().story("a", BANDS).run(&["check", "--format", "json"]).exits(1).shows("format-json");
}

#[test]
fn an_unknown_format_is_refused() {
    Site::new().run(&["check", "--format", "xml"]).exits(2).shows("format-unknown");
}

#[test]
fn the_example_in_the_documents_is_what_the_program_says() {
    let facts = "title: 甲\ndate: 2024-07-01\nmembers:\n  total: 22名\n  age_bands:\n    69岁及以下: 14\n    70-79岁: 5\n    80岁以上: 2\nsignoff: [{role: 整理, by: 甲}]";
    let run = Site::new().story("a", facts).run(&["check", "--format", "json"]);
    let text = include_str!("../../docs/check-formats.md").replace("\r\n", "\n");
    let example = text.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(run.out, example);
}
