//! Former addresses that no page can answer, as lines that a host reads.
//!
//! Entry points: [`nginx`], for a `map`, and [`lines`], the `_redirects` of hosts for static sites. Both sides of a
//! line are encoded as browsers ask, so no blank, quote or stroke in them could mean something to the host.

use crate::site::{Redirect, Site, permalink};

/// The path below which the site is published: `/`, or `/laogan/`.
fn base(site: &Site) -> &str {
    let url = site.config.base_url.as_deref().unwrap_or_default();
    let host = url.split_once("://").map_or("", |(_, rest)| rest);
    host.find('/').map_or("/", |at| &host[at..])
}

fn target(site: &Site, redirect: &Redirect) -> String {
    permalink::absolute(base(site), &redirect.target)
}

/// `redirects.map`: the inside of `map $request_uri $moved { … }`.
pub(super) fn nginx(site: &Site) -> Vec<u8> {
    let line =
        |one: &Redirect| format!("\"{}{}\" \"{}\";\n", base(site), one.asked, target(site, one));
    site.redirects.iter().map(line).collect::<String>().into_bytes()
}

/// `_redirects`: the former path, the parts of its query, the new address and the status.
pub(super) fn lines(site: &Site) -> Vec<u8> {
    let line = |one: &Redirect| {
        let (path, query) = one.asked.split_once('?').unwrap_or((&one.asked, ""));
        let query = query.replace('&', " ");
        let parts = [&format!("{}{path}", base(site)), &*query, &target(site, one), "301"];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ") + "\n"
    };
    site.redirects.iter().map(line).collect::<String>().into_bytes()
}
