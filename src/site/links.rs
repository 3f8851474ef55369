//! Who a link from content leads to.
//!
//! Entry point: [`Links::resolve`]. A link may name a file (`jinta-caizheng.md`, `photo.jpg`,
//! from the folder of the file it stands in) or an address (`/about.html`). Letter case counts,
//! as on a host that tells it apart.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::link::Target;
use crate::site::{Planned, Route, permalink};

/// Every file of the site that has an address, and every address.
#[derive(Debug, Clone, Default)]
pub(super) struct Links {
    /// Address by path of the source file.
    files: HashMap<Arc<str>, Box<str>>,
    /// Every address of the site, sorted.
    addresses: Vec<Box<str>>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// Address inside the site; `None` for the page itself.
    pub address: Option<Box<str>>,
    /// What stands after `#`.
    pub fragment: Option<Box<str>>,
}

impl Links {
    pub(super) fn new(files: HashMap<Arc<str>, Box<str>>, routes: &[Planned]) -> Self {
        // Stories and files are known by their files already; what is left is short.
        let is_known = |route| matches!(route, Route::Story(_));
        let others = routes.iter().filter(|planned| !is_known(planned.route));
        let mut addresses: Vec<Box<str>> =
            others.map(|planned| (&*planned.address).into()).collect();
        addresses.extend(files.values().cloned());
        addresses.sort_unstable();
        Self { files, addresses }
    }

    /// Where the link `target` in `file` leads, or `None` where nothing is there.
    pub(super) fn resolve(&self, file: &str, target: &str) -> Option<Destination> {
        let Target::Internal { path, fragment } = Target::of(target) else { return None };
        let fragment = fragment.filter(|text| !text.is_empty()).map(|text| decode(text).into());
        if path.is_empty() {
            return Some(Destination { address: None, fragment });
        }
        let address = self.address(file, &decode(path))?;
        Some(Destination { address: Some(address), fragment })
    }

    fn address(&self, file: &str, path: &str) -> Option<Box<str>> {
        let joined = permalink::join(file, path)?;
        if !path.starts_with('/')
            && let Some(address) = self.files.get(joined.as_str())
        {
            return Some(address.clone());
        }
        // An address: from the root, or as a browser would read it on the page of this file.
        let page = self.files.get(file).map_or("", |address| address);
        let address = permalink::join(page, path)?;
        let folder_index = match address.as_str() {
            "" => "index.html".to_owned(),
            other => format!("{other}/index.html"),
        };
        [address, folder_index].into_iter().find_map(|address| {
            let at = self.addresses.binary_search_by(|other| (**other).cmp(&address)).ok()?;
            Some(self.addresses[at].clone())
        })
    }
}

/// Resolves percent-encoding; what does not decode stays as it is.
fn decode(path: &str) -> Cow<'_, str> {
    percent_decode_str(path).decode_utf8().unwrap_or(Cow::Borrowed(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        let files = [
            ("content/branches/a.md", "branches/a.html"),
            ("content/branches/b/p.jpg", "branches/b/p.jpg"),
        ];
        let routes = [(Route::Feed(1), "index.html"), (Route::SeriesIndex, "series/index.html")];
        let routes = routes.map(|(route, address)| Planned { route, address: address.to_owned() });
        Links::new(files.map(|(file, address)| (file.into(), address.into())).into(), &routes)
    }

    fn to(target: &str) -> Option<String> {
        let found = links().resolve("content/branches/b/index.md", target)?;
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
