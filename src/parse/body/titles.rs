//! How a writer who does not think of Markdown sets a title off from the text below it: 做法一：抓学习, ★抓学习★, ▎抓学习,
//! 【抓学习】, PART 01 抓学习.
//!
//! Entry points: [`loose`] for an entry of an outline, [`set_off`] for signs round a title or before it, [`counted`] for a
//! number before it, [`ordinal`] for a line that holds such a number alone. What stands above and below decides whether a
//! line that looks like a title is one; that is for those who ask.

use crate::fullwidth::{digit, half_width, is_digit};
use crate::parse::body::forms::{Form, is_blank, is_han};

/// The most characters of a title that signs set off.
pub const LONGEST: usize = 26;

/// Words for the parts of a text, behind 第一.
const PARTS: [&str; 6] = ["部分", "章", "节", "篇", "编", "讲"];
/// Words for what a story tells one by one, before 一.
const COUNTED: [&str; 18] = [
    "做法",
    "经验",
    "亮点",
    "举措",
    "措施",
    "特色",
    "故事",
    "片段",
    "镜头",
    "案例",
    "启示",
    "工程",
    "品牌",
    "篇章",
    "场景",
    "画面",
    "关键词",
    "行动",
];
const NUMERALS: &str = "一二三四五六七八九十";
/// Numerals as on a cheque, which number the parts of an article.
const CAPITALS: &str = "壹贰叁肆伍陆柒捌玖拾";
/// Signs on either side of a title.
const ORNAMENTS: &str = "★☆※◆◇■□●○◎▲△▼▽♦♥❤✦✧❖✿❀♪—―－–-~～=＝·•";
/// Signs that stand before a title alone: a bar, or what a list has as well.
const BARS: &str = "▎▍▌▋▊▉█┃丨■◆★▲►▶➤❖☆◇※●◎✦";
const BRACKETS: [(char, char); 5] =
    [('【', '】'), ('〖', '〗'), ('〔', '〕'), ('［', '］'), ('「', '」')];
/// What the parts of such a story are called, where nothing sets them off.
const NAMES: [&str; 26] = [
    "基本情况",
    "支部情况",
    "支部概况",
    "支部简介",
    "支部基本情况",
    "支部名片",
    "主要事迹",
    "先进事迹",
    "主要做法",
    "具体做法",
    "特色做法",
    "经验做法",
    "做法与成效",
    "主要工作",
    "主要成效",
    "工作成效",
    "取得成效",
    "主要成绩",
    "经验启示",
    "工作启示",
    "获得荣誉",
    "所获荣誉",
    "荣誉情况",
    "支部荣誉",
    "下一步打算",
    "下步打算",
];
/// What stands in brackets beside a text and is no title.
const BESIDE: [&str; 12] =
    ["图", "插图", "配图", "照片", "视频", "音频", "附", "表", "链接", "注", "来源", "二维码"];

/// `一，抓学习`, `一　抓学习`, `第一部分 抓学习`, `做法一：抓学习`, `一是抓学习`: an entry of an outline, where it stands in a line of
/// its own, and the bytes that come before its words.
pub fn loose(text: &str) -> Option<(Form, usize)> {
    let behind = text.trim_start_matches(|c| NUMERALS.contains(c));
    let count = text[..text.len() - behind.len()].chars().count();
    if let Some(rest) = behind.strip_prefix('是').filter(|_| (1..=2).contains(&count)) {
        // 一是抓学习。 is a sentence, and what begins so is a paragraph.
        let is_title = !rest.is_empty() && !rest.contains('。');
        return is_title.then_some((Form::ChineseInBrackets, text.len() - rest.len()));
    }
    let inner = text.strip_prefix('第').unwrap_or(text);
    let is_part = inner.len() < text.len();
    let counted = COUNTED.iter().find_map(|word| inner.strip_prefix(word)).filter(|_| !is_part);
    let is_counted = counted.is_some();
    let inner = counted.unwrap_or(inner);
    let numeral = |c: char| NUMERALS.contains(c) || (is_part || is_counted) && digit(c).is_some();
    let rest = inner.trim_start_matches(numeral);
    let count = inner[..inner.len() - rest.len()].chars().count();
    let is_mark = |c: char| matches!(c, '，' | ',' | '：' | ':') || is_blank(c);
    let word = PARTS.iter().find(|word| rest.starts_with(**word)).filter(|_| is_part);
    let behind = &rest[word.map_or(0, |word| word.len())..];
    // 第一、抓学习; 第一、二党支部 are two.
    let listed = behind.strip_prefix('、').filter(|_| is_part && word.is_none());
    let is_listed = listed.is_some_and(|words| !words.is_empty() && !words.starts_with(numeral));
    let is_marked = is_listed || behind.starts_with(is_mark) || word.is_some() && behind.is_empty();
    let is_entry =
        (1..=3).contains(&count) && is_marked && (is_listed || word.is_some() == is_part);
    let is_inner = word.is_some_and(|word| *word == "节");
    let words = if is_listed { listed.unwrap_or(behind) } else { behind };
    let words = words.trim_start_matches(is_mark);
    let form = if is_inner { Form::ChineseInBrackets } else { Form::Chinese };
    is_entry.then_some((form, text.len() - words.len()))
}

/// The title that signs set off, as it is to be shown: without ornaments, with brackets.
pub fn set_off(line: &str) -> Option<&str> {
    let bracketed = BRACKETS.iter().find_map(|(open, close)| {
        let inside = line.strip_prefix(*open)?.strip_suffix(*close)?;
        // 【图1：合影】 stands for a picture.
        let is_title = !inside.contains([*open, *close, '：', ':'])
            && !BESIDE.iter().any(|word| inside.starts_with(word));
        is_title.then_some((inside, line))
    });
    if NAMES.contains(&line) {
        return Some(line);
    }
    let (inside, shown) = bracketed
        .or_else(|| emphasised(line))
        .or_else(|| between(line))
        .or_else(|| behind(line))?;
    is_title(inside).then_some(shown)
}

/// Whether signs set a title off that a list has as well: a line beside it with the same sign makes both of them items.
pub fn same_sign(line: &str, other: &str) -> bool {
    let first = line.chars().next();
    first == other.chars().next() && first.is_some_and(is_bar)
}

/// `**抓学习**`, `__抓学习__`, `***抓学习***`.
fn emphasised(line: &str) -> Option<(&str, &str)> {
    let inside =
        ["***", "**", "__"].iter().find_map(|mark| line.strip_prefix(mark)?.strip_suffix(mark))?;
    (!inside.contains(['*', '_'])).then_some((inside, inside))
}

/// `★抓学习★`, `——抓学习——`.
fn between(line: &str) -> Option<(&str, &str)> {
    let sign = line.chars().next().filter(|c| ORNAMENTS.contains(*c))?;
    let inside = line.trim_matches(sign).trim_matches(is_blank);
    (line.ends_with(sign) && !inside.contains(sign)).then_some((inside, inside))
}

/// `▎抓学习`.
fn behind(line: &str) -> Option<(&str, &str)> {
    let inside = line.strip_prefix(is_bar)?.trim_start_matches('\u{FE0F}');
    let inside = inside.trim_start_matches(is_blank);
    let is_one = !inside.starts_with(|c| is_bar(c) || ORNAMENTS.contains(c));
    is_one.then_some((inside, inside))
}

/// Whether a sign stands before titles: a bar, a sign of lists, or a small picture.
fn is_bar(c: char) -> bool {
    let is_picture =
        matches!(c, '\u{2600}'..='\u{2775}' | '\u{2794}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}');
    // ☑ and ✘ say of an item whether it is done.
    let is_tick = matches!(c, '☐'..='☒' | '✓'..='✘' | '❌' | '❎');
    is_picture && !is_tick || BARS.contains(c)
}

/// Whether words may be a title: short, of Han, and no sentence.
pub fn is_title(words: &str) -> bool {
    words.contains(is_han)
        && !words.contains(['。', '；', '！', '？', '|', '｜', '\t', '【', '】'])
        && !words.ends_with(['，', '、', '：', ',', ':'])
        && words.chars().count() <= LONGEST
}

/// The number of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ordinal {
    /// The last of its numbers.
    pub number: u32,
    /// How many numbers stand before that one: 0 in `2`, 1 in `2.1`.
    pub depth: usize,
    /// Whether it cannot be anything else: `01`, `PART 1`, 壹. A bare `1` can.
    pub is_sure: bool,
}

impl Ordinal {
    fn sure(number: u32) -> Self {
        Self { number, depth: 0, is_sure: true }
    }
}

/// The number that a whole line is: `01`, `PART 02`, `No.3`, `2.1`, 壹.
pub fn ordinal(line: &str) -> Option<Ordinal> {
    let (ordinal, end) = leading(line)?;
    line[end..]
        .trim_matches(|c| is_blank(c) || "—-.、/·|｜".contains(c))
        .is_empty()
        .then_some(ordinal)
}

/// The number that a line begins with, a gap, and the words of a title.
pub fn counted(line: &str) -> Option<(Ordinal, &str)> {
    let (ordinal, end) = leading(line)?;
    let behind = &line[end..];
    let words = behind.trim_start_matches(|c| is_blank(c) || "|｜/丨".contains(c));
    // 3 月 and 12 名党员 are numbers of something.
    let is_measure = |c: char| {
        "年月日号时分名人个位次场户篇条项元万亿余多本份支只岁周届级班期天里公平千".contains(c)
    };
    let is_apart =
        words.len() < behind.len() && words.starts_with(is_han) && !words.contains(is_blank);
    let is_word =
        ["支部", "班子", "项目", "条件", "个人"].iter().any(|word| words.starts_with(word));
    let is_own = ordinal.is_sure || is_word || !words.starts_with(is_measure);
    (is_apart && is_own && is_title(words)).then_some((ordinal, words))
}

/// The ordinal that a line begins with, and its bytes.
fn leading(line: &str) -> Option<(Ordinal, usize)> {
    let first = line.chars().next()?;
    if let Some(at) = CAPITALS.chars().position(|c| c == first) {
        return Some((Ordinal::sure(u32::try_from(at + 1).ok()?), first.len_utf8()));
    }
    let Some(word) = ["PART", "NO"].into_iter().find(|word| begins_with(line, word)) else {
        return figures(line);
    };
    let behind = line.char_indices().nth(word.len()).map_or("", |(at, _)| &line[at..]);
    let inner = behind.trim_start_matches(|c| is_blank(c) || ".．·:：".contains(c));
    let (ordinal, length) = match figures(inner) {
        Some(found) => found,
        None => spelled(inner).filter(|_| word == "PART")?,
    };
    Some((Ordinal { is_sure: true, ..ordinal }, line.len() - inner.len() + length))
}

/// Whether a line begins with the letters of a word, of either case and width.
fn begins_with(line: &str, word: &str) -> bool {
    let mut letters = line.chars().map(|c| half_width(c).to_ascii_uppercase());
    word.chars().all(|c| letters.next() == Some(c))
}

/// `01`, `2.1`: numbers of one or two figures with dots between them.
fn figures(text: &str) -> Option<(Ordinal, usize)> {
    let (mut rest, mut depth) = (text, 0);
    let is_sure = text.starts_with(['0', '０']);
    loop {
        let behind = rest.trim_start_matches(is_digit);
        let digits: String = rest[..rest.len() - behind.len()].chars().filter_map(digit).collect();
        let number = digits.parse().ok().filter(|number| *number > 0 && digits.len() <= 2)?;
        match behind.strip_prefix(['.', '．']).filter(|inner| inner.starts_with(is_digit)) {
            Some(inner) => (rest, depth) = (inner, depth + 1),
            None => return Some((Ordinal { number, depth, is_sure }, text.len() - behind.len())),
        }
    }
}

/// `ONE` to `TEN` at the beginning of a text, and its bytes.
fn spelled(text: &str) -> Option<(Ordinal, usize)> {
    const NUMBERS: [&str; 10] =
        ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"];
    let begins =
        |word: &str| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let at = NUMBERS.iter().position(|word| begins(word))?;
    Some((Ordinal::sure(u32::try_from(at + 1).ok()?), NUMBERS[at].len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_an_outline_are_known_by_their_words() {
        for (line, words) in [
            ("一，抓学习", "抓学习"),
            ("一　抓学习", "抓学习"),
            ("第一部分 抓学习", "抓学习"),
            ("第2章：服务", "服务"),
            ("做法一：抓学习", "抓学习"),
            ("镜头二 清晨的社区", "清晨的社区"),
            ("关键词3：坚守", "坚守"),
        ] {
            let (_, end) = loose(line).expect(line);
            assert_eq!(&line[end..], words, "{line}");
        }
        for line in ["一抓学习", "做法：抓学习", "第一，抓学习", "故事很多", "行动一致", "亮点一览"]
        {
            assert_eq!(loose(line), None, "{line}");
        }
    }

    #[test]
    fn a_title_is_set_off_by_signs() {
        for (line, words) in [
            ("★抓学习★", "抓学习"),
            ("※ 抓党建 ※", "抓党建"),
            ("——抓作风——", "抓作风"),
            ("== 抓作风 ==", "抓作风"),
            ("▎抓服务", "抓服务"),
            ("📌 支部简介", "支部简介"),
            ("❤️ 抓关爱", "抓关爱"),
            ("主要做法", "主要做法"),
            ("■ 做法一：抓学习", "做法一：抓学习"),
            ("【抓学习】", "【抓学习】"),
            ("〖抓制度〗", "〖抓制度〗"),
            ("**抓学习**", "抓学习"),
            ("__抓关爱__", "抓关爱"),
            ("***抓典型***", "抓典型"),
        ] {
            assert_eq!(set_off(line), Some(words), "{line}");
        }
        for line in [
            "——写在支部成立二十六周年之际",
            "★★★★★",
            "-抓学习",
            "·抓学习",
            "【抓学习】每月一次",
            "【图1：合影】",
            "【插图】",
            "【附件】",
            "【甲】【乙】",
            "■ 每月学习一次。",
            "**甲** 和 **乙**",
            "“抓学习”",
            "《学习》",
            "抓学习",
        ] {
            assert_eq!(set_off(line), None, "{line}");
        }
    }

    #[test]
    fn numbers_of_titles_are_told_from_numbers_of_something() {
        let of = |line| ordinal(line).map(|one| (one.number, one.depth, one.is_sure));
        for (line, expected) in [
            ("01", (1, 0, true)),
            ("０２", (2, 0, true)),
            ("02.", (2, 0, true)),
            ("PART 03", (3, 0, true)),
            ("Part.3", (3, 0, true)),
            ("PART ONE", (1, 0, true)),
            ("No.2", (2, 0, true)),
            ("ＮＯ．２", (2, 0, true)),
            ("壹", (1, 0, true)),
            ("3", (3, 0, false)),
            ("2.1", (1, 1, false)),
        ] {
            assert_eq!(of(line), Some(expected), "{line}");
        }
        for line in ["", "2024", "00", "第3页", "NOTE", "PARTY", "3%", "壹号院", "3名"] {
            assert_eq!(of(line), None, "{line}");
        }
        for (line, words) in [
            ("01 抓学习", "抓学习"),
            ("PART 1 抓学习", "抓学习"),
            ("2.1 抓文体", "抓文体"),
            ("01 | 抓学习", "抓学习"),
            ("1 支部概况", "支部概况"),
        ] {
            assert_eq!(counted(line).map(|(_, words)| words), Some(words), "{line}");
        }
        for line in
            ["3 月学习", "12 名党员", "1 甲 71 书记", "01", "1.5万元", "2 抓学习，人人参加。"]
        {
            assert_eq!(counted(line), None, "{line}");
        }
    }
}
