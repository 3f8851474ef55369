//! Lists as people write them on one line: parted by 、，；, in brackets of any kind.
//!
//! Entry points: [`parts`] for any text, [`listed`] for a value that is a list of texts.

use crate::schema::{At, Reader};
use crate::yaml::{Node, Style, Value};

/// What parts the members of a list.
pub const MARKS: [char; 6] = ['、', '，', '；', ',', ';', '\n'];

/// Brackets and quotes inside which nothing is parted.
const PAIRS: [(char, char); 9] = [
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('（', '）'),
    ('(', ')'),
    ('「', '」'),
    ('『', '』'),
    ('〈', '〉'),
    ('【', '】'),
];

/// The parts of a text between `marks`, blanks and a full stop at their ends left out. What stands in quotes
/// or brackets is not parted, nor a number such as 12,000; empty parts are left out.
pub fn parts<'t>(text: &'t str, marks: &[char]) -> Vec<&'t str> {
    let text = unwrapped(text);
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        let close = PAIRS.iter().find(|(open, _)| *open == c).and_then(|(_, close)| {
            text[next..].find(*close).map(|found| next + found + close.len_utf8())
        });
        let is_number = ",，".contains(c)
            && text[..at].ends_with(|c: char| c.is_ascii_digit())
            && text[next..].bytes().take_while(u8::is_ascii_digit).count() == 3;
        if marks.contains(&c) && !is_number {
            parts.push(&text[from..at]);
            from = next;
        }
        at = close.unwrap_or(next);
    }
    parts.push(&text[from..]);
    let trimmed = parts.into_iter().map(|part| part.trim().trim_end_matches('。'));
    trimmed.filter(|part| !part.is_empty()).collect()
}

/// A text without the brackets round the whole of it.
fn unwrapped(text: &str) -> &str {
    let text = text.trim();
    let pairs = [('【', '】'), ('［', '］'), ('[', ']'), ('〔', '〕'), ('｛', '｝')];
    let inner = pairs.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains([*open, *close])).then_some(inner)
    });
    inner.unwrap_or(text)
}

/// A list of names: one text parted by marks, or a list of texts. A line of a list is parted only where it
/// is the only one, as a name in it may hold a mark; so is 传、帮、带, whose parts are no names.
pub fn listed(reader: &mut Reader<'_>, at: At<'_>) -> Vec<String> {
    match &at.node.value {
        Value::List(items) => {
            let is_flow = at.node.style == Style::Flow;
            let mut all = Vec::new();
            for item in items {
                let Some(text) = reader.text(At::item(item)) else { continue };
                let is_whole = is_quoted(item) || items.len() > 1 && !is_flow;
                if is_whole {
                    all.push(text.trim_end_matches(['、', '，', '；']).trim().to_owned());
                } else {
                    all.extend(names(&text));
                }
            }
            all
        }
        Value::Null | Value::Scalar(_) | Value::Map(_) => {
            reader.texts(at).iter().flat_map(|text| names(text)).collect()
        }
    }
}

fn is_quoted(node: &Node<'_>) -> bool {
    matches!(node.style, Style::SingleQuoted | Style::DoubleQuoted)
}

fn names(text: &str) -> Vec<String> {
    let is_name = |part: &&str| part.chars().count() > 1;
    let all = parts(text, &MARKS);
    let is_list = all.iter().all(is_name);
    let all = if is_list { all } else { parts(text, &MARKS[1..]) };
    all.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parted_outside_quotes_and_brackets() {
        for (text, expected) in [
            ("志愿服务、结对帮扶", "志愿服务|结对帮扶"),
            ("【志愿服务，结对帮扶】", "志愿服务|结对帮扶"),
            ("［志愿服务；结对帮扶；］", "志愿服务|结对帮扶"),
            ("“学、讲、做”三字经，银发讲堂", "“学、讲、做”三字经|银发讲堂"),
            ("传、帮、带工作法", "传、帮、带工作法"),
            ("《党章，党规》学习", "《党章，党规》学习"),
            ("张三；李四（退休，返聘）", "张三|李四（退休，返聘）"),
        ] {
            assert_eq!(names(text).join("|"), expected);
        }
        assert_eq!(parts("捐款12,000元，义诊3次", &MARKS), ["捐款12,000元", "义诊3次"]);
    }
}
