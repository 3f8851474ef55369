//! The texts that the scripts of the preview's own pages show, by page.
//!
//! Entry points: [`of_page`] for `words.json`, [`words`] for a list. A text is named by its id in `locales/`.

use serde::Serialize;

use crate::locale::{Language, Locale};

/// The texts of the report that is laid over a page.
pub(super) const OVERLAY: &[&str] = &[
    "overlay-title",
    "overlay-last-good",
    "overlay-close",
    "overlay-badge",
    "overlay-desk",
    "label-help",
];

/// The texts of the desk.
pub(super) const DESK: &[&str] = &[
    "desk-title",
    "desk-search",
    "desk-all",
    "desk-with-errors",
    "desk-with-warnings",
    "desk-kept-back",
    "desk-with-missing",
    "desk-story",
    "desk-state",
    "desk-report",
    "desk-missing",
    "desk-coverage",
    "desk-errors",
    "desk-warnings",
    "desk-information",
    "desk-clean",
    "desk-none",
    "desk-preview",
    "desk-draft",
    "desk-future",
    "desk-expired",
    "desk-published",
    "desk-broken",
    "desk-series",
    "desk-page",
    "desk-unaccounted",
    "desk-previous",
    "desk-next",
    "desk-home",
    "desk-nothing",
    "label-help",
];

/// The texts of the form.
const EDIT: &[&str] = &["label-help"];

/// The texts of the page that publishes.
const PUBLISH: &[&str] = &["label-help"];

/// The texts of the sheet that is printed for a review.
const SHEET: &[&str] = &["label-help"];

/// The texts of the first page, where there is no site yet.
const START: &[&str] = &["label-help"];

/// The texts of a page, in the language of the run.
#[derive(Serialize)]
pub(super) struct Words {
    lang: &'static str,
    words: Vec<(&'static str, String)>,
}

/// The texts of the page of this name.
pub(super) fn of_page(page: &str, locale: &Locale) -> Option<Words> {
    let ids = match page {
        "desk" => DESK,
        "edit" => EDIT,
        "publish" => PUBLISH,
        "sheet" => SHEET,
        "start" => START,
        _ => return None,
    };
    let lang = match locale.language() {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    };
    Some(Words { lang, words: words(ids, locale) })
}

/// Texts by their ids.
pub(super) fn words(ids: &[&'static str], locale: &Locale) -> Vec<(&'static str, String)> {
    ids.iter().map(|id| (*id, locale.find(id).unwrap_or_default())).collect()
}
