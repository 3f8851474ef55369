//! The year of an honour in every form that people write: `2023年度`, `2019-2020年`, `２０２３年`, `2023年7月`, `（2023）`.
//!
//! Entry points: [`years_in_front`], [`years_behind`], [`bracketed_years`]; [`month`] for what an honour does not keep.

use std::borrow::Cow;

use crate::date;
use crate::fullwidth;
use crate::parse::body::forms::is_han;
use crate::parse::profile::tier::tier_in_front;

/// The first year and the last.
pub(super) type Years = (i16, i16);

/// `2023年度`, `2019-2020年`, `2023年7月` in front of a text.
pub(super) fn years_in_front(text: &str) -> Option<(Years, &str)> {
    if let Some((day, length)) = date::parse_prefix(text).filter(|(day, _)| day.month().is_some()) {
        let rest = &text[length..];
        let is_span = rest.starts_with(['-', '—', '–', '~', '～', '至']) || is_since(rest);
        return (!is_span).then_some(((day.year(), day.year()), rest));
    }
    let (first, rest) = year(text)?;
    if let Some(rest) = behind_month(rest) {
        return Some(((first, first), rest));
    }
    let (last, rest) = rest
        .strip_prefix('年')
        .unwrap_or(rest)
        .strip_prefix(['-', '—', '–', '~', '～', '至'])
        .and_then(year)
        .filter(|(last, _)| *last >= first)
        .unwrap_or((first, rest));
    let rest = rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年'))?;
    (!is_since(rest)).then_some(((first, last), rest))
}

/// `.7` and `.07.01` behind a year, where a blank or a word follows: what stands behind them.
fn behind_month(rest: &str) -> Option<&str> {
    let part = |text: &'_ str| {
        let inner = text.strip_prefix(['.', '．', '/', '-'])?;
        let length = inner.bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = inner[..length].parse().ok()?;
        (length <= 2 && (1..=31).contains(&number)).then(|| text.len() - inner.len() + length)
    };
    let month = part(rest)?;
    let end = month + part(&rest[month..]).unwrap_or_default();
    let is_end = rest[end..].starts_with(|c: char| c.is_whitespace() || is_han(c));
    is_end.then_some(&rest[end..])
}

/// The month behind the year in front of a phrase, and the day: an honour has a year alone. `7月`, `7月1日`, `.7`.
pub(super) fn month(text: &str) -> Option<&str> {
    let start = text.char_indices().find(|(at, _)| year(&text[*at..]).is_some())?.0 + 4;
    let rest = text[start..].strip_prefix('年').unwrap_or(&text[start..]);
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest[figures..].strip_prefix('月').filter(|_| (1..=2).contains(&figures));
    let Some(behind) = behind else {
        return behind_month(rest).map(|behind| &rest[..rest.len() - behind.len()]);
    };
    let figures = behind.bytes().take_while(u8::is_ascii_digit).count();
    let end = behind[figures..].strip_prefix(['日', '号']).unwrap_or(behind);
    Some(&rest[..rest.len() - end.len()])
}

/// 2019年以来 is no year of an award.
fn is_since(rest: &str) -> bool {
    ["以来", "起", "至今", "开始"].iter().any(|word| rest.starts_with(word))
}

/// A text whose year in front is written in plain digits without blanks: ２０２３年, 二〇二三年, 2023 年度, 2023县级….
pub(super) fn with_plain_year(text: &str) -> Cow<'_, str> {
    let rest = text.trim_start_matches(|c: char| digit(c).is_some());
    let head = &text[..text.len() - rest.len()];
    let digits: String = head.chars().filter_map(digit).collect();
    let behind = rest.trim_start();
    let is_chinese = head.contains(|c: char| c.is_alphabetic() || c == '○');
    let has_word = behind.starts_with('年');
    let is_bare = !is_chinese && tier_in_front(behind).is_some();
    if digits.len() != 4 || !has_word && !is_bare {
        return Cow::Borrowed(text);
    }
    let word = if is_bare { "年" } else { "" };
    Cow::Owned(format!("{digits}{word}{behind}"))
}

/// A digit as ASCII, however it was typed.
fn digit(c: char) -> Option<char> {
    let chinese = "〇一二三四五六七八九".chars().position(|one| one == c);
    match c {
        '○' | '零' => Some('0'),
        _ => fullwidth::digit(c).or_else(|| char::from_digit(u32::try_from(chinese?).ok()?, 10)),
    }
}

/// `2023年度` behind a text.
pub(super) fn years_behind(text: &str) -> Option<(Years, &str)> {
    let bare = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or(text);
    let at = bare.len().checked_sub(4).filter(|at| *at > 0 && bare.is_char_boundary(*at))?;
    let is_apart = !bare[..at].ends_with(|c: char| c.is_ascii_digit() || "-—至".contains(c));
    let (year, _) = year(&bare[at..])?;
    is_apart.then_some(((year, year), &bare[..at]))
}

/// `2023`, `2023年度`, `2019-2020年`: the whole of a text.
pub(super) fn bracketed_years(text: &str) -> Option<Years> {
    let years = format!("{}年", text.trim().trim_end_matches("年度").trim_end_matches('年'));
    let (years, behind) = years_in_front(&years)?;
    matches!(behind, "" | "年").then_some(years)
}

/// Four digits in front of a text that can be a year, and the rest.
pub(super) fn year(text: &str) -> Option<(i16, &str)> {
    let year: i16 = text.get(..4)?.parse().ok()?;
    (1900..2200).contains(&year).then_some((year, &text[4..]))
}

/// `2022` in front of `、2023年度`.
pub(super) fn bare_year(text: &str) -> Option<i16> {
    text.parse().ok().filter(|year| text.len() == 4 && (1900..2200).contains(year))
}
