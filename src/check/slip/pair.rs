//! Marks round words that do nothing as they were typed, and marks of other systems.
//!
//! Entry point: [`candidates`].

use crate::check::slip::{Candidate, Kind, Line, Read, Slip, holds};
use crate::parse::body::component::{self, Role};
use crate::parse::body::forms::{is_family_name, is_han};
use crate::prefilter::{self, Alphabet};

/// Marks that stand in pairs, and what was meant.
const PAIRS: [(&str, &str, Kind); 9] = [
    (WIDE, "**", Kind::Mark),
    (WIDE_ONE, "*", Kind::Mark),
    ("__", "**", Kind::Mark),
    ("＿＿", "**", Kind::Mark),
    ("_", "*", Kind::Mark),
    ("｀", "`", Kind::Mark),
    ("～～", "~~", Kind::Mark),
    ("==", "**", Kind::Foreign),
    ("++", "**", Kind::Foreign),
];

/// Bold in full width.
const WIDE: &str = "＊＊";
/// Emphasis in full width.
const WIDE_ONE: &str = "＊";

/// Kinds of notes in the words of other systems, and in ours.
const NOTES: [(&str, &str); 12] = [
    ("提示", "TIP"),
    ("说明", "NOTE"),
    ("注意", "WARNING"),
    ("警告", "CAUTION"),
    ("重要", "IMPORTANT"),
    ("备注", "NOTE"),
    ("INFO", "NOTE"),
    ("DANGER", "CAUTION"),
    ("HINT", "TIP"),
    ("ABSTRACT", "NOTE"),
    ("SUCCESS", "TIP"),
    ("QUESTION", "NOTE"),
];

pub(super) fn candidates(
    (body, alphabet): (&str, &Alphabet),
    lines: &[Line<'_>],
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (mark, put, kind) in PAIRS {
        if alphabet.finds_any(body, [mark]) {
            for line in lines.iter().filter(|line| line.text.contains(mark)) {
                if mark == WIDE && line.text.contains("**") {
                    mixed(line, &mut found);
                } else {
                    pairs(line, (mark, put, kind), &mut found);
                }
            }
        }
    }
    if alphabet.finds_any(body, ["** ", " **"]) {
        for line in lines {
            spaced(line, &mut found);
        }
    }
    let ours: Vec<_> = component::fences(body)
        .into_iter()
        .filter(|(_, role)| !matches!(role, Role::Foreign(_)))
        .map(|(range, _)| range)
        .collect();
    for line in lines {
        let first = line.text.bytes().next();
        if prefilter::passes(matches!(first, Some(b':' | b'[' | b'@' | 0xEF))) {
            found.extend(whole_line(body, line).filter(|_| !holds(&ours, line.at)));
        }
        if line.text.ends_with('}') {
            found.extend(attributes(line));
        }
    }
    found
}

/// `＊＊好**`: marks of bold in a line of which some are full-width.
fn mixed(line: &Line<'_>, found: &mut Vec<Candidate>) {
    let mut marks: Vec<(usize, &str)> = line.text.match_indices(WIDE).collect();
    marks.extend(line.text.match_indices("**"));
    marks.sort_unstable();
    for pair in marks.chunks_exact(2) {
        let [(open, first), (close, last)] = [pair[0], pair[1]];
        let inside = &line.text[open + first.len()..close];
        if is_meant(WIDE, &line.text[..open], inside, &line.text[close + last.len()..]) {
            let wide = pair.iter().filter(|(_, mark)| *mark == WIDE);
            let slips: Vec<Slip> = wide
                .map(|(at, mark)| {
                    Slip::new(line.at + at..line.at + at + mark.len(), "**", Kind::Mark)
                })
                .collect();
            let at = slips.first().map(|slip| slip.range.start);
            found.extend(at.map(|at| Candidate { slips, at, read: Read::AsWords }));
        }
    }
}

/// `** 抓学习 **`: blanks inside keep the marks of bold from doing anything.
fn spaced(line: &Line<'_>, found: &mut Vec<Candidate>) {
    let is_exact =
        |at: &usize| !line.text[..*at].ends_with('*') && !line.text[at + 2..].starts_with('*');
    let marks: Vec<usize> =
        line.text.match_indices("**").map(|(at, _)| at).filter(is_exact).collect();
    if !marks.len().is_multiple_of(2) {
        return;
    }
    for pair in marks.chunks_exact(2) {
        let (open, close) = (pair[0], pair[1]);
        let inside = &line.text[open + 2..close];
        let bare = inside.trim();
        let is_words = bare.chars().count() > 1 && bare.contains(is_han);
        // 张** 李** are names of which most is left out.
        let is_mask =
            line.text[..open].ends_with(|c: char| c.is_ascii_digit() || is_family_name(c));
        if bare.len() < inside.len() && is_words && !is_mask {
            let range = line.at + open..line.at + close + 2;
            let slips = vec![Slip::new(range, format!("**{bare}**"), Kind::Mark)];
            found.push(Candidate { slips, at: line.at + open, read: Read::AsWords });
        }
    }
}

/// Finds what stands between two marks of a line.
fn pairs(line: &Line<'_>, (mark, put, kind): (&str, &str, Kind), found: &mut Vec<Candidate>) {
    let sign = mark.chars().next().unwrap_or_default();
    // A longer run is something else: a masked number, a line to write on.
    let is_exact = |at: &usize| {
        !line.text[..*at].ends_with(sign) && !line.text[at + mark.len()..].starts_with(sign)
    };
    let places = line.text.match_indices(mark).map(|(at, _)| at).filter(is_exact);
    let mut open: Option<usize> = None;
    for at in places {
        let Some(start) = open else {
            open = Some(at);
            continue;
        };
        let (inside, before) = (&line.text[start + mark.len()..at], &line.text[..start]);
        let after = &line.text[at + mark.len()..];
        if is_meant(mark, before, inside, after) {
            // {++甲++} is what a reviewer has put in, and no bold word.
            let is_review = before.ends_with('{') && after.starts_with('}');
            let (put, brace) = if is_review { ("", 1) } else { (put, 0) };
            let edit = |from: usize, to: usize| Slip::new(line.at + from..line.at + to, put, kind);
            let slips =
                vec![edit(start - brace, start + mark.len()), edit(at, at + mark.len() + brace)];
            found.push(Candidate { slips, at: line.at + start, read: Read::AsWords });
            open = None;
        } else {
            open = Some(at);
        }
    }
}

fn is_meant(mark: &str, before: &str, inside: &str, after: &str) -> bool {
    let is_tight = !inside.is_empty() && inside.trim() == inside;
    let starts_well = !inside.starts_with(['、', '，', '。', '；', '：', '）', '”']);
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let is_apart = !(before.ends_with(is_word) || after.starts_with(is_word));
    let is_apart = is_apart || !matches!(mark, "_" | "==" | "++" | "～～");
    // 张某＊李某＊ are notes; what stands in quotation marks is a word of its own.
    let is_word_alone =
        inside.starts_with(['“', '《', '「']) && inside.ends_with(['”', '》', '」']);
    let is_note =
        mark == WIDE_ONE && !is_word_alone && before.ends_with(|c: char| c.is_alphanumeric());
    !is_note && is_tight && starts_well && is_apart && inside.contains(is_han)
}

/// `[toc]`, `:::`, `> [!提示]`, `[^1]：`, `[^1]注文`.
fn whole_line(body: &str, line: &Line<'_>) -> Option<Candidate> {
    let text = line.text;
    let lower = text.to_ascii_lowercase();
    let range = line.start..line.end();
    let slip = if ["[toc]", "[[toc]]", "[[_toc_]]", "@[toc]", "［toc］"].contains(&&*lower)
        || (text.starts_with(":::") && !text.contains(is_sentence))
    {
        let mut end = range.end;
        for _ in 0..2 {
            let rest = &body[end..];
            end += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
            if text.starts_with(':') {
                break;
            }
        }
        // Words behind the colons are somebody's: a person has to say.
        let put = (!text.contains(is_han)).then(String::new);
        Slip { range: range.start..end, put, kind: Kind::Foreign }
    } else if let Some(kind) = text.strip_prefix("[!").and_then(|rest| rest.split(']').next())
        && line.is_quoted
    {
        let known = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
        let kind_upper = kind.to_ascii_uppercase();
        if known.contains(&&*kind_upper) {
            return None;
        }
        let put =
            NOTES.iter().find(|(word, _)| *word == kind_upper).map(|(_, ours)| (*ours).to_owned());
        let start = line.at + 2;
        Slip { range: start..start + kind.len(), put, kind: Kind::Foreign }
    } else if text.starts_with("[^")
        && let Some(end) = text.find("]：")
    {
        let at = line.at + end + 1;
        let behind = &text[end + "]：".len()..];
        let blank = if behind.starts_with(' ') { ":" } else { ": " };
        return Some(Candidate {
            slips: vec![Slip::new(at..at + '：'.len_utf8(), blank, Kind::Note)],
            at,
            read: Read::NotAsCode,
        });
    } else if text.starts_with("[^")
        && let Some(end) = text.find(']').filter(|end| (3..20).contains(end))
        && text[end + 1..].trim_start().starts_with(|c| is_han(c) || matches!(c, '“' | '《'))
    {
        // The sign of a note begins no sentence: its text follows.
        let at = line.at + end + 1;
        let colon = if text[end + 1..].starts_with(' ') { ":" } else { ": " };
        let slips = vec![Slip::new(at..at, colon, Kind::Note)];
        return Some(Candidate { slips, at: line.at, read: Read::AsWords });
    } else {
        return None;
    };
    Some(Candidate { slips: vec![slip], at: line.at, read: Read::NotAsCode })
}

fn is_sentence(c: char) -> bool {
    matches!(c, '。' | '，')
}

/// `## 甲 {#jia}`, `![图](a.jpg){width=50%}`.
fn attributes(line: &Line<'_>) -> Option<Candidate> {
    let start = line.text.rfind('{')?;
    let inside = &line.text[start + 1..line.text.len() - 1];
    let is_attribute = inside.starts_with(['#', '.', ':']) || inside.contains('=');
    let is_ours = is_attribute && !line.text[..start].ends_with('{') && inside.len() < 60;
    let shown = line.text[..start].trim_end();
    let range = line.at + shown.len()..line.end();
    is_ours.then(|| Candidate {
        at: line.at + start,
        slips: vec![Slip::new(range, "", Kind::Foreign)],
        read: Read::AsWords,
    })
}
