//! A summary from the first sentences.
//!
//! Entry points: [`Body::summary`], and [`Body::summary_of`] for the story of a branch. It cuts after a sentence; where the
//! first sentence alone is too long, after a clause; never inside a quotation or a number.

use crate::parse::body::Body;
use crate::parse::body::node::{Element, Node, Step};

const SENTENCE_ENDS: &[char] = &['。', '！', '？', '!', '?'];
const CLAUSE_ENDS: &[char] = &['，', '；', '：', ',', ';', '、'];

/// Characters that are looked through for the end of what tells of a branch's origin.
const ORIGIN: usize = 400;
/// What a sentence says that tells of a branch's origin or of its members: the facts beside the story say it too.
const ORIGINS: &[&str] = &[
    "成立于",
    "成立，",
    "成立,",
    "始设",
    "始建",
    "组建于",
    "设立于",
    "前身",
    "原为",
    "原名",
    "更名",
    "现有党员",
    "共有党员",
    "平均年龄",
    "有离退休党员",
    "有退休党员",
];

const OPENING: &[char] = &['“', '‘', '《', '（', '(', '「', '『', '【'];
const CLOSING: &[char] = &['”', '’', '》', '）', ')', '」', '』', '】'];

impl Body {
    /// A summary of at most `max` characters.
    pub fn summary(&self, max: usize) -> String {
        shorten(&self.opening(max * 2), max)
    }

    /// A summary of at most `max` characters that tells what a branch does: the sentences at the start that say where it comes
    /// from and how many members it has are left out, where others follow, and so is its name, which stands beside the summary.
    pub fn summary_of(&self, names: &[&str], max: usize) -> String {
        let opening = self.opening(max + ORIGIN);
        shorten(&without_names(deeds(&opening, names), names), max)
    }

    /// Its first words, of at most `limit` characters; those that nobody reads as a sentence, such as
    /// headings and tables, are left out.
    fn opening(&self, limit: usize) -> String {
        let mut opening = String::new();
        let (mut left, mut aside) = (limit, 0_usize);
        for step in self.spoken() {
            match step {
                Node::Start(element) => aside += usize::from(is_aside(&element)),
                Node::End(element) => aside -= usize::from(is_aside(&element)),
                Node::Source(_) => {}
                Node::Text(_)
                | Node::Code(_)
                | Node::Tag(_)
                | Node::BlockTag(_)
                | Node::SoftBreak { .. }
                | Node::HardBreak
                | Node::Rule
                | Node::Checkbox { .. }
                | Node::FootnoteCall { .. }
                | Node::Picture(_)
                | Node::Figure(_) => {
                    if aside == 0 {
                        left = push_at_most(step, left, &mut opening);
                    }
                }
            }
            if left == 0 {
                break;
            }
        }
        opening
    }
}

/// Appends the words of a step, at most `left` characters of them. Gives how many are left then.
fn push_at_most(step: Step<'_>, left: usize, into: &mut String) -> usize {
    let words = step.words();
    let end = words.char_indices().nth(left).map_or(words.len(), |(at, _)| at);
    into.push_str(&words[..end]);
    left - words[..end].chars().count()
}

/// Whether what is inside belongs to no summary.
fn is_aside<T, L>(element: &Element<T, L>) -> bool {
    match element {
        Element::Heading { .. }
        | Element::CodeBlock { .. }
        | Element::Footnote { .. }
        | Element::Table
        | Element::Component(_)
        | Element::Caption(_)
        | Element::Source
        | Element::Html => true,
        Element::Paragraph
        | Element::Quote(_)
        | Element::Bullets
        | Element::Numbers { .. }
        | Element::Item
        | Element::TableHead
        | Element::TableRow
        | Element::Cell { .. }
        | Element::Gallery
        | Element::Player { .. }
        | Element::Emphasis
        | Element::Strong
        | Element::Strikethrough
        | Element::Link(_) => false,
    }
}

/// `text` from the first sentence on that tells what the branch does; all of it where none does.
fn deeds<'t>(text: &'t str, names: &[&str]) -> &'t str {
    let mut rest = text.trim_start();
    while let Some(end) = first_end(rest) {
        let behind = names.iter().find_map(|name| rest.strip_prefix(name)).unwrap_or(&rest[..end]);
        let sentence = &rest[..end];
        let is_origin =
            ORIGINS.iter().any(|word| sentence.contains(word)) || behind.starts_with("现有");
        if !is_origin {
            break;
        }
        rest = rest[end..].trim_start();
    }
    if rest.is_empty() { text } else { rest }
}

/// The byte after the first sentence.
fn first_end(text: &str) -> Option<usize> {
    let ends =
        text.char_indices().filter(|(_, c)| SENTENCE_ENDS.contains(c) || CLOSING.contains(c));
    ends.map(|(at, c)| at + c.len_utf8())
        .find(|end| last_end(&text[..*end], SENTENCE_ENDS) == Some(*end))
}

/// `text` without a name of the branch that begins it, or stands behind its first clause: 近年来，….
fn without_names(text: &str, names: &[&str]) -> String {
    let clause =
        text.find(CLAUSE_ENDS).map(|at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    for start in [Some(0), clause].into_iter().flatten() {
        let found = names.iter().find_map(|name| text[start..].strip_prefix(name));
        let own = |rest: &&str| {
            !rest.is_empty() && !rest.starts_with(['的', '是', '被', '、', '和', '与'])
        };
        if let Some(rest) = found.filter(own) {
            return format!("{}{}", &text[..start], rest.trim_start_matches(CLAUSE_ENDS));
        }
    }
    text.to_owned()
}

/// `text` cut to at most `max` characters, behind a sentence where it can be.
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
    fn a_summary_tells_what_a_branch_does() {
        let names = ["示例县税务局第一党支部", "示例县税务局党支部"];
        let told = |text: &str| without_names(deeds(text, &names), &names);
        for (text, summary) in [
            (
                "示例县税务局第一党支部成立于2001年5月。现有党员22名，平均年龄67岁。支部坚持学习。",
                "支部坚持学习。",
            ),
            (
                "示例县税务局党支部始设于2005年，2017年更名。近年来，示例县税务局第一党支部探索机制。",
                "近年来，探索机制。",
            ),
            (
                "示例县税务局第一党支部坚持“学先进。赶先进。”的路子。",
                "坚持“学先进。赶先进。”的路子。",
            ),
            ("示例县税务局第一党支部的老同志很忙。", "示例县税务局第一党支部的老同志很忙。"),
            ("示例县税务局第一党支部成立于2001年5月。", "成立于2001年5月。"),
            ("没有句号的正文", "没有句号的正文"),
        ] {
            assert_eq!(told(text), summary);
        }
    }

    #[test]
    fn a_quotation_is_shown_whole_or_not_at_all() {
        assert_eq!(shorten("他说：“干就干好。”大家跟着干了起来", 12), "他说：“干就干好。”");
        assert_eq!(shorten("全年先后组织“学先进赶先进争先进”活动", 12), "全年先后组织……");
        assert_eq!(shorten("abcdefghij", 4), "abcd……");
    }
}
