//! How a value is written that was meant as a date or a number and is none.
//!
//! Entry points: [`date`], [`absent`], [`grouping`], [`worked_out`], [`names`], [`is_nothing`].

use jiff::civil::Weekday;

use crate::date::{self, PartialDate};
use crate::locale::Message;
use crate::quantity;

/// Words that say there is nothing to say.
const NOTHING: [&str; 14] = [
    "无",
    "暂无",
    "没有",
    "待定",
    "待补",
    "待补充",
    "暂缺",
    "不详",
    "未知",
    "待统计",
    "尚无",
    "未获得",
    "未获奖",
    "没有获得",
];
/// Words for what nobody knows, or what has no end, where a date or a number is asked for.
const ABSENT: [&str; 8] = ["不清楚", "不知道", "不明", "待查", "长期", "永久", "长期有效", "空"];

/// Whether a value says that there is none.
pub(crate) fn is_nothing(text: &str) -> bool {
    let text = text.trim().trim_end_matches('。');
    NOTHING.contains(&text) || is_of(text, "/／-－—")
}

fn is_of(text: &str, marks: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| marks.contains(c))
}

/// That a key is left out where nothing is known for it.
pub(super) fn absent(text: &str) -> Option<Message> {
    let text = text.trim().trim_end_matches('。').trim_matches(['（', '）', '(', ')']);
    let is_absent = is_nothing(text) || ABSENT.contains(&text) || is_of(text, "/／-－—–?？");
    is_absent.then(|| Message::new("absent-value-help"))
}

/// 1,2000元: a number whose commas do not stand before three figures each.
pub(super) fn grouping(text: &str) -> Option<Message> {
    let text = text.trim();
    let is_comma = |c: char| matches!(c, ',' | '，');
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || is_comma(c));
    let (number, unit) = text.split_at(text.len() - rest.len());
    let groups: Vec<&str> = number.split(is_comma).collect();
    let is_number = groups.len() > 1 && groups.iter().all(|group| !group.is_empty());
    let plain = format!("{}{unit}", groups.concat());
    (is_number && quantity::parse_typed(&plain).is_ok())
        .then(|| Message::new("not-a-quantity-grouping").text("value", plain))
}

/// `20+6名`, `12*2场`, `26-19`: a sum that is to be worked out, and `2 6名`: a blank inside a number.
pub(super) fn worked_out(text: &str) -> Option<Message> {
    let text = text.trim().trim_start_matches('=').trim_start();
    let unspaced: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if unspaced.len() < text.len() && quantity::parse_typed(&unspaced).is_ok() {
        return Some(Message::new("did-you-mean").text("name", unspaced));
    }
    let unit_at = unspaced.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (terms, unit) = unspaced.split_at(unit_at);
    let (at, _) = terms.char_indices().skip(1).find(|(_, c)| SIGNS.contains(c))?;
    let (first, rest) = terms.split_at(at);
    let sign = rest.chars().next()?;
    let is_figure = |c: char| c.is_ascii_digit();
    let first: i64 = first.trim_end_matches(|c: char| !is_figure(c)).parse().ok()?;
    let second: i64 = rest[sign.len_utf8()..].parse().ok()?;
    let result = match sign {
        '+' | '＋' => first.checked_add(second),
        '-' | '－' | '−' => first.checked_sub(second),
        _ => first.checked_mul(second),
    };
    let value = result.filter(|result| *result > 0).map(|result| format!("{result}{unit}"))?;
    let is_quantity = quantity::parse_typed(&value).is_ok();
    is_quantity.then(|| Message::new("not-a-quantity-sum").text("value", value))
}

/// 示例甲、示例乙: names where their number is asked for.
pub(super) fn names(text: &str) -> Option<Message> {
    let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let parts: Vec<&str> = text.split(['、', '，', ',', '；']).map(str::trim).collect();
    let is_name = |part: &&str| (2..=8).contains(&part.chars().count()) && part.chars().all(is_han);
    let is_list = parts.len() > 1 && parts.iter().all(is_name);
    is_list.then(|| Message::new("not-a-quantity-names").text("count", parts.len().to_string()))
}

/// Signs between the terms of a sum or a product.
const SIGNS: [char; 9] = ['+', '＋', '-', '－', '−', '*', '＊', '×', '✕'];

/// How `text` behind `key` is written as a date.
pub(super) fn date(key: &str, text: &str) -> Option<Message> {
    let text = text.trim();
    absent(text)
        .or_else(|| weekday(text))
        .or_else(|| meant(text).map(|date| Message::new("did-you-mean").text("name", date)))
        .or_else(|| part(key, text))
        .or_else(|| without_year(text).then(|| Message::new("date-year-help")))
}

/// 2024年7月1日星期二: the day of the week is another one.
fn weekday(text: &str) -> Option<Message> {
    let at = ["星期", "周", "礼拜"].iter().find_map(|word| text.rfind(word))?;
    let day =
        date::parse_typed(text[..at].trim_end_matches(['（', '(', ' ', '，'])).ok()?.full()?;
    let name = match day.weekday() {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    };
    let date = PartialDate::from(day).to_chinese();
    Some(Message::new("date-weekday-help").text("date", date).text("weekday", name))
}

/// 2O24-07-01 with a letter, 98年 and 24-7-1 with half a year, 200806 with nothing between.
fn meant(text: &str) -> Option<String> {
    if let Some(month) = date::month_of_figures(text) {
        return Some(month.to_chinese());
    }
    if let Some(date) = of_table(text) {
        return Some(date);
    }
    // 二OO八年六月: in numerals of Han it is 〇.
    let han: String = text.chars().map(|c| if "OoＯ○0".contains(c) { '〇' } else { c }).collect();
    if han != text && text.starts_with(|c| "一二".contains(c)) && date::parse_typed(&han).is_ok()
    {
        return Some(han);
    }
    let figure = |c: char| match c {
        'O' | 'o' => '0',
        'l' | 'I' | '|' => '1',
        _ => c,
    };
    let figures: String = text.chars().map(figure).collect();
    if figures != text && date::parse_typed(&figures).is_ok() {
        return Some(figures);
    }
    let digits: String = text
        .chars()
        .take(2)
        .map_while(|c| "零一二三四五六七八九".chars().position(|han| han == c))
        .map(|digit| digit.to_string())
        .collect();
    let (year, rest) = match digits.len() {
        2 => (digits, text.chars().skip(2).collect::<String>()),
        _ => (text.get(..2)?.to_owned(), text[2..].to_owned()),
    };
    let number: u8 = year.parse().ok()?;
    let century = if number < 40 { "20" } else { "19" };
    let whole = format!("{century}{year}{rest}");
    let is_year = rest.starts_with(['年', '-', '/', '.']);
    (is_year && date::parse_typed(&whole).is_ok()).then_some(whole)
}

/// 39600 and Jun-08, as a table shows a date whose cell has lost its form or speaks English. The days are counted from the
/// end of 1899.
fn of_table(text: &str) -> Option<String> {
    const FIRST: i64 = 7_500;
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Some(days) = text.parse::<i64>().ok().filter(|days| (FIRST..80_000).contains(days)) {
        let start = jiff::civil::date(1899, 12, 30);
        let day = start.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        return Some(PartialDate::from(day).to_chinese());
    }
    let (month, year) = text.split_once(['-', ' '])?;
    let month = MONTHS.iter().position(|name| month.eq_ignore_ascii_case(name))? + 1;
    let year: u16 = year.trim_start_matches('\'').parse().ok().filter(|year| *year < 100)?;
    let century = if year < 40 { 2000 } else { 1900 };
    Some(format!("{}年{month}月", century + year))
}

/// A date among other words, as a line of its own.
fn part(key: &str, text: &str) -> Option<Message> {
    let found = date::scan(text).next()?;
    let date = text.get(found.range)?;
    let is_all = date.len() == text.len();
    let line = format!("{key}: {date}");
    (!is_all && !key.is_empty()).then(|| Message::new("date-part-help").text("line", line))
}

fn without_year(text: &str) -> bool {
    matches!(date::parse(text), Err(date::DateError::YearMissing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_said() {
        let said = |text: &str| date("成立时间", text).map_or("", |help| help.id);
        for (text, id) in [
            ("不详", "absent-value-help"),
            ("/", "absent-value-help"),
            ("长期", "absent-value-help"),
            ("2024年7月1日星期二", "date-weekday-help"),
            ("2O24-07-01", "did-you-mean"),
            ("98年", "did-you-mean"),
            ("九八年", "did-you-mean"),
            ("零五年八月", "did-you-mean"),
            ("24-7-1", "did-you-mean"),
            ("200806", "did-you-mean"),
            ("39600", "did-you-mean"),
            ("Jun-08", "did-you-mean"),
            ("二OO八年六月", "did-you-mean"),
            ("2005年8月（原财政局支部）", "date-part-help"),
            ("7月1日", "date-year-help"),
            ("八十年代", ""),
            ("上个月", ""),
        ] {
            assert_eq!(said(text), id, "{text}");
        }
        assert_eq!(meant("98年").as_deref(), Some("1998年"));
        assert_eq!(meant("零五年八月").as_deref(), Some("2005年八月"));
    }
}
