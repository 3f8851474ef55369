//! Addresses of the web and of mailboxes that were typed with full-width marks: `http：//`, `www。example。com`,
//! `a＠example.com`, `http:\\`.
//!
//! Entry points: [`candidates`] for words, [`narrowed`] for the address of a link. Which mark was meant is plain where the
//! whole then is an address.

use std::ops::Range;

use memchr::memmem;

use crate::check::slip::host::is_host;
use crate::check::slip::{Candidate, Kind, Read, Slip};
use crate::fullwidth::half_width;
use crate::parse::body::forms::is_han;
use crate::prefilter::Alphabet;

/// How an address begins, as an English and as a Chinese keyboard writes it.
const BEGINNINGS: [&str; 6] = ["http", "HTTP", "Http", "ｈｔｔｐ", "www", "ｗｗｗ"];
/// The longest address and the longest name of a mailbox, in characters.
const LONGEST: usize = 300;
const LONGEST_NAME: usize = 40;

/// The addresses of a body that lead nowhere as they stand.
pub(super) fn candidates(body: &str, alphabet: &Alphabet) -> Vec<Candidate> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut slips = Vec::new();
    let begin = |word: &str| {
        let body = if alphabet.spells(word) { body } else { "" };
        memmem::find_iter(body.as_bytes(), word).collect::<Vec<_>>()
    };
    let mut places: Vec<usize> = BEGINNINGS.iter().flat_map(|word| begin(word)).collect();
    places.sort_unstable();
    for at in places {
        let is_inner = found.last().is_some_and(|range| range.contains(&at));
        let is_word = body[..at].ends_with(|c: char| narrow(c).is_ascii_alphanumeric() || c == '/');
        if is_inner || is_word {
            continue;
        }
        let Some(written) = web(&body[at..]) else { continue };
        let range = at..at + written.length;
        if written.right != body[range.clone()] {
            slips.push(candidate(range.clone(), written.right));
        }
        found.push(range);
    }
    let mut signs = begin("＠");
    signs.extend(begin("@"));
    slips.extend(signs.into_iter().filter_map(|at| mailbox(body, at)));
    slips
}

fn candidate(range: Range<usize>, right: String) -> Candidate {
    let at = range.start;
    Candidate { slips: vec![Slip::new(range, right, Kind::Written)], at, read: Read::AsWords }
}

/// The address of a link with its marks as they were meant: `https：//www.example.com`.
pub(super) fn narrowed(address: &str) -> Option<String> {
    let written = web(address)?;
    (written.length == address.len()).then_some(written.right)
}

/// Whether a mark stands in an address of the web that no address has: a full-width one, or a bracket in the name of its
/// host. Only who wrote it knows what belongs there.
pub(super) fn has_odd_mark(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_wide =
        |c: char| matches!(c, '\u{3001}'..='\u{301F}' | '！'..='～') || "“”‘’…—".contains(c);
    // [图片] in a path is what a chat leaves; a[0] may be one of an address.
    let has_words = |open: usize| {
        let inside = rest[open + 1..].split(']').next().unwrap_or_default();
        inside.contains(is_han) && rest[open + 1..].contains(']')
    };
    let is_chat = rest.match_indices('[').any(|(open, _)| has_words(open));
    is_chat || rest.contains(is_wide) || host.contains(['[', ']', '{', '}', '<', '>', '|', '"'])
}

/// An address as it was meant, and how many bytes it takes as it stands.
struct Written {
    right: String,
    length: usize,
}

/// The address that a text begins with.
fn web(text: &str) -> Option<Written> {
    let scheme = scheme(text);
    let (mut right, start) = match &scheme {
        Some(scheme) => (scheme.right.clone(), scheme.length),
        None => (String::new(), 0),
    };
    let host = host(&text[start..]);
    let is_meant = is_host(&host.right) || scheme.is_some() && host.right.contains('.');
    if !is_meant {
        return None;
    }
    right.push_str(&host.right);
    let mut length = start + host.length;
    let behind = &text[length..];
    if behind.starts_with(['/', '／', '\\', ':', '?', '#']) {
        let is_part = |c: &char| {
            let c = narrow(*c);
            c.is_ascii_graphic() && !"()[]<>\"'`|,;!".contains(c)
        };
        // The colon of a sentence belongs to no address, full-width or not, nor does a full stop at its end.
        let is_own = |c: &char| !matches!(c, '：' | '，' | '；' | '？' | '！' | '．');
        let rest = behind.chars().take(LONGEST).take_while(|c| is_part(c) && is_own(c));
        let rest: String = rest.collect();
        let rest = rest.trim_end_matches(['.', ':', '?']);
        right.extend(rest.chars().map(|c| if c == '\\' { '/' } else { narrow(c) }));
        length += rest.len();
    }
    Some(Written { right, length })
}

/// `http：／／`, `https:\\`, `http//`, `http: //`: how an address begins, with at least a colon and a stroke, or two strokes.
fn scheme(text: &str) -> Option<Written> {
    let letters: String = text.chars().take(5).map(|c| narrow(c).to_ascii_lowercase()).collect();
    let name = ["https", "http"].into_iter().find(|name| letters.starts_with(name))?;
    let mut behind = text.char_indices().skip(name.len()).take(12).peekable();
    let (mut colons, mut strokes, mut length) = (0, 0, None);
    while let Some((at, c)) = behind.next_if(|(_, c)| is_separator(*c)) {
        colons += u32::from(matches!(narrow(c), ':' | ';') || c == '∶');
        strokes += u32::from(matches!(narrow(c), '/' | '\\') || c == '、');
        length = Some(at + c.len_utf8());
    }
    let is_scheme = colons <= 1 && (colons == 1 && strokes > 0 || strokes > 1);
    let length = length.filter(|_| is_scheme)?;
    Some(Written { right: format!("{name}://"), length })
}

fn is_separator(c: char) -> bool {
    matches!(narrow(c), ':' | ';' | '/' | '\\' | ' ') || matches!(c, '∶' | '、' | '\u{3000}')
}

/// The name of a host: letters, figures and what stands for a dot between them.
fn host(text: &str) -> Written {
    let mut host = Written { right: String::new(), length: 0 };
    let mut characters = text.char_indices().take(LONGEST).peekable();
    while let Some((at, c)) = characters.next() {
        let half = narrow(c);
        let next = characters.peek().map(|(_, c)| narrow(*c));
        let goes_on = next.is_some_and(|c| c.is_ascii_alphanumeric());
        // A full stop behind a whole name ends the sentence.
        let is_stop = matches!(c, '。' | '｡' | '，' | ',');
        let is_dot = (half == '.' || is_stop) && goes_on && !(is_stop && is_whole(&host.right));
        if half.is_ascii_alphanumeric() || half == '-' && goes_on {
            host.right.push(half);
        } else if is_dot && !host.right.is_empty() {
            host.right.push('.');
        } else {
            break;
        }
        host.length = at + c.len_utf8();
    }
    host
}

/// Whether nothing is missing of the name of a host.
fn is_whole(host: &str) -> bool {
    let name = host.strip_prefix("www.").unwrap_or(host);
    name.contains('.') && is_host(name)
}

/// `laogan＠example。com` round the sign at `at`.
fn mailbox(body: &str, at: usize) -> Option<Candidate> {
    let is_part =
        |c: char| narrow(c).is_ascii_alphanumeric() || matches!(narrow(c), '.' | '_' | '-');
    let before = body[..at].chars().rev().take(LONGEST_NAME).take_while(|c| is_part(*c));
    let start = at - before.map(char::len_utf8).sum::<usize>();
    let sign = body[at..].chars().next()?;
    let host = host(&body[at + sign.len_utf8()..]);
    let end = at + sign.len_utf8() + host.length;
    let name: String = body[start..at].chars().map(narrow).collect();
    let right = format!("{name}@{}", host.right);
    let is_meant = !name.is_empty() && is_host(&host.right) && !body[..start].ends_with(':');
    (is_meant && right != body[start..end]).then(|| candidate(start..end, right))
}

/// A full-width letter, figure or mark as ASCII.
fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        _ => half_width(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(body: &str) -> String {
        let mut mended = body.to_owned();
        let alphabet = Alphabet::of(body);
        let all = candidates(body, &alphabet).into_iter();
        let mut all: Vec<Slip> = all.flat_map(|one| one.slips).collect();
        all.sort_by_key(|slip| slip.range.start);
        for slip in all.into_iter().rev() {
            mended.replace_range(slip.range, &slip.put.unwrap_or_default());
        }
        mended
    }

    #[test]
    fn addresses_get_the_marks_that_were_meant() {
        for (typed, right) in [
            ("详见http：//www.example.com/a，好。", "详见http://www.example.com/a，好。"),
            ("https：／／www.example.com。好", "https://www.example.com。好"),
            ("网址：www。example。com，好", "网址：www.example.com，好"),
            ("ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ", "www.example.com"),
            ("http:\\\\www.example.com\\a.html。", "http://www.example.com/a.html。"),
            ("http:/www.example.com", "http://www.example.com"),
            ("http//www.example.com", "http://www.example.com"),
            ("http: //www.example.com", "http://www.example.com"),
            ("http：//laogan.example.gov.cn：8080", "http://laogan.example.gov.cn：8080"),
            ("（http：//www.example.com）", "（http://www.example.com）"),
            ("信寄laogan＠example.com。", "信寄laogan@example.com。"),
            ("laogan@example。com", "laogan@example.com"),
        ] {
            assert_eq!(mended(typed), right, "{typed}");
            assert_eq!(mended(right), right, "a second run changes nothing");
        }
        for fine in [
            "https://www.example.com/a?b=c#d，好",
            "http://www.example.com。ABC",
            "HTTP协议/网页",
            "http：好",
            "网站www，好。a",
            "微信@示例甲",
            "a@b",
            "https://example.com/甲",
        ] {
            assert_eq!(mended(fine), fine, "{fine}");
        }
        assert_eq!(
            narrowed("https：//www.example.com").as_deref(),
            Some("https://www.example.com")
        );
    }

    #[test]
    fn marks_that_no_address_has_are_known() {
        for odd in [
            "https://e【配图】xample.com/a",
            "https://example.com/（图1）a",
            "http://[图片]example.com",
        ] {
            assert!(has_odd_mark(odd), "{odd}");
        }
        for fine in ["https://example.com/甲(乙)?a=[b]", "https://例子.中国/", "甲【乙】.md"]
        {
            assert!(!has_odd_mark(fine), "{fine}");
        }
    }

    #[test]
    fn a_long_line_is_looked_through_once() {
        for piece in ["http", "http：", "www。", "a＠", "@", "ｈｔｔｐ：／／a。"] {
            let body = piece.repeat(60_000);
            let _ = candidates(&body, &Alphabet::of(&body));
        }
    }
}
