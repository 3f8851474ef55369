//! Lines of a form that was typed out, as an editor means them: 党员人数:37 is 党员人数：37名, 成立时间 2014.08 is 成立时间：2014年8月.
//!
//! Entry point: [`plain`]. Only what facts are read from is changed so; the text stays as it was typed.

use std::borrow::Cow;

use crate::claims::clause::is_han;

/// The longest label, in characters.
const LONGEST: usize = 14;
/// With what a label ends beside which a bare number counts persons: not 党员活动室, 党员大会次数.
const PERSONS: [&str; 19] = [
    "党员",
    "干部",
    "离休",
    "退休",
    "在职",
    "女",
    "男",
    "女性",
    "男性",
    "支委",
    "支委会",
    "委员",
    "班子",
    "成员",
    "人数",
    "总数",
    "党员数",
    "书记",
    "其中",
];
/// Words of labels beside which a day stands.
const DAYS: [&str; 4] = ["时间", "日期", "年月", "建立"];
const FOUNDINGS: [&str; 6] = ["成立", "组建", "建立", "始建", "设立", "建支"];

/// What marks a list that begins with its label.
const OWN: &str = "\u{1}";

/// A line as it is meant.
pub(super) fn plain(line: &str) -> Cow<'_, str> {
    match labelled(line) {
        Some((label, value, is_marked)) => {
            let read =
                persons(label, value).or_else(|| age(label, value)).or_else(|| day(label, value));
            match read {
                // The label stands in the list.
                Some(read) if read.starts_with(OWN) => Cow::Owned(read[OWN.len()..].to_owned()),
                Some(read) => Cow::Owned(format!("{label}：{read}")),
                None if is_marked && !line.contains('：') => {
                    Cow::Owned(format!("{label}：{value}"))
                }
                None => Cow::Borrowed(line),
            }
        }
        None => Cow::Borrowed(line),
    }
}

/// Label and value of a line, and whether a colon stands between them.
fn labelled(line: &str) -> Option<(&str, &str, bool)> {
    let line = line.trim();
    let colon = line.find(['：', ':']);
    let blank = line.find(|c: char| c.is_whitespace());
    let (at, is_marked) = match (colon, blank) {
        (Some(colon), _) => (colon, true),
        (None, Some(blank)) => (blank, false),
        (None, None) => return None,
    };
    let (label, rest) = line.split_at(at);
    let label = label.trim();
    let value = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '：' || c == ':');
    let is_label = (1..=LONGEST).contains(&label.chars().count())
        && label.chars().all(|c| is_han(c) || "、，/（）() ".contains(c));
    (is_label && !value.is_empty()).then_some((label, value.trim_end(), is_marked))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// 37, and 离休0 退休37 女11 behind 其中.
fn persons(label: &str, value: &str) -> Option<String> {
    let names = |text: &str| PERSONS.iter().any(|word| text.ends_with(word));
    // 2019 is a year.
    let is_count = |text: &str| text.len() <= 3 && is_number(text);
    if !names(label) {
        return None;
    }
    if is_count(value) {
        return Some(format!("{value}名"));
    }
    let mut any = false;
    let items =
        value.split([' ', '　', '\t', '、', '，', ',', '；']).filter(|item| !item.is_empty());
    let mut parts: Vec<String> = Vec::new();
    for item in items {
        // 女 8名
        match parts.last_mut() {
            Some(last) if !last.contains(|c: char| c.is_ascii_digit()) => *last += item,
            Some(_) | None => parts.push(item.to_owned()),
        }
    }
    let is_parted = parts.len() == 1 && parts[0].starts_with(|c: char| !c.is_ascii_digit());
    let mut has_own = false;
    let items: Option<Vec<String>> = parts
        .iter()
        .map(String::as_str)
        .enumerate()
        .map(|(nth, item)| {
            let at = item.find(|c: char| c.is_ascii_digit())?;
            let (name, count) = item.split_at(at);
            // 书记：1名　委员：4名: several rows on one line.
            let is_own = nth == 0 && name.is_empty();
            has_own |= is_own;
            let name = if is_own { label } else { name };
            let is_bare = is_count(count);
            any |= is_bare;
            let is_whole = is_bare || is_count(count.trim_end_matches(['名', '人', '位']));
            let name = name.trim_end_matches(['：', ':']);
            (is_whole && names(name))
                .then(|| format!("{name}{count}{}", if is_bare { "名" } else { "" }))
        })
        .collect();
    let items = items.filter(|items| any || is_parted || items.len() > 1 && has_own)?;
    Some(if has_own { format!("{OWN}{}", items.join("、")) } else { items.join("、") })
}

fn age(label: &str, value: &str) -> Option<String> {
    let whole = value.split('.').next().unwrap_or(value);
    let is_age = label.ends_with("平均年龄")
        && value.chars().all(|c| c.is_ascii_digit() || c == '.')
        && (2..=3).contains(&whole.len());
    is_age.then(|| format!("{value}岁"))
}

/// 2014.08, 2011-6: a year and a month.
fn day(label: &str, value: &str) -> Option<String> {
    let is_founding = FOUNDINGS.iter().any(|word| label.contains(word))
        && (DAYS.iter().any(|word| label.contains(word)) || FOUNDINGS.contains(&label));
    let (year, month) = value.split_once(['.', '-', '/', '．'])?;
    let month = month.split(['.', '-', '/', '．']).next()?;
    let number: u8 = month.parse().ok()?;
    (is_founding && year.len() == 4 && is_number(year) && (1..=12).contains(&number))
        .then(|| format!("{year}年{number}月"))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn lines_of_a_form_are_read_as_they_are_meant() {
        for (typed, meant) in [
            ("党员人数:37", "党员人数：37名"),
            ("党员总数 25", "党员总数：25名"),
            ("其中:离休0 退休37 女11", "其中：离休0名、退休37名、女11名"),
            ("其中女党员\t8", "其中女党员：8名"),
            ("书记：1名　委员：4名", "书记1名、委员4名"),
            ("其中：女 8名", "其中：女8名"),
            ("成立时间:2011.6", "成立时间：2011年6月"),
            ("建立时间 2014.08", "建立时间：2014年8月"),
            ("平均年龄 67.9", "平均年龄：67.9岁"),
            ("支部名称:示例县水务局退休干部党支部", "支部名称：示例县水务局退休干部党支部"),
        ] {
            assert_eq!(plain(typed), meant);
        }
        for same in [
            "党员人数：37名",
            "平均年龄：70岁",
            "供稿：示例县水务局",
            "主题党日 12次",
            "支部共有党员22名，平均年龄67岁。",
            "联系电话 00001234",
            "党员活动室 120",
            "任支部书记 2019",
            "成立时间：2011年6月",
        ] {
            assert_eq!(plain(same), same);
        }
    }
}
