//! `compare.json`: the facts of two to four branches side by side, worded as articles and books have them.
//!
//! Entry point: [`of`]. Quantities stand as they are written; a fact that a story does not state has no value, and those that
//! every story should state are there even where none does. Activities and age bands have a line for each name, so that
//! what is called alike stands side by side.

use serde::Serialize;

use crate::locale::{Language, Locale, Message};
use crate::render::facts::{self, AGES, Facts, LABELS, Row};
use crate::serve::desk::refused::Refused;
use crate::serve::desk::{Asked, rows, shelf};
use crate::serve::model::Snapshot;
use crate::serve::preview::Preview;
use crate::site::{self, Site, StoryId};

/// How many can be seen beside each other.
const MOST: usize = 4;
/// What the facts are called where keys are: beside each of [`LABELS`].
const KEYS: [&str; LABELS.len()] = [
    "branch.name",
    "branch.unit",
    "branch.county",
    "branch.founded",
    "branch.former_names",
    "members.total",
    "members.average_age",
    "members.committee",
    "members.veteran",
    "members.retired",
    "members.serving",
    "members.women",
    "members.age_bands",
    "honours",
    "activities",
    "mechanisms",
    "as_of",
];
/// The label of activities.
const ACTIVITIES: &str = "主要活动";
/// What tells whether age bands hold all members, and its answers.
const WHOLE: [&str; 3] = ["是否列全", "列全", "未列全"];

/// Branches side by side.
#[derive(Serialize)]
pub(super) struct Comparison {
    /// The day of the run.
    printed: Option<String>,
    stories: Vec<Told>,
    facts: Vec<Fact>,
}

/// A story of those compared.
#[derive(Serialize)]
struct Told {
    file: String,
    title: String,
    state: &'static str,
    /// Whether its facts can be read.
    is_read: bool,
    /// Where an editor sees its page.
    page: Option<String>,
}

/// A fact, and what each story states of it.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Fact {
    label: String,
    lines: Vec<Line>,
}

/// One line of a fact: all of it, or what has one name.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Line {
    name: Option<String>,
    /// A story's values in each.
    cells: Vec<Vec<String>>,
    is_same: bool,
}

/// The comparison of the files that are asked for; drafts are for readers at this machine.
///
/// # Errors
/// `no-file`.
pub(super) fn of(
    preview: &Preview,
    snapshot: &Snapshot,
    asked: &Asked<'_>,
) -> Result<Comparison, Refused> {
    let names = asked.target.query.iter().filter(|(key, _)| key == "file").map(|(_, file)| file);
    let site = if asked.is_here { &snapshot.with_drafts().site } else { &snapshot.site };
    let (mut stories, mut stated) = (Vec::new(), Vec::new());
    for file in names.take(MOST) {
        let entry = shelf::entry(snapshot, file)?;
        let found = story(site, file).map(|id| facts::facts(site, id));
        if found.is_none() && !asked.is_here {
            let message = Message::new("desk-no-file").text("file", file);
            return Err(Refused::new(404, "no-file", message));
        }
        stories.push(Told {
            file: file.clone(),
            title: rows::title(entry.document.as_ref(), &entry.text.slug).to_owned(),
            state: rows::state(entry.document.as_ref(), preview.selection),
            is_read: found.is_some(),
            page: snapshot.href(&entry.address()).filter(|_| asked.is_here),
        });
        stated.push(found);
    }
    let printed = preview.selection.today.map(|day| day.to_string());
    Ok(Comparison { printed, stories, facts: side_by_side(&stated, &preview.locale) })
}

fn story(site: &Site, file: &str) -> Option<StoryId> {
    StoryId::all(&site.stories).find(|(_, story)| *story.file == *file).map(|(id, _)| id)
}

/// Every fact that one of them states, or that all should, in the order of a profile.
fn side_by_side(stated: &[Option<Facts<'_>>], locale: &Locale) -> Vec<Fact> {
    let rows: Vec<Vec<Row>> =
        stated.iter().map(|facts| facts.as_ref().map_or_else(Vec::new, Facts::rows)).collect();
    let wanted = labels(&rows).into_iter().map(|label| {
        let lines = match label {
            AGES => named(&each(stated, bands)),
            ACTIVITIES => named(&each(stated, activities)),
            _ => vec![line(None, rows.iter().map(|rows| values(rows, label)).collect())],
        };
        Fact { label: shown(label, locale.language()), lines }
    });
    wanted.collect()
}

/// The labels to be shown, own ones of the office before 数据截至 as in a profile.
fn labels(rows: &[Vec<Row>]) -> Vec<&'static str> {
    let is_wanted = |label: &&str, key: &str| {
        let is_stated = rows.iter().flatten().any(|row| row.label == *label);
        is_stated || site::EXPECTED.iter().any(|(expected, _)| *expected == key)
    };
    let mut labels: Vec<&'static str> = LABELS
        .iter()
        .zip(KEYS)
        .filter(|(label, key)| is_wanted(label, key))
        .map(|(label, _)| *label)
        .collect();
    let last = LABELS[LABELS.len() - 1];
    let at = labels.iter().position(|label| *label == last).unwrap_or(labels.len());
    let mut own: Vec<&'static str> = Vec::new();
    for label in rows.iter().flatten().map(|row| row.label) {
        if !LABELS.contains(&label) && !own.contains(&label) {
            own.push(label);
        }
    }
    labels.splice(at..at, own);
    labels
}

fn shown(label: &str, language: Language) -> String {
    let at = LABELS.iter().position(|known| *known == label);
    match (language, at) {
        (Language::English, Some(at)) => KEYS[at].to_owned(),
        (Language::English, None) | (Language::Chinese, _) => label.to_owned(),
    }
}

fn values(rows: &[Row], label: &str) -> Vec<String> {
    let found = rows.iter().find(|row| row.label == label);
    found.map(|row| row.values.clone()).unwrap_or_default()
}

/// Names and what stands beside each.
type Named = Vec<(String, String)>;

fn each(stated: &[Option<Facts<'_>>], read: fn(&Facts<'_>) -> Named) -> Vec<Named> {
    stated.iter().map(|facts| facts.as_ref().map_or_else(Vec::new, read)).collect()
}

fn bands(facts: &Facts<'_>) -> Named {
    let bands = &facts.members.age_bands;
    let mut named: Named = bands
        .iter()
        .map(|band| {
            let percent = band.percent.map(|percent| format!("（{percent}%）"));
            (band.label.to_string(), format!("{}名{}", band.count, percent.unwrap_or_default()))
        })
        .collect();
    if !bands.is_empty() {
        let [name, whole, partial] = WHOLE;
        let told = if facts.bands_are_partial { partial } else { whole };
        named.push((name.to_owned(), told.to_owned()));
    }
    named
}

fn activities(facts: &Facts<'_>) -> Named {
    let activities = facts.activities.iter();
    activities
        .map(|one| {
            let aside = [one.since, one.note].into_iter().flatten().collect::<Vec<_>>().join("，");
            let aside = if aside.is_empty() { aside } else { format!("（{aside}）") };
            (one.name.to_owned(), format!("{}{aside}", one.text))
        })
        .collect()
}

/// A line for each name, in the order in which the stories first have them; one that is empty where there are none.
fn named(stories: &[Named]) -> Vec<Line> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in stories.iter().flatten() {
        if !names.contains(&&**name) {
            names.push(name);
        }
    }
    // Whether that was all comes last.
    names.sort_by_key(|name| *name == WHOLE[0]);
    if names.is_empty() {
        return vec![line(None, vec![Vec::new(); stories.len()])];
    }
    let cells = |name: &str| {
        let of = |story: &Named| {
            story.iter().filter(|(one, _)| one == name).map(|(_, value)| value.clone()).collect()
        };
        stories.iter().map(of).collect()
    };
    names.into_iter().map(|name| line(Some(name.to_owned()), cells(name))).collect()
}

fn line(name: Option<String>, cells: Vec<Vec<String>>) -> Line {
    let is_same = cells.windows(2).all(|pair| pair[0] == pair[1]);
    Line { name, cells, is_same }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_alike_stands_in_one_line_and_what_is_not_stated_is_empty() {
        let story = |pairs: &[(&str, &str)]| -> Named {
            pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
        };
        let lines = named(&[
            story(&[("党课", "6次"), ("是否列全", "列全")]),
            story(&[("慰问", "近百场"), ("党课", "6次")]),
        ]);
        let told: Vec<_> =
            lines.iter().map(|line| (line.name.as_deref().unwrap(), line.is_same)).collect();
        assert_eq!(told, [("党课", true), ("慰问", false), ("是否列全", false)]);
        assert_eq!(lines[1].cells, [vec![], vec!["近百场".to_owned()]]);
        assert_eq!(named(&[Vec::new(), Vec::new()])[0].cells, [Vec::<String>::new(), Vec::new()]);
    }

    #[test]
    fn every_label_has_its_key() {
        assert_eq!(shown("党员人数", Language::English), "members.total");
        assert_eq!(shown("数据截至", Language::English), "as_of");
        assert_eq!(shown("党小组", Language::English), "党小组");
    }
}
