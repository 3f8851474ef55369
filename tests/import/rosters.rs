//! Rosters: counts come out, and nothing of anybody.

use crate::expected::Expected;
use crate::support::{Run, Site, repository};

const AS_OF: [&str; 2] = ["--as-of", "2023-12-31"];

/// A roster in a folder of its own: one inside a site is refused, and the repository is one.
fn path(name: &str) -> String {
    let folder = std::env::temp_dir().join(format!("liuhao-rosters-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    if !path.exists() {
        let beside = folder.join(format!("{name}-{:?}", std::thread::current().id()));
        std::fs::copy(repository().join("tests/import/rosters").join(name), &beside).unwrap();
        std::fs::rename(beside, &path).unwrap();
    }
    path.to_str().unwrap().to_owned()
}

fn count(name: &str, more: &[&str]) -> Run {
    let site = Site::new();
    let run = site.run(&[&["import", "--roster", &path(name)], more].concat());
    run.exits(0);
    run
}

fn compare(name: &str, run: &Run, expected: &Expected) {
    let has = |line: &str| {
        assert!(run.out.lines().any(|own| own.trim() == line), "{name}: {line}\n{}", run.out);
    };
    has(&format!("total: {}名", expected.get("total").text()));
    has(&format!("average_age: {}岁", expected.get("average_age").text().trim_end_matches(".0")));
    for (label, count) in expected.get("age_bands").entries() {
        has(&format!("{label}: {count}"));
    }
    let women = expected.get("women").text();
    has(&format!("women: {}名", women.split(' ').next().unwrap()));
    if expected.get("committee").is_there() {
        has(&format!("committee: {}名", expected.get("committee").text()));
    }
    for (key, part) in [("veteran", "离休"), ("retired", "退休")] {
        let wanted = expected.get("parts").get(part);
        if wanted.is_there() {
            has(&format!("{key}: {}名", wanted.text()));
        }
    }
    assert!(
        run.out.contains("partial: true") == expected.get("age_bands_partial").is_there(),
        "{name}"
    );
    let long = expected.get("party_50_years").text();
    assert!(run.out.contains(&format!("党龄 50 年以上 {long} 名")), "{name}: {}", run.out);
}

#[test]
fn every_roster_gives_its_counts() {
    for name in ["01-plain", "02-two-header-rows", "03-identity-numbers"] {
        let expected = Expected::load(&format!("rosters/{name}.yaml"));
        let run = if name == "01-plain" {
            count("01-plain.xlsx", &[])
        } else {
            count(&format!("{name}.xlsx"), &AS_OF)
        };
        compare(name, &run, &expected.get("facts"));
    }
    let expected = Expected::load("rosters/04-several-sheets.yaml").get("sheets");
    for sheet in ["第一支部", "第二支部"] {
        let run = count("04-several-sheets.xlsx", &[&AS_OF[..], &["--sheet", sheet]].concat());
        compare(sheet, &run, &expected.get(sheet));
        run.says("年龄").says("隐藏");
    }
    let site = Site::new();
    let call = ["import", "--roster", &path("04-several-sheets.xlsx"), "--as-of", "2023-12-31"];
    site.run(&call).exits(1).says("2 张工作表").says("第一支部");
}

#[test]
fn rows_are_told_by_number() {
    count("01-plain.xlsx", &[]).says("第 26 行");
    let run = count("02-two-header-rows.xlsx", &AS_OF);
    for row in ["第 8 行", "第 14 行", "第 20 行", "第 23 行", "22"] {
        run.says(row);
    }
    let run = count("03-identity-numbers.xlsx", &AS_OF);
    run.says("第 6 行").says("第 9 行").says("网站文件夹");
}

/// Every text and number of more than four characters in the cells of a roster.
fn cells(name: &str) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path(name)).unwrap()).unwrap();
    let mut found = Vec::new();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    for part in names
        .iter()
        .filter(|part| part.contains("worksheets/sheet") || part.contains("sharedStrings"))
    {
        let mut xml = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(part).unwrap(), &mut xml).unwrap();
        for mark in ["<t>", "<v>", "<t xml:space=\"preserve\">"] {
            found.extend(
                xml.split(mark).skip(1).map(|rest| rest.split("</").next().unwrap().to_owned()),
            );
        }
    }
    found
}

#[test]
fn no_cell_of_a_person_comes_out() {
    let mut checked = 0;
    for name in [
        "01-plain.xlsx",
        "02-two-header-rows.xlsx",
        "03-identity-numbers.xlsx",
        "04-several-sheets.xlsx",
    ] {
        for language in ["zh", "en"] {
            for more in [&["--format", "json"][..], &[]] {
                let site = Site::new();
                let sheet: &[&str] =
                    if name.starts_with("04") { &["--sheet", "第二支部"] } else { &[] };
                let base = [
                    "import",
                    "--roster",
                    &path(name),
                    "--as-of",
                    "2023-12-31",
                    "--lang",
                    language,
                ];
                let run = site.run(&[&base, sheet, more].concat());
                run.exits(0);
                let all = format!("{}{}", run.out, run.err).replace(' ', "");
                assert!(!all.contains("示例"), "{name}: {all}");
                for decoded in cells(name)
                    .iter()
                    .map(String::as_str)
                    .map(decode)
                    .filter(|cell| cell.chars().count() > 4)
                {
                    let is_header = ["出生", "入党", "职务", "工作表", "支部", "联系"]
                        .iter()
                        .any(|word| decoded.contains(word));
                    checked += 1;
                    assert!(
                        is_header || !all.contains(&decoded.replace(' ', "")),
                        "{name}: {decoded}"
                    );
                }
            }
        }
    }
    assert!(checked > 500, "{checked}");
}

/// `&#31034;` as the character it stands for.
fn decode(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        let (code, behind) = after.split_once(';').unwrap();
        decoded += before;
        decoded.push(char::from_u32(code.parse().unwrap()).unwrap());
        rest = behind;
    }
    decoded + rest
}

#[test]
fn a_roster_inside_a_site_is_refused() {
    let site = Site::new();
    site.put("roster.xlsx", std::fs::read(path("01-plain.xlsx")).unwrap());
    site.run(&["import", "--roster", "roster.xlsx"]).exits(1).says("网站文件夹");
}

#[test]
fn counts_go_into_a_profile_after_a_question() {
    let site = Site::new().file(
        "content/branches/a.md",
        "---\ntitle: 甲\ndate: 2024-03-18\n党员:\n  总数: 21名 # 旧数\n  年龄段:\n    69岁及以下: 5\n活动:\n  学习: 3次\n---\n支部现有党员21名。\n",
    );
    let call = ["import", "--roster", &path("01-plain.xlsx"), "--into", "content/branches/a.md"];
    site.run(&call).exits(0).says("+").says("21名");
    let before = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    assert!(before.contains("总数: 21名"), "asked, and nobody answered");
    site.run(&[&call[..], &["--yes"]].concat()).exits(0);
    let after = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    let profile = crate::expected::profile(&after);
    assert_eq!(profile.members.total.unwrap().text(), "22名");
    assert_eq!(profile.members.age_bands.len(), 3);
    assert_eq!(profile.activities.len(), 1);
    assert!(after.contains("支部现有党员21名。"));
}
