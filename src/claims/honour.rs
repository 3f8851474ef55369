//! Which honours the branch was given, with year and level: 被评为2023年度县级、市级“六好”示范党支部.
//!
//! Entry point: [`claims`]. Two years or two levels of one title are two claims. What persons, teams and
//! other branches were given is none.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::clause::{clause_before, is_han, sentence_before, sentence_behind};
use super::text::{Subject, Text, strip_any, subject};
use super::{Claim, Honour, What};
use crate::quantity;

pub(super) const VERBS: [&str; 16] = [
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
    "命名表彰为",
    "荣登",
    // Behind the longer ones that begin with it.
    "获",
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
/// What is handed over with a title, or without one.
const THINGS: [&str; 4] = ["牌匾", "锦旗", "证书", "奖牌"];
/// The longest name of a body before a title, in characters.
const LONGEST_BODY: usize = 12;
const LEVELS: [&str; 8] = ["国家级", "省级", "市级", "县级", "区级", "州级", "镇级", "乡级"];
/// Words for all of a place.
const WIDE: [(&str, &str); 5] =
    [("全国", "国家级"), ("全省", "省级"), ("全市", "市级"), ("全县", "县级"), ("全区", "区级")];
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

/// What may stand between who is honoured and the verb.
const ADVERBS: [&str; 17] = [
    "先后", "连续", "多次", "相继", "分别", "连年", "光荣", "曾经", "两次", "三次", "也", "还",
    "又", "均", "都", "曾", "再次",
];
/// With what the name of somebody or something else ends.
const ENDS_OF_OTHERS: [char; 22] = [
    '会', '队', '社', '团', '司', '心', '局', '组', '室', '村', '镇', '乡', '县', '校', '院', '馆',
    '屋', '站', '地', '堂', '”', '》',
];

/// Finds the verbs in one pass. Leftmost first, because only then vector instructions are used.
static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostFirst);
    builder.build(VERBS).expect("sixteen words make a small automaton")
});

pub(super) fn claims(text: &Text<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut end = 0;
    for verb in WORDS.find_iter(text.prose).map(|hit| hit.range()) {
        let behind = sentence_behind(text.prose, verb.end);
        let is_ours = is_ours(text, verb.start) || is_given(text, &verb, behind, &claims);
        if verb.start < end || is_other_word(text.prose, &verb) || !is_ours {
            continue;
        }
        let titles = titles(behind);
        for (nth, title) in titles.iter().enumerate() {
            let place = Place { verb: verb.clone(), nth, of: titles.len() };
            end = verb.end + title.range.end;
            claims.extend(read(text, &place, title));
        }
    }
    claims
}

/// 县委授予支部“…”称号，同年市委授予“…”: an authority gives, and what it gives to is the branch.
fn is_given(text: &Text<'_>, verb: &Range<usize>, behind: &str, known: &[Claim]) -> bool {
    let behind = behind.trim_start();
    let to_branch =
        ["支部", "党支部", "该支部", "该党支部"].iter().any(|word| behind.starts_with(word));
    let clause = clause_before(text.prose, verb.start).trim_end();
    let is_authority = clause.ends_with(['委', '局', '部', '府', '办', '厅', '会']);
    let goes_on = || {
        let last = known.last().map(|last| &last.range);
        last.is_some_and(|last| text.is_one_sentence(last, verb)) && behind.starts_with('“')
    };
    &text.prose[verb.clone()] == "授予" && is_authority && (to_branch || goes_on())
}

/// A title behind a verb, in bytes of what follows it.
struct Title {
    /// What stands before it and is its own: 2023年度县级.
    lead: Range<usize>,
    range: Range<usize>,
    /// What stands behind it in brackets: （2023年）.
    aside: Range<usize>,
}

/// Where a title stands.
struct Place {
    verb: Range<usize>,
    /// Which of several that have one verb.
    nth: usize,
    of: usize,
}

impl Place {
    /// Of as many as there are titles, the one of this title; else all of them.
    fn own<T: Copy>(&self, all: Vec<T>) -> Vec<T> {
        let is_each = self.of > 1 && all.len() == self.of;
        if is_each { vec![all[self.nth]] } else { all }
    }
}

/// 收获, 获赠: no verb of honour.
fn is_other_word(prose: &str, verb: &Range<usize>) -> bool {
    let is_short = &prose[verb.clone()] == "获";
    let before = prose[..verb.start].ends_with(['收', '所', '捕', '查', '抓']);
    let behind = prose[verb.end..].starts_with(['赠', '悉', '取', '益', '救', '利', '知', '批']);
    is_short && (before || behind)
}

/// The claims of one title: each year with each level.
fn read(text: &Text<'_>, place: &Place, title: &Title) -> Vec<Claim> {
    let (verb, from) = (place.verb.start, place.verb.end);
    let lead = &text.prose[from + title.lead.start..from + title.lead.end];
    let range = from + title.range.start..from + title.range.end;
    let aside = &text.prose[from + title.aside.start..from + title.aside.end];
    let title = &text.prose[range.clone()];
    let before = sentence_before(text.prose, verb);
    let mut years = years(lead);
    if years.is_empty() {
        years = self::years(aside);
    }
    if years.is_empty() {
        years = place.own(in_a_row(before, nearest_years(before)));
    }
    let mut levels = levels_in(lead);
    if levels.is_empty() {
        let lead = bare_lead(lead);
        levels.extend(level_of(lead).or_else(|| level_of_body(lead)));
    }
    if levels.is_empty() {
        levels = levels_in(title);
    }
    let clause = clause_before(text.prose, verb);
    if levels.is_empty() {
        levels = place.own(levels_in(clause));
    }
    if levels.is_empty() {
        levels = givers(clause, years.len());
    }
    if levels.is_empty() {
        let found = level_of(title).or_else(|| giver(clause)).or_else(|| giver(before));
        levels.extend(found.or_else(|| active_giver(clause)).or_else(|| praised(before)));
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
    let words = if clause.chars().count() < 6 { sentence } else { clause };
    !OTHERS.iter().any(|word| words.contains(word)) && is_branch(sentence, clause)
}

/// Whether the words before a verb name the branch, or nobody: not 公司2021年, 支部党员周某, 校友会也被.
fn is_branch(sentence: &str, clause: &str) -> bool {
    let named = named(clause);
    if named.is_empty() {
        // 公司连年增效，2021年被评为…; 老党员周某热心公益，2022年获….
        let begins = sentence.trim_start();
        let is_person = ["老党员", "党员"].iter().any(|word| {
            let name = begins.strip_prefix(word);
            name.is_some_and(|name| name.starts_with(is_han) && !name.starts_with('总'))
        });
        let is_ours =
            sentence.contains("支部") || subject(&without_givers(sentence)) != Subject::Other;
        return is_ours && !is_person;
    }
    let behind = named.rfind("支部").map_or(named, |at| &named[at + "支部".len()..]);
    let is_person = ["党员", "同志", "老师", "老人", "某"].iter().any(|word| behind.contains(word));
    let is_thing = !behind.is_empty() && named.ends_with(ENDS_OF_OTHERS);
    !is_person && !is_thing && subject(named) != Subject::Other
}

/// Who stands before the verb of a clause, without who honours, when and how often.
fn named(clause: &str) -> &str {
    let mut named = named_part(clause);
    loop {
        let bare = named.trim_end_matches(|c: char| {
            c.is_ascii_digit() || "年月日度、和至到-—于在，, ".contains(c)
        });
        let bare = strip_any(bare, &ADVERBS).unwrap_or(bare);
        if bare.len() == named.len() {
            return bare.trim_start();
        }
        named = bare;
    }
}

/// The clause up to 被, behind which stands who honours.
fn named_part(clause: &str) -> &str {
    clause.rfind('被').map_or(clause, |at| &clause[..at])
}

/// The titles in what follows the verb: quotations with what belongs to them, or words up to the end of a title.
fn titles(behind: &str) -> Vec<Title> {
    let clause = behind.find(['，', '；', ',', '。']).map_or(behind, |at| &behind[..at]);
    let Some(open) = clause.find('“') else { return plain(clause) };
    let mut titles: Vec<Title> = Vec::new();
    let (mut lead, mut open) = (0, open);
    // “甲”、“乙”称号 are two, so are 县级“甲”（2022年）、市级“乙”（2023年）.
    while let Some(range) = quoted(behind, open) {
        let aside = aside(behind, range.end);
        let end = aside.end;
        titles.push(Title { lead: lead..open, range, aside });
        let Some(rest) = behind[end..].strip_prefix(['、', '和', '；', ';', '，']) else {
            break;
        };
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

/// Whether the words before a quotation are a level, a year or nothing: what belongs to its title.
fn is_lead(words: &str) -> bool {
    let bare = bare_lead(words);
    let is_body = bare.chars().count() <= LONGEST_BODY
        && bare.chars().all(|c| is_han(c) || c == '、')
        && bare.ends_with([
            '省', '市', '县', '区', '州', '旗', '镇', '乡', '局', '委', '府', '厅', '办', '部',
            '关',
        ]);
    bare.is_empty()
        || is_body
        || LEVELS.contains(&bare)
        || WIDE.iter().any(|(word, _)| *word == bare)
}

/// 荣誉：2023年度全市 without its year, and what it begins with.
fn bare_lead(lead: &str) -> &str {
    let lead = lead.rsplit(['：', ':']).next().unwrap_or(lead);
    lead.trim().trim_start_matches(|c: char| c.is_ascii_digit() || "年度月".contains(c))
}

/// A sentence without what stands between quotation marks, and without who honours: 2019年被县直工委评为….
fn without_givers(sentence: &str) -> String {
    let outside = without_quotations(sentence);
    let clauses: Vec<&str> = outside.split(['，', ',', '；']).map(named_part).collect();
    clauses.join("，")
}

/// A text without what stands between quotation marks.
fn without_quotations(text: &str) -> String {
    let mut is_quoted = false;
    let outside = text.chars().filter(|c| {
        match c {
            '“' => is_quoted = true,
            '”' => is_quoted = false,
            _ => return !is_quoted,
        }
        false
    });
    outside.collect()
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
    // A plaque is no title.
    if THINGS.iter().any(|thing| tail.ends_with(thing)) {
        return None;
    }
    let range = open..close + tail.len();
    (behind[range.clone()].chars().count() <= 40).then_some(range)
}

/// Titles without quotation marks: 县级先进党支部、市级示范党支部 are two, 县级、市级先进党支部 is one.
fn plain(clause: &str) -> Vec<Title> {
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
    if let Some((_, level)) = WIDE.iter().find(|(word, _)| title.starts_with(word)) {
        return Some(level);
    }
    let mut chars = title.chars().skip(2).take(2);
    let place = [('省', "省级"), ('市', "市级"), ('县', "县级"), ('区', "区级")];
    chars.find_map(|c| place.iter().find(|(one, _)| *one == c).map(|(_, level)| *level))
}

/// The level of a body by the last place in its name: 县直机关, 市气象局, 示例县云雾镇党委. A street has none.
fn level_of_body(body: &str) -> Option<&'static str> {
    let places = [
        ('省', "省级"),
        ('市', "市级"),
        ('县', "县级"),
        ('区', "区级"),
        ('州', "州级"),
        ('镇', "镇级"),
        ('乡', "乡级"),
    ];
    let is_below = ["街道", "社区", "小区", "园区", "学院", "大学", "公司", "集团", "支部"]
        .iter()
        .any(|word| body.contains(word));
    let last = body.chars().rev().find_map(|c| places.iter().find(|(place, _)| *place == c));
    last.filter(|_| !is_below).map(|(_, level)| *level)
}

/// 先后被市委、省委老干部局授予: one level for each of `count` years.
fn givers(clause: &str, count: usize) -> Vec<&'static str> {
    let Some(at) = clause.rfind('被').filter(|_| count > 1) else { return Vec::new() };
    let bodies = clause[at + '被'.len_utf8()..].split(['、', '和']);
    let levels: Vec<&str> = bodies.filter_map(level_of_body).collect();
    if levels.len() == count { levels } else { Vec::new() }
}

/// 2022年市委教育工委授予: the authority that stands before the verb.
fn active_giver(clause: &str) -> Option<&'static str> {
    let body = clause.trim_end();
    let is_authority = body.ends_with(['委', '局', '府', '办', '厅']) || body.ends_with("组织部");
    level_of_body(body).filter(|_| is_authority && !body.contains('被'))
}

/// 受到县委表彰，被授予….
fn praised(before: &str) -> Option<&'static str> {
    let behind = &before[before.rfind("受到")? + "受到".len()..];
    level_of_body(&behind[..behind.find("表彰")?])
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
    let body = givers.iter().find(|(word, _)| passive.contains(word)).map(|(_, level)| *level);
    // 被市公安局党委, 被省教育厅
    let bodies = [("省", "省级"), ("市", "市级"), ("县", "县级"), ("区", "区级")];
    let passive = passive.trim_start_matches("被").trim_start_matches("中共");
    let begins =
        || bodies.iter().find(|(word, _)| passive.starts_with(word)).map(|(_, level)| *level);
    body.or_else(begins).or_else(|| level_of_body(passive))
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

/// 2020年以来，连续四年: the years from the one that is told; else the years as they are.
fn in_a_row(before: &str, years: Vec<(i16, i16)>) -> Vec<(i16, i16)> {
    let row = || {
        let behind = &before[before.rfind("连续")? + "连续".len()..];
        let count = quantity::scan(behind).next()?;
        let is_row = count.range.start == 0 && count.quantity.unit() == "年";
        let count = i16::try_from(count.quantity.exact_whole()?).ok()?;
        let [(first, last)] = years[..] else { return None };
        let since = &before[before.rfind(&format!("{first}年"))?..];
        let is_since = ["年以来", "年起", "年开始"].iter().any(|word| since[4..].starts_with(word));
        (is_row && is_since && first == last && (2..=30).contains(&count))
            .then(|| vec![(first, first + count - 1)])
    };
    row().unwrap_or(years)
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
