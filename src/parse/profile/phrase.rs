//! Facts written as phrases: 69岁及以下14人, 主题党日12场次, 2023年度县级…、2024年度市级….
//!
//! Entry points: [`band`], [`activity`], [`honours`].

use std::borrow::Cow;

use crate::parse::profile::Honour;
use crate::parse::profile::list::{MARKS, is_nothing, parts};
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
    let first = found.next()?;
    found.next().is_none().then_some(first)
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
        let ends = rest.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
        let mut parts = ends.chain([rest.len()]).map(|end| (end, band(&rest[..end])));
        let (end, one) = parts.find_map(|(end, one)| Some((end, one?)))?;
        found.push(one);
        rest = rest[end..].trim_start();
    }
    Some(found)
}

/// The name of an activity and its number: `主题党日12场次`, `党课宣讲：6次`.
pub(super) fn activity(text: &str) -> Option<(&str, Quantity)> {
    let mut found = split_at_number(text.trim(), &|name, count| {
        name.chars().count() > 1 && quantity::parse_typed(count).is_ok()
    });
    let (name, count) = found.next()?;
    Some((name, quantity::parse_typed(count).ok()?))
}

/// Activities that a word joins, each: `主题党日12次和党课6次`. 走访和慰问6次 is one.
pub(super) fn each_activity(text: &str) -> Vec<&str> {
    let joints = ['和', '及', '与', '并'];
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
        let name = text[..at]
            .trim_end_matches(|c: char| c.is_whitespace() || "：:（(＝=的有共为计占是".contains(c));
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

/// The level in front of a text, and the rest.
pub(super) type Level<'l> = &'l dyn for<'t> Fn(&'t str) -> Option<(&'t str, &'t str)>;

/// The honours of a phrase. `2022、2023年度` and `县级、市级` in front of one name are two honours; a year or a
/// level that only the first of several states holds for the others.
pub(super) fn honours(text: &str, level: Level<'_>) -> Vec<Honour> {
    if is_nothing(text) {
        return Vec::new();
    }
    // The mark behind the last one is that of the sentence that it was copied from.
    let text = text.trim().trim_end_matches(['，', '、', '；', ',', ';']).trim_end();
    let whole = with_plain_year(text);
    let all: Vec<Cow<'_, str>> = parts(text, &MARKS).into_iter().map(with_plain_year).collect();
    let pieces: Vec<Piece<'_>> = all.iter().map(|part| Piece::of(part, level)).collect();
    let is_parted = pieces.iter().all(Piece::can_stand);
    if pieces.len() < 2 || !is_parted || pieces.last().is_some_and(|last| last.title.is_empty()) {
        return vec![Piece::of(&whole, level).honour(None)];
    }
    let mut honours: Vec<Honour> = Vec::new();
    let mut waiting: Vec<&Piece<'_>> = Vec::new();
    for piece in &pieces {
        if piece.title.is_empty() {
            waiting.push(piece);
            continue;
        }
        for front in waiting.drain(..) {
            let joined = Piece {
                years: front.years.or(piece.years),
                batch: front.batch.or(piece.batch),
                level: front.level.or(piece.level),
                title: piece.title,
            };
            honours.push(joined.honour(honours.last()));
        }
        honours.push(piece.honour(honours.last()));
    }
    honours
}

/// A part of a phrase: `2023年度`, `县级`, a name.
struct Piece<'t> {
    years: Option<Years>,
    batch: Option<&'t str>,
    level: Option<&'t str>,
    title: &'t str,
}

/// The first year and the last.
type Years = (i16, i16);

/// What an award is told with, the longest first.
const AWARDED: [&str; 9] =
    ["被命名为", "被评选为", "被评为", "被授予", "获评为", "荣获", "获评", "获得", "获"];

/// How the names of honours end.
const ENDS: [&str; 20] = [
    "党支部",
    "党组织",
    "党总支",
    "集体",
    "个人",
    "单位",
    "奖",
    "称号",
    "标兵",
    "模范",
    "团队",
    "示范点",
    "品牌",
    "案例",
    "能手",
    "之家",
    "基地",
    "党员",
    "家庭",
    "奖状",
];

impl<'t> Piece<'t> {
    fn of(text: &'t str, level: Level<'_>) -> Self {
        let (years, rest) = match years_in_front(text).or_else(|| years_behind(text)) {
            Some((years, rest)) => (Some(years), without_verb(rest.trim())),
            None => match bare_year(text) {
                Some(year) => (Some((year, year)), ""),
                None => (None, text.trim_start()),
            },
        };
        // 第三批市级…: a batch in front of a level; 第三批示范党支部 is a name.
        let batch = batch_in_front(rest).filter(|(_, rest)| level(rest).is_some());
        let (batch, rest) = batch.map_or((None, rest), |(batch, rest)| (Some(batch), rest));
        let (level, title) = match level(rest) {
            Some((level, title)) => (Some(level), title),
            None => (None, rest),
        };
        Self { years, batch, level, title }
    }

    /// Whether it is an honour of its own, or in front of one.
    fn can_stand(&self) -> bool {
        let is_front = self.years.is_some() || self.level.is_some();
        is_front || ENDS.iter().any(|end| self.title.trim_end_matches('”').ends_with(end))
    }

    fn honour(&self, before: Option<&Honour>) -> Honour {
        let before_year = before.and_then(|honour| honour.years);
        let before_level = before.and_then(|honour| honour.level.clone());
        let level = self.level.map(Box::from);
        let has_year = self.years.is_some();
        Honour {
            // A level alone is the name of what was awarded.
            title: if self.title.is_empty() { self.level.unwrap_or_default() } else { self.title }
                .into(),
            level: level.or(before_level.filter(|_| !has_year)),
            years: self.years.or(before_year.filter(|_| self.batch.is_none())),
            batch: self.batch.map(Box::from),
            ..Honour::default()
        }
    }
}

/// `2023年度`, `2019-2020年` in front of a text.
fn years_in_front(text: &str) -> Option<(Years, &str)> {
    let (first, rest) = year(text)?;
    let (last, rest) = rest
        .strip_prefix('年')
        .unwrap_or(rest)
        .strip_prefix(['-', '—', '–', '~', '～', '至'])
        .and_then(year)
        .filter(|(last, _)| *last >= first)
        .unwrap_or((first, rest));
    let rest = rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年'))?;
    // 2019年以来 is no year of an award.
    let is_since = ["以来", "起", "至今", "开始"].iter().any(|word| rest.starts_with(word));
    (!is_since).then_some(((first, last), rest))
}

/// `第三批` in front of a text, and the rest.
fn batch_in_front(text: &str) -> Option<(&str, &str)> {
    let end = text.strip_prefix('第')?.find('批').filter(|end| *end <= 9)?;
    Some(text.split_at("第".len() + end + "批".len()))
}

/// A text whose year in front is written in plain digits without blanks: ２０２３年, 二〇二三年, 2023 年度, 2023县级….
fn with_plain_year(text: &str) -> Cow<'_, str> {
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
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        '○' | '零' => Some('0'),
        _ => char::from_digit(u32::try_from(chinese?).ok()?, 10),
    }
}

/// `（2023年度）` or `2023年度` behind a text.
fn years_behind(text: &str) -> Option<(Years, &str)> {
    if let Some(bare) = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')) {
        let at = bare.len().checked_sub(4).filter(|at| *at > 0 && bare.is_char_boundary(*at))?;
        let is_apart = !bare[..at].ends_with(|c: char| c.is_ascii_digit() || "-—至".contains(c));
        let (year, _) = year(&bare[at..])?;
        return is_apart.then_some(((year, year), &bare[..at]));
    }
    let inside = text.strip_suffix(['）', ')'])?;
    let (rest, years) = inside.rsplit_once(['（', '('])?;
    let years = format!("{}年", years.trim().trim_end_matches("年度").trim_end_matches('年'));
    let (years, behind) = years_in_front(&years)?;
    (behind.is_empty() && !rest.trim().is_empty()).then_some((years, rest))
}

/// Four digits in front of a text that can be a year, and the rest.
fn year(text: &str) -> Option<(i16, &str)> {
    let year: i16 = text.get(..4)?.parse().ok()?;
    (1900..2200).contains(&year).then_some((year, &text[4..]))
}

/// A name without the verb before it: 获县级先进党支部. 获奖 begins a name.
fn without_verb(text: &str) -> &str {
    let rest = AWARDED.iter().find_map(|verb| text.strip_prefix(verb));
    rest.filter(|rest| !rest.is_empty() && !rest.starts_with('奖')).unwrap_or(text)
}

/// `2022` in front of `、2023年度`.
fn bare_year(text: &str) -> Option<i16> {
    text.parse().ok().filter(|year| text.len() == 4 && (1900..2200).contains(year))
}

/// Tiers of administration, which are levels whether `site.yaml` lists them or not: that it does not is
/// told by `honour-level`. 五星级, 特级 and 三级 are none.
const TIERS: [&str; 14] = [
    "国家级",
    "自治区级",
    "省部级",
    "省级",
    "部级",
    "厅级",
    "市级",
    "地级",
    "州级",
    "县级",
    "区级",
    "乡镇级",
    "镇级",
    "乡级",
];

/// The tier in front of a text.
pub(super) fn tier_in_front(text: &str) -> Option<(&str, &str)> {
    let tier = TIERS.iter().find(|tier| text.starts_with(**tier))?;
    Some(text.split_at(tier.len()))
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
        ] {
            assert_eq!(band(text), expected, "{text}");
        }
        let all = bands("60-69岁 14人 70-79岁9人　80岁以上 3");
        let expected = [("60-69岁", "14人"), ("70-79岁", "9人"), ("80岁以上", "3")];
        assert_eq!(all.as_deref(), Some(&expected[..]));
        assert_eq!(bands("60-69岁 14人 另有老党员"), None);
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
        ] {
            let found = activity(text);
            let found = found.as_ref().map(|(name, count)| (*name, count.text()));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn honours_as_phrases() {
        for (text, expected) in [
            ("2023年度县级甲支部", "2023 县级 甲支部"),
            (
                "2023年度县级先进党支部、2024年度市级先进党支部",
                "2023 县级 先进党支部|2024 市级 先进党支部",
            ),
            ("2022、2023年度市级先进党支部", "2022 市级 先进党支部|2023 市级 先进党支部"),
            ("2023年度县级、市级先进党支部", "2023 县级 先进党支部|2023 市级 先进党支部"),
            ("县级先进集体，市级先进集体", "0 县级 先进集体|0 市级 先进集体"),
            ("2023年先进集体；先进个人", "2023  先进集体|2023  先进个人"),
            ("县委组织部、县老干部局授予的旗帜", "0  县委组织部、县老干部局授予的旗帜"),
            ("“学习、服务”先进集体", "0  “学习、服务”先进集体"),
            (
                "县级先进党支部（2023年）、市级先进党支部（2024）",
                "2023 县级 先进党支部|2024 市级 先进党支部",
            ),
            ("2023年获评县级先进党支部", "2023 县级 先进党支部"),
            (
                "2019-2020年度县级先进集体，2021至2022年先进集体",
                "2019 县级 先进集体|2021  先进集体",
            ),
            ("2023年获奖党支部", "2023  获奖党支部"),
            ("先进党支部（第三批）", "0  先进党支部（第三批）"),
            ("２０２３年度县级先进党支部", "2023 县级 先进党支部"),
            ("2023 年度 县级先进党支部", "2023 县级 先进党支部"),
            ("二〇二三年县级先进党支部", "2023 县级 先进党支部"),
            ("2023县级先进党支部", "2023 县级 先进党支部"),
            ("县级先进党支部2023年度", "2023 县级 先进党支部"),
            ("第三批市级示范党支部", "第三批 市级 示范党支部"),
            ("第三批示范党支部", "0  第三批示范党支部"),
            ("2019年以来先后获县级先进", "0  2019年以来先后获县级先进"),
            ("2203年度县级先进", "0  2203年度县级先进"),
            ("2024年度市级先进党支部，", "2024 市级 先进党支部"),
            ("暂无", ""),
        ] {
            let found: Vec<String> = honours(text, &tier_in_front)
                .iter()
                .map(|one| {
                    let year = one.years.map_or(0, |(year, _)| year).to_string();
                    let year = one.batch.as_deref().unwrap_or(&year);
                    format!("{year} {} {}", one.level.as_deref().unwrap_or_default(), one.title)
                })
                .collect();
            assert_eq!(found.join("|"), expected);
        }
    }
}
