//! How well the facts of a story are read that no reader was written for: precision and recall of each field.
//!
//! `stories/` holds three sets of stories in the manner of offices, each with what an editor takes out of it, written before
//! they were imported once. The figures of each first run stand in `docs/precision.md`; the readers were mended on them
//! since, so what this test holds is that nothing of it is lost again.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use liuhao::date;
use liuhao::parse::profile::Profile;

use crate::expected::{Expected, Made};

/// Right, missed and wrong, by field.
#[derive(Default)]
struct Figures(BTreeMap<&'static str, [usize; 3]>);

impl Figures {
    /// Counts the facts of a field; one of `optional` is neither right nor wrong.
    fn add(
        &mut self,
        field: &'static str,
        wanted: Vec<String>,
        made: Vec<String>,
        optional: &[String],
    ) {
        let (mut wanted, counts) = (wanted, self.0.entry(field).or_default());
        for one in made.into_iter().filter(|one| !one.is_empty()) {
            if let Some(at) = wanted.iter().position(|other| *other == one) {
                wanted.remove(at);
                counts[0] += 1;
            } else if !optional.contains(&one) {
                eprintln!("wrong {field}: {one}");
                counts[2] += 1;
            }
        }
        for one in wanted.into_iter().filter(|one| !one.is_empty()) {
            eprintln!("missed {field}: {one}");
            counts[1] += 1;
        }
    }
}

fn text<T: ToString>(value: Option<&T>) -> Vec<String> {
    value.map(ToString::to_string).into_iter().collect()
}

/// A number without the word for a person.
fn number(text: &str) -> String {
    text.trim_end_matches(['名', '人']).to_owned()
}

fn members(figures: &mut Figures, profile: &Profile, facts: &Expected) {
    let members = &profile.members;
    let parts = facts.get("parts");
    for (field, wanted, made) in [
        ("total", facts.get("total"), &members.total),
        ("average age", facts.get("average"), &members.average_age),
        ("committee", facts.get("committee"), &members.committee),
        ("parts", parts.get("离休"), &members.veteran),
        ("parts", parts.get("退休"), &members.retired),
        ("parts", parts.get("女"), &members.women),
    ] {
        let made = made.as_ref().map(|one| number(one.text()));
        figures.add(field, vec![number(&wanted.text())], text(made.as_ref()), &[]);
    }
    let bands = members.age_bands.iter().map(|band| format!("{} {}", band.label, band.count));
    let wanted =
        facts.get("bands").entries().into_iter().map(|(age, count)| format!("{age} {count}"));
    figures.add("age bands", wanted.collect(), bands.collect(), &[]);
}

fn lists(figures: &mut Figures, profile: &Profile, expected: &Expected) {
    let facts = expected.get("facts");
    let wanted = facts.get("honours").list();
    let wanted = wanted.iter().map(|one| {
        format!(
            "{} {} {}",
            one.get("title").text(),
            one.get("level").text(),
            one.get("year").text()
        )
    });
    let made = profile.honours.iter().map(|one| {
        let years = one.years.map(|(first, last)| {
            if first == last { first.to_string() } else { format!("{first}-{last}") }
        });
        format!(
            "{} {} {}",
            one.title,
            one.level.as_deref().unwrap_or(""),
            years.unwrap_or_default()
        )
    });
    figures.add("honours", wanted.collect(), made.collect(), &[]);
    let made = profile.mechanisms.iter().map(ToString::to_string);
    figures.add("mechanisms", facts.get("mechanisms").texts(), made.collect(), &[]);
    let wanted = facts.get("activities").list();
    let wanted = wanted.iter().map(|one| one.get("phrase").text());
    let made = profile.activities.iter().map(|one| one.count.text().to_owned());
    figures.add("activities", wanted.collect(), made.collect(), &facts.get("optional").texts());
    let wanted = expected.get("signoff").list();
    let wanted =
        wanted.iter().map(|one| format!("{} {}", one.get("role").text(), one.get("by").text()));
    let made = profile.signoff.iter().map(|one| format!("{} {}", one.role, one.by.join("、")));
    figures.add("sign-off", wanted.collect(), made.collect(), &[]);
}

/// Of the activities with a number that was found: how many, named, and dated as an editor does.
fn named(profile: &Profile, facts: &Expected) -> [usize; 3] {
    let mut counts = [0; 3];
    for wanted in facts.get("activities").list() {
        let (name, phrase) = (wanted.get("name").text(), wanted.get("phrase").text());
        let Some(own) = profile.activities.iter().find(|own| own.count.text() == phrase) else {
            continue;
        };
        let is_named = own.name.contains(&*name) || name.contains(&*own.name);
        let is_dated = own.since.as_deref().unwrap_or_default() == wanted.get("since").text();
        if !is_named || !is_dated {
            eprintln!("{} {:?}, not {wanted:?}", own.name, own.since);
        }
        counts =
            [counts[0] + 1, counts[1] + usize::from(is_named), counts[2] + usize::from(is_dated)];
    }
    counts
}

/// The figures of some stories, with those of their activities.
fn measured(stories: RangeInclusive<usize>) -> (Figures, [usize; 3]) {
    let mut figures = Figures::default();
    let mut activities = [0; 3];
    for nth in stories {
        eprintln!("story {nth}");
        let made = Made::of(&format!("stories/{nth:02}.txt"), &[]);
        let expected = Expected::load(&format!("stories/{nth:02}.yaml"));
        let (profile, facts) = (&made.profile, expected.get("facts"));
        branch(&mut figures, profile, &expected);
        members(&mut figures, profile, &facts);
        lists(&mut figures, profile, &expected);
        for (sum, own) in activities.iter_mut().zip(named(profile, &facts)) {
            *sum += own;
        }
    }
    (figures, activities)
}

fn branch(figures: &mut Figures, profile: &Profile, expected: &Expected) {
    let (branch, facts) = (&profile.branch, expected.get("facts"));
    let former: Vec<String> = branch.former_names.iter().map(|one| one.name.to_string()).collect();
    let mut add =
        |field, wanted: Expected, made| figures.add(field, vec![wanted.text()], made, &[]);
    add("title", expected.get("title"), text(profile.title.as_ref()));
    add("name", expected.get("name"), text(branch.name.as_ref()));
    add("county", expected.get("county"), text(branch.county.as_ref()));
    add("former name", facts.get("former"), former);
    // 二〇一九年六月 is the month that 2019年6月 is.
    let founded = date::parse(&facts.get("founded").text()).ok();
    figures.add("founded", text(founded.as_ref()), text(branch.founded.as_ref()), &[]);
}

#[test]
fn facts_of_stories_are_read_as_an_editor_reads_them() {
    for (set, stories) in [("first", 1..=6), ("second", 7..=16), ("third", 17..=26)] {
        let (figures, [all, named, dated]) = measured(stories);
        for (field, [right, missed, wrong]) in &figures.0 {
            let (right, missed, wrong) = (*right as f64, *missed as f64, *wrong as f64);
            let f1 = 2.0 * right / (2.0 * right + missed + wrong);
            let precision = right / (right + wrong);
            eprintln!(
                "{set}: {field}: {right} right, {missed} missed, {wrong} wrong, F1 {f1:.2}, precision {precision:.2}"
            );
        }
        eprintln!("{set}: activities: {all} found, {named} named, {dated} dated");
    }
}
