//! A second computation of the sums, slow and obvious, from `data/branches.json` alone: the page says the same.
//!
//! Entry points: [`check`], [`MEMBERS`], [`COUNTS`], [`WINDOWS`], the phrases that random sites are made of. What each
//! phrase may stand for is written down here, and not asked of the program.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::support::{Site, html};

/// A phrase, the unit with which it is added (a reason where it is not), and its ends.
type Phrase = (&'static str, Result<&'static str, &'static str>, u64, Option<u64>);

/// Numbers of members.
pub(crate) const MEMBERS: [Phrase; 9] = [
    ("20", Ok("名"), 20, Some(20)),
    ("22名", Ok("名"), 22, Some(22)),
    ("18人", Ok("人"), 18, Some(18)),
    ("20余名", Ok("名"), 20, None),
    ("约20名", Ok("名"), 18, Some(22)),
    ("近30名", Ok("名"), 24, Some(30)),
    ("不足40名", Ok("名"), 32, Some(40)),
    ("不超过50名", Ok("名"), 0, Some(50)),
    ("15至18名", Ok("名"), 15, Some(18)),
];

/// Counts of activities.
pub(crate) const COUNTS: [Phrase; 13] = [
    ("6次", Ok("次"), 6, Some(6)),
    ("90余次", Ok("次"), 90, None),
    ("约20次", Ok("次"), 18, Some(22)),
    ("近30次", Ok("次"), 24, Some(30)),
    ("不足40次", Ok("次"), 32, Some(40)),
    ("不超过50次", Ok("次"), 0, Some(50)),
    ("3至5次", Ok("次"), 3, Some(5)),
    ("8场次", Ok("场次"), 8, Some(8)),
    ("2小时", Ok("小时"), 2, Some(2)),
    ("3个小时", Ok("小时"), 3, Some(3)),
    ("90%", Err("比例不能相加"), 0, None),
    ("7", Err("没有写单位"), 0, None),
    ("3年", Err("时间长短不能相加"), 0, None),
];

/// From when on.
pub(crate) const WINDOWS: [&str; 7] =
    ["", "2023年以来", "2023 年以来", "2023年起", "去年以来", "换届以来", "近三年"];

/// When facts were true.
pub(crate) const AS_OF: [&str; 3] = ["", "2024-02", "2025-02"];

/// Compares the page of sums with the data of a published site.
pub(crate) fn check(site: &Site) {
    let rows: Vec<Value> = serde_json::from_str(&site.page("data/branches.json")).unwrap();
    let page = site.page("stats.html");
    let text = site.text("stats.html");
    let branches = branches(&rows);
    let numbers = format!("故事{}篇支部{}个", rows.len(), branches.len());
    assert!(text.contains(&numbers), "no {numbers} in {text}");
    members(&branches, &text);
    ages(&branches, &text);
    assert_eq!(shown(&page), activities(&branches), "{}", site.page("data/branches.json"));
}

fn word<'r>(row: &'r Value, key: &str) -> &'r str {
    row[key].as_str().unwrap_or_default()
}

/// The rows of each branch, newest first: a name that exactly one other has given up is that other's.
fn branches(rows: &[Value]) -> Vec<Vec<&Value>> {
    let after = |name: &str| -> Option<&str> {
        let gave_up = |row: &&Value| {
            let former = row["former_names"].as_array().unwrap();
            word(row, "name") != name && former.iter().any(|one| one["name"] == name)
        };
        let names: BTreeSet<&str> =
            rows.iter().filter(gave_up).map(|row| word(row, "name")).collect();
        names.first().copied().filter(|_| names.len() == 1)
    };
    let mut found: Vec<(String, Vec<&Value>)> = Vec::new();
    for row in rows {
        let mut name = word(row, "name");
        let mut seen = vec![name];
        while let Some(next) = after(name) {
            if let Some(at) = seen.iter().position(|one| *one == next) {
                name = seen[at..].iter().min().unwrap();
                break;
            }
            seen.push(next);
            name = next;
        }
        match found.iter_mut().find(|(known, _)| known == name) {
            Some((_, all)) => all.push(row),
            None => found.push((name.to_owned(), vec![row])),
        }
    }
    found.into_iter().map(|(_, all)| all).collect()
}

/// The sum of phrases of one kind in words.
fn sum(parts: &[&Phrase], unit: &str) -> String {
    if let [(text, _, low, high)] = parts
        && text.starts_with(['约', '近', '不'])
    {
        assert!(Some(*low) < *high);
        return (*text).to_owned();
    }
    let low: u64 = parts.iter().map(|(_, _, low, _)| low).sum();
    let high: Option<u64> = parts.iter().map(|(_, _, _, high)| *high).sum();
    match high {
        None => format!("至少{low}{unit}"),
        Some(high) if high == low => format!("{low}{unit}"),
        Some(high) if low == 0 => format!("不超过{high}{unit}"),
        Some(high) => format!("{low}至{high}{unit}"),
    }
}

fn members(branches: &[Vec<&Value>], text: &str) {
    let stated = branches.iter().filter_map(|rows| {
        let total = rows.iter().find_map(|row| row["members"].as_object())?;
        let written = total["text"].as_str().unwrap();
        // Beside bands stands their sum.
        let plain = || written.trim_end_matches('名').parse().unwrap();
        let known = MEMBERS.iter().find(|(text, ..)| *text == written).copied();
        Some(known.unwrap_or_else(|| ("", Ok("名"), plain(), Some(plain()))))
    });
    let all: Vec<Phrase> = stated.collect();
    let parts: Vec<&Phrase> = all.iter().filter(|(_, unit, ..)| unit.is_ok()).collect();
    if parts.is_empty() {
        assert!(!text.contains("写明人数的"), "{text}");
        return;
    }
    let units: BTreeSet<_> = parts.iter().map(|(_, unit, ..)| unit.unwrap()).collect();
    let unit = if units.len() > 1 { "人" } else { units.first().unwrap() };
    let wanted = format!("党员{}", sum(&parts, unit));
    assert!(text.contains(&wanted), "no {wanted} in {text}");
    let wanted = format!("写明人数的{}个支部相加", parts.len());
    assert!(text.contains(&wanted), "no {wanted} in {text}");
}

fn ages(branches: &[Vec<&Value>], text: &str) {
    let bands =
        |row: &&Value| row["age_bands"].as_array().filter(|bands| !bands.is_empty()).cloned();
    let all: Vec<_> = branches.iter().filter_map(|rows| rows.iter().find_map(bands)).collect();
    let mut counts = BTreeMap::new();
    for band in all.iter().flatten() {
        *counts.entry(word(band, "label")).or_insert(0) += band["count"].as_u64().unwrap();
    }
    let whole: u64 = counts.values().sum();
    let mut percents: Vec<_> =
        counts.iter().map(|(label, count)| (*label, *count, count * 100 / whole)).collect();
    while percents.iter().map(|(.., percent)| percent).sum::<u64>() < 100 && whole > 0 {
        // The band that lacks most; of equal ones the youngest, which comes first by its label too.
        let lacks =
            |(_, count, percent): &(&str, u64, u64)| (count * 100).saturating_sub(percent * whole);
        let most = percents.iter().map(lacks).max().unwrap();
        percents.iter_mut().find(|one| lacks(one) == most).unwrap().2 += 1;
    }
    for (label, count, percent) in percents {
        let wanted = format!("{label}{count}名{percent}%");
        assert!(text.contains(&wanted), "no {wanted} in {text}");
    }
}

/// What, since when as shown and as said, and how it is added.
type Key = (String, (String, String), String);
/// Branches with their phrases.
type Parts<'p> = Vec<(usize, &'p Phrase)>;
/// A row of the table: what and since when, how much, of how many branches.
type Row = (String, String, String);

/// What the words of a window mean: as they are shown, and when they were said if that matters.
fn window(row: &Value, since: &str) -> (String, String) {
    let as_of = word(row, "as_of");
    let year = |date: &str| date[..4].parse::<u16>().unwrap();
    match since {
        "2023年以来" | "2023 年以来" | "2023年起" => ("2023年以来".into(), String::new()),
        "去年以来" if !as_of.is_empty() => {
            (format!("{}年以来", year(as_of) - 1), String::new())
        }
        "近三年" if !as_of.is_empty() => (since.into(), format!("{}年2月", year(as_of))),
        "去年以来" | "近三年" => (since.into(), format!("{}年", year(word(row, "date")))),
        _ => (since.into(), String::new()),
    }
}

fn activities(branches: &[Vec<&Value>]) -> Vec<Row> {
    // What, in which window, and how added: the branches with their phrases.
    let mut all: BTreeMap<Key, Parts<'_>> = BTreeMap::new();
    for (at, rows) in branches.iter().enumerate() {
        let mut newer = BTreeSet::new();
        for row in rows {
            let mut here = BTreeSet::new();
            for activity in row["activities"].as_array().unwrap() {
                let key = (word(activity, "name").to_owned(), window(row, word(activity, "since")));
                here.insert(key.clone());
                if newer.contains(&key) {
                    continue;
                }
                let phrase =
                    COUNTS.iter().find(|(text, ..)| *text == word(activity, "text")).unwrap();
                let how = phrase.1.unwrap_or_else(|why| why).to_owned();
                all.entry((key.0, key.1, how)).or_default().push((at, phrase));
            }
            newer.extend(here);
        }
    }
    let is_told = |name: &str, label: &str| {
        let alike = all.keys().filter(|(other, (since, _), _)| other == name && since == label);
        alike.map(|(_, (_, said), _)| said).collect::<BTreeSet<_>>().len() > 1
    };
    let row = |((name, (label, said), how), parts): (&Key, &Parts<'_>)| {
        let stating: BTreeSet<_> = parts.iter().map(|(at, _)| at).collect();
        let phrases: Vec<_> = parts.iter().map(|(_, phrase)| *phrase).collect();
        let said = if is_told(name, label) { format!("（{said}）") } else { String::new() };
        let amount = match (phrases[0].1, &phrases[..]) {
            (Ok(_), _) if label == "换届以来" && stating.len() > 1 => {
                "不合计各支部起始时间不同".to_owned()
            }
            (Ok(unit), _) => sum(&phrases, unit),
            (Err(_), [only]) => only.0.to_owned(),
            (Err(_), _) => format!("不合计{how}"),
        };
        (format!("{name}{label}{said}"), amount, stating.len().to_string())
    };
    let mut rows: Vec<_> = all.iter().map(row).collect();
    rows.sort();
    rows
}

/// The rows of the tables of sums on the page.
fn shown(page: &str) -> Vec<Row> {
    let tables = page.split("<table class=\"sums\">").skip(1);
    // The chart of ages is such a table too.
    let bodies = tables.map(|rest| rest.split("</table>").next().unwrap());
    let bodies = bodies.filter(|body| body.contains(">活动</th>"));
    let rows = bodies.flat_map(|body| body.split("<tr><th scope=\"row\">").skip(1));
    let cell = |cell: &str| html::text(cell).split_whitespace().collect::<String>();
    let mut rows: Vec<Row> = rows
        .map(|row| {
            let mut cells =
                row.split("</t").map(|part| cell(part.trim_start_matches(['h', 'd', '>'])));
            let mut next = || cells.next().unwrap();
            (next(), next(), next())
        })
        .collect();
    rows.sort();
    rows
}
