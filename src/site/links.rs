//! Who a link from content leads to.
//!
//! Entry point: [`Resolver::resolve`]. A link may name a file (`jinta-caizheng.md`, `photo.jpg`,
//! from the folder of the file it stands in) or an address (`/about.html`). Letter case counts,
//! as on a host that tells it apart.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::link::Target;
use crate::site::content::Content;
use crate::site::id::AssetId;
use crate::site::permalink;
use crate::site::pictures::Shown;
use crate::site::routes::{Route, Routes};

/// The address of every source file, by its path.
#[derive(Debug)]
pub(super) struct Links(HashMap<Arc<str>, Box<str>>);

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// Address inside the site; `None` for the page itself.
    pub address: Option<Box<str>>,
    /// What stands after `#`.
    pub fragment: Option<Box<str>>,
}

/// All that must be known to follow a link. The routes need not name files yet.
#[derive(Clone, Copy)]
pub(super) struct Resolver<'s> {
    pub(super) content: &'s Content,
    pub(super) routes: &'s Routes,
    pub(super) links: &'s Links,
}

impl Links {
    pub(super) fn new(content: &Content) -> Self {
        let stories = content.stories.iter().map(|one| (&one.file, permalink::story(&one.slug)));
        let series = content.series.iter().map(|list| {
            let series = &list.series;
            (&series.file, permalink::series(&series.slug))
        });
        let pages = content.pages.iter().map(|page| (&page.file, permalink::page(&page.slug)));
        let articles = content.articles().map(|one| (&one.page.file, permalink::article(one)));
        let assets = content.assets.iter().map(|asset| (&asset.file, asset.address.clone()));
        let all = stories.chain(series).chain(pages).chain(articles).chain(assets);
        Self(all.map(|(file, address)| (Arc::clone(file), address.into_boxed_str())).collect())
    }

    /// The source file of an address.
    pub(super) fn file_at(&self, address: &str) -> Option<&Arc<str>> {
        self.0.iter().find(|(_, known)| &***known == address).map(|(file, _)| file)
    }

    fn of(&self, file: &str) -> Option<&str> {
        self.0.get(file).map(|address| &**address)
    }
}

impl<'s> Resolver<'s> {
    /// Where the link `target` in `file` leads, or `None` where nothing is there.
    pub(super) fn resolve(self, file: &str, target: &str) -> Option<Destination> {
        let Target::Internal { path, fragment } = Target::of(target) else { return None };
        let fragment = fragment.filter(|text| !text.is_empty()).map(|text| decode(text).into());
        if path.is_empty() {
            return Some(Destination { address: None, fragment });
        }
        let address = self.address(file, &decode(path))?;
        Some(Destination { address: Some(address), fragment })
    }

    /// The picture that `target` names in `file`; `None` for anything else.
    pub(super) fn picture(self, file: &str, target: &str) -> Option<Shown<'s>> {
        let address = self.resolve(file, target)?.address?;
        self.content.pictures.at(&address)
    }

    /// The file that `target` names in `file`; `None` for a page and for nothing.
    pub(super) fn file(self, file: &str, target: &str) -> Option<AssetId> {
        let address = self.resolve(file, target)?.address?;
        self.content.pictures.file_at(&address)
    }

    /// The files that `name` may stand for in a file published at `base`: from its folder, or from the root.
    pub(super) fn named(self, base: &str, name: &str) -> impl Iterator<Item = AssetId> {
        let path = match Target::of(name) {
            Target::Internal { path, .. } => Some(decode(path)),
            Target::External(_) | Target::Refused => None,
        };
        let at =
            |from: &str| self.content.pictures.file_at(&permalink::join(from, path.as_deref()?)?);
        [at(base), at("")].into_iter().flatten()
    }

    fn address(self, file: &str, path: &str) -> Option<Box<str>> {
        let joined = permalink::join(file, path)?;
        if !path.starts_with('/')
            && let Some(address) = self.links.of(&joined)
        {
            return Some(address.into());
        }
        // An address: from the root, or as a browser would read it on the page of this file.
        let page = self.links.of(file).unwrap_or_default();
        let address = permalink::join(page, path)?;
        let folder_index = match address.as_str() {
            "" => "index.html".to_owned(),
            other => format!("{other}/index.html"),
        };
        let mut found = [address, folder_index].into_iter().filter(|one| self.is_there(one));
        found.next().map(String::into_boxed_str)
    }

    /// Whether a link may lead to this address. A file has one before it is known whether it is
    /// published as it is, and those derived from it are named by no link.
    fn is_there(self, address: &str) -> bool {
        let is_derived = |route| match route {
            Route::Picture(..) => true,
            Route::Page(_) | Route::File(_) | Route::Asset(_) => false,
        };
        let is_route = self.routes.at(address).is_some_and(|one| !is_derived(one.route));
        is_route || self.content.pictures.file_at(address).is_some()
    }
}

/// Resolves percent-encoding; what does not decode stays as it is.
fn decode(path: &str) -> Cow<'_, str> {
    percent_decode_str(path).decode_utf8().unwrap_or(Cow::Borrowed(path))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{Config, RawHtml};
    use crate::diagnostic::Source;
    use crate::discover::Asset;
    use crate::fs::Root;
    use crate::parse::body::Settings;
    use crate::parse::{Kind, parse};
    use crate::site::{Assets, Options, Seen, Site, collect};

    /// A story with a picture beside it, another one, a series.
    fn content() -> Content {
        let settings = Settings { summary_length: 60, html: RawHtml::Text };
        let document = |kind, slug: &str, file: &str| {
            let source = Source::decode(file.into(), b"---\ntitle: a\ndate: 2024-03-01\n---\n");
            parse(kind, slug.into(), &source, settings).document.expect("a whole profile")
        };
        let documents = vec![
            document(Kind::Story, "a", "content/branches/a.md"),
            document(Kind::Story, "b", "content/branches/b/index.md"),
            document(Kind::Series, "s", "content/series/s.md"),
        ];
        let (file, address) = ("content/branches/b/p.jpg", "branches/b/p.jpg");
        let root = Root::open(Path::new(".")).expect("a test runs in a folder");
        let path = root.inside(file);
        let asset = Asset { path, file: file.into(), address: address.to_owned() };
        let options = Options { drafts: false, today: Some(jiff::civil::date(2026, 1, 1)) };
        let assets = Assets { files: vec![(asset, Seen::default())], ..Assets::default() };
        collect(Config::default(), documents, assets, options).0
    }

    fn to(target: &str) -> Option<String> {
        let site = Site::new(content(), &[]);
        let found = site.resolve("content/branches/b/index.md", target)?;
        Some(found.address.map(String::from).unwrap_or_default())
    }

    #[test]
    fn files_and_addresses_resolve_with_letter_case() {
        assert_eq!(to("../a.md#节").as_deref(), Some("branches/a.html"));
        assert_eq!(to("p.jpg").as_deref(), Some("branches/b/p.jpg"));
        assert_eq!(to("/").as_deref(), Some("index.html"));
        assert_eq!(to("/series/").as_deref(), Some("series/index.html"));
        assert_eq!(to("#节").as_deref(), Some(""));
        assert_eq!(to("../A.md"), None);
        assert_eq!(to("../../../../etc/passwd"), None);
        assert_eq!(to("https://example.org"), None);
    }
}
