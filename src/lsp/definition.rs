//! Where what is named under the cursor is written: a series by its slug, a file or page by a link.
//!
//! Entry point: [`of`].

use std::sync::Arc;

use crate::diagnostic::{Source, Split};
use crate::discover::Keys;
use crate::lsp::hover;
use crate::parse::body::{self, Settings};
use crate::site::Site;

/// The file, by its path from the site's folder.
pub(super) fn of(source: &Source, offset: usize, keys: &Keys, site: &Site) -> Option<Arc<str>> {
    if let Some(found) = hover::find(source, offset, keys) {
        let value = found.value.filter(|_| found.field.path == "series")?;
        let list = site.series.iter().find(|list| *list.series.slug == *value.trim())?;
        return Some(Arc::clone(&list.series.file));
    }
    let target = link_at(source, offset)?;
    let address = site.resolve(&source.file, &target)?.address?;
    site.source_at(&address).cloned()
}

/// The address of the innermost link or picture round a byte.
fn link_at(source: &Source, offset: usize) -> Option<String> {
    let Split::Found { body: at, .. } = source.split() else { return None };
    if offset < at {
        return None;
    }
    let parsed = body::parse(&source.file, &source.text[at..], at, Settings::default());
    let span = |span: (u32, u32)| span.0 as usize..span.1 as usize;
    let links = parsed.body.links_inside().filter(|link| {
        let span = span(link.span);
        span.start <= offset && offset <= span.end
    });
    links.min_by_key(|link| span(link.span).len()).map(|link| link.target.to_string())
}
