//! `heading-number`: headings that are numbered count on.
//!
//! Why: a part was taken out, or one was pasted, and 一、三、 or 一、一、二、 is left. Only an information, and only among
//! headings of one form: （一） begins anew below each 一、.

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("heading-number", Severity::Information, check);

/// How a heading is numbered, from the outer to the inner.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// 一、
    Han,
    /// （一）
    Bracketed,
    /// 1. and 1、
    Digits,
}

const DIGITS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut last: Vec<(Form, usize)> = Vec::new();
    let mut found = Vec::new();
    for (range, heading) in case.text.prose.headings() {
        let Some((form, number)) = number(heading) else { continue };
        // （三） of the part before says nothing of this one.
        last.retain(|(other, _)| *other <= form);
        let before = last.iter_mut().find(|(other, _)| *other == form);
        let Some((_, before)) = before else {
            last.push((form, number));
            continue;
        };
        let is_odd = number == *before || number > *before + 1;
        if is_odd {
            let message = Message::new(if number == *before {
                "heading-number-twice"
            } else {
                "heading-number-gap"
            });
            let message = message.text("heading", heading.trim());
            found.push(
                RULE.found(case.text.place(range), message)
                    .with_help(Message::new("heading-number-help")),
            );
        }
        *before = number;
    }
    found
}

/// The number that a heading begins with: 一、, （二）, 3.
fn number(heading: &str) -> Option<(Form, usize)> {
    let heading = heading.trim_start();
    if let Some(inner) = heading.strip_prefix(['（', '(']) {
        let (inner, _) = inner.split_once(['）', ')'])?;
        return Some((Form::Bracketed, han(inner)?));
    }
    let end = heading.find(['、', '.', '．'])?;
    let head = &heading[..end];
    if let Some(number) = han(head) {
        return Some((Form::Han, number));
    }
    let mark = heading[end..].chars().next()?;
    let behind = &heading[end + mark.len_utf8()..];
    // 3.5万元 is no number of a heading.
    let is_amount = mark == '.' && behind.starts_with(|c: char| c.is_ascii_digit());
    let number = head.parse().ok().filter(|number| (1..100).contains(number))?;
    (!is_amount).then_some((Form::Digits, number))
}

/// 一 to 九十九.
fn han(text: &str) -> Option<usize> {
    let letters: Vec<char> = text.chars().collect();
    let value = |c: &char| DIGITS.iter().position(|digit| digit == c).map(|at| at + 1);
    match letters[..] {
        [one] => value(&one),
        ['十', one] => Some(10 + value(&one).filter(|one| *one < 10)?),
        [ten, '十'] => Some(10 * value(&ten).filter(|ten| *ten < 10)?),
        [ten, '十', one] => Some(10 * value(&ten)? + value(&one)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, number};

    #[test]
    fn numbers_of_headings_are_read() {
        let form = |heading| number(heading).map(|(form, number)| (form as u8, number));
        assert_eq!(form("一、抓学习"), Some((Form::Han as u8, 1)));
        assert_eq!(form("（十二）抓服务"), Some((Form::Bracketed as u8, 12)));
        assert_eq!(form("3. 抓队伍"), Some((Form::Digits as u8, 3)));
        assert_eq!(form("二十、抓队伍"), Some((Form::Han as u8, 20)));
        for heading in
            ["3.5万元的故事", "2023年、2024年", "一老一小、共同关心", "抓学习", "（示例县）"]
        {
            assert_eq!(form(heading), None, "{heading}");
        }
    }
}
