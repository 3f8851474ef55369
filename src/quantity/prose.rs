//! What looks like a quantity in prose and is none: labels, ordinals, set phrases, numbers in Latin runs.
//!
//! Entry points: [`skip_label`], [`skip_ordinal`], [`skip_set_phrase`], [`skip_latin_run`], [`is_window`]. Dates are
//! recognised by `date`. Every look ahead is bounded, so that scanning stays linear.

use super::cursor::{Cursor, is_blank};
use super::number;
use super::{unit, word};

/// The longest quotation that is taken for a label (“五个聚焦”) and not for speech, in characters.
const LONGEST_LABEL: usize = 12;
/// The longest title in 《》.
const LONGEST_TITLE: usize = 80;

/// Set phrases that begin with a numeral and, without this list, would be read as counts.
const SET_PHRASES: [&str; 38] = [
    "一年一度",
    "三个代表",
    "三个务必",
    "三个区分开来",
    "三个善于",
    "三令五申",
    "三会一课",
    "三天两头",
    "三支一扶",
    "三次分配",
    "三番五次",
    "两个一百年",
    "两个先锋队",
    "两个务必",
    "两个大局",
    "两个毫不动摇",
    "两个确立",
    "两个结合",
    "两个维护",
    "两个覆盖",
    "两优一先",
    "两学一做",
    "九个坚持",
    "五个一批",
    "五个必由之路",
    "五位一体",
    "八个明确",
    "八项规定",
    "六个必须坚持",
    "十三个方面成就",
    "十个明确",
    "十四个坚持",
    "四个伟大",
    "四个全面",
    "四个意识",
    "四个服务",
    "四个自信",
    "四套班子",
];

/// The byte behind the quoted label or the title that opens at the cursor.
pub(super) fn skip_label(cursor: Cursor<'_>) -> Option<usize> {
    let open = cursor.peek()?;
    let (close, longest) = match open {
        '“' => ('”', LONGEST_LABEL),
        '‘' => ('’', LONGEST_LABEL),
        '「' => ('」', LONGEST_LABEL),
        '『' => ('』', LONGEST_LABEL),
        '"' => ('"', LONGEST_LABEL),
        '《' => ('》', LONGEST_TITLE),
        _ => return None,
    };
    let mut behind = cursor;
    behind.bump();
    for _ in 0..=longest {
        let next = behind.peek()?;
        behind.bump();
        if next == close {
            return Some(behind.at());
        }
        if ends_sentence(next) || open != '《' && matches!(next, ',' | '\u{ff0c}') {
            return None;
        }
    }
    None
}

/// Full stop, question and exclamation mark, semicolon (also half-width) and the end of the line.
fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | ';' | '\n' | '\u{ff01}' | '\u{ff1f}' | '\u{ff1b}')
}

/// The byte behind 第三, 第三批 and 第三、四次, where 第 stands at the cursor.
pub(super) fn skip_ordinal(mut cursor: Cursor<'_>) -> usize {
    cursor.bump();
    loop {
        cursor.skip_blanks();
        let end = skip_numeral(cursor);
        if end == cursor.at() {
            return end;
        }
        cursor.skip_bytes(end - cursor.at());
        if let Some(unit) = unit::find(cursor) {
            cursor.skip_bytes(unit.name.len());
        }
        let mut next = cursor;
        if !matches!(next.peek(), Some('、' | '至' | '到' | '-' | '—' | '～' | '~')) {
            return cursor.at();
        }
        next.bump();
        cursor = next;
    }
}

/// The byte behind the numeral at the cursor, however large it is; at least one character if a numeral begins here.
pub(super) fn skip_numeral(cursor: Cursor<'_>) -> usize {
    let mut behind = cursor;
    if number::read(&mut behind).is_err() {
        // The reader has moved over what it could read, so that nothing is read twice.
        while behind.peek().is_some_and(number::can_start) {
            behind.bump();
        }
    }
    behind.at()
}

/// The byte behind the set phrase at the cursor: 两个维护, 五个一. (一支部 is no unit: see `unit`.)
pub(super) fn skip_set_phrase(cursor: Cursor<'_>) -> Option<usize> {
    let rest = cursor.rest();
    let next = SET_PHRASES.partition_point(|phrase| *phrase <= rest);
    if let Some(phrase) = SET_PHRASES[..next].last().filter(|phrase| rest.starts_with(**phrase)) {
        return Some(cursor.at() + phrase.len());
    }
    if let Some(end) = word::skip(cursor) {
        return Some(end);
    }
    // 三个一, 五个一工程; but not 三个一百名.
    let mut behind = cursor;
    behind.bump();
    let is_label = behind.eat("个一") && !behind.peek().is_some_and(number::can_start);
    is_label.then_some(behind.at())
}

/// The byte behind a run of Latin letters with the numbers in it: v1.2.3, COVID-19, A4.
pub(super) fn skip_latin_run(mut cursor: Cursor<'_>) -> usize {
    while cursor.peek().is_some_and(|c| c.is_ascii_alphanumeric() || "._-+/:@%&=?#".contains(c)) {
        cursor.bump();
    }
    cursor.at()
}

/// Whether a length of time is a window: 最近三年, 近三年来. `hedge` is what stands before its number.
pub(super) fn is_window(before: &str, hedge: &str, behind: &str) -> bool {
    let is_near = hedge.trim_end_matches(is_blank) == "近";
    let ends_now = ["来", "以来", "内", "间"].iter().any(|word| behind.starts_with(word));
    before.ends_with("最近") || is_near && ends_now
}

/// Whether the number at byte `number` is part of something else, given the character or two before it:
/// 1+3, 〔2016〕3号, 12:30, 3.2.1, 0937-4421.
pub(super) fn is_glued(text: &str, number: usize) -> bool {
    let mut before = text[..number].chars().rev();
    match before.next() {
        Some('+' | '＋' | '〕' | '/' | '_') => true,
        Some(':' | '\u{ff1a}' | '.' | '-' | '–' | '~' | '～' | '*') => {
            before.next().is_some_and(|c| c.is_ascii_alphanumeric())
        }
        _ => false,
    }
}

/// Whether what follows a number with its unit makes both part of a label such as 1+3+N.
pub(super) fn is_label_sum(behind: &str) -> bool {
    behind.starts_with(['+', '＋'])
}

#[cfg(test)]
mod tests {
    use super::{SET_PHRASES, skip_label, skip_latin_run, skip_ordinal, skip_set_phrase};
    use crate::quantity::cursor::Cursor;

    #[test]
    fn set_phrases_begin_with_a_numeral_and_are_sorted() {
        for phrase in SET_PHRASES {
            assert!(phrase.starts_with(super::number::can_start), "{phrase}");
        }
        assert!(SET_PHRASES.is_sorted());
        // So the one that a text begins with is the last that is not behind it.
        assert!(SET_PHRASES.windows(2).all(|pair| !pair[1].starts_with(pair[0])));
    }

    #[test]
    fn labels_are_short_and_speech_is_not_a_label() {
        let skip = |text| skip_label(Cursor::new(text, 0)).map(|end| &text[end..]);
        assert_eq!(skip("“五个聚焦”推进"), Some("推进"));
        assert_eq!(skip("《关于3个问题的意见》精神"), Some("精神"));
        assert_eq!(skip("“我们走访了12名老党员。”"), None);
        assert_eq!(skip("“没有"), None);
        for text in ["‘五个聚焦’", "「五个聚焦」", "『五个聚焦』", "\"五个聚焦\""]
        {
            assert_eq!(skip(text), Some(""), "{text}");
        }
    }

    #[test]
    fn ordinals_set_phrases_and_latin_runs_end_where_they_end() {
        let at = |text| Cursor::new(text, 0);
        assert_eq!(&"第三党支部"[skip_ordinal(at("第三党支部"))..], "党支部");
        assert_eq!(&"第三、四次会议"[skip_ordinal(at("第三、四次会议"))..], "会议");
        assert_eq!(skip_set_phrase(at("五个一工程")), Some("五个一".len()));
        assert_eq!(skip_set_phrase(at("三个一百名")), None);
        assert_eq!(skip_set_phrase(at("两个问题")), None);
        assert_eq!(&"v1.2.3个"[skip_latin_run(at("v1.2.3个"))..], "个");
    }
}
