//! Quantities with the words that people type round them: 共26名, 26名党员, 14人（占54%）, 1小时30分钟.
//!
//! Entry points: [`parse_typed`] for a value, [`split_share`] for the share behind a number. A phrase that the grammar
//! reads as it stands costs nothing here. In prose none of this is read: a sentence says more than one thing.

use super::{Quantity, QuantityError, UnitKind, parse_quantity};

/// Words in front of a number that say no more than that it is one, the longest first.
const BEFORE: [&str; 22] = [
    "平均年龄为",
    "平均年龄是",
    "平均年龄",
    "平均为",
    "平均",
    "总共有",
    "一共有",
    "现共有",
    "总共",
    "一共",
    "共有",
    "现有",
    "共计",
    "总计",
    "合计",
    "人数为",
    "人数",
    "共",
    "计",
    "为",
    "是",
    "有",
];
/// Who is counted, where the key says so already.
const PEOPLE: [&str; 9] = [
    "离退休干部党员",
    "离退休党员",
    "离退休干部",
    "老党员",
    "老同志",
    "老干部",
    "党员",
    "同志",
    "干部",
];
/// Units that are typed together, how many of the smaller one make the larger, and the unit of the sum.
const PAIRS: [Pair; 2] = [
    Pair {
        large: &["个小时", "小时", "个钟头"], small: &["分钟", "分"], factor: 60, unit: "分钟"
    },
    Pair { large: &["年"], small: &["个月"], factor: 12, unit: "个月" },
];

struct Pair {
    large: &'static [&'static str],
    small: &'static [&'static str],
    factor: u64,
    unit: &'static str,
}

/// Reads a whole value that must be a quantity, as [`parse_quantity`] does, or else without the words round it. What
/// is shown is the value as typed.
///
/// # Errors
/// Those of [`parse_quantity`] for the value as typed.
pub fn parse_typed(text: &str) -> Result<Quantity, QuantityError> {
    parse_quantity(text).or_else(|error| {
        let typed = text.trim();
        let counted = split_share(typed).map_or(typed, |(count, _)| count);
        let found = without_words(counted).or_else(|| length(counted)).or_else(|| spoken(counted));
        let found = found.ok_or(error)?;
        Ok(Quantity { text: typed.into(), ..found })
    })
}

fn without_words(text: &str) -> Option<Quantity> {
    let bare = BEFORE.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim();
    let read = |text: &str| parse_quantity(text).ok().or_else(|| with_bracketed_unit(text));
    if let Some(found) = read(bare) {
        return Some(found);
    }
    if let Some(counted) = PEOPLE.iter().find_map(|word| bare.strip_prefix(word))
        && let Some(found) = read(counted.trim_start_matches(['有', '共', '：', ':']).trim())
    {
        return Some(found).filter(|found| found.kind() == UnitKind::People);
    }
    if let Some(plain) = plain_numerals(bare)
        && let Ok(found) = parse_quantity(&plain)
    {
        return Some(found);
    }
    let bare = PEOPLE.iter().find_map(|word| bare.strip_suffix(word))?;
    parse_quantity(bare).ok().filter(|found| found.kind() == UnitKind::People)
}

/// 贰拾陆 and 廿六 as 二十六: numerals as they stand in accounts, and short ones for tens. In prose 陆 is a name.
fn plain_numerals(text: &str) -> Option<String> {
    const PLAIN: [(char, &str); 20] = [
        ('廿', "二十"),
        ('卄', "二十"),
        ('卅', "三十"),
        ('卌', "四十"),
        ('壹', "一"),
        ('贰', "二"),
        ('貳', "二"),
        ('叁', "三"),
        ('參', "三"),
        ('肆', "四"),
        ('伍', "五"),
        ('陆', "六"),
        ('陸', "六"),
        ('柒', "七"),
        ('捌', "八"),
        ('玖', "九"),
        ('拾', "十"),
        ('佰', "百"),
        ('仟', "千"),
        ('萬', "万"),
    ];
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match PLAIN.iter().find(|(typed, _)| *typed == c) {
            Some((_, word)) => plain.push_str(word),
            None => plain.push(c),
        }
    }
    (plain != text).then_some(plain)
}

/// `70（岁）`: the unit as a form prints it.
fn with_bracketed_unit(text: &str) -> Option<Quantity> {
    let (count, unit) = text.strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
    with_unit(count, unit)
}

/// A number without a unit, and the unit that stands elsewhere: 12 below 主题党日（场次）.
pub fn with_unit(count: &str, unit: &str) -> Option<Quantity> {
    let is_number = parse_quantity(count).is_ok_and(|count| is_bare(&count));
    let found = parse_quantity(&format!("{}{}", count.trim(), unit.trim())).ok()?;
    (is_number && !is_bare(&found) && !unit.contains(|c: char| c.is_numeric())).then_some(found)
}

/// 无: none at all, where a number of them is asked for.
pub fn none(text: &str) -> Option<Quantity> {
    let is_none = ["无", "没有"].contains(&text.trim().trim_end_matches('。'));
    let zero = parse_quantity("0").ok().filter(|_| is_none)?;
    Some(Quantity { text: text.trim().into(), ..zero })
}

/// 七十点五岁, as it is spoken. In prose it may be a time of day.
fn spoken(text: &str) -> Option<Quantity> {
    const DIGITS: &str = "零一二三四五六七八九";
    let (whole, behind) = text.split_once('点')?;
    let digit = |c: char| DIGITS.chars().position(|digit| digit == c);
    let digits: String = behind.chars().map_while(|c| Some(digit(c)?.to_string())).collect();
    let unit = behind.trim_start_matches(|c| digit(c).is_some());
    let whole = parse_quantity(whole).ok().filter(is_bare)?.exact_whole()?;
    let is_number = !digits.is_empty() && !unit.starts_with(['十', '百', '千']);
    is_number.then(|| parse_quantity(&format!("{whole}.{digits}{unit}")).ok()).flatten()
}

/// 1小时30分钟 as 90分钟.
fn length(text: &str) -> Option<Quantity> {
    PAIRS.iter().find_map(|pair| {
        let (large, small) = pair.large.iter().find_map(|unit| text.split_once(unit))?;
        let small = pair.small.iter().find_map(|unit| small.strip_suffix(unit))?;
        let whole = |part: &str| parse_quantity(part).ok().filter(is_bare)?.exact_whole();
        let small = whole(small).filter(|small| *small < pair.factor)?;
        let sum = whole(large)?.checked_mul(pair.factor)?.checked_add(small)?;
        parse_quantity(&format!("{sum}{}", pair.unit)).ok()
    })
}

fn is_bare(quantity: &Quantity) -> bool {
    quantity.kind() == UnitKind::Bare
}

/// A number and the share of the whole that stands behind it: `14人（占54%）`, `14人，占比54%`.
pub fn split_share(text: &str) -> Option<(&str, Quantity)> {
    let text = text.trim().trim_end_matches('。');
    let (count, inside) = match text.strip_suffix(['）', ')']) {
        Some(inner) => inner.rsplit_once(['（', '('])?,
        None => text.split_at(begin(text)?),
    };
    let count = count.trim_end_matches(|c: char| c.is_whitespace() || "，,、；;".contains(c));
    let found = share(inside).filter(|_| !count.is_empty())?;
    let is_number = count.ends_with(|c: char| c.is_alphanumeric()) && !count.ends_with('%');
    is_number.then_some((count, found))
}

/// Where the words of a share begin that stands in no brackets.
fn begin(text: &str) -> Option<usize> {
    let is_mark = |c: char| c.is_whitespace() || "，,、；;".contains(c);
    text.rfind('占').or_else(|| text.rfind(is_mark)).filter(|at| *at > 0)
}

/// `占54%`, `占党员总数的54%`, `54%`.
pub fn share(text: &str) -> Option<Quantity> {
    let is_mark = |c: char| c.is_whitespace() || "，,、；;：:".contains(c);
    let text = text.trim_matches(is_mark);
    let figures = |c: char| c.is_numeric() || "百一二三四五六七八九".contains(c);
    let at = if text.starts_with('占') { text.find(figures)? } else { 0 };
    // 占党员总数的, and no sentence.
    let words = &text[..at];
    let is_words = words.chars().count() <= 12 && !words.contains(is_mark);
    let found = parse_quantity(&text[at..]).ok()?;
    (is_words && found.kind() == UnitKind::Share && found.unit() == "%").then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_words_round_them() {
        for (text, expected) in [
            ("26名", "26 名"),
            ("共26名", "26 名"),
            ("现有 26 名", "26 名"),
            ("26名党员", "26 名"),
            ("共有26名离退休干部党员", "26 名"),
            ("14人（占54%）", "14 人"),
            ("14人(54％)", "14 人"),
            ("14人，占54%", "14 人"),
            ("14名、占党员总数的53.8%", "14 名"),
            ("14人占54%", "14 人"),
            ("14人 54%", "14 人"),
            ("14人（占比百分之五十四）", "14 人"),
            ("1小时30分钟", "90 分钟"),
            ("2个小时15分", "135 分钟"),
            ("2年6个月", "30 个月"),
            ("70（岁）", "70 岁"),
            ("26 (名)", "26 名"),
            ("90余（场次）", "90 场次"),
            ("七十点五岁", "70.5 岁"),
            ("二十六点三五万元", "263500 元"),
        ] {
            let found = parse_typed(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
            assert_eq!(format!("{} {}", found.value(), found.unit()), expected, "{text}");
            assert_eq!(found.text(), text);
        }
        for text in [
            "26名（女7名）",
            "26名，其中女党员7名",
            "在职0名，离退休26名",
            "26名（截至2024年6月）",
            "26（2024年）",
            "七十点五十分",
            "26名（人）",
            "党员",
            "共",
            "1小时90分钟",
            "14人（占一半以上的支部书记说54%）",
        ] {
            assert!(parse_typed(text).is_err(), "{text}: {:?}", parse_typed(text));
        }
        assert_eq!(none("无").map(|none| none.value().to_string()).as_deref(), Some("0"));
        assert_eq!(none("无人"), None);
    }
}
