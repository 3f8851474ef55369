//! How well the facts of a story are read that no reader was written for: precision and recall of each field.
//!
//! `stories/` holds fifty-seven sets of stories in the manner of offices, each with what an editor takes out of it, written before
//! they were imported once. The figures of each first run stand in `docs/precision.md`; the readers were mended on them
//! since, so what this test holds is that nothing of it is lost again.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use liuhao::parse::profile::{Activity, Profile};
use liuhao::{date, import};

use crate::expected::Expected;
use crate::support::repository;

/// The sets, each written before the readers were mended on it.
const SETS: [(&str, RangeInclusive<usize>); 57] = [
    ("first", 1..=6),
    ("second", 7..=16),
    ("third", 17..=26),
    ("fourth", 27..=34),
    ("fifth", 35..=40),
    ("sixth", 41..=62),
    ("seventh", 63..=84),
    ("eighth", 85..=104),
    ("ninth", 105..=144),
    ("tenth", 145..=174),
    ("eleventh", 175..=204),
    ("twelfth", 205..=224),
    ("thirteenth", 225..=266),
    ("fourteenth", 267..=290),
    ("fifteenth", 291..=314),
    ("sixteenth", 315..=348),
    ("seventeenth", 349..=366),
    ("eighteenth", 367..=382),
    ("nineteenth", 383..=396),
    ("twentieth", 397..=411),
    ("twenty-first", 412..=426),
    ("twenty-second", 427..=441),
    ("twenty-third", 442..=456),
    ("twenty-fourth", 457..=471),
    ("twenty-fifth", 472..=486),
    ("twenty-sixth", 487..=501),
    ("twenty-seventh", 502..=516),
    ("twenty-eighth", 517..=531),
    ("twenty-ninth", 532..=546),
    ("thirtieth", 547..=561),
    ("thirty-first", 562..=576),
    ("thirty-second", 577..=591),
    ("thirty-third", 592..=601),
    ("thirty-fourth", 602..=616),
    ("thirty-fifth", 617..=631),
    ("thirty-sixth", 632..=644),
    ("thirty-seventh", 645..=656),
    ("thirty-eighth", 657..=666),
    ("thirty-ninth", 667..=676),
    ("fortieth", 677..=686),
    ("forty-first", 687..=696),
    ("forty-second", 697..=712),
    ("forty-third", 713..=728),
    ("forty-fourth", 729..=743),
    ("forty-fifth", 744..=758),
    ("forty-sixth", 759..=768),
    ("forty-seventh", 769..=782),
    ("forty-eighth", 783..=796),
    ("forty-ninth", 797..=804),
    ("fiftieth", 805..=810),
    ("fifty-first", 811..=816),
    ("fifty-second", 817..=836),
    ("fifty-third", 837..=856),
    ("fifty-fourth", 857..=868),
    ("fifty-fifth", 869..=880),
    ("fifty-sixth", 881..=886),
    ("fifty-seventh", 887..=892),
];

/// The stories beside which only these fields are written down: sets that were written for them.
const OF_FEW: RangeInclusive<usize> = 315..=396;
const FEW: [&str; 4] = ["title", "name", "honours", "mechanisms"];

/// Right, missed and wrong.
#[derive(Default, Clone, Copy)]
struct Counts {
    right: usize,
    missed: usize,
    wrong: usize,
}

impl Counts {
    /// How many of what was filled in are right, in a hundred.
    fn precision(self) -> usize {
        100 * self.right / (self.right + self.wrong).max(1)
    }

    /// The harmonic mean of precision and recall, in a hundred.
    fn f1(self) -> usize {
        200 * self.right / (2 * self.right + self.missed + self.wrong).max(1)
    }
}

/// What was read of each field, with a line for each fault.
#[derive(Default)]
struct Figures {
    fields: BTreeMap<&'static str, Counts>,
    faults: Vec<String>,
}

impl Figures {
    /// Counts the facts of a field; one of `optional` is neither right nor wrong.
    fn add(
        &mut self,
        field: &'static str,
        wanted: Vec<String>,
        made: Vec<String>,
        optional: &[String],
    ) {
        let (mut wanted, counts) = (wanted, self.fields.entry(field).or_default());
        for one in made.into_iter().filter(|one| !one.is_empty()) {
            if let Some(at) = wanted.iter().position(|other| *other == one) {
                wanted.remove(at);
                counts.right += 1;
            } else if !optional.contains(&one) {
                self.faults.push(format!("wrong {field}: {one}"));
                counts.wrong += 1;
            }
        }
        for one in wanted.into_iter().filter(|one| !one.is_empty()) {
            self.faults.push(format!("missed {field}: {one}"));
            counts.missed += 1;
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

/// The names and the windows of the activities whose number was found.
fn names(figures: &mut Figures, profile: &Profile, facts: &Expected) {
    for wanted in facts.get("activities").list() {
        let (name, phrase) = (wanted.get("name").text(), wanted.get("phrase").text());
        let is_named = |own: &Activity| own.name.contains(&*name) || name.contains(&*own.name);
        let own = || profile.activities.iter().filter(|own| own.count.text() == phrase);
        // Two may have one number.
        let Some(own) = own().find(|own| is_named(own)).or_else(|| own().next()) else { continue };
        let is_named = is_named(own);
        let own_name = if is_named { name.clone() } else { own.name.to_string() };
        figures.add("names of activities", vec![name], vec![own_name], &[]);
        let since = own.since.as_deref().unwrap_or("none").to_owned();
        let wanted = Some(wanted.get("since").text()).filter(|text| !text.is_empty());
        let wanted = wanted.unwrap_or_else(|| "none".to_owned());
        figures.add("windows of activities", vec![wanted], vec![since], &[]);
    }
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

/// The profile that is made of a story.
fn made(file: &str) -> Profile {
    let bytes = std::fs::read(repository().join("tests/import/stories").join(file)).unwrap();
    let manuscript = import::read(file, &bytes, &|_| None).unwrap();
    let draft = import::choose(import::stories(manuscript), None).unwrap();
    crate::expected::profile(&import::profile(&draft, &import::Office::default(), "a").text)
}

/// The figures of some stories.
fn measured(stories: RangeInclusive<usize>) -> Figures {
    let mut figures = Figures::default();
    let is_of_few = OF_FEW.contains(stories.start());
    for nth in stories {
        figures.faults.push(format!("story {nth}"));
        let profile = made(&format!("{nth:02}.txt"));
        let expected = Expected::load(&format!("stories/{nth:02}.yaml"));
        let facts = expected.get("facts");
        branch(&mut figures, &profile, &expected);
        members(&mut figures, &profile, &facts);
        lists(&mut figures, &profile, &expected);
        names(&mut figures, &profile, &facts);
    }
    if is_of_few {
        figures.fields.retain(|field, _| FEW.contains(field));
    }
    figures
}

#[test]
fn facts_of_stories_are_read_as_an_editor_reads_them() {
    let mut all: BTreeMap<&str, Counts> = BTreeMap::new();
    for (set, stories) in SETS {
        let figures = measured(stories);
        for fault in &figures.faults {
            tell(fault);
        }
        for (field, counts) in &figures.fields {
            let sum = all.entry(field).or_default();
            let Counts { right, missed, wrong } = *counts;
            *sum = Counts {
                right: sum.right + right,
                missed: sum.missed + missed,
                wrong: sum.wrong + wrong,
            };
            tell(&line(set, field, *counts));
        }
    }
    let told: Vec<String> = all.iter().map(|(field, counts)| line("all", field, *counts)).collect();
    for one in &told {
        tell(one);
    }
    let is_good = |counts: &Counts| counts.precision() >= 97 && counts.f1() >= 90;
    assert!(all.values().all(is_good), "{}", told.join("\n"));
}

/// `all: total: 35, 1, 0: 100 98`: right, missed, wrong, then precision and F1 in a hundred.
fn line(set: &str, field: &str, counts: Counts) -> String {
    let Counts { right, missed, wrong } = counts;
    format!("{set}: {field}: {right}, {missed}, {wrong}: {} {}", counts.precision(), counts.f1())
}

#[allow(clippy::print_stderr, reason = "figures of a test are for those who run it")]
fn tell(line: &str) {
    eprintln!("{line}");
}
