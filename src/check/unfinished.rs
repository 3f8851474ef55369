//! `unfinished`: a story has a text, and nothing of the template that `liuhao new` wrote.
//!
//! Why: “（在这里写正文）” on an official page is worse than no page. A front matter that was pasted twice is shown as
//! text, where everybody reads it. A draft may be unfinished.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use memchr::memmem;

use crate::check::Rule;
use crate::check::case::Case;
use crate::check::slip::pasted_facts;
use crate::check::stray::{self, strays};
use crate::diagnostic::{Diagnostic, Place, Severity, Split};
use crate::locale::Message;
use crate::parse::body::forms::is_han;
use crate::parse::profile::keys::PROFILE;
use crate::prefilter::Alphabet;
use crate::schema;

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
    let alphabet = case.text.alphabet();
    for words in PLACEHOLDERS.into_iter().filter(|words| alphabet.spells(words)) {
        if let Some(at) = memmem::find(prose.as_bytes(), words.as_bytes()) {
            let place = case.text.place(at..at + words.len());
            let shown = words.lines().next().unwrap_or_default();
            let message = Message::new("placeholder").text("text", shown);
            found.push(RULE.found(place, message).with_help(Message::new("placeholder-help")));
        }
    }
    if let Some(blank) = blank(prose, alphabet) {
        let message = Message::new("placeholder-blank").text("text", &prose[blank.clone()]);
        let told = Diagnostic::warning(RULE.id, case.text.place(blank), message);
        found.push(told.with_help(Message::new("placeholder-blank-help")));
    }
    let told = |place: Place, text: &str| {
        let message = Message::new("placeholder-foreign").text("text", text);
        Diagnostic::warning(RULE.id, place, message)
            .with_help(Message::new("placeholder-foreign-help"))
    };
    found.extend(
        strays(prose, alphabet)
            .into_iter()
            .map(|words| told(case.text.place(words.clone()), &prose[words])),
    );
    found.extend(stray::lines(markdown, alphabet).into_iter().map(|line| {
        let place = Place::span(&source.file, body + line.start..body + line.end);
        told(place, &markdown[line])
    }));
    found.extend(blank_fact(case));
    found.extend(commented(case));
    if let Some(place) = pasted_facts(markdown, alphabet) {
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

/// What stands for a number before its unit.
const SIGNS: [&str; 17] = [
    "XX", "xx", "××", "ＸＸ", "？？", "??", "__", "□", "〇〇", "○○", "X", "×", "Ｘ", "？", "……",
    "_", "N",
];
/// Signs that stand for something else as well: only before a unit that ends its clause.
const DOUBTFUL: [&str; 7] = ["X", "×", "Ｘ", "？", "……", "_", "N"];
const UNITS: [&str; 15] =
    ["名", "人", "次", "场", "年", "月", "日", "元", "岁", "余", "个", "万", "%", "％", "县"];
/// Units of what a clause may end with.
const LAST_UNITS: [&str; 9] = ["名", "人", "岁", "次", "人次", "场次", "场", "月", "日"];
/// What a writer says to himself in brackets.
const REMARKS: [&str; 27] = [
    "待补",
    "待填",
    "待核",
    "待定",
    "待更新",
    "待确认",
    "待查",
    "待完善",
    "待续",
    "请补充",
    "请填",
    "请核",
    "需补充",
    "需核实",
    "需确认",
    "此处补充",
    "此处填写",
    "此处核实",
    "后续补充",
    "具体数",
    "具体次数",
    "请领导",
    "再核实",
    "请修改",
    "请确认",
    "TODO",
    "todo",
];
/// The name of a fact in square brackets, for the fact.
const FACTS: [&str; 12] = [
    "支部名称",
    "单位名称",
    "支部名",
    "人数",
    "党员人数",
    "年龄",
    "平均年龄",
    "日期",
    "时间",
    "地点",
    "姓名",
    "数字",
];
/// What is left where a number is to be filled in.
const BLANKS: [char; 3] = [' ', '\u{3000}', '\u{a0}'];
/// The longest remark, in characters.
const LONGEST: usize = 24;
const OPEN: [char; 5] = ['（', '(', '【', '[', '［'];
const CLOSE: [char; 5] = ['）', ')', '】', ']', '］'];

/// The first gap of a text that nobody has filled: `党员XX名`, `____年`, `（待补充）`, `（　）名`. 张×× is a name that is hidden.
fn blank(prose: &str, alphabet: &Alphabet) -> Option<Range<usize>> {
    // The front matter has these signs as well.
    let has_any = |signs: &[char]| signs.iter().any(|sign| alphabet.finds(prose, *sign));
    let number = alphabet.finds_any(prose, SIGNS).then(|| of_number(prose)).flatten();
    let remark = has_any(&OPEN).then(|| remark(prose)).flatten();
    let room = has_any(&BLANKS).then(|| room(prose)).flatten();
    let line = alphabet.finds(prose, '_').then(|| line_to_fill(prose)).flatten();
    let all = [number, remark, room, line, month(prose)].into_iter().flatten();
    all.min_by_key(|range| range.start)
}

/// A sign before its unit.
fn of_number(prose: &str) -> Option<Range<usize>> {
    let found = SIGNS.iter().filter_map(|sign| {
        let mut places = prose.match_indices(sign).map(|(at, _)| at);
        places.find_map(|at| {
            let first = sign.chars().next()?;
            // Of a row of signs the first one tells.
            if prose[..at].ends_with(first) {
                return None;
            }
            let behind = prose[at..].trim_start_matches(first);
            let unit = behind.trim_start();
            let is_doubtful = DOUBTFUL.contains(sign);
            let is_gap = if is_doubtful {
                ends_clause(unit)
            } else {
                UNITS.iter().any(|one| unit.starts_with(one))
            };
            // 20XX年; DXX is the name of something.
            let before = &prose[..at];
            let is_century =
                (before.ends_with("20") || before.ends_with("19")) && behind.starts_with('年');
            let is_word = before.ends_with(|c: char| c.is_ascii_alphanumeric()) && !is_century;
            let is_han = before.ends_with(is_han);
            (is_gap && !is_word && (is_han || !is_doubtful)).then(|| at..prose.len() - behind.len())
        })
    });
    found.min_by_key(|range| range.start)
}

/// Whether a unit stands here that its clause ends with.
fn ends_clause(text: &str) -> bool {
    LAST_UNITS.iter().any(|unit| {
        text.strip_prefix(unit).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(['，', '。', '、', '；', '\n', ',', '.', 'X', '×'])
        })
    })
}

/// A remark in brackets.
fn remark(prose: &str) -> Option<Range<usize>> {
    prose.match_indices(OPEN).find_map(|(at, open)| {
        let inside = &prose[at + open.len()..];
        let (end, close) = inside.char_indices().take(LONGEST).find(|(_, c)| CLOSE.contains(c))?;
        let words = &inside[..end];
        let is_fact = open.starts_with(['[', '［', '【']) && FACTS.contains(&words.trim());
        let is_said = REMARKS.iter().any(|word| words.contains(word));
        let range = at..at + open.len() + end + close.len_utf8();
        (is_fact || is_said).then_some(range)
    })
}

/// `姓名：______`: a line of a form that nobody has filled. A line of them alone is drawn.
fn line_to_fill(prose: &str) -> Option<Range<usize>> {
    memmem::find_iter(prose.as_bytes(), "____").find_map(|at| {
        let end = prose.len() - prose[at..].trim_start_matches('_').len();
        let before = prose[..at].trim_end_matches([' ', '\u{3000}']);
        before.ends_with(['：', ':']).then_some(at..end)
    })
}

/// 2024年月日: what is left where the signs for month and day were marks of emphasis.
fn month(prose: &str) -> Option<Range<usize>> {
    let is_year = |at: &usize| prose[..*at].ends_with(|c: char| c.is_ascii_digit());
    let mut places = memmem::find_iter(prose.as_bytes(), "年月");
    places.find(is_year).map(|at| at..at + "年月".len())
}

/// Room for a number: `（　）名`, `党员 名，`.
fn room(prose: &str) -> Option<Range<usize>> {
    let is_blank = |c: char| BLANKS.contains(&c);
    prose.match_indices(is_blank).find_map(|(at, _)| {
        let before = &prose[..at];
        if before.ends_with(is_blank) {
            return None;
        }
        let behind = prose[at..].trim_start_matches(is_blank);
        let end = prose.len() - behind.len();
        let bracketed = behind.strip_prefix(['）', ')']).filter(|_| before.ends_with(['（', '(']));
        match bracketed {
            Some(unit) => UNITS.iter().any(|one| unit.starts_with(one)).then_some(at..end),
            // 2024年  月  日, and what *月*日 leaves.
            None if before.ends_with('年') && behind.starts_with('月') => {
                Some(at..end + '月'.len_utf8())
            }
            None => (before.ends_with(is_noun) && ends_clause(behind))
                .then_some(at..end + '名'.len_utf8()),
        }
    })
}

/// `#标题: 银发先锋`: a key behind the mark of a remark is not read, which a hand that thinks of Markdown does not mean.
fn commented(case: &Case<'_>) -> Option<Diagnostic> {
    let source = case.text.source;
    let Split::Found { yaml, .. } = &case.text.split else { return None };
    let facts = &source.text[yaml.clone()];
    if !case.text.alphabet().finds_any(facts, ["#", "＃"]) {
        return None;
    }
    let key_of = |line: &str| -> Option<String> {
        let (key, value) = line.split_once([':', '：'])?;
        let key = key.trim();
        let is_key = schema::find(&PROFILE, key, true).is_some() && !value.trim().is_empty();
        is_key.then(|| key.to_owned())
    };
    let stated: OnceCell<HashSet<String>> = OnceCell::new();
    facts.lines().find_map(|line| {
        let key = key_of(line.strip_prefix(['#', '＃'])?.trim_start_matches(['#', '＃']))?;
        let stated = stated.get_or_init(|| facts.lines().filter_map(key_of).collect());
        let is_elsewhere = stated.contains(&key);
        let start = yaml.start + (line.as_ptr() as usize - facts.as_ptr() as usize);
        let place = Place::span(&source.file, start..start + line.trim_end().len());
        let message = Message::new("commented-key").text("key", &*key);
        let told = Diagnostic::information(RULE.id, place, message);
        (!is_elsewhere).then(|| told.with_help(Message::new("commented-key-help")))
    })
}

/// Whether a character may end a word that a number stands behind: 余 and 三 are parts of a number that goes on.
fn is_noun(c: char) -> bool {
    is_han(c) && !"余多几数近约半两一二三四五六七八九十百千万亿第每各全逐".contains(c)
}

/// The same in a title or a name.
fn blank_fact(case: &Case<'_>) -> Option<Diagnostic> {
    let profile = &case.story.profile;
    let title = profile.title.as_deref().map(|text| (text, ("title", None)));
    let name = profile.branch.name.as_deref().map(|text| (text, ("branch.name", None)));
    let (text, fact) = title.into_iter().chain(name).find(|(text, _)| {
        remark(text).is_some() || ["XX", "××", "ＸＸ", "□□"].iter().any(|sign| text.contains(sign))
    })?;
    let message = Message::new("placeholder-blank").text("text", text);
    let told = Diagnostic::warning(RULE.id, case.fact(fact), message);
    Some(told.with_help(Message::new("placeholder-blank-help")))
}
