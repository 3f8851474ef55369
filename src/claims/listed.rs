//! Honours that stand in a list without a verb, below a heading or behind a label that says what they are:
//! 获奖情况：2016年公司系统先进党支部；2021年市直机关“示范党支部”.
//!
//! Entry point: [`claims`]. An entry has its year; what a verb introduces is read in `honour`.

use std::ops::Range;

use super::clause::is_han;
use super::honour;
use super::lead::behind_count;
use super::level::{self, LEVELS, WIDE};
use super::text::Text;
use super::title::{self, ENDS, Title};
use super::verbs::HONOURING;
use super::year::{bracketed, in_digits, is_month_of_form, years};
use super::{Claim, Doubt, What};
use crate::prefilter;

/// What a heading or a label of such a list says.
const WORDS: [&str; 10] =
    ["荣誉", "获奖", "奖项", "表彰", "什么奖", "奖励", "得过奖", "拿过奖", "哪些奖", "得奖"];
/// The longest heading or label, in characters.
const LONGEST_LABEL: usize = 12;
/// With what a title begins behind the name of who gave it.
const STARTS: [&str; 28] = [
    "先进",
    "优秀",
    "示范",
    "模范",
    "文明",
    "最美",
    "红旗",
    "五星",
    "四星",
    "三星",
    "离退休",
    "老干部",
    "绿化",
    "平安",
    "关心下一代",
    "民族团结",
    "老有所为",
    "志愿服务",
    "敬老",
    "巾帼",
    "人民调解",
    "乡村振兴",
    "脱贫攻坚",
    "抗击",
    "抗疫",
    "卫生",
    "健康",
    "标兵",
];
/// With what that name ends.
const GIVER_ENDS: [char; 13] =
    ['委', '局', '厅', '部', '府', '办', '会', '校', '院', '关', '级', '）', ')'];
/// What stands behind a title and is none of it.
const THINGS: [&str; 6] = ["的牌子", "的奖牌", "的牌匾", "的奖状", "的称号", "称号"];
/// Times that name no year.
const NEAR: [&str; 4] = ["去年", "今年", "前年", "上年"];

pub(super) fn claims(text: &Text<'_>, known: &[Claim]) -> Vec<Claim> {
    let mut claims = Vec::new();
    let honours = known.iter().filter(|claim| matches!(claim.what, What::Honour(_)));
    let mut known: Vec<Range<usize>> = honours.map(|claim| claim.range.clone()).collect();
    known.sort_by_key(|range| range.end);
    let years = years_of(text.prose);
    // No heading says so, no line has two years, and no two lines begin with one.
    let has_months = memchr::memchr(b'.', text.prose.as_bytes()).is_some();
    if !prefilter::passes(years.len() > 1 || has_months || names_honours(text.prose)) {
        return claims;
    }
    let (mut at, mut is_headed, mut is_behind_entry) = (0, false, false);
    let mut lines = text.prose.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let bare = line.trim();
        // 2021年区级“优秀党建品牌” below such a line, or above one.
        let is_one = is_entry(bare);
        let is_row = is_one && (is_behind_entry || lines.peek().is_some_and(|next| is_entry(next)));
        is_behind_entry = is_one;
        let label = start_of(bare).split_once(['：', ':', '】']).map(|(label, _)| label);
        let is_list = is_headed
            || is_row
            || label.is_some_and(|label| says_so(label) && !is_question(label))
            || prefilter::passes(has_two(&years, at..at + line.len())) && lists_titles(bare);
        let before = claims.len();
        if is_list && !bare.is_empty() {
            entries(text, at..at + line.trim_end().len(), &known, &mut claims);
        }
        if !bare.is_empty() {
            let words = bare.trim_end_matches(['：', ':']);
            let is_short = says_so(end_of(words).rsplit(['：', ':']).next().unwrap_or(words));
            let next = known.partition_point(|honour| honour.end <= at);
            let has_known = known.get(next).is_some_and(|honour| honour.start < at + line.len());
            let has_entries = claims.len() > before || has_known;
            is_headed = is_short && !bare.ends_with('。') || is_headed && has_entries;
        }
        at += line.len();
    }
    claims
}

/// Whether a text has any of [`WORDS`], or at least what they are made of.
fn names_honours(prose: &str) -> bool {
    let has = |word: &str| memchr::memmem::find(prose.as_bytes(), word.as_bytes()).is_some();
    ["奖", "荣誉", "表彰"].into_iter().any(has)
}

/// Whether a line is one dated title and nothing else: 2022年市委政法委“平安建设先进集体”.
fn is_entry(line: &str) -> bool {
    const LONGEST: usize = 45;
    let bare = line.trim();
    let bare = bare[numbered(bare)..].trim_start();
    let is_year = bare.len() > 4
        && bare.bytes().take(4).all(|byte| byte.is_ascii_digit())
        && (bare[4..].starts_with('年') || is_month_of_form(&bare[4..]));
    let entry = bare.trim_end_matches(['；', ';', '。', '，']);
    is_year
        && bare.chars().count() <= LONGEST
        && !entry.contains(outside(&['，', '。', '；']))
        && !HONOURING.iter().any(|verb| entry.contains(verb))
        && !entry.contains(['被', '为'])
        && (entry.ends_with('”') || title::ends_title(entry))
        && title(entry).is_some()
}

/// Where a text has 年 behind a figure: 2021年, 连续三年.
fn years_of(prose: &str) -> Vec<usize> {
    let is_figure = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十多".contains(c);
    let places = memchr::memmem::find_iter(prose.as_bytes(), "年");
    places.filter(|at| prose[..*at].ends_with(is_figure)).collect()
}

/// Whether a line has two years: few have, and most of the time of a reading would be spent in the others.
fn has_two(years: &[usize], line: Range<usize>) -> bool {
    let first = years.partition_point(|at| *at < line.start);
    years.get(first + 1).is_some_and(|at| line.contains(at))
}

fn is_question(label: &str) -> bool {
    ["问", "Q"].contains(&label.trim())
}

/// As much of a line as a label and its colon may be.
fn start_of(line: &str) -> &str {
    line.char_indices().nth(LONGEST_LABEL + 1).map_or(line, |(end, _)| &line[..end])
}

/// As much of a line as a label and the colon before it may be.
fn end_of(line: &str) -> &str {
    line.char_indices().rev().nth(LONGEST_LABEL).map_or(line, |(start, _)| &line[start..])
}

fn says_so(words: &str) -> bool {
    words.chars().count() <= LONGEST_LABEL && WORDS.iter().any(|word| words.contains(word))
}

/// The entries of a line.
fn entries(text: &Text<'_>, line: Range<usize>, known: &[Range<usize>], claims: &mut Vec<Claim>) {
    let line = line.start + numbered(&text.prose[line.clone()])..line.end;
    let words = &text.prose[line.clone()];
    // 2015年：区级先进党支部: the label is when.
    let is_label = |at: &usize| !is_year(words[..*at].trim());
    let list = words
        .find(['：', ':', '】'])
        .filter(is_label)
        .map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    // 县级：2018年先进基层党组织；2021年“最美离退休干部党支部”
    let label = words[..list].trim_end_matches(['：', ':', '】']).trim_start_matches('【').trim();
    let level = LEVELS.into_iter().find(|level| *level == label);
    let mut at = line.start + list;
    for entry in words[list..].split_inclusive(outside(&['；', ';', '，', ',', '。', '、', '—']))
    {
        // 1.2021年县级先进党支部；2.2023年…
        let number = numbered(entry);
        let start = at + number;
        at += entry.len();
        let bare = entry[number..].trim_end_matches(['；', ';', '，', ',', '。', '、', ' ', '—']);
        let next = known.partition_point(|honour| honour.end <= start);
        let is_known = known.get(next).is_some_and(|honour| honour.start < start + bare.len());
        let has_verb = HONOURING.iter().any(|verb| bare.contains(verb));
        if is_known || has_verb || !is_dated(&text.prose[line.start + list..start], bare) {
            continue;
        }
        let end = start + bare.len();
        let start = with_years(text.prose, line.start + list, start);
        if let Some(title) = title(&text.prose[start..end]) {
            let own = honour::listed(text, start, &title);
            claims.extend(own.into_iter().map(|one| leveled(one, level)));
        }
    }
}

/// An honour with the level that the label of its list says, where it has none of its own.
fn leveled(mut claim: Claim, level: Option<&str>) -> Claim {
    if let (What::Honour(honour), Some(level)) = (&mut claim.what, level)
        && honour.level.is_none()
    {
        honour.level = Some(level.to_owned());
        claim.doubt = claim.doubt.filter(|doubt| *doubt != Doubt::Level);
    }
    claim
}

/// Whether a character is one of `marks` and stands outside of brackets: not the 、 of （2016、2019年）.
fn outside(marks: &'static [char]) -> impl FnMut(char) -> bool {
    let mut depth = 0_usize;
    move |c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c => return depth == 0 && marks.contains(&c),
        }
        false
    }
}

/// Where an entry begins with the years that stand alone before it: 2022年、2023年县级先进党支部.
fn with_years(prose: &str, first: usize, mut start: usize) -> usize {
    while let Some(before) = prose[first..start].strip_suffix(['、', '和']) {
        let year = before.rsplit(['；', ';', '，', ',', '。', '、']).next().unwrap_or_default();
        let year = year.trim();
        // 2022、2024年县级先进党支部
        let is_bare = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        if !is_bare && !is_year(year) {
            break;
        }
        start = first + before.rfind(year).unwrap_or(before.len());
    }
    start
}

/// How many bytes the number of an entry takes: 1.2015年, （2）2019年.
fn numbered(words: &str) -> usize {
    let lead = words.len() - words.trim_start().len();
    let bare = &words[lead..];
    // ★ 2018年
    let plain = bare.trim_start_matches(|c: char| {
        "★☆◆◇●○■□▲△•·◎-—".contains(c) || matches!(c, '①'..='⑳') || c.is_whitespace()
    });
    if plain.len() < bare.len() {
        return words.len() - plain.len();
    }
    let open = bare.strip_prefix(['（', '(']).unwrap_or(bare);
    let digits = open.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &open[digits..];
    let has_mark = behind.starts_with(['.', '．', '、', '）', ')', ' ', '　']);
    let mark = behind.chars().next().filter(|_| has_mark && (1..=2).contains(&digits));
    mark.map_or(0, |mark| words.len() - behind.len() + mark.len_utf8())
}

/// 2015年, 2015年度.
fn is_year(label: &str) -> bool {
    let label = label.trim_end_matches('度').strip_suffix('年').unwrap_or_default();
    label.len() == 4 && label.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a sentence is a list of dated titles though nothing says so: 2019年县级先进党支部、2021年市级红旗党支部，一张张奖状….
fn lists_titles(line: &str) -> bool {
    line.split(['。', '！', '？']).any(lists_in_sentence)
}

/// Whether one sentence is such a list.
fn lists_in_sentence(line: &str) -> bool {
    let mut is_behind_year = false;
    let dated = line.split(outside(&['、', '；', '，'])).filter(|part| {
        let part = part.split(['—', '。']).next().unwrap_or(part).trim();
        // 2020年，示例市“先进基层党组织”
        let is_year_before = std::mem::replace(&mut is_behind_year, is_year(part));
        // 连续三年县级…, 2021年市级…
        let part = part.strip_prefix("支部").unwrap_or(part);
        let has_year = in_a_row(part)
            || part.len() > 4
                && part.bytes().take(4).all(|byte| byte.is_ascii_digit())
                && part[4..].starts_with('年');
        let is_quoted = || part.ends_with('”') && part.contains('“') || title::ends_title(part);
        // 市卫健系统先进党支部（2016、2019、2022年）
        let is_dated = || {
            let (bare, year) = without_year(part);
            let bare = bare.trim_end_matches('”');
            !year.is_empty() && ENDS.iter().any(|end| bare.ends_with(end))
        };
        let has_verb = || {
            HONOURING.iter().any(|verb| part.contains(verb)) || part.contains(['被', '为', '在'])
        };
        (has_year || is_year_before && is_quoted() || is_dated())
            && !has_verb()
            && title(part).is_some()
    });
    dated.count() >= 2
}

/// Whether an entry has its time: in it, or alone in front of it.
fn is_dated(before: &str, entry: &str) -> bool {
    let is_time = |words: &str| {
        let words = in_digits(words);
        let words = words.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        digits == 4
            && (words[digits..].starts_with(['年', '-']) || is_month_of_form(&words[digits..]))
            || NEAR.iter().any(|word| words.starts_with(word))
    };
    let alone = before.trim_end_matches(['，', ',']);
    let last = alone.rsplit(['；', ';', '，', ',', '。', '、']).next().unwrap_or_default();
    is_time(entry)
        || in_a_row(entry)
        || !without_year(entry).1.is_empty()
        || giver_before_year(entry) > 0
        || alone.len() < before.len() && is_time(last) && last.chars().count() <= 8
}

/// 连续三年县级“六好”党支部: how long, where no year is told.
fn in_a_row(entry: &str) -> bool {
    row_end(entry) > 0
}

/// How many bytes 连续三年 takes at the head of an entry, which says of what level it is.
fn row_end(entry: &str) -> usize {
    let bare = entry.trim_start().trim_start_matches("支部");
    let Some(rest) = bare.strip_prefix("连续") else { return 0 };
    let years = rest
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十多".contains(c));
    let end = years.strip_prefix('年').filter(|_| years.len() < rest.len());
    end.filter(|behind| LEVELS.iter().any(|level| behind.starts_with(level)))
        .map_or(0, |behind| entry.len() - behind.len())
}

/// （2019年）, （2022）
fn has_year(aside: &str) -> bool {
    !years(aside).is_empty() || !bracketed(aside).is_empty()
}

/// An entry, and the year in brackets behind it: 先进党支部（2019年）.
fn without_year(entry: &str) -> (&str, Range<usize>) {
    let bare = entry.strip_suffix(['）', ')']).and_then(|head| head.rfind(['（', '(']));
    let open = bare.filter(|open| has_year(&entry[*open..]));
    open.map_or((entry, entry.len()..entry.len()), |open| (&entry[..open], open..entry.len()))
}

/// An entry, and what stands in brackets behind it, a year, who gave it or a level; a level behind a blank is as good.
fn without_aside(entry: &str) -> (&str, Range<usize>) {
    let apart = LEVELS.iter().find_map(|level| entry.strip_suffix(level));
    if let Some(bare) = apart.filter(|bare| bare.ends_with([' ', '　', '\t'])) {
        return (bare.trim_end(), bare.len()..entry.len());
    }
    let bare = entry.strip_suffix(['）', ')']).and_then(|head| head.rfind(['（', '(']));
    let open = bare.filter(|open| {
        let inner = entry[*open..].trim_end_matches(['）', ')']);
        has_year(&entry[*open..])
            || level::is_authority(inner)
            || LEVELS.contains(&inner.trim_start_matches(['（', '(']))
            || inner.ends_with(['央', '区', '盟'])
    });
    open.map_or((entry, entry.len()..entry.len()), |open| (&entry[..open], open..entry.len()))
}

/// How many bytes the giver takes that stands before the year: 县教育局党委2018年“优秀党支部”.
fn giver_before_year(entry: &str) -> usize {
    let year = entry.find(|c: char| c.is_ascii_digit()).filter(|at| {
        let giver = &entry[..*at];
        (2..=14).contains(&giver.chars().count())
            && giver.chars().all(is_han)
            && level::is_authority(giver)
            && entry[*at..].get(4..).is_some_and(|rest| rest.starts_with('年'))
    });
    year.unwrap_or(0)
}

/// The title of an entry, and what stands before it: when, and who gave it.
pub(super) fn title(entry: &str) -> Option<Title> {
    let (entry, aside) = without_aside(entry);
    // 2023年度市级“六好”示范党支部的牌子
    let entry = THINGS.iter().find_map(|thing| entry.strip_suffix(thing)).unwrap_or(entry);
    let time = in_digits(entry);
    // Han digits are longer than those they stand for, so places are counted in characters.
    let words =
        time[giver_before_year(&time).max(row_end(&time))..].trim_start_matches(|c: char| {
            c.is_ascii_digit() || c.is_whitespace() || "年月日度：:、.．/-".contains(c)
        });
    let words = NEAR.iter().find_map(|word| words.strip_prefix(word)).unwrap_or(words);
    let words = ["又得了", "得了", "又得", "得过", "又是"]
        .iter()
        .find_map(|word| words.strip_prefix(word))
        .unwrap_or(words);
    // 2016年，支部是县里的先进党支部: a sentence, and no entry of a list.
    if words.starts_with("支部是") || words.starts_with("是") {
        return None;
    }
    let words = LEVELS.iter().find_map(|level| words.strip_prefix(level)).unwrap_or(words);
    let skipped = time.chars().count() - words.chars().count();
    let from = entry.char_indices().nth(skipped).map_or(entry.len(), |(at, _)| at);
    let words = &entry[from..];
    let is_quoted = words.ends_with('”');
    if !is_quoted && !title::ends_title(words) {
        return None;
    }
    let is_start = |at: usize| {
        let before = &words[..at];
        before.is_empty() || before.ends_with(GIVER_ENDS)
    };
    // 全国高校“双带头人”工作室: the quotation is a part.
    let is_wide =
        |at: usize| WIDE.iter().any(|(word, _)| words[..at].starts_with(word) && at > word.len());
    // 市“六好”示范党支部, 示例县“六好”示范党支部
    let is_all = |at: usize| {
        WIDE.iter().any(|(word, _)| *word == &words[..at])
            || words[..at].ends_with(['省', '市', '县', '区', '州', '旗', '镇', '乡'])
                && words[..at].chars().all(is_han)
                && words[..at].chars().count() <= 8
    };
    let quote =
        words.find('“').filter(|at| is_quoted || is_all(*at) || is_start(*at) && !is_wide(*at));
    let has_wide = WIDE.iter().any(|(word, _)| words.starts_with(word));
    // 2019年 市卫健委 先进党支部: columns of a list.
    let column = words
        .rfind([' ', '　', '\t'])
        .map(|at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    let column = column.filter(|at| words[..*at].chars().all(|c| is_han(c) || c.is_whitespace()));
    let start = column
        .or(quote)
        .or_else(|| has_wide.then_some(0))
        .or_else(|| {
            STARTS.iter().filter_map(|word| words.find(word)).filter(|at| is_start(*at)).min()
        })
        .unwrap_or(0);
    // 县里的先进基层党组织, 市供销社的先进集体
    let start = words.len() - behind_count(&words[start..]).len();
    let title = &words[start..];
    let is_title = (4..=40).contains(&title.chars().count())
        && (title.starts_with(is_han) || title.starts_with('“'));
    is_title.then(|| Title { lead: 0..from + start, range: from + start..entry.len(), aside })
}

#[cfg(test)]
mod tests {
    use super::{is_entry, title};

    #[test]
    fn a_line_may_be_one_dated_title() {
        for line in [
            "2021年区级“优秀党建品牌”",
            "①2020.07 县委“先进党支部”",
            "2. 2022年6月 市直机关先进党支部；",
        ] {
            assert!(is_entry(line), "{line}");
        }
        for line in [
            "2021年，支部被评为先进党支部。",
            "2021年开展活动12次",
            "2021年支部“先锋岗”轮流值守",
            "2021.5万元用于“先锋岗”",
        ] {
            assert!(!is_entry(line), "{line}");
        }
    }

    #[test]
    fn a_title_begins_behind_who_gave_it() {
        for (entry, lead, is) in [
            ("2016年公司系统先进党支部", "2016年", "公司系统先进党支部"),
            ("2021年市国资委党委先进基层党组织", "2021年市国资委党委", "先进基层党组织"),
            (
                "2023年度省烟草局（公司）离退休工作先进集体",
                "2023年度省烟草局（公司）",
                "离退休工作先进集体",
            ),
            ("2020年全省交通系统“最美党支部”", "2020年全省交通系统", "“最美党支部”"),
            ("去年又得了市级“六好”示范党支部", "去年又得了市级", "“六好”示范党支部"),
            ("二〇一九年学校先进党支部", "二〇一九年学校", "先进党支部"),
            ("2020.07 县委“先进党支部”", "2020.07 县委", "“先进党支部”"),
            (
                "2023年　省教育厅关心下一代工作先进集体",
                "2023年　省教育厅",
                "关心下一代工作先进集体",
            ),
        ] {
            let title = title(entry).unwrap();
            assert_eq!((&entry[title.lead], &entry[title.range]), (lead, is));
        }
        assert!(title("2016年开展活动").is_none());
        // A year in Han that is not at the head.
        assert!(title("2021年─二〇二三年开展活动").is_none());
        let entry = "2021年至二〇二三年县级先进党支部";
        assert!(entry.ends_with(&entry[title(entry).unwrap().range]));
    }
}
