//! `duplicate-address`: no two sources claim one address.
//!
//! Why: the second would silently replace the first. Addresses that differ only in letter case or
//! in Unicode form count as one, because on many hosts and disks they are.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::check::{Check, Rule};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::site::{Planned, Route, Site};
use crate::slug;

pub(super) const RULE: Rule =
    Rule { id: "duplicate-address", severity: Severity::Error, check: Check::Site(check) };

/// The folder of the theme's own files.
const THEME: &str = "theme/";

fn check(site: &Site) -> Vec<Diagnostic> {
    let mut owners: HashMap<Cow<'_, str>, &Planned> = HashMap::with_capacity(site.routes.len());
    let mut faults = Vec::new();
    for planned in &site.routes {
        let key = slug::collision_key(&planned.address);
        if key.starts_with(THEME) {
            faults.extend(place(site, planned.route).map(|place| {
                let message = Message::new("reserved-address").text("address", &planned.address);
                Diagnostic::error(RULE.id, place, message)
            }));
        }
        if let Some(other) = owners.get(&key) {
            faults.push(fault(site, other, planned));
        } else {
            owners.insert(key, planned);
        }
    }
    faults
}

/// Shown at the source that came second; a page that the tool makes itself has no source.
fn fault(site: &Site, first: &Planned, second: &Planned) -> Diagnostic {
    let (at, other) = match (place(site, first.route), place(site, second.route)) {
        (Some(first), Some(second)) => (second, Some(first)),
        (Some(one), None) | (None, Some(one)) => (one, None),
        (None, None) => (Place::file(&crate::config::FILE.into()), None),
    };
    let message = Message::new("duplicate-address").text("address", &second.address);
    let fault = Diagnostic::error(RULE.id, at, message);
    match other {
        Some(other) => fault.with_related(other, Message::new("duplicate-address-other")),
        None => fault.with_help(Message::new("duplicate-address-own")),
    }
}

fn place(site: &Site, route: Route) -> Option<Place> {
    let file = match route {
        Route::Story(id) => &site.story(id).file,
        Route::Series(at) => &site.series[at].series.file,
        Route::Page(at) => &site.pages[at].file,
        Route::Alias(at) => return Some(site.aliases[at].place.clone()),
        Route::Asset(at) => &site.assets[at].file,
        _ => return None,
    };
    Some(Place::file(file))
}
