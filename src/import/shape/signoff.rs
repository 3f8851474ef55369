//! Who made a story: its last lines.
//!
//! Entry points: [`signatures`] for one line, [`is_role_line`].

use crate::import::draft::Signature;
use crate::import::shape::marks::length;

/// A longer line is no sign-off.
const LONGEST: usize = 40;
/// What people are called that make a story, as whole words.
const ROLES: [&str; 17] = [
    "整理",
    "来源",
    "文",
    "图",
    "文图",
    "图文",
    "图片",
    "文字",
    "摄影",
    "作者",
    "记者",
    "通讯员",
    "制作",
    "监制",
    "单位",
    "推荐",
    "报送",
];
/// What such a word ends with: 责任编辑, 供稿单位, 审核人, 一审.
const ROLE_ENDS: [&str; 33] = [
    "整理",
    "来源",
    "供稿",
    "撰稿",
    "投稿",
    "组稿",
    "审稿",
    "核稿",
    "改稿",
    "摄影",
    "审核",
    "审定",
    "审签",
    "审",
    "编",
    "编辑",
    "作者",
    "通讯员",
    "记者",
    "排版",
    "制作",
    "校对",
    "校",
    "主编",
    "供图",
    "报送",
    "撰文",
    "执笔",
    "采写",
    "供稿人",
    "图片",
    "文字",
    "监制",
];
/// What may stand behind it: 供稿单位, 审核人.
const ROLE_TAILS: [&str; 5] = ["单位", "人员", "人", "者", "部门"];
/// Roles that stand behind a name as well.
const BEHIND: [&str; 7] = ["供稿", "撰稿", "供图", "报送", "整理", "摄影", "推荐"];
/// What stands between a role and the names.
const MARKS: [char; 8] = ['：', ':', '丨', '｜', '|', '/', '／', '·'];

/// The signatures of a line at the end of a story; empty where it is none.
pub(super) fn signatures(line: &str) -> Vec<Signature> {
    let text = line.trim();
    if text.is_empty() || length(text) > LONGEST || text.ends_with('。') {
        return Vec::new();
    }
    let inner = in_brackets(text);
    let found = roles(inner.unwrap_or(text));
    if !found.is_empty() {
        return found;
    }
    // A name in brackets: nobody says what its owner did. 图为… and （完） are none.
    let is_name = |name: &str| {
        length(name) >= 2
            && !name.starts_with('图')
            && !["完", "全文完", "未完待续"].contains(&name)
            && !name.contains(['。', '，', '！', '？', '“'])
    };
    if let Some(found) = inner.and_then(|inner| spaced(inner).or_else(|| suffixed(inner))) {
        return vec![found];
    }
    match inner {
        Some(name) if is_name(name.trim()) => {
            vec![Signature { role: None, by: name.trim().to_owned() }]
        }
        _ => Vec::new(),
    }
}

/// Whether a line is one or several roles with names.
pub(super) fn is_role_line(line: &str) -> bool {
    let text = line.trim();
    length(text) <= LONGEST && !roles(in_brackets(text).unwrap_or(text)).is_empty()
}

fn in_brackets(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['（', '(', '【', '[', '〔'])?;
    inner.strip_suffix(['）', ')', '】', ']', '〕'])
}

/// 供稿：甲　审核：乙 — every role of the line with its names; empty where the line does not begin with one.
fn roles(text: &str) -> Vec<Signature> {
    let mut found: Vec<Signature> = Vec::new();
    let mut rest = text.trim();
    let Some((first, behind)) = role(rest) else { return found };
    let mut current = first;
    rest = behind;
    loop {
        let next = next_role(rest);
        let names = next.as_ref().map_or(rest, |(at, _, _)| &rest[..*at]);
        let names =
            names.trim().trim_end_matches(['；', ';', '，', ',', '丨', '｜', '|', '/']).trim();
        found.push(Signature { role: Some(current), by: names.to_owned() });
        let Some((_, role, behind)) = next else { break };
        current = role;
        rest = behind;
    }
    if found.iter().any(|one| one.by.is_empty() || one.by.contains(['。', '，', '！'])) {
        return Vec::new();
    }
    found
}

/// The next role behind a blank or a stroke: its place, its name, and what follows its mark.
fn next_role(text: &str) -> Option<(usize, String, &str)> {
    let starts = text.char_indices().filter(|(_, c)| c.is_whitespace() || "；;|｜丨/".contains(*c));
    for (at, c) in starts {
        let begin = at + c.len_utf8();
        if let Some((role, behind)) = role(text[begin..].trim_start()) {
            return Some((at, role, behind));
        }
    }
    None
}

/// The role at the beginning of a text, without blanks inside (审　核), and what follows its mark.
fn role(text: &str) -> Option<(String, &str)> {
    let at = text.find(MARKS)?;
    let (head, rest) = text.split_at(at);
    let name: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let rest = rest.trim_start_matches(MARKS);
    is_role(&name).then_some((name, rest))
}

/// Whether a word is what somebody is called that made a story.
fn is_role(word: &str) -> bool {
    let bare = ROLE_TAILS.iter().find_map(|tail| word.strip_suffix(tail)).unwrap_or(word);
    let ends = |word: &str| ROLE_ENDS.iter().any(|end| word.ends_with(end));
    let is_filled = ["填报", "填表", "审核", "报送", "供稿", "责任"].contains(&bare);
    length(word) <= 6 && (ROLES.contains(&word) || ends(word) || ends(bare) || is_filled)
}

/// 供稿 示例县林业局 — a role and names with a blank alone between them.
pub(super) fn spaced(line: &str) -> Option<Signature> {
    let text = line.trim();
    let text = in_brackets(text).unwrap_or(text).trim();
    let (role, by) = text.split_once(char::is_whitespace)?;
    let is_known =
        is_role(role) && length(role) >= 2 && length(text) <= LONGEST && !by.contains(['。', '，']);
    is_known.then(|| Signature { role: Some(role.to_owned()), by: by.trim().to_owned() })
}

/// 示例乡党委供稿 — names and a role behind them, with nothing between.
pub(super) fn suffixed(line: &str) -> Option<Signature> {
    let text = line.trim();
    let text = in_brackets(text).unwrap_or(text).trim();
    let (by, role) =
        BEHIND.iter().find_map(|role| Some((text.strip_suffix(role)?.trim(), *role)))?;
    let is_name = (2..=20).contains(&length(by))
        && by.chars().all(|c| c.is_alphabetic() || " 　、".contains(c));
    is_name.then(|| Signature { role: Some(role.to_owned()), by: by.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> String {
        let told = signatures(line)
            .into_iter()
            .map(|one| format!("{}={}", one.role.unwrap_or_default(), one.by));
        told.collect::<Vec<_>>().join(";")
    }

    #[test]
    fn roles_stand_with_every_mark_and_side_by_side() {
        assert_eq!(told("供稿：示例县林业局"), "供稿=示例县林业局");
        assert_eq!(told("审 核：示例丙"), "审核=示例丙");
        assert_eq!(told("整理丨党建科"), "整理=党建科");
        assert_eq!(told("编辑：甲乙 审核：丙丁"), "编辑=甲乙;审核=丙丁");
        assert_eq!(told("编辑/甲 乙 | 审核/丙"), "编辑=甲 乙;审核=丙");
        assert_eq!(told("（供稿：某局 审核：某人）"), "供稿=某局;审核=某人");
        assert_eq!(told("(范例区审计局 示例乙)"), "=范例区审计局 示例乙");
        assert_eq!(told("(完)"), "");
        assert_eq!(told("（示例乡党委供稿）"), "供稿=示例乡党委");
        assert_eq!(told("（通讯员 示例甲 示例乙）"), "通讯员=示例甲 示例乙");
        assert_eq!(told("文/示例乙  图/示例丙"), "文=示例乙;图=示例丙");
        assert_eq!(told("供稿单位：示例县税务局"), "供稿单位=示例县税务局");
        assert_eq!(told("填报人：示例甲"), "填报人=示例甲");
        assert_eq!(told("供稿人：示例甲（示例县林场）"), "供稿人=示例甲（示例县林场）");
        assert_eq!(told("一是抓学习：每月学习。"), "");
        assert_eq!(told("时间：每周三"), "");
    }
}
