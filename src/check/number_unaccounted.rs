//! `number-unaccounted`: every number with a unit in the story is in a field, on request.
//!
//! Why: a number that stands in the text alone is in no statistic. Entry points: [`coverage`] says
//! for each number where it went, [`unaccounted`] makes diagnostics of the rest.

use crate::check::Rule;
use crate::check::case::{Case, Text};
use crate::check::office::Office;
use crate::claims::clause::{self, is_han};
use crate::claims::{Claim, Part, What};
use crate::diagnostic::{Diagnostic, Place, Severity, Source};
use crate::locale::Message;
use crate::parse::Story;
use crate::parse::body::Prose;
use crate::parse::profile::Counted;
use crate::quantity::{Found, Quantity, UnitKind};

/// The longest words between a name and what spells it out, in characters: ”党建工作机制，.
const LONGEST_KIND: usize = 10;

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
    if let Some(path) = claimed(case, found).or_else(|| field(case, found)) {
        return Account::Field(path);
    }
    // 四个平台 here or further up: what is called so once is a name from then on.
    let is_label = |label: &String| {
        let near = case.prose().get(..found.range.end + label.len());
        let near = near.unwrap_or_else(|| case.prose());
        label.contains(quantity.text()) && near.contains(label.as_str())
    };
    let is_name = case.story.profile.mechanisms.iter().any(is_label);
    if is_name || is_spelt_out(case, found) || is_anniversary(case, found) {
        return Account::Label;
    }
    if quantity.kind() == UnitKind::Time { Account::Window } else { Account::Unaccounted }
}

/// “1+3+N”活动(即1名…帮扶3名…), “1+3+N”模式，即1名…: the words behind a name say what its numbers mean.
fn is_spelt_out(case: &Case<'_>, found: &Found) -> bool {
    let sentence = clause::sentence_before(case.prose(), found.range.start);
    let value = found.quantity.exact_whole().map(|value| value.to_string());
    let Some(value) = value else { return false };
    case.story.profile.mechanisms.iter().any(|label| {
        let Some((_, behind)) = sentence.rsplit_once(label.as_str()) else { return false };
        let opens = behind
            .find(['(', '（', '：', ':', '即', '—'])
            .filter(|at| behind[..*at].chars().count() <= LONGEST_KIND);
        let is_over = behind.contains([')', '）']);
        let holds = label.split(|c: char| !c.is_ascii_digit()).any(|part| part == value);
        opens.is_some() && !is_over && holds
    })
}

/// 建党100周年: the name of an occasion, not a length of time.
fn is_anniversary(case: &Case<'_>, found: &Found) -> bool {
    let before = &case.prose()[..found.range.start];
    let occasions =
        ["建党", "成立", "建国", "诞辰", "建军", "胜利", "建校", "建馆", "逝世", "改革开放"];
    found.quantity.unit() == "周年" && occasions.iter().any(|word| before.ends_with(word))
}

/// The field that the words around a number name, where it holds that number.
fn claimed(case: &Case<'_>, found: &Found) -> Option<&'static str> {
    let is_here = |claim: &&Claim| {
        let is_sure = claim.doubt.is_none() || matches!(claim.what, What::Committee(_));
        is_sure && claim.range.start <= found.range.start && found.range.end <= claim.range.end
    };
    let claim = case.all_claims().iter().find(is_here)?;
    let members = &case.story.profile.members;
    let stated = match &claim.what {
        What::Total(_) => members.total.as_deref(),
        What::Average(_) => members.average_age.as_deref(),
        What::Committee(_) => members.committee.as_deref(),
        What::Part(Part::Veteran, _) => members.veteran.as_deref(),
        What::Part(Part::Retired, _) => members.retired.as_deref(),
        What::Part(Part::Serving, _) => members.serving.as_deref(),
        What::Part(Part::Women, _) => members.women.as_deref(),
        What::Band { ages, .. } => {
            let is_held = members.age_bands.iter().any(|band| band.range == *ages);
            return is_held.then_some("members.age_bands");
        }
        What::Groups(_)
        | What::Name(_)
        | What::Founded(_)
        | What::Renamed { .. }
        | What::Honour(_)
        | What::Activity { .. } => None,
    };
    stated.filter(|stated| stated.value() == found.quantity.value())?;
    claim.what.field()
}

/// Whether an activity is what the number is told of: where another one of its value and unit is named
/// more like the words around it, it is that other one.
fn is_activity(case: &Case<'_>, found: &Found, same: &dyn Fn(&Quantity) -> bool) -> bool {
    let activities = case.story.profile.activities.iter();
    let mut alike = activities.filter(|one| same(&one.count)).peekable();
    if alike.peek().is_none() {
        return false;
    }
    // 公厕1处 is not 污水处理站1处: one number of the text for each activity, the best named first.
    let others = case.quantities().iter().filter(|other| {
        other.quantity.value() == found.quantity.value()
            && other.quantity.unit() == found.quantity.unit()
    });
    let others: Vec<&Found> = others.collect();
    alike.any(|one| {
        let own = nearness(case, found, &one.name);
        let best = others.iter().map(|other| nearness(case, other, &one.name)).max().unwrap_or(0);
        own == best && (own > 0 || others.len() == 1)
    })
}

/// How many characters of a name stand in the clause of a number.
fn nearness(case: &Case<'_>, found: &Found, name: &str) -> usize {
    let before = clause::item_before(case.prose(), found.range.start);
    let before = if before.trim().is_empty() {
        clause::clause_before(case.prose(), found.range.start)
    } else {
        before
    };
    let behind = clause::item_behind(case.prose(), found.range.end);
    name.chars().filter(|c| is_han(*c) && (before.contains(*c) || behind.contains(*c))).count()
}

/// The field that holds a quantity: of the same value, and of a like unit where it states one.
fn field(case: &Case<'_>, found: &Found) -> Option<&'static str> {
    let (profile, quantity) = (&case.story.profile, &found.quantity);
    let members = &profile.members;
    let is_people = quantity.kind() == UnitKind::People;
    let same = |one: &Quantity| {
        let is_like = one.kind() == quantity.kind() && one.unit() == quantity.unit();
        let is_bare = one.kind() == UnitKind::Bare;
        one.value() == quantity.value()
            && (is_like || is_bare || is_people && one.kind() == UnitKind::People)
    };
    if is_activity(case, found, &same) {
        return Some("activities");
    }
    if quantity.kind() == UnitKind::Age {
        let is_band = members.age_bands.iter().any(|band| {
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            digits(&band.label) == digits(quantity.text())
        });
        let is_average = members.average_age.as_deref().is_some_and(same);
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
    let of_people = members.counts().into_iter().filter(|one| one.counted != Counted::Age);
    let named = of_people.filter(|one| one.value.is_some_and(same)).map(|one| one.path).next();
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
