//! Signatures that are known by what stands round them: 文案：示例甲 above another one, 策展：示例甲　文字：示例乙, 村民 示例乙 above the day of a letter.
//!
//! Entry points: [`beside`], [`vouched`], [`of_letter`], [`speaker`].

use crate::claims::clause::is_han;
use crate::claims::is_authority;
use crate::import::draft::Signature;
use crate::import::shape::marks::length;
use crate::import::shape::signoff::{is_role, listed, signatures};

/// What a label says beside which no maker stands.
const OTHERS: [&str; 21] = [
    "邮箱", "电话", "微信", "热线", "地址", "时间", "书记", "支部", "主任", "委员", "组长", "成员",
    "队长", "党员", "会长", "站长", "地点", "口号", "意见", "结论", "评语",
];
/// Who speaks, in a line of its own at the head of a text.
const SPEAKERS: [&str; 12] = [
    "受访人",
    "受访者",
    "汇报人",
    "报告人",
    "主讲人",
    "讲述人",
    "述职人",
    "发言人",
    "宣讲人",
    "演讲人",
    "主讲",
    "汇报单位",
];
/// Who writes a letter to a branch.
const WRITERS: [&str; 22] = [
    "村民", "居民", "学生", "家长", "家属", "群众", "市民", "患者", "病人", "读者", "邻居", "职工",
    "老师", "教师", "校友", "战友", "学员", "儿子", "女儿", "徒弟", "同学", "业主",
];

/// 文案：示例甲, beside a signature: a short word and names.
pub(super) fn beside(line: &str) -> Vec<Signature> {
    let Some((role, names)) = line.trim().split_once(['：', ':']) else { return Vec::new() };
    let role: String = role.chars().filter(|c| !c.is_whitespace()).collect();
    let by = listed(names.trim());
    if is_word(&role) && by.split('、').all(is_name) {
        vec![Signature { role: Some(role), by, day: None }]
    } else {
        Vec::new()
    }
}

/// 策展：示例甲　文字：示例乙: one role of the line that is known vouches for the others.
pub(super) fn vouched(line: &str) -> Vec<Signature> {
    let mut found: Vec<Signature> = Vec::new();
    let mut is_known = false;
    let parts = line.split(|c: char| c.is_whitespace() || "；;|｜丨".contains(c));
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        match (part.split_once(['：', ':']), found.last_mut()) {
            (Some((role, by)), _) if is_word(role) || is_role(role) => {
                is_known |= is_role(role);
                found.push(Signature { role: Some(role.to_owned()), by: by.to_owned(), day: None });
            }
            // 文字：示例乙 示例丙
            (None, Some(last)) if is_name(part) => {
                let mark = if last.by.is_empty() { "" } else { "、" };
                last.by = format!("{}{mark}{part}", last.by);
            }
            _ => return Vec::new(),
        }
    }
    let is_maker = |one: &Signature| one.by.split('、').all(|by| is_name(by) || is_office(by));
    let are_names = found.iter().all(is_maker);
    if is_known && found.len() > 1 && are_names { found } else { Vec::new() }
}

/// 村民　示例乙, above the day of a letter: who wrote it.
pub(super) fn of_letter(line: &str) -> Vec<Signature> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [who, name] = words[..] else { return Vec::new() };
    let is_writer = length(who) <= 12
        && who.chars().all(is_han)
        && WRITERS.iter().any(|writer| who.ends_with(writer));
    if is_writer && is_name(name) {
        vec![Signature { role: Some(who.to_owned()), by: name.to_owned(), day: None }]
    } else {
        Vec::new()
    }
}

/// 汇报人：示例甲, a line of its own among the first ones.
pub(super) fn speaker(line: &str) -> Vec<Signature> {
    let found = signatures(line);
    let is_speaker = |one: &Signature| {
        one.role.as_deref().is_some_and(|role| SPEAKERS.contains(&role)) && one.day.is_none()
    };
    if found.iter().all(is_speaker) { found } else { Vec::new() }
}

/// Whether a label may be what somebody did.
fn is_word(role: &str) -> bool {
    (2..=6).contains(&length(role))
        && role.chars().all(is_han)
        && !OTHERS.iter().any(|word| role.contains(word))
}

fn is_name(name: &str) -> bool {
    (2..=4).contains(&length(name)) && name.chars().all(is_han)
}

/// 示例县林业局, 示例县文化馆: a house that makes a text.
fn is_office(name: &str) -> bool {
    (4..=20).contains(&length(name))
        && name.chars().all(is_han)
        && (is_authority(name)
            || ["支部", "中心", "公司", "馆", "院", "校", "办公室", "科", "集团", "社区", "街道"]
                .iter()
                .any(|end| name.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::{Signature, beside, of_letter, speaker, vouched};

    fn told(found: Vec<Signature>) -> String {
        let told =
            found.into_iter().map(|one| format!("{}={}", one.role.unwrap_or_default(), one.by));
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_known_role_vouches_for_the_others_of_its_line() {
        for (line, is) in [
            ("策展：示例甲　文字：示例乙", "策展=示例甲 文字=示例乙"),
            ("统稿：示例甲　布展：示例乙 示例丙", "统稿=示例甲 布展=示例乙、示例丙"),
            ("供稿：示例县林业局　布展：示例乙", "供稿=示例县林业局 布展=示例乙"),
            ("策展：示例甲", ""),
            ("布展：示例甲　策展：示例乙", ""),
            ("书记：示例甲　文字：示例乙", ""),
            ("策展：示例甲　文字：支部成立二十年来的照片", ""),
        ] {
            assert_eq!(told(vouched(line)), is, "{line}");
        }
        assert_eq!(told(beside("文案：示例甲")), "文案=示例甲");
        assert_eq!(told(beside("书记：示例甲")), "");
    }

    #[test]
    fn a_letter_is_signed_by_who_wrote_it() {
        for (line, is) in [
            ("村民　示例乙", "村民=示例乙"),
            ("示例村村民　示例乙", "示例村村民=示例乙"),
            ("学生家长 示例甲", "学生家长=示例甲"),
            ("支部书记　示例甲", ""),
            ("祝老同志们　健康", ""),
            ("村民　都来了，", ""),
            ("村民", ""),
        ] {
            assert_eq!(told(of_letter(line)), is, "{line}");
        }
    }

    #[test]
    fn a_speaker_is_told_at_the_head() {
        assert_eq!(told(speaker("汇报人：示例甲")), "汇报人=示例甲");
        assert_eq!(told(speaker("联系人：示例甲")), "");
        assert_eq!(told(speaker("电话：示例甲")), "");
    }
}
