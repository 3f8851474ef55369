//! Every page that a theme makes: which there are, where each stands, when it is published.
//!
//! Entry point: [`PageRoute`]. What a template gets of a page is in `src/render/view/page.rs`.

use strum::{EnumDiscriminants, VariantArray};

use crate::site::content::Content;
use crate::site::id::{AliasId, ArticleId, FreePageId, SectionId, SeriesId, StoryId};
use crate::site::permalink;
use crate::site::taxonomy::{self, TermId};
use crate::write::Phase;

/// A page that a theme makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(
    name(PageKind),
    derive(VariantArray, Hash, PartialOrd, Ord),
    doc = "The kinds of pages, without saying which page: [`PageRoute`] tells of each.",
    allow(missing_docs, reason = "the kinds are those of `PageRoute`, which says what they are")
)]
pub enum PageRoute {
    /// Page `number` (from 1) of the feed.
    Feed(usize),
    /// A branch's story.
    Story(StoryId),
    /// The list of series.
    SeriesIndex,
    /// A series.
    Series(SeriesId),
    /// A series as one page, to be printed.
    Booklet(SeriesId),
    /// The list of a taxonomy's terms.
    Terms(taxonomy::Kind),
    /// Page `number` (from 1) of a term's stories.
    Term(TermId, usize),
    /// Sums over all stories.
    Statistics,
    /// A year in review: what was published in it.
    Review(i16),
    /// The page that searches.
    Search,
    /// A free page.
    Free(FreePageId),
    /// Page `number` (from 1) of a section's articles.
    Section(SectionId, usize),
    /// An article of a section.
    Article(ArticleId),
    /// What a host shows where nothing is.
    NotFound,
    /// A former address.
    Alias(AliasId),
}

impl PageRoute {
    /// Where it is published.
    pub(super) fn address(self, content: &Content) -> String {
        match self {
            Self::Feed(number) => permalink::feed(number),
            Self::Story(id) => permalink::story(&content.story(id).slug),
            Self::SeriesIndex => permalink::index("series"),
            Self::Series(id) => permalink::series(&content.list(id).series.slug),
            Self::Booklet(id) => permalink::booklet(&content.list(id).series.slug),
            Self::Terms(kind) => permalink::index(kind.folder()),
            Self::Term(id, number) => {
                permalink::term(id.kind.folder(), &content.taxonomies.term(id).slug, number)
            }
            Self::Statistics => "stats.html".to_owned(),
            Self::Review(year) => permalink::review(year),
            Self::Search => "search.html".to_owned(),
            Self::Free(id) => permalink::page(&content.page(id).slug),
            Self::Section(id, number) => {
                permalink::section(&content.section(id).section.folder, number)
            }
            Self::Article(id) => permalink::article(content.article(id)),
            Self::NotFound => permalink::NOT_FOUND.to_owned(),
            Self::Alias(id) => content.alias(id).address.clone(),
        }
    }

    /// The address under which search engines are to know the page at `own`; `None` for one that
    /// they are not to know.
    pub fn canonical<'a>(self, content: &'a Content, own: &'a str) -> Option<&'a str> {
        if let Self::Alias(id) = self {
            return Some(&content.alias(id).target);
        }
        self.is_listed().then_some(own)
    }

    /// Whether a reader opens it as a page of its own and a search engine lists it.
    pub fn is_listed(self) -> bool {
        match self {
            Self::Feed(_)
            | Self::Story(_)
            | Self::SeriesIndex
            | Self::Series(_)
            | Self::Booklet(_)
            | Self::Terms(_)
            | Self::Term(..)
            | Self::Statistics
            | Self::Review(_)
            | Self::Search
            | Self::Free(_)
            | Self::Section(..)
            | Self::Article(_) => true,
            Self::NotFound | Self::Alias(_) => false,
        }
    }

    /// When it is put into place: no list before the pages that it lists.
    pub fn phase(self) -> Phase {
        match self {
            Self::Story(_) | Self::Free(_) | Self::Article(_) | Self::NotFound | Self::Alias(_) => {
                Phase::Page
            }
            Self::Feed(1) => Phase::Home,
            Self::Feed(_)
            | Self::SeriesIndex
            | Self::Series(_)
            | Self::Booklet(_)
            | Self::Terms(_)
            | Self::Term(..)
            | Self::Statistics
            | Self::Review(_)
            | Self::Search
            | Self::Section(..) => Phase::List,
        }
    }
}
