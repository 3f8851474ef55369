//! `heading-number`: headings that are numbered count on.
//!
//! Why: a part was taken out, or one was pasted, and 一、三、 or 一、一、二、 is left. Only an information, and only among
//! headings of one form: （一） begins anew below each 一、.

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fullwidth::is_digit;
use crate::locale::Message;
use crate::parse::body::forms::{Form, form};
use crate::quantity;

pub(super) const RULE: Rule = Rule::story("heading-number", Severity::Information, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut last: Vec<(u8, u64)> = Vec::new();
    let mut found = Vec::new();
    for (range, heading) in case.text.prose.headings() {
        let Some((level, number)) = number(heading) else { continue };
        // （三） of the part before says nothing of this one.
        last.retain(|(other, _)| *other <= level);
        let before = last.iter_mut().find(|(other, _)| *other == level);
        let Some((_, before)) = before else {
            last.push((level, number));
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

/// How far in a heading is numbered, and its number: 一、 is 0, （二） is 1, 3. and 3、 are 2.
fn number(heading: &str) -> Option<(u8, u64)> {
    let heading = heading.trim_start();
    let (form, end) = form(heading)?;
    let level = match form {
        Form::Chinese => 0,
        Form::ChineseInBrackets => 1,
        // （1） may stand below 1.
        Form::Number if heading.starts_with(is_digit) => 2,
        Form::Number | Form::Enclosed | Form::Bullet | Form::Dash => return None,
    };
    let is_mark = |c| matches!(c, '（' | '(' | '）' | ')' | '、' | '.' | '．');
    let number = quantity::parse_typed(heading[..end].trim_matches(is_mark)).ok()?;
    Some((level, number.exact_whole()?))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_of_headings_are_read() {
        for (heading, is) in [
            ("一、抓学习", (0, 1)),
            ("二十、抓队伍", (0, 20)),
            ("（十二）抓服务", (1, 12)),
            ("3. 抓队伍", (2, 3)),
            ("３、抓队伍", (2, 3)),
        ] {
            assert_eq!(number(heading), Some(is), "{heading}");
        }
        for heading in [
            "3.5万元的故事",
            "2023年、2024年",
            "一老一小、共同关心",
            "抓学习",
            "（示例县）",
            "（1）抓学习",
        ] {
            assert_eq!(number(heading), None, "{heading}");
        }
    }
}
