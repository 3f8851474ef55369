//! Where a title may break: between its words, never inside 老干部 or 第三党支部.
//!
//! Entry point: [`breaks`], the filter of that name. The style sheet lets such a title break at these places, at blanks and
//! behind marks alone (`word-break: keep-all`), so each word that must stay whole begins a part of its own.

use tera::{Kwargs, State, Value};

/// Words that begin a part. Of two that begin at one place the first counts, so the longer stands first.
const WORDS: [&str; 6] = ["离退休干部", "离退休", "退休干部", "老干部", "党支部", "党总支"];
/// What such a word begins with.
const FIRST: [char; 5] = ['离', '退', '老', '党', '第'];
/// Figures that stand between 第 and a branch.
const FIGURES: &str = "一二三四五六七八九十百零0123456789";

/// The text as HTML, with `<wbr>` where it may break.
pub(super) fn breaks(text: &str, _: Kwargs, _: &State<'_>) -> Value {
    Value::safe_string(&marked(text))
}

fn marked(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 20);
    let mut rest = text;
    while let Some(at) = rest.find(FIRST) {
        let (before, from) = rest.split_at(at);
        escape(before, &mut html);
        let length = word(from);
        if length > 0 && from.len() < text.len() {
            html.push_str("<wbr>");
        }
        let (part, behind) =
            from.split_at(length.max(from.chars().next().map_or(0, char::len_utf8)));
        html.push_str(part);
        rest = behind;
    }
    escape(rest, &mut html);
    html
}

/// Bytes of the word that begins here; 0 where none does.
fn word(text: &str) -> usize {
    let numbered = text.strip_prefix('第').and_then(|behind| {
        let branch = behind.trim_start_matches(|one| FIGURES.contains(one));
        let is_numbered = branch.len() < behind.len();
        let branch = branch.strip_prefix("离退休干部").unwrap_or(branch);
        (is_numbered && branch.starts_with("党支部"))
            .then(|| text.len() - branch.len() + "党支部".len())
    });
    let known = || WORDS.iter().find(|word| text.starts_with(**word)).map(|word| word.len());
    numbered.or_else(known).unwrap_or(0)
}

fn escape(text: &str, html: &mut String) {
    if !text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        return html.push_str(text);
    }
    for one in text.chars() {
        match one {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#x27;"),
            _ => html.push(one),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_breaks_before_the_words_that_stay_whole() {
        for (text, html) in [
            ("金塔县财政局第三党支部", "金塔县财政局<wbr>第三党支部"),
            ("示例县离退休干部第12党支部", "示例县<wbr>离退休干部<wbr>第12党支部"),
            ("金塔县财政局退休干部党支部", "金塔县财政局<wbr>退休干部<wbr>党支部"),
            ("老干部的<故事>", "老干部的&lt;故事&gt;"),
            ("第三者与第三届", "第三者与第三届"),
            ("", ""),
        ] {
            assert_eq!(marked(text), html);
        }
    }
}
