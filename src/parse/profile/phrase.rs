//! Numbers written as phrases: 69岁及以下14人, 主题党日12场次.
//!
//! Entry points: [`band`], [`activity`].

use crate::date;
use crate::parse::body::forms::is_han;
use crate::quantity::{self, AgeRange, Quantity, UnitKind};

/// The longest line of age bands that blanks alone part, in bytes.
const LONGEST_LINE: usize = 400;

/// An age band and its number: `69岁及以下14人`, `70-79岁：9`, `80岁以上有3名`.
pub(super) fn band(text: &str) -> Option<(&str, &str)> {
    let text = text.trim().trim_start_matches("其中").trim_start_matches(['：', ':']);
    let mut found = split_at_number(text, &|label, count| {
        AgeRange::parse(label).is_ok()
            && quantity::parse_typed(count).is_ok_and(|count| {
                matches!(count.kind(), UnitKind::People | UnitKind::Bare | UnitKind::Share)
            })
    });
    let Some(first) = found.next() else { return band_behind_number(text) };
    found.next().is_none().then_some(first)
}

/// `10人在70岁以下`, `5人超过80岁`: the number stands before the ages.
fn band_behind_number(text: &str) -> Option<(&str, &str)> {
    let first = quantity::scan(text).next().filter(|found| found.range.start == 0)?;
    let is_people = first.quantity.kind() == UnitKind::People;
    let (count, label) = text.split_at(first.range.end);
    let label = label.trim().trim_end_matches('。');
    let is_in = |word: &&&str| label.starts_with(**word);
    let word = ["为", "是", "年龄在", "在"].iter().find(is_in).map_or(0, |word| word.len());
    let label = &label[word..];
    (is_people && AgeRange::parse(label).is_ok()).then_some((label, count))
}

/// The most words in a phrase that may join two activities.
const LONGEST_LIST: usize = 20;

/// One band, or several that blanks alone part: `60-69岁 14人 70-79岁 9人`.
pub(super) fn bands(text: &str) -> Option<Vec<(&str, &str)>> {
    if let Some(one) = band(text) {
        return Some(vec![one]);
    }
    let mut found = Vec::new();
    // A limit keeps the time of a very long line small.
    let mut rest = text.trim();
    if rest.len() > LONGEST_LINE {
        return None;
    }
    while !rest.is_empty() {
        // 69岁及以下14人70-79岁9人: the unit ends a band, too.
        let is_unit = |c: char| matches!(c, '人' | '名' | '位' | '）' | ')');
        let ends = rest.char_indices().filter_map(|(at, c)| {
            let behind = at + c.len_utf8();
            let is_end = is_unit(c) && !rest[behind..].starts_with(['）', ')', '（', '(']);
            let is_mark = c.is_whitespace() || "/／|｜".contains(c);
            is_mark.then_some(at).or(is_end.then_some(behind))
        });
        let mut parts = ends.chain([rest.len()]).map(|end| (end, band(&rest[..end])));
        let (end, one) = parts.find_map(|(end, one)| Some((end, one?)))?;
        found.push(one);
        rest = rest[end..].trim_start_matches(|c: char| c.is_whitespace() || "/／|｜".contains(c));
    }
    Some(found)
}

/// The name of an activity and its number: `主题党日12场次`, `党课宣讲：6次`, `12场次主题党日`.
pub(super) fn activity(text: &str) -> Option<(&str, Quantity)> {
    // The full stop of an English keyboard ends a sentence, too.
    let text = text.trim().trim_end_matches('.');
    let mut found = split_at_number(text, &|name, count| {
        name.chars().count() > 1
            && !is_frequency(name)
            && !is_open(name)
            && quantity::parse_typed(count).is_ok()
    });
    match found.next() {
        // 走访慰问。36人次: a slip of the colon.
        Some((name, count)) => {
            Some((name.trim_end_matches(['。', '；']), quantity::parse_typed(count).ok()?))
        }
        None => number_first(text.trim()),
    }
}

/// Whether a bracket is open at the end of a text: 志愿服务20次（含线上 is no name.
fn is_open(text: &str) -> bool {
    let count = |marks: [char; 2]| text.matches(marks).count();
    count(['（', '(']) > count(['）', ')'])
}

/// `12场次主题党日`: the number with its unit stands before the name.
fn number_first(text: &str) -> Option<(&str, Quantity)> {
    let first = quantity::scan(text).next().filter(|found| found.range.start == 0)?;
    let name = text[first.range.end..].trim().trim_end_matches('。');
    let has_unit = first.quantity.kind() != UnitKind::Bare;
    let is_name = name.chars().count() > 1 && name.chars().all(is_han);
    // 三个一活动 is a name.
    let is_figure = text.starts_with(|c: char| c.is_ascii_digit());
    (has_unit && is_name && is_figure).then_some((name, first.quantity))
}

/// Words that say how often.
pub(super) const OFTEN: [&str; 12] = [
    "每月",
    "每周",
    "每季度",
    "每季",
    "每年",
    "每半年",
    "每学期",
    "每次",
    "每天",
    "月均",
    "年均",
    "人均",
];

/// Whether a number behind these words says how often, not how many in all: 主题党日每月1次.
pub(super) fn is_frequency(name: &str) -> bool {
    OFTEN.iter().any(|word| name.ends_with(word))
}

/// A number and what else is said of it.
pub(super) struct Counted<'t> {
    pub count: Quantity,
    pub since: Option<&'t str>,
    pub note: Option<&'t str>,
}

/// A number alone, or with a remark behind it: `12场次（2023年以来）`, `12场次/420人次`, `12场次，参加420人次`.
pub(super) fn counted(text: &str) -> Option<Counted<'_>> {
    if let Ok(count) = quantity::parse_typed(text) {
        return Some(Counted { count, since: None, note: None });
    }
    let (first, remark) = at_remark(text).or_else(|| side_by_side(text))?;
    let count = quantity::parse_typed(first).ok()?;
    // 2，8万元 and 2/8万元 are slips of one number, or two of which nobody knows the unit.
    let is_torn = first.ends_with(|c: char| c.is_ascii_digit())
        && remark.starts_with(|c: char| c.is_ascii_digit());
    let (since, note) = said(remark).filter(|_| !is_torn)?;
    Some(Counted { count, since, note })
}

/// An activity whose number has a remark: `主题党日12场次（420人次）`, `党课6次（2023年以来）`.
pub(super) fn with_remark(text: &str) -> Option<(&str, Counted<'_>)> {
    let (first, remark) = at_remark(text)?;
    let (name, count) = activity(first).filter(|_| !is_frequency(first))?;
    let (since, note) = said(remark)?;
    Some((name, Counted { count, since, note }))
}

/// The text before a remark in brackets at the end, or behind a stroke or a comma, and the remark.
fn at_remark(text: &str) -> Option<(&str, &str)> {
    let text = text.trim().trim_end_matches('。');
    let (first, remark) = match text.strip_suffix(['）', ')']) {
        Some(inside) => inside.rsplit_once(['（', '('])?,
        None => text.split_once(['/', '／', '，', ',', '；', ';'])?,
    };
    Some((first.trim(), remark.trim()))
}

/// `12场次420人次`: a number with its unit, and how many took part. 12万3000元 is one number.
fn side_by_side(text: &str) -> Option<(&str, &str)> {
    let mut found = quantity::scan(text);
    let (first, second) = (found.next()?, found.next()?);
    let gap = text.get(first.range.end..second.range.start)?.trim();
    let is_whole = first.range.start == 0 && second.range.end == text.len() && gap.is_empty();
    let units = [first.quantity.kind(), second.quantity.kind()];
    let differ = units[0] != units[1] && !units.contains(&UnitKind::Bare);
    (is_whole && differ).then(|| (text[first.range].trim(), text[second.range].trim()))
}

/// Words between an activity and how many took part.
const TOOK_PART: [&str; 8] = ["参加", "参与", "覆盖", "惠及", "受益", "服务", "受众", "累计"];

/// Words that say what is among the number before: `20次（含线上3次）`.
const AMONG: [&str; 4] = ["其中", "包括", "包含", "含"];

/// What a remark says: from when on, or how many besides. Anything else may be what should not be said here.
fn said(remark: &str) -> Option<(Option<&str>, Option<&str>)> {
    let is_since = ["以来", "至今", "起"].iter().any(|end| remark.ends_with(end));
    let number = TOOK_PART.iter().find_map(|word| remark.strip_prefix(word)).unwrap_or(remark);
    let is_quantity = |one: &Quantity| one.kind() != UnitKind::Share;
    if is_since && remark.contains(is_han) && !remark.contains(['，', '。', '；']) {
        return Some((Some(remark), None));
    }
    let is_number = quantity::parse_typed(number).is_ok_and(|one| is_quantity(&one));
    let is_part = || {
        let part = AMONG.iter().find_map(|word| remark.strip_prefix(word));
        part.is_some_and(|part| {
            activity(part).is_some() || quantity::parse_typed(part.trim()).is_ok()
        })
    };
    // 受众420人次，发放资料300份
    let is_several = || {
        let mut parts = remark.split(['，', '、', '；', ',', ';']).map(str::trim);
        let first = parts.next().unwrap_or_default();
        let number = TOOK_PART.iter().find_map(|word| first.strip_prefix(word));
        number.is_some_and(|number| quantity::parse_typed(number).is_ok())
            && parts.all(|part| activity(part).is_some() || quantity::parse_typed(part).is_ok())
    };
    let is_year =
        date::parse(remark).is_ok_and(|date| date.month().is_none()) && remark.contains('年');
    (is_number || is_year || is_part() || is_several()).then_some((None, Some(remark)))
}

/// Whether a value says how often, not how many in all: 每月1次, 12场次/年.
pub(super) fn begins_often(text: &str) -> bool {
    let text = text.trim();
    let is_per =
        |unit: &str| text.strip_suffix(unit).is_some_and(|rest| rest.ends_with(['/', '／', '每']));
    OFTEN.iter().any(|word| text.starts_with(word))
        || ["年", "月", "周", "季", "季度"].into_iter().any(is_per)
}

/// Activities that a word joins or blanks part, each: `主题党日12次和党课6次`, `主题党日12次 党课6次`. 走访和慰问6次 is one.
pub(super) fn each_activity(text: &str) -> Vec<&str> {
    let joints = ['和', '及', '与', '并', '/', '／', '|', '｜', '+', '＋', ' ', '\u{3000}', '\t'];
    let is_joint = |(at, word): &(usize, &str)| {
        let (before, behind) = (&text[..*at], &text[at + word.len()..]);
        activity(before).is_some() && activity(behind).is_some()
    };
    let found = text.match_indices(joints).take(LONGEST_LIST).find(is_joint);
    let Some((at, word)) = found else { return vec![text] };
    let mut all = vec![&text[..at]];
    all.extend(each_activity(&text[at + word.len()..]));
    all
}

/// Where a text parts into a name and a number, that both `fit`.
fn split_at_number<'t>(
    text: &'t str,
    fit: &dyn Fn(&str, &str) -> bool,
) -> impl Iterator<Item = (&'t str, &'t str)> {
    let figures = "0123456789〇零一二三四五六七八九十百千万两.";
    let is_figure = move |c: Option<char>| c.is_some_and(|c| figures.contains(c));
    let at = text.char_indices().map(|(at, _)| at).skip(1);
    let parted = at.filter(move |at| {
        !(is_figure(text[..*at].chars().next_back()) && is_figure(text[*at..].chars().next()))
    });
    let mut all: Vec<(&str, &str)> = Vec::new();
    for at in parted {
        let name = text[..at].trim_end_matches(|c: char| {
            c.is_whitespace() || "：:（(＝=的有共为计占是×✕*＊→/／|｜…".contains(c)
        });
        // One dash may be that of 60-69岁.
        let name = name.strip_suffix("——").or(name.strip_suffix("--")).unwrap_or(name).trim_end();
        let count = text[at..].trim_end_matches('。').trim().trim_start_matches(['共', '有', '计']);
        // The bracket before the number is left out with the one behind it.
        let is_bracketed = count.contains(['（', '(']);
        let count = if is_bracketed { count } else { count.trim_end_matches(['）', ')']) };
        let is_new = all.last().is_none_or(|(last, _)| *last != name);
        let has_number = count.starts_with(|c: char| !c.is_whitespace() && !"：:（(".contains(c));
        if is_new && has_number && fit(name, count) {
            all.push((name, count));
        }
    }
    all.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_as_phrases() {
        for (text, expected) in [
            ("69岁及以下14人", Some(("69岁及以下", "14人"))),
            ("70-79岁9人", Some(("70-79岁", "9人"))),
            ("80岁以上 3", Some(("80岁以上", "3"))),
            ("80岁以上：3名", Some(("80岁以上", "3名"))),
            ("80岁以上（3名）", Some(("80岁以上", "3名"))),
            ("其中60岁以下有2名", Some(("60岁以下", "2名"))),
            ("八十岁以上三人", Some(("八十岁以上", "三人"))),
            ("老年党员9人", None),
            ("70-79岁", None),
            ("70-79岁9人（占35%）", Some(("70-79岁", "9人（占35%）"))),
            ("70-79岁共9人", Some(("70-79岁", "9人"))),
            ("9人在70至79岁之间", Some(("70至79岁之间", "9人"))),
            ("3人超过80岁", Some(("超过80岁", "3人"))),
            ("3人次", None),
        ] {
            assert_eq!(band(text), expected, "{text}");
        }
        let all = bands("60-69岁 14人 70-79岁9人　80岁以上 3");
        let expected = [("60-69岁", "14人"), ("70-79岁", "9人"), ("80岁以上", "3")];
        assert_eq!(all.as_deref(), Some(&expected[..]));
        assert_eq!(bands("60-69岁14人70-79岁9人80岁以上 3").as_deref(), Some(&expected[..]));
        let expected = [("60-69岁", "14人"), ("70-79岁", "9人")];
        assert_eq!(bands("60-69岁（14人）70-79岁（9人）").as_deref(), Some(&expected[..]));
        assert_eq!(bands("60-69岁14人 / 70-79岁9人").as_deref(), Some(&expected[..]));
        assert_eq!(bands("60-69岁 14人 另有老党员"), None);
    }

    #[test]
    fn numbers_with_remarks() {
        let shown = |one: Counted<'_>| {
            format!(
                "{}|{}|{}",
                one.count.text(),
                one.since.unwrap_or_default(),
                one.note.unwrap_or_default()
            )
        };
        for (text, expected) in [
            ("12场次", "12场次||"),
            ("12场次（2023年以来）", "12场次|2023年以来|"),
            ("12场次，参加260人次", "12场次||参加260人次"),
            ("12场次/420人次", "12场次||420人次"),
            ("12场次420人次", "12场次||420人次"),
            ("12场次 420人次", "12场次||420人次"),
            ("6次（2023年）", "6次||2023年"),
            ("20余次（含线上3次）", "20余次||含线上3次"),
            ("20次（其中：线下12次）", "20次||其中：线下12次"),
            ("20次，其中线上3次", "20次||其中线上3次"),
        ] {
            assert_eq!(counted(text).map(shown).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "每月1次",
            "2，8万元",
            "12/420人次",
            "12场次（占60%）中",
            "12场次24场次",
            "12场次420人次后",
            "12场次（联系人示例甲）",
            "党课",
            "6次，已报县局。",
        ] {
            assert!(counted(text).is_none(), "{text}");
        }
        for text in ["每月1次", "12场次/年", "每年12场次"] {
            assert!(begins_often(text), "{text}");
        }
        assert!(!begins_often("12场次"));
        assert_eq!(
            with_remark("党课6次（去年以来）").map(|(_, one)| shown(one)).as_deref(),
            Some("6次|去年以来|")
        );
    }

    #[test]
    fn activities_as_phrases() {
        for (text, expected) in [
            ("主题党日12场次", Some(("主题党日", "12场次"))),
            ("志愿服务20余场次", Some(("志愿服务", "20余场次"))),
            ("党课宣讲：6次", Some(("党课宣讲", "6次"))),
            ("三会一课12次", Some(("三会一课", "12次"))),
            ("党课1小时30分钟", Some(("党课", "1小时30分钟"))),
            ("志愿服务共20余场次（占60%）", Some(("志愿服务", "20余场次（占60%）"))),
            ("主题党日", None),
            ("12场次主题党日", Some(("主题党日", "12场次"))),
            ("主题党日×12次", Some(("主题党日", "12次"))),
            ("主题党日→12次", Some(("主题党日", "12次"))),
            ("主题党日每月1次", None),
            ("主题党日：每月一次", None),
        ] {
            let found = activity(text);
            let found = found.as_ref().map(|(name, count)| (*name, count.text()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
