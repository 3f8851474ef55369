//! Which honours the branch was given, with year and level: 被评为2023年度县级、市级“六好”示范党支部.
//!
//! Entry point: [`claims`]. Two years or two levels of one title are two claims. What persons, teams and
//! other branches were given is none.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::clause::{clause_before, is_han, sentence_before, sentence_behind};
use super::giving::{
    WRITTEN, at_meeting, behind_meeting, giver_of_plaque, is_given, told_behind, without_meeting,
};
use super::honour_person::is_of_person;
use super::lead::{bare_lead, begins_title};
use super::level::{
    active_giver, bare_giver, giver, givers, level_of, level_of_body, levels_in, names_house,
    praised, wide,
};
use super::text::{Subject, Text, strip_any, subject};
use super::title::{self, Title, titles};
use super::verbs::HONOURING;
use super::year::{bracketed, of_clause, years as of_years};
use super::{Claim, Doubt, Honour, What};
use crate::quantity;

/// Who else may be honoured.
const OTHERS: [&str; 27] = [
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
    "人次获",
    "等奖",
    "金奖",
    "银奖",
    "铜奖",
    "奖金",
    "奖学",
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
const ENDS_OF_OTHERS: [char; 24] = [
    '牌', '目', '会', '队', '社', '团', '司', '心', '局', '组', '室', '村', '镇', '乡', '县', '校',
    '院', '馆', '屋', '站', '地', '堂', '”', '》',
];

/// Finds the verbs in one pass. Leftmost first, because only then vector instructions are used.
static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostFirst);
    builder.build(HONOURING).expect("two dozen words make a small automaton")
});

pub(super) fn claims(text: &Text<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut end = 0;
    for verb in WORDS.find_iter(text.prose).map(|hit| of_verb(text.prose, hit.range())) {
        let behind = sentence_behind(text.prose, verb.end);
        let goes_on = || {
            let between = text.prose.get(end..verb.start).filter(|_| !claims.is_empty());
            between.is_some_and(is_next_year)
        };
        let is_ours = text.prose[verb.clone()] != *WRITTEN
            && (is_ours(text, verb.start) || goes_on())
            || is_given(text, &verb, behind, &claims);
        let is_hoped = title::is_hoped(clause_before(text.prose, verb.start));
        if verb.start < end || is_other_word(text.prose, &verb) || !is_ours || is_hoped {
            continue;
        }
        let titles = titles(behind);
        for (nth, title) in titles.iter().enumerate() {
            let place = Place { verb: verb.clone(), nth, of: titles.len() };
            end = verb.end + title.range.end;
            if is_of_person(&behind[title.range.clone()], clause_before(text.prose, verb.start)) {
                continue;
            }
            claims.extend(read(text, &place, title));
        }
    }
    claims
}

/// 、2022年 behind a title, before another verb: 2020年获得的县级“甲”、2022年获得的市级“乙”.
fn is_next_year(between: &str) -> bool {
    let rest = ["称号", "奖牌", "荣誉", "牌匾"]
        .iter()
        .fold(between, |rest, thing| rest.strip_prefix(thing).unwrap_or(rest));
    let year = rest.strip_prefix(['、', '和', '及', '与']).unwrap_or_default();
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && year[digits..].starts_with('年') && year[digits..].chars().count() <= 4
}

/// 记集体三等功: what is noted belongs to the title.
fn of_verb(prose: &str, verb: Range<usize>) -> Range<usize> {
    let title = if &prose[verb.clone()] == "记集体" { "集体".len() } else { 0 };
    verb.start..verb.end - title
}

/// The claims of a title in a list without a verb, whose entry begins at byte `start`.
pub(super) fn listed(text: &Text<'_>, start: usize, title: &Title) -> Vec<Claim> {
    read(text, &Place { verb: start..start, nth: 0, of: 1 }, title)
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
    let behind =
        prose[verb.end..].starts_with(['赠', '悉', '取', '益', '救', '利', '知', '批', '奖']);
    // 得了些鼓励, 得了病
    let is_got = &prose[verb.clone()] == "得了"
        && !prose[verb.end..].starts_with(['“', '全', '省', '市', '县', '区', '州', '镇', '乡']);
    // 拿了市里的“先进党支部”, and not 拿到“金钥匙”, 拿了冠军
    let is_taken = prose[verb.clone()].starts_with('拿') && {
        let behind = prose[verb.end..].trim_start_matches(['个', '块']);
        let open = behind.find('“').filter(|at| behind[..*at].chars().count() <= 8);
        let title = open.and_then(|at| behind[at + '“'.len_utf8()..].split_once('”'));
        !title.is_some_and(|(title, _)| title::ends_title(title))
    };
    is_got || is_taken || is_short && (before || behind)
}

/// What stands round a title.
struct Around<'t> {
    lead: &'t str,
    title: &'t str,
    aside: &'t str,
    verb: &'t str,
    clause: &'t str,
    /// The sentence up to the verb.
    before: &'t str,
    /// What stands behind the title.
    behind: &'t str,
}

/// The claims of one title: each year with each level.
fn read(text: &Text<'_>, place: &Place, found: &Title) -> Vec<Claim> {
    let (verb, from) = (place.verb.start, place.verb.end);
    let range = from + found.range.start..from + found.range.end;
    let around = Around {
        lead: &text.prose[from + found.lead.start..from + found.lead.end],
        title: &text.prose[range.clone()],
        aside: &text.prose[from + found.aside.start..from + found.aside.end],
        verb: &text.prose[verb..from],
        clause: clause_before(text.prose, verb),
        before: sentence_before(text.prose, verb),
        behind: sentence_behind(text.prose, from + found.range.end),
    };
    let years = years(&around, place);
    let levels = levels(&around, place, years.len());
    let doubt = doubt(&around, &years, &levels);
    let claim = |level: Option<&str>, years: Option<(i16, i16)>| Claim {
        what: What::Honour(Honour {
            title: around.title.to_owned(),
            level: level.map(str::to_owned),
            years,
        }),
        range: range.clone(),
        doubt,
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

fn years(around: &Around<'_>, place: &Place) -> Vec<(i16, i16)> {
    let Around { lead, aside, before, behind, .. } = around;
    // 去年全市“…”: another time than that of the one before.
    let is_near = ["今年", "去年", "前年", "上年"].iter().any(|word| lead.contains(word));
    // （2018、2021）: years alone, of which only the first is one elsewhere.
    let own = [of_years(lead), bracketed(aside), of_years(aside), told_behind(behind)];
    let own = own.into_iter().find(|years| !years.is_empty());
    own.unwrap_or_else(|| {
        if is_near {
            Vec::new()
        } else {
            by_turns(place.own(of_clause(&without_asides(before))), around)
        }
    })
}

/// 2021年、2023年先后被县委评为…、被市委评为…: as many years as there are verbs behind them, one for each.
fn by_turns(years: Vec<(i16, i16)>, around: &Around<'_>) -> Vec<(i16, i16)> {
    let Around { before, behind, .. } = around;
    let turn = ["先后", "分别"].iter().filter_map(|word| before.rfind(word)).max();
    let Some(turn) = turn.filter(|_| years.len() > 1) else { return years };
    let earlier = WORDS.find_iter(&before[turn..]).count();
    // …；2023年被…: a year of its own.
    let next =
        behind.find(|c: char| c.is_ascii_digit() || "；;".contains(c)).unwrap_or(behind.len());
    let all = earlier + 1 + WORDS.find_iter(&behind[..next]).count();
    if all == years.len() { vec![years[earlier]] } else { years }
}

/// 荣获先进单位（2012年），3次被评为…: the year of another title is none of this one. 连续三年（2019—2021年）获 keeps its years.
fn without_asides(before: &str) -> Cow<'_, str> {
    if !before.contains(['）', ')']) {
        return Cow::Borrowed(before);
    }
    let mut kept = String::with_capacity(before.len());
    let mut rest = before;
    while let Some(open) = rest.find(['（', '(']) {
        let Some(close) = rest[open..].find(['）', ')']).map(|at| open + at) else { break };
        let end = close + rest[close..].chars().next().map_or(1, char::len_utf8);
        let is_apart = rest[end..].starts_with(['，', ',', '；', ';', '、']);
        kept += if is_apart { &rest[..open] } else { &rest[..end] };
        rest = &rest[end..];
    }
    Cow::Owned(kept + rest)
}

/// The levels of a title: by what belongs to it, by itself, then by who gave it.
fn levels(around: &Around<'_>, place: &Place, years: usize) -> Vec<&'static str> {
    let Around { lead, title, aside, clause, .. } = around;
    let bare = bare_lead(lead);
    let giver_behind = aside.trim_matches(['（', '）', '(', ')', '原']);
    let ways: [&dyn Fn() -> Vec<&'static str>; 8] = [
        &|| levels_in(lead),
        &|| levels_in(aside),
        &|| level_of(bare).or_else(|| level_of_body(bare)).into_iter().collect(),
        &|| level_of_body(giver_behind).into_iter().collect(),
        &|| levels_in(title),
        // 自治区民政厅授予全区…: all of the autonomous region.
        &|| {
            let is_region = || [*clause, *lead, aside].iter().any(|words| words.contains("自治区"));
            let level = wide(title)
                .map(|level| if level == "区级" && is_region() { "省级" } else { level });
            level.into_iter().collect()
        },
        &|| place.own(levels_in(clause)),
        &|| givers(clause, years),
    ];
    let found = ways.iter().map(|way| way()).find(|levels| !levels.is_empty());
    found.unwrap_or_else(|| of_giver(around).into_iter().collect())
}

/// The level of the one authority that gave it.
fn of_giver(around: &Around<'_>) -> Option<&'static str> {
    let Around { title, verb, clause, before, .. } = around;
    // 市教育局党组连续四年评选该支部为…
    if ["支部", "我们", "他们", "其为", "它为"].iter().any(|whom| verb.contains(whom)) {
        let body = clause.trim_start_matches(|c: char| c.is_ascii_digit() || "年月".contains(c));
        let end = ["连续", "先后", "多次", "曾"].iter().filter_map(|word| body.find(word)).min();
        if let Some(level) = level_of_body(&body[..end.unwrap_or(body.len())]) {
            return Some(level);
        }
    }
    if *verb == WRITTEN {
        return giver_of_plaque(before).and_then(level_of_body);
    }
    // What another part of the sentence says of who gave it holds there.
    let part = before.rsplit(['；', ';']).next().unwrap_or(before);
    level_of(title)
        .or_else(|| giver(clause))
        .or_else(|| giver(part))
        .or_else(|| active_giver(clause))
        .or_else(|| praised(before))
        .or_else(|| at_meeting(clause))
        .or_else(|| behind_meeting(before))
}

fn doubt(around: &Around<'_>, years: &[(i16, i16)], levels: &[&str]) -> Option<Doubt> {
    let Around { lead, title, aside, clause, .. } = around;
    let is_unclear = is_unclear(title, lead)
        || years.is_empty() && aside.contains(|c: char| c.is_ascii_digit())
        || levels.len() > 1 && years.len() > 1 && levels.len() != years.len();
    let is_levelless = levels.is_empty()
        && (is_authority_of_none(who(clause))
            || !has_no_level(&[clause, lead, title, aside])
            // 省邮政公司先进党支部: of the province, or of a house that has none.
            || names_house(title)
                && title.trim_start_matches('“').contains(['省', '市', '县', '区'])
            || [lead, aside, who(clause)].into_iter().any(names_place));
    match (is_unclear, is_levelless) {
        (true, _) => Some(Doubt::Unclear),
        (false, true) => Some(Doubt::Level),
        (false, false) => None,
    }
}

/// Whether words name a giver that has no level: a firm, a school, a street, the own house.
fn has_no_level(words: &[&str]) -> bool {
    const HOUSES: [&str; 27] = [
        "总行", "公司", "集团", "厂", "校", "院", "大学", "街道", "社区", "矿", "所", "段", "站",
        "局", "机关", "单位", "中心", "场", "总部", "分行", "支行", "馆", "台", "系统", "直属",
        "工委", "上级",
    ];
    words.iter().any(|words| HOUSES.iter().any(|house| words.contains(house)))
}

/// Whether an authority is named of which no level was read: 被某某总局. A firm, a school, a street have none.
fn is_authority_of_none(clause: &str) -> bool {
    const BELOW: [&str; 24] = [
        "公司",
        "集团",
        "厂",
        "校",
        "院",
        "大学",
        "街道",
        "社区",
        "矿",
        "所",
        "段",
        "站",
        "局党",
        "局机关",
        "机关党委",
        "单位",
        "中心",
        "场",
        "团",
        "师",
        "行",
        "馆",
        "台",
        "上级",
    ];
    let giver = bare_giver(clause.strip_prefix('被').unwrap_or(clause));
    let is_named = clause.starts_with('被') || giver.len() == clause.len();
    is_named
        && giver.chars().count() >= 3
        && giver.ends_with(['局', '部', '厅', '委'])
        && !giver.ends_with("支部")
        && !BELOW.iter().any(|word| giver.contains(word))
}

/// Who honours, in a clause: behind 被, else all of it.
fn who(clause: &str) -> &str {
    clause.rfind('被').map_or(clause, |at| &clause[at..])
}

/// Whether words name a place of which no level was read.
fn names_place(words: &str) -> bool {
    let words = ["社区", "小区", "园区", "校区", "学区", "街道", "城市", "矿区", "支部"]
        .iter()
        .fold(words.to_owned(), |words, word| words.replace(word, ""));
    words.contains(['省', '市', '县', '区', '州', '旗', '盟'])
        || ["全国", "国家", "中央"].iter().any(|word| words.contains(word))
}

/// Whether a title may be more or less than what was given: 全市离退休干部党建“十佳案例”, of which the quotation is a part.
fn is_unclear(words: &str, lead: &str) -> bool {
    let is_open = words.matches('“').count() != words.matches('”').count();
    let is_more = ["之后", "的又", "以来", "先后", "同时", "等"].iter().any(|word| {
        words
            .find(word)
            .is_some_and(|at| !words[..at].ends_with(['一', '二', '三', '平', '中', '高']))
    });
    let is_part = words.starts_with('“') && begins_title(lead);
    // “最美支部”榜单, “示范点”授牌: what stands behind the quotation is no end of a title that is known.
    let is_odd = words.starts_with('“') && !words.ends_with('”') && !title::ends_title(words);
    is_open || is_more || is_part || is_odd
}

/// Whether the branch is the one that is honoured.
fn is_ours(text: &Text<'_>, verb: usize) -> bool {
    let sentence = sentence_before(text.prose, verb);
    let clause = clause_before(text.prose, verb);
    // 2024年: who has it stands in the clause before.
    let before = &sentence[..sentence.len() - clause.len()];
    let start = before.trim_end_matches(['，', ',', '；']).rfind(['，', ',', '；']);
    let near = &sentence[start.unwrap_or_default()..];
    let words = if clause.chars().count() < 6 { near } else { clause };
    // 区委表彰大会，支部被授予….: the occasion is nobody.
    let words = words.replace("表彰大会上", "").replace("表彰大会，", "");
    !OTHERS.iter().any(|word| words.contains(word))
        && !is_counted(clause)
        && is_branch(sentence, clause)
}

/// 1名徒弟获评…, 3人获…: persons who are counted.
fn is_counted(clause: &str) -> bool {
    let found = quantity::scan(clause).next();
    found.is_some_and(|found| {
        found.range.start == 0 && found.quantity.kind() == quantity::UnitKind::People
    })
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
        let is_ours = sentence.contains("支部")
            || subject(&without_givers(sentence).replace("分别", "")) != Subject::Other;
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
    without_meeting(clause.find('被').map_or(clause, |at| &clause[..at]))
}

/// A sentence without what stands between quotation marks, and without who honours: 2019年被县直工委评为….
fn without_givers(sentence: &str) -> String {
    let outside = without_quotations(sentence);
    let clauses: Vec<&str> = outside.split(['，', ',', '；']).map(before_verb).collect();
    clauses.join("，")
}

/// 2018年获评全市…: what was given is not who it was given to.
fn before_verb(clause: &str) -> &str {
    let found = WORDS.find(clause).map(|verb| verb.start());
    named_part(&clause[..found.unwrap_or(clause.len())])
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
