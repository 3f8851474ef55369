//! What a template may see: the theme's interface, field by field.
//!
//! Every page gets `site`, `page` and one value of its kind, named after it (`story`, `feed`, …).
//! Addresses (`href`) are relative to the site and encoded: a template writes
//! `{{ root }}{{ story.href }}`. Texts are plain and escaped by the template engine, except those
//! that say HTML.

mod link;
mod lists;
mod page;
mod picture;
mod statistics;

pub(crate) use link::{TermLink, YearLink};
pub(crate) use lists::{
    CardView, DayView, FeedView, FigureView, MotifView, PagerView, SeriesIndexView, SeriesLink,
    TermView, TermsView,
};
pub(crate) use page::{Head, NotFoundView, PageValue};
pub(crate) use picture::{CoverView, PictureView, SourceView};
pub(crate) use statistics::{
    ActivityTotalView, HonouredView, LevelCountView, MissingView, MonthView, PhotoView, ReviewView,
    StatisticsView, SumsView, TotalsView,
};

use std::borrow::Cow;

use serde::Serialize;

use crate::parse::body::{Body, Heading};
use crate::render::body::Text;

/// `site`: the same on every page.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SiteView {
    /// Name of the account.
    pub name: String,
    /// One or two sentences below the name.
    pub introduction: String,
    /// Address of the account's picture.
    pub avatar: Option<String>,
    /// A line at the foot of every page.
    pub footer: String,
    /// The account's menu.
    pub menu: Vec<MenuView>,
    /// Published stories.
    pub stories: usize,
    /// Branches.
    pub branches: usize,
    /// Members covered, with qualifier and unit: `至少312名`.
    pub members: Option<String>,
    /// Whether there is a list of series.
    pub has_series: bool,
    /// Whether there is `search.html`.
    pub has_search: bool,
    /// The declared sections, in their order.
    pub sections: Vec<SectionLink>,
    /// The taxonomies that have terms.
    pub taxonomies: Vec<TaxonomyLink>,
    /// Where the site is published, with a slash at the end: `base_url` of `site.yaml`.
    pub base: Option<String>,
    /// The host of it.
    pub domain: Option<String>,
    /// Its code in the register of government sites: `bm01000001`.
    pub code: Option<String>,
    /// Name of what the office means by 六好.
    pub scheme: String,
    /// The goods in order.
    pub goods: Vec<String>,
}

/// A declared section.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SectionLink {
    /// Its name.
    pub name: String,
    /// Address of its list.
    pub href: String,
    /// Its articles.
    pub count: usize,
    /// Whether every page is to lead to it.
    pub is_in_menu: bool,
}

/// A taxonomy's list of terms.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct TaxonomyLink {
    /// `county`, `honour`, `year`, `tag`, or the folder of a declared field.
    pub kind: &'static str,
    /// The label of a declared field; the theme words the others.
    pub label: Option<&'static str>,
    /// Address of the list.
    pub href: String,
}

/// An entry of the menu.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct MenuView {
    /// Its text.
    pub title: String,
    /// Where it leads; relative to the site unless external.
    pub href: Option<String>,
    /// Whether it leads out of the site.
    pub is_external: bool,
    /// Entries below it.
    pub items: Vec<MenuView>,
}

/// `page`: the page being rendered.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct PageView<'s> {
    /// `feed`, `story`, `series_index`, `series`, `booklet`, `terms`, `term`, `statistics`, `review`,
    /// `search`, `page`, `section`, `article`, `not_found` or `alias`.
    pub kind: &'static str,
    /// Its title as an editor wrote it; empty where the theme words it.
    pub title: &'s str,
    /// One sentence about it; empty where nobody wrote one.
    pub description: &'s str,
    /// Its full address, where `site.yaml` has a `base_url`.
    pub canonical: Option<String>,
}

/// `series`: a series and its stories.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SeriesView<'s> {
    /// Its title.
    pub title: &'s str,
    /// One sentence about it.
    pub summary: &'s str,
    /// Its preface, as HTML.
    pub preface: Text<'s>,
    /// Its stories in reading order.
    pub stories: Vec<CardView<'s>>,
    /// Address of the series as one page; a series of very many stories has none.
    pub booklet: Option<String>,
}

/// `booklet`: a series as one page, to be printed.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct BookletView<'s> {
    /// Title of the series.
    pub title: &'s str,
    /// Address of the series.
    pub series: String,
    /// Its preface, as HTML.
    pub preface: Text<'s>,
    /// Its stories, each whole, with headings one level lower than in its own page.
    pub stories: Vec<StoryView<'s>>,
}

/// `story`: a branch's story and its facts. What the editor did not state is absent or empty.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct StoryView<'s> {
    /// Title, date, summary and cover.
    #[serde(flatten)]
    pub card: CardView<'s>,
    /// What its ids in the page begin with: `page`, in a booklet `s1`, `s2` and so on.
    pub anchor: String,
    /// When the facts were true: `2023年12月`.
    pub as_of: Option<String>,
    /// Address of a recording of the text.
    pub audio: Option<String>,
    /// The text, as HTML.
    pub content: Text<'s>,
    /// Headings in order.
    pub headings: Vec<HeadingView<'s>>,
    /// Characters of the text.
    pub characters: usize,
    /// Minutes to read it, at 400 characters a minute, at least 1.
    pub minutes: usize,
    /// The branch.
    pub branch: BranchView<'s>,
    /// Its members.
    pub members: MembersView<'s>,
    /// Its honours.
    pub honours: Vec<HonourView<'s>>,
    /// Its founding, renamings and honours in order; empty where there are not two of them.
    pub timeline: Vec<EventView<'s>>,
    /// What it calls its ways of working.
    pub mechanisms: &'s [String],
    /// What it did.
    pub activities: Vec<ActivityView<'s>>,
    /// What it states of the fields that the office declares, in their order.
    pub fields: Vec<OwnFieldView<'s>>,
    /// Sections and the goods they stand for.
    pub sections: Vec<SectionView>,
    /// Who made the story.
    pub signoff: Vec<SignoffView<'s>>,
    /// Tags.
    pub tags: Vec<TermLink<'s>>,
    /// Award years.
    pub years: Vec<TermLink<'s>>,
    /// The series and the place in it.
    pub series: Option<StorySeriesView<'s>>,
    /// The story before: in the series, else in time.
    pub previous: Option<StoryLink<'s>>,
    /// The story after.
    pub next: Option<StoryLink<'s>>,
    /// Stories that a reader of this one may like.
    pub related: Vec<StoryLink<'s>>,
}

/// A field that the office declares.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct OwnFieldView<'s> {
    /// Its name.
    pub key: &'s str,
    /// What readers see beside it.
    pub label: &'s str,
    /// Whether pages show it.
    pub is_shown: bool,
    /// Its values, at least one.
    pub values: Vec<OwnValueView>,
}

/// A value of such a field.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct OwnValueView {
    /// As it is shown.
    pub text: String,
    /// Address of the list of its stories, where the field has lists.
    pub href: Option<String>,
}

/// A heading of the text.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct HeadingView<'s> {
    /// 2 to 6.
    pub level: u8,
    /// Its anchor, without `#`.
    pub id: &'s str,
    /// Without markup.
    pub text: Cow<'s, str>,
}

impl<'s> HeadingView<'s> {
    /// Those of a body, in order.
    pub(crate) fn of(body: &'s Body) -> Vec<Self> {
        let view = |heading: Heading<'s>| Self {
            level: heading.level,
            id: heading.id,
            text: heading.text,
        };
        body.headings().map(view).collect()
    }
}

/// The branch of a story.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct BranchView<'s> {
    /// Full name.
    pub name: &'s str,
    /// The office it belongs to.
    pub unit: Option<&'s str>,
    /// The county.
    pub county: Option<TermLink<'s>>,
    /// When it was founded: `2005年8月`.
    pub founded: Option<String>,
    /// Names it no longer has.
    pub former_names: Vec<FormerNameView<'s>>,
}

/// A name that a branch no longer has.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct FormerNameView<'s> {
    /// The name.
    pub name: &'s str,
    /// When it was given up: `2017年5月`.
    pub until: Option<String>,
    /// Why.
    pub reason: Option<&'s str>,
}

/// The members of a branch, with units.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct MembersView<'s> {
    /// `22名`.
    pub total: Option<String>,
    /// `67岁`.
    pub average_age: Option<String>,
    /// `3名`.
    pub committee: Option<String>,
    /// 离休, 退休, 在职, 女 with their numbers.
    pub parts: Vec<PartView>,
    /// How many of which age.
    pub age_bands: Vec<BandView<'s>>,
}

/// A part of the members.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct PartView {
    /// `veteran`, `retired`, `serving` or `women`.
    pub kind: &'static str,
    /// `5名`.
    pub text: String,
}

/// Members of one age.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct BandView<'s> {
    /// `70-79岁`.
    pub label: Cow<'s, str>,
    /// How many.
    pub count: u64,
    /// Per cent of all members, rounded; absent where some are in no band and their number is not known.
    pub percent: Option<u64>,
    /// The length of a bar in per cent: of the largest band, or of all members where some are in no band.
    pub share: u64,
}

/// An honour.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct HonourView<'s> {
    /// What was awarded.
    pub title: &'s str,
    /// Its level.
    pub level: Option<TermLink<'s>>,
    /// The first and the last year that it was awarded for.
    pub years: Option<YearsView>,
    /// `第三批`.
    pub batch: Option<&'s str>,
    /// Who awarded it.
    pub by: Option<&'s str>,
}

/// Something that happened to a branch.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct EventView<'s> {
    /// `2005年8月`, `2023年度`.
    pub when: String,
    /// What.
    pub what: String,
    /// The story that tells it; none in the story itself.
    pub story: Option<StoryLink<'s>>,
}

/// Award years.
#[derive(Debug, Clone, Copy, Hash, Serialize)]
pub struct YearsView {
    /// The first: `2019`.
    pub first: i16,
    /// The last; the same where it is one year.
    pub last: i16,
}

/// Something a branch did.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ActivityView<'s> {
    /// What.
    pub name: &'s str,
    /// How often or how much, as written: `90余场次`.
    pub text: &'s str,
    /// Its unit: `场次`.
    pub unit: &'s str,
    /// Per cent of the largest number with the same unit, for the length of a bar.
    pub share: u64,
    /// From when on.
    pub since: Option<&'s str>,
    /// A remark.
    pub note: Option<&'s str>,
}

/// A section of the story and the goods it stands for.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SectionView {
    /// The section's heading.
    pub title: String,
    /// Names from the scheme.
    pub goods: Vec<String>,
}

/// A line of the sign-off.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct SignoffView<'s> {
    /// 整理, 供稿 …
    pub role: &'s str,
    /// Offices or persons.
    pub by: &'s [String],
    /// The day on which it was done: 2026年1月1日.
    pub date: Option<String>,
}

/// A story's place in its series.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct StorySeriesView<'s> {
    /// Title of the series.
    pub title: &'s str,
    /// Its address.
    pub href: String,
    /// The story's place, from 1.
    pub number: usize,
    /// Stories in the series.
    pub count: usize,
}

/// Another story.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct StoryLink<'s> {
    /// Its title.
    pub title: &'s str,
    /// Its address.
    pub href: String,
    /// Name of the branch.
    pub branch: &'s str,
}

/// `search`: the page that searches. What it loads is told in `src/search/mod.rs`.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SearchView<'s> {
    /// Address of the first script that a search loads.
    pub manifest: String,
    /// What results can be restricted to: counties, levels of honour, award years; each with terms.
    pub filters: Vec<TermsView<'s>>,
    /// Words that find something: the most common tags, at most 8.
    pub words: Vec<&'s str>,
}

/// `free`: a free page.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct FreePageView<'s> {
    /// Its title.
    pub title: &'s str,
    /// One sentence about it.
    pub summary: &'s str,
    /// `2024年3月18日`.
    pub date_text: Option<String>,
    /// The text, as HTML.
    pub content: Text<'s>,
    /// Headings in order.
    pub headings: Vec<HeadingView<'s>>,
}

/// An article in a list.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ArticleCard<'s> {
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
    /// Whether it is a draft (only in previews and with `--drafts`).
    pub is_draft: bool,
}

/// `section`: a page of a declared section's articles.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SectionPageView<'s> {
    /// Its name.
    pub name: &'s str,
    /// One sentence about it.
    pub introduction: &'s str,
    /// Its articles, newest first.
    pub articles: Vec<ArticleCard<'s>>,
    /// Address of its Atom feed, where it has one.
    pub feed: Option<String>,
    /// Where this page stands.
    pub pager: PagerView,
}

/// `article`: an article of a declared section.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct ArticleView<'s> {
    /// Title, date and summary.
    #[serde(flatten)]
    pub card: ArticleCard<'s>,
    /// Name of the section.
    pub section: &'s str,
    /// Address of the section's list.
    pub section_href: String,
    /// The text, as HTML.
    pub content: Text<'s>,
    /// Headings in order.
    pub headings: Vec<HeadingView<'s>>,
}

/// `alias`: a former address.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct AliasView<'s> {
    /// Title of the page.
    pub title: &'s str,
    /// Where it is now.
    pub href: String,
}
