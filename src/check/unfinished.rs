//! `unfinished`: a story has a text, and nothing of the template that `liuhao new` wrote.
//!
//! Why: “（在这里写正文）” on an official page is worse than no page. A front matter that was pasted twice is shown as
//! text, where everybody reads it. A draft may be unfinished.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem;

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::slip::pasted_facts;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::prefilter;

pub(super) const RULE: Rule = Rule::story("unfinished", Severity::Error, check);

/// What stands in the template (`src/scaffold/`).
const PLACEHOLDERS: [&str; 2] = ["（在这里写正文）", "小标题\n……"];

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let Some(body) = case.text.body().filter(|_| !case.story.profile.is_draft) else {
        return Vec::new();
    };
    let source = case.text.source;
    let (prose, markdown) = (case.prose(), &source.text[body..]);
    let mut found = Vec::new();
    for words in PLACEHOLDERS {
        if let Some(at) = memmem::find(prose.as_bytes(), words.as_bytes()) {
            let place = case.text.place(at..at + words.len());
            let shown = words.lines().next().unwrap_or_default();
            let message = Message::new("placeholder").text("text", shown);
            found.push(RULE.found(place, message).with_help(Message::new("placeholder-help")));
        }
    }
    if let Some(blank) = blank(prose) {
        let message = Message::new("placeholder-blank").text("text", &prose[blank.clone()]);
        let told = Diagnostic::warning(RULE.id, case.text.place(blank), message);
        found.push(told.with_help(Message::new("placeholder-blank-help")));
    }
    if let Some(place) = pasted_facts(markdown) {
        let place = Place::span(&source.file, body + place.start..body + place.end);
        let message = Message::new("front-matter-twice");
        found.push(RULE.found(place, message).with_help(Message::new("front-matter-twice-help")));
    }
    if markdown.trim().is_empty() {
        let end = source.text.trim_end().len();
        let place = Place::span(&source.file, end.saturating_sub(3)..end);
        let message = Message::new("empty-body");
        let told = Diagnostic::warning(RULE.id, place, message);
        found.push(told.with_help(Message::new("empty-body-help")));
    }
    found
}

/// What stands for a number or a word that is still to come, by itself.
const BLANKS: [&str; 14] = [
    "（此处补充）",
    "（此处填写）",
    "（待补）",
    "【待定】",
    "【待补】",
    "[待补充]",
    "（待补充）",
    "（待核实）",
    "（待定）",
    "（待核）",
    "（待填）",
    "【待补充】",
    "【待核实】",
    "【此处核实】",
];
/// What stands for a number before its unit.
const SIGNS: [&str; 7] = ["XX", "xx", "××", "ＸＸ", "？？", "??", "__"];
const UNITS: [&str; 14] =
    ["名", "人", "次", "场", "年", "月", "日", "元", "岁", "余", "个", "万", "%", "％"];

/// [`SIGNS`] and [`BLANKS`], the short ones by themselves: one pass for each tells that a text has none of them, as most have.
static GAPS: LazyLock<[AhoCorasick; 2]> = LazyLock::new(|| {
    let (short, long): (Vec<&str>, Vec<&str>) =
        SIGNS.into_iter().chain(BLANKS).partition(|word| word.is_ascii());
    [short, long].map(|words| {
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words);
        automaton.expect("a few words make a small automaton")
    })
});

/// The first gap of a text that nobody has filled: `党员XX名`, `____年`, `（待补充）`. 张×× is a name that is hidden.
fn blank(prose: &str) -> Option<Range<usize>> {
    if !prefilter::passes(GAPS.iter().any(|words| words.is_match(prose))) {
        return None;
    }
    let of_number = SIGNS.iter().filter_map(|sign| {
        let mut places = prose.match_indices(sign).map(|(at, _)| at);
        places.find_map(|at| {
            let first = sign.chars().next()?;
            let behind = prose[at..].trim_start_matches(first);
            let is_gap = UNITS.iter().any(|unit| behind.trim_start().starts_with(unit));
            let is_word = prose[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            (is_gap && !is_word).then(|| at..prose.len() - behind.len())
        })
    });
    let words = BLANKS.iter().filter_map(|word| {
        memmem::find(prose.as_bytes(), word.as_bytes()).map(|at| at..at + word.len())
    });
    of_number.chain(words).min_by_key(|range| range.start)
}
