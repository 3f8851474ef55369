//! `number-unaccounted`: every number with a unit in the story is in a field, on request.
//!
//! Why: a number that stands in the text alone is in no statistic. Entry points: [`coverage`] says
//! for each number where it went, [`unaccounted`] makes diagnostics of the rest.

use crate::check::Rule;
use crate::check::case::{Case, Text};
use crate::check::office::Office;
use crate::diagnostic::{Diagnostic, Place, Severity, Source};
use crate::locale::Message;
use crate::parse::Story;
use crate::parse::body::Prose;
use crate::parse::profile::Profile;
use crate::quantity::{Found, Quantity, UnitKind};

pub(super) const RULE: Rule = Rule::elsewhere("number-unaccounted", Severity::Information);

/// Where a number of the text went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// Into a field, by its path: `activities`.
    Field(&'static str),
    /// It says how long, or since when.
    Window,
    /// It is part of a name or a slogan.
    Label,
    /// It is in no field.
    Unaccounted,
}

/// A number with its unit in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Numeral {
    /// As written.
    pub text: String,
    /// Where.
    pub place: Place,
    /// Where it went.
    pub account: Account,
}

/// Every number with a unit in the text of a story, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coverage {
    /// The numbers.
    pub numerals: Vec<Numeral>,
}

impl Coverage {
    /// How many went where `is` says.
    pub fn count(&self, is: impl Fn(Account) -> bool) -> usize {
        self.numerals.iter().filter(|one| is(one.account)).count()
    }
}

/// Accounts for every number with a unit in the text of `story`.
pub fn coverage(story: &Story, source: &Source) -> Coverage {
    let office = Office::default();
    let text = Text::new(source, Prose::of(source), &office);
    let case = Case::new(story, &text);
    let mut labels = labels(case.prose());
    let numerals = case.quantities().iter().map(|found| Numeral {
        text: found.quantity.text().to_owned(),
        place: text.place(found.range.clone()),
        account: account(&case, found),
    });
    let mut numerals: Vec<Numeral> = numerals.collect();
    // What was quoted and short is no quantity to the scanner, but a number to the reader.
    labels.retain(|(range, _)| {
        !case
            .quantities()
            .iter()
            .any(|found| found.range.start < range.end && range.start < found.range.end)
    });
    numerals.extend(labels.into_iter().map(|(range, label)| Numeral {
        text: label.to_owned(),
        place: text.place(range),
        account: Account::Label,
    }));
    numerals.sort_by(|a, b| a.place.cmp(&b.place));
    Coverage { numerals }
}

/// The numbers of a story that are in no field, with a count of all.
pub fn unaccounted(story: &Story, source: &Source) -> Vec<Diagnostic> {
    let coverage = coverage(story, source);
    let rest = coverage.numerals.iter().filter(|one| one.account == Account::Unaccounted);
    let mut found: Vec<_> = rest
        .map(|one| {
            let message = Message::new("number-unaccounted").text("phrase", &*one.text);
            RULE.found(one.place.clone(), message)
        })
        .collect();
    let message = Message::new("coverage")
        .count("all", coverage.numerals.len())
        .count("fields", coverage.count(|one| matches!(one, Account::Field(_))))
        .count("windows", coverage.count(|one| one == Account::Window))
        .count("labels", coverage.count(|one| one == Account::Label))
        .count("rest", found.len());
    found.push(RULE.found(Place::file(&story.file), message));
    found
}

fn account(case: &Case<'_>, found: &Found) -> Account {
    let quantity = &found.quantity;
    if let Some(path) = field(&case.story.profile, quantity) {
        return Account::Field(path);
    }
    let is_label = |label: &String| {
        label.contains(quantity.text()) && case.prose()[..found.range.end].contains(label.as_str())
    };
    if case.story.profile.mechanisms.iter().any(is_label) {
        return Account::Label;
    }
    if quantity.kind() == UnitKind::Time { Account::Window } else { Account::Unaccounted }
}

/// The field that holds a quantity: of the same value, and of a like unit where it states one.
fn field(profile: &Profile, quantity: &Quantity) -> Option<&'static str> {
    let members = &profile.members;
    let is_people = quantity.kind() == UnitKind::People;
    let same = |one: &Quantity| {
        let is_like = one.kind() == quantity.kind() && one.unit() == quantity.unit();
        let is_bare = one.kind() == UnitKind::Bare;
        one.value() == quantity.value()
            && (is_like || is_bare || is_people && one.kind() == UnitKind::People)
    };
    let of_people = [
        ("members.total", &members.total),
        ("members.committee", &members.committee),
        ("members.veteran", &members.veteran),
        ("members.retired", &members.retired),
        ("members.serving", &members.serving),
        ("members.women", &members.women),
    ];
    if profile.activities.iter().any(|one| same(&one.count)) {
        return Some("activities");
    }
    let stated = |one: &Option<Box<Quantity>>| one.as_deref().is_some_and(same);
    if quantity.kind() == UnitKind::Age {
        let is_band = members.age_bands.iter().any(|band| {
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            digits(&band.label) == digits(quantity.text())
        });
        let is_average = stated(&members.average_age);
        return if is_average {
            Some("members.average_age")
        } else {
            is_band.then_some("members.age_bands")
        };
    }
    if !is_people {
        return None;
    }
    let whole = quantity.exact_whole();
    let is_band = members.age_bands.iter().any(|band| Some(u64::from(band.count)) == whole);
    let named = of_people.iter().find(|(_, one)| stated(one)).map(|(path, _)| *path);
    named.or(is_band.then_some("members.age_bands"))
}

/// Short quotations with a number and a unit in them: “五个聚焦”, “1+3+N”.
fn labels(prose: &str) -> Vec<(std::ops::Range<usize>, &str)> {
    let quoted = prose.match_indices('“').filter_map(|(at, _)| {
        let start = at + '“'.len_utf8();
        let label = &prose[start..start + prose[start..].find('”')?];
        let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
        let is_short = label.chars().count() <= 12;
        (is_short && label.starts_with(is_number)).then_some((start..start + label.len(), label))
    });
    quoted.collect()
}
