//! On which days a site is the same, if nothing else changes.
//!
//! Entry points: [`Days::of`], [`Days::of_document`], [`Days::contain`]. The day of a run is asked in two ways: whether a text is to be published yet or
//! no longer (`src/site/collect.rs`), and whether a stated date is still to come (`check::Office::to_come`), in which case what is
//! said names the day. So between two such dates all days are alike, and where a stated fact is to come each is alone.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::parse::Document;
use crate::parse::profile::{OwnValue, Profile};
use crate::site::Site;

/// Days that are alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Days {
    /// Whether the run knew its day.
    has_day: bool,
    /// The first of them.
    from: Option<Day>,
    /// The first behind them.
    until: Option<Day>,
}

/// Year, month and day.
type Day = (i16, i8, i8);

impl Days {
    /// The days on which a site is the same as today.
    pub(super) fn of(site: &Site, today: Option<Date>) -> Self {
        let Some(today) = today else { return Self::default() };
        let mut days = Self { has_day: true, ..Self::default() };
        let kept = site.kept.stories.iter().map(|(story, _)| story);
        for story in site.stories.iter().chain(kept) {
            days.meet_profile(&story.profile, today);
        }
        let kept = site.kept.articles.iter().map(|(article, _)| &**article);
        for article in site.articles().chain(kept) {
            days.meet_publishing([article.page.date, article.expires], today);
        }
        days
    }

    /// The days on which what is said of a document is the same as today.
    pub(super) fn of_document(document: Option<&Document>, today: Option<Date>) -> Self {
        let mut days = Self { has_day: today.is_some(), ..Self::default() };
        if let (Some(Document::Story(story)), Some(today)) = (document, today) {
            days.meet_facts(&story.profile, today);
        }
        days
    }

    /// Whether `today` is one of them.
    pub(super) fn contain(&self, today: Option<Date>) -> bool {
        let Some(today) = today.map(day) else { return !self.has_day };
        self.has_day
            && self.from.is_none_or(|from| from <= today)
            && self.until.is_none_or(|until| today < until)
    }

    fn meet_profile(&mut self, profile: &Profile, today: Date) {
        self.meet_publishing([profile.date, profile.expires], today);
        self.meet_facts(profile, today);
    }

    fn meet_facts(&mut self, profile: &Profile, today: Date) {
        let former = profile.branch.former_names.iter().map(|former| former.until);
        let signed = profile.signoff.iter().map(|line| line.date);
        let own = profile.own.iter().map(|own| match own.value {
            OwnValue::Date(date) => Some(date),
            OwnValue::Text(_) | OwnValue::Quantity(_) | OwnValue::Texts(_) => None,
        });
        let stated = [profile.as_of, profile.branch.founded].into_iter().chain(former);
        for date in stated.chain(signed).chain(own).flatten() {
            self.meet_fact(date, today);
        }
    }

    /// Days on which something begins or ceases to be published.
    fn meet_publishing(&mut self, dates: [Option<Date>; 2], today: Date) {
        for date in dates.into_iter().flatten() {
            if date <= today {
                self.begin(date);
            } else {
                self.end(date);
            }
        }
    }

    fn meet_fact(&mut self, date: PartialDate, today: Date) {
        let first = date.first_day();
        if first <= today {
            self.begin(first);
        } else {
            self.begin(today);
            self.end(today.tomorrow().unwrap_or(today));
        }
    }

    fn begin(&mut self, date: Date) {
        self.from = self.from.max(Some(day(date)));
    }

    fn end(&mut self, date: Date) {
        let until = day(date);
        self.until = Some(self.until.map_or(until, |known| known.min(until)));
    }
}

fn day(date: Date) -> Day {
    (date.year(), date.month(), date.day())
}
