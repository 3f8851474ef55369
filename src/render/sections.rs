//! Pages of a declared section: its list and its articles.

use crate::render::body::Text;
use crate::render::card::chinese_date;
use crate::render::lists::{Listed, pager};
use crate::render::view::{ArticleCard, ArticleView, HeadingView, SectionPageView};
use crate::site::{ArticleId, MachineFile, SectionId, Site, pagination, permalink};

pub(super) fn list(site: &Site, id: SectionId, number: usize) -> SectionPageView<'_> {
    let list = site.section(id);
    let (section, articles) = (list.section, &list.articles);
    let range = pagination::range(articles.len(), number, site.config.page_size);
    let year = |at: usize| articles[at].page.date.map(jiff::civil::Date::year);
    let all = Listed { stories: articles.len(), year: &year };
    SectionPageView {
        name: &section.name,
        introduction: &section.introduction,
        articles: ArticleId::in_range(id, range).map(|id| card(site, id)).collect(),
        feed: feed(section),
        pager: pager(site, &all, number, &|number| permalink::section(&section.folder, number)),
    }
}

fn feed(section: &'static crate::config::Section) -> Option<String> {
    section.has_feed.then(|| permalink::href(&MachineFile::SectionAtom(section).address()))
}

fn card(site: &Site, id: ArticleId) -> ArticleCard<'_> {
    let article = site.article(id);
    let page = &article.page;
    ArticleCard {
        title: &page.title,
        href: permalink::href(&permalink::article(article)),
        date: page.date.map(|date| date.to_string()).unwrap_or_default(),
        date_text: page.date.map(chinese_date).unwrap_or_default(),
        summary: &article.summary,
        is_draft: page.is_draft,
    }
}

pub(super) fn article<'s>(site: &'s Site, id: ArticleId, root: &'s str) -> ArticleView<'s> {
    let article = site.article(id);
    let page = &article.page;
    ArticleView {
        card: card(site, id),
        section: &article.section.name,
        section_href: permalink::href(&permalink::section(&article.section.folder, 1)),
        content: Text::first(site, (&page.file, &page.body), root),
        headings: HeadingView::of(&page.body),
    }
}
