//! The years of an honour: 2019年、2021年, 2022年至2024年, 连续四年.
//!
//! Entry points: [`years`], [`of_clause`].

use std::borrow::Cow;

use crate::quantity;

/// 2019年至2021年 is one span; 2017年、2019年, 2022、2023年度 are two years.
pub(super) fn years(text: &str) -> Vec<(i16, i16)> {
    let text = &in_digits(text);
    let mut years: Vec<(i16, i16)> = Vec::new();
    let mut end = 0;
    for (at, year) in bare_years(text) {
        let between = text[end.min(at)..at].trim_matches(['年', '度', ' ']);
        let is_span = matches!(between, "至" | "到" | "-" | "—" | "～" | "~" | "－");
        match years.last_mut() {
            Some((first, last)) if is_span && first == last => *last = year,
            _ => years.push((year, year)),
        }
        end = at + 4;
    }
    years
}

/// Years alone in brackets: （2014）, （2019、2021）.
pub(super) fn bracketed(aside: &str) -> Vec<(i16, i16)> {
    let inner = aside.trim_matches(['（', '）', '(', ')', ' ']);
    let years: Option<Vec<i16>> = inner
        .split(['、', '，', ',', ' '])
        .map(|year| year.parse().ok().filter(|year| (1921..=2199).contains(year)))
        .collect();
    years.unwrap_or_default().into_iter().map(|year| (year, year)).collect()
}

/// The years right before the verb; where several dates stand in the sentence, those of the last group. None where another
/// time is nearer: 2022年获评…，今年又被授予….
fn nearest_years(before: &str) -> Vec<(i16, i16)> {
    const NEARER: [&str; 10] =
        ["今年", "去年", "前年", "上年", "今天", "近日", "日前", "最近", "不久前", "前不久"];
    let before = &in_digits(before);
    let last = bare_years(before).map(|(at, _)| at).last().unwrap_or_default();
    if NEARER.iter().any(|word| before[last..].contains(word)) {
        return Vec::new();
    }
    let all = years(before);
    if all.len() < 2 {
        return all;
    }
    let places: Vec<usize> = bare_years(before).map(|(at, _)| at).collect();
    let mut start = places.len() - 1;
    while start > 0 {
        let between = &before[places[start - 1] + 4..places[start]];
        // 2018年7月和2021年7月
        let month =
            between.trim_start_matches('年').trim_start_matches(|c: char| c.is_ascii_digit());
        let between = month.strip_prefix('月').unwrap_or(between);
        let is_list = between
            .trim_matches(['年', '度', ' '])
            .chars()
            .all(|c| "、和及至到-—～~－，".contains(c));
        if !is_list {
            break;
        }
        start -= 1;
    }
    years(&before[places[start]..])
}

/// The years of an honour whose verb stands behind `before`. 2022年以来 says from when on, and no year.
pub(super) fn of_clause(before: &str) -> Vec<(i16, i16)> {
    let years = nearest_years(before);
    let row = in_a_row(before, years.clone());
    let is_since = || {
        let [(first, last)] = years[..] else { return false };
        let digits = in_digits(before);
        let behind = digits.rfind(&format!("{first}年")).map_or("", |at| &digits[at..]);
        let clause = behind.split(['，', ',', '；']).next().unwrap_or_default();
        // 2021年以来先后被评为…: from then on, and no year.
        let word = format!("{first}年以来");
        if first == last && behind.starts_with(&word) {
            return true;
        }
        let ends = ["以来", "至今", "起", "开始", "来"];
        first == last && clause.len() < behind.len() && ends.iter().any(|end| clause.ends_with(end))
    };
    if row == years && is_since() { Vec::new() } else { row }
}

/// 2020年以来，连续四年: the years from the one that is told; else the years as they are.
fn in_a_row(before: &str, years: Vec<(i16, i16)>) -> Vec<(i16, i16)> {
    let row = || {
        let behind = &before[before.rfind("连续")? + "连续".len()..];
        let count = quantity::scan(behind).next()?;
        let is_row = count.range.start == 0 && count.quantity.unit() == "年";
        let count = i16::try_from(count.quantity.exact_whole()?).ok()?;
        let [(first, last)] = years[..] else { return None };
        let since = &before[before.rfind(&format!("{first}年"))?..];
        let is_since = ["年以来", "年起", "年开始"].iter().any(|word| since[4..].starts_with(word));
        (is_row && is_since && first == last && (2..=30).contains(&count))
            .then(|| vec![(first, first + count - 1)])
    };
    row().unwrap_or(years)
}

/// Four digits that are a year, with their places.
fn bare_years(text: &str) -> impl Iterator<Item = (usize, i16)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(found) = text[at..].find(|c: char| c.is_ascii_digit()) {
            let start = at + found;
            let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
            at = start + digits;
            let year: Option<i16> = text[start..at].parse().ok();
            let behind = &text[at..];
            let is_year = behind.starts_with(['年', '、', '至', '-', '—', '和', '～'])
                || is_month_of_form(behind);
            // 成立于1996年9月，…先后荣获…: when the branch was founded is no year of an honour.
            let before = &text[..start];
            let is_founding = before.ends_with('于')
                && ["成立", "组建", "始建", "建", "建立", "创建", "设立", "创立"]
                    .iter()
                    .any(|verb| before[..before.len() - '于'.len_utf8()].ends_with(verb));
            if let Some(year) = year.filter(|year| {
                digits == 4 && (1921..=2199).contains(year) && is_year && !is_founding
            }) {
                return Some((start, year));
            }
        }
        None
    })
}

/// .07 of 2020.07 县委“…”, /6/18: the month of a form; .5 of 2000.5万元 is none.
pub(super) fn is_month_of_form(behind: &str) -> bool {
    let Some(month) = behind.strip_prefix(['.', '．', '/']) else { return false };
    let digits = month.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &month[digits..];
    let is_month = month[..digits].parse().is_ok_and(|month: u8| (1..=12).contains(&month));
    let is_amount = rest.starts_with(|c: char| {
        c.is_alphabetic() && !"月国省市县区州盟旗镇乡全被获荣中示范样".contains(c)
    });
    is_month && !is_amount
}

/// A text with the years that are written in Han as digits: 二〇一九年 is 2019年. Borrows where there are none.
pub(super) fn in_digits(text: &str) -> Cow<'_, str> {
    const HAN: &str = "〇一二三四五六七八九";
    let digit = |c: char| {
        let c = if "零○".contains(c) { '〇' } else { c };
        HAN.chars().position(|one| one == c).and_then(|digit| u8::try_from(digit).ok())
    };
    let mut made = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices('年') {
        let before = text[done..at].char_indices().rev().take(4);
        let year: Vec<(usize, u8)> =
            before.map_while(|(place, c)| Some((done + place, digit(c)?))).collect();
        if let [_, _, _, (start, 1 | 2)] = year[..] {
            made += &text[done..start];
            made.extend(year.iter().rev().map(|(_, digit)| char::from(b'0' + digit)));
            done = at;
        }
    }
    if done == 0 { Cow::Borrowed(text) } else { Cow::Owned(made + &text[done..]) }
}

#[cfg(test)]
mod tests {
    use super::{in_digits, nearest_years};

    #[test]
    fn years_in_han_are_years() {
        assert_eq!(in_digits("二〇一九年、二零二一年"), "2019年、2021年");
        assert_eq!(in_digits("三年来，一九年"), "三年来，一九年");
    }

    #[test]
    fn a_founding_is_no_year_of_an_honour() {
        assert_eq!(nearest_years("支部成立于1996年9月，现有党员52名，先后"), []);
        assert_eq!(nearest_years("支部成立于1996年9月，2019年被"), [(2019, 2019)]);
    }

    #[test]
    fn a_form_writes_months_with_points() {
        assert_eq!(nearest_years("2020.07 "), [(2020, 2020)]);
        assert_eq!(nearest_years("2021/6/18 市委"), [(2021, 2021)]);
        assert_eq!(nearest_years("2022.7市委"), [(2022, 2022)]);
        assert_eq!(nearest_years("争取资金2000.5万元"), []);
        assert_eq!(nearest_years("巡河1985.50公里"), []);
    }

    #[test]
    fn another_time_is_nearer() {
        assert_eq!(nearest_years("2022年获评先进，今年又被"), []);
        assert_eq!(nearest_years("今年五月，2022年被"), [(2022, 2022)]);
    }
}
