//! `county-map`: the map of an office can be read, and every county with stories has its shape.
//!
//! Why: the page of counties shows `static/map.svg`, coloured by stories. A county without a shape is blank there, and
//! readers think that it has no story.

use crate::check::Rule;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::site::Site;
use crate::site::county_map::{self, CountyMap, Unreadable};
use crate::site::taxonomy::{Kind, Term};

pub(super) const RULE: Rule = Rule::site("county-map", Severity::Warning, check);

/// Ids of the map that are named where no shape is a county.
const IDS: usize = 8;

fn check(site: &Site) -> Vec<Diagnostic> {
    let Some(map) = &site.map else { return Vec::new() };
    let terms = &site.taxonomies.of(Kind::County).terms;
    let blank: Vec<&Term> = terms.iter().filter(|term| !has_shape(map, term)).collect();
    if blank.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> =
        blank.iter().map(|term| format!("{}（id=\"{}\"）", term.name, term.slug)).collect();
    let message = Message::new("county-map-blank")
        .text("counties", names.join("、"))
        .count("count", names.len());
    let ids: Vec<&str> = map.ids().take(IDS).collect();
    let help = if ids.is_empty() {
        Message::new("county-map-blank-help")
    } else {
        Message::new("county-map-ids-help").text("ids", ids.join("、"))
    };
    vec![told(message).with_help(help)]
}

fn has_shape(map: &CountyMap, term: &Term) -> bool {
    map.ids().any(|id| term.is_shape(id))
}

fn told(message: Message) -> Diagnostic {
    RULE.found(Place::file(&county_map::FILE.into()), message)
}

/// What is wrong with the file itself: `None` stands for more bytes than a map has.
pub fn map_file(read: Option<&Result<CountyMap, Unreadable>>) -> Option<Diagnostic> {
    let message = match read {
        None | Some(Err(Unreadable::TooLarge)) => Message::new("county-map-large"),
        Some(Err(Unreadable::Syntax)) => Message::new("county-map-syntax"),
        Some(Err(Unreadable::NoSvg)) => Message::new("county-map-no-svg"),
        Some(Ok(map)) if map.left_out.is_empty() => return None,
        Some(Ok(map)) => {
            let names: Vec<&str> = map.left_out.iter().map(String::as_str).collect();
            Message::new("county-map-left-out").text("names", names.join("、"))
        }
    };
    Some(told(message).with_help(Message::new("county-map-help")))
}
