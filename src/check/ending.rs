//! Marks that end too much or too little, for the rule `punctuation`: ！！！, （）, a heading or a text that ends in ，.
//!
//! Entry points: [`piled`], [`empty`], [`open`]. Nothing of it is mended: what was meant, the writer knows.

use std::ops::Range;

use crate::check::Rule;
use crate::check::case::Text;
use crate::check::marks::Mark;
use crate::claims::clause::is_han;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;

/// Marks of a call and of a question.
pub(super) const CALLS: [char; 4] = ['！', '？', '!', '?'];
/// As many may stand one behind the other, where a feeling is strong (GB/T 15834-2011).
const MOST: usize = 3;
/// Pairs that hold something.
const PAIRS: [(char, char); 9] = [
    ('（', '）'),
    ('(', ')'),
    ('《', '》'),
    ('“', '”'),
    ('‘', '’'),
    ('【', '】'),
    ('〈', '〉'),
    ('「', '」'),
    ('『', '』'),
];
/// Marks that a sentence goes on behind.
const OPEN: [char; 4] = ['，', '、', '；', ','];

/// Calls and questions that are piled up: more than three are against the standard; two and three are for strong feelings, which a
/// report has in speech alone.
pub(super) fn piled(
    rule: &Rule,
    prose: &str,
    marks: &[Mark],
    place: &dyn Fn(Range<usize>) -> Place,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut is_speech = false;
    let is_run = |one: &Mark, next: &Mark| one.mark == next.mark && one.end() == next.at;
    for run in marks.chunk_by(is_run) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        is_speech = match first.mark {
            '“' | '「' => true,
            '”' | '」' | '\n' => false,
            _ => is_speech,
        };
        let is_text = prose[..first.at].ends_with(|c: char| is_han(c) || "”》）".contains(c));
        if run.len() < 2 || !CALLS.contains(&first.mark) || !is_text {
            continue;
        }
        let range = first.at..last.end();
        let message = Message::new("punctuation-piled").text("marks", &prose[range.clone()]);
        let mut told = rule.found(place(range), message);
        if run.len() <= MOST {
            told.severity = Severity::Information;
        }
        if run.len() > MOST || !is_speech {
            found.push(told.with_help(Message::new("punctuation-piled-help")));
        }
    }
    found
}

/// （）, 《》, “”: nothing stands in them.
pub(super) fn empty(prose: &str, runs: &[&[Mark]]) -> Vec<(Range<usize>, Message)> {
    let pairs = runs.iter().flat_map(|run| run.windows(2));
    let pairs = pairs.filter(|pair| {
        let is_word =
            prose[..pair[0].at].ends_with(|c: char| is_han(c) || "，。；：、".contains(c));
        PAIRS.contains(&(pair[0].mark, pair[1].mark)) && (is_word || !pair[0].mark.is_ascii())
    });
    let told = pairs.map(|pair| {
        let range = pair[0].at..pair[1].end();
        let message = Message::new("punctuation-empty").text("marks", &prose[range.clone()]);
        (range, message)
    });
    told.collect()
}

/// A heading, or the text, that ends where a sentence goes on.
pub(super) fn open(text: &Text<'_>) -> Vec<(Range<usize>, Message)> {
    let prose = text.prose.text();
    let last = |range: Range<usize>| {
        let end = range.start + prose[range.clone()].trim_end().len();
        let mark = prose[range.start..end].chars().next_back()?;
        let is_behind_word = prose[range.start..end - mark.len_utf8()].ends_with(is_behind);
        (OPEN.contains(&mark) && is_behind_word).then(|| end - mark.len_utf8()..end)
    };
    let tell = |id: &'static str, range: Range<usize>| {
        let message = Message::new(id).text("mark", &prose[range.clone()]);
        (range, message)
    };
    let headings = text.prose.headings().filter_map(|(range, _)| last(range));
    let mut found: Vec<_> = headings.map(|range| tell("punctuation-heading-end", range)).collect();
    // A picture may stand behind it, of which the prose says nothing.
    let is_last = |range: &Range<usize>| {
        let written =
            text.source.text.trim_end_matches(|c: char| c.is_whitespace() || "*_\\".contains(c));
        written.ends_with(&prose[range.clone()]) && found.iter().all(|(other, _)| other != range)
    };
    let end = last(0..prose.len()).filter(is_last);
    found.extend(end.map(|range| tell("punctuation-text-end", range)));
    found.extend(broken(text).into_iter().map(|range| tell("punctuation-paragraph-end", range)));
    found
}

/// Fewer characters with a comma behind them are a line of verse, or whom a letter speaks to.
const SHORTEST: usize = 20;

/// Paragraphs that end in the middle of a sentence, which goes on in the next one: a line break of Word or of a page was taken for
/// the end.
fn broken(text: &Text<'_>) -> Vec<Range<usize>> {
    let prose = text.prose.text();
    let ends = text.marks().windows(2).filter(|pair| {
        matches!(pair[0].mark, '，' | '、') && pair[1].mark == '\n' && pair[0].end() == pair[1].at
    });
    let is_broken = |pair: &&[Mark]| {
        let end = pair[0].end();
        let Some((_, at)) = text.place(pair[0].at..end).span else { return false };
        let source = &text.source.text;
        let start = source[..at].rfind('\n').map_or(0, |start| start + 1);
        let is_text = |line: &str| line.trim_start().starts_with(|c: char| is_han(c) || c == '“');
        let mut lines = source[at..].lines();
        let is_end = lines.next().is_some_and(|rest| rest.trim().is_empty())
            && lines.next().is_some_and(|rest| rest.trim().is_empty());
        let next = lines.find(|line| !line.trim().is_empty());
        let begin = prose[..end].rfind('\n').map_or(0, |begin| begin + 1);
        let is_long = prose[begin..end].chars().count() >= SHORTEST || pair[0].mark == '、';
        is_end && is_long && is_text(&source[start..at]) && next.is_some_and(is_text)
    };
    ends.filter(is_broken).map(|pair| pair[0].at..pair[0].end()).collect()
}

fn is_behind(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || "”’》）】」%％".contains(c)
}
