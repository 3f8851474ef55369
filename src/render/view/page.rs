//! What a page is to its theme, each kind at one place: its names, its title, what it is about.
//!
//! Entry point: [`PageValue`]. The values themselves are told in the other files of this folder.

use std::hash::Hash;

use serde::Serialize;

use crate::render::view::{
    AliasView, ArticleView, BookletView, FeedView, FreePageView, ReviewView, SearchView,
    SectionPageView, SeriesIndexView, SeriesView, StatisticsView, StoryView, TermView, TermsView,
};

/// What a theme calls a kind of page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Names {
    /// `page.kind`.
    pub kind: &'static str,
    /// The file of its template.
    pub template: &'static str,
    /// The name under which the template finds the value.
    pub value: &'static str,
}

/// The value that the template of one kind of page gets.
pub(crate) trait PageValue: Hash + Serialize {
    /// What the theme calls it.
    const NAMES: Names;

    /// What an editor wrote about it.
    fn head(&self) -> Head<'_>;
}

/// What an editor wrote about a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head<'s> {
    /// Its title; empty where the theme words it.
    pub title: &'s str,
    /// One sentence about it; empty where nobody wrote one.
    pub description: &'s str,
}

impl<'s> Head<'s> {
    /// No editor wrote anything: the theme words it.
    const OF_THE_THEME: Head<'static> = Head::titled("");

    const fn titled(title: &'s str) -> Self {
        Self { title, description: "" }
    }
}

/// `404.html`: it says the same at every address.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct NotFoundView {}

impl PageValue for FeedView<'_> {
    const NAMES: Names = Names { kind: "feed", template: "feed.html", value: "feed" };

    fn head(&self) -> Head<'_> {
        Head::OF_THE_THEME
    }
}

impl PageValue for StoryView<'_> {
    const NAMES: Names = Names { kind: "story", template: "story.html", value: "story" };

    fn head(&self) -> Head<'_> {
        Head { title: self.card.title, description: self.card.summary }
    }
}

impl PageValue for SeriesIndexView<'_> {
    const NAMES: Names =
        Names { kind: "series_index", template: "series_index.html", value: "series_index" };

    fn head(&self) -> Head<'_> {
        Head::OF_THE_THEME
    }
}

impl PageValue for SeriesView<'_> {
    const NAMES: Names = Names { kind: "series", template: "series.html", value: "series" };

    fn head(&self) -> Head<'_> {
        Head { title: self.title, description: self.summary }
    }
}

impl PageValue for BookletView<'_> {
    const NAMES: Names = Names { kind: "booklet", template: "booklet.html", value: "booklet" };

    fn head(&self) -> Head<'_> {
        Head::titled(self.title)
    }
}

impl PageValue for TermsView<'_> {
    const NAMES: Names = Names { kind: "terms", template: "terms.html", value: "terms" };

    fn head(&self) -> Head<'_> {
        Head::OF_THE_THEME
    }
}

impl PageValue for TermView<'_> {
    const NAMES: Names = Names { kind: "term", template: "term.html", value: "term" };

    fn head(&self) -> Head<'_> {
        Head::titled(self.name)
    }
}

impl PageValue for StatisticsView<'_> {
    const NAMES: Names =
        Names { kind: "statistics", template: "statistics.html", value: "statistics" };

    fn head(&self) -> Head<'_> {
        Head::OF_THE_THEME
    }
}

impl PageValue for ReviewView<'_> {
    const NAMES: Names = Names { kind: "review", template: "review.html", value: "review" };

    fn head(&self) -> Head<'_> {
        Head::OF_THE_THEME
    }
}

impl PageValue for SearchView<'_> {
    const NAMES: Names = Names { kind: "search", template: "search.html", value: "search" };

    fn head(&self) -> Head<'_> {
        Head::OF_THE_THEME
    }
}

impl PageValue for FreePageView<'_> {
    // `page` is taken: it tells of every page.
    const NAMES: Names = Names { kind: "page", template: "page.html", value: "free" };

    fn head(&self) -> Head<'_> {
        Head { title: self.title, description: self.summary }
    }
}

impl PageValue for SectionPageView<'_> {
    const NAMES: Names = Names { kind: "section", template: "section.html", value: "section" };

    fn head(&self) -> Head<'_> {
        Head { title: self.name, description: self.introduction }
    }
}

impl PageValue for ArticleView<'_> {
    const NAMES: Names = Names { kind: "article", template: "article.html", value: "article" };

    fn head(&self) -> Head<'_> {
        Head { title: self.card.title, description: self.card.summary }
    }
}

impl PageValue for NotFoundView {
    const NAMES: Names = Names { kind: "not_found", template: "404.html", value: "not_found" };

    fn head(&self) -> Head<'_> {
        Head::OF_THE_THEME
    }
}

impl PageValue for AliasView<'_> {
    const NAMES: Names = Names { kind: "alias", template: "alias.html", value: "alias" };

    fn head(&self) -> Head<'_> {
        Head::titled(self.title)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::VariantArray;

    use super::*;
    use crate::site::PageKind;
    use crate::theme;

    /// A kind without a value does not compile.
    fn names(kind: PageKind) -> Names {
        match kind {
            PageKind::Feed => FeedView::NAMES,
            PageKind::Story => StoryView::NAMES,
            PageKind::SeriesIndex => SeriesIndexView::NAMES,
            PageKind::Series => SeriesView::NAMES,
            PageKind::Booklet => BookletView::NAMES,
            PageKind::Terms => TermsView::NAMES,
            PageKind::Term => TermView::NAMES,
            PageKind::Statistics => StatisticsView::NAMES,
            PageKind::Review => ReviewView::NAMES,
            PageKind::Search => SearchView::NAMES,
            PageKind::Free => FreePageView::NAMES,
            PageKind::Section => SectionPageView::NAMES,
            PageKind::Article => ArticleView::NAMES,
            PageKind::NotFound => NotFoundView::NAMES,
            PageKind::Alias => AliasView::NAMES,
        }
    }

    #[test]
    fn every_kind_has_its_template_and_names_that_no_other_has() {
        let theme = theme::embedded().expect("the embedded theme parses");
        let all: Vec<_> = PageKind::VARIANTS.iter().map(|kind| names(*kind)).collect();
        let files: BTreeSet<_> = theme.tera.get_template_names().collect();
        for Names { template, .. } in &all {
            assert!(files.contains(&*format!("feed/{template}")), "no {template}");
        }
        let count = |name: fn(&Names) -> &str| all.iter().map(name).collect::<BTreeSet<_>>().len();
        let counts = [count(|one| one.kind), count(|one| one.template), count(|one| one.value)];
        assert_eq!(counts, [PageKind::VARIANTS.len(); 3]);
        let taken = ["site", "root", "page", "params"];
        assert!(all.iter().all(|one| !taken.contains(&one.value)));
    }
}
