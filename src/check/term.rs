//! `term`: words that the office does not want to see, from its own list and a handful of typos. Told once for a word in a file.

use crate::check::Rule;
use crate::check::case::{Text, View};
use crate::check::word_list::{DEADLINE, Entry, WEIGHT};
use crate::diagnostic::Diagnostic;
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::text("term", WEIGHT, check);

/// Words before 截止 with which it is a date until when something is taken.
const TAKEN: [&str; 10] =
    ["报名", "申报", "征集", "投稿", "截稿", "时间", "日期", "报送", "期限", "提交"];
/// Dates that are words.
const DAYS: [&str; 12] = [
    "去年", "本年", "上年", "本月", "上月", "昨日", "昨天", "今日", "今天", "年底", "当前", "发稿",
];

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let mut told: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for view in text.views() {
        of_view(text, view, &mut told, &mut found);
    }
    found
}

fn of_view<'t>(
    text: &'t Text<'_>,
    view: View<'t>,
    told: &mut Vec<&'t str>,
    found: &mut Vec<Diagnostic>,
) {
    let prose = view.prose.text();
    if !text.office.terms.may_stand_in(prose, text.alphabet()) {
        return;
    }
    let mut from = 0;
    while let Some((at, entry)) = text.office.terms.find(prose, from) {
        // Another word may begin inside this one.
        from = at + prose[at..].chars().next().map_or(1, char::len_utf8);
        // A right word may contain the wrong one (老干局 in 老干局长).
        let is_right =
            entry.right.as_deref().is_some_and(|right| is_inside(prose, at, entry, right));
        let is_deadline = entry.wrong == DEADLINE.0
            && !text.office.terms.has_own_deadline
            && !is_counted_until(&prose[..at], &prose[at + entry.wrong.len()..]);
        if is_right || is_deadline || told.contains(&&*entry.wrong) {
            continue;
        }
        told.push(&entry.wrong);
        let range = at..at + entry.wrong.len();
        let mut fault = RULE.found(view.prose.place(text.source, range), words(entry));
        fault.severity = entry.severity;
        found.push(match &entry.note {
            Some(note) => fault.with_help(Message::new("term-note").text("note", note)),
            None => fault,
        });
    }
}

/// Whether 截止 between the two stands before a date up to which something is counted: 截止2月2日, 截止到去年底.
fn is_counted_until(before: &str, behind: &str) -> bool {
    let behind = behind.trim_start_matches(' ');
    let behind = behind.strip_prefix(['到', '至']).unwrap_or(behind).trim_start_matches(' ');
    let is_numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c);
    let rest = behind.trim_start_matches(is_numeral).trim_start_matches(' ');
    let is_date = rest.len() < behind.len()
        && rest.starts_with(['年', '月', '日', '号', '点', '时', '.', '-']);
    let is_day = is_date || DAYS.iter().any(|day| behind.starts_with(day));
    is_day && !TAKEN.iter().any(|word| before.ends_with(word))
}

fn words(entry: &Entry) -> Message {
    match &entry.right {
        Some(right) => Message::new("term").text("wrong", &entry.wrong).text("right", right),
        None => Message::new("term-without-right").text("wrong", &entry.wrong),
    }
}

/// Whether the word at `at` is a part of the right one that stands there.
fn is_inside(prose: &str, at: usize, entry: &Entry, right: &str) -> bool {
    right.match_indices(&entry.wrong).any(|(shift, _)| {
        at.checked_sub(shift)
            .and_then(|start| prose.get(start..))
            .is_some_and(|rest| rest.starts_with(right))
    })
}
