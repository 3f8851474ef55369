//! Dates in the forms that a hand types beside those of print: 2024—07—01, 20240701, 2024 07 01, 2008年6月成立.
//!
//! Entry point: [`parse_typed`]. Only a whole value is read so: in prose these may be numbers, ranges and sentences.

use jiff::civil::Weekday;

use super::{DateError, PartialDate, parse};

/// Days of the week behind a date, from Monday.
const WEEKDAYS: [(&str, Weekday); 8] = [
    ("一", Weekday::Monday),
    ("二", Weekday::Tuesday),
    ("三", Weekday::Wednesday),
    ("四", Weekday::Thursday),
    ("五", Weekday::Friday),
    ("六", Weekday::Saturday),
    ("日", Weekday::Sunday),
    ("天", Weekday::Sunday),
];
/// What a branch does on such a day, where the key says so already.
const FOUNDED: [&str; 8] = ["正式成立", "成立", "组建", "设立", "建立", "始建", "始设", "批准成立"];

/// Reads a whole value as a date, as [`parse`] does, or else in the forms above.
///
/// # Errors
/// As [`parse`]; of a value in none of these forms, what [`parse`] says of it.
pub fn parse_typed(text: &str) -> Result<PartialDate, DateError> {
    parse(text).or_else(|error| {
        let typed = text.trim();
        let bare = without_time(typed);
        let found = of_digits(bare)
            .or_else(|| of_marks(bare))
            .or_else(|| of_mixed(bare))
            .or_else(|| of_month(bare))
            .or_else(|| behind_word(bare))
            .or_else(|| with_weekday(bare))
            .or_else(|| with_verb(bare))
            .or_else(|| with_day_word(bare))
            .or_else(|| (bare != typed).then(|| parse(bare)));
        found.unwrap_or(Err(error))
    })
}

/// 20240701
fn of_digits(text: &str) -> Option<Result<PartialDate, DateError>> {
    let is_day = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_day.then(|| parse(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])))
}

/// 2024—07—01, 2024 07 01, 2024、7、1: one mark between three numbers, or the dashes of an input method.
fn of_marks(text: &str) -> Option<Result<PartialDate, DateError>> {
    let is_mark = |c: char| c.is_whitespace() || "-－‐‑–—―−_、,，/／.．·".contains(c);
    let parts: Vec<&str> = text.split(is_mark).filter(|part| !part.is_empty()).collect();
    let is_dash = |c: char| "‐‑–—―−－-".contains(c);
    let is_dashed = text.contains(is_dash) && !text.contains(|c| is_mark(c) && !is_dash(c));
    let is_number = |part: &&str| part.chars().all(|c| c.is_ascii_digit());
    let is_day = parts.len() == 3 || parts.len() == 2 && is_dashed;
    let is_date = is_day && parts.iter().all(is_number) && parts[0].len() == 4;
    is_date.then(|| parse(&parts.join("-")))
}

/// 2008.6月, 2008。6, 2008年6, 2024-7月1日: numbers and the marks of two ways to write a day.
fn of_mixed(text: &str) -> Option<Result<PartialDate, DateError>> {
    let is_digit = |c: char| c.is_ascii_digit();
    let number = |text: &str| text.len() - text.trim_start_matches(is_digit).len();
    let mark = |text: &str| text.chars().next().map(|c| (c, c.len_utf8()));
    let (year, rest) = text.split_at_checked(4).filter(|(year, _)| number(year) == 4)?;
    let (first, length) = mark(rest).filter(|(c, _)| "年.．。/／-".contains(*c))?;
    let rest = rest[length..].trim_start();
    let (month, rest) = rest.split_at(number(rest));
    let rest = rest.trim_start();
    let is_short = |part: &str| (1..=2).contains(&part.len());
    if rest.is_empty() || rest == "月" {
        return is_short(month).then(|| parse(&format!("{year}-{month}")));
    }
    let (second, length) = mark(rest)?;
    // 2024年7-8月 is a span.
    if second != '月' && (second != first || second == '年') {
        return None;
    }
    let rest = rest[length..].trim_start();
    let (day, end) = rest.split_at(number(rest));
    let is_day = is_short(month) && is_short(day) && ["", "日", "号"].contains(&end);
    is_day.then(|| parse(&format!("{year}-{month}-{day}")))
}

/// 199806: where it can be no day of this century, 98-06.
fn of_month(text: &str) -> Option<Result<PartialDate, DateError>> {
    let month = month_of_figures(text)?;
    let short = format!("20{}-{}-{}", &text[..2], &text[2..4], &text[4..]);
    parse(&short).is_err().then_some(Ok(month))
}

/// The month that six figures may be, 200806. They may be a day, too: 20年8月6日.
pub fn month_of_figures(text: &str) -> Option<PartialDate> {
    let is_six = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let month = is_six.then(|| parse(&format!("{}-{}", &text[..4], &text[4..])))?;
    month.ok().filter(|month| (1900..2100).contains(&month.year()))
}

/// 是2008年6月, as of a sentence.
fn behind_word(text: &str) -> Option<Result<PartialDate, DateError>> {
    let rest = ["为", "是", "在"].iter().find_map(|word| text.strip_prefix(word))?;
    parse(rest.trim()).ok().map(Ok)
}

/// 2024年7月1日（星期一）: a day of the week that is the right one says nothing more.
fn with_weekday(text: &str) -> Option<Result<PartialDate, DateError>> {
    let inner = text.trim_end_matches(['）', ')']);
    let (rest, day) = WEEKDAYS.iter().find_map(|(name, day)| {
        let rest = inner.strip_suffix(name)?;
        let words = ["星期", "周", "礼拜"];
        words.iter().find_map(|word| rest.strip_suffix(word)).map(|rest| (rest, *day))
    })?;
    let rest = rest.trim_end_matches(|c: char| c.is_whitespace() || "（(，,".contains(c));
    let date = parse_typed(rest).ok()?;
    (date.full()?.weekday() == day).then_some(Ok(date))
}

/// 于2008年6月成立
fn with_verb(text: &str) -> Option<Result<PartialDate, DateError>> {
    let rest = FOUNDED.iter().find_map(|verb| text.strip_suffix(verb));
    let front = ["始建于", "成立于", "组建于", "设立于", "建于", "于"];
    let begun = front.iter().find_map(|word| rest.unwrap_or(text).strip_prefix(word));
    begun.or(rest).map(|date| parse(date.trim()))
}

/// 2024-07-01日
fn with_day_word(text: &str) -> Option<Result<PartialDate, DateError>> {
    let date = parse(text.strip_suffix(['日', '号'])?).ok()?;
    date.full().map(|_| Ok(date))
}

/// Without the time that a spreadsheet or another system puts behind a day: 2024-07-01T08:00:00+08:00, 2024/7/1 上午.
fn without_time(text: &str) -> &str {
    let Some((day, time)) = text.rsplit_once([' ', 'T']) else { return text };
    if ["上午", "下午", "中午", "晚上"].contains(&time) {
        return day.trim_end();
    }
    let time =
        time.strip_suffix('Z').unwrap_or_else(|| time.split(['+', '-']).next().unwrap_or(time));
    let time = time.split('.').next().unwrap_or(time);
    let parts: Vec<&str> = time.split(':').collect();
    let is_part = |part: &&str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = (2..=3).contains(&parts.len()) && parts.iter().all(is_part);
    if is_time { day.trim_end() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hours_and_minutes_are_a_time() {
        assert_eq!(without_time("2024年7月 1"), "2024年7月 1");
        assert_eq!(without_time("2024年7月1日 示例:甲"), "2024年7月1日 示例:甲");
        assert_eq!(without_time("2024年7月1日 8:05:09"), "2024年7月1日");
        // Two numbers are a month with a dash alone.
        assert_eq!(of_marks("2024、07"), None);
        assert_eq!(
            of_marks("2024—07").map(|date| date.map(PartialDate::to_iso)),
            Some(Ok("2024-07".to_owned()))
        );
    }

    #[test]
    fn forms_that_a_hand_types() {
        for (text, expected) in [
            ("2024-07-01", "2024-07-01"),
            ("2024—07—01", "2024-07-01"),
            ("2024–7–1", "2024-07-01"),
            ("2024——07——01", "2024-07-01"),
            ("2024—07", "2024-07"),
            ("20240701", "2024-07-01"),
            ("2024 07 01", "2024-07-01"),
            ("2024、7、1", "2024-07-01"),
            ("2024_07_01", "2024-07-01"),
            ("2024-07-01 00:00:00", "2024-07-01"),
            ("2024/7/1 8:30", "2024-07-01"),
            ("2024年7月1日（星期一）", "2024-07-01"),
            ("2024-07-01 周一", "2024-07-01"),
            ("2024-07-01T08:00:00+08:00", "2024-07-01"),
            ("2024-07-01T00:00:00.000Z", "2024-07-01"),
            ("2024/7/1 上午", "2024-07-01"),
            ("2024-07-01日", "2024-07-01"),
            ("2008年6月成立", "2008-06"),
            ("于2008年6月10日正式成立", "2008-06-10"),
            ("始建于1985年", "1985"),
        ] {
            let found = parse_typed(text).map(PartialDate::to_iso);
            assert_eq!(found.as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn forms_of_two_ways_to_write_a_day() {
        for (text, expected) in [
            ("2008.6月", "2008-06"),
            ("2008。6", "2008-06"),
            ("2008。6。1", "2008-06-01"),
            ("2008年6", "2008-06"),
            ("2008年 6 月", "2008-06"),
            ("2008年6月1", "2008-06-01"),
            ("2008/6月", "2008-06"),
            ("2024-7月1日", "2024-07-01"),
            ("2024.7.1日", "2024-07-01"),
            ("199806", "1998-06"),
            ("202407", "2024-07"),
            ("是2008年6月", "2008-06"),
        ] {
            let found = parse_typed(text).map(PartialDate::to_iso);
            assert_eq!(found.as_deref(), Ok(expected), "{text}");
        }
        for text in ["20241301", "2024—13—01", "20240230"] {
            let found = parse_typed(text);
            let is_impossible =
                matches!(found, Err(DateError::NoSuchMonth { .. } | DateError::NoSuchDay { .. }));
            assert!(is_impossible, "{text}: {found:?}");
        }
        for text in [
            "24-07-01",
            "07/01/2024",
            "2024年7月1日（星期二）",
            "1985年左右",
            "上世纪80年代",
            "2019-2023",
            "成立",
            "2024-07日",
            "2024-07-01 起",
            "2024 07",
            "200806",
            "2024年7-8月",
            "2024.7-8月",
            "2024年7-8",
            "2024.7月-8月",
        ] {
            assert!(parse_typed(text).is_err(), "{text}: {:?}", parse_typed(text));
        }
    }
}
