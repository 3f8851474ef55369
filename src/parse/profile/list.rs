//! Lists as people write them on one line: parted by 、，；, in brackets of any kind.
//!
//! Entry points: [`parts`] for any text, [`listed`] for a value that is a list of texts, `tags` and `terms` for one
//! of words.

use crate::parse::body::forms::is_han;
use crate::parse::profile::numbered::{numbered, without_number};
use crate::schema::{At, Reader, is_nothing};
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

/// Whether a text names several counties: 示例县、样例县, 示例县和样例县, 示例县/样例县. 和政县 is one, and so is 示例市 样例县.
pub fn names_several(text: &str) -> bool {
    let is_place =
        |part: &&str| part.chars().count() > 1 && part.ends_with(['县', '市', '区', '旗', '州']);
    let places = |marks: &[char]| -> Option<Vec<&str>> {
        let parts: Vec<&str> = text.split(marks).filter(|part| !part.is_empty()).collect();
        (parts.len() > 1 && parts.iter().all(is_place)).then_some(parts)
    };
    let ends = |part: &&str| part.chars().next_back();
    let is_of_one_kind =
        |parts: Vec<&str>| parts.windows(2).all(|pair| ends(&pair[0]) == ends(&pair[1]));
    text.contains(MARKS)
        || places(&['和', '与', '及']).is_some()
        || places(&['/', '／', '|', '｜', ' ', '\u{3000}']).is_some_and(is_of_one_kind)
}

/// The parts of a text between `marks`, blanks and a full stop at their ends left out. What stands in quotes
/// or brackets is not parted, nor a number such as 12,000; empty parts are left out.
/// Numbers of the parts are left out, too.
pub fn parts<'t>(text: &'t str, marks: &[char]) -> Vec<&'t str> {
    let text = unwrapped(text);
    match numbered(text) {
        Some(items) => items.into_iter().flat_map(|item| parted(item, marks)).collect(),
        None => parted(text, marks),
    }
}

fn parted<'t>(text: &'t str, marks: &[char]) -> Vec<&'t str> {
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
    let pairs = [
        ('【', '】'),
        ('［', '］'),
        ('[', ']'),
        ('〔', '〕'),
        ('｛', '｝'),
        ('（', '）'),
        ('(', ')'),
    ];
    let inner = pairs.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        // A remark in round brackets is not a list.
        let is_list = !"（(".contains(*open) || inner.contains(MARKS);
        (!inner.contains([*open, *close]) && is_list).then_some(inner)
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
            for (nth, item) in items.iter().enumerate() {
                let Some(text) = reader.text(At::item(item)) else { continue };
                let text = without_number(&text, nth);
                let is_name = text.starts_with('【') && !text.contains(MARKS);
                let is_whole = is_quoted(item) || items.len() > 1 && (!is_flow || is_name);
                if is_whole {
                    all.push(text.trim_end_matches(['、', '，', '；', ',', ';']).trim().to_owned());
                } else {
                    all.extend(names(text));
                }
            }
            all
        }
        Value::Null | Value::Scalar(_) | Value::Map(_) => {
            reader.texts(at).iter().flat_map(|text| names(text)).collect()
        }
    }
}

/// Words such as those of mechanisms: on one line blanks, strokes and quotations part them, too.
pub(super) fn terms(reader: &mut Reader<'_>, at: At<'_>) -> Vec<String> {
    let is_line = matches!(at.node.value, Value::Scalar(_)) && !is_quoted(at.node);
    let listed = listed(reader, at).into_iter().filter(|text| !is_nothing(text));
    listed.flat_map(|text| if is_line { words(&text) } else { vec![text] }).collect()
}

/// Tags: words, without the quotes round a whole one.
pub(super) fn tags(reader: &mut Reader<'_>, at: At<'_>) -> Vec<String> {
    let bare = |tag: String| {
        let inside = |(open, close): (char, char)| tag.strip_prefix(open)?.strip_suffix(close);
        let pairs = [('“', '”'), ('”', '“'), ('「', '」'), ('【', '】')];
        let inner = pairs.into_iter().find_map(inside);
        match inner {
            Some(inner) if !inner.contains(['“', '”', '「', '」', '【', '】']) => {
                inner.to_owned()
            }
            Some(_) | None => tag,
        }
    };
    // #甲 is how other places write a tag.
    let named = |tag: String| {
        let name = tag.trim_matches(['#', '＃']).trim();
        if name.is_empty() || name.len() == tag.len() { tag } else { name.to_owned() }
    };
    let mut tags: Vec<String> =
        terms(reader, at).into_iter().map(named).flat_map(|tag| inner(bare(tag))).collect();
    // 志愿服务、结对帮扶等: there are more, of which nothing is said.
    if let [_, .., last] = &mut tags[..]
        && let Some(name) = last.strip_suffix('等').filter(|name| name.chars().count() > 1)
    {
        *last = name.to_owned();
    }
    tags
}

/// The tags of one that holds a list, as where quotes stand round the whole: “志愿服务、结对帮扶”.
fn inner(tag: String) -> Vec<String> {
    let parts: Vec<&str> = tag.split('、').collect();
    let is_word = |part: &&str| part.chars().count() > 2 && part.chars().all(is_han);
    let is_list = parts.len() > 1 && parts.iter().all(is_word);
    if is_list { parts.into_iter().map(str::to_owned).collect() } else { vec![tag] }
}

/// `志愿服务 结对帮扶`, `志愿服务/结对帮扶`, `“一渠一策”“水利夜话”`: each word of a line.
fn words(text: &str) -> Vec<String> {
    for (open, close) in [('“', '”'), ('「', '」'), ('【', '】'), ('《', '》')] {
        let between = format!("{close}{open}");
        if text.starts_with(open) && text.ends_with(close) && text.contains(&between) {
            let parted = text.replace(&between, &format!("{close}\n{open}"));
            return parted.lines().map(str::to_owned).collect();
        }
    }
    let parted = text.split(|c: char| c.is_whitespace() || "/／|｜。".contains(c));
    // -志愿服务 -结对帮扶
    let parted =
        parted.map(|word| word.trim_start_matches(['-', '－', '·', '•', '—', '+', '&', '＆']));
    let words: Vec<&str> = parted.filter(|word| !word.is_empty()).collect();
    let is_word = |word: &&str| word.chars().count() > 1 && word.chars().all(is_han);
    let is_list = words.len() > 1 && words.iter().all(is_word);
    if is_list { words.into_iter().map(str::to_owned).collect() } else { vec![text.to_owned()] }
}

fn is_quoted(node: &Node<'_>) -> bool {
    matches!(node.style, Style::SingleQuoted | Style::DoubleQuoted)
}

/// `"志愿服务"`: straight quotes round a part are those of YAML.
fn unquoted(part: &str) -> &str {
    let inner = part.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(part)
}

fn names(text: &str) -> Vec<String> {
    if let Some(items) = numbered(unwrapped(text)) {
        return items.into_iter().map(str::to_owned).collect();
    }
    let is_name = |part: &&str| part.chars().count() > 1;
    let all = parts(text, &MARKS);
    let is_list = all.iter().all(is_name);
    let mut all = if is_list { all } else { parts(text, &MARKS[1..]) };
    // 志愿服务、结对帮扶、等: there are more, of which nothing is said.
    all.pop_if(|last| ["等", "等等", "……"].contains(last));
    if let [_, .., last] = &mut all[..]
        && let Some(name) = last.strip_suffix('等').filter(|name| name.ends_with(['”', '》', '」']))
    {
        *last = name;
    }
    all.into_iter().map(|part| unquoted(part).to_owned()).collect()
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
            ("\"志愿服务\",\"结对帮扶\"", "志愿服务|结对帮扶"),
            ("（志愿服务、结对帮扶）", "志愿服务|结对帮扶"),
            ("（一期）", "（一期）"),
            ("志愿服务，结对帮扶，等", "志愿服务|结对帮扶"),
            ("志愿服务、结对帮扶、等等", "志愿服务|结对帮扶"),
            ("“红色驿站”、“水利夜话”等", "“红色驿站”|“水利夜话”"),
            ("“红色驿站”等", "“红色驿站”等"),
            ("张三；李四（退休，返聘）", "张三|李四（退休，返聘）"),
        ] {
            assert_eq!(names(text).join("|"), expected);
        }
        assert_eq!(parts("捐款12,000元，义诊3次", &MARKS), ["捐款12,000元", "义诊3次"]);
    }

    #[test]
    fn words_of_a_line_are_parted_by_blanks_and_quotations() {
        for (text, expected) in [
            ("志愿服务 结对帮扶", "志愿服务|结对帮扶"),
            ("志愿服务　结对帮扶　传帮带", "志愿服务|结对帮扶|传帮带"),
            ("“一渠一策”“水利夜话”", "“一渠一策”|“水利夜话”"),
            ("志愿服务/结对帮扶", "志愿服务|结对帮扶"),
            ("-志愿服务 -结对帮扶", "志愿服务|结对帮扶"),
            ("·志愿服务　·结对帮扶", "志愿服务|结对帮扶"),
            ("志愿服务 & 结对帮扶", "志愿服务|结对帮扶"),
            ("志愿服务。结对帮扶", "志愿服务|结对帮扶"),
            ("「志愿服务」「结对帮扶」", "「志愿服务」|「结对帮扶」"),
            ("《红色驿站》《水利夜话》", "《红色驿站》|《水利夜话》"),
            ("1.5万元帮扶", "1.5万元帮扶"),
            ("张　三", "张　三"),
            ("“1+3+N” 工作法", "“1+3+N” 工作法"),
            ("“六好”支部“五星”党员", "“六好”支部“五星”党员"),
        ] {
            assert_eq!(words(text).join("|"), expected);
        }
        for text in ["无", "暂无。", "/", "——"] {
            assert!(is_nothing(text), "{text}");
        }
        for text in ["", "无偿献血", "无声课堂"] {
            assert!(!is_nothing(text), "{text}");
        }
    }

    #[test]
    fn a_list_inside_quotes_is_parted_and_words_of_one_sign_are_not() {
        for (text, expected) in [
            ("志愿服务、结对帮扶", "志愿服务|结对帮扶"),
            ("传、帮、带", "传、帮、带"),
            ("学党史、办实事活动", "学党史|办实事活动"),
            ("志愿服务", "志愿服务"),
        ] {
            assert_eq!(inner(text.to_owned()).join("|"), expected);
        }
    }

    #[test]
    fn several_counties_are_known_and_one_is_no_list() {
        for text in ["示例县、样例县", "示例县和样例县", "示例县 样例县", "示例县/样例县"]
        {
            assert!(names_several(text), "{text}");
        }
        for text in ["示例县", "和政县", "示例市 样例县", "示例与样例", "示例县（区）"]
        {
            assert!(!names_several(text), "{text}");
        }
    }
}
