//! Whether `check` sees one changed fact of the stories that no rule was written for, and stays silent on those as an
//! editor took them down.
//!
//! The facts are those beside each story of the last sets, the text is what an import makes of it. The figures stand in
//! `docs/precision.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use liuhao::import;

use crate::expected::Expected;
use crate::support::repository;
use crate::told_of_claims::told;

/// The stories of the ninth set and later.
const STORIES: std::ops::RangeInclusive<usize> = 105..=314;

/// A profile of the facts that an editor took out of a story, above its text.
fn written(nth: usize) -> String {
    let file = format!("{nth:02}.txt");
    let bytes = std::fs::read(repository().join("tests/import/stories").join(&file)).unwrap();
    let manuscript = import::read(&file, &bytes, &|_| None).unwrap();
    let draft = import::choose(import::stories(manuscript), None).unwrap();
    let text = import::profile(&draft, &import::Office::default(), "a").text;
    let body = text.splitn(3, "---\n").nth(2).unwrap();
    let expected = Expected::load(&format!("stories/{nth:02}.yaml"));
    let facts = expected.get("facts");
    let mut head = String::from("title: 示例故事\ndate: 2025-03-01\nas_of: 2025-02\nbranch:\n");
    let mut add = |key: &str, value: String| {
        if !value.is_empty() {
            writeln!(head, "{key}: {value}").unwrap();
        }
    };
    add("  name", expected.get("name").text());
    add("  founded", facts.get("founded").text());
    add("members", " ".to_owned());
    for (key, name) in [("total", "total"), ("average_age", "average"), ("committee", "committee")]
    {
        add(&format!("  {key}"), facts.get(name).text());
    }
    let parts = facts.get("parts");
    for (key, name) in [("veteran", "离休"), ("retired", "退休"), ("women", "女")] {
        add(&format!("  {key}"), parts.get(name).text());
    }
    let honours = facts.get("honours").list();
    if !honours.is_empty() {
        add("honours", " ".to_owned());
    }
    for honour in honours {
        let title = honour.get("title").text();
        writeln!(head, "  - title: {title}").unwrap();
        for key in ["level", "year"] {
            let value = honour.get(key).text();
            // A span is a list of years in a profile.
            let key = if value.contains('-') { "years" } else { key };
            if !value.is_empty() {
                writeln!(head, "    {key}: {value}").unwrap();
            }
        }
    }
    format!("---\n{head}整理: 示例县党建工作科\n---\n{body}")
}

/// The profile with the number behind `key` made `by` more; `None` where it states none.
fn changed(text: &str, key: &str, by: i64) -> Option<String> {
    let front = text.split_once("整理: ")?.0;
    let at = front.find(key)? + key.len();
    let digits = front[at..].chars().take_while(char::is_ascii_digit).count();
    let number: i64 = front[at..at + digits].parse().ok()?;
    Some(format!("{}{}{}", &text[..at], number + by, &text[at + digits..]))
}

#[test]
#[allow(clippy::print_stderr, reason = "figures of a test are for those who run it")]
fn one_changed_fact_is_seen_nine_times_of_ten_in_stories_of_an_editor() {
    let changes = [
        ("  total: ", 1, "members-total-in-text"),
        ("average_age: ", -2, "average-age-in-text"),
        ("founded: ", 1, "founded-in-text"),
        ("    year: ", -1, "honour-in-text"),
        ("committee: ", 1, "committee-in-text"),
        ("women: ", 1, "parts-in-text"),
    ];
    let mut figures: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut false_alarms = Vec::new();
    for nth in STORIES {
        let text = written(nth);
        let silent = told(&text);
        if !silent.is_empty() {
            false_alarms.push(format!("{nth}: {silent:?}"));
        }
        for (key, by, rule) in changes {
            let Some(new) = changed(&text, key, by) else { continue };
            let is_seen = told(&new).contains(rule);
            figures.entry(rule).or_default()[usize::from(!is_seen)] += 1;
            if !is_seen {
                eprintln!("{nth}: {key} not seen");
            }
        }
    }
    for (rule, [seen, missed]) in &figures {
        eprintln!("{rule}: {seen} of {} changes seen", seen + missed);
    }
    assert_eq!(false_alarms, Vec::<String>::new());
    for (rule, [seen, missed]) in &figures {
        assert!(seen * 10 >= (seen + missed) * 9, "{rule}");
    }
}
