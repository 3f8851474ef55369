//! Marks that mean something to other systems and nothing here: `{{< >}}`, `[[甲]]`, `:smile:`, `$$x$$`, `!!! note`,
//! `H~2~O`, `\newpage`, `[b]甲[/b]`.
//!
//! Entry points: [`candidates`]; [`shortcode`], for the rules that would take its colons for punctuation. Where one form
//! is plainly meant it is put there; else a person has to say.

use std::ops::Range;

use crate::check::slip::{Candidate, Kind, Line, Read, Slip};
use crate::parse::body::Verbatim;
use crate::parse::body::forms::is_han;
use crate::prefilter::{self, Alphabet};

/// Two marks in a line, and whether what stands between them makes them so.
struct Pair {
    open: &'static str,
    close: &'static str,
    is_meant: fn(&str) -> bool,
}

const fn pair(open: &'static str, close: &'static str, is_meant: fn(&str) -> bool) -> Pair {
    Pair { open, close, is_meant }
}

const PAIRS: [Pair; 9] = [
    // What somebody has struck out or remarked: whether it stays, a person has to say.
    pair("{--", "--}", |_| true),
    pair("{>>", "<<}", |_| true),
    pair("{{", "}}", |_| true),
    pair("{%", "%}", |_| true),
    pair("$$", "$$", |_| true),
    pair("$", "$", is_formula),
    pair("%%", "%%", is_words),
    pair("[[", "]]", is_name),
    pair("'''", "'''", is_words),
];
/// Bytes that a line of another system begins with or holds, and what they can be marks of. One step for each byte tells that most
/// lines hold none; a loop over characters takes ten times as long.
const MARKS: [u8; 256] = {
    let groups = [
        (LINE, b"[:!?#\\+*=".as_slice()),
        (PAIR, b"{$^['"),
        (PERCENT, b"%"),
        (RAISED, b"^~"),
        (NAMED, b":"),
        (ENTITY, b"&"),
    ];
    let (mut marks, mut group) = ([0; 256], 0);
    while group < groups.len() {
        let ((of, bytes), mut at) = (groups[group], 0);
        while at < bytes.len() {
            marks[bytes[at] as usize] |= of;
            at += 1;
        }
        group += 1;
    }
    marks
};
/// Of what a whole line says.
const LINE: u8 = 1;
/// Of what stands in pairs.
const PAIR: u8 = 2;
/// Of what stands above or below the line.
const RAISED: u8 = 4;
/// Of what has a name between colons.
const NAMED: u8 = 8;
/// Of what stands in pairs, where it is doubled.
const PERCENT: u8 = 32;
/// Of a sign that a page writes by its name.
const ENTITY: u8 = 16;
/// What begins a line of another system.
const STARTS: [&str; 4] = ["!!! ", "??? ", "???+ ", "#+"];
/// Lines that are a command to a printer's program.
const BREAKS: [&str; 4] = ["\\newpage", "\\pagebreak", "\\clearpage", "\\newline"];
/// What is typed for the marks round the title of a book.
const BOOKS: [(&str, &str); 4] = [("<<", ">>"), ("＜＜", "＞＞"), ("〈〈", "〉〉"), ("«", "»")];
/// Names of signs that a page writes between & and ;, and the signs.
const ENTITIES: [(&str, &str); 12] = [
    ("&nbsp", " "),
    ("&ensp", " "),
    ("&emsp", "　"),
    ("&ldquo", "“"),
    ("&rdquo", "”"),
    ("&lsquo", "‘"),
    ("&rsquo", "’"),
    ("&mdash", "—"),
    ("&hellip", "…"),
    ("&middot", "·"),
    ("&times", "×"),
    ("&quot", "\""),
];
/// Tags of forums.
const TAGS: [&str; 10] = ["b", "i", "u", "s", "img", "url", "color", "size", "center", "quote"];
/// Pictures that other systems draw of code.
const DRAWN: [&str; 8] =
    ["mermaid", "plantuml", "math", "echarts", "flowchart", "sequence", "dot", "mindmap"];
/// The longest name between colons, brackets or signs.
const LONGEST: usize = 60;
/// How many characters two marks may hold between them.
const REACH: usize = 200;

/// The marks of other systems in the lines of a body.
pub(super) fn candidates(lines: &[Line<'_>]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut before = "";
    for line in lines {
        let marks = line.text.bytes().fold(0, |marks, byte| marks | MARKS[byte as usize]);
        if prefilter::passes(marks & LINE != 0) {
            whole(line, before, &mut found);
        }
        // 88% alone is no pair.
        let is_pair = marks & PAIR != 0 || marks & PERCENT != 0 && line.text.contains("%%");
        if prefilter::passes(is_pair) {
            pairs(line, &mut found);
        }
        if prefilter::passes(marks & ENTITY != 0) {
            entities(line, &mut found);
        }
        if prefilter::passes(marks & RAISED != 0) {
            raised(line, &mut found);
        }
        if prefilter::passes(marks & NAMED != 0) {
            found.extend(shortcodes(line.text).into_iter().map(|range| told(line, range, None)));
        }
        before = line.text;
    }
    found
}

/// Fences that are never ended, where words follow: a line of ~~~~ was meant to part the text, one of ``` was forgotten.
pub(super) fn unclosed(body: &str) -> Option<Slip> {
    let has_any = memchr::memmem::find(body.as_bytes(), b"```").is_some()
        || memchr::memmem::find(body.as_bytes(), b"~~~").is_some();
    if !prefilter::passes(has_any) {
        return None;
    }
    let (mut verbatim, mut begin, mut start) = (Verbatim::default(), None, 0);
    for line in body.split_inclusive('\n') {
        let text = line.trim_matches(crate::parse::body::forms::is_blank);
        let was_open = verbatim.is_open();
        verbatim.takes(text, false);
        if verbatim.is_open() && !was_open {
            let at = start + (text.as_ptr() as usize - line.as_ptr() as usize);
            begin = Some((at..at + text.len(), start + line.len()));
        }
        start += line.len();
    }
    let (range, behind) = begin.filter(|_| verbatim.is_open())?;
    let is_rule = body[range.clone()].bytes().all(|byte| byte == b'~');
    let has_words = body[behind..].contains(is_han);
    has_words.then(|| Slip { range, put: is_rule.then(|| "---".to_owned()), kind: Kind::Fence })
}

/// `>70岁党员12名`: more than, which begins a quotation in Markdown and is seen no more.
pub(super) fn comparisons(body: &str) -> Vec<Slip> {
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'>', body.as_bytes()) {
        let before = body[..at].trim_end_matches([' ', '　']);
        if !before.is_empty() && !before.ends_with('\n') {
            continue;
        }
        let line = body[at + 1..].split('\n').next().unwrap_or_default();
        let number = line.trim_start();
        let unit =
            number.trim_start_matches(|c: char| c.is_ascii_digit() || ".-至到～~".contains(c));
        if unit.len() < number.len() && unit.starts_with(['岁', '%', '％']) {
            found.push(Slip { range: at..at + 1, put: None, kind: Kind::Comparison });
        }
    }
    found
}

/// The info words of code that another system would draw, in the bytes of a body.
pub(super) fn drawn(body: &str) -> Vec<Slip> {
    let mut found = Vec::new();
    if !prefilter::passes(memchr::memchr2(b'`', b'~', body.as_bytes()).is_some()) {
        return found;
    }
    for line in body.lines().filter(|line| line.trim_start().starts_with(['`', '~'])) {
        let info = line.trim_start().trim_start_matches(['`', '~']);
        if DRAWN.contains(&info.trim()) {
            let at = info.as_ptr() as usize - body.as_ptr() as usize;
            found.push(Slip {
                range: at..at + info.trim_end().len(),
                put: None,
                kind: Kind::Foreign,
            });
        }
    }
    found
}

/// The emoji that is written as a word at the colon at byte `at`: `:smile:`; its bytes.
pub(in crate::check) fn shortcode(text: &str, at: usize) -> Option<Range<usize>> {
    let name = text[at..].strip_prefix(':')?;
    let name = &name[..name.find(':').filter(|end| (2..=LONGEST).contains(end))?];
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase()) || matches!(name, "+1" | "-1");
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c);
    let is_apart =
        !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == ':' || c == '/');
    (is_name && is_apart && name.chars().all(is_plain)).then(|| at..at + name.len() + 2)
}

/// All of them in a line.
fn shortcodes(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.match_indices(':') {
        if found.last().is_none_or(|last| last.end <= at) {
            found.extend(shortcode(line, at));
        }
    }
    found
}

fn told(line: &Line<'_>, range: Range<usize>, put: Option<String>) -> Candidate {
    let range = line.at + range.start..line.at + range.end;
    Candidate {
        at: range.start,
        slips: vec![Slip { range, put, kind: Kind::Foreign }],
        read: Read::AsWords,
    }
}

/// What the whole line says; `before` is the one before it.
fn whole(line: &Line<'_>, before: &str, found: &mut Vec<Candidate>) {
    let text = line.text;
    let is_abbreviation = text.starts_with("*[") && text.contains("]:");
    let is_definition = text.starts_with(": ") && !before.is_empty();
    let is_other = STARTS.iter().any(|start| {
        text.strip_prefix(start)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    });
    if is_other || is_abbreviation || is_definition || text == "+++" {
        let mark = text.find(' ').filter(|_| !is_abbreviation).unwrap_or(text.len()).max(1);
        found.push(told(line, 0..mark, None));
    } else if BREAKS.contains(&text) {
        found.push(told(line, 0..text.len(), Some(String::new())));
    } else if let Some(heading) = wiki_heading(text) {
        found.push(told(line, 0..text.len(), Some(heading)));
    }
    let tags: &[&str] = if prefilter::passes(text.contains("[/")) { &TAGS } else { &[] };
    for tag in tags {
        let (Some(open), Some(close)) =
            (text.find(&format!("[{tag}")), text.find(&format!("[/{tag}]")))
        else {
            continue;
        };
        if open < close && text[open + tag.len() + 1..].starts_with([']', '=']) {
            found.push(told(line, open..open + tag.len() + 1, None));
        }
    }
}

/// `== 抓学习 ==` is a heading, with as many marks.
fn wiki_heading(text: &str) -> Option<String> {
    let depth = text.len() - text.trim_start_matches('=').len();
    let words = text[depth..].strip_suffix(&text[..depth])?;
    let is_heading = (2..=4).contains(&depth)
        && words.starts_with(' ')
        && words.ends_with(' ')
        && !words.contains('=');
    is_heading.then(|| format!("{} {}", &"####"[..depth], words.trim()))
}

/// `<<示例读本>>`: the titles of books in the lines of a body.
pub(super) fn books((body, alphabet): (&str, &Alphabet), lines: &[Line<'_>]) -> Vec<Candidate> {
    let mut found = Vec::new();
    if alphabet.finds_any(body, BOOKS.map(|(open, _)| open)) {
        for line in lines {
            books_of(line, &mut found);
        }
    }
    found
}

fn books_of(line: &Line<'_>, found: &mut Vec<Candidate>) {
    let place = |sign: &str, from: usize| {
        memchr::memmem::find(&line.text.as_bytes()[from..], sign.as_bytes()).map(|at| from + at)
    };
    for (open, close) in BOOKS {
        let mut from = 0;
        while let Some(at) = place(open, from) {
            let inside = near(&line.text[at + open.len()..]);
            from = at + open.len();
            let Some(length) = inside.find(close).filter(|end| is_words(&inside[..*end])) else {
                continue;
            };
            let end = from + length;
            // <<<<<<< is no mark of a title: whose pair would be whose?
            if is_run(line.text, at, open) || is_run(line.text, end, close) {
                continue;
            }
            let slip = |at: usize, mark: &str, put: &str| {
                Slip::new(line.at + at..line.at + at + mark.len(), put, Kind::Mark)
            };
            let slips = vec![slip(at, open, "《"), slip(end, close, "》")];
            found.push(Candidate { slips, at: line.at + at, read: Read::AsWords });
            from = end + close.len();
        }
    }
}

/// Whether a sign at byte `at` is a part of a longer run of its character.
fn is_run(text: &str, at: usize, sign: &str) -> bool {
    let first = |c: char| sign.starts_with(c);
    text[..at].ends_with(first) || text[at + sign.len()..].starts_with(first)
}

/// `&nbsp` without the mark behind it, which shows as it stands.
fn entities(line: &Line<'_>, found: &mut Vec<Candidate>) {
    for (name, sign) in ENTITIES {
        for (at, _) in line.text.match_indices(name) {
            let behind = &line.text[at + name.len()..];
            let is_word = behind.starts_with(|c: char| c.is_ascii_alphanumeric());
            if !behind.starts_with(';') && !is_word {
                found.push(told(line, at..at + name.len(), Some(sign.to_owned())));
            }
        }
    }
}

/// What stands between two marks.
fn pairs(line: &Line<'_>, found: &mut Vec<Candidate>) {
    let text = line.text;
    // A formula of several lines.
    if text == "$$" {
        found.push(told(line, 0..text.len(), None));
    }
    let mut from = 0;
    let opens = |byte: u8| matches!(byte, b'{' | b'$' | b'%' | b'^' | b'[' | b'\'');
    while let Some(at) = text.bytes().skip(from).position(opens).map(|at| from + at) {
        let mut next = at + 1;
        let is_escaped = text[..at].ends_with('\\');
        for Pair { open, close, is_meant } in PAIRS.iter().filter(|_| !is_escaped) {
            let Some(inside) = text[at..].strip_prefix(open).map(near) else { continue };
            let end = inside.find(close);
            // A brace that is never closed is a mark all the same.
            let is_open_brace = open.starts_with('{') && end.is_none();
            let words = &inside[..end.unwrap_or(inside.len())];
            if !is_open_brace && (end.is_none() || !is_meant(words)) {
                continue;
            }
            let end = at + open.len() + if is_open_brace { 0 } else { words.len() + close.len() };
            found.push(meant(line, at..end, open, words));
            next = end;
            break;
        }
        from = next;
    }
}

/// A pair as it was meant: `'''甲'''` is bold.
fn meant(line: &Line<'_>, range: Range<usize>, open: &str, words: &str) -> Candidate {
    if open == "'''" {
        return told(line, range, Some(format!("**{words}**")));
    }
    // Where it begins is enough to see it.
    told(line, range.start..range.start + open.len(), None)
}

/// As much as two marks may hold; a limit keeps the time linear.
fn near(text: &str) -> &str {
    text.char_indices().nth(REACH).map_or(text, |(end, _)| &text[..end])
}

fn is_words(inside: &str) -> bool {
    inside.trim() == inside && inside.contains(is_han)
}

fn is_name(inside: &str) -> bool {
    !inside.is_empty() && inside.len() <= 3 * LONGEST && !inside.contains(['[', ']'])
        // 数组[[1]]
        && !inside.bytes().all(|byte| byte.is_ascii_digit())
}

/// `a_1`, `\frac{1}{2}`: no words, and something that only a formula has. $100 is money.
fn is_formula(inside: &str) -> bool {
    inside.trim() == inside
        && inside.len() <= LONGEST
        && !inside.contains(is_han)
        && inside.contains(['\\', '^', '_', '{', '='])
}

/// `10^2^`, `H~2~O`: figures above and below the line, which have signs of their own.
fn raised(line: &Line<'_>, found: &mut Vec<Candidate>) {
    const ABOVE: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const BELOW: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    for (mark, signs) in [('^', ABOVE), ('~', BELOW)] {
        let mut from = 0;
        while let Some(at) = line.text[from..].find(mark).map(|at| from + at) {
            from = at + 1;
            let Some(length) =
                line.text[from..].find(mark).filter(|length| (1..=3).contains(length))
            else {
                continue;
            };
            let figures: Option<String> = line.text[from..from + length]
                .chars()
                .map(|c| signs.get(usize::try_from(c.to_digit(10)?).ok()?).copied())
                .collect();
            // 3~5~8 is a range; a letter or a unit stands before what is below or above the line.
            let is_below_letter =
                line.text[..at].ends_with(|c: char| c.is_ascii_alphabetic() || is_han(c));
            let is_above = mark == '^' && line.text[..at].ends_with(|c: char| c.is_alphanumeric());
            if let Some(figures) = figures.filter(|_| is_below_letter || is_above) {
                found.push(told(line, at..from + length + 1, Some(figures)));
                from += length + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::slip::slips;
    use crate::check::slip::tests::becomes;

    #[test]
    fn titles_are_marked_in_every_line_and_not_in_code() {
        becomes(&[(
            "支部学习<<示例读本>>。\n\n写作 `<<示例读本>>` 的不对。\n\n大家读«示例条例»，又读〈〈示例文选〉〉。",
            "支部学习《示例读本》。\n\n写作 `<<示例读本>>` 的不对。\n\n大家读《示例条例》，又读《示例文选》。",
        )]);
        for body in ["<<<示例读本>>>", "<<示例读本>>>", "<<示例读本", "示例读本>>", "<<>>"]
        {
            assert_eq!(slips(body), [], "{body}");
        }
    }

    #[test]
    fn two_brackets_hold_the_name_of_another_page_and_nothing_else() {
        let is_told = |inside: &str| !slips(&format!("详见[[{inside}]]一文。")).is_empty();
        assert!(is_told("示例县甲局支部"));
        assert!(is_told("2024年"));
        assert!(is_told(&"甲".repeat(60)));
        for inside in ["", "1", "2024", "甲[乙", "甲]乙", &"甲".repeat(61)] {
            assert!(!is_told(inside), "{inside}");
        }
    }
}
