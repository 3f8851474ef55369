//! The sign-off of a story: who did what, and on which day.
//!
//! Entry points: [`signoff`] for the list, [`behind_role`] for a role at the top of a profile. A day may have its key,
//! or stand behind the last name as on paper: `初审: 示例甲 2026年1月1日`.

use crate::date::{self, PartialDate};
use crate::locale::Message;
use crate::parse::body::forms::is_han;
use crate::parse::profile::group_keys::SIGNOFF;
use crate::parse::profile::{Signoff, list};
use crate::schema::{self, At, Group, Reader, is_nothing};
use crate::yaml::{Entry, Node, Value};

/// Roles that may stand as keys at the top of a profile: `整理: 党建工作科`.
pub(crate) static SIGNOFF_ROLES: &[&str] = &[
    "整理",
    "来源",
    "供稿",
    "撰稿",
    "摄影",
    "审核",
    "编辑",
    "责任编辑",
    "一审",
    "二审",
    "三审",
    "初审",
    "复审",
    "终审",
    "作者",
    "撰文",
    "文字",
    "供图",
    "校对",
    "责编",
    "编审",
    "通讯员",
    "整理人",
    "供稿人",
    "撰稿人",
    "审核人",
    "供稿单位",
    "报送单位",
    "签发",
];

/// What stands behind a name and is none: readers of a page call the office.
const CONTACTS: [&str; 8] = ["电话", "手机", "联系方式", "邮箱", "微信号", "身份证", "TEL", "Tel"];

/// A list of `{role, by, date}`, a map `整理: 党建工作科`, or `整理：党建工作科` as one text.
pub(super) fn signoff(reader: &mut Reader<'_>, at: At<'_>) -> Vec<Signoff> {
    let mut lines = Vec::new();
    let is_key = |entry: &Entry<'_>| schema::find(&SIGNOFF, &entry.key.text, false).is_some();
    let roles = |node: &Node<'_>| matches!(&node.value, Value::Map(map) if !map.iter().any(is_key));
    match &at.node.value {
        Value::Map(map) if !map.iter().any(is_key) => {
            reader.free_entries(map, &mut |reader, role, at| {
                lines.extend(behind_role(reader, role, at));
            });
        }
        Value::List(list) if list.iter().any(roles) => {
            return list.iter().flat_map(|item| signoff(reader, At::item(item))).collect();
        }
        Value::Null | Value::Scalar(_) | Value::List(_) | Value::Map(_) => {
            reader.each_with(&SIGNOFF, at, &mut |_, line: Signoff, at| match &at.node.value {
                Value::Scalar(_) => lines.extend(phrases(&line.role)),
                Value::Null | Value::List(_) | Value::Map(_) => lines.push(dated(line)),
            });
        }
    }
    lines
}

/// What stands behind one role: names, or `{姓名: …, 日期: …}`. 张三；审核：李四 behind 整理 are two lines.
pub(super) fn behind_role(reader: &mut Reader<'_>, role: &str, at: At<'_>) -> Vec<Signoff> {
    let mut first = Signoff { role: role.into(), ..Signoff::default() };
    if let Value::Map(map) = &at.node.value {
        reader.rows(&SIGNOFF, Group::Entries(map), &mut first);
        return vec![dated(first)];
    }
    let mut lines = vec![first];
    let names = list::listed(reader, at);
    if let Some(name) = names.iter().find(|name| CONTACTS.iter().any(|word| name.contains(word))) {
        reader.fault("wrong-type", at, Message::new("signoff-contact").text("value", &**name));
    }
    for name in names.iter().flat_map(|names| at_roles(names)).flat_map(each_name) {
        let parted = name.split_once(['：', ':']).map(|(role, name)| (role.trim(), name.trim()));
        match (parted.filter(|(role, _)| SIGNOFF_ROLES.contains(role)), lines.last_mut()) {
            (Some((role, name)), _) => lines.push(line(role, name)),
            (None, Some(line)) => line.by.push(name.to_owned()),
            (None, None) => {}
        }
    }
    for line in &mut lines {
        line.by.retain(|name| !is_nothing(name));
    }
    lines.retain(|line| !line.by.is_empty());
    lines.into_iter().map(dated).collect()
}

/// `整理：党建科，审核：某某`; a text without role is a name.
fn phrases(text: &str) -> Vec<Signoff> {
    let inner =
        text.trim().strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    let text = inner.filter(|inner| !inner.contains(['（', '('])).unwrap_or(text);
    let mut lines: Vec<Signoff> = Vec::new();
    let parts = list::parts(text, &list::MARKS);
    for part in parts.into_iter().flat_map(at_roles) {
        let by_blank = || part.split_once([' ', '\u{3000}']);
        let parted = part.split_once(['：', ':']);
        let is_role = |role: &str| is_role(role.trim());
        let parted = parted.or_else(|| by_blank().filter(|(role, _)| is_role(role)));
        let parted = parted.or_else(|| role_behind(part, &is_role));
        match (parted, lines.last_mut()) {
            (Some((role, by)), _) => lines.push(line(role.trim(), by.trim())),
            (None, Some(last)) => last.by.push(part.to_owned()),
            (None, None) => lines.push(line("", part)),
        }
    }
    lines.into_iter().map(dated).collect()
}

/// Whether a word is a role; in a line some are shorter than any key: 文/甲 图/乙.
fn is_role(word: &str) -> bool {
    SIGNOFF_ROLES.contains(&word) || ["文", "图", "图文", "图片"].contains(&word)
}

/// `党建科（整理）`, `党建科 整理`, `整理/党建科`: the role and the name.
fn role_behind<'t>(text: &'t str, is_role: &dyn Fn(&str) -> bool) -> Option<(&'t str, &'t str)> {
    let stroke = text.split_once(['/', '／']).filter(|(role, _)| is_role(role));
    let bare = text.strip_suffix(['）', ')']).unwrap_or(text);
    let behind = || bare.rsplit_once(['（', '(', ' ', '\u{3000}', '/', '／']);
    // 示例县委老干部局供稿
    let glued = || {
        let name = |role: &&&str| bare.strip_suffix(**role).filter(|name| name.chars().count() > 1);
        let role = SIGNOFF_ROLES
            .iter()
            .filter(|role| name(role).is_some())
            .max_by_key(|role| role.len())?;
        Some((name(&role)?.trim_end(), *role))
    };
    let parted = stroke
        .or_else(|| behind().filter(|(_, role)| is_role(role)).map(|(name, role)| (role, name)));
    parted.or_else(|| glued().map(|(name, role)| (role, name)))
}

/// `供稿/张某某 审核/李某某`, `供稿：张某某 审核：李某某`: the parts of a line that a role begins each.
fn at_roles(text: &str) -> Vec<&str> {
    let is_begun = |rest: &str| {
        let word = rest.split([' ', '\u{3000}', '：', ':', '/', '／']).next().unwrap_or_default();
        rest.len() > word.len() && is_role(word)
    };
    let blanks = text.match_indices([' ', '\u{3000}']);
    let mut ends: Vec<usize> =
        blanks.map(|(at, _)| at).filter(|at| is_begun(text[*at..].trim_start())).collect();
    ends.push(text.len());
    let mut from = 0;
    let mut all = Vec::new();
    for end in ends {
        all.push(text[from..end].trim());
        from = end;
    }
    all.retain(|part| !part.is_empty());
    all
}

/// `张某某 李某某`: two people. 张　三 is one, and so is an office with a blank in its name.
fn each_name(text: &str) -> Vec<&str> {
    const OFFICE: [char; 21] = [
        '县', '市', '区', '旗', '省', '局', '部', '委', '科', '办', '室', '会', '院', '校', '所',
        '队', '站', '心', '镇', '乡', '厅',
    ];
    let is_name = |word: &&str| {
        (2..=4).contains(&word.chars().count())
            && word.chars().all(is_han)
            && !word.ends_with(OFFICE)
    };
    let parted = text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '／'));
    let words: Vec<&str> = parted.filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && words.iter().all(is_name) { words } else { vec![text] }
}

fn line(role: &str, name: &str) -> Signoff {
    Signoff { role: role.into(), by: vec![name.to_owned()], date: None }
}

/// The line with the day that stands behind its last name, alone or as `（2026年1月1日）`. Where more than one name has a
/// day, all stand as they were written: whose is whose would be a guess.
fn dated(mut line: Signoff) -> Signoff {
    let days = line.by.iter().filter(|name| parted(name).is_some()).count();
    let last = line.by.last().and_then(|name| parted(name));
    if let (None, 1, Some((name, day))) = (line.date, days, last)
        && (!name.is_empty() || line.by.len() > 1)
    {
        let name = name.to_owned();
        line.date = Some(day);
        line.by.pop();
        line.by.extend((!name.is_empty()).then_some(name));
    }
    line
}

/// A name and the whole day behind it.
fn parted(text: &str) -> Option<(&str, PartialDate)> {
    let text = text.trim();
    let bare = text.strip_suffix(['）', ')']).unwrap_or(text);
    // 审核：张三 日期：2024年7月1日
    let named = ["日期：", "日期:", "时间：", "时间:"];
    if let Some((name, day)) = named.iter().find_map(|word| bare.split_once(word)) {
        let day = date::parse_typed(day.trim()).ok().filter(|day| day.full().is_some())?;
        return Some((name.trim_end_matches([' ', '\u{3000}', '（', '(', '，', '、']), day));
    }
    let marks = [' ', '\u{3000}', '（', '('];
    let at =
        bare.rfind(marks).map_or(0, |at| at + bare[at..].chars().next().map_or(0, char::len_utf8));
    let (name, day) = bare.split_at(at);
    let day = date::parse(day).ok().filter(|day| day.full().is_some())?;
    Some((name.trim_end_matches(marks), day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_day_behind_the_last_name_is_the_day_of_the_line() {
        let shown = |text: &str| {
            let lines = phrases(text);
            let line = |one: &Signoff| {
                let day = one.date.map_or(String::new(), PartialDate::to_iso);
                format!("{}={}@{day}", one.role, one.by.join("、"))
            };
            lines.iter().map(line).collect::<Vec<_>>().join("|")
        };
        assert_eq!(shown("初审：示例甲（2026年1月1日）"), "初审=示例甲@2026-01-01");
        assert_eq!(shown("初审：示例甲 2026-01-01"), "初审=示例甲@2026-01-01");
        // A year alone may belong to a name.
        assert_eq!(shown("来源：示例县志（2026年）"), "来源=示例县志（2026年）@");
    }

    #[test]
    fn roles_and_names_of_a_line() {
        for (text, expected) in [
            ("供稿/示例甲 审核/示例乙", "供稿=示例甲|审核=示例乙"),
            ("供稿：示例甲 审核：示例乙", "供稿=示例甲|审核=示例乙"),
            ("供稿 示例甲　审核 示例乙", "供稿=示例甲|审核=示例乙"),
            ("（示例县委老干部局供稿）", "供稿=示例县委老干部局"),
            ("党建科 整理", "整理=党建科"),
            ("示例县融媒体中心责任编辑", "责任编辑=示例县融媒体中心"),
            ("文/示例甲 图/示例乙", "文=示例甲|图=示例乙"),
            ("示例县老干部局", "=示例县老干部局"),
            ("校对", "=校对"),
        ] {
            let lines = phrases(text);
            let shown = lines.iter().map(|line| format!("{}={}", line.role, line.by.join("、")));
            assert_eq!(shown.collect::<Vec<_>>().join("|"), expected);
        }
        for (text, expected) in [
            ("张某某 李某某", "张某某|李某某"),
            ("张某某/李某某", "张某某|李某某"),
            ("张　三", "张　三"),
            ("示例县 老干部局", "示例县 老干部局"),
            ("示例甲 2026年1月1日", "示例甲 2026年1月1日"),
        ] {
            assert_eq!(each_name(text).join("|"), expected);
        }
    }
}
