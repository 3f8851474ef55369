//! One fact said in as many ways as offices say it: `said/` has a table of each kind, a wording in each row, look-alikes among them.
//!
//! A row is what is filled in, a tab, and the text below the title; `\n` parts its lines and `-` fills in nothing. Behind `?` stands what
//! an editor would take out of it and no reader does yet: of that nothing may be filled in, so that a row which is read one day is told.

use liuhao::import;
use liuhao::parse::profile::{Members, Profile};
use liuhao::quantity::Quantity;

use crate::support::repository;

/// The title above a text that has none of its own.
const TITLE: &str = "示例县林业局离退休干部党支部";

/// The profile that is made of the text of a row.
fn made(text: &str) -> Profile {
    let text = text.replace("\\n", "\n");
    let text = text.strip_prefix('#').map_or_else(|| format!("{TITLE}\n{text}"), str::to_owned);
    let manuscript = import::read("a.txt", text.as_bytes(), &|_| None).unwrap();
    let draft = import::choose(import::stories(manuscript), None).unwrap();
    crate::expected::profile(&import::profile(&draft, &import::Office::default(), "a").text)
}

fn number(count: Option<&Quantity>) -> String {
    count
        .map(|count| count.text().trim_end_matches(['名', '人', '位', '个']).to_owned())
        .unwrap_or_default()
}

fn parts(members: &Members) -> String {
    let all = [
        ("离休", &members.veteran),
        ("退休", &members.retired),
        ("在职", &members.serving),
        ("女", &members.women),
    ];
    let told = all.iter().filter_map(|(name, count)| {
        count.as_ref().map(|count| format!("{name}{}", number(Some(count.as_ref()))))
    });
    told.collect::<Vec<_>>().join(" ")
}

fn said(kind: &str, profile: &Profile) -> String {
    let members = &profile.members;
    let join = |list: Vec<String>| list.join("；");
    match kind {
        "total" => number(members.total.as_deref()),
        "parts" => parts(members),
        "committee" => number(members.committee.as_deref()),
        "average" => {
            members.average_age.as_ref().map(|age| age.text().to_owned()).unwrap_or_default()
        }
        "bands" => join(
            members.age_bands.iter().map(|one| format!("{} {}", one.label, one.count)).collect(),
        ),
        "founded" => {
            profile.branch.founded.map(liuhao::date::PartialDate::to_iso).unwrap_or_default()
        }
        "name" => profile.branch.name.as_ref().map(ToString::to_string).unwrap_or_default(),
        "honours" => join(
            profile
                .honours
                .iter()
                .map(|one| {
                    let year = one.years.map(|(first, _)| first.to_string()).unwrap_or_default();
                    format!("{}/{}/{year}", one.title, one.level.as_deref().unwrap_or_default())
                })
                .collect(),
        ),
        "ways" => join(profile.mechanisms.iter().map(ToString::to_string).collect()),
        "activities" => {
            join(profile.activities.iter().map(|one| one.count.text().to_owned()).collect())
        }
        "signoff" => join(
            profile
                .signoff
                .iter()
                .map(|one| format!("{} {}", one.role, one.by.join("、")))
                .collect(),
        ),
        other => panic!("no kind {other}"),
    }
}

/// How the rows of a table are read: those that are not as they say.
fn faults(kind: &str) -> Vec<String> {
    let path = repository().join("tests/import/said").join(format!("{kind}.tsv"));
    let table = std::fs::read_to_string(path).unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| !line.is_empty()).collect();
    assert!(rows.len() >= 20, "{kind}: {} rows", rows.len());
    let fault = |row: &&str| {
        let (wanted, text) = row.split_once('\t').unwrap_or_else(|| panic!("{row}"));
        let is = said(kind, &made(text));
        let right = if wanted.starts_with(['?', '-']) { "" } else { wanted };
        (is != right).then(|| format!("{kind}: {is:?}, not {wanted:?}: {text}"))
    };
    rows.iter().filter_map(fault).collect()
}

#[test]
fn a_fact_is_read_in_whichever_way_it_is_said() {
    let kinds = [
        "total",
        "parts",
        "committee",
        "average",
        "bands",
        "founded",
        "name",
        "honours",
        "ways",
        "activities",
        "signoff",
    ];
    let told: Vec<String> = kinds.iter().flat_map(|kind| faults(kind)).collect();
    assert!(told.is_empty(), "{} faults\n{}", told.len(), told.join("\n"));
}
