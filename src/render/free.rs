//! A free page.

use crate::render::body::{Way, content, headings};
use crate::render::card::chinese_date;
use crate::render::html::Position;
use crate::render::view::FreePageView;
use crate::site::{FreePageId, Site};

pub(super) fn view<'s>(site: &'s Site, id: FreePageId, way: Way<'_>) -> FreePageView<'s> {
    let page = site.page(id);
    FreePageView {
        title: &page.title,
        summary: page.summary.as_deref().unwrap_or_default(),
        date_text: page.date.map(chinese_date),
        content: content(site, (&page.file, &page.body), way, Position::First),
        headings: headings(&page.body, way),
    }
}
