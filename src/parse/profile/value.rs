//! Values that are a word more than the plain ones of the schema: texts that may say "none", days, places, names.
//!
//! Nothing here knows a table of keys: a row names one of these as its reader.

use crate::date::PartialDate;
use crate::diagnostic::Diagnostic;
use crate::link::Target;
use crate::locale::Message;
use crate::parse::body::{is_joined, media::is_sound};
use crate::parse::profile::{list, picture};
use crate::picture::Focus;
use crate::quantity;
use crate::schema::{At, Reader, is_nothing};
use crate::yaml::{Style, Value};

pub(super) fn filled(text: Option<String>) -> Option<Box<str>> {
    let text = text?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

/// A text; nothing where it says that there is none.
pub(super) fn stated(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    filled(reader.text(at)).filter(|text| !is_nothing(text))
}

/// A text that is shown as it stands: marks of HTML in it are told.
pub(super) fn plain(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    let text = filled(reader.text(at))?;
    if let Some(mark) = html_mark(&text) {
        let place = reader.place(&at.node.place);
        let message = Message::new("markup-in-value").text("found", mark);
        reader.keep(Diagnostic::warning("raw-html", place, message));
    }
    Some(text)
}

/// A line break of HTML, as it comes along with text from elsewhere.
fn html_mark(text: &str) -> Option<&str> {
    text.match_indices('<').find_map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find('>')? + 1;
        let name = rest[1..end - 1].trim_end_matches(['/', ' ']);
        name.eq_ignore_ascii_case("br").then(|| &rest[..end])
    })
}

/// A name without the quotes round the whole of it: “示例县水务局党支部”.
pub(super) fn without_quotes(name: &str) -> Box<str> {
    let name = name.trim_end_matches('。');
    let inner = name.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    let inner = inner.filter(|inner| !inner.contains(['“', '”']));
    inner.map_or(name, str::trim).into()
}

/// One county: a story stands on the page of one.
pub(super) fn county(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    let county = without_quotes(&stated(reader, at)?);
    if list::names_several(&county) {
        let message = Message::new("several-counties").text("value", &*county);
        let place = reader.place(&at.node.place);
        let fault = Diagnostic::warning("wrong-type", place, message);
        reader.keep(fault.with_help(Message::new("several-counties-help")));
    }
    Some(county)
}

/// A text that may go over several lines. Between Han the end of a line is no blank.
pub(super) fn prose(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    let text = stated(reader, at)?;
    let raw = at.node.raw.trim().trim_matches(['"', '\'']);
    let lines = raw.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.skip_while(|line| line.starts_with('>')).collect();
    if at.node.style == Style::Literal || lines.join(" ") != *text {
        return Some(text);
    }
    let mut joined = String::with_capacity(text.len());
    for line in lines {
        if !joined.is_empty() && !is_joined(&joined, line) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    Some(joined.into())
}

/// The day up to which facts are counted: of 2024年上半年 its last month.
pub(super) fn as_of(reader: &mut Reader<'_>, at: At<'_>) -> Option<PartialDate> {
    const ENDS: [(&str, i8); 9] = [
        ("上半年", 6),
        ("年中", 6),
        ("一季度", 3),
        ("二季度", 6),
        ("三季度", 9),
        ("四季度", 12),
        ("下半年", 12),
        ("年底", 12),
        ("年末", 12),
    ];
    let date = reader.bare_date(at)?;
    let Value::Scalar(text) = &at.node.value else { return Some(date) };
    let end = ENDS.iter().find(|(word, _)| date.month().is_none() && text.contains(word));
    let whole = end.and_then(|(_, month)| PartialDate::new(date.year(), Some(*month), None).ok());
    if whole.is_none() {
        reader.tell_part(at, date);
    }
    whole.or(Some(date))
}

pub(super) fn focus(reader: &mut Reader<'_>, at: At<'_>) -> Focus {
    let Some(text) = reader.text(at).filter(|text| !text.trim().is_empty()) else {
        return Focus::default();
    };
    Focus::parse(&text).unwrap_or_else(|| {
        reader.fault("wrong-type", at, Message::new("not-a-focus").text("value", &*text));
        Focus::default()
    })
}

/// The place in a series: `1`, `第1篇`.
pub(super) fn order(reader: &mut Reader<'_>, at: At<'_>) -> Option<u32> {
    let ordinal = || {
        let Value::Scalar(text) = &at.node.value else { return None };
        let inner =
            text.trim().strip_prefix('第')?.trim_end_matches(['篇', '期', '号', '个', '辑']);
        quantity::parse_typed(inner).ok()?.exact_whole().and_then(|order| u32::try_from(order).ok())
    };
    ordinal().or_else(|| reader.count(at))
}

/// The name of a recording of the site: readers can play no other.
pub(super) fn sound(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    let text = reader.text(at)?;
    let name = picture::file(reader, &text, at)?;
    let is_inside = matches!(Target::of(&name), Target::Internal { .. });
    if is_inside && is_sound(&name) {
        return Some(name);
    }
    reader.fault("wrong-type", at, Message::new("not-a-sound").text("value", &*name));
    None
}

/// `2019-2020`, `2019—2020年`, `2019至2020年度`.
pub(super) fn years(reader: &mut Reader<'_>, at: At<'_>) -> Option<(i16, i16)> {
    let text = reader.text(at)?;
    let years = span_of_years(&text);
    if years.is_none() {
        reader.fault("wrong-type", at, Message::new("not-a-year-range").text("value", text));
    }
    years
}

/// The same in the place of one year.
pub(super) fn year_range(at: At<'_>) -> Option<(i16, i16)> {
    let Value::Scalar(text) = &at.node.value else { return None };
    span_of_years(text).filter(|(first, last)| first < last)
}

fn span_of_years(text: &str) -> Option<(i16, i16)> {
    let parts: Vec<i16> = text
        .trim_end_matches("年度")
        .trim_end_matches('年')
        .split(['-', '—', '–', '~', '～', '至'])
        .filter(|part| !part.is_empty())
        .map_while(|part| part.trim().trim_end_matches('年').parse().ok())
        .collect();
    match parts[..] {
        [first, last] if (1900..=last).contains(&first) && last < 2200 => Some((first, last)),
        _ => None,
    }
}

/// The name of a series; the path of its file says the same. Behind `//` and `/*` stands a remark, and no file.
pub(super) fn series(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    let text = stated(reader, at)?.replace('\\', "/");
    let is_path = !text.contains(|c: char| c.is_whitespace() || c == '*');
    let of_path = || text.trim_end_matches('/').rsplit('/').next();
    let name = if is_path { of_path().unwrap_or_default() } else { &text };
    let name = name.strip_suffix(".md").unwrap_or(name);
    (!name.is_empty()).then(|| name.into())
}

/// Addresses in a list or on one line; no address holds a mark of a Chinese list.
pub(super) fn addresses(reader: &mut Reader<'_>, at: At<'_>) -> Vec<String> {
    let texts = reader.texts(at);
    match &at.node.value {
        Value::Scalar(text) if text.contains(['、', '，', '；']) => {
            let all = text.split(['、', '，', '；']).map(str::trim);
            all.filter(|one| !one.is_empty()).map(str::to_owned).collect()
        }
        Value::Null | Value::Scalar(_) | Value::List(_) | Value::Map(_) => texts,
    }
}
