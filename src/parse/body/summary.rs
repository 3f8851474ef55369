//! A summary from the first sentences.
//!
//! Entry point: [`shorten`]. It cuts after a sentence; where the first sentence alone is too long,
//! after a clause; never inside a quotation or a number.

const SENTENCE_ENDS: &[char] = &['。', '！', '？', '!', '?'];
const CLAUSE_ENDS: &[char] = &['，', '；', '：', ',', ';', '、'];

const OPENING: &[char] = &['“', '‘', '《', '（', '(', '「', '『', '【'];
const CLOSING: &[char] = &['”', '’', '》', '）', ')', '」', '』', '】'];

/// `text` cut to at most `max` characters.
pub fn shorten(text: &str, max: usize) -> String {
    let text = text.trim();
    let Some((limit, _)) = text.char_indices().nth(max) else { return text.to_owned() };
    if let Some(end) = last_end(&text[..limit], SENTENCE_ENDS) {
        return text[..end].to_owned();
    }
    let end = last_end(&text[..limit], CLAUSE_ENDS).filter(|end| *end * 2 > limit);
    let cut = match end {
        Some(end) => text[..end].trim_end_matches(CLAUSE_ENDS),
        None => whole(text, limit),
    };
    format!("{cut}……")
}

/// The byte after the last of `ends` that stands outside quotations and numbers.
fn last_end(text: &str, ends: &[char]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut found = None;
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        if OPENING.contains(&c) {
            depth += 1;
        } else if CLOSING.contains(&c) {
            depth = depth.saturating_sub(1);
            // “……好。” ends the sentence with its quotation.
            if depth == 0 && ends.contains(&before) {
                found = Some(at + c.len_utf8());
            }
        }
        let is_digit = |c: char| c.is_ascii_digit();
        let in_number = is_digit(before) && chars.peek().is_some_and(|(_, next)| is_digit(*next));
        if depth == 0 && ends.contains(&c) && !in_number {
            found = Some(at + c.len_utf8());
        }
        before = c;
    }
    found
}

/// The text before `limit`, without a quotation, a number or a Latin word that `limit` splits.
fn whole(text: &str, limit: usize) -> &str {
    let is_word = |c: char| c.is_ascii_alphanumeric() || ".,:/%-".contains(c);
    let cut = match open_quotation(&text[..limit]) {
        Some(start) if start > 0 => &text[..start],
        _ => &text[..limit],
    };
    let whole =
        if text[cut.len()..].starts_with(is_word) { cut.trim_end_matches(is_word) } else { cut };
    // One word alone is longer than the summary: better a piece of it than nothing.
    if whole.is_empty() { cut } else { whole.trim_end() }
}

/// Where the outermost quotation begins that `text` leaves open.
fn open_quotation(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        if OPENING.contains(&c) {
            open.push(at);
        } else if CLOSING.contains(&c) {
            open.pop();
        }
    }
    open.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_with_a_sentence() {
        assert_eq!(shorten("一二三。四五六。七八九。", 9), "一二三。四五六。");
        assert_eq!(shorten("一二三。", 60), "一二三。");
    }

    #[test]
    fn never_inside_a_quotation_or_a_number() {
        assert_eq!(
            shorten("先后开展“学先进。赶先进”等活动，共计多次", 16),
            "先后开展“学先进。赶先进”等活动……"
        );
        assert_eq!(shorten("累计慰问困难党员送去资金12500余元", 14), "累计慰问困难党员送去资金……");
        assert_eq!(
            shorten("参加人员12,500人次继续增加，今后仍然", 15),
            "参加人员12,500人次继续增……"
        );
    }

    #[test]
    fn a_quotation_is_shown_whole_or_not_at_all() {
        assert_eq!(shorten("他说：“干就干好。”大家跟着干了起来", 12), "他说：“干就干好。”");
        assert_eq!(shorten("全年先后组织“学先进赶先进争先进”活动", 12), "全年先后组织……");
        assert_eq!(shorten("abcdefghij", 4), "abcd……");
    }
}
