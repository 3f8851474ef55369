//! What the office decided that rules of one file need: honour levels and the word list.
//!
//! Entry point: [`Office::load`]. `terms.yaml` lies beside `site.yaml` and may be missing.

use std::cmp::Ordering;
use std::path::Path;

use jiff::civil::Date;

use crate::check::word_list::{self, Entry, Index};
use crate::config::{self, Config, Level, RuleSetting};
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::error::Error;
use crate::fs::Root;
use crate::locale::Message;
use crate::parse::profile::{self, Clash, Table};

/// The name of the office's word list.
pub const TERMS: &str = "terms.yaml";

/// What rules of one file need of the site's settings.
#[derive(Debug, Default, PartialEq)]
pub struct Office {
    /// Honour levels, the lowest first.
    pub levels: Vec<config::Term>,
    /// Its counties, in their order.
    pub(super) counties: Vec<config::Term>,
    /// The keys of its profiles.
    pub table: Table,
    /// The words that the office corrects.
    pub(super) terms: Index,
    /// Rules that `site.yaml` switched off: what nobody is told need not be looked for.
    off: Vec<String>,
    /// The day of the run, where it matters.
    today: Option<Date>,
}

impl Office {
    /// The settings of `config` and the word list in `root`, with what is wrong with that.
    ///
    /// # Errors
    /// [`Error::File`] where the word list cannot be read.
    pub fn load(root: &Path, config: &Config) -> Result<(Self, Vec<Diagnostic>), Error> {
        let (own, diagnostics) = match Root::open(root)?.read_whole(TERMS, config::MAX_SETTINGS)? {
            Some(bytes) => word_list::parse(&Source::decode(TERMS.into(), &bytes)),
            None => (Vec::new(), Vec::new()),
        };
        Ok((Self::new(config, own), [diagnostics, taken_fields(config)].concat()))
    }

    /// The settings of `config` with a word list.
    pub fn new(config: &Config, own: Vec<Entry>) -> Self {
        let is_off = |setting: &&RuleSetting| setting.level == Level::Off;
        let off = config.rules.iter().filter(is_off).map(|setting| setting.rule.clone());
        Self {
            levels: config.levels.clone(),
            counties: config.counties.clone(),
            table: Table::of(&config.fields),
            terms: Index::new(own),
            off: off.collect(),
            today: None,
        }
    }

    /// All of it but the day, in words.
    pub fn said(&self) -> String {
        let Self { levels, counties, table, terms, off, today: _ } = self;
        format!("{:?}", (levels, counties, table, terms.said(), off))
    }

    /// The same on a day: what is to come cannot have been.
    #[must_use]
    pub fn on(self, today: Option<Date>) -> Self {
        Self { today, ..self }
    }

    /// The day of the run, if a date that the profile states is still to come then. No rule hears of the day otherwise: a cache
    /// knows by the stated dates for how long what was found holds (`src/build/cache/days.rs`).
    pub(super) fn to_come(&self, stated: PartialDate) -> Option<PartialDate> {
        let today = self.today?;
        let today = PartialDate::new(today.year(), Some(today.month()), Some(today.day())).ok()?;
        (stated.cmp_coarse(&today) == Ordering::Greater).then_some(today)
    }

    /// Whether a rule is looked at.
    pub(super) fn has_on(&self, rule: &str) -> bool {
        !self.off.iter().any(|off| off == rule)
    }
}

/// Declared keys of profiles that are called as others: one of two would be lost.
fn taken_fields(config: &Config) -> Vec<Diagnostic> {
    let fault = |clash: Clash| {
        let place = Place::fact(&config::FILE.into(), "fields", Some(clash.nth));
        let message = Message::new("field-taken").text("name", clash.name).text("key", clash.key);
        let fault = Diagnostic::error("duplicate-key", place, message);
        fault.with_help(Message::new("field-taken-help"))
    };
    profile::clashes(&config.fields).into_iter().map(fault).collect()
}
