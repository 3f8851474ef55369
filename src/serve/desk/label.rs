//! What facts and keys are called on the desk, in the language of the run.

use crate::locale::{Language, Locale};
use crate::parse::profile::keys;

/// What an editor calls a fact.
pub(super) fn fact_label(key: &str, locale: &Locale) -> String {
    match locale.language() {
        Language::Chinese => keys::chinese_name(key).unwrap_or(key).to_owned(),
        Language::English => key.to_owned(),
    }
}

/// The label of a key in the language of the run.
pub(super) fn label(field: &crate::schema::Field, is_top: bool, language: Language) -> String {
    match language {
        Language::English => field.key().replace('_', " "),
        Language::Chinese => {
            let flat = field.flat.first().filter(|_| is_top && field.path.contains('.'));
            flat.copied().unwrap_or(field.chinese_name()).to_owned()
        }
    }
}
