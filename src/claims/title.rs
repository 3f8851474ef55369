//! The titles behind a verb of honour: quoted, or plain words up to the end of a title.
//!
//! Entry point: [`titles`].

use std::ops::Range;

use super::clause::is_han;
use super::level::{LEVELS, WIDE};
use super::year::years;

/// With what a title may end.
pub(super) const ENDS: [&str; 19] = [
    "荣誉称号",
    "称号",
    "先进集体",
    "示范党支部",
    "先进党支部",
    "优秀党支部",
    "党支部",
    "党组织",
    "先进单位",
    "支部",
    "先进基层党组织",
    "示范点",
    "品牌",
    "光荣册",
    "荣誉",
    "集体",
    "标兵",
    "先进",
    "单位",
];
/// What is handed over with a title, or without one.
const THINGS: [&str; 6] = ["牌匾", "锦旗", "证书", "奖牌", "流动红旗", "纪念章"];
/// The longest name of a body before a title, in characters.
const LONGEST_BODY: usize = 12;

/// A title behind a verb, in bytes of what follows it.
pub(super) struct Title {
    /// What stands before it and is its own: 2023年度县级.
    pub(super) lead: Range<usize>,
    pub(super) range: Range<usize>,
    /// What stands behind it in brackets: （2023年）.
    pub(super) aside: Range<usize>,
}

/// The titles in what follows the verb: quotations with what belongs to them, or words up to the end of a title.
pub(super) fn titles(behind: &str) -> Vec<Title> {
    let clause = behind.find(['，', '；', ',', '。']).map_or(behind, |at| &behind[..at]);
    let Some(open) = clause.find('“') else { return plain(clause) };
    // 市直机关先进党支部、市级“六好”示范党支部: plain titles stand before the first quotation.
    let plain_end =
        clause[..open].rfind('、').filter(|at| ENDS.iter().any(|end| clause[..*at].ends_with(end)));
    let mut titles: Vec<Title> = plain_end.map_or_else(Vec::new, |end| plain(&clause[..end]));
    let (mut lead, mut open) = (plain_end.map_or(0, |end| end + '、'.len_utf8()), open);
    // “甲”、“乙”称号 are two, so are 县级“甲”（2022年）、市级“乙”（2023年）.
    while let Some(range) = quoted(behind, open) {
        let aside = aside(behind, range.end);
        let end = aside.end;
        let start = whole_start(behind, lead..open, &range);
        titles.push(Title { lead: lead..start, range: start..range.end, aside });
        // “甲”“乙”“丙” have nothing between them.
        let tail = &behind[end..];
        let rest = tail.strip_prefix(['、', '和', '；', ';', '，']);
        let Some(rest) = rest.or_else(|| tail.starts_with('“').then_some(tail)) else { break };
        lead = behind.len() - rest.len();
        // 2020年市直机关“甲”；2022年全市“乙”: a year of its own, or nothing but a mark between.
        let is_far = behind[end..].starts_with(['；', ';', '，']);
        let is_next = |words: &str| {
            is_lead(words) && (!is_far || words.trim().starts_with(|c: char| c.is_ascii_digit()))
        };
        let Some(next) = rest.find('“').filter(|at| is_next(&rest[..*at])) else { break };
        open = lead + next;
    }
    titles
}

/// Where a title begins of which a quotation is a part: 全省卫健系统“银龄行动”先进集体, but “六好” of 市级“六好”示范党支部.
fn whole_start(behind: &str, lead: Range<usize>, quoted: &Range<usize>) -> usize {
    let is_part = !behind[quoted.clone()].ends_with('”');
    let words = &behind[lead.clone()];
    let bare = bare_lead(words).trim_start_matches(['了', '为']);
    let is_place =
        ["全国", "全省", "全市", "全县", "全区", "全州"].iter().any(|word| bare.starts_with(word));
    let is_whole = !is_lead(words) || bare.ends_with("干部");
    if is_part && is_place && is_whole { lead.end - bare.len() } else { quoted.start }
}

/// Whether the words before a quotation are a level, a year or nothing: what belongs to its title.
fn is_lead(words: &str) -> bool {
    let bare = bare_lead(words);
    let is_body = bare.chars().count() <= LONGEST_BODY
        && bare.chars().all(|c| is_han(c) || c == '、')
        && bare.ends_with([
            '省', '市', '县', '区', '州', '旗', '镇', '乡', '局', '委', '府', '厅', '办', '部',
            '关', '道',
        ]);
    bare.is_empty()
        || is_body
        || LEVELS.contains(&bare)
        || WIDE.iter().any(|(word, _)| *word == bare)
}

/// 荣誉：2023年度全市 without its year, and what it begins with.
pub(super) fn bare_lead(lead: &str) -> &str {
    let lead = lead.rsplit(['：', ':']).next().unwrap_or(lead);
    lead.trim().trim_start_matches(|c: char| c.is_ascii_digit() || "年度月".contains(c))
}

/// The brackets right behind byte `at`; empty where none stand there.
fn aside(behind: &str, at: usize) -> Range<usize> {
    let rest = &behind[at..];
    let close = rest.strip_prefix(['（', '(']).and_then(|_| rest.find(['）', ')']));
    let end = close.map(|close| close + rest[close..].chars().next().map_or(0, char::len_utf8));
    at..at + end.unwrap_or(0)
}

/// The title whose quotation opens at `open`.
fn quoted(behind: &str, open: usize) -> Option<Range<usize>> {
    let close = open + behind[open..].find('”')? + '”'.len_utf8();
    let tail = &behind[close..];
    let end = tail.find(['，', '；', ',', '。', '、', '和', '等', '（', '“']).unwrap_or(tail.len());
    let tail =
        tail[..end].trim_end_matches("荣誉称号").trim_end_matches("称号").trim_end_matches("荣誉");
    let tail = tail.trim_end_matches("表彰").trim_end_matches("表彰奖励");
    let tail = tail.trim_end_matches("的牌子").trim_end_matches("的奖牌").trim_end_matches('的');
    // A plaque is no title.
    if THINGS.iter().any(|thing| tail.ends_with(thing)) {
        return None;
    }
    let range = open..close + tail.len();
    (behind[range.clone()].chars().count() <= 40).then_some(range)
}

/// Titles without quotation marks: 县级先进党支部、市级示范党支部 are two, 县级、市级先进党支部 is one.
fn plain(clause: &str) -> Vec<Title> {
    let dated = dated(clause);
    if !dated.is_empty() {
        return dated;
    }
    if clause.starts_with('的') {
        return Vec::new();
    }
    let stop = clause.find(['、', '等', '（']).unwrap_or(clause.len());
    let Some(end) = ENDS.iter().filter_map(|end| Some(clause.rfind(end)? + end.len())).max() else {
        return Vec::new();
    };
    let end = if end <= stop || clause[stop..].starts_with('、') { end } else { stop };
    let words = clause[..end].trim_end_matches("荣誉称号").trim_end_matches("称号");
    let (mut titles, mut from, mut at) = (Vec::new(), 0, 0);
    for part in words.split_inclusive('、') {
        at += part.len();
        let part_end = at - if part.ends_with('、') { '、'.len_utf8() } else { 0 };
        let is_whole = at == words.len() || ENDS.iter().any(|end| words[..part_end].ends_with(end));
        if !is_whole {
            continue;
        }
        let start = from + lead_end(&words[from..part_end]);
        let is_sum = words[start..part_end].starts_with("以上");
        if (3..=30).contains(&words[start..part_end].chars().count()) && !is_sum {
            let aside = aside(clause, part_end);
            titles.push(Title { lead: from..start, range: start..part_end, aside });
        }
        from = at;
    }
    titles
}

/// 先进党支部（2019年）、示范党支部（2022年）: a year in brackets behind each.
fn dated(clause: &str) -> Vec<Title> {
    let (mut titles, mut from) = (Vec::new(), 0);
    while let Some(open) = clause[from..].find(['（', '(']).map(|at| from + at) {
        let aside = aside(clause, open);
        let is_title = ENDS.iter().any(|end| clause[from..open].ends_with(end))
            && !years(&clause[aside.clone()]).is_empty();
        if !is_title || aside.is_empty() {
            break;
        }
        let start = from + lead_end(&clause[from..open]);
        let end = aside.end;
        titles.push(Title { lead: from..start, range: start..open, aside });
        let Some(rest) = clause[end..].strip_prefix(['、', '和']) else { break };
        from = clause.len() - rest.len();
    }
    titles
}

/// Where in 2023年度县级、市级先进党支部 the title begins.
fn lead_end(words: &str) -> usize {
    let mut end = 0;
    for level in LEVELS {
        if let Some(at) = words.rfind(level) {
            end = end.max(at + level.len());
        }
    }
    // 市直机关先进基层党组织: of whom, and then what.
    for body in ["直机关", "直属机关"] {
        if let Some(at) = words.find(body).filter(|at| *at <= '市'.len_utf8()) {
            end = end.max(at + body.len());
        }
    }
    // 2023年度, not the 年 of 老年大学.
    for (at, _) in words.match_indices('年') {
        if words[..at].ends_with(|c: char| c.is_ascii_digit()) {
            let behind = &words[at + '年'.len_utf8()..];
            end = end.max(words.len() - behind.strip_prefix('度').unwrap_or(behind).len());
        }
    }
    end
}
