//! A series as one page, to be printed: preface, contents, all stories.
//!
//! Entry point: [`view`]. Many stories share the page, so the anchors of each begin with a name of
//! its own, and its headings go one level down, below its title.

use crate::render::body::Text;
use crate::render::html::Position;
use crate::render::story;
use crate::render::view::{BookletView, StoryView};
use crate::site::{SeriesId, Site, permalink};

pub(super) fn view<'s>(site: &'s Site, id: SeriesId, root: &'s str) -> BookletView<'s> {
    let list = site.list(id);
    let stories = (1..).zip(&list.stories).map(|(number, id)| {
        let position = Position::InBooklet(number);
        StoryView { anchor: position.anchor(), ..story::view(site, *id, root, position) }
    });
    BookletView {
        title: &list.series.title,
        series: permalink::href(&permalink::series(&list.series.slug)),
        preface: Text::first(site, (&list.series.file, &list.series.body), root),
        stories: stories.collect(),
    }
}
