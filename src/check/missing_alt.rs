//! `missing-alt`: a picture in the text says in words what it shows.
//!
//! Why: a reader who cannot see it, and a machine that reads aloud, have nothing else.

use crate::check::Rule;
use crate::check::case::Text;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::text("missing-alt", Severity::Warning, check);

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let silent = text.prose.images().iter().filter(|image| !image.has_alt);
    silent
        .map(|image| {
            let place = Place::span(&text.source.file, image.span.clone());
            RULE.found(place, Message::new("missing-alt"))
                .with_help(Message::new("missing-alt-help"))
        })
        .collect()
}
