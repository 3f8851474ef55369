//! A free page.

use crate::render::body::Text;
use crate::render::card::chinese_date;
use crate::render::view::{FreePageView, HeadingView};
use crate::site::{FreePageId, Site};

pub(super) fn view<'s>(site: &'s Site, id: FreePageId, root: &'s str) -> FreePageView<'s> {
    let page = site.page(id);
    FreePageView {
        title: &page.title,
        summary: page.summary.as_deref().unwrap_or_default(),
        date_text: page.date.map(chinese_date),
        content: Text::first(site, (&page.file, &page.body), root),
        headings: HeadingView::of(&page.body),
    }
}
