//! Names that say how many things they stand for, where the text tells those things: “三个不分”：不分编制、不分单位、不分级别.
//!
//! Entry point: [`is_counted_out`]. A number that nobody counts out (贯彻“四个意识”) is a manner of speaking.

use std::collections::HashMap;

use crate::claims::clause::{near_before, sentence_before};

const NUMERALS: &str = "一二三四五六七八九十";
/// How far behind a name the things that it counts may be told, in bytes.
const REACH: usize = 900;

/// Whether as many things as a name says are told right behind it, before it, or one by one in its paragraph.
pub(super) fn is_counted_out(before: &str, name: &str, behind: &str) -> bool {
    let Some((number, key)) = numbered(name) else { return false };
    // 始终做到“三个不变”：学习劲头不变、…: how they are, and no way of working.
    if before.ends_with("做到") {
        return false;
    }
    let sentence = behind.split(['。', '\n']).next().unwrap_or_default();
    let list = ["：", ":", "，即", "——", "（", "，就是"]
        .iter()
        .find_map(|mark| sentence.strip_prefix(mark));
    // “三读”活动坚持了三十年——读报、读书、读家信
    let list = list.or_else(|| {
        let (head, list) = sentence.split_once("——")?;
        (head.chars().count() <= 12).then_some(list)
    });
    let is_listed = list.is_some_and(|list| items(list, key) >= number);
    // 集中学、小组学、自己学，支部“三学联动”抓教育
    let own = sentence_before(before, before.len());
    let list = near_before(own, own.len());
    // 领导领学、党员自学、专家导学、送教上门“四学联动”: one may be called otherwise.
    let told = items(list, key);
    let is_told_before = list.contains('、')
        && (told >= number
            || number >= 4 && told + 1 == number && list.split('、').count() >= number);
    is_listed || is_told_before || is_told_one_by_one(before, key, number, behind)
}

/// 打造“三个课堂”，…: the quoted names that say how many of the ways there are, where as many end with what they count: 红色课堂,
/// 爱心课堂, 成长课堂.
pub(super) fn counted_by_others(text: &str, ends: &HashMap<String, usize>) -> Vec<String> {
    let quoted = text.split('“').skip(1).filter_map(|rest| rest.split_once('”'));
    let counted = quoted.filter_map(|(name, _)| {
        let (number, key) = numbered(name)?;
        let count = ends.get(key).copied().unwrap_or_default();
        // One more may have the same end: 四点半课堂.
        let is_counted = name.contains('个') && (number..=number + 1).contains(&count);
        is_counted.then(|| name.to_owned())
    });
    counted.collect()
}

/// How many of the names have each end of two to four characters.
pub(super) fn ends(names: &[String]) -> HashMap<String, usize> {
    let mut ends = HashMap::new();
    for name in names {
        for length in 2..=4 {
            let skip = name.chars().count().saturating_sub(length);
            let end: String = name.chars().skip(skip).collect();
            if skip > 0 {
                *ends.entry(end).or_default() += 1;
            }
        }
    }
    ends
}

/// The number of a name, and of what: 三个不分 are three 不分, 五学联动 five 学联动.
fn numbered(name: &str) -> Option<(usize, &str)> {
    let mut chars = name.chars();
    let numeral = chars.next()?;
    let number = NUMERALS.chars().position(|one| one == numeral)? + 1;
    let rest = chars.as_str();
    let key = rest.strip_prefix('个').unwrap_or(rest);
    let is_name = number >= 3
        && (1..=5).contains(&key.chars().count())
        && !key.starts_with(|c| NUMERALS.contains(c));
    is_name.then_some((number, key))
}

/// How many items of a list hold what is counted: the whole word, or one character of it at one end of each.
fn items(list: &str, key: &str) -> usize {
    let parts: Vec<&str> = list.split(['、', '，', '；', '和']).collect();
    let holds = |word: &str| {
        let at_end = |part: &&&str| {
            let part = part.trim();
            part.starts_with(word) || part.ends_with(word)
        };
        let near = |part: &&&str| part.chars().count() <= 10;
        parts.iter().filter(near).filter(at_end).count()
    };
    let ends = [key.chars().next(), key.chars().last()];
    let by_char = ends.iter().flatten().map(|c| holds(c.encode_utf8(&mut [0; 4]))).max();
    let whole = parts.iter().filter(|part| part.contains(key)).count();
    whole.max(by_char.unwrap_or_default())
}

/// 坚持“三个强化”，…。强化学习，…；强化阵地，…；强化制度，…: a point that opens with its name, and each thing in a clause of its own.
fn is_told_one_by_one(before: &str, key: &str, number: usize, behind: &str) -> bool {
    let opens = before.rsplit('\n').next().unwrap_or(before).chars().count() <= 14;
    let mut end = REACH.min(behind.len());
    while !behind.is_char_boundary(end) {
        end -= 1;
    }
    // The paragraph itself, or the one below a heading.
    let mut lines = behind[..end].split('\n');
    let near = [
        lines.next().unwrap_or_default(),
        if before.contains('\n') { "" } else { lines.next().unwrap_or_default() },
    ];
    let clauses = near.iter().flat_map(|line| line.split(['，', '。', '；', '：']));
    opens
        && key.chars().count() >= 2
        && clauses.filter(|clause| clause.contains(key)).count() >= number
}

#[cfg(test)]
mod tests {
    use super::is_counted_out;

    #[test]
    fn a_number_is_a_name_where_the_text_counts_it_out() {
        for (before, name, behind) in [
            ("支部坚持", "三个不分", "：不分编制、不分单位、不分级别。"),
            ("支部推行集中学、上门学、结对学、线上学", "四学", "。"),
            ("集中学、小组学、自己学，支部", "三学联动", "抓教育。"),
            (
                "一、坚持",
                "三个强化",
                "，夯实根基。强化学习，办班3期；强化阵地，建屋1间；强化制度，议事8次。",
            ),
        ] {
            assert!(is_counted_out(before, name, behind), "{name}");
        }
        for (before, name, behind) in [
            ("贯彻", "四个意识", "，坚定信心。"),
            ("支部坚持", "三个不分", "，一视同仁。"),
            ("去年评出", "三好学生", "：示例甲、示例乙、示例丙。"),
        ] {
            assert!(!is_counted_out(before, name, behind), "{name}");
        }
    }
}
