//! `range-mark`: numerals as GB/T 15835 wants them.
//!
//! Why: 9～16亿 may be read as nine to 1.6 billion (write 9亿～16亿); 三、四个 is not a list but an
//! estimate (三四个); a year in Chinese numerals has 〇, not 零 (二〇二四年), nor ○, O or 0; 八旬 is not 8旬; 2O名 has a letter;
//! the comma of 1,2000元 parts no thousands.

use std::ops::Range;

use crate::check::Rule;
use crate::check::case::{Text, View};
use crate::claims::clause::is_han;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::text("range-mark", Severity::Warning, check);

const DIGITS: &str = "一二三四五六七八九";
/// What is typed for 〇.
const NOUGHTS: [&str; 8] = ["零", "○", "◯", "0", "O", "o", "Ｏ", "０"];
/// The longest number that is looked at for letters, in characters.
const LONGEST_NUMBER: usize = 8;
/// The longest number with commas that is looked at, in characters.
const LONGEST_GROUPS: usize = 20;
/// What stands behind a number of thousands.
const COUNTED: &str = "元万亿名人户册份字次本件亩吨棵株米平公";
/// Units after which neighbouring numerals are an estimate. 年 and 月 may be a list.
const UNITS: &str = "个名次件位场项条岁天人里倍家户本份";

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    text.views().into_iter().flat_map(|view| of_view(text, view)).collect()
}

fn of_view(text: &Text<'_>, view: View<'_>) -> Vec<Diagnostic> {
    let prose = view.prose.text();
    let mut found: Vec<(Range<usize>, Message)> = Vec::new();
    for one in view.marks {
        found.extend(match one.mark {
            '～' | '~' | '—' | '-' | '–' => range(prose, one.at, one.mark),
            '、' => estimate(prose, one.at),
            ',' | '，' => grouped(prose, one.at),
            _ => None,
        });
    }
    for nought in NOUGHTS.into_iter().filter(|nought| text.alphabet().spells(nought)) {
        let noughts = memchr::memmem::find_iter(prose.as_bytes(), nought);
        found.extend(noughts.filter_map(|at| year(prose, at)));
    }
    if text.alphabet().has_any(['O', 'o', 'l', 'I']) {
        found.extend(letters(prose));
    }
    if text.alphabet().has('旬') {
        let decades = memchr::memmem::find_iter(prose.as_bytes(), "旬");
        found.extend(decades.filter_map(|at| decade(prose, at)));
    }
    found.sort_by_key(|(range, _)| range.start);
    // 二零零五年 has two noughts.
    found.dedup_by(|later, first| later.0 == first.0);
    let place = |range| view.prose.place(text.source, range);
    found.into_iter().map(|(range, message)| RULE.found(place(range), message)).collect()
}

/// 2O名, l2次, 2O24年: a letter that looks like a figure, as a scan or a hurried hand leaves it.
fn letters(prose: &str) -> Vec<(Range<usize>, Message)> {
    let bytes = prose.as_bytes();
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, 'O' | 'o' | 'l' | 'I');
    let mut found = Vec::new();
    for at in memchr::memchr3_iter(b'O', b'o', b'l', bytes).chain(memchr::memchr_iter(b'I', bytes))
    {
        let Some(range) = run(prose, at, is_figure, LONGEST_NUMBER) else { continue };
        let (word, behind) = (&prose[range.clone()], &prose[range.end..]);
        let is_apart = |c: char| is_han(c) || "（“，。、；：\n".contains(c);
        let is_number = word.bytes().filter(u8::is_ascii_digit).count() * 2 >= word.len()
            && prose[..range.start].chars().next_back().is_none_or(is_apart)
            && behind.starts_with(|c| UNITS.contains(c) || "年月日元万余".contains(c));
        if is_number {
            let right: String = word
                .chars()
                .map(|c| match c {
                    'O' | 'o' => '0',
                    'l' | 'I' => '1',
                    c => c,
                })
                .collect();
            let message = Message::new("range-mark").text("phrase", word).text("right", right);
            found.push((range, message));
        }
    }
    found
}

/// The characters round byte `at` that belong to one word; `None` of a word of more than `most`: a text may be one.
fn run(
    prose: &str,
    at: usize,
    is_part: impl Fn(char) -> bool,
    most: usize,
) -> Option<Range<usize>> {
    let before = prose[..at].chars().rev().take(most + 1).take_while(|c| is_part(*c));
    let start = at - before.map(char::len_utf8).sum::<usize>();
    let word = prose[start..].chars().take(most + 1).take_while(|c| is_part(*c));
    let (count, length) =
        word.fold((0, 0), |(count, length), c| (count + 1, length + c.len_utf8()));
    let is_whole = count <= most && start + length > at;
    is_whole.then_some(start..start + length)
}

/// 9～16亿: the first number has no 万 or 亿 of its own.
fn range(prose: &str, at: usize, mark: char) -> Option<(Range<usize>, Message)> {
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let first = prose[..at].trim_end_matches(is_number);
    let behind = &prose[at + mark.len_utf8()..];
    let rest = behind.trim_start_matches(is_number);
    let unit = rest.chars().next().filter(|c| matches!(c, '万' | '亿'))?;
    let (low, high) = (&prose[first.len()..at], &behind[..behind.len() - rest.len()]);
    let is_glued = first.ends_with(|c: char| c.is_alphanumeric() && !is_han(c));
    let (smaller, larger): (f64, f64) = (low.parse().ok()?, high.parse().ok()?);
    if is_glued || smaller >= larger {
        return None;
    }
    let end = prose.len() - rest.len() + unit.len_utf8();
    let message = Message::new("range-mark")
        .text("phrase", &prose[first.len()..end])
        .text("right", format!("{low}{unit}～{high}{unit}"));
    Some((first.len()..end, message))
}

/// 1,2000元, 12,00元: a comma inside a number that stands before no three figures. 500,1000元 and 2,3月 are two numbers.
fn grouped(prose: &str, at: usize) -> Option<(Range<usize>, Message)> {
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let beside = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if !is_figure(prose[..at].chars().next_back())
        || !beside(prose[at..].trim_start_matches([',', '，']))
    {
        return None;
    }
    let belongs = |c: char| c.is_ascii_digit() || matches!(c, ',' | '，');
    let range = run(prose, at, belongs, LONGEST_GROUPS)?;
    let number = &prose[range.clone()];
    let groups: Vec<&str> = number.split([',', '，']).collect();
    let (first, rest) = groups.split_first()?;
    // Told at its first comma.
    let is_first = range.start + first.len() == at && groups.iter().all(|group| !group.is_empty());
    let begins_with_nought =
        |group: &&str| ![1, 3].contains(&group.len()) && group.starts_with('0');
    let has_nought = rest.iter().any(begins_with_nought);
    let is_long = first.len() == 1 && rest.iter().any(|group| group.len() > 3);
    let is_broken = rest.last() == Some(&"000") && rest.iter().any(|group| group.len() != 3);
    let before = prose[..range.start].chars().next_back();
    let is_apart = before.is_none_or(|c| !c.is_ascii_alphanumeric() && !"第.．-—～~/".contains(c));
    let behind = prose[range.end..].trim_start_matches(['余', '多']);
    let is_counted = behind.starts_with(|c| COUNTED.contains(c));
    if !is_first || !is_apart || !is_counted || !(has_nought || is_long || is_broken) {
        return None;
    }
    let message =
        Message::new("grouping-in-text").text("phrase", number).text("right", groups.concat());
    Some((range, message))
}

/// 三、四个.
fn estimate(prose: &str, at: usize) -> Option<(Range<usize>, Message)> {
    let (before, behind) = (&prose[..at], &prose[at + '、'.len_utf8()..]);
    let mut left = before.chars().rev();
    let mut right = behind.chars();
    let (one, two, unit) = (left.next()?, right.next()?, right.next()?);
    let place = |c: char| DIGITS.chars().position(|digit| digit == c);
    let is_next = place(one)? + 1 == place(two)?;
    let is_part = left.next().is_some_and(|c| "第十百千万、一二三四五六七八九".contains(c));
    if !is_next || is_part || !UNITS.contains(unit) {
        return None;
    }
    let range = at - one.len_utf8()..at + '、'.len_utf8() + two.len_utf8() + unit.len_utf8();
    let message = Message::new("range-mark")
        .text("phrase", &prose[range.clone()])
        .text("right", format!("{one}{two}{unit}"));
    Some((range, message))
}

/// 年过8旬: 旬 counts in Chinese numerals.
fn decade(prose: &str, at: usize) -> Option<(Range<usize>, Message)> {
    let digit = prose[..at].chars().next_back().filter(char::is_ascii_digit)?;
    let start = at - 1;
    let is_longer = prose[..start].ends_with(|c: char| c.is_ascii_digit());
    let right = DIGITS.chars().nth(usize::try_from(digit.to_digit(10)?.checked_sub(1)?).ok()?)?;
    if is_longer {
        return None;
    }
    let range = start..at + '旬'.len_utf8();
    let message = Message::new("range-mark")
        .text("phrase", &prose[range.clone()])
        .text("right", format!("{right}旬"));
    Some((range, message))
}

/// 二零二四年, 二○二四年, 二0二四年, 二O二四年.
fn year(prose: &str, at: usize) -> Option<(Range<usize>, Message)> {
    // A year begins with a Chinese numeral: 0 of another number has none near it.
    let is_digit = |c: char| {
        matches!(c, '〇' | '零' | '○' | '◯' | '0' | 'O' | 'o' | 'Ｏ' | '０')
            || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
    };
    let Range { start, end } = run(prose, at, is_digit, 4)?;
    let digits = &prose[start..end];
    let is_year = digits.chars().count() == 4 && digits.starts_with(['一', '二']);
    if !is_year || !prose[end..].starts_with('年') {
        return None;
    }
    let message = Message::new("range-mark").text("phrase", format!("{digits}年")).text(
        "right",
        format!("{}年", digits.replace(['零', '○', '◯', '0', 'O', 'o', 'Ｏ', '０'], "〇")),
    );
    Some((start..end + '年'.len_utf8(), message))
}
