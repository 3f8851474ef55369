//! Lists of a facts card, as articles and books of ours have it: 所获荣誉 beside 先进集体（县级，2018年度）.
//!
//! Entry point: [`read`]. The labels are those of [`crate::render::facts`]. A value in another shape, as a form of an
//! office may have it under the same label, is left to the editor.

use crate::claims::is_authority;
use crate::import::draft::FormRow;
use crate::import::facts::{Activity, Facts, Former, Honour};
use crate::quantity::{self, AgeRange};
use crate::render::facts::{AGES, REST};

/// The longest name of a way of working, in characters.
const LONGEST_NAME: usize = 20;

/// Takes a row of a list; tells whether it was one that can be read.
pub(super) fn read(row: &FormRow, facts: &mut Facts) -> bool {
    let value = row.value.trim();
    match row.label.as_str() {
        AGES if value == REST => {
            facts.bands_are_partial = true;
            true
        }
        AGES => take(band(value), &mut facts.bands),
        "曾用名" => take(former(value), &mut facts.former),
        "所获荣誉" => take(honour(value), &mut facts.honours),
        "主要活动" => take(activity(value), &mut facts.activities),
        "工作机制" => take(mechanism(value), &mut facts.mechanisms),
        "数据截至" if crate::date::parse(value).is_ok() => {
            facts.fill("as_of", value);
            true
        }
        _ => false,
    }
}

fn take<T: PartialEq>(read: Option<T>, list: &mut Vec<T>) -> bool {
    let Some(one) = read else { return false };
    if !list.contains(&one) {
        list.push(one);
    }
    true
}

/// 70-79岁 5名（23%）
fn band(value: &str) -> Option<(String, String)> {
    let (value, _) = aside(value);
    let (label, count) = value.rsplit_once(' ')?;
    let count = count.strip_suffix('名')?;
    let is_count = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    (is_count && AgeRange::parse(label).is_ok()).then(|| (label.to_owned(), count.to_owned()))
}

/// 示例县某支部（至2017年5月，机构改革）
fn former(value: &str) -> Option<Former> {
    let (name, parts) = aside(value);
    let until = parts.first().and_then(|part| part.strip_prefix('至')).map(str::to_owned);
    let reason = joined(&parts[usize::from(until.is_some())..]);
    (!name.is_empty()).then(|| Former { name: name.to_owned(), until, reason })
}

/// 先进集体（县级，2018年度，第三批，某部门）
fn honour(value: &str) -> Option<Honour> {
    let (title, parts) = aside(value);
    let mut one = Honour { title: title.to_owned(), ..Honour::default() };
    for part in parts {
        if let Some(years) = part.strip_suffix("年度").and_then(self::years) {
            one.years = Some(years);
        } else if part.ends_with('级') {
            one.level = Some(part.to_owned());
        } else if part.starts_with('第') && part.ends_with('批') {
            one.batch = Some(part.to_owned());
        } else {
            // A name may have a comma.
            one.by = Some(one.by.map_or_else(|| part.to_owned(), |by| format!("{by}，{part}")));
        }
    }
    // 先进集体（示例县委组织部） says who gave it; （多次） does not.
    let is_given = one.by.as_deref().is_some_and(is_authority);
    (one.level.is_some() || one.years.is_some() || one.batch.is_some() || is_given).then_some(one)
}

fn years(text: &str) -> Option<(i16, i16)> {
    let (first, last) = text.split_once('—').unwrap_or((text, text));
    Some((first.parse().ok()?, last.parse().ok()?))
}

/// 义务巡护 900余次（2019年以来，说明）
fn activity(value: &str) -> Option<Activity> {
    let (value, parts) = aside(value);
    let (name, count) = value.rsplit_once(' ')?;
    quantity::parse_quantity(count).ok()?;
    // 2019年以来, 两年多来, 去年: no remark.
    let is_since = |part: &&str| {
        let is_time = part.ends_with(['来', '间', '起', '里', '年'])
            || ["今年", "去年", "前年", "近", "上半年", "下半年"]
                .iter()
                .any(|word| part.starts_with(word));
        part.starts_with(|c: char| c.is_ascii_digit()) || is_time && part.chars().count() <= 12
    };
    let since = parts.first().filter(|part| is_since(part)).map(ToString::to_string);
    let note = joined(&parts[usize::from(since.is_some())..]);
    Some(Activity { name: name.to_owned(), count: count.to_owned(), since, note })
}

/// Parts as they stood, where there are some.
fn joined(parts: &[&str]) -> Option<String> {
    (!parts.is_empty()).then(|| parts.join("，"))
}

fn mechanism(value: &str) -> Option<String> {
    let is_name = value.chars().count() <= LONGEST_NAME && !value.contains(['。', '；']);
    is_name.then(|| value.to_owned())
}

/// A value without the bracket at its end, and the parts of that bracket.
fn aside(value: &str) -> (&str, Vec<&str>) {
    let Some(inner) = value.strip_suffix('）') else { return (value, Vec::new()) };
    let mut depth = 0_usize;
    for (at, c) in inner.char_indices().rev() {
        match c {
            '）' => depth += 1,
            '（' if depth == 0 => {
                return (&value[..at], inner[at + c.len_utf8()..].split('，').collect());
            }
            '（' => depth -= 1,
            _ => {}
        }
    }
    (value, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_card_are_taken_apart() {
        assert_eq!(aside("甲（乙）（丙，丁（戊））"), ("甲（乙）", vec!["丙", "丁（戊）"]));
        assert_eq!(band("70-79岁 5名（23%）"), Some(("70-79岁".to_owned(), "5".to_owned())));
        assert_eq!(band("其余 若干名"), None);
        let one = honour("先进集体（县级，2019—2020年度，第三批，某部门）").unwrap();
        assert_eq!((one.years, one.level.as_deref()), (Some((2019, 2020)), Some("县级")));
        assert_eq!((one.batch.as_deref(), one.by.as_deref()), (Some("第三批"), Some("某部门")));
        assert_eq!(honour("2019年被评为县级先进"), None);
        let one = activity("义务巡护 900余次（2019年以来，说明）").unwrap();
        let noted = activity("巡查 12次（2021年以来，每年汛期前，三次）").unwrap();
        assert_eq!(noted.note.as_deref(), Some("每年汛期前，三次"));
        assert_eq!((&*one.name, &*one.count), ("义务巡护", "900余次"));
        assert_eq!((one.since.as_deref(), one.note.as_deref()), (Some("2019年以来"), Some("说明")));
        assert_eq!(activity("经常开展活动"), None);
    }
}
