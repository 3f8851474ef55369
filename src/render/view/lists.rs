//! What a template may see of pages that list stories.

use serde::Serialize;

use crate::render::view::{CoverView, SumsView, TermLink, YearLink};

/// A story in a list.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct CardView<'s> {
    /// Its title.
    pub title: &'s str,
    /// Its address.
    pub href: String,
    /// `2024-03-18`; empty for a draft without date.
    pub date: String,
    /// `2024年3月18日`.
    pub date_text: String,
    /// Its summary.
    pub summary: &'s str,
    /// Name of the branch.
    pub branch_name: &'s str,
    /// The county.
    pub county: Option<&'s str>,
    /// The cover.
    pub cover: Option<CoverView>,
    /// What the cover shows; empty where nobody said so.
    pub cover_alt: &'s str,
    /// What is drawn where there is no cover.
    pub motif: MotifView,
    /// Its strongest figure.
    pub figure: Option<FigureView<'s>>,
    /// Levels of its honours, each once, as the site calls them.
    pub levels: Vec<&'s str>,
    /// Whether it is a draft (only in previews and with `--drafts`).
    pub is_draft: bool,
}

/// A drawing that stands for a cover: the same for a story in every build, and in a feed never the one of the card before.
#[derive(Debug, Clone, Copy, Hash, Serialize)]
pub(crate) struct MotifView {
    /// Which drawing: 0 to 7.
    pub drawing: u64,
    /// Whether it is mirrored.
    pub is_mirrored: bool,
    /// Which colour: 0 to 2, the same for the stories of a county.
    pub tone: u64,
}

/// A figure of a story, as written.
#[derive(Debug, Clone, Copy, Hash, Serialize)]
pub(crate) struct FigureView<'s> {
    /// `90余场次`.
    pub text: &'s str,
    /// What is counted: `主题党日`.
    pub label: &'s str,
}

/// The stories of one day.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct DayView<'s> {
    /// `2024-03-18`; empty for drafts without date.
    pub date: String,
    /// `2024年3月18日`.
    pub date_text: String,
    /// `2024年3月`, with the first day of a month on the page.
    pub month: Option<String>,
    /// Its stories.
    pub stories: Vec<CardView<'s>>,
}

/// Where a page of a long list stands.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct PagerView {
    /// This page, from 1.
    pub number: usize,
    /// How many there are.
    pub pages: usize,
    /// How many stories all pages hold.
    pub stories: usize,
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
    /// Address of the first page.
    pub first: String,
    /// Address of the last page.
    pub last: String,
    /// The years of the stories, newest first, where there are several pages and years.
    pub years: Vec<YearLink>,
}

/// `feed`: a page of the feed.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct FeedView<'s> {
    /// Stories by day, newest first.
    pub days: Vec<DayView<'s>>,
    /// Where this page stands.
    pub pager: PagerView,
}

/// `terms`: all terms of a taxonomy.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TermsView<'s> {
    /// `county`, `honour`, `year`, `tag`, or the folder of a declared field.
    pub kind: &'static str,
    /// The label of a declared field; the theme words the others.
    pub label: Option<&'static str>,
    /// The terms.
    pub terms: Vec<TermLink<'s>>,
    /// Of the counties: the office's map as HTML, each shape a link (`class="map-step map-step-1"` to `map-step-4`, by its stories).
    pub map: Option<String>,
}

/// `term`: a page of a term's stories.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TermView<'s> {
    /// `county`, `honour`, `year`, `tag`, or the folder of a declared field.
    pub kind: &'static str,
    /// The label of a declared field; the theme words the others.
    pub label: Option<&'static str>,
    /// Its name.
    pub name: &'s str,
    /// Address of the list of all terms.
    pub index: String,
    /// Sums over its stories: of a county, on the first page.
    pub sums: Option<SumsView<'s>>,
    /// Its stories, newest first.
    pub stories: Vec<CardView<'s>>,
    /// Where this page stands.
    pub pager: PagerView,
}

/// A series in a list.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SeriesLink<'s> {
    /// Its title.
    pub title: &'s str,
    /// Its address.
    pub href: String,
    /// One sentence about it.
    pub summary: &'s str,
    /// Its stories.
    pub count: usize,
}

/// `series_index`: all series.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SeriesIndexView<'s> {
    /// The series in their order.
    pub series: Vec<SeriesLink<'s>>,
}
