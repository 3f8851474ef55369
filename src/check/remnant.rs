//! What programs leave in a text besides words: the letters of an input method, the sign of a remark, the count of words, a
//! line of a table of contents.
//!
//! Entry points: [`spelling`] and [`initials`] anywhere, [`is_of_contents`] and [`is_count_of_words`] for a line.

use std::ops::Range;

use memchr::memmem;
use pinyin::ToPinyin;

use crate::parse::body::forms::{is_blank, is_han};
use crate::prefilter::{self, Alphabet};

/// The letters of an input method that were confirmed beside the word that they were typed for: `坚持xuexi学习`.
pub(super) fn spelling(prose: &str, alphabet: &Alphabet) -> Option<Range<usize>> {
    if !prefilter::passes(alphabet.has_any('a'..='z')) {
        return None;
    }
    let mut from = 0;
    while let Some(at) = prose[from..].find(|c: char| c.is_ascii_lowercase()).map(|at| from + at) {
        let rest = prose[at..].trim_start_matches(|c: char| c.is_ascii_lowercase());
        let end = prose.len() - rest.len();
        from = end;
        let letters = &prose[at..end];
        let may_be =
            (3..=LONGEST_SPELLING).contains(&letters.len()) && prose[..at].ends_with(is_han);
        let is_spelling = || {
            spells(letters, rest.chars(), |left, one| left.strip_prefix(one))
                || spells(letters, prose[..at].chars().rev(), |left, one| left.strip_suffix(one))
        };
        if may_be && is_spelling() {
            return Some(at..end);
        }
    }
    None
}

/// The longest spelling that is looked at, in letters.
const LONGEST_SPELLING: usize = 30;

/// Whether characters are spelled so, each of them by what `take` takes off the letters.
fn spells<'l>(
    letters: &'l str,
    characters: impl Iterator<Item = char>,
    take: fn(&'l str, &str) -> Option<&'l str>,
) -> bool {
    let mut left = letters;
    for c in characters {
        let Some(rest) = c.to_pinyin().and_then(|one| take(left, one.plain())) else {
            return false;
        };
        left = rest;
        if left.is_empty() {
            return true;
        }
    }
    false
}

/// The sign of a remark, as Word leaves it in a text that is copied: the initials of whoever made it and a number, `[SYJ1]`.
pub(super) fn initials(prose: &str, alphabet: &Alphabet) -> Option<Range<usize>> {
    if !prefilter::passes(alphabet.has('[')) {
        return None;
    }
    memmem::find_iter(prose.as_bytes(), "[").find_map(|at| {
        let inside = &prose[at + 1..];
        let letters = inside.bytes().take_while(u8::is_ascii_uppercase).count();
        let figures = inside[letters..].bytes().take_while(u8::is_ascii_digit).count();
        let is_sign = (2..=4).contains(&letters) && (1..=3).contains(&figures);
        let is_closed = inside[letters + figures..].starts_with(']');
        let is_behind_words = prose[..at].ends_with(|c| is_han(c) || "”》，。".contains(c));
        let end = at + 1 + letters + figures + 1;
        (is_sign && is_closed && is_behind_words && !prose[end..].starts_with('('))
            .then_some(at..end)
    })
}

/// `一、抓学习............1`: a line of a table of contents, whose page is another one here.
pub(super) fn is_of_contents(line: &str) -> bool {
    let words = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let name = words.trim_end_matches(|c| is_blank(c) || ".…·．".contains(c));
    let digits = line.len() - words.len();
    let leader = words[name.len()..].chars().filter(|c| !is_blank(*c)).count();
    let is_long = leader > 3 || words[name.len()..].contains("…………");
    (1..=3).contains(&digits) && is_long && name.contains(is_han) && !name.contains('。')
}

/// （全文共1200字）: what a writing program counts below its text.
pub(super) fn is_count_of_words(line: &str) -> bool {
    let bare = line.trim_matches(['（', '）', '(', ')', '。', '【', '】']);
    let number = ["全文共", "全文约", "全文", "正文共", "共计", "字数：", "字数:", "字数"]
        .iter()
        .find_map(|word| bare.strip_prefix(word));
    let number =
        number.map(|rest| rest.trim_start_matches(|c| is_blank(c) || "：:约共计".contains(c)));
    let is_set_apart =
        bare.len() < line.len() || line.starts_with("字数") || line.starts_with("全文");
    number.is_some_and(|rest| {
        let unit =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || "余多".contains(c)).trim();
        unit.len() < rest.len()
            && (unit == "字" || unit == "个字" || unit.is_empty() && line.starts_with("字数"))
    }) && is_set_apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_signs_of_programs_are_found_beside_the_words_alone() {
        let found = |prose: &str| {
            let alphabet = Alphabet::of(prose);
            let range = spelling(prose, &alphabet).or_else(|| initials(prose, &alphabet));
            range.map(|range| prose[range].to_owned()).unwrap_or_default()
        };
        for (prose, sign) in [
            ("支部坚持xuexi学习，常来。", "xuexi"),
            ("支部坚持学习xuexi，常来。", "xuexi"),
            ("做好fuwu服务", "fuwu"),
            ("老同志shuo说，做得haohaohao好好好。", "shuo"),
            ("支部学习[SYJ1]，常来。", "[SYJ1]"),
            ("“六好”[WPS12]支部。", "[WPS12]"),
            ("他用[AI]写字，见[甲1]和[A1]，引自[GB1](https://example.com)。", ""),
            ("用wifi上网，学app应用，读pm值，讲vlog故事，a啊，de的。", ""),
            ("他写下xuexi两字。", ""),
            ("支部 xuexi学习", ""),
            ("[SYJ1]", ""),
        ] {
            assert_eq!(found(prose), sign, "{prose}");
        }
    }

    #[test]
    fn lines_of_contents_and_counts_of_words_are_told_from_sentences() {
        for line in ["一、抓学习............1", "抓服务 ………… 12", "抓服务········3", "抓作用.... 4"]
        {
            assert!(is_of_contents(line), "{line}");
        }
        for line in [
            "他想了想……1",
            "做好了。......1",
            "抓学习1",
            "............1",
            "抓学习......1234",
            "抓学习..1",
        ] {
            assert!(!is_of_contents(line), "{line}");
        }
        for line in [
            "（全文共1200字）",
            "（共计1200余字）",
            "字数：1200",
            "全文约1200字",
            "【正文共1200个字】",
        ] {
            assert!(is_count_of_words(line), "{line}");
        }
        for line in [
            "他把全文共1200字抄了两遍。",
            "全文抄写。",
            "共计120字",
            "共计120人",
            "字数不限",
            "（全文共1200字的稿子）",
        ] {
            assert!(!is_count_of_words(line), "{line}");
        }
    }
}
