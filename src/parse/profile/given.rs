//! Reads honours that are written as phrases, or by the year in which they were given.
//!
//! Entry points: [`phrase_honours`], [`by_year`].

use crate::diagnostic::Diagnostic;
use crate::locale::Message;
use crate::parse::profile::{Honour, award_year, honour, tier};
use crate::schema::{At, Reader};
use crate::yaml::{Entry, Node, Value};

/// The honours of one phrase.
pub(super) fn phrase_honours(reader: &mut Reader<'_>, text: &str, at: At<'_>) -> Vec<Honour> {
    let levels = tier::Levels {
        front: &|text| opening(reader, text),
        is_listed: &|level| reader.opening(level).is_some_and(|(_, rest)| rest.is_empty()),
    };
    let all = honour::honours(text, levels);
    let is_in_title = |month: &str| all.iter().any(|one| one.title.contains(month));
    if let Some(month) = award_year::month(text).filter(|month| !is_in_title(month)) {
        tell_month(reader, month, at);
    }
    all
}

fn map_of<'n, 't>(node: &'n Node<'t>) -> Option<&'n [Entry<'t>]> {
    if let Value::Map(map) = &node.value { Some(map) } else { None }
}

/// `2023年: 县级先进党支部` in a map or in a list of such: each year with what was given in it, as one phrase.
pub(super) fn by_year<'n>(node: &'n Node<'_>) -> Option<Vec<(String, At<'n>)>> {
    let maps: Vec<&[Entry<'_>]> = match &node.value {
        Value::Map(map) => vec![map],
        Value::List(list) => list.iter().map(map_of).collect::<Option<_>>()?,
        Value::Null | Value::Scalar(_) => return None,
    };
    let phrase = |entry: &'n Entry<'_>| {
        let years = award_year::bracketed_years(&entry.key.text)?;
        let Value::Scalar(text) = &entry.value.value else { return None };
        let years = if years.0 == years.1 {
            years.0.to_string()
        } else {
            format!("{}-{}", years.0, years.1)
        };
        Some((format!("{years}年度{text}"), At::value(entry)))
    };
    let all: Option<Vec<_>> = maps.into_iter().flatten().map(phrase).collect();
    all.filter(|all| !all.is_empty())
}

/// Tells that the month of an honour is not shown.
pub(super) fn tell_month(reader: &mut Reader<'_>, month: &str, at: At<'_>) {
    let message =
        Message::new("honour-month").text("month", month.trim_start_matches(['.', '/', '-']));
    let place = reader.place(&at.node.place);
    reader.keep(Diagnostic::information("honour-year", place, message));
}

fn opening<'t>(reader: &Reader<'_>, text: &'t str) -> Option<(&'t str, &'t str)> {
    reader.opening(text).or_else(|| tier::tier_in_front(text))
}
