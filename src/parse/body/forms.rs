//! How a line begins that stands for an entry: 一、 （一） 1、 ① · and the like.
//!
//! Entry point: [`form`]. A writer who does not think of Markdown begins headings and entries of lists so. What ends a
//! paragraph goes by it, and so do the slips that `check --fix` mends.

use crate::fullwidth::is_digit;

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `一、`, `一．`, `一.`
    Chinese,
    /// `（一）`
    ChineseInBrackets,
    /// `1、`, `1．`, `1.`, `1)`, `（1）`
    Number,
    /// `①`, `⑴`, `⒈`: a number in one character, which stays as it is.
    Enclosed,
    /// `·`, `•`, `●` and the signs that Word makes of its own.
    Bullet,
    /// `-`, `—`, `－`, `*`, `+` with a word right behind it.
    Dash,
}

/// Numerals of Chinese entries.
const NUMERALS: &str = "一二三四五六七八九十";
/// Signs of entries, those of Word's symbol fonts among them.
const BULLETS: &str =
    "·•●○◆◇■□▪▫★☆※➢➤►▶∙⚫‣\u{f06c}\u{f06e}\u{f075}\u{f076}\u{f0a7}\u{f0b2}\u{f0b7}\u{f0d8}\u{f0fc}";

/// Letters of Wingdings and Symbol that are signs of entries there.
const LETTERS: &str = "lnuvwqpoØü§Ÿ²Ä";

/// Family names, without those that are common words as well.
const FAMILY_NAMES: &str = "王李张刘陈杨赵黄吴徐孙朱郭何罗宋郑韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛叶阎余潘杜戴夏钟汪任姜范姚谭廖邹熊郝孔崔邱秦江史顾侯邵孟万段雷钱汤尹黎武乔贺赖龚庞樊殷翟颜倪严牛温芦俞葛岳齐梅庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费靳盛童欧甄项曲游裴席卫屈鲍覃霍翁隋甘";

/// The form of a line without its indentation, and the bytes that it takes.
pub fn form(line: &str) -> Option<(Form, usize)> {
    let first = line.chars().next()?;
    match first {
        '一'..='龥' => chinese(line).map(|end| (Form::Chinese, end)),
        '（' | '(' => bracketed(line),
        '0'..='9' | '０'..='９' => number(line).map(|end| (Form::Number, end)),
        '①'..='⑳' | '⑴'..='⒛' | '㈠'..='㈩' | '❶'..='❿' => {
            Some((Form::Enclosed, first.len_utf8()))
        }
        '-' | '－' | '–' | '—' | '−' => {
            let rest = &line[first.len_utf8()..];
            rest.starts_with(is_han).then_some((Form::Dash, first.len_utf8()))
        }
        '*' | '＊' | '+' | '＋' => {
            let rest = &line[first.len_utf8()..];
            let is_item = rest.starts_with(is_han) && !rest.contains(first);
            is_item.then_some((Form::Dash, first.len_utf8()))
        }
        // The letter that stood for the sign of a symbol font, as Word leaves it in a plain text.
        _ if LETTERS.contains(first) => {
            // Its second level is a letter that words never stand behind.
            let gap: &[char] = if first == 'o' { &['\t', ' ', '\u{a0}'] } else { &['\t'] };
            let rest = line[first.len_utf8()..].strip_prefix(gap)?;
            rest.trim_start().starts_with(is_han).then_some((Form::Bullet, first.len_utf8()))
        }
        _ if BULLETS.contains(first) => {
            let rest = &line[first.len_utf8()..];
            (!rest.starts_with(first)).then_some((Form::Bullet, first.len_utf8()))
        }
        _ => None,
    }
}

fn chinese(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(|c| NUMERALS.contains(c));
    let length = line.len() - rest.len();
    let mark = rest.chars().next().filter(|c| matches!(c, '、' | '．' | '.'))?;
    (1..=9).contains(&length).then_some(length + mark.len_utf8())
}

fn bracketed(line: &str) -> Option<(Form, usize)> {
    let inside = line.strip_prefix(['（', '('])?;
    let end = inside.find(['）', ')']).filter(|end| (1..=9).contains(end))?;
    let after = inside[end..].chars().next().map_or(0, char::len_utf8);
    let length = line.len() - inside.len() + end + after;
    let word = &inside[..end];
    if word.chars().all(|c| NUMERALS.contains(c)) {
        return Some((Form::ChineseInBrackets, length));
    }
    let is_number = word.chars().count() <= 2 && word.chars().all(is_digit);
    is_number.then_some((Form::Number, length))
}

fn number(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(is_digit);
    if !(1..=2).contains(&line[..line.len() - rest.len()].chars().count()) {
        return None;
    }
    let mark = rest.chars().next().filter(|c| "、．.)）".contains(*c))?;
    let behind = &rest[mark.len_utf8()..];
    // 1.5万元 is a number, and so is 3．5; 2. of a list has a word behind it.
    let is_entry = !behind.starts_with(is_digit) && !behind.is_empty();
    is_entry.then_some(line.len() - behind.len())
}

/// Whether a character is an ideograph.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFD}' | '〇')
}

/// Whether a character is a common family name.
pub fn is_family_name(c: char) -> bool {
    FAMILY_NAMES.contains(c)
}

/// Whether a character leaves a gap and shows nothing.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

/// Whether a line ends a sentence: 。 ！ ？ … ： and these before closing quotes, brackets and marks of emphasis.
pub fn ends_sentence(line: &str) -> bool {
    let mut line = line.trim_end_matches(is_blank);
    if let Some(at) = line.ends_with(']').then(|| line.rfind("[^")).flatten() {
        line = &line[..at];
    }
    let inner = line.trim_end_matches(|c| "”’」』）》】)\"'*_~".contains(c));
    let mut back = inner.chars().rev();
    match back.next() {
        Some('。' | '！' | '？' | '…' | '：' | '｡') => true,
        Some('!' | '?' | ':') => back.next().is_some_and(is_han),
        _ => false,
    }
}

/// Whether a line is drawn and says nothing: `————`, `====`, `★★★★`. It parts what stands above it and below it.
pub fn is_drawn(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    let Some(first) = line.chars().next().filter(|c| "—─━═＝=＊＿～★☆◆◇●－".contains(*c))
    else {
        return false;
    };
    line.chars().count() >= 4 && line.chars().all(|c| c == first)
}

/// Whether a text begins with an address: 77.7%, 12/24 and ### are none.
pub(super) fn is_address(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let begins = ["/", "#", "./", "../", "www.", "mailto:"];
    let is_file = first.rsplit_once('.').is_some_and(|(name, ending)| {
        let ending = ending.split(['#', '?']).next().unwrap_or_default();
        let is_ending = ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        !name.is_empty()
            && is_ending
            && (2..=5).contains(&ending.len())
            && ending.contains(|c: char| c.is_ascii_alphabetic())
    });
    let is_bracketed = text.starts_with('<') && text.contains('>');
    is_bracketed
        || first
            .split_once("://")
            .is_some_and(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphabetic()))
        || begins.iter().any(|begin| first.starts_with(begin)) && !first.starts_with("##")
        || is_file
}

/// Whether `[备注]: 本表由县局提供` is a sentence, and no address for links: Markdown would show nothing of it. The words may
/// stand in the line `below`.
pub(super) fn is_words_in_brackets(rest: &str, below: &str) -> bool {
    let Some((label, words)) = rest.strip_prefix('[').and_then(|rest| rest.split_once("]:")) else {
        return false;
    };
    let is_label = !label.starts_with('^') && !label.contains(['[', ']']);
    let words = if words.trim().is_empty() { below.trim() } else { words.trim() };
    // A link among the words says that they are a sentence.
    let is_sentence = words.contains("](") || !is_address(words);
    // A number is no address either.
    let is_number = words.bytes().all(|byte| byte.is_ascii_digit() || b".,%".contains(&byte));
    is_label && (words.contains(is_han) || is_number && !words.is_empty()) && is_sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_known_by_their_beginning() {
        let of = |line| form(line).map(|(form, _)| form);
        for line in ["一、抓", "十二、抓", "二．抓", "三.抓"] {
            assert_eq!(of(line), Some(Form::Chinese), "{line}");
        }
        assert_eq!(of("（十一）抓"), Some(Form::ChineseInBrackets));
        for line in ["1、抓", "１．抓", "1.抓", "12. 抓", "3)抓", "（3）抓", "（１２）抓"]
        {
            assert_eq!(of(line), Some(Form::Number), "{line}");
        }
        assert_eq!(of("①抓"), Some(Form::Enclosed));
        for line in ["· 抓", "•抓", "\u{f0b7}抓", "l\t抓", "Ø\t抓", "ü\t抓"] {
            assert_eq!(of(line), Some(Form::Bullet), "{line}");
        }
        for line in ["-抓", "—抓"] {
            assert_eq!(of(line), Some(Form::Dash), "{line}");
        }
        for line in [
            "一是抓",
            "l 抓",
            "u\ta",
            "1.5万元",
            "2024.",
            "——抓",
            "- 抓",
            "（3人）",
            "三、",
            "-5℃",
            "……",
        ] {
            assert_eq!(of(line).filter(|_| line != "三、"), None, "{line}");
        }
    }

    #[test]
    fn words_behind_a_bracket_are_no_address() {
        for words in
            ["见[县局](https://example.com)的", "详见https://example.com/a", "示例县志", "202"]
        {
            assert!(is_words_in_brackets(&format!("[1]: {words}"), ""), "{words}");
        }
        for address in ["https://example.com/乙", "乙.md", "/乙"] {
            assert!(!is_words_in_brackets(&format!("[1]: {address}"), ""), "{address}");
        }
    }

    #[test]
    fn drawn_lines_are_of_one_sign() {
        for line in ["————", "=====", "★★★★", " ════ "] {
            assert!(is_drawn(line), "{line}");
        }
        for line in ["——", "——甲", "★抓学习★", "四四四四", "", "===甲"] {
            assert!(!is_drawn(line), "{line}");
        }
    }

    #[test]
    fn sentences_end() {
        for line in
            ["好。", "好！”", "好。）", "如下：", "好……", "**好。**", "好。[^1]", "好!", "如下:"]
        {
            assert!(ends_sentence(line), "{line}");
        }
        for line in ["好，", "“好”", "12:", "a?", "好。\\", "![好。](a.jpg)"] {
            assert!(!ends_sentence(line), "{line}");
        }
    }
}
