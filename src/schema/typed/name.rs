//! The name of a key as it is meant: without blanks, brackets and marks that do not belong to it.
//!
//! Entry points: [`clean`]; [`age`] for the label of ages.

use std::borrow::Cow;

use crate::diagnostic::traditional;
use crate::prefilter;
use crate::schema::typed::inside::Inside;
use crate::schema::typed::line::is_blank;
use crate::schema::typed::{Kind, bracket, doubled, half_width};

/// A key without the blanks and marks that do not belong to it, in Simplified characters.
pub(super) fn clean(key: &str) -> Cow<'_, str> {
    let key = bracket::bare(key);
    let is_mark = |c: char| matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '*' | '【' | '】');
    let simple = |c| traditional::simplified(c).unwrap_or(c);
    let is_odd = |c: char| is_mark(c) || is_blank(c) || half_width(c) != c || simple(c) != c;
    if !prefilter::passes(key.contains(is_odd)) {
        return Cow::Borrowed(key);
    }
    let kept = key.chars().map(half_width).map(simple);
    kept.filter(|c| !is_blank(*c) && !is_mark(*c)).collect()
}

/// `Title`: an English key in small letters, where that is one.
pub(super) fn lower(key: Cow<'_, str>, inside: Inside) -> Cow<'_, str> {
    let is_capital = key.is_ascii() && key.bytes().any(|byte| byte.is_ascii_uppercase());
    if !is_capital || inside.field(&key).is_some() {
        return key;
    }
    let small = key.to_ascii_lowercase();
    if inside.field(&small).is_some() { Cow::Owned(small) } else { key }
}

/// Whether a text can be the name of something that is counted or stated.
pub(super) fn is_name(text: &str) -> bool {
    text.chars().count() <= 12 && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The label of ages as it is meant: half-width, and nothing twice.
pub(super) fn age(label: &str) -> String {
    let narrow = narrow(label);
    match doubled::once(&narrow) {
        Cow::Borrowed(_) => narrow,
        Cow::Owned(once) => once,
    }
}

/// What is wrong with a label that is meant otherwise.
pub(super) fn age_slip(label: &str) -> Kind {
    match () {
        () if age(label) != narrow(label) => Kind::Doubled,
        () if traditional::simple(label) != label => Kind::Traditional,
        () => Kind::Digits,
    }
}

/// A text with half-width digits and marks, in Simplified characters.
pub(super) fn narrow(text: &str) -> String {
    let simple = |c| traditional::simplified(c).unwrap_or(c);
    text.chars().map(half_width).map(simple).collect()
}
