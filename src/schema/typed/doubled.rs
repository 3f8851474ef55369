//! What a hurried hand types twice in a number, an age or a date: 60~~69岁, 26名名.
//!
//! Entry point: [`once`].

use std::borrow::Cow;

/// Marks between the ends of a range.
const RANGE: &str = "~～〜-－—–─";
/// Units that are typed twice, the longest first: 个人 and 年月 are two words.
const UNITS: [&str; 20] = [
    "场次", "人次", "周岁", "名", "人", "岁", "个", "次", "场", "条", "项", "位", "件", "份", "家",
    "户", "年", "月", "日", "篇",
];

/// A text with what was typed twice standing once.
pub(super) fn once(text: &str) -> Cow<'_, str> {
    marks_once(text).map_or_else(
        || unit_once(text).map_or(Cow::Borrowed(text), Cow::Owned),
        |text| Cow::Owned(unit_once(&text).unwrap_or(text)),
    )
}

/// Whether a mark of a range may stand twice: nearly all values have none, and are not looked at by character.
fn may_have_two(text: &str) -> bool {
    let bytes = text.as_bytes();
    // The bytes that marks of other widths begin with; Han begin with others.
    bytes.windows(2).any(|two| two[0] == two[1] && matches!(two[0], b'-' | b'~'))
        || bytes.iter().any(|byte| matches!(byte, 0xE2 | 0xE3 | 0xEF))
}

/// 60~~69岁: between two figures one mark is meant. Three or more may be a line to fill in.
fn marks_once(text: &str) -> Option<String> {
    if !may_have_two(text) {
        return None;
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    let mut is_changed = false;
    while let Some(at) = rest.find(|c| RANGE.contains(c)) {
        let (before, marks) = rest.split_at(at);
        let mark = marks.chars().next()?;
        let behind = marks.trim_start_matches(mark);
        kept.push_str(before);
        let count = marks[..marks.len() - behind.len()].chars().count();
        let is_doubled = count == 2 && joins(&kept, behind);
        let times = if is_doubled { 1 } else { count };
        is_changed |= is_doubled;
        (0..times).for_each(|_| kept.push(mark));
        rest = behind;
    }
    kept.push_str(rest);
    is_changed.then_some(kept)
}

/// Whether a number stands on both sides, of the same kind: 岁——9人 parts an age from a count.
fn joins(before: &str, behind: &str) -> bool {
    let is_figure = |c: char| c.is_ascii_digit();
    let number = before.trim_end_matches(['岁', '年', '月', '日']);
    let unit = &before[number.len()..];
    let rest = behind.trim_start_matches(is_figure);
    rest.len() < behind.len() && number.ends_with(is_figure) && rest.starts_with(unit)
}

/// 26名名: the unit of a number, at the end of a value.
fn unit_once(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let ends_twice = |length: usize| {
        let end = bytes.len();
        end > 2 * length && bytes[end - length..] == bytes[end - 2 * length..end - length]
    };
    if !ends_twice(3) && !ends_twice(6) {
        return None;
    }
    UNITS.iter().find_map(|unit| {
        let once = text.strip_suffix(unit)?;
        let number = once.strip_suffix(unit)?;
        number
            .ends_with(|c: char| c.is_ascii_digit() || "余多十百千万".contains(c))
            .then(|| once.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::once;

    #[test]
    fn what_is_typed_twice_stands_once() {
        for (typed, meant) in [
            ("60~~69岁", "60~69岁"),
            ("70--79岁", "70-79岁"),
            ("60岁——69岁", "60岁—69岁"),
            ("2016年--2019年", "2016年-2019年"),
            ("60～～69岁14人，70－－79岁9人", "60～69岁14人，70－79岁9人"),
            ("2024--07--01", "2024-07-01"),
            ("26名名", "26名"),
            ("20余场次场次", "20余场次"),
            ("71岁岁", "71岁"),
        ] {
            assert_eq!(once(typed), meant);
        }
        for right in [
            "60-69岁",
            "2024-07-01",
            "——26",
            "26名",
            "60---69岁",
            "支部——26名",
            "26个人",
            "人人",
            "70-79岁——9人",
            "主题党日——12场次",
            "支部2024年——3次",
        ] {
            assert_eq!(once(right), right);
        }
    }
}
