//! `personal-photo`: what was written into a photo holds no personal data.
//!
//! Why: phones and picture programs write captions, authors and remarks into a file. Nothing of it is
//! published, but the file is passed on inside the office, and what stands in it often stands in the
//! picture too: a scan of a card, a list with numbers.

use std::sync::Arc;

use crate::check::Rule;
use crate::check::personal_data;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::elsewhere("personal-photo", Severity::Warning);

/// Looks at the texts inside the photo `file`.
pub fn photo(file: &Arc<str>, texts: &[String]) -> Option<Diagnostic> {
    let what = texts.iter().find_map(|text| personal_data::in_name(text))?;
    let message = Message::new("personal-photo").message("what", what);
    let fault = RULE.found(Place::file(file), message);
    Some(fault.with_help(Message::new("personal-photo-help")))
}
