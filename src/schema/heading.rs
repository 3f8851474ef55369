//! Headings among the facts: 一、基本情况, 【基本情况】. A paste from Word or a form has them; facts have none.

use crate::fullwidth;

/// The longest line that can be one, in characters.
const LONGEST: usize = 24;
/// What a heading stands in.
const PAIRS: [(&str, &str); 12] = [
    ("【", "】"),
    ("［", "］"),
    ("[", "]"),
    ("〔", "〕"),
    ("〖", "〗"),
    ("《", "》"),
    ("**", "**"),
    ("==", "=="),
    ("“", "”"),
    ("\"", "\""),
    ("「", "」"),
    ("『", "』"),
];
/// What stands before one, or before a key, for its looks.
pub(super) const ORNAMENTS: [char; 20] = [
    '■', '□', '●', '○', '◎', '◆', '◇', '★', '☆', '▲', '△', '▶', '►', '▪', '➢', '※', '·', '•', '✓',
    '√',
];

/// ✅ and 📌, and what follows such a picture unseen.
pub(super) fn is_picture(c: char) -> bool {
    matches!(
        c,
        '\u{1F000}'..='\u{1FAFF}'
            | '\u{2600}'..='\u{27BF}'
            | '\u{2B00}'..='\u{2BFF}'
            | '\u{FE0F}'
            | '\u{200D}'
            | '\u{20E3}'
    )
}

/// What the parts of a form are called.
const PARTS: [&str; 13] = [
    "情况", "概况", "简介", "信息", "资料", "数据", "荣誉", "活动", "组成", "结构", "建设", "工作",
    "概述",
];

/// Whether a heading names a part of a form, and no thing of its own.
pub(super) fn is_part(inner: &str) -> bool {
    PARTS.iter().any(|word| inner.ends_with(word))
}

/// Whether a line is a heading of a part of a form: 【基本情况】, 一、支部概况, ■ 荣誉情况. The number of an item or its bullet may
/// be one of a list.
pub(super) fn is_of_facts(line: &str) -> bool {
    let line = line.trim();
    let inner = line.trim_end_matches(|c: char| !is_han(c));
    let begins = |c: char| "一二三四五六七八九十（(第■□◆◇★☆▲△▶►※".contains(c);
    is_part(&inner.replace([' ', '\u{3000}'], ""))
        && (is_bracketed(line) || line.starts_with(begins))
        && is_heading(line)
}

/// Whether a line, without the blanks round it, is a heading and no fact.
pub(super) fn is_heading(line: &str) -> bool {
    let line = line.trim_end_matches([':', '：']);
    let bare = line.trim_start_matches(ORNAMENTS);
    (is_numbered(line) || is_bracketed(line) || bare.len() < line.len() && is_name(bare))
        && !line.contains([':', '：'])
        && line.chars().count() <= LONGEST
}

/// 【基本情况】, 【 一、概况 】: a name and nothing else between brackets, so that it is neither a list nor an address.
pub(super) fn is_bracketed(line: &str) -> bool {
    // Nearly every line begins with a letter.
    if line.starts_with(char::is_alphanumeric) {
        return false;
    }
    PAIRS.iter().any(|(open, close)| {
        let inner = line.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inner.map(str::trim).is_some_and(|inner| is_name(inner) || is_numbered(inner))
    })
}

/// 一、基本情况, （二）荣誉, 1. 概况, ①概况, 第一部分 概况.
fn is_numbered(line: &str) -> bool {
    let is_digit = |c: char| fullwidth::is_digit(c) || "一二三四五六七八九十".contains(c);
    let bare = line.trim_start_matches(['（', '(', '第']);
    let behind = bare.trim_start_matches(is_digit);
    let digits = bare.chars().count() - behind.chars().count();
    let is_open = bare.len() < line.len();
    let is_marked = match behind.chars().next() {
        Some('、') => true,
        // 3.8, and 2024.05 before what happened then, are no numbers of headings.
        Some('.' | '．') => behind.trim_start_matches(['.', '．', ' ', '　']).starts_with(is_han),
        Some('）' | ')' | '章' | '节') => is_open,
        Some('部') => is_open && behind.starts_with("部分"),
        Some(_) | None => false,
    };
    (1..=2).contains(&digits) && is_marked || line.starts_with(|c| ('①'..='⑳').contains(&c))
}

/// Han alone, set apart or not: 基 本 情 况.
fn is_name(text: &str) -> bool {
    text.contains(is_han) && text.chars().all(|c| is_han(c) || c.is_whitespace())
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::is_heading;
    use crate::parse::profile::keys::PROFILE;
    use crate::schema::typed::{Kind, Slip, slips};

    #[test]
    fn a_heading_is_told_from_what_is_none() {
        for line in [
            "一、基本情况",
            "（二）班子：",
            "【基本情况】",
            "【 一、概况 】",
            "［基　本　情　况］",
            "1. 概况",
            "２、概况",
            "（3）荣誉",
            "①荣誉",
            "第一部分 基本情况",
            "■ 基本情况",
            "== 概况 ==",
            "〖概况〗",
            "“基本情况”",
            "\"基本情况\"",
            "「班子成员」",
        ] {
            assert!(is_heading(line), "{line}");
        }
        for line in [
            "基本情况",
            "党员: 22",
            "一、党员：22名",
            "2024.05 成立",
            "3.8慰问",
            "12名",
            "[a.jpg]",
            "[12]",
            "第一党支部",
            "（示例县）",
            "",
            "【】",
            "一名党员、两名委员",
        ] {
            assert!(!is_heading(line), "{line}");
        }
    }

    #[test]
    fn a_heading_in_brackets_among_the_facts_is_no_list() {
        for heading in [
            "【基本情况】",
            "【 一、概况 】",
            "［荣誉］",
            "[基本情况]",
            "〔概况〕",
            "《简介》",
            "**荣誉**",
        ] {
            for (before, behind) in [("", ""), ("党员: 22\n", "\n成立: 2005年8月\n")] {
                let text = format!("{before}{heading}{behind}");
                let found = slips(&text, 0..text.len(), &PROFILE);
                let is_remark = |slip: &Slip| slip.kind == Kind::Heading && slip.text == "# ";
                assert!(found.iter().all(is_remark), "{text}: {found:?}");
            }
        }
    }
}
