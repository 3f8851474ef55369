//! How well the claims of a prose fit the facts that an editor took out of it: precision and recall of
//! each field over the stories of `claims/` and `precision/`, and whether `check` sees one changed fact.
//!
//! The stories were written before any reader of claims had seen them; the figures stand in
//! `docs/precision.md`.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use liuhao::claims::{self, What};
use liuhao::diagnostic::Source;
use liuhao::parse::body::Settings;
use liuhao::parse::profile::Profile;
use liuhao::parse::{self, Document, Kind};

/// A story: its facts, and its body as plain text.
struct Story {
    name: String,
    profile: Profile,
    prose: String,
}

fn stories(folder: &str) -> Vec<Story> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    let story = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let source = Source::decode("a.md".into(), &std::fs::read(path).unwrap());
        let parsed = parse::parse(Kind::Story, "a".into(), &source, Settings::default());
        let Some(Document::Story(story)) = parsed.document else { panic!("{name} is no story") };
        Story { name, profile: story.profile.clone(), prose: parsed.prose.text().to_owned() }
    };
    paths.iter().map(story).collect()
}

/// Each fact as `field value`.
fn stated(profile: &Profile) -> BTreeSet<(String, String)> {
    let members = &profile.members;
    let mut facts = BTreeSet::new();
    let mut add = |field: &str, value: String| facts.insert((field.to_owned(), value));
    let numbers = [
        ("members.total", &members.total),
        ("members.average_age", &members.average_age),
        ("members.committee", &members.committee),
        ("members.veteran", &members.veteran),
        ("members.retired", &members.retired),
        ("members.women", &members.women),
        ("members.serving", &members.serving),
    ];
    for (field, number) in numbers {
        if let Some(number) = number {
            add(field, number.value().to_string());
        }
    }
    for band in &members.age_bands {
        add("members.age_bands", format!("{} {}", band.range, band.count));
    }
    if let Some(founded) = profile.branch.founded {
        add("branch.founded", founded.to_iso());
    }
    if let Some(name) = &profile.branch.name {
        add("branch.name", name.to_string());
    }
    for honour in &profile.honours {
        add("honours", format!("{:?} {:?}", honour.years, honour.level.as_deref().unwrap_or("")));
    }
    facts
}

fn claimed(prose: &str) -> BTreeSet<(String, String)> {
    let claims = claims::of(prose);
    let sure = claims.iter().filter(|claim| claim.doubt.is_none());
    let mut facts = BTreeSet::new();
    let mut names = 0;
    for claim in sure {
        let Some(field) = claim.what.field() else { continue };
        let value = match &claim.what {
            What::Total(number)
            | What::Part(_, number)
            | What::Average(number)
            | What::Committee(number)
            | What::Groups(number) => number.value().to_string(),
            What::Band { ages, count, .. } => format!("{ages} {}", count.value()),
            What::Founded(date) => date.to_iso(),
            What::Name(name) => {
                names += 1;
                if names > 1 {
                    continue;
                }
                name.clone()
            }
            What::Honour(honour) => {
                format!("{:?} {:?}", honour.years, honour.level.as_deref().unwrap_or(""))
            }
            What::Renamed { .. } | What::Activity { .. } => continue,
        };
        facts.insert((field.to_owned(), value));
    }
    facts
}

#[test]
fn claims_are_the_facts() {
    let mut figures: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for story in stories("claims") {
        let (stated, claimed) = (stated(&story.profile), claimed(&story.prose));
        for (field, value) in &stated {
            let right = claimed.contains(&(field.clone(), value.clone()));
            figures.entry(field.clone()).or_default()[usize::from(!right)] += 1;
            if !right {
                eprintln!("{}: missed {field} {value}", story.name);
            }
        }
        for (field, value) in claimed.difference(&stated) {
            figures.entry(field.clone()).or_default()[2] += 1;
            eprintln!("{}: wrong {field} {value}", story.name);
        }
    }
    for (field, [right, missed, wrong]) in &figures {
        eprintln!("{field}: {right} right, {missed} missed, {wrong} wrong");
        // Nine of ten, and of the honours, which are said in many ways, four of five.
        let parts = if field == "honours" { 5 } else { 10 };
        assert!(right * parts >= (right + missed) * (parts - 1), "{field}: {missed} missed");
        assert!(right * parts >= (right + wrong) * (parts - 1), "{field}: {wrong} wrong");
    }
}
