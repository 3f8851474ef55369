//! Reads honours that are written as phrases, or by the year in which they were given, by level or by name.
//!
//! Entry points: [`phrase_honours`], [`by_name`].

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

/// `2023年: 县级先进党支部`, `县级: 先进党支部`, `先进党支部: 2023年度县级` in a map or in a list of such: each as one phrase.
/// `is_key` knows the keys of an honour.
pub(super) fn by_name<'n>(
    node: &'n Node<'_>,
    is_key: &dyn Fn(&str) -> bool,
) -> Option<Vec<(String, At<'n>)>> {
    let maps: Vec<&[Entry<'_>]> = match &node.value {
        Value::Map(map) => vec![map],
        Value::List(list) => list.iter().map(map_of).collect::<Option<_>>()?,
        Value::Null | Value::Scalar(_) => return None,
    };
    let entries = maps.into_iter().flatten();
    let named = entries.map(|entry| phrases(entry).filter(|_| !is_key(entry.key.text.trim())));
    let all: Option<Vec<_>> = named.collect();
    all.map(|all| all.into_iter().flatten().collect::<Vec<_>>()).filter(|all| !all.is_empty())
}

/// The phrases of one entry, whose key is a year, a level or a name and none of the keys of an honour.
fn phrases<'n>(entry: &'n Entry<'_>) -> Option<Vec<(String, At<'n>)>> {
    let key = entry.key.text.trim();
    let front = front(key);
    let phrase = |text: &str| match (&front, self::front(text)) {
        (Some(front), _) => Some(format!("{front}{text}")),
        (None, Some(front)) => Some(format!("{front}{key}")),
        (None, None) => None,
    };
    match &entry.value.value {
        Value::Scalar(text) => Some(vec![(phrase(text.trim())?, At::value(entry))]),
        Value::List(list) if front.is_some() => list
            .iter()
            .map(|item| match &item.value {
                Value::Scalar(text) => Some((phrase(text.trim())?, At::item(item))),
                Value::Null | Value::List(_) | Value::Map(_) => None,
            })
            .collect(),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

/// A year, a level or both, as they stand in front of an honour.
fn front(text: &str) -> Option<String> {
    if let Some((first, last)) = award_year::bracketed_years(text) {
        let years = if first == last { first.to_string() } else { format!("{first}-{last}") };
        return Some(format!("{years}年度"));
    }
    let rest = award_year::years_in_front(text).map_or(text, |(_, rest)| rest.trim_start());
    tier::tier_in_front(rest).filter(|(_, rest)| rest.is_empty()).map(|_| text.to_owned())
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
