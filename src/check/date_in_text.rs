//! `date-in-text`: a date in the text is one that exists.
//!
//! Why: 2月30日, 13月 and 20096月 (a 年 was lost) are read over by everyone but the reader.

use std::ops::Range;

use crate::check::Rule;
use crate::check::case::Text;
use crate::date::{self, DateError};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::text("date-in-text", Severity::Warning, check);

/// The days of each month; February may have 29.
const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let prose = text.prose.text();
    let mut found: Vec<Range<usize>> = Vec::new();
    for one in date::scan(prose) {
        if let Err(DateError::NoSuchMonth { .. } | DateError::NoSuchDay { .. }) = one.date {
            found.push(one.range.start..end_of_date(prose, one.range.end));
        }
    }
    for at in memchr::memmem::find_iter(prose.as_bytes(), "月") {
        if let Some(range) =
            month(prose, at).filter(|range| !found.iter().any(|one| one.contains(&range.start)))
        {
            found.push(range);
        }
    }
    found.sort_by_key(|range| range.start);
    let told = found.into_iter().map(|range| {
        let message = Message::new("date-in-text").text("date", &prose[range.clone()]);
        RULE.found(text.place(range), message)
    });
    told.collect()
}

/// Behind 月 and 日 of a date whose year ends at byte `at`.
fn end_of_date(prose: &str, at: usize) -> usize {
    let mut end = at;
    for mark in ['月', '日'] {
        let rest = prose[end..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        if !rest.starts_with(mark) {
            break;
        }
        end = prose.len() - rest.len() + mark.len_utf8();
    }
    end
}

/// The date of the 月 at byte `at`, where there is no such month or day.
fn month(prose: &str, at: usize) -> Option<Range<usize>> {
    let start = prose[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let digits = &prose[start..at];
    let behind = &prose[at + '月'.len_utf8()..];
    let is_glued =
        prose[..start].ends_with(|c: char| ".-/:+~～—至到".contains(c) || c.is_ascii_alphabetic());
    if digits.is_empty() || is_glued || behind.starts_with(['龄', '薪']) {
        return None;
    }
    let month: u32 = digits.parse().ok()?;
    let days = usize::try_from(month).ok().and_then(|month| DAYS.get(month.checked_sub(1)?));
    let count = behind.bytes().take_while(u8::is_ascii_digit).count();
    let has_day = count > 0 && behind[count..].starts_with('日');
    let end = at + '月'.len_utf8();
    match days {
        None => Some(start..end),
        Some(days) if has_day => {
            let day: u32 = behind[..count].parse().ok()?;
            (day == 0 || day > *days).then(|| start..end + count + '日'.len_utf8())
        }
        Some(_) => None,
    }
}
