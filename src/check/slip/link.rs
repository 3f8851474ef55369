//! Links and pictures whose brackets or addresses Markdown does not read.
//!
//! Entry point: [`candidates`]. Words in brackets are common in Chinese: what stands in the second pair must look like a
//! file or an address.

use std::ops::Range;

use memchr::{memchr3_iter, memmem};

use crate::check::slip::host::scheme;
use crate::check::slip::{Candidate, Kind, Read, Slip, picture, written};
use crate::fullwidth::digit;
use crate::link::is_on_disk;
use crate::media::{self, Class};
use crate::prefilter::Alphabet;

/// Endings of files that a page shows or leads to.
const ENDINGS: [&str; 23] = [
    "jpg", "jpeg", "jfif", "png", "gif", "webp", "heic", "bmp", "svg", "tif", "tiff", "md", "html",
    "htm", "pdf", "mp3", "m4a", "mp4", "webm", "mov", "docx", "doc", "xlsx",
];
/// Brackets that an address is typed into.
const OPENING: [char; 5] = ['(', '（', '【', '［', '〔'];
/// Quotes and marks of a title round an address, which no name of a file has.
const QUOTES: [char; 12] = ['“', '”', '‘', '’', '《', '》', '「', '」', '〈', '〉', '"', '\''];
/// How many brackets may stand inside each other; a limit keeps the time linear.
const DEPTH: usize = 8;

/// A link as it was typed.
struct Typed<'b> {
    /// Bytes of the body.
    start: usize,
    end: usize,
    is_picture: bool,
    /// Whether every bracket is the one that Markdown knows, without a blank between.
    is_ascii: bool,
    words: &'b str,
    address: &'b str,
    /// With straight quotes and the blank before them.
    title: String,
    /// Where the address begins.
    address_at: usize,
}

pub(super) fn candidates(body: &str, alphabet: &Alphabet) -> Vec<Candidate> {
    let bytes = if alphabet.has_any([']', '］', '】']) { body.as_bytes() } else { &[] };
    let mut found = Vec::new();
    let mut open = Open::default();
    let mut end = 0;
    // `]`, and the last bytes of ］ and 】.
    for at in memchr3_iter(b']', 0xBD, 0x91, bytes) {
        let close = match bytes[at] {
            b']' => at,
            0xBD if bytes[..at].ends_with(b"\xEF\xBC") => at - 2,
            0x91 if bytes[..at].ends_with(b"\xE3\x80") => at - 2,
            _ => continue,
        };
        if close < end {
            continue;
        }
        let Some(start) = open.closed_at(body, close) else { continue };
        if let Some(typed) = typed(body, start, close, at + 1) {
            end = typed.end;
            open.seen = end;
            found.extend(slip(&typed));
        } else {
            let words = Words::between(body, start, close, at + 1);
            let slip = reference(body, start, close).or_else(|| note(&words));
            let slip = slip.or_else(|| swapped(&words)).or_else(|| embedded(&words));
            let slip = slip.or_else(|| picture(&words)).or_else(|| hollow(&words));
            found.extend(slip.or_else(|| inline_note(&words)).or_else(|| bare_address(&words)));
        }
    }
    if alphabet.spells("http") {
        found.extend(quoted(body));
    }
    found
}

/// `「县局」（https://…）`: a link between brackets that are those of a quotation, too. Only before an address of the web.
fn quoted(body: &str) -> impl Iterator<Item = Candidate> {
    memmem::find_iter(body.as_bytes(), b"http").filter_map(|at| {
        let before = body[..at].strip_suffix(['(', '（'])?.trim_end_matches([' ', '\u{3000}']);
        let pairs = [('」', '「'), ('〕', '〔'), ('』', '『')];
        let (_, open) = pairs.into_iter().find(|(close, _)| before.ends_with(*close))?;
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let start = line + before[line..].rfind(open)?;
        let close = before.len() - '」'.len_utf8();
        let typed = typed(body, start, close, before.len())?;
        slip(&typed)
    })
}

/// The brackets of a line that are open. Each byte is looked at once.
#[derive(Default)]
struct Open {
    brackets: Vec<(usize, char)>,
    /// How far the text was looked at.
    seen: usize,
}

impl Open {
    /// Where the bracket stands that the one at `close` closes: the last of its own form, else the last of any.
    fn closed_at(&mut self, body: &str, close: usize) -> Option<usize> {
        let line = body[self.seen..close].rfind('\n').map(|at| self.seen + at + 1);
        if line.is_some() {
            self.brackets.clear();
        }
        let from = line.unwrap_or(self.seen);
        for (at, bracket) in body[from..close].match_indices(['[', '［', '【']) {
            if self.brackets.len() == DEPTH {
                self.brackets.remove(0);
            }
            self.brackets.extend(bracket.chars().map(|bracket| (from + at, bracket)));
        }
        self.seen = close;
        let own = match body[close..].chars().next()? {
            '］' => '［',
            '】' => '【',
            _ => '[',
        };
        let is_own = |(_, bracket): &(usize, char)| *bracket == own;
        let last = self.brackets.len().checked_sub(1)?;
        let at = self.brackets.iter().rposition(is_own).unwrap_or(last);
        let (start, _) = self.brackets[at];
        self.brackets.truncate(at);
        Some(start)
    }
}

/// The link whose words stand between the brackets at `open` and `close`, and whose second pair of brackets begins
/// behind `behind`.
fn typed(body: &str, open: usize, close: usize, behind: usize) -> Option<Typed<'_>> {
    let rest = &body[behind..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
    let inner = rest[blanks..].strip_prefix(OPENING)?;
    let sign = body[open..].chars().next()?;
    let words = &body[open + sign.len_utf8()..close];
    let mark = mark(&body[..open]);
    let bracket = rest.len() - blanks - inner.len();
    let length = closing(inner, &rest[blanks..])?;
    let ending = inner[length..].chars().next()?;
    let sized = without_size(&inner[..length]);
    let (address, title) = split_title(sized);
    let is_straight = inner[..length].ends_with(&title) && sized.len() == length;
    let is_picture = mark.is_some();
    // 【附件】（名单.docx） may be words; with an address of the web a link is meant.
    let is_bracketed = sign == '【' && body[close..].starts_with('】') && !is_picture;
    let is_odd = !rest[blanks..].starts_with(['(', '（']);
    let is_words = (is_bracketed || is_odd && !is_picture) && !is_web(address);
    if !looks_like_address(address, is_picture) || is_words {
        return None;
    }
    let is_ascii = sign == '['
        && body[close..].starts_with(']')
        && blanks == 0
        && rest.starts_with('(')
        && ending == ')'
        && mark.is_none_or(|mark| mark == "!")
        && is_straight;
    let address_at = behind + blanks + bracket;
    let start = open - mark.map_or(0, str::len);
    let end = address_at + length + ending.len_utf8();
    Some(Typed { start, end, is_picture, is_ascii, words, address, title, address_at })
}

/// The sign of a picture at the end of what stands before its brackets; blanks may part the two at the begin of a line.
fn mark(before: &str) -> Option<&str> {
    let bare = before.trim_end_matches([' ', '\u{3000}']);
    let sign = bare.chars().next_back().filter(|c| matches!(c, '!' | '！'))?;
    let start = bare.len() - sign.len_utf8();
    let front = bare[..start].trim_end_matches([' ', '\t', '\u{3000}']);
    let begins = front.is_empty() || front.ends_with('\n');
    (bare.len() == before.len() || begins).then(|| &before[start..])
}

/// Where the bracket closes that `whole` begins with, on the same line.
fn closing(inner: &str, whole: &str) -> Option<usize> {
    let odd = match whole.chars().next()? {
        '【' => Some('】'),
        '［' => Some('］'),
        '〔' => Some('〕'),
        _ => None,
    };
    if let Some(close) = odd {
        let mut near = inner.char_indices().take(400).take_while(|(_, c)| *c != '\n');
        return near.find(|(_, c)| *c == close).map(|(at, _)| at);
    }
    let mut depth = 0_usize;
    for (at, c) in inner.char_indices().take(400) {
        match c {
            '\n' => return None,
            '(' | '（' => depth += 1,
            ')' | '）' if depth == 0 => return Some(at),
            ')' | '）' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `a.jpg =300x200`: without the size that other systems know.
fn without_size(inner: &str) -> &str {
    let is_size = |size: &str| {
        size.contains('x')
            && size.bytes().all(|byte| byte.is_ascii_digit() || b"x%".contains(&byte))
    };
    inner
        .rsplit_once(" =")
        .filter(|(_, size)| is_size(size))
        .map_or(inner, |(bare, _)| bare.trim_end())
}

/// An address and the title behind it, whose quotes may be curled.
fn split_title(inner: &str) -> (&str, String) {
    let pairs = [('"', '"'), ('“', '”')];
    let quoted = pairs.into_iter().find_map(|(open, close)| {
        let text = inner.trim_end().strip_suffix(close)?;
        let at = text.find(&format!(" {open}"))?;
        Some((inner[..at].trim(), format!(" \"{}\"", &text[at + 1 + open.len_utf8()..])))
    });
    quoted.unwrap_or((inner.trim(), String::new()))
}

fn looks_like_address(address: &str, is_picture: bool) -> bool {
    let lower = address.trim_matches(QUOTES).replace(['。', '．'], ".").to_ascii_lowercase();
    let has_ending = lower.rsplit_once('.').is_some_and(|(name, ending)| {
        let ending = ending.split(['#', '?']).next().unwrap_or_default();
        !name.is_empty() && ENDINGS.contains(&ending)
    });
    has_ending || is_web(address) || (is_picture && address.contains(['/', '\\']))
}

fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    lower.starts_with("http") || lower.starts_with("www.") || scheme(address).is_some()
}

/// `“1.jpg”`, `《1.jpg》`, `1。jpg`: the name of a file as it was meant.
fn plain_name(address: &str) -> Option<String> {
    let bare = address.trim_matches(QUOTES);
    let dotted = bare.rsplit_once(['。', '．']).map(|(name, ending)| format!("{name}.{ending}"));
    let right = dotted.unwrap_or_else(|| bare.to_owned());
    (right != address && !is_web(&right) && looks_like_address(&right, false)).then_some(right)
}

fn names_picture(address: &str) -> bool {
    media::of(address).is_some_and(|media| media.class == Class::Picture)
}

fn slip(typed: &Typed<'_>) -> Option<Candidate> {
    let address = typed.address;
    if address.starts_with('<') && typed.is_ascii {
        return None;
    }
    let is_far = is_on_disk(address);
    let mut right = address.trim_matches(['<', '>']).to_owned();
    if !right.contains("://") && !is_far {
        right = right.replace('\\', "/");
    }
    if let Some(narrowed) = written::narrowed(&right) {
        right = narrowed;
    }
    right = plain_name(&right).unwrap_or(right);
    let has_slash = right != address.trim_matches(['<', '>']);
    let scheme = scheme(&right).filter(|_| !typed.is_picture);
    right.insert_str(0, scheme.unwrap_or_default());
    let is_host = scheme.is_some();
    // [](1.jpg) shows nothing, and a picture is meant.
    let is_empty = typed.words.trim().is_empty() && !typed.is_picture && names_picture(&right);
    let has_blank = right.contains(char::is_whitespace);
    if typed.is_ascii && written::has_odd_mark(&right) {
        let range = typed.address_at..typed.address_at + address.len();
        let slip = Slip { range, put: None, kind: Kind::Written };
        return Some(Candidate { slips: vec![slip], at: typed.start, read: Read::NotAsCode });
    }
    if typed.is_ascii && !has_blank && !is_host && !has_slash && !is_empty {
        return None;
    }
    let is_ascii = typed.is_ascii && !is_empty;
    let kind = match (is_ascii, is_host) {
        (false, _) => Kind::Bracket,
        (true, true) => Kind::Scheme,
        (true, false) => Kind::Address,
    };
    let shown = if has_blank { format!("<{right}>") } else { right };
    let read = if typed.is_ascii && !has_blank { Read::NotAsCode } else { Read::AsWords };
    let slip = if is_ascii {
        let range = typed.address_at..typed.address_at + address.len();
        Slip { range, put: (!is_far).then_some(shown), kind }
    } else {
        let mark = if typed.is_picture || is_empty { "!" } else { "" };
        let put = format!("{mark}[{}]({shown}{})", typed.words, typed.title);
        Slip { range: typed.start..typed.end, put: (!is_far).then_some(put), kind }
    };
    Some(Candidate { slips: vec![slip], at: typed.start, read })
}

/// Words between two brackets with no address behind them.
struct Words<'b> {
    body: &'b str,
    /// With its brackets.
    range: Range<usize>,
    inside: &'b str,
    /// Whether its brackets are those of Markdown.
    is_ascii: bool,
}

impl<'b> Words<'b> {
    /// What stands between the brackets at `open` and `close`, of which the second ends before `end`.
    fn between(body: &'b str, open: usize, close: usize, end: usize) -> Self {
        let inner = open + body[open..].chars().next().map_or(0, char::len_utf8);
        let is_ascii = body[open..].starts_with('[') && body[close..].starts_with(']');
        Self { body, range: open..end, inside: &body[inner..close], is_ascii }
    }

    fn before(&self) -> &'b str {
        &self.body[..self.range.start]
    }

    fn candidate(&self, range: Range<usize>, put: Option<String>, kind: Kind) -> Candidate {
        let at = self.range.start;
        Candidate { slips: vec![Slip { range, put, kind }], at, read: Read::AsWords }
    }
}

/// `［^1］`, `[＾1]`, `[^１]`, `[ ^1 ]`: the sign of a note as an input method types it, with the colon behind it where
/// its text follows.
fn note(words: &Words<'_>) -> Option<Candidate> {
    let blanks = [' ', '\u{3000}'];
    let label = words.inside.trim_matches(blanks).strip_prefix(['^', '＾'])?.trim_matches(blanks);
    let is_label =
        !label.is_empty() && label.len() < 20 && label.chars().all(char::is_alphanumeric);
    let narrow = |c: char| digit(c).unwrap_or(c);
    let sign = format!("[^{}]", label.chars().map(narrow).collect::<String>());
    if !is_label || words.is_ascii && words.body[words.range.clone()] == *sign {
        return None;
    }
    let behind = &words.body[words.range.end..];
    let before = words.before().trim_end_matches([' ', '\t', '\u{3000}']);
    let is_text = before.is_empty() || before.ends_with('\n');
    let colon = behind.chars().next().filter(|c| is_text && matches!(c, '：' | ':'));
    let (end, put) = match colon {
        Some(colon) => (words.range.end + colon.len_utf8(), format!("{sign}: ")),
        None => (words.range.end, sign),
    };
    Some(words.candidate(words.range.start..end, Some(put), Kind::Note))
}

/// `!(图)[a.jpg]`: the two pairs of brackets have changed places.
fn swapped(words: &Words<'_>) -> Option<Candidate> {
    let inner = words.before().strip_suffix([')', '）'])?;
    // A limit keeps the time linear.
    let mut back = inner.char_indices().rev().take(40);
    let (start, sign) = back.find(|(_, c)| matches!(c, '(' | '（' | '\n'))?;
    let shown = inner[start..].strip_prefix(['(', '（'])?;
    if !looks_like_address(words.inside, true) || words.inside.contains(char::is_whitespace) {
        return None;
    }
    let mark = mark(&words.body[..start]);
    let start = start - mark.map_or(0, str::len);
    let put = format!("{}[{shown}]({})", if mark.is_some() { "!" } else { "" }, words.inside);
    (sign != '\n').then(|| words.candidate(start..words.range.end, Some(put), Kind::Bracket))
}

/// `![图]a.jpg`, `![图]: a.jpg`, `![图](a.jpg`, `![a.jpg]`: a picture whose address has no brackets of its own. One that ends
/// its line is plain.
fn picture(words: &Words<'_>) -> Option<Candidate> {
    let mark = mark(words.before())?;
    let start = words.range.start - mark.len();
    // A limit keeps the time linear.
    let behind = words.body[words.range.end..].chars().take(80);
    let behind: String = behind.take_while(|c| !matches!(c, '\n' | '\r')).collect();
    let lower = behind.to_ascii_lowercase();
    let names_file = ENDINGS.iter().any(|ending| lower.contains(&format!(".{ending}")));
    let is_blank = words.inside.contains(char::is_whitespace);
    if behind.trim().is_empty() && names_picture(words.inside) && !is_blank {
        let put = format!("![]({})", words.inside);
        return Some(words.candidate(start..words.range.end, Some(put), Kind::Bracket));
    }
    let address = behind.trim().trim_start_matches(['(', '（', ':', '：', ' ']).trim();
    let is_plain = looks_like_address(address, false)
        && !address.contains(|c: char| c.is_whitespace() || "()（）[]".contains(c));
    let (end, put) = if is_plain {
        let end = words.range.end + behind.trim_end().len();
        (end, Some(format!("![{}]({address})", words.inside)))
    } else {
        (words.range.end, None)
    };
    names_file.then(|| words.candidate(start..end, put, Kind::Bracket))
}

/// `![[a.jpg|说明]]`, as another system puts a picture in.
fn embedded(words: &Words<'_>) -> Option<Candidate> {
    let before = words.before().strip_suffix('[')?;
    let mark = mark(before)?;
    let (file, shown) = words.inside.split_once(['|', '｜']).unwrap_or((words.inside, ""));
    let is_closed = words.body[words.range.end..].starts_with(']');
    let is_file = looks_like_address(file, true) && !file.contains(char::is_whitespace);
    let start = words.range.start - 1 - mark.len();
    let put = format!("![{}]({})", shown.trim(), file.trim());
    (is_closed && is_file)
        .then(|| words.candidate(start..words.range.end + 1, Some(put), Kind::Bracket))
}

/// `^[数据截至6月]`: a note in the words of another system, whose text has to go elsewhere.
fn inline_note(words: &Words<'_>) -> Option<Candidate> {
    let is_note = words.is_ascii && words.before().ends_with('^');
    let has_text = words.inside.contains(crate::parse::body::forms::is_han);
    let start = words.range.start.checked_sub(1)?;
    (is_note && has_text).then(|| words.candidate(start..words.range.end, None, Kind::Foreign))
}

/// `[县局]https://example.com`, `[县局]：https://example.com`: an address without brackets.
fn bare_address(words: &Words<'_>) -> Option<Candidate> {
    let behind = &words.body[words.range.end..];
    let address = behind.trim_start_matches(['：', ':', ' ']);
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    let is_part = |c: char| c.is_ascii_graphic() && !"()[]<>\"'`|".contains(c);
    let end = address.find(|c| !is_part(c)).unwrap_or(address.len());
    let has_words = words.inside.contains(crate::parse::body::forms::is_han);
    // `[县局]: https://…` says where a link leads that stands elsewhere.
    let line = words.before().rfind('\n').map_or(0, |at| at + 1);
    let is_definition = behind.starts_with(':') && words.before()[line..].trim().is_empty();
    let range = words.range.start..words.range.end + behind.len() - address.len() + end;
    let put = format!("[{}]({})", words.inside, &address[..end]);
    let is_meant = words.is_ascii && is_web && has_words && !is_definition;
    is_meant.then(|| words.candidate(range, Some(put), Kind::Bracket))
}

/// `[县局]()`: a link to the page that it stands on.
fn hollow(words: &Words<'_>) -> Option<Candidate> {
    let is_hollow = words.is_ascii && words.body[words.range.end..].starts_with("()");
    is_hollow.then(|| {
        let range = words.range.start..words.range.end + "()".len();
        let slips = vec![Slip { range, put: None, kind: Kind::Target }];
        Candidate { slips, at: words.range.start, read: Read::NotAsCode }
    })
}

/// `[县局][1]`: the words stand between the brackets at `open` and `close`.
fn reference(body: &str, open: usize, close: usize) -> Option<Candidate> {
    let label = body[close..].strip_prefix("][")?;
    let end = label.find([']', '\n']).filter(|end| (1..=40).contains(end))?;
    let words = body[open..close].strip_prefix('[')?;
    let has_words = words.contains(crate::parse::body::forms::is_han);
    let is_note = label.starts_with('^') || picture::is_face(&body[open..=close]);
    let address = &label[..end];
    let is_address = looks_like_address(address, true) && !address.contains(char::is_whitespace);
    // A name of a file in the second pair of brackets: `![图][a.jpg]`.
    let (put, kind) = if is_address {
        (Some(format!("[{words}]({address})")), Kind::Bracket)
    } else {
        (None, Kind::Target)
    };
    let range = open..close + 2 + end + 1;
    let slip = Slip { range, put, kind };
    (has_words && !is_note && label[end..].starts_with(']')).then(|| Candidate {
        slips: vec![slip],
        at: open,
        read: Read::AsWords,
    })
}

#[cfg(test)]
mod tests {
    use crate::check::slip::slips;
    use crate::check::slip::tests::becomes;

    #[test]
    fn behind_the_sign_of_a_note_the_text_goes_on_and_a_colon_there_is_its_own() {
        becomes(&[
            ("数据［＾1］来自年报。\n\n[^1]: 年报。", "数据[^1]来自年报。\n\n[^1]: 年报。"),
            ("数据［＾1］：共八项。\n\n[^1]: 年报。", "数据[^1]：共八项。\n\n[^1]: 年报。"),
            ("数据[^1]。\n\n　[^1]：年报。", "数据[^1]。\n\n　[^1]: 年报。"),
        ]);
    }

    #[test]
    fn an_address_in_other_brackets_or_quotes_is_read_as_it_was_meant() {
        for (typed, right) in [
            ("[县局]【https://example.com】", "[县局](https://example.com)"),
            ("![图]【1.jpg】", "![图](1.jpg)"),
            ("![图](《1.jpg》)", "![图](1.jpg)"),
            ("![图](“1.jpg”)", "![图](1.jpg)"),
            ("![图](1。jpg)", "![图](1.jpg)"),
            ("![图]: 1.jpg", "![图](1.jpg)"),
            ("![1.jpg]", "![](1.jpg)"),
        ] {
            let mut mended = typed.to_owned();
            for slip in slips(typed).into_iter().rev() {
                mended.replace_range(slip.range, &slip.put.unwrap_or_default());
            }
            assert_eq!(mended, right, "{typed}");
        }
        for fine in ["[备注]【名单.docx】", "[甲]〔2024〕12号", "![图](1.jpg)"] {
            assert_eq!(slips(fine), [], "{fine}");
        }
    }
}
