//! Which keys a file may have, and where its YAML lies.
//!
//! Entry point: [`of`].

use std::ops::Range;

use crate::check::{self, TERMS};
use crate::config::{self, SITE};
use crate::diagnostic::{Source, Split};
use crate::discover::Keys;
use crate::media;
use crate::schema::Fields;
use crate::theme;

/// The table of a file of a site, and the bytes of its YAML; `None` for a file without keys of ours.
pub(super) fn of(source: &Source, keys: &Keys) -> Option<(Fields, Range<usize>)> {
    let file = &*source.file;
    let whole = 0..source.text.len();
    if file == config::FILE {
        return Some((&SITE, whole));
    }
    if file == TERMS {
        return Some((check::term_keys(), whole));
    }
    if file.starts_with("themes/") && file.ends_with("/theme.yaml") {
        return Some((theme::keys(), whole));
    }
    if !file.starts_with("content/") || !["md", "markdown"].contains(&&*media::ending(file)) {
        return None;
    }
    let yaml = match source.split() {
        Split::Found { yaml, .. } => yaml,
        // It is being written.
        Split::Unclosed { start } => start..source.text.len(),
        Split::Absent => return None,
    };
    Some((keys.of_file(file), yaml))
}
