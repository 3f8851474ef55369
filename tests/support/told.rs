//! Which rules hold what a text says against the facts above it.

use std::collections::BTreeSet;

use liuhao::check::{self, Office};
use liuhao::config::Config;
use liuhao::diagnostic::Source;
use liuhao::parse::body::Settings;
use liuhao::parse::{self, Kind};

/// The rules that hold a claim against a fact.
const RULES: [&str; 7] = [
    "average-age-in-text",
    "branch-name-in-text",
    "committee-in-text",
    "founded-in-text",
    "honour-in-text",
    "members-total-in-text",
    "parts-in-text",
];

/// Which of these rules speak of a file.
pub(crate) fn told(text: &str) -> BTreeSet<&'static str> {
    let source = Source::decode("a.md".into(), text.as_bytes());
    let parsed = parse::parse(Kind::Story, "a".into(), &source, Settings::default());
    let document = parsed.document.unwrap();
    let office = Office::new(&Config::default(), Vec::new());
    let found = check::document(&document, &source, parsed.prose, &office);
    found.iter().map(|one| one.rule).filter(|rule| RULES.contains(rule)).collect()
}
