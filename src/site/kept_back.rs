//! Whether a story is published on the day of the build.
//!
//! Entry point: [`KeptBack::of`].

use jiff::civil::Date;

use crate::parse::{Article, Story};

/// What decides whether a story is published.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Publish drafts too.
    pub drafts: bool,
    /// The day of the build; without one, no story is kept back for its dates.
    pub today: Option<Date>,
}

/// Why a story is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptBack {
    /// It is a draft.
    Draft,
    /// Its last day is over.
    Expired(Date),
    /// Its day has not come.
    Future(Date),
}

impl KeptBack {
    /// `None` for a story that is published.
    pub fn of(story: &Story, options: Options) -> Option<Self> {
        let profile = &story.profile;
        Self::on(profile.is_draft, (profile.date, profile.expires), options)
    }

    /// `None` for an article that is published.
    pub fn of_article(article: &Article, options: Options) -> Option<Self> {
        Self::on(article.page.is_draft, (article.page.date, article.expires), options)
    }

    /// `days`: when it is published, and when no longer.
    fn on(is_draft: bool, days: (Option<Date>, Option<Date>), options: Options) -> Option<Self> {
        let (date, expires) = days;
        if is_draft && !options.drafts {
            return Some(Self::Draft);
        }
        let is_over = |day: &Date| options.today.is_some_and(|today| *day <= today);
        if let Some(expires) = expires.filter(is_over) {
            return Some(Self::Expired(expires));
        }
        let is_to_come = |date: &Date| options.today.is_some_and(|today| *date > today);
        date.filter(is_to_come).filter(|_| !options.drafts).map(Self::Future)
    }
}
