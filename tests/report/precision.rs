//! How many of the warnings on prose of this kind are right: `../precision` holds a dozen invented
//! stories in the manner of the account, with the slips that were put into them in `slips.tsv`. They
//! were written before any rule had read them; the figures stand in `docs/precision.md`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Site, repository};

#[test]
fn of_ten_warnings_nine_are_right() {
    let folder = repository().join("tests/precision");
    let mut site = Site::empty().file("site.yaml", "name: 示例\ncounties: [示例县, 样板区]\n");
    let mut stories = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let name = path.file_name().unwrap().to_str().unwrap();
            site = site.file(&format!("content/branches/{name}"), std::fs::read(&path).unwrap());
            stories += 1;
        }
    }
    let run = site.run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let told: BTreeSet<(String, String)> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|fault| fault["severity"] != "information")
        .map(|fault| {
            let text = |name: &str| fault[name].as_str().unwrap().to_owned();
            (text("file").replace("content/branches/", ""), text("rule"))
        })
        .collect();
    let slips = std::fs::read_to_string(folder.join("slips.tsv")).unwrap();
    let slips: BTreeSet<(String, String)> = slips
        .lines()
        .map(|line| {
            let columns: Vec<_> = line.split('\t').collect();
            (columns[0].to_owned(), columns[1].to_owned())
        })
        .collect();
    let right = told.intersection(&slips).count();
    let wrong: Vec<_> = told.difference(&slips).collect();
    let missed: Vec<_> = slips.difference(&told).collect();
    eprintln!(
        "{stories} stories: {right} of {} warnings right, {wrong:?} not; missed {missed:?}",
        told.len()
    );
    assert!(stories >= 12 && right >= 4);
    assert!(right * 10 >= told.len() * 9, "{wrong:?}");
    let stated = std::fs::read_to_string(repository().join("docs/precision.md")).unwrap();
    let figures = format!(
        "{stories} stories, {} slips, {} warnings, {right} of them right",
        slips.len(),
        told.len()
    );
    assert!(stated.contains(&figures), "docs/precision.md should say: {figures}");
}
