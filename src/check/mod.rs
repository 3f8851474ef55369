//! What must hold of a site beyond its grammar: one rule, one file.
//!
//! Entry points: [`story`] runs the rules of a single file while its text is at hand, [`site`]
//! those that need all files. `ls src/check` is the list of rules; [`RULES`] is the registry.

mod age_bands_total;
mod broken_link;
mod duplicate_address;
mod missing_image;
pub mod selection;

pub use selection::{Choice, Selection};

use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::parse::Story;
use crate::site::Site;

/// A rule.
pub struct Rule {
    /// Stable kebab-case id.
    pub id: &'static str,
    /// How bad a breach is.
    pub severity: Severity,
    /// What it looks at.
    check: Check,
}

enum Check {
    /// One story with its text.
    Story(fn(&Story, &Source) -> Vec<Diagnostic>),
    /// The whole site.
    Site(fn(&Site) -> Vec<Diagnostic>),
}

/// All rules, by id.
pub static RULES: &[Rule] =
    &[age_bands_total::RULE, broken_link::RULE, duplicate_address::RULE, missing_image::RULE];

/// Breaches of the rules that look at one story, but for those that the story waives.
pub fn story(story: &Story, source: &Source) -> Vec<Diagnostic> {
    let is_waived =
        |rule: &Rule| story.profile.waivers.iter().any(|waiver| *waiver.rule == *rule.id);
    RULES
        .iter()
        .filter_map(|rule| match rule.check {
            Check::Story(check) if !is_waived(rule) => Some(check(story, source)),
            _ => None,
        })
        .flatten()
        .collect()
}

/// Breaches of the rules that look at the whole site.
pub fn site(site: &Site) -> Vec<Diagnostic> {
    RULES
        .iter()
        .filter_map(|rule| match rule.check {
            Check::Site(check) => Some(check(site)),
            Check::Story(_) => None,
        })
        .flatten()
        .collect()
}
