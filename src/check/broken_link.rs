//! `broken-link`: a link inside the site leads to something.
//!
//! Why: a reader of seventy-five who lands on "not found" does not come back. Letter case counts,
//! as on most hosts. A link to a draft is broken too: the draft is not published.

use std::sync::Arc;

use crate::check::{Rule, slip};
use crate::config;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::link::Target;
use crate::locale::Message;
use crate::parse::body::node::Link;
use crate::site::Site;

pub(super) const RULE: Rule = Rule::site("broken-link", Severity::Error, check);

fn check(site: &Site) -> Vec<Diagnostic> {
    let mut faults: Vec<_> = each_broken(site, false)
        .map(|(file, link)| {
            let link_to = |message| Message::new(message).text("link", &*link.target);
            let told = |message| Diagnostic::error(RULE.id, place(file, link), link_to(message));
            match slip::scheme(&link.target) {
                Some(scheme) => {
                    let right = format!("{scheme}{}", link.target);
                    let help = Message::new("broken-link-scheme-help").text("right", right);
                    told("broken-link-scheme").with_help(help)
                }
                None => fault(told("broken-link")),
            }
        })
        .collect();
    let file: Arc<str> = config::FILE.into();
    let items = site.config.menu.iter().enumerate().flat_map(|(at, item)| {
        std::iter::once(item).chain(&item.items).map(move |item| (at, item))
    });
    for (at, link) in items.filter_map(|(at, item)| Some((at, item.link.as_deref()?))) {
        let is_internal = matches!(Target::of(link), Target::Internal { .. });
        let from_root = format!("/{}", link.trim_start_matches('/'));
        if is_internal && site.resolve(&file, &from_root).is_none() {
            let message = Message::new("broken-link").text("link", link);
            let place = Place::fact(&file, "menu", Some(at));
            faults.push(fault(Diagnostic::error(RULE.id, place, message)));
        }
    }
    faults.extend(site.stories.iter().filter_map(|story| {
        let audio = story.profile.audio.as_deref()?;
        let is_broken = site.resolve(&story.file, audio).is_none();
        let message = Message::new("broken-link").text("link", audio);
        let place = Place::fact(&story.file, "audio", None);
        is_broken.then(|| fault(Diagnostic::error(RULE.id, place, message)))
    }));
    faults
}

fn fault(diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.with_help(Message::new("broken-link-help"))
}

/// The place of a link or picture.
pub(super) fn place(file: &Arc<str>, link: &Link) -> Place {
    Place::span(file, link.span.0 as usize..link.span.1 as usize)
}

/// Every link, or every picture, that leads nowhere.
pub(super) fn each_broken(site: &Site, images: bool) -> impl Iterator<Item = (&Arc<str>, &Link)> {
    site.texts()
        .flat_map(|(file, body)| body.links_inside().map(move |link| (file, link)))
        .filter(move |(_, link)| link.is_image == images)
        .filter(|(file, link)| site.resolve(file, &link.target).is_none())
}
