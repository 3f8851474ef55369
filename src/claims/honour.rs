//! Which honours the branch was given, with year and level: 被评为2023年度县级、市级“六好”示范党支部.
//!
//! Entry point: [`claims`]. Two years or two levels of one title are two claims. What persons, teams and
//! other branches were given is none.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::clause::{clause_before, sentence_before, sentence_behind};
use super::text::Text;
use super::{Claim, Honour, What};

const VERBS: [&str; 20] = [
    "评选为",
    "授予",
    "评为",
    "命名为",
    "命名",
    "荣获",
    "获评",
    "入选",
    "表彰为",
    "获得",
    "荣膺",
    "获授",
    "确定为",
    "获全",
    "获省",
    "获市",
    "获县",
    "获区",
    "命名表彰为",
    "荣登",
];
/// With what a title may end.
const ENDS: [&str; 19] = [
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
const LEVELS: [&str; 8] = ["国家级", "省级", "市级", "县级", "区级", "州级", "镇级", "乡级"];
/// Who else may be honoured.
const OTHERS: [&str; 22] = [
    "书记",
    "党员中",
    "名党员",
    "同志被",
    "个人",
    "名同志",
    "队员",
    "其中",
    "他被",
    "她被",
    "作品",
    "节目",
    "工作室被",
    "服务队",
    "宣讲团",
    "合唱团",
    "先后有",
    "次获",
    "奖",
    "老师",
    "家庭",
    "表彰大会",
];

/// Finds the verbs in one pass. Leftmost first, because only then vector instructions are used.
static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostFirst);
    builder.build(VERBS).expect("twenty words make a small automaton")
});

pub(super) fn claims(text: &Text<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut end = 0;
    for verb in WORDS.find_iter(text.prose).map(|hit| hit.range()) {
        if verb.start < end || !is_ours(text, verb.start) {
            continue;
        }
        let behind = sentence_behind(text.prose, verb.end);
        let Some(title) = title(behind) else { continue };
        let range = verb.end + title.start..verb.end + title.end;
        let lead = &behind[..title.start];
        end = range.end;
        claims.extend(read(text, verb.start, lead, range));
    }
    claims
}

/// The claims of one title: each year with each level.
fn read(text: &Text<'_>, verb: usize, lead: &str, range: std::ops::Range<usize>) -> Vec<Claim> {
    let title = &text.prose[range.clone()];
    let before = sentence_before(text.prose, verb);
    let mut years = years(lead);
    if years.is_empty() {
        years = nearest_years(before);
    }
    let mut levels = levels_in(lead);
    if levels.is_empty() {
        levels = levels_in(title);
    }
    let clause = clause_before(text.prose, verb);
    if levels.is_empty() {
        levels = levels_in(clause);
    }
    if levels.is_empty() {
        levels.extend(level_of(title).or_else(|| giver(clause)).or_else(|| giver(before)));
    }
    let claim = |level: Option<&str>, years: Option<(i16, i16)>| Claim {
        what: What::Honour(Honour {
            title: title.to_owned(),
            level: level.map(str::to_owned),
            years,
        }),
        range: range.clone(),
        doubt: None,
    };
    let levels: Vec<Option<&str>> =
        if levels.is_empty() { vec![None] } else { levels.into_iter().map(Some).collect() };
    let years: Vec<Option<(i16, i16)>> =
        if years.is_empty() { vec![None] } else { years.into_iter().map(Some).collect() };
    if levels.len() == years.len() {
        return levels.into_iter().zip(years).map(|(level, years)| claim(level, years)).collect();
    }
    years.iter().flat_map(|years| levels.iter().map(|level| claim(*level, *years))).collect()
}

/// Whether the branch is the one that is honoured.
fn is_ours(text: &Text<'_>, verb: usize) -> bool {
    let sentence = sentence_before(text.prose, verb);
    let clause = clause_before(text.prose, verb);
    let subject = if clause.chars().count() < 6 { sentence } else { clause };
    !OTHERS.iter().any(|word| subject.contains(word))
}

/// The title in what follows the verb: a quotation with what belongs to it, or words up to the end of a title.
fn title(behind: &str) -> Option<std::ops::Range<usize>> {
    let clause = behind.find(['，', '；', ',', '。']).map_or(behind, |at| &behind[..at]);
    if let Some(open) = clause.find('“') {
        let close = open + behind[open..].find('”')? + '”'.len_utf8();
        let tail = &behind[close..];
        let end =
            tail.find(['，', '；', ',', '。', '、', '和', '等', '（', '“']).unwrap_or(tail.len());
        let tail = tail[..end]
            .trim_end_matches("荣誉称号")
            .trim_end_matches("称号")
            .trim_end_matches("荣誉");
        return (behind[open..close + tail.len()].chars().count() <= 40)
            .then_some(open..close + tail.len());
    }
    let stop = clause.find(['、', '等', '（']).unwrap_or(clause.len());
    let end = ENDS.iter().filter_map(|end| Some(clause.rfind(end)? + end.len())).max()?;
    let end = if end <= stop || clause[stop..].starts_with('、') { end } else { stop };
    let words = clause[..end].trim_end_matches("荣誉称号").trim_end_matches("称号");
    let start = lead_end(words);
    let length = words[start..].chars().count();
    (3..=30).contains(&length).then_some(start..words.len())
}

/// Where in 2023年度县级、市级先进党支部 the title begins.
fn lead_end(words: &str) -> usize {
    let mut end = 0;
    for level in LEVELS {
        if let Some(at) = words.rfind(level) {
            end = end.max(at + level.len());
        }
    }
    for year in ["年度", "年"] {
        if let Some(at) = words.rfind(year) {
            end = end.max(at + year.len());
        }
    }
    end
}

fn levels_in(text: &str) -> Vec<&'static str> {
    let mut found: Vec<(usize, &str)> =
        LEVELS.iter().filter_map(|level| Some((text.find(level)?, *level))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, level)| level).collect()
}

/// The level of a title that names a place: 全市离退休干部先进集体, 示例市先进基层党组织.
fn level_of(title: &str) -> Option<&'static str> {
    let title = title.trim_start_matches(['“', '《']);
    let wide = [
        ("全国", "国家级"),
        ("全省", "省级"),
        ("全市", "市级"),
        ("全县", "县级"),
        ("全区", "区级"),
    ];
    if let Some((_, level)) = wide.iter().find(|(word, _)| title.starts_with(word)) {
        return Some(level);
    }
    let mut chars = title.chars().skip(2).take(2);
    let place = [('省', "省级"), ('市', "市级"), ('县', "县级"), ('区', "区级")];
    chars.find_map(|c| place.iter().find(|(one, _)| *one == c).map(|(_, level)| *level))
}

/// The level of who gave it, the highest of them last in the clause: 被市委组织部命名.
fn giver(clause: &str) -> Option<&'static str> {
    let passive = &clause[clause.rfind('被')?..];
    let givers = [
        ("中组部", "国家级"),
        ("中央", "国家级"),
        ("中共中央", "国家级"),
        ("国家", "国家级"),
        ("省委", "省级"),
        ("市委", "市级"),
        ("县委", "县级"),
        ("区委", "区级"),
    ];
    givers.iter().find(|(word, _)| passive.contains(word)).map(|(_, level)| *level)
}

/// 2019年至2021年 is one span; 2017年、2019年, 2022、2023年度 are two years.
fn years(text: &str) -> Vec<(i16, i16)> {
    let mut years: Vec<(i16, i16)> = Vec::new();
    let mut end = 0;
    for (at, year) in bare_years(text) {
        let between = text[end.min(at)..at].trim_matches(['年', '度', ' ']);
        let is_span = matches!(between, "至" | "到" | "-" | "—" | "～" | "~" | "－");
        match years.last_mut() {
            Some((first, last)) if is_span && first == last => *last = year,
            _ => years.push((year, year)),
        }
        end = at + 4;
    }
    years
}

/// The years right before the verb; where several dates stand in the sentence, those of the last group.
fn nearest_years(before: &str) -> Vec<(i16, i16)> {
    let all = years(before);
    if all.len() < 2 {
        return all;
    }
    let places: Vec<usize> = bare_years(before).map(|(at, _)| at).collect();
    let mut start = places.len() - 1;
    while start > 0 {
        let between = &before[places[start - 1] + 4..places[start]];
        let is_list = between
            .trim_matches(['年', '度', ' '])
            .chars()
            .all(|c| "、和及至到-—～~－，".contains(c));
        if !is_list {
            break;
        }
        start -= 1;
    }
    years(&before[places[start]..])
}

/// Four digits that are a year, with their places.
fn bare_years(text: &str) -> impl Iterator<Item = (usize, i16)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(found) = text[at..].find(|c: char| c.is_ascii_digit()) {
            let start = at + found;
            let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
            at = start + digits;
            let year: Option<i16> = text[start..at].parse().ok();
            let behind = &text[at..];
            let is_year = behind.starts_with(['年', '、', '至', '-', '—', '和', '～']);
            if let Some(year) =
                year.filter(|year| digits == 4 && (1921..=2199).contains(year) && is_year)
            {
                return Some((start, year));
            }
        }
        None
    })
}
