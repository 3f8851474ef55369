//! Former names of a branch, as people write them: `甲支部、乙支部`, `甲支部（2010年前）`.
//!
//! Entry point: [`names`]. A mark in the midst of one name does not part it: 农业局、林业局联合党支部.

use crate::date::{self, PartialDate};
use crate::parse::profile::FormerName;
use crate::parse::profile::list::{MARKS, parts};
use crate::schema::is_nothing;

/// How the name of a branch ends.
const ENDS: [&str; 9] =
    ["支部", "总支", "党委", "党组", "委员会", "小组", "工委", "组织", "联合会"];

/// The names that a text gives.
pub(super) fn names(text: &str) -> Vec<FormerName> {
    if is_nothing(text) {
        return Vec::new();
    }
    let arrows = ['→', '/', '／', '|', '｜', '-', '－', '—', ' ', '\u{3000}'];
    let marks: Vec<char> = MARKS.into_iter().chain(arrows).collect();
    let is_name = |part: &&str| {
        let name = name(part).name;
        ENDS.iter().any(|end| name.trim_end_matches('”').ends_with(end))
    };
    let mut all = parts(text, &marks);
    if !all.iter().all(is_name) {
        all = vec![text.trim().trim_end_matches(['，', '、', '；', ',', ';', '。'])];
    }
    all.iter().flat_map(|part| joined(part)).map(name).collect()
}

/// `甲支部和乙支部`: two names that a word joins.
fn joined(text: &str) -> Vec<&str> {
    let joint = ["支部和", "支部及", "支部与", "总支和"].iter().find_map(|word| text.find(word));
    match joint {
        Some(at) if text.ends_with("支部") || text.ends_with("总支") => {
            let end = at + "支部".len();
            vec![&text[..end], &text[end + "和".len()..]]
        }
        _ => vec![text],
    }
}

/// A name with the day behind it: `甲支部（2010年前）`, `甲支部（至2019年3月）`.
fn name(text: &str) -> FormerName {
    let text = ["原名为", "原名", "曾用名为", "前身为", "前身是"]
        .iter()
        .find_map(|word| text.trim().strip_prefix(word))
        .map_or(text, |rest| rest.trim_start_matches(['：', ':']));
    if let Some(former) = until_in_front(text) {
        return former;
    }
    let whole = || FormerName { name: text.trim().into(), ..FormerName::default() };
    let inside = text.trim().strip_suffix(['）', ')']);
    let Some((name, aside)) = inside.and_then(|inside| inside.rsplit_once(['（', '('])) else {
        return whole();
    };
    // （至2017年5月，机构改革）
    let (mut end, mut reason) = (None, None);
    for part in parts(aside, &MARKS) {
        match (until(part), end.is_none(), reason.is_none()) {
            (Some(date), true, _) => end = Some(date),
            (None, _, true) if is_reason(part) => {
                reason = Some(part.trim_start_matches('因').into());
            }
            _ => return whole(),
        }
    }
    if end.is_none() || name.trim().is_empty() {
        return whole();
    }
    FormerName { name: name.trim().into(), until: end, reason }
}

/// 至2017年5月, 2019年3月更名.
fn until(text: &str) -> Option<PartialDate> {
    let text = text.trim_start_matches(['至', '到', '于', '原']).trim();
    let (until, length) = date::parse_prefix(text)?;
    let behind = text[length..].trim();
    let words = ["", "前", "以前", "之前", "止", "为止", "更名", "改名", "更名前", "前使用"];
    words.contains(&behind).then_some(until)
}

/// Why a branch was renamed: 机构改革, 因两局合并.
fn is_reason(text: &str) -> bool {
    let words = [
        "改革", "合并", "撤", "调整", "划转", "整合", "更名", "改制", "重组", "分设", "并入",
        "换届",
    ];
    text.chars().count() <= 20 && words.iter().any(|word| text.contains(word))
}

/// `2010年前为甲支部`.
fn until_in_front(text: &str) -> Option<FormerName> {
    let (until, length) = date::parse_prefix(text.trim())?;
    let rest = text.trim()[length..].trim_start();
    let words = ["以前", "之前", "前"].iter().find_map(|word| rest.strip_prefix(word))?;
    let name =
        ["称为", "名为", "叫", "为", "是", "称"].iter().find_map(|word| words.strip_prefix(word));
    let name = name.unwrap_or(words).trim();
    let is_name = ENDS.iter().any(|end| name.ends_with(end));
    is_name.then(|| FormerName { name: name.into(), until: Some(until), ..FormerName::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_a_word_of_one_and_no_more_than_twenty_characters() {
        let reason = format!("{}合并", "局".repeat(18));
        assert!(is_reason(&reason) && !is_reason(&format!("局{reason}")) && !is_reason("原址"));
    }

    #[test]
    fn names_are_parted_where_each_is_one() {
        for (text, expected) in [
            ("甲支部、乙支部", "甲支部|乙支部"),
            ("甲支部，乙党总支；丙支部", "甲支部|乙党总支|丙支部"),
            ("甲支部和乙支部", "甲支部|乙支部"),
            ("甲支部→乙支部", "甲支部|乙支部"),
            ("农业局、林业局联合党支部", "农业局、林业局联合党支部"),
            ("甲支部（2010年前）、乙支部（2015年前）", "甲支部 2010|乙支部 2015"),
            ("甲支部（至2019年3月）", "甲支部 2019-03"),
            ("甲支部（2019年3月更名）", "甲支部 2019-03"),
            ("甲支部（至2017年5月，机构改革）", "甲支部 2017-05 机构改革"),
            ("甲支部（因两局合并，2019年3月更名）", "甲支部 2019-03 两局合并"),
            ("甲支部（至2017年5月，又称乙支部）", "甲支部（至2017年5月，又称乙支部）"),
            ("甲支部（2010—2019年）", "甲支部（2010—2019年）"),
            ("甲支部（筹）", "甲支部（筹）"),
            ("1.甲支部 2.乙支部", "甲支部|乙支部"),
            ("原名甲支部", "甲支部"),
            ("2010年前为甲支部，2015年前为乙支部", "甲支部 2010|乙支部 2015"),
            ("甲支部 乙支部", "甲支部|乙支部"),
            ("甲支部-乙支部", "甲支部|乙支部"),
            ("示例县 水务局党支部", "示例县 水务局党支部"),
            ("无", ""),
        ] {
            let found = names(text).into_iter().map(|one| {
                let until = one.until.map(|until| format!(" {}", until.to_iso()));
                let reason = one.reason.map(|reason| format!(" {reason}"));
                format!("{}{}{}", one.name, until.unwrap_or_default(), reason.unwrap_or_default())
            });
            assert_eq!(found.collect::<Vec<_>>().join("|"), expected);
        }
    }
}
