//! `missing-anchor`: a link to a heading leads to a heading that is there.
//!
//! Why: the reader lands at the top of a long page and does not find what was promised. Only pages
//! made from a file are looked at; the theme's own pages may have anchors of their own.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::check::Rule;
use crate::check::broken_link::place;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::parse::body::Body;
use crate::parse::body::node::Link;
use crate::site::{Site, permalink};

pub(super) const RULE: Rule = Rule::site("missing-anchor", Severity::Error, check);

fn check(site: &Site) -> Vec<Diagnostic> {
    let by_address = OnceCell::new();
    let mut found = Vec::new();
    for (file, body) in bodies(site).map(|(file, _, body)| (file, body)) {
        let links = body.links_inside();
        for link in links.filter(|link| !link.is_image && link.target.contains('#')) {
            let Some(destination) = site.resolve(file, &link.target) else { continue };
            let Some(fragment) = destination.fragment else { continue };
            let target = match &destination.address {
                None => Some(body),
                Some(address) => {
                    let all: &HashMap<String, &Body> = by_address
                        .get_or_init(|| bodies(site).map(|(_, at, body)| (at(), body)).collect());
                    all.get(&**address).copied()
                }
            };
            if let Some(target) = target.filter(|target| !target.has_anchor(&fragment)) {
                found.push(fault(file, link, target, &fragment));
            }
        }
    }
    found
}

type Address<'s> = Box<dyn Fn() -> String + 's>;

/// Every page made from a file, with its address and text.
fn bodies(site: &Site) -> impl Iterator<Item = (&std::sync::Arc<str>, Address<'_>, &Body)> {
    let stories = site.stories.iter().map(|story| {
        let address: Address<'_> = Box::new(|| permalink::story(&story.slug));
        (&story.file, address, &story.body)
    });
    let series = site.series.iter().map(|list| {
        let address: Address<'_> = Box::new(|| permalink::series(&list.series.slug));
        (&list.series.file, address, &list.series.body)
    });
    let pages = site.pages.iter().map(|page| {
        let address: Address<'_> = Box::new(|| permalink::page(&page.slug));
        (&page.file, address, &page.body)
    });
    let articles = site.articles().map(|article| {
        let address: Address<'_> = Box::new(|| permalink::article(article));
        (&article.page.file, address, &article.page.body)
    });
    stories.chain(series).chain(pages).chain(articles)
}

fn fault(file: &std::sync::Arc<str>, link: &Link, target: &Body, fragment: &str) -> Diagnostic {
    let message = Message::new("missing-anchor").text("anchor", fragment);
    let fault = RULE.found(place(file, link), message);
    let nearest = target
        .headings()
        .map(|heading| (strsim::osa_distance(heading.id, fragment), heading.id))
        .min()
        .filter(|(slips, _)| *slips <= 3);
    match nearest {
        Some((_, id)) => {
            fault.with_help(Message::new("did-you-mean").text("name", format!("#{id}")))
        }
        None => fault.with_help(Message::new("missing-anchor-help")),
    }
}
