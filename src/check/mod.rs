//! What must hold of a site beyond its grammar: one rule, one file.
//!
//! Entry points: [`document`] runs the rules of a single file while its text is at hand, [`site`]
//! those that need all files, [`coverage`] accounts for the numbers of a story. `ls src/check` is
//! the list of rules; [`RULES`] is the registry, [`manual`] what `liuhao explain` says of each.
//! The rules prefer silence to a false alarm: an editor who sees three of them stops reading.

mod activity_in_text;
mod age_bands_overlap;
mod age_bands_total;
mod average_age_in_text;
mod average_age_range;
mod branch_name_in_text;
mod broken_link;
mod case;
mod committee_in_text;
mod copy_name;
mod count;
mod county_map;
mod county_unknown;
mod date_in_text;
mod date_order;
mod doubled_hedge;
mod doubled_word;
mod duplicate_address;
mod duplicate_branch;
mod duplicate_story;
mod elsewhere;
mod ending;
mod example_story;
mod fault;
mod file;
mod footnote;
mod founded_in_text;
mod half_width;
mod heading_number;
mod honour_in_text;
mod honour_level;
mod honour_year;
mod image_case;
mod implausible_fact;
mod leftover_markup;
mod list_count;
mod look;
mod manual;
mod marks;
mod members_total_in_text;
mod missing_alt;
mod missing_anchor;
mod missing_image;
mod number_unaccounted;
mod odd_character;
mod office;
mod parts_in_text;
mod parts_total;
mod percent_mismatch;
mod personal_address;
mod personal_data;
mod personal_digits;
mod personal_file_name;
mod personal_photo;
mod personal_published;
#[cfg(test)]
mod pieces;
mod plain_structure;
#[cfg(test)]
mod prefilters;
mod punctuation;
mod range_mark;
mod relative_window;
mod remnant;
mod repeated;
mod section_count;
pub(crate) mod selection;
mod shown;
mod signoff_missing;
mod slip;
mod story_format;
mod stray;
mod table_row;
mod term;
mod typography;
mod unconfirmed;
mod unfinished;
mod unused_file;
mod waiver;
mod wechat_limits;
mod word_list;

pub use county_map::map_file;
pub use fault::{FAULTS, Fault, kinds};
pub use file::{files, office, unnamed};
pub use manual::{Manual, manual};
pub use number_unaccounted::{Account, Coverage, Numeral, coverage, unaccounted};
pub use office::{Office, TERMS};
pub use personal_address::home;
pub use personal_data::mask;
pub use personal_photo::photo;
pub use personal_published::{MAX_PUBLISHED, as_text, in_document, in_text, is_looked_through};
pub use selection::{Choice, Selection};
pub use slip::{Kind as MarkupKind, Slip as MarkupSlip, slips as markup};
pub use story_format::{binary, text};
pub use typography::{slips as typography, slips_of_facts as typography_of_facts};
pub use unused_file::unused;
pub use word_list::Entry;

use std::sync::Arc;

use rayon::prelude::*;

use crate::check::case::{Case, Text};
use crate::diagnostic::{Diagnostic, Place, Severity, Source};
use crate::locale::Message;
use crate::parse::body::Prose;
use crate::parse::{Document, Story};
use crate::site::Site;

/// A rule.
pub struct Rule {
    /// Stable kebab-case id.
    pub id: &'static str,
    /// How bad a breach is.
    pub severity: Severity,
    /// What it looks at.
    check: Check,
    /// Whether it is told only where `site.yaml` or the call names it.
    is_on_request: bool,
}

enum Check {
    /// One story: its facts, its text and what they say of each other.
    Story(fn(&Case<'_>) -> Vec<Diagnostic>),
    /// The text of any Markdown file.
    Text(fn(&Text<'_>) -> Vec<Diagnostic>),
    /// The whole site.
    Site(fn(&Site) -> Vec<Diagnostic>),
    /// Found where the site is collected, or on request; named here for its manual.
    Elsewhere,
}

impl Rule {
    const fn story(
        id: &'static str,
        severity: Severity,
        check: fn(&Case<'_>) -> Vec<Diagnostic>,
    ) -> Self {
        Self { id, severity, check: Check::Story(check), is_on_request: false }
    }

    const fn text(
        id: &'static str,
        severity: Severity,
        check: fn(&Text<'_>) -> Vec<Diagnostic>,
    ) -> Self {
        Self { id, severity, check: Check::Text(check), is_on_request: false }
    }

    const fn site(
        id: &'static str,
        severity: Severity,
        check: fn(&Site) -> Vec<Diagnostic>,
    ) -> Self {
        Self { id, severity, check: Check::Site(check), is_on_request: false }
    }

    const fn elsewhere(id: &'static str, severity: Severity) -> Self {
        Self { id, severity, check: Check::Elsewhere, is_on_request: false }
    }

    /// The same, told only where it is asked for.
    const fn on_request(self) -> Self {
        Self { is_on_request: true, ..self }
    }

    /// A breach of this rule.
    fn found(&self, place: Place, message: Message) -> Diagnostic {
        match self.severity {
            Severity::Error => Diagnostic::error(self.id, place, message),
            Severity::Warning => Diagnostic::warning(self.id, place, message),
            Severity::Information => Diagnostic::information(self.id, place, message),
        }
    }
}

/// All rules, by id.
pub static RULES: &[Rule] = &[
    activity_in_text::RULE,
    age_bands_overlap::RULE,
    age_bands_total::RULE,
    average_age_in_text::RULE,
    average_age_range::RULE,
    branch_name_in_text::RULE,
    broken_link::RULE,
    committee_in_text::RULE,
    county_map::RULE,
    county_unknown::RULE,
    date_in_text::RULE,
    date_order::RULE,
    doubled_hedge::RULE,
    doubled_word::RULE,
    duplicate_address::RULE,
    duplicate_branch::RULE,
    duplicate_story::RULE,
    example_story::RULE,
    elsewhere::EXPIRED,
    footnote::RULE,
    founded_in_text::RULE,
    elsewhere::FUTURE_DATE,
    heading_number::RULE,
    honour_in_text::RULE,
    honour_level::RULE,
    honour_year::RULE,
    image_case::RULE,
    implausible_fact::RULE,
    leftover_markup::RULE,
    list_count::RULE,
    members_total_in_text::RULE,
    missing_alt::RULE,
    missing_anchor::RULE,
    missing_image::RULE,
    number_unaccounted::RULE,
    odd_character::RULE,
    parts_in_text::RULE,
    parts_total::RULE,
    percent_mismatch::RULE,
    personal_address::RULE,
    personal_data::RULE,
    personal_file_name::RULE,
    personal_photo::RULE,
    plain_structure::RULE,
    punctuation::RULE,
    range_mark::RULE,
    relative_window::RULE,
    section_count::RULE,
    signoff_missing::RULE,
    table_row::RULE,
    term::RULE,
    unconfirmed::RULE,
    unfinished::RULE,
    unused_file::RULE,
    wechat_limits::RULE,
];

/// Breaches of the rules that look at one file, waived or not.
pub fn document(
    document: &Document,
    source: &Source,
    prose: Prose,
    office: &Office,
) -> Vec<Diagnostic> {
    let text = Text::new(source, prose, office);
    let mut found: Vec<Diagnostic> = Vec::new();
    for rule in RULES.iter().filter(|rule| office.has_on(rule.id)) {
        if let Check::Text(check) = rule.check {
            found.extend(check(&text));
        }
    }
    let Document::Story(story) = document else { return found };
    let case = Case::new(story, &text);
    for rule in RULES.iter().filter(|rule| office.has_on(rule.id)) {
        if let Check::Story(check) = rule.check {
            found.extend(check(&case));
        }
    }
    found.extend(waiver::unknown(&case));
    found
}

/// `found` without what the stories waive; each waiver that silenced something is told as
/// information. Faults that cannot be switched off cannot be waived.
pub fn waive(stories: &[Arc<Story>], found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    waiver::apply(stories.iter().filter(|story| waiver::has_any(story)), found)
}

/// Whether a story may waive this rule.
pub fn can_be_waived(rule: &str) -> bool {
    selection::refusal(rule).is_none()
}

/// Breaches of the rules that look at the whole site, waivers applied.
pub fn site(site: &Site) -> Vec<Diagnostic> {
    let found = RULES.par_iter().map(|rule| match rule.check {
        Check::Site(check) => check(site),
        Check::Story(_) | Check::Text(_) | Check::Elsewhere => Vec::new(),
    });
    waive(&site.stories, found.collect::<Vec<_>>().concat())
}

#[cfg(test)]
pub use punctuation::told;

/// The keys of `terms.yaml`.
pub fn term_keys() -> crate::schema::Fields {
    &word_list::LIST
}
