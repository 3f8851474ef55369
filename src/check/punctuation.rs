//! `punctuation`: Chinese text has Chinese punctuation.
//!
//! Why: half-width commas between Han characters look cramped and break lines wrongly; an open
//! quotation swallows the rest of the paragraph. What `check --fix` mends (half-width marks, straight
//! quotes, blanks beside quotes, a dash of one) is told once of a kind in a file, with a count. Code,
//! addresses, numbers (12:30, 3.5) and Latin text are left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::check::Rule;
use crate::check::case::{Text, View};
use crate::check::ending;
use crate::check::half_width::is_half;
use crate::check::look::{Kind, Slip};
use crate::check::marks::Mark;
use crate::check::typography::{slips, slips_of_facts};
use crate::claims::clause::is_han;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::fullwidth;
use crate::locale::Message;
use crate::prefilter;

pub(super) const RULE: Rule = Rule::text("punctuation", Severity::Warning, check);

/// Marks that never stand twice.
const SINGLE: &str = "，、；：。";
const DASHES: &str = "—–―－─-～~";
const PAIRS: [(char, char); 2] = [('“', '”'), ('《', '》')];
/// Pairs of brackets.
const BRACKETS: [&str; 5] = ["（）", "【】", "〈〉", "「」", "『』"];
/// How far a bracket may be from its partner in another paragraph, in marks.
const REACH: usize = 40;
const NUMERALS: &str = "〇零一二三四五六七八九十百千";

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let slips = slips_of(text);
    // A quote the other way round and a bracket of another width are told as that, and lack no partner.
    let turned = slips.iter().filter(|slip| matches!(slip.kind, Kind::Reversed | Kind::Bracket));
    let turned: BTreeSet<usize> = turned.map(|slip| slip.range.start).collect();
    let mut found = mendable(text, slips);
    for view in text.views() {
        of_view(text, view, &turned, &mut found);
    }
    let open = ending::open(text).into_iter();
    found.extend(open.map(|(range, message)| RULE.found(text.place(range), message)));
    found
}

fn of_view(text: &Text<'_>, view: View<'_>, turned: &BTreeSet<usize>, found: &mut Vec<Diagnostic>) {
    let (prose, marks, alphabet) = (view.prose.text(), view.marks, text.alphabet());
    let place = |range| view.prose.place(text.source, range);
    let only_if = |is_so: bool| if is_so { marks } else { &[] };
    // Most marks stand alone.
    let runs = marks.chunk_by(|one, next| one.end() == next.at);
    let runs: Vec<&[Mark]> = runs.filter(|run| run.len() > 1).collect();
    let lacks = |(range, _): &(Range<usize>, Message)| {
        let at = place(range.clone()).span.map(|(start, _)| start);
        at.is_none_or(|at| !turned.contains(&at))
    };
    let lone = unbalanced(prose, marks).into_iter().filter(lacks);
    let odd = doubled(prose, &runs).into_iter().chain(lone);
    let dashes = only_if(alphabet.has('—'));
    let lone_dashes = dashes.iter().filter_map(|one| lone_dash(prose, *one));
    let stops = only_if(alphabet.has('.')).iter().filter_map(|one| inner_stop(prose, *one));
    let has_bracket = BRACKETS.iter().any(|pair| alphabet.has_any(pair.chars()));
    let unpaired = brackets(prose, only_if(has_bracket)).into_iter().filter(lacks);
    let odd = odd.chain(mixed(prose, &runs)).chain(unpaired);
    let odd = odd.chain(ending::empty(prose, &runs));
    let piled = only_if(alphabet.has_any(ending::CALLS));
    let twice = ends_twice(prose, &runs);
    for (range, message) in odd.chain(stops).chain(twice).chain(lone_dashes) {
        let told = RULE.found(place(range), message);
        let is_mended = told.message.id == "punctuation-doubled";
        let help = is_mended.then(|| Message::new("punctuation-doubled-help"));
        found.push(match help {
            Some(help) => told.with_help(help),
            None => told,
        });
    }
    found.extend(ending::piled(&RULE, prose, piled, &place));
}

/// A Han character or what stands between them.
fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '“' | '”' | '‘' | '’' | '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}')
}

/// The slips that `check --fix` mends, each kind once in a file with a count.
fn mendable(text: &Text<'_>, slips: Vec<Slip>) -> Vec<Diagnostic> {
    let mut kinds: BTreeMap<Kind, Kinship> = BTreeMap::new();
    // What stands twice is told one by one.
    for slip in slips.into_iter().filter(|slip| slip.kind != Kind::Doubled) {
        kinds.entry(slip.kind).or_insert(Kinship { first: slip.range, count: 0 }).count += 1;
    }
    kinds.into_iter().map(|(kind, found)| told_once(text, kind, found)).collect()
}

/// The slips in the file. Its Markdown is read again only where one may stand.
fn slips_of(text: &Text<'_>) -> Vec<Slip> {
    let prose = text.prose.text();
    // Two ~~ may be markup, and no part of the prose.
    let may_slip = text.alphabet().has('~')
        || text.marks().iter().any(|one| is_worth_a_look(prose, *one))
        || closes_nothing(text.marks());
    let body = text.body().filter(|_| prefilter::passes(may_slip));
    let mut slips = body.map_or_else(Vec::new, |body| {
        let mut slips = slips(&text.source.text[body..]);
        for slip in &mut slips {
            slip.range = body + slip.range.start..body + slip.range.end;
        }
        slips
    });
    let [_, facts] = text.views();
    let may_slip = facts.marks.iter().any(|one| is_worth_a_look(facts.prose.text(), *one))
        || closes_nothing(facts.marks);
    if prefilter::passes(may_slip || text.alphabet().has('~')) {
        slips.extend(slips_of_facts(&text.source.text, text.prose.worded()));
    }
    slips
}

/// The slips of one kind.
struct Kinship {
    first: Range<usize>,
    count: usize,
}

fn told_once(text: &Text<'_>, kind: Kind, Kinship { first, count }: Kinship) -> Diagnostic {
    let id = match kind {
        Kind::Half => "punctuation-half-width",
        Kind::Straight => "punctuation-straight",
        Kind::Bracket => "punctuation-bracket",
        Kind::Blank => "punctuation-blank",
        Kind::Dash => "punctuation-dash",
        Kind::Doubled => "punctuation-doubled",
        Kind::Range => "punctuation-range",
        Kind::Wide => "punctuation-wide",
        Kind::Reversed => "punctuation-reversed",
    };
    let mark = match kind {
        Kind::Half
        | Kind::Straight
        | Kind::Bracket
        | Kind::Dash
        | Kind::Doubled
        | Kind::Range
        | Kind::Wide
        | Kind::Reversed => &text.source.text[first.clone()],
        // A quote is seen, a blank is not.
        Kind::Blank => "“”",
    };
    let message = Message::new(id).text("mark", mark).count("count", count);
    let fault = RULE.found(Place::span(&text.source.file, first), message);
    fault.with_help(Message::new(match kind {
        Kind::Half | Kind::Straight | Kind::Dash | Kind::Bracket => "punctuation-half-width-help",
        Kind::Doubled | Kind::Range => "punctuation-doubled-help",
        Kind::Wide => "punctuation-wide-help",
        Kind::Reversed => "punctuation-reversed-help",
        Kind::Blank => "punctuation-blank-help",
    }))
}

/// Whether a quotation ends that none began: its quotes may be the other way round.
fn closes_nothing(marks: &[Mark]) -> bool {
    let mut is_open = false;
    marks.iter().any(|one| {
        let was_open = is_open;
        is_open = one.mark == '“' || is_open && one.mark != '”' && one.mark != '\n';
        one.mark == '”' && !was_open
    })
}

/// Whether a slip may stand in the line of a mark. Nearly all marks are in dates and numbers, and most
/// quotes have no blank beside them.
fn is_worth_a_look(prose: &str, one: Mark) -> bool {
    let before = prose[..one.at].chars().next_back();
    let after = prose[one.end()..].chars().next();
    let is_blank = |c: Option<char>| c.is_some_and(|c| matches!(c, ' ' | '\u{3000}' | '\u{a0}'));
    match one.mark {
        '"'
        | '\''
        | '″'
        | '´'
        | '〝'
        | '〞'
        | '〟'
        | '．'
        | '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ' => true,
        '，' | '。' | '、' | '；' | '：' if after == Some(one.mark) => true,
        '“' | '”' | '，' | '。' | '、' | '；' | '：' | '！' | '？' => {
            is_blank(before) || is_blank(after)
        }
        '～' => after == Some('～'),
        '—' | '–' | '―' | '－' | '─' | '-' | 'ー' => {
            let is_doubled = after == Some(one.mark) && before.is_some_and(is_of_number);
            before.is_none_or(|c| c == '\n')
                || after.is_some_and(|c| "-－–ー".contains(c))
                || is_doubled
        }
        mark => {
            let is_inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            is_half(mark) && (matches!(mark, '(' | ')') || !(is_inside(before) && is_inside(after)))
        }
    }
}

/// Whether a number may end with a character.
fn is_of_number(c: char) -> bool {
    fullwidth::is_digit(c) || "岁年月日%％".contains(c)
}

/// ，， and 。。。 and ... beside Han.
fn doubled(prose: &str, runs: &[&[Mark]]) -> Vec<(Range<usize>, Message)> {
    let runs = runs.iter().flat_map(|run| run.chunk_by(|one, next| one.mark == next.mark));
    let runs = runs.filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        // 一、抓学习......1 is a line of a table of contents, and told as that.
        let is_leader = run.len() > 3
            && prose[last.end()..]
                .trim_start_matches(' ')
                .starts_with(|c: char| c.is_ascii_digit());
        let is_ellipsis = run.len() >= 3
            && !is_leader
            && (matches!(first.mark, '。' | '·' | '、' | '•' | '・')
                || first.mark == '.' && prose[..first.at].ends_with(is_wide));
        let id = if is_ellipsis {
            "punctuation-ellipsis"
        } else if run.len() >= 2 && SINGLE.contains(first.mark) {
            "punctuation-doubled"
        } else {
            return None;
        };
        let range = first.at..last.end();
        let message = Message::new(id).text("marks", &prose[range.clone()]);
        Some((range, message))
    });
    runs.collect()
}

/// ，。 and 、，: of two marks beside each other one is meant, whichever keyboard they come from.
fn mixed(prose: &str, runs: &[&[Mark]]) -> Vec<(Range<usize>, Message)> {
    let is_mark = |c: char| SINGLE.contains(c) || ",;".contains(c);
    let beside = runs.iter().flat_map(|run| run.windows(2));
    let pairs = beside.filter(|pair| {
        let (first, second) = (pair[0].mark, pair[1].mark);
        let is_stop =
            second == '.' && SINGLE.contains(first) || first == '.' && SINGLE.contains(second);
        let is_wide = SINGLE.contains(first) || SINGLE.contains(second);
        let is_two = first != second && is_mark(first) && is_mark(second) && is_wide || is_stop;
        let is_abbreviation = first == '.' && !prose[..pair[0].at].ends_with(is_han);
        // 例：、 and ，： are lists of marks in a text on marks.
        is_two && !is_abbreviation && prose[..pair[0].at].ends_with(is_behind_word)
    });
    let told = pairs.map(|pair| {
        let range = pair[0].at..pair[1].end();
        let message = Message::new("punctuation-mixed").text("marks", &prose[range.clone()]);
        (range, message)
    });
    told.collect()
}

/// What a word ends with, or what stands round it.
fn is_behind_word(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || "”》）】%％".contains(c)
}

/// 支部学习.大家: a full stop of another keyboard inside a line, or the dot in a name.
fn inner_stop(prose: &str, one: Mark) -> Option<(Range<usize>, Message)> {
    if one.mark != '.' {
        return None;
    }
    let (before, behind) =
        (prose[..one.at].chars().next_back()?, prose[one.end()..].chars().next()?);
    // 三. and 第十二. at the begin of a line are the numbers of a list.
    let is_numeral = |c: &char| NUMERALS.contains(*c) || "第（".contains(*c);
    let number = prose[..one.at].chars().rev().take(4).take_while(is_numeral).collect::<String>();
    let head = prose[..one.at - number.len()].trim_end_matches([' ', '\u{3000}']);
    let is_list = number.chars().count() <= 3 && (head.is_empty() || head.ends_with('\n'));
    let is_number = NUMERALS.contains(before) && NUMERALS.contains(behind);
    let is_stop = is_han(before) && is_han(behind) && !is_list && !is_number;
    is_stop.then(|| (one.at..one.end(), Message::new("punctuation-inner-stop")))
}

/// The pair that a bracket is of, and whether it opens; a half-width one is typed for the other.
fn bracket(c: char) -> Option<(&'static str, bool)> {
    let full = if matches!(c, '(' | ')') { fullwidth::full_width(c) } else { c };
    let pair = BRACKETS.into_iter().find(|pair| pair.contains(full))?;
    Some((pair, pair.starts_with(full)))
}

/// The first bracket of each pair that has no partner, and the first half-width one of a pair of two keyboards; the partner
/// may stand in the paragraph before or behind.
fn brackets(prose: &str, marks: &[Mark]) -> Vec<(Range<usize>, Message)> {
    let of_any: Vec<(Mark, &str, bool)> = marks
        .iter()
        .filter_map(|one| bracket(one.mark).map(|(pair, opens)| (*one, pair, opens)))
        .collect();
    let mut found = Vec::new();
    for pair in BRACKETS {
        let (mut opened, mut lone, mut mixed) = (Vec::<Mark>::new(), Vec::new(), None);
        for (one, _, opens) in of_any.iter().copied().filter(|(_, own, _)| *own == pair) {
            if opens {
                opened.push(one);
                continue;
            }
            match opened.pop() {
                Some(first) if marks_between(marks, first, one) <= REACH => {
                    // （甲): one of them is typed with another keyboard.
                    let half = if one.mark.is_ascii() { one } else { first };
                    let is_mixed = first.mark.is_ascii() != one.mark.is_ascii();
                    mixed = mixed.or(is_mixed.then_some(half));
                }
                Some(first) => lone.extend([first, one]),
                None if is_numbered(prose, one) => {}
                None => lone.push(one),
            }
        }
        lone.extend(opened);
        // Half-width ones alone are those of a formula or a face.
        let lone = lone.into_iter().filter(|one| !one.mark.is_ascii()).min_by_key(|one| one.at);
        found.extend(lone.into_iter().chain(mixed).map(|one| {
            let message = Message::new("punctuation-unbalanced")
                .text("mark", one.mark.to_string())
                .text("pair", pair);
            (one.at..one.end(), message)
        }));
    }
    found
}

fn marks_between(marks: &[Mark], first: Mark, last: Mark) -> usize {
    let place = |at: usize| marks.partition_point(|one| one.at < at);
    place(last.at) - place(first.at)
}

/// Whether a bracket stands behind the number of an entry: 1）, 一）, a).
fn is_numbered(prose: &str, one: Mark) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || NUMERALS.contains(c);
    let before = &prose[..one.at];
    let head = before.trim_end_matches(is_part);
    let length = before[head.len()..].chars().count();
    (1..=2).contains(&length) && !head.ends_with(['（', '('])
}

/// ！”。: the quotation has its end, and the sentence is over.
fn ends_twice(prose: &str, runs: &[&[Mark]]) -> Vec<(Range<usize>, Message)> {
    let triples = runs.iter().flat_map(|run| run.windows(3)).filter(|three| {
        "。！？".contains(three[0].mark) && three[1].mark == '”' && three[2].mark == '。'
    });
    let told = triples.map(|three| {
        let range = three[0].at..three[2].end();
        let message = Message::new("punctuation-ends-twice").text("marks", &prose[range.clone()]);
        (range, message)
    });
    told.collect()
}

/// Fewer Han on one side of a dash, or on both together, are names that it joins: 北京—上海, 党委—党支部.
const SHORTEST_SIDE: usize = 4;
const SHORTEST_SIDES: usize = 12;

/// 支部坚持一个目标—让老党员老有所为: between clauses stands a dash of two. One joins places, times and steps.
fn lone_dash(prose: &str, one: Mark) -> Option<(Range<usize>, Message)> {
    if one.mark != '—' {
        return None;
    }
    let ends = |c: char| "，。；：！？、…\n \u{3000}".contains(c) || DASHES.contains(c);
    let (before, behind) = (&prose[..one.at], &prose[one.end()..]);
    // A limit keeps the time linear.
    let near = before.char_indices().rev().nth(SHORTEST_SIDES * 4).map_or(0, |(at, _)| at);
    let head = before[near..].trim_end_matches(|c| !ends(c));
    let left = &before[near + head.len()..];
    let length = behind.find(ends).unwrap_or(behind.len());
    let (right, rest) = behind.split_at(length);
    let is_chain =
        head.ends_with(|c| DASHES.contains(c)) || rest.starts_with(|c| DASHES.contains(c));
    let is_time =
        |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十零〇年月日号点时岁".contains(c);
    let is_range =
        left.ends_with(is_time) || right.starts_with(is_time) || left.contains(['从', '自', '由']);
    let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
    let (left, right) = (han(left), han(right));
    let is_long = left.min(right) >= SHORTEST_SIDE && left + right >= SHORTEST_SIDES;
    let message = Message::new("punctuation-dash-inside");
    (is_long && !is_chain && !is_range).then(|| (one.at..one.end(), message))
}

/// The first mark of each paragraph that has no partner. A quotation that runs on over several
/// paragraphs is opened anew in each and closed in the last.
fn unbalanced(prose: &str, marks: &[Mark]) -> Vec<(Range<usize>, Message)> {
    let paragraphs = marks.split_inclusive(|one| one.mark == '\n');
    let lone = paragraphs.flat_map(|paragraph| {
        let next = paragraph.last().map_or("", |last| &prose[last.end()..]);
        let straight = lone_straight(prose, paragraph).map(|lone| {
            let message =
                Message::new("punctuation-unbalanced").text("mark", "\"").text("pair", "“”");
            (lone.at..lone.end(), message)
        });
        let pairs = PAIRS.into_iter().filter_map(move |(open, close)| {
            let lone = lone_mark(paragraph, open, close)?;
            let runs_on = lone.mark == open && next.starts_with(open);
            let message = Message::new("punctuation-unbalanced")
                .text("mark", lone.mark.to_string())
                .text("pair", format!("{open}{close}"));
            (!runs_on).then_some((lone.at..lone.end(), message))
        });
        pairs.chain(straight)
    });
    lone.collect()
}

/// A straight quote without a partner, beside Han: 65" are inches. A curled one without a partner is told as that.
fn lone_straight(prose: &str, paragraph: &[Mark]) -> Option<Mark> {
    let is_lone = paragraph.iter().filter(|one| one.mark == '"').count() % 2 == 1;
    if !is_lone || lone_mark(paragraph, '“', '”').is_some() {
        return None;
    }
    let mut all = paragraph.iter().filter(|one| one.mark == '"');
    let before = |one: &Mark| prose[..one.at].chars().next_back();
    let is_inch = all.clone().any(|one| before(one).is_some_and(fullwidth::is_digit));
    let last = all.next_back()?;
    let is_beside = before(last).is_some_and(is_han) || prose[last.end()..].starts_with(is_han);
    (is_beside && !is_inch).then_some(*last)
}

fn lone_mark(paragraph: &[Mark], open: char, close: char) -> Option<Mark> {
    let mut opened = None;
    for one in paragraph {
        if one.mark == open {
            if opened.is_some() {
                // “我们走。“甲某说: the second one should have closed the first.
                return Some(*one);
            }
            opened = Some(*one);
        } else if one.mark == close && opened.take().is_none() {
            return Some(*one);
        }
    }
    opened
}

/// How many slips the rule tells of in a text.
#[cfg(test)]
pub fn told(source: &crate::diagnostic::Source, prose: crate::parse::body::Prose) -> usize {
    static OFFICE: std::sync::LazyLock<crate::check::Office> =
        std::sync::LazyLock::new(crate::check::Office::default);
    slips_of(&Text::new(source, prose, &OFFICE)).len()
}
